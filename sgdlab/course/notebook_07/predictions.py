"""What notebook 07 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Number, Question, alike
from sgdlab.quantities import Array


def _length(mean: Array, full: Array) -> str:
    if alike(mean, full, atol=1e-12):
        return "exactly the same"
    return "too long" if np.linalg.norm(mean) > np.linalg.norm(full) else "too short"


def _free(start: float, minimum: float) -> str:
    """Where there is no noise, from its spread at the start and at the minimum."""
    free = [spread < 1e-12 for spread in (start, minimum)]
    return "everywhere, as there is no error" if all(free) else "only at the minimum" if free[1] else "nowhere"


PREDICTIONS = (
    Question(
        "Somebody computes the gradient from 3 examples drawn at random out of 10. Take the mean over all possible "
        "draws. Compared with the gradient of all ten, it is …",
        ("exactly the same", "too short", "too long"),
        "Every example is in the same number of draws.",
        reads=_length,
    ),
    Number(
        "The gradient of 8 examples, drawn with replacement, is off by some distance, on average. You want half that "
        "distance. How many examples do you take instead of 8?",
        32,
        "The variance is divided by the batch size, and the distance is its root.",
        within=0.0,
    ),
    Question(
        "Suppose the data are perfect: all examples lie exactly on a line. Where do the gradients of all mini-batches "
        "agree?",
        ("only at the minimum", "everywhere, as there is no error", "nowhere"),
        "Examples differ, and so do their gradients. Only at the minimum, where all of them are 0, do they agree.",
        reads=_free,
    ),
)
