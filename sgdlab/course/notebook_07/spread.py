"""Predict: how far will they be off?

`gradients` (N, P) holds every example's gradient. Return the spread (the *root* of the expected squared distance from
the full gradient) of mini-batches of `size`, drawn with replacement if `replace` is true, else without. Compute it,
without drawing any mini-batch.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Array, Loss


def predicted_spread(gradients: Array, size: int, replace: bool) -> float:
    n = len(gradients)
    off = gradients - gradients.mean(axis=0)
    variance = np.mean(np.sum(off**2, axis=1)) / size
    if not replace:
        variance = variance * (n - size) / (n - 1)
    return float(np.sqrt(variance))


def _observe(answer: Loss, gradients: Array, size: int) -> dict[str, Answer]:
    """Both ways of drawing, for every set of gradients."""
    with_replacement = answer(gradients.copy(), size, True)
    return {"with replacement": with_replacement, "without replacement": answer(gradients, size, False)}


def _draw(rng: np.random.Generator) -> tuple[Array, int]:
    n = int(rng.integers(6, 11))
    return rng.normal(1, 2, size=(n, 2)), int(rng.integers(2, n - 2))


_LENGTHS = (
    "You took the mean of the distances, or their own spread. The spread is the root of the mean *squared* distance: "
    "average the squares, and take the root last."
)
_ROOTS = (
    "You added up the spreads along the parameters, or averaged them. Add up the variances, and take the root last."
)
_INSTEAD = {
    "np.sum(off**2) / (n - 1)": "You divided the squared distances by N - 1, as np.cov does without bias=True. That is "
    "for a sample. Here you have all the examples, so the variance is their mean: divide by N.",
    "np.sum(off**2)": "You added up the squared distances of all examples. The variance of one example's gradient is "
    "their mean.",
    "np.mean(off**2)": "You took the mean over the parameters, too. A squared distance is a *sum* over them, "
    "np.sum(off**2, axis=1); the mean is over the examples.",
    "gradients.var()": "You took one mean of all numbers. Subtract the mean of each column, gradients.mean(axis=0), "
    "and add up the squares in each row.",
    "np.mean(off**2, axis=0)": "You have a spread along each parameter. The spread is one distance: add up their "
    "variances, and take the root last.",
    "np.mean(np.sqrt(np.sum(off**2, axis=1))) ** 2": _LENGTHS,
    "np.var(np.sqrt(np.sum(off**2, axis=1)))": _LENGTHS,
    "np.sum(gradients.std(axis=0)) ** 2": _ROOTS,
    "np.mean(gradients.std(axis=0)) ** 2": _ROOTS,
}  # of the variance of one example: what is put in its place
_DIVISORS = {
    " / size**2": "You divided the spread by the batch size. It is the variance that is divided by it, so the spread "
    "falls with the square root.",
    " / n": "You divided the variance by the number of all examples. The mean is over a mini-batch: divide by `size`.",
}
_NEVER = {"if not replace": "if False"}
_ENDS: tuple[dict[str, str], ...] = ({}, _NEVER, {" / size": "", **_NEVER})  # and what is left out besides


def _each_with(ends: Sequence[dict[str, str]], piece: str, instead: dict[str, str]) -> Iterator[Loss | str]:
    """Each thing that may stand in place of a piece of the solution, and what is wrong with it."""
    for end in ends:
        for other, why in instead.items():
            yield changed(predicted_spread, {"float(np": "(np", piece: other, **end})
            yield why


spread = Exercise(
    "spread",
    predicted_spread,
    _draw,
    observe=_observe,
    praise="You drew nothing, and you know how far off the draws will be.",
    mistakes=[
        lambda gradients, size, replace: predicted_spread(gradients, size, True),
        "With replacement you are right. Without it the examples of a batch are all different, so that a batch of "
        "all N has no spread at all: multiply the variance by (N - B) / (N - 1).",
        lambda gradients, size, replace: predicted_spread(gradients, size, False),
        "Without replacement you are right. With it every draw is from all examples again, and the factor "
        "(N - B) / (N - 1) does not belong there.",
        lambda gradients, size, replace: predicted_spread(gradients, size, replace) ** 2,
        "That is the variance. The spread is its square root.",
        *_each_with(_ENDS[:2], " / size", _DIVISORS),
        lambda gradients, size, replace: predicted_spread(gradients, 1, True),
        "That is the spread of single examples. The mean of B of them is nearer to the full gradient.",
        changed(predicted_spread, {"variance * (n - size) / (n - 1)": "variance * ((n - size) / (n - 1)) ** 2"}),
        "With replacement you are right. The factor (N - B) / (N - 1) belongs to the variance: take the root last.",
        changed(predicted_spread, {"(n - 1)": "n"}),
        "Nearly: the factor is (N - B) / (N - 1), with N - 1 below. For B = 1 there is nothing to correct, so it "
        "has to be 1.",
        lambda gradients, size, replace: predicted_spread(gradients, size, not replace),
        "You have the two cases the wrong way around: the factor (N - B) / (N - 1) belongs to draws without "
        "replacement.",
        *_each_with(_ENDS, "np.mean(np.sum(off**2, axis=1))", _INSTEAD),
        changed(predicted_spread, {" - gradients.mean(axis=0)": ""}),
        "You measured from zero. The spread is around the full gradient, the mean of all rows: subtract it first.",
    ],
    hints=[
        "First the variance of one example: the mean squared distance of the rows from their mean.",
        "A mean of B draws has a variance B times smaller. Without replacement it is smaller still.",
        "np.mean(np.sum(off**2, axis=1)) / size, then times (n - size) / (n - 1) if not replace, then the root.",
    ],
)
