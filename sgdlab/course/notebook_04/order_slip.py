"""Find the slip: a backward pass that is right most of the time

`parents[node]` is a list of pairs (parent, local derivative). The code walks back from the result and lets each node
pass its gradient on once. On many graphs it is right. On some it is wrong, without any warning. Fix it.
"""

from typing import ClassVar, TypeAlias

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Function, changed
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


def _every_path(size: int, parents: Given) -> Answer:
    grad = np.zeros(size)

    def walk(node: int, arrived: float) -> None:
        grad[node] += arrived
        for parent, slope in parents[node]:
            walk(parent, slope * arrived)

    walk(size - 1, 1.0)
    return grad


class _Slope(np.float64):
    """A local derivative that counts how often it is multiplied, and refuses when that is far too often."""

    used: ClassVar[int] = 0
    limit: ClassVar[int] = 1000  # of products, for at most 60 edges

    def __mul__(self, other: Given) -> Answer:
        _Slope.used += 1
        if _Slope.used > _Slope.limit:
            raise _TooManyError
        return float(self) * other

    __rmul__ = __mul__


class _TooManyError(Exception):
    """An edge was gone along again and again."""


Graph: TypeAlias = list[list[tuple[int, float]]]  # the (parent, slope) of every node


def _observe(answer: Function, parents: Graph) -> dict[str, object]:
    """The gradients, and whether an answer follows every edge once, or every path: those double with each step."""
    _Slope.used = 0
    counted = [[(parent, _Slope(slope)) for parent, slope in above] for above in parents]
    try:
        found = answer(len(parents), counted)
    except _TooManyError:
        return {"gradients": None, "the work grows with the edges, not with the paths": False}
    return {"gradients": found, "the work grows with the edges, not with the paths": True}


def _draw(rng: np.random.Generator) -> tuple[Graph]:
    """A graph where the result uses an old node directly and through others, so that the old one has to wait."""
    uses = [(), (), (0, 1), (2, 0), (2, 1), (4, 3), (5, 2)]
    return ([[(parent, round(rng.uniform(0.5, 2), 2)) for parent in above] for above in uses],)


def _ladder(rng: np.random.Generator) -> tuple[Graph]:
    """Every node uses the two before it: 28 of them have half a million paths."""
    uses = [(), (), *((node - 1, node - 2) for node in range(2, 28))]
    return ([[(parent, round(rng.uniform(0.3, 0.7), 2)) for parent in above] for above in uses],)


order_slip = Exercise(
    "order_slip",
    gradients_in_order,
    [_draw, _ladder],
    observe=_observe,
    given=_given,
    praise="Newest first: then all the nodes that used a node have sent their part before it passes anything on.",
    mistakes=[
        changed(_given, {"pop()": "pop(0)"}),
        "A queue instead of a stack goes level by level. But a node that is used on two levels still passes "
        "on its gradient when only the first part has arrived.",
        *(changed(_given, {"in parents[node]": f"in {order}(parents[node])"}) for order in ("reversed", "sorted")),
        "You changed the order of a node's parents. But a stack still goes down one path to its end before it "
        "takes the next one, so it can reach a node too early in any of these orders.",
        changed(_given, {"node not in done": "True"}),
        changed(_every_path, {"slope * arrived": "slope * grad[node]"}),
        "Now a node passes on its gradient every time a part arrives, and the earlier parts are sent again. Each "
        "node sends once, when it is complete.",
        _every_path,
        "The gradients are right, but you walk along every path by itself, and their number doubles with each "
        "fork. This is what backprop saves: let every node wait until all its parts have arrived, and send once.",
        changed(gradients_in_order, {"size - 1, -1, -1": "size"}),
        "You went from the oldest node to the newest. Nothing has arrived at the old ones yet, so they send zero.",
        changed(gradients_in_order, {"+=": "="}),
        "The order is right now, but you wrote `=` instead of `+=`, so a node that is used twice keeps only one part.",
    ],
    hints=[
        "Take a node that is used by two others. When does this code let it pass on its gradient?",
        "It does so when the first part has arrived. In which order would every node be complete in time?",
        "Nodes are numbered as they were computed, and a node is always older than those that use it. So go from "
        "size − 1 down to 0.",
    ],
)
