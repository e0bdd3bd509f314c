"""What notebook 08 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question, Sketch, alike
from sgdlab.quantities import Array

RUNNERS = ("SGD", "the full batch")
SAME, OTHER = "the path stays as it is", "the path changes"


def _lower(sgd: float, full: float) -> str:
    return RUNNERS[0] if sgd < full else RUNNERS[1]


def _falls_and_jumps(heights: Array) -> bool:
    """Without noise and momentum a curve only gets flatter, so one that falls faster than just before has jumped."""
    late = np.log(np.maximum(heights[len(heights) // 2 :], 1e-12))  # what is below that is rounding
    return bool(min(heights[1:3]) < 0.1 and np.any(np.diff(late, 2) < -0.1))


def _copied(before: Array, after: Array, cost: float) -> str:
    path = SAME if alike(before, after) else OTHER
    words = {1.0: "the same", 10.0: "ten times as much"}
    return f"{path}, and costs {words.get(round(cost, 1), f'{cost:.2g} times as much')}"


PREDICTIONS = (
    Question(
        "SGD looks at one of 123 examples before each step, the full batch at all of them. Each may go through them "
        "once, at the constant learning rate that suits it best. Who has the lower loss?",
        RUNNERS,
        "In one pass through the data SGD takes 123 steps, and the full batch takes one.",
        reads=_lower,
    ),
    Question(
        "SGD, with one example before each step, and the full batch may each go through the data a thousand times, at "
        "the constant learning rate that suits it best. Who has the lower loss?",
        RUNNERS[::-1],
        "SGD stays on its noise floor, and the full batch has none.",
        reads=_lower,
    ),
    Question(
        "Somebody copies every example ten times, so that there are 1,230. What happens to the path of the full batch?",
        (
            f"{SAME}, and costs ten times as much",
            f"{SAME}, and costs the same",
            f"{OTHER}, and costs ten times as much",
        ),
        "A mean over ten copies is the same mean, but every copy has to be looked at.",
        reads=_copied,
    ),
    Sketch(
        "SGD takes 160 steps on mini-batches of 8, always with the learning rate 0.1. Draw how far its loss is above "
        "the lowest possible loss. (At the start this distance is 1, and each grid line is ten times lower than "
        "the one above.)",
        "It falls fast at first. In the end it only jumps up and down, because the noise keeps moving it.",
        x=("step", 0, 160),
        y=("distance from the lowest loss", 1e-4, 10),
        log=True,
        points=17,
        reads=_falls_and_jumps,
    ),
)
