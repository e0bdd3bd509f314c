"""What notebook 00 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question, alike
from sgdlab.quantities import Array


def _still_sgd(recipe: str, path: Array, other: Array) -> str:
    """What a run still is; rounding grows with the numbers of a path that diverges."""
    if "stochastic gradient descent" not in recipe:
        return "no"
    return f"yes, on {'the same' if alike(path, other, rtol=1e-6) else 'another'} path"


PREDICTIONS = (
    Question(
        "A program trains a model by stochastic gradient descent with backprop. Somebody replaces backprop with "
        "another way to compute the same slopes, and changes nothing else. Is it still stochastic gradient descent?",
        ("yes, on the same path", "yes, on another path", "no"),
        "The same slopes give the same steps. Only the price differs.",
        reads=_still_sgd,
    ),
    Question(
        "An optimizer is handed two numbers that somebody made up, as if they were a gradient. There are no data, and "
        "there is no loss. What does it return?",
        ("a step, as always", "no step, as there is no loss"),
        "It sees a gradient, and nothing of where that came from.",
        reads=lambda step: "a step, as always" if np.any(step) else "no step, as there is no loss",
    ),
)
