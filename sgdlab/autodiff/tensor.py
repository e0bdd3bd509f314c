"""Reverse mode: a `Tensor` remembers how it was made, and `backward` walks that memory back.

    edges = (parent, rule, parent, rule, ...)      backward:  parent.grad += rule(node.grad)

Edges point to parents alone, so there are no reference cycles: a graph is freed with its last reference.  Nodes
are numbered as they are made; newest first is an order in which every gradient is complete before it is passed on
[backward].  No recursion, so a chain of a million operations is fine.
"""

from __future__ import annotations

from itertools import count
from operator import attrgetter
from typing import Any

import numpy as np

from .arraylike import ArrayLike
from .dispatch import Array, Box, Primitive
from .rules_array import PICK, add_at

_next_number = count().__next__
_new = object.__new__
_ndarray = np.ndarray
_number = attrgetter("number")


class Tensor(ArrayLike):
    """An array whose operations are remembered, so that derivatives can be propagated back through them.

    `data` the values (read-only), `grad` the gradient after `backward()` (None before), `operation` the name of
    the primitive that made it ("" for one of your own).  Integers and booleans become float64; float32 stays float32.
    The values are a copy: changing the array that you gave does not change the graph.  To move a parameter, put a
    new array in its place: `w.data = w.data - 0.1 * w.grad`.

    >>> w = Tensor([1.0, 2.0])
    >>> loss = np.sum(w * w)
    >>> loss.backward()
    >>> w.grad
    array([2., 4.])
    """

    __slots__ = ("edges", "grad", "inputs", "number", "options", "owned", "primitive")
    kind = "Tensor"

    def __init__(self, data: Any, *, level: int = 0) -> None:
        self.data = data if isinstance(data, Box) else as_values(data)
        if isinstance(data, Box) and level <= data.level:
            raise TypeError(
                f"a {type(data).__name__} can't be put into a Tensor: use it as it is, or take a derivative of a "
                "derivative with sgdlab.grad(sgdlab.grad(f))"
            )
        self.level = level
        self.grad: Any = None
        self.edges: tuple[Any, ...] = ()
        self.primitive: Primitive | None = None
        self.inputs: tuple[Any, ...] = ()
        self.options: dict[str, Any] = {}
        self.number = _next_number()
        self.owned = False

    @property
    def operation(self) -> str:
        """The name of the function that made this node, "" for a leaf."""
        return self.primitive.name if self.primitive else ""

    @property
    def parents(self) -> tuple[Tensor, ...]:
        """The nodes that this one was computed from."""
        return self.edges[::2]

    def record(self, primitive: Primitive, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Compute the primitive on the values, and make the node that remembers it."""
        level, rules, keeps = self.level, primitive.vjps, primitive.keeps
        assert rules is not None
        edges: list[Any] = []
        inputs: list[Any] = []
        for i, a in enumerate(args):
            if type(a) is Tensor and a.level == level:
                edges += (a, rules[i])
                inputs.append(a.data)
            elif isinstance(a, Box):
                if a.level == level:
                    raise self.mixed(a)
                inputs.append(a)
            else:
                inputs.append(_protected(a) if keeps else a)
        data = primitive.function(*inputs, **options)
        if type(data) is _ndarray:
            data.setflags(write=False)
        node = _new(Tensor)
        node.data = data
        node.level = level
        node.grad = None
        node.edges = tuple(edges)
        node.primitive = primitive
        node.inputs = tuple(inputs)
        node.options = options
        node.number = _next_number()
        return node

    def backward(self, gradient: Any = None) -> None:
        """Propagate gradients to everything that this value was computed from, into `.grad`.

        gradient: that of the final result with respect to this value, of its shape; 1 for a scalar.  A second call
        adds to the gradients of leaves (your own tensors) and computes those of inner nodes anew.
        """
        if gradient is None:
            if self.size != 1:
                raise ValueError(
                    f"backward() starts from one number, and this has shape {self.shape}: reduce it first, e.g. with "
                    "np.mean(...), or say how much each entry counts with backward(gradient) of that shape"
                )
            gradient = np.ones_like(self.data)
        elif np.shape(gradient) != self.shape:
            raise ValueError(
                f"the gradient given to backward has shape {np.shape(gradient)}, the value has {self.shape}; they must "
                "be the same"
            )
        for leaf in backward(self, gradient):
            total = as_owned(leaf)
            leaf.grad = total

    def __repr__(self) -> str:
        values = np.array2string(_values(self.data), separator=", ", prefix="Tensor(")
        made = f", made by {self.operation}" if self.primitive else ""
        return f"Tensor({values}{made})"


def _values(data: Any) -> Any:
    while isinstance(data, Box):
        data = data.data
    return np.asarray(data)


def as_values(data: Any) -> Any:
    """A read-only floating-point copy of numbers; a NumPy scalar where there is only one."""
    array = np.array(data)
    if array.dtype.kind in "bui":
        array = array.astype(np.float64)
    if array.dtype.kind != "f":
        raise TypeError(f"a Tensor holds real numbers, not {array.dtype} ({type(data).__name__} given)")
    array.setflags(write=False)
    return array if array.ndim else array[()]


def _protected(a: Any) -> Any:
    """A constant that a derivative rule will need again: copied, so that changing it later cannot matter."""
    if isinstance(a, (_ndarray, list)):
        return np.array(a)
    return a


def backward(output: Tensor, gradient: Array) -> list[Tensor]:
    """Assign the gradient to everything the output was computed from; the leaves reached, with new gradients."""
    reached, seen = [output], {output}
    for node in reached:
        node.grad = None if node.edges else node.grad
        for parent in node.edges[::2]:
            if parent not in seen:
                seen.add(parent)
                reached.append(parent)
    reached.sort(key=_number, reverse=True)
    leaves = []
    for node in reached:
        node.owned = False
    add(output, gradient)
    for node in reached:
        edges = node.edges
        if not edges:
            leaves.append(node)
            continue
        g, y, inputs, options = node.grad, node.data, node.inputs, node.options
        if node.primitive is PICK and type(g) is not Tensor and not isinstance(g, Box):
            add_into(edges[0], options["index"], g)
            continue
        for i in range(0, len(edges), 2):
            add(edges[i], edges[i + 1](g, y, *inputs, **options))
    return leaves


def add(node: Tensor, g: Array) -> None:
    """node.grad += g: assigned the first time, into a new array the second, in place from then on."""
    old = node.grad
    if old is None:
        node.grad = g
    elif node.owned and type(g) is _ndarray and g.dtype == old.dtype:
        old += g
    else:
        node.grad = old + g
        node.owned = type(node.grad) is _ndarray


def add_into(node: Tensor, index: Any, g: Array) -> None:
    """node.grad[index] += g, in place: what a slice passes back costs only its own size."""
    if not node.owned or type(node.grad) is not _ndarray:
        old = node.grad
        node.grad = np.zeros(node.shape, g.dtype) if old is None else np.array(old)
        node.owned = True
    add_at(node.grad, index, g)


def as_owned(leaf: Tensor) -> Any:
    """The leaf's gradient as an array of its own and of its own type."""
    g = leaf.grad
    if isinstance(g, _ndarray) and not (leaf.owned and g.dtype == leaf.dtype):
        g = np.array(g, dtype=leaf.dtype)
    return g
