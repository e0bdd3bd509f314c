"""What notebook 02 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question, Sketch


def _how_well(degrees: float) -> str:
    """How well a direction fits that is off by some degrees, to either side."""
    degrees = abs((degrees + 180) % 360 - 180)
    return "yes, exactly" if degrees < 1 else "yes, at least roughly" if degrees < 30 else "maybe not even roughly"


PREDICTIONS = (
    Question(
        "You stand on the side of a long, narrow valley and go straight downhill. Does the lowest "
        "point lie in that direction?",
        ("maybe not even roughly", "yes, at least roughly", "yes, exactly"),
        "The gradient knows only the slopes at one point.",
        reads=_how_well,
    ),
    Question(
        "You make your steps twenty times shorter, and take the same number of steps. Can you end up farther from the "
        "lowest point?",
        ("yes", "no"),
        "Short steps are safe, but they may not get you there.",
        reads=lambda long, short: "yes" if short > long else "no",
    ),
    Question(
        "A program that goes downhill has stopped on its own. Has it found the lowest point?",
        ("not necessarily", "yes, or it would go on"),
        "A stop rule knows only what it looks at.",
        reads=lambda distance: "not necessarily" if distance > 0.1 else "yes, or it would go on",
    ),
    Sketch(
        "In a valley, each step of a walk lands on the opposite side, but a little nearer to the lowest point. Draw "
        "the loss in the first 12 steps. (At the start it is 17, and at the lowest point 0.)",
        "It falls at every step, because both sides are equally high: only the path zigzags.",
        x=("step", 0, 12),
        y=("loss", 0, 24),
        reads=lambda heights: bool(np.all(np.diff(heights) < 0)),
    ),
)
