"""Predict: how far will they be off?

`gradients` (N, P) holds every example's gradient. Return the spread (the *root* of the expected squared distance from
the full gradient) of mini-batches of `size`, drawn with replacement if `replace` is true, else without. Draw nothing.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake
from sgdlab.quantities import Array, Loss


def predicted_spread(gradients: Array, size: int, replace: bool) -> float:
    n = len(gradients)
    off = gradients - gradients.mean(axis=0)
    variance = np.mean(np.sum(off**2, axis=1)) / size
    if not replace:
        variance = variance * (n - size) / (n - 1)
    return float(np.sqrt(variance))


def _observe(answer: Loss, gradients: Array, size: int) -> dict[str, Any]:
    """Both ways of drawing, for every set of gradients."""
    ways = {"with replacement": True, "without replacement": False}
    return {f"spread for batches of {size}, {way}": answer(gradients, size, given) for way, given in ways.items()}


def _never_corrected(gradients: Array, size: int, replace: bool) -> float:
    return predicted_spread(gradients, size, True)


def _always_corrected(gradients: Array, size: int, replace: bool) -> float:
    return predicted_spread(gradients, size, False)


def _without_root(gradients: Array, size: int, replace: bool) -> float:
    return predicted_spread(gradients, size, replace) ** 2


def _divided_by_size(gradients: Array, size: int, replace: bool) -> float:
    return predicted_spread(gradients, size, replace) / float(np.sqrt(size))


def _of_one(gradients: Array, size: int, replace: bool) -> float:
    return predicted_spread(gradients, 1, True)


def _late_root(gradients: Array, size: int, replace: bool) -> float:
    n = len(gradients)
    return predicted_spread(gradients, size, True) * (1 if replace else (n - size) / (n - 1))


def _share_left(gradients: Array, size: int, replace: bool) -> float:
    n = len(gradients)
    return predicted_spread(gradients, size, True) * (1 if replace else float(np.sqrt((n - size) / n)))


def _around_zero(gradients: Array, size: int, replace: bool) -> float:
    n, squares = len(gradients), np.mean(np.sum(gradients**2, axis=1))
    return float(np.sqrt(squares / size * (1 if replace else (n - size) / (n - 1))))


def _draw(rng: np.random.Generator) -> tuple[Any, int]:
    n = int(rng.integers(8, 20))
    return rng.normal(1, 2, size=(n, 2)), int(rng.integers(2, n - 2))


spread = Exercise(
    "spread",
    predicted_spread,
    _draw,
    observe=_observe,
    praise="You drew nothing, and you know how far off the draws will be.",
    mistakes=[
        Mistake(
            _never_corrected,
            "With replacement you are right. Without it the examples of a batch are all different, so that a batch of "
            "all N has no spread at all: multiply the variance by (N - B) / (N - 1).",
        ),
        Mistake(
            _always_corrected,
            "Without replacement you are right. With it every draw is from all examples again, and the factor "
            "(N - B) / (N - 1) does not belong there.",
        ),
        Mistake(_without_root, "That is the variance. The spread is its square root."),
        Mistake(
            _divided_by_size,
            "You divided the spread by the batch size. It is the variance that is divided by it, so the spread falls "
            "with the square root.",
        ),
        Mistake(
            _of_one, "That is the spread of single examples. The mean of B of them is nearer to the full gradient."
        ),
        Mistake(
            _late_root,
            "With replacement you are right. The factor (N - B) / (N - 1) belongs to the variance: take the root last.",
        ),
        Mistake(
            _share_left,
            "Nearly: the factor is (N - B) / (N - 1), with N - 1 below. For B = 1 there is nothing to correct, so it "
            "has to be 1.",
        ),
        Mistake(
            _around_zero,
            "You measured from zero. The spread is around the full gradient, the mean of all rows: subtract it first.",
        ),
    ],
    hints=[
        "First the variance of one example: the mean squared distance of the rows from their mean.",
        "A mean of B draws has a variance B times smaller. Without replacement it is smaller still.",
        "np.mean(np.sum(off**2, axis=1)) / size, then times (n - size) / (n - 1) if not replace, then the root.",
    ],
)
