"""What notebook 01 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question


def _course(errors: list[float]) -> str:
    """What errors do, in their order."""
    lowest = int(np.argmin(errors))
    ends = {0: "it rises", len(errors) - 1: "it falls all the way to the last h"}
    return ends.get(lowest, "it falls, and then it rises")


PREDICTIONS = (
    Question(
        "To find the slope at x, you nudge x by a small number h, and divide the rise of the function by h. You try "
        "h = 0.1, then 0.01, and so on, down to 0.0000000000000001. What does the error do?",
        ("it falls, and then it rises", "it falls all the way to the last h", "it rises"),
        "Over a shorter stretch the curve bends less, so the error falls. Then the computer runs out of digits.",
        reads=_course,
    ),
    Question(
        "“The derivative of a function at a point is its slope there, or its curvature.” Right, or a slip?",
        ("a slip", "right"),
        "The curvature is the slope of the slope.",
        reads=lambda slope, curvature: "right" if slope == curvature else "a slip",
    ),
)
