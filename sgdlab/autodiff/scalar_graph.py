"""What a Value can do besides arithmetic and its derivatives [Node].

- `float(v)`, `v > 0`, `1 - v`                              [Node.__float__, …]
- a weighted sum as one node                                [Node.weighted_sum]
- a copy with the whole graph, and what pickle keeps        [Node.__deepcopy__, Node.__reduce__]
"""

import operator
from collections.abc import Callable, Iterable
from numbers import Real
from typing import Any, Self

from .scalar_math import number
from .tape import graph


def _reflected(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda self, other: operation(type(self)(other), self)


def _compared(comparison: Callable[[Any, Any], bool], sign: str) -> Callable[[Any, object], bool]:
    return lambda self, other: comparison(self.data, number_of(other, sign))


class Node:
    """A number in a graph, which is made from its number, its edges, its operation and its label.

    Nodes compare by value but hash by identity, so two parameters that happen to be equal are two dictionary keys.
    """

    __slots__ = ("birth", "data", "edges", "grad", "label", "op")
    __hash__ = object.__hash__
    data: float
    edges: tuple[Any, ...]  # (parent, local derivative, parent, local derivative, ...)
    grad: float
    op: str
    label: str

    def __init__(self, data: float, edges: tuple[object, ...] = (), op: str = "", label: str = "") -> None:
        raise NotImplementedError

    @classmethod
    def weighted_sum(
        cls, weights: Iterable[Self | float], inputs: Iterable[Self | float], bias: Self | float = 0.0
    ) -> Self:
        """Compute bias + w1 x1 + w2 x2 + ... as a single node, as in a neuron; each may be a Value or a number."""
        weights, inputs = list(weights), list(inputs)
        if len(weights) != len(inputs):
            raise ValueError(f"{len(weights)} weights for {len(inputs)} inputs: each input needs one weight")
        total = number_of(bias, "weighted_sum")
        edges: list[Self | float] = [bias, 1.0] if isinstance(bias, cls) else []
        for weight, x in zip(weights, inputs, strict=True):
            w_data, x_data = number_of(weight, "weighted_sum"), number_of(x, "weighted_sum")
            total += w_data * x_data
            if isinstance(weight, cls):
                edges += (weight, x_data)
            if isinstance(x, cls):
                edges += (x, w_data)
        return cls(total, tuple(edges), "weighted sum")

    def __deepcopy__(self, memo: dict[int, Self]) -> Self:
        """Return a copy with a copy of the graph, without a recursion."""
        for node in graph(self):  # each copy is made after the copies of its parents
            if id(node) not in memo:
                edges = tuple(memo[id(part)] if isinstance(part, Node) else part for part in node.edges)
                memo[id(node)] = twin = type(node)(node.data, edges, node.op, node.label)
                twin.grad = node.grad
        return memo[id(self)]

    def __reduce__(self) -> tuple[object, ...]:
        """Return what `pickle` and `copy.copy` make a Value from again.

        Errors: TypeError for a Value that was computed.
        """
        if self.edges:
            raise TypeError(
                "a Value that was computed can't be pickled, because pickle goes through a graph by recursion, and "
                "graphs are deep: pickle its number, v.data, and your own Values. copy.deepcopy copies the whole graph"
            )
        return type(self), (self.data, (), self.op, self.label), (None, {"grad": self.grad})

    __rsub__, __rtruediv__, __rpow__ = _reflected(operator.sub), _reflected(operator.truediv), _reflected(operator.pow)
    __lt__, __le__ = _compared(operator.lt, "<"), _compared(operator.le, "<=")
    __gt__, __ge__ = _compared(operator.gt, ">"), _compared(operator.ge, ">=")

    def __round__(self, digits: int | None = None) -> float:
        return round(self.data, digits)

    def __format__(self, spec: str) -> str:
        return format(self.data, spec) if spec else str(self)

    def __float__(self) -> float:
        return self.data

    def __bool__(self) -> bool:
        return self.data != 0.0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node | Real):
            return NotImplemented  # a Tensor says itself what it is equal to
        return bool(self.data == (other.data if isinstance(other, Node) else other))


def number_of(given: object, where: str) -> float:
    """Return the number inside a Value, or the plain number that was given."""
    return given.data if isinstance(given, Node) else number(given, where)
