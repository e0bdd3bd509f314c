"""What notebook 10 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question
from sgdlab.quantities import Array

SCALED = {1: "as long as before", 1000: "a thousand times as long", 0.001: "a thousandth as long"}


def _longer(step: Array) -> str:
    """Of a first step (2,), along which of the two it is longer."""
    one, other = abs(step)
    return "neither" if abs(one - other) < 1e-6 else "along w₁" if one > other else "along w₂"


def _scaled(usual: float, thousand: float) -> str:
    for ratio, words in SCALED.items():
        if np.isclose(thousand, ratio * usual, rtol=0.1, atol=0):
            return words
    return f"{thousand / usual:.2g} times as long"


PREDICTIONS = (
    Question(
        "At some point the slope along w₂ is eight times that along w₁. Adam takes its first step. Along which of the "
        "two is it longer?",
        ("neither", "along w₁", "along w₂"),
        "Adam divides each entry by its own size, so only its sign is left.",
        reads=_longer,
    ),
    Question(
        "Somebody multiplies a loss by 1,000. The steps of gradient descent get 1,000 times as long. And Adam's?",
        tuple(SCALED.values()),
        "The average of the gradients grows by this factor, and so does what it is divided by.",
        reads=_scaled,
    ),
    Question(
        "Adam's averages begin at 0, which makes them too small at first. A bias correction makes up for that. What "
        "would the first step be without it?",
        ("longer", "shorter"),
        "The average that it is divided by is too small as well, and grows much more slowly.",
        reads=lambda without, usual: "longer" if without > usual else "shorter" if without < usual else "as long",
    ),
    Question(
        "Adam adapts its steps by itself. A parameter w may lie between −1 and 1, and the loss, averaged over three "
        "examples, rises with w in a straight line. Can Adam end at the worst point, 1?",
        ("yes", "no"),
        "Only one example in three points the right way. Its large gradient makes its own divisor large, and a small "
        "β₂ soon forgets it.",
        reads=lambda end: "yes" if end > 0.9 else "no",
    ),
)
