"""Notebook 04: write a backward pass [backward_pass], and find the slip in one [order_slip]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def gradients(size: int, edges: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0  # the slope of the result by itself
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
    return grad


def _overwritten(size: int, edges: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        grad[start] = slope * grad[end]
    return grad


def _forward(size: int, edges: Any) -> Any:
    return gradients(size, edges[::-1])


def _unseeded(size: int, edges: Any) -> Any:
    return np.zeros(size)


def _local_only(size: int, edges: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, _, slope in edges:
        grad[start] += slope
    return grad


def _turned(size: int, edges: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        grad[end] += slope * grad[start]
    return grad


def _multiplied(size: int, edges: Any) -> Any:
    grad = np.ones(size)
    for start, end, slope in edges:
        grad[start] *= slope * grad[end]
    return grad


def _draw_edges(rng: np.random.Generator) -> tuple[int, Any]:
    """A graph of two inputs and some operations on two nodes each, one of them the one before, so that all is used."""
    size = int(rng.integers(5, 8))
    pairs = [(node, (node - 1, int(rng.integers(0, node - 1)))) for node in range(size - 1, 1, -1)]
    edges = [(int(start), node, float(rng.uniform(0.5, 2))) for node, starts in pairs for start in starts]
    return size, edges


backward_pass = Exercise(
    "backward_pass",
    gradients,
    _draw_edges,
    praise="That loop is backpropagation. What is missing in it is only how the graph came about.",
    mistakes=[
        Mistake(
            _overwritten,
            "Where a node is used more than once you kept the last part only: `=` in the place of `+=`. Gradients add "
            "at forks.",
        ),
        Mistake(
            _unseeded,
            "All your gradients are zero. Something has to be there to begin with: the gradient of the result is 1.",
        ),
        Mistake(
            _forward,
            "You went from the inputs to the result. On the way back a node may pass on its gradient only when it has "
            "arrived: take the edges in the order given, newest operation first.",
        ),
        Mistake(
            _local_only,
            "You added local derivatives alone. What goes along an edge is the local derivative × the gradient of the "
            "node that it comes back from.",
        ),
        Mistake(
            _turned,
            "You sent gradients forward along the edges. They go back: from `end`, the node that used it, to `start`.",
        ),
        Mistake(
            _multiplied,
            "You multiplied the parts that arrive at a node. Multiply along a path; add over the paths.",
        ),
    ],
    hints=[
        "Begin with zeros, and one 1 at the result, the last node.",
        "Each edge says: `start` was used by `end`, with this local derivative. What does `end` send to `start`?",
        "It sends slope × grad[end], and that is added to grad[start].",
    ],
)


def gradients_in_order(size: int, parents: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):  # newest first: whoever used this node has already sent its part
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
    return grad


def _given_walk(size: int, parents: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    waiting, done = [size - 1], set()
    while waiting:
        node = waiting.pop()
        if node not in done:
            done.add(node)
            for parent, slope in parents[node]:
                grad[parent] += slope * grad[node]
                waiting.append(parent)
    return grad


def _queue(size: int, parents: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    waiting, done = [size - 1], set()
    while waiting:
        node = waiting.pop(0)
        if node not in done:
            done.add(node)
            for parent, slope in parents[node]:
                grad[parent] += slope * grad[node]
                waiting.append(parent)
    return grad


def _again_and_again(size: int, parents: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    waiting = [size - 1]
    while waiting:
        node = waiting.pop()
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
            waiting.append(parent)
    return grad


def _oldest_first(size: int, parents: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size):
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
    return grad


def _overwriting(size: int, parents: Any) -> Any:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):
        for parent, slope in parents[node]:
            grad[parent] = slope * grad[node]
    return grad


def _draw_parents(rng: np.random.Generator) -> tuple[int, Any]:
    """A graph where the result uses an old node directly and through others, so that the old one has to wait."""
    uses = [(), (), (0, 1), (2, 0), (2, 3), (4, 2), (5, 2)]
    parents = [[(parent, float(rng.uniform(0.5, 2))) for parent in above] for above in uses]
    return len(uses), parents


order_slip = Exercise(
    "order_slip",
    gradients_in_order,
    _draw_parents,
    given=_given_walk,
    praise="Newest first: then everybody who used a node has sent its part before the node passes anything on.",
    mistakes=[
        Mistake(
            _queue,
            "A queue in the place of a stack goes level by level. But a node that is used on two levels still passes "
            "on its gradient when the first part has come.",
        ),
        Mistake(
            _again_and_again,
            "Now a node passes on its gradient every time a part arrives, and the earlier parts are sent again. Each "
            "node sends once, when it is complete.",
        ),
        Mistake(
            _oldest_first,
            "You went from the oldest node to the newest. Nothing has arrived at the old ones yet, so they send zero.",
        ),
        Mistake(
            _overwriting,
            "The order is right now, but `=` has taken the place of `+=`: a node that is used twice keeps one part.",
        ),
    ],
    hints=[
        "Take a node that is used by two others. When does this code let it pass on its gradient?",
        "It does so when the first part has arrived. In which order would every node be complete in time?",
        "Nodes are numbered as they were computed, and a node is always older than those that use it. So go from "
        "size − 1 down to 0.",
    ],
)
