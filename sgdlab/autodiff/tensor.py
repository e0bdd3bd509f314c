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

from .arraylike import ArrayLike, listing
from .dispatch import Array, Box, Primitive
from .held import held
from .rules.picking import add_at, add_back, scatter
from .values import as_values

next_number = count(1).__next__
_new = object.__new__
_ndarray = np.ndarray
_number = attrgetter("number")


class Tensor(ArrayLike):
    """An array whose operations are remembered, so that derivatives can be propagated back through them.

    Formula, from the newest node to the oldest: parent.grad += pullback(node.grad).

    `data` the values (read-only), `grad` the gradient after `backward()` (None before), `operation` the name of
    the function that made it ("" for one of your own).  Integers and booleans become float64; float32 stays float32.
    The values are a copy: changing the array that you gave does not change the graph.  To move a parameter, put a
    new array in its place: `w.data = w.data - 0.1 * w.grad`.

    >>> w = Tensor([1.0, 2.0])
    >>> loss = np.sum(w * w)
    >>> loss.backward()
    >>> w.grad
    array([2., 4.])
    """

    __slots__ = ("edges", "grad", "inputs", "number", "options", "owned", "primitive", "reached")
    edges: list[Any]
    grad: Any
    inputs: list[Any]
    number: int
    owned: int
    reached: int
    options: dict[str, Any]
    primitive: Primitive | None

    def __init__(self, data: Any) -> None:
        if isinstance(data, Box):
            raise TypeError(
                f"a {type(data).__name__} can't be put into a Tensor: use it as it is, or take the derivative of a "
                "derivative with sgdlab.grad(sgdlab.grad(f))"
            )
        _fill(self, as_values(data), 0)

    @property
    def data(self) -> Any:
        """The values, read-only: an array or a NumPy scalar (or a box, where derivatives are nested)."""
        if type(self.inner) is _ndarray:
            self.inner.setflags(write=False)
        return self.inner

    @data.setter
    def data(self, values: Any) -> None:
        if self.edges:
            raise AttributeError(
                f"this Tensor was made by {self.operation}; only the values of your own tensors can be replaced"
            )
        self.inner = as_values(values)

    @property
    def operation(self) -> str:
        """The name of the function that made this node, "" for a leaf."""
        return self.primitive.name if self.primitive else ""

    @property
    def parents(self) -> tuple[Tensor, ...]:
        """The nodes that this one was computed from."""
        return tuple(self.edges[::2])

    def record(self, primitive: Primitive, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Compute the primitive on the values, and make the node that remembers it."""
        level, rules, keeps = self.level, primitive.vjps, primitive.keeps
        compute = primitive.plain
        edges: list[Any] = []
        inputs: list[Any] = []
        for i, a in enumerate(args):
            kind = type(a)
            if kind is Tensor and a.level == level:
                try:
                    edges += (a, rules[i])  # type: ignore[index]
                except IndexError:
                    raise self.no_rule(primitive, i) from None
                inside = a.inner
                if isinstance(inside, Box):
                    compute = primitive.function
                inputs.append(inside)
            elif kind is _ndarray:
                inputs.append(held(a) if keeps else a)
            elif kind is list or kind is tuple:
                inputs.append(np.array(a))
            elif isinstance(a, Box):
                if a.level == level:
                    raise self.mixed(a)
                compute = primitive.function
                inputs.append(a)
            else:
                inputs.append(a)
        node: Tensor = _new(Tensor)
        node.inner = compute(*inputs, **options)
        node.level = level
        node.grad = None
        node.edges = edges
        node.primitive = primitive
        node.inputs = inputs
        node.options = options
        node.number = next_number()
        node.owned = node.reached = 0
        return node

    def backward(self, gradient: Any = None) -> None:
        """Propagate gradients to everything that this value was computed from, into `.grad`.

        gradient: that of the final result with respect to this value, of its shape; 1 for a scalar.  A second call
        adds to the gradients of leaves (your own tensors) and computes those of inner nodes anew.
        """
        if gradient is None:
            if self.size != 1:
                raise ValueError(
                    f"backward() starts from one number, and this has shape {self.shape}: reduce it first, e.g. "
                    "with np.mean(...), or say how much each entry counts with backward(gradient) of that shape"
                )
            gradient = np.ones(self.shape, self.dtype)[()]
        elif np.shape(gradient) != self.shape:
            raise ValueError(
                f"the gradient given to backward has shape {np.shape(gradient)}, the value has {self.shape}; "
                "they must be the same"
            )
        elif not isinstance(gradient, Box):
            gradient = np.asarray(gradient, self.dtype)[()]
        for leaf in backward(self, gradient):
            leaf.grad = settled(leaf)

    def __reduce__(self) -> Any:
        if self.edges:
            raise TypeError(
                f"a Tensor that was computed (here by {self.operation}) can't be copied or pickled, because the "
                "functions that differentiate it can't: take its values, t.data, or compute it again from your own "
                "Tensors, which can"
            )
        return Tensor, (self.data,), (None, {"grad": self.grad})

    def __repr__(self) -> str:
        made = f", made by {self.operation}" if self.primitive else ""
        return f"Tensor({listing(self.inner)}{made})"


def leaf(data: Any, level: int) -> Tensor:
    """A Tensor at this level for numbers, or for a box of a lower level."""
    return _fill(_new(Tensor), data if isinstance(data, Box) else as_values(data), level)


def _fill(tensor: Tensor, values: Any, level: int) -> Tensor:
    tensor.inner = values
    tensor.level = level
    tensor.grad = tensor.primitive = None
    tensor.edges = tensor.inputs = []
    tensor.options = {}
    tensor.number = next_number()
    tensor.owned = tensor.reached = 0
    return tensor


def backward(output: Tensor, gradient: Array) -> list[Tensor]:
    """Assign the gradient to everything the output was computed from; return the leaves that were reached."""
    walk = next_number()
    output.reached = walk
    order = [output]
    for node in order:
        edges = node.edges
        if edges:
            node.grad = None
        for i in range(0, len(edges), 2):
            parent = edges[i]
            if parent.reached != walk:
                parent.reached = walk
                order.append(parent)
    order.sort(key=_number, reverse=True)
    _add(output, gradient, walk)
    leaves = []
    for node in order:
        edges = node.edges
        if not edges:
            leaves.append(node)
            continue
        g, y, inputs, options = node.grad, node.inner, node.inputs, node.options
        if edges[1] is add_back and type(g) in _PLAIN:
            _add_into(edges[0], options["index"], g, walk)
            continue
        for i in range(0, len(edges), 2):
            parent, rule = edges[i], edges[i + 1]
            part = rule(g, y, *inputs, **options) if options else rule(g, y, *inputs)
            if parent.grad is None:
                parent.grad = part
            else:
                _add(parent, part, walk)
    return leaves


_PLAIN = (_ndarray, np.float64, np.float32)


def _add(node: Tensor, g: Array, walk: int) -> None:
    """node.grad += g: assigned the first time, into a new array the second, in place from then on."""
    old = node.grad
    if old is None:
        node.grad = g
    elif node.owned == walk and type(g) is _ndarray and g.dtype == old.dtype:
        old += g
    else:
        node.grad = old + g
        node.owned = walk if type(node.grad) is _ndarray else 0


def _add_into(node: Tensor, index: Any, g: Array, walk: int) -> None:
    """node.grad[index] += g, in place: what a slice passes back costs only its own size."""
    old = node.grad
    if isinstance(old, Box):
        node.grad = old + scatter(g, index, node.shape)
        return
    if node.owned != walk:
        node.grad = np.zeros(node.inner.shape, g.dtype) if old is None else np.array(old)
        node.owned = walk
    add_at(node.grad, index, g)


def settled(leaf: Tensor) -> Any:
    """The leaf's gradient as an array of its own, of its own floating-point type."""
    g, owned = leaf.grad, leaf.owned
    leaf.owned = 0  # from now on it is the caller's; the next walk may bring an array that others have too
    if isinstance(g, Box):
        return g
    if not owned or g.dtype != leaf.dtype:
        return np.array(g, dtype=leaf.dtype)[()]
    return g
