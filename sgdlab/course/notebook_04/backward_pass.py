"""Write: the backward pass

A graph has `size` nodes, numbered from 0 in the order in which they were computed; the last one is the result.
`edges` is a list of triples (start, end, slope) as above, the edges of the newest node first. Return the gradients of
all nodes as an array.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Given


def gradients(size: int, edges: Given) -> Answer:
    grad = np.zeros(size)
    grad[-1] = 1.0  # the slope of the result by itself
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
    return grad


def _averaged(size: int, edges: Given) -> Answer:
    starts = [start for start, _, _ in edges]
    return gradients(size, edges) / [max(1, starts.count(node)) for node in range(size)]


def _draw(rng: np.random.Generator) -> tuple[int, list[tuple[int, int, float]]]:
    """A graph of two inputs and some operations on two nodes each, one of them the one before, so that all is used."""
    size = int(rng.integers(5, 8))
    pairs = [(node, (node - 1, int(rng.integers(0, node - 1)))) for node in range(size - 1, 1, -1)]
    edges = [(int(start), node, rng.uniform(0.5, 2)) for node, starts in pairs for start in starts]
    return size, edges


backward_pass = Exercise(
    "backward_pass",
    gradients,
    _draw,
    by_hand=True,
    praise="That loop is backpropagation. The only thing missing is how the graph was made.",
    mistakes=[
        _averaged,
        "You averaged over the edges of a node. What arrives along different paths is added.",
        changed(gradients, {"+=": "="}),
        "Where a node is used more than once you kept only the last part: `=` instead of `+=`. Gradients add at forks.",
        lambda size, edges: np.zeros(size),
        "All your gradients are zero. The pass needs something to start from: the gradient of the result is 1.",
        changed(gradients, {"zeros": "ones"}),
        "You began with 1 at every node. Only the result begins with 1, and all others with 0: they have nothing "
        "until something arrives.",
        lambda size, edges: gradients(size, edges[::-1]),
        "You went from the inputs to the result. On the way back, a node can pass on its gradient only after "
        "all of it has arrived, so take the edges in the order given, newest operation first.",
        changed(gradients, {" * grad[end]": ""}),
        "You added only the local derivatives. What goes along an edge is the local derivative × the gradient "
        "of the node that it comes back from.",
        changed(gradients, {"grad[start] += slope * grad[end]": "grad[end] += slope * grad[start]"}),
        "Only the result has a gradient, so nothing has come back along the edges. Add to `grad[start]` what `end` "
        "sends: slope × `grad[end]`. (An edge is (start, end, slope), in this order.)",
        changed(gradients, {"zeros": "ones", "+=": "*="}),
        "You multiplied the parts that arrive at a node. Multiply along a path; add over the paths.",
        changed(gradients, {"slope * ": "slope + "}),
        "You added along the path. Multiply along a path, local derivative × what arrived; add over the paths.",
        lambda size, edges: gradients(size, [(start, end, 1.0) for start, end, _ in edges]),
        "You sent back what arrived as it was. Each edge multiplies it by its local derivative.",
    ],
    hints=[
        "Begin with zeros, and one 1 at the result, the last node.",
        "Each edge says: `start` was used by `end`, with this local derivative. What does `end` send to `start`?",
        "It sends slope × grad[end], and that is added to grad[start].",
    ],
)
