"""The graph that a computation leaves behind, and its size.

- its nodes, the oldest first                       [graph]
- all operations and edges                          [tape_size]
- the edges of a pass back for each of the outputs  [edges_one_by_one]
"""

from operator import attrgetter
from typing import Any


def graph(*outputs: Any) -> list[Any]:
    """Return the outputs and all Tensors or Values that they were computed from, the oldest first."""
    nodes = list(dict.fromkeys(outputs))
    seen = set(nodes)
    for node in nodes:  # which grows while we walk
        for parent in node.edges[::2]:
            if parent not in seen:
                seen.add(parent)
                nodes.append(parent)
    return sorted(nodes, key=attrgetter("birth"))


def tape_size(*outputs: Any) -> tuple[int, int]:
    """Count the operations (nodes) and edges that Tensors or Values were computed from; leaves don't count.

    Each node is one operation of the forward pass; each edge is a product and a sum of the backward pass, so reverse
    mode costs at most 5 times the forward pass where operations have two arguments.

    Source: Baur, Strassen, "The complexity of partial derivatives", 1983.

    >>> from sgdlab.autodiff import Value
    >>> a = Value(2.0)
    >>> tape_size(a * a + a)
    (2, 4)
    """
    edges = [len(node.edges) // 2 for node in graph(*outputs)]
    return sum(map(bool, edges)), sum(edges)


def edges_one_by_one(*outputs: Any) -> int:
    """Count the edges that passes back from the outputs, one after the other, go along: `tape_size` of each, in sum.

    Each node remembers, in the bits of a number, which outputs depend on it, so that the graph is walked only once.

    >>> from sgdlab.autodiff import Value
    >>> a = Value(2.0)
    >>> b = a * a
    >>> edges_one_by_one(b, b + a)
    6
    """
    users = dict.fromkeys(outputs, 0)
    for k, output in enumerate(outputs):
        users[output] |= 1 << k
    edges = 0
    for node in reversed(graph(*outputs)):  # each before those that it was computed from
        parents, mine = node.edges[::2], users[node]
        edges += len(parents) * mine.bit_count()
        for parent in parents:
            users[parent] = users.get(parent, 0) | mine
    return edges
