"""Find the slip: a backward pass that is right most of the time

`parents[node]` is a list of pairs (parent, local derivative). The code walks back from the result and lets each node
pass its gradient on once. On many graphs it is right. On some it is wrong, and says nothing. Fix it.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Given


def gradients_in_order(size: int, parents: Given) -> Answer:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):  # newest first: all nodes that used this one have already sent their part
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
    return grad


def _given(size: int, parents: Given) -> Answer:
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


def _queue(size: int, parents: Given) -> Answer:
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


def _again_and_again(size: int, parents: Given) -> Answer:
    grad = np.zeros(size)
    grad[-1] = 1.0
    waiting = [size - 1]
    while waiting:
        node = waiting.pop()
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
            waiting.append(parent)
    return grad


def _oldest_first(size: int, parents: Given) -> Answer:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size):
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
    return grad


def _overwriting(size: int, parents: Given) -> Answer:
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):
        for parent, slope in parents[node]:
            grad[parent] = slope * grad[node]
    return grad


def _draw(rng: np.random.Generator) -> tuple[int, Any]:
    """A graph where the result uses an old node directly and through others, so that the old one has to wait."""
    uses = [(), (), (0, 1), (2, 0), (2, 3), (4, 2), (5, 2)]
    parents = [[(parent, float(rng.uniform(0.5, 2))) for parent in above] for above in uses]
    return len(uses), parents


order_slip = Exercise(
    "order_slip",
    gradients_in_order,
    _draw,
    given=_given,
    praise="Newest first: then all the nodes that used a node have sent their part before it passes anything on.",
    mistakes=[
        Mistake(
            _queue,
            "A queue instead of a stack goes level by level. But a node that is used on two levels still passes "
            "on its gradient when only the first part has arrived.",
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
            "The order is right now, but you wrote `=` instead of `+=`, so a node that is used twice keeps only "
            "one part.",
        ),
    ],
    hints=[
        "Take a node that is used by two others. When does this code let it pass on its gradient?",
        "It does so when the first part has arrived. In which order would every node be complete in time?",
        "Nodes are numbered as they were computed, and a node is always older than those that use it. So go from "
        "size − 1 down to 0.",
    ],
)
