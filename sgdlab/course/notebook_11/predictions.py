"""What notebook 11 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question, alike
from sgdlab.quantities import Array


def _swapped(one: Array, other: Array, bills: tuple[int, int]) -> str:
    path, bill = not alike(one, other), bills[0] != bills[1]
    return "both" if path and bill else "the path" if path else "the bill" if bill else "neither"


def _works(backprop: float, strategy: float) -> str:
    """Who needs less work; by far: at most a third."""
    if strategy < backprop:
        return "the evolution strategy"
    return "backprop, by far" if 3 * backprop < strategy else "backprop, by a little"


PREDICTIONS = (
    Question(
        "In a run of SGD you replace backprop with forward mode, and change nothing else. What changes?",
        ("the bill", "the path", "both", "neither"),
        "Both are exact, so the steps are the same. Only what they cost is different.",
        reads=_swapped,
    ),
    Question(
        "In a run of SGD with backprop you replace gradient descent with Adam. Is the very first gradient still the "
        "same?",
        ("yes", "no"),
        "No step has been made yet, so the optimizer has had no influence.",
        reads=lambda one, other: "yes" if np.array_equal(one, other) else "no",
    ),
    Question(
        "Can a network learn without any gradient, only by trying and comparing?",
        ("yes", "no"),
        "A change that lowers the loss can be kept, no matter where it came from.",
        reads=lambda right: "yes" if right > 0.9 else "no",
    ),
    Question(
        "We fit a line, which has two parameters. One runner is backprop with gradient descent, at its best learning "
        "rate. The other is an evolution strategy, which only compares losses. Who needs less work?",
        ("the evolution strategy", "backprop, by far", "backprop, by a little"),
        "With two parameters a random direction is often a good one.",
        reads=_works,
    ),
)
