"""What a Value can do besides arithmetic and its derivatives [Node].

- a weighted sum as one node                                [Node.weighted_sum]
- a copy with the whole graph, and what pickle keeps        [Node.__deepcopy__, Node.__reduce__]
"""

from collections.abc import Iterable
from typing import Any, Self

from .scalar_math import Number, number_of
from .tape import graph


class Node(Number):
    """A number in a graph, which is made from its number, its edges, its operation and its label."""

    __slots__ = ("birth", "data", "edges", "grad", "label", "op")
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
                edges = tuple(memo[id(part)] if isinstance(part, Number) else part for part in node.edges)
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
