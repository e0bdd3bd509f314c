"""What notebook 09 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question, Sketch, nearest


def _change(before: float, after: float) -> str:
    if np.isnan(before):  # a run that diverges, or that ends before the floor is read
        return "unknown: without momentum it has no number"
    if np.isclose(after, before, rtol=0.2, atol=0):
        return "it stays"
    return "it falls" if after < before else "it rises"  # also to NaN, where the runs diverge


PREDICTIONS = (
    Question(
        "The curvature across a valley is 100 times the curvature along it. Gradient descent with its best learning "
        "rate takes 346 steps until a thousandth of the distance is left. How many does it take with the best pair of "
        "learning rate and momentum?",
        ("about 50", "about 150", "about 300"),
        "The condition number, 100, is replaced by its root.",
        reads=lambda steps: nearest(steps, (300, 150, 50), "about {:,g}") if np.isfinite(steps) else "never",
    ),
    Question(
        "The largest curvature of a valley is 100. Without momentum the learning rate 0.03 diverges there, because "
        "2/λmax is 0.02. Can it converge with momentum?",
        ("yes", "no"),
        "With momentum b the edge lies at (2 + 2b)/λmax.",
        reads=lambda diverged: "no" if diverged else "yes",
    ),
    Question(
        "The gradients are those of mini-batches. Somebody adds momentum 0.9, at the same small learning rate. What "
        "does the noise floor do?",
        ("it rises", "it stays", "it falls"),
        "In the end each gradient moves the parameters ten times as far, and so does its noise.",
        reads=_change,
    ),
    Sketch(
        "Draw the loss in the first 60 steps with the best learning rate and momentum. (At the start it is 1, and each "
        "grid line is ten times lower than the one above.)",
        "First it rises: the best learning rate is so large that the ball rolls far up the other side.",
        x=("step", 0, 60),
        y=("loss", 1e-6, 100),
        log=True,
        reads=lambda heights: bool(heights[1] > heights[0]),
    ),
)
