"""What a Value can do besides arithmetic and its derivatives.

- a weighted sum as one node                                [weighted_sum]
- a copy with the whole graph, and what pickle keeps        [deep_copied, pickled]
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from .scalar_math import Number, number_of

if TYPE_CHECKING:
    from .scalar import Value


def weighted_sum(
    kind: type[Value], weights: Iterable[Value | float], inputs: Iterable[Value | float], bias: Value | float = 0.0
) -> Value:
    """Compute bias + w1 x1 + w2 x2 + ... as a single node, as in a neuron; each may be a Value or a number."""
    weights, inputs = list(weights), list(inputs)
    if len(weights) != len(inputs):
        raise ValueError(f"{len(weights)} weights for {len(inputs)} inputs: each input needs one weight")
    total = number_of(bias, "weighted_sum")
    edges: list[Value | float] = [bias, 1.0] if isinstance(bias, kind) else []
    for weight, x in zip(weights, inputs, strict=True):
        w_data, x_data = number_of(weight, "weighted_sum"), number_of(x, "weighted_sum")
        total += w_data * x_data
        if isinstance(weight, kind):
            edges += (weight, x_data)
        if isinstance(x, kind):
            edges += (x, w_data)
    return kind(total, tuple(edges), "weighted sum")


def deep_copied(value: Value, memo: dict[int, Value]) -> Value:
    """Return a copy of a Value with a copy of its graph, without a recursion: `copy.deepcopy` calls this."""
    graph = {id(value): value}
    for node in (nodes := [value]):  # grows while we walk, as in backward
        new = {id(parent): parent for parent in node.edges[::2] if id(parent) not in graph}
        graph |= new
        nodes += new.values()
    for node in sorted(nodes, key=attrgetter("birth")):  # each copy is made after the copies of its parents
        if id(node) not in memo:
            edges = tuple(memo[id(part)] if isinstance(part, Number) else part for part in node.edges)
            memo[id(node)] = twin = type(node)(node.data, edges, node.op, node.label)
            twin.grad = node.grad
    return memo[id(value)]


def pickled(value: Value) -> tuple[object, ...]:
    """Return what `pickle` and `copy.copy` make a Value from again.

    Errors: TypeError for a Value that was computed.
    """
    if value.edges:
        raise TypeError(
            "a Value that was computed can't be pickled, because pickle goes through a graph by recursion, and "
            "graphs are deep: pickle its number, v.data, and your own Values. copy.deepcopy copies the whole graph"
        )
    return type(value), (value.data, (), value.op, value.label), (None, {"grad": value.grad})
