"""The size of the graph that a computation leaves behind [tape_size]."""

from __future__ import annotations

from typing import Any


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
    reached = list({id(output): output for output in outputs}.values())
    seen, nodes, edges = {id(output) for output in outputs}, 0, 0
    for node in reached:
        parents = node.edges[::2]
        nodes += bool(parents)
        edges += len(parents)
        for parent in parents:
            if id(parent) not in seen:
                seen.add(id(parent))
                reached.append(parent)
    return nodes, edges
