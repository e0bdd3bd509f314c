"""What notebook 12 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question, Sketch, alike, nearest
from sgdlab.quantities import Array


def _rescaled(change: float, one: Array, other: Array) -> str:
    """Whether outputs changed, and the picture: two slices."""
    same = alike(one, other, rtol=0.01)
    return f"the outputs {'stay' if change < 1e-9 else 'change'}, the picture {'stays' if same else 'changes'}"


def _reaches_the_edge(heights: Array) -> bool:
    return bool(0 < np.argmin(heights) < len(heights) - 1 and np.allclose(heights[-3:], 8, rtol=0.05))


PREDICTIONS = (
    Question(
        "In a network with relu units, all weights and biases of the first layer are multiplied by 10, and the weights "
        "of the second layer are divided by 10. What becomes of its outputs, and of a picture of the loss around "
        "these weights?",
        (
            "the outputs stay, the picture changes",
            "the outputs stay, the picture stays",
            "the outputs change, the picture changes",
        ),
        "The same network lies at another place, and there it has steeper surroundings.",
        reads=_rescaled,
    ),
    Question(
        "A walker takes 200 purely random steps in a space of 5,000 dimensions. All the points of the walk scatter "
        "around their mean. What share of this variance lies along the one direction in which they scatter most?",
        ("60 %", "2 %", "0.02 %"),
        "Late points of a walk are far from early ones, and that alone makes one long direction.",
        reads=lambda share: nearest(100 * share, (60, 2, 0.02), "{:g} %", within=1.1),
    ),
    Sketch(
        "Gradient descent with learning rate 0.25 trains a network for 3,000 steps. On a bowl it would diverge as soon "
        "as the largest curvature is above 2/0.25 = 8. Draw this curvature along the way. It is about 7 at the start.",
        "First it dips, then it grows until it reaches 8, and stays there: the edge of stability.",
        x=("step", 0, 3000),
        y=("largest curvature", 0, 16),
        reads=_reaches_the_edge,
    ),
)
