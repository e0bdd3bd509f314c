"""Reverse mode: a `Tensor` remembers how it was computed, and `backward` follows that graph back.

    edges = (parent, rule, parent, rule, ...)      backward:  parent.grad += rule(node.grad)

Edges point only to parents, so there are no reference cycles, and a graph is freed with its last reference.  Nodes are
numbered as they are made, and `backward` takes the newest first, so every gradient is complete before it is passed on.
There is no recursion, so a chain of a million operations is fine.
"""

from __future__ import annotations

from itertools import count
from operator import attrgetter
from typing import Any

import numpy as np

from sgdlab.checks import as_values, reals

from .arraylike import ArrayLike, listing
from .dispatch import Array, Box, Options, Primitive
from .rules.calls import constant_of
from .rules.picking import add_back
from .shared_arrays import add, add_at_index, frozen, settle

next_birth = count(1).__next__
_birth = attrgetter("birth")
_new, _ndarray = object.__new__, np.ndarray  # looked up once, because `record` runs at every operation


class Tensor(ArrayLike):
    """An array that remembers how it was computed, so that derivatives can be propagated back through its graph.

    Formula, from the newest node to the oldest: parent.grad += pullback(node.grad).

    `data` holds the values (read-only), `grad` the gradient after `backward()` (None before), `operation` the name of
    the function that made it ("" for one of your own).  Integers and booleans become float64; float32 stays float32.
    The values are a copy, so changing the array that you gave does not change the graph.  To move a parameter, assign
    a new array: `w.data = w.data - 0.1 * w.grad`.

    >>> w = Tensor([1.0, 2.0])
    >>> loss = np.sum(w * w)
    >>> loss.backward()
    >>> w.grad
    array([2., 4.])
    """

    __slots__ = ("birth", "edges", "grad", "inputs", "options", "primitive", "visit")
    birth: int
    edges: list[Array]
    grad: Any
    inputs: list[Array]
    options: Options
    primitive: Primitive | None
    visit: int  # the number of the last backward pass that reached this node

    def __init__(self, data: Array) -> None:
        if isinstance(data, Box):
            raise TypeError(
                f"a {type(data).__name__} can't be put into a Tensor: use it as it is, or take the derivative of a "
                "derivative with sgdlab.grad(sgdlab.grad(f))"
            )
        _fill(self, as_values(data), 0)

    @ArrayLike.data.setter  # type: ignore[attr-defined, untyped-decorator]
    def data(self, values: Array) -> None:
        if self.edges:
            raise AttributeError(
                f"this Tensor was made by {self.operation}; only the values of your own tensors can be replaced"
            )
        self.inner = as_values(values)

    @property
    def operation(self) -> str:
        """The name of the function that made this node, or "" for a leaf."""
        return self.primitive.name if self.primitive else ""

    @property
    def parents(self) -> tuple[Tensor, ...]:
        """The nodes that this one was computed from."""
        return tuple(self.edges[::2])

    def record(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compute the primitive on the values, and make a node that remembers it."""
        level, rules, compute = self.level, primitive.vjps, primitive.plain
        edges: list[Array] = []
        inputs: list[Array] = []
        for i, a in enumerate(args):
            kind = type(a)
            if kind is _ndarray:
                inputs.append(frozen(a) if primitive.keeps else a)
                continue
            if kind is Tensor and a.level == level:
                try:
                    edges += (a, rules[i])  # type: ignore[index]
                except IndexError:
                    raise self.no_rule(primitive, i) from None
                a = a.inner
            elif not isinstance(a, Box):
                a = constant_of(a)
            elif a.level == level:
                raise self.mixed(a)
            if isinstance(a, Box):  # of a lower level: derivatives are nested
                compute = primitive.function
            inputs.append(a)
        node: Tensor = _new(Tensor)
        node.inner = compute(*inputs, **options)
        node.level, node.primitive, node.options = level, primitive, options
        node.edges, node.inputs, node.grad = edges, inputs, None
        node.birth, node.visit = next_birth(), 0
        return node

    def backward(self, gradient: Array = None) -> None:
        """Compute the gradient with respect to everything that this value was computed from, into `.grad`.

        gradient: the gradient of the final result with respect to this value, of its shape; 1 for a scalar.  A second
        call adds to the gradients of leaves (your own tensors) and replaces those of inner nodes.
        """
        if gradient is None:
            if self.size != 1:
                raise ValueError(
                    f"backward() starts from one number, but this has shape {self.shape}: reduce it first, e.g. "
                    "with np.mean(...), or say how much each entry counts with backward(gradient) of that shape"
                )
            gradient = np.ones(self.shape, self.dtype)[()]
        elif not isinstance(gradient, Box):
            gradient = reals(gradient, "the gradient").astype(self.dtype, copy=False)[()]
        if gradient.shape != self.shape:
            raise ValueError(f"the gradient has shape {gradient.shape}; it needs that of the value, {self.shape}")
        backward(self, gradient)

    def __reduce__(self) -> Any:
        if self.level:  # inside a differentiated function
            return super().__reduce__()
        if self.edges:
            raise TypeError(f"a Tensor made by {self.operation} can't be copied or pickled: take t.data, or redo it")
        return Tensor, (self.data,), (None, {"grad": self.grad})

    def __repr__(self) -> str:
        made = f", made by {self.operation}" if self.primitive else ""
        return f"Tensor({listing(self.inner)}{made})"


def leaf(data: Array, level: int) -> Tensor:
    """A Tensor of numbers, or of a box of a lower level, at the given level."""
    return _fill(_new(Tensor), data if isinstance(data, Box) else as_values(data), level)


def _fill(leaf: Tensor, values: Array, level: int) -> Tensor:
    leaf.inner, leaf.level, leaf.primitive = values, level, None
    leaf.options, leaf.edges, leaf.inputs = {}, [], []
    leaf.grad, leaf.birth, leaf.visit = None, next_birth(), 0
    return leaf


def backward(output: Tensor, gradient: Array) -> None:
    """Assign gradients to everything that the output was computed from."""
    order, visit = [output], next_birth()  # a number that no other pass has
    output.visit = visit
    for node in order:
        edges = node.edges
        if edges:
            node.grad = None
        for i in range(0, len(edges), 2):
            parent = edges[i]
            if parent.visit != visit:
                parent.visit = visit
                order.append(parent)
    order.sort(key=_birth, reverse=True)
    output.grad = gradient if output.grad is None else output.grad + gradient
    sums: set[Tensor] = set()
    for node in order:
        edges = node.edges
        if not edges:
            settle(node, sums)
            continue
        g, y, inputs, options = node.grad, node.inner, node.inputs, node.options
        if edges[1] is add_back and not (isinstance(g, Box) or isinstance(edges[0].grad, Box)):
            add_at_index(edges[0], options["index"], g, sums)
            continue
        for i in range(0, len(edges), 2):
            parent, rule = edges[i], edges[i + 1]
            part = rule(g, y, *inputs, **options)
            if parent.grad is None:
                parent.grad = part
            else:
                add(parent, part, sums)
