"""Draw the eigenvalues of a Hessian, from the largest to the smallest [spectrum]."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import mapping, real_array, reals
from sgdlab.figures.runs import look_of
from sgdlab.figures.sentences import NEGLIGIBLE, number, sentence
from sgdlab.quantities import Array, count
from sgdlab.scene import Axis, Figure, Path, Plane, Points, Scene, Series, figure_of
from sgdlab.scene.limits import with_room

APART = 0.16  # of a rank: between the stems of two sets
ROOM = 0.06  # of the height, left free below and above


def spectrum(eigenvalues: ArrayLike | Mapping[str, ArrayLike]) -> Figure:
    """Draw eigenvalues (K,) by rank, or several sets of them {name: (K,)}, such as those that `lanczos` returns.

    The sentence says below which learning rate gradient descent is stable along the steepest direction: 2 / largest.
    Errors: no eigenvalues, or numbers that are not finite.

    >>> spectrum([4.0, 1.0, -0.5])
    3 eigenvalues of the Hessian, from 4 to -0.5, 1 of them negative; gradient descent is stable along the steepest
    below the learning rate 2 / 4 = 0.5.
    """
    several: Mapping[object, object] = {"": eigenvalues}
    if isinstance(eigenvalues, Mapping):
        several = mapping(eigenvalues, "eigenvalues", "(K,), or {name: (K,)}")
    sets = {str(name): _falling(v, str(name) or "eigenvalues") for name, v in several.items()}
    points, stems = [], []
    for k, (name, found) in enumerate(sets.items()):
        series = look_of(k, len(sets), "spectra").series(f"spectrum{k}", name or "eigenvalues")
        rank = np.arange(1, len(found) + 1) + APART * (k - (len(sets) - 1) / 2)
        tops = np.column_stack([rank, found])
        points.append(Points(series, tops))
        stems.append(Path(series, np.stack([tops * (1, 0), tops], axis=1)))
    every = np.concatenate([np.zeros(1), *sets.values()])
    most = max(len(found) for found in sets.values())
    zero = Path(Series("zero", "zero", "gray"), np.array([[0.5, 0.0], [most + 0.5, 0.0]]))
    up = Axis("eigenvalue of the Hessian", with_room(every, ROOM))
    plane = Plane(Axis("rank", (0.5, most + 0.5)), up, points, [zero, *stems])
    words = sentence("; ".join(_words(name, values) for name, values in sets.items()))
    return figure_of(Scene("Eigenvalues of the Hessian", words, [plane]))


def _falling(values: object, name: str) -> Array:
    return np.sort(real_array(np.atleast_1d(reals(values, name)), name, ("K",)))[::-1]


def _words(name: str, values: Array) -> str:
    size = float(np.abs(values).max())
    below = int(np.sum(values < -NEGLIGIBLE * size))  # not a 0 with rounding
    top, low = number(values[0], size), number(values[-1], size)
    words = f"{f'{name}: ' if name else ''}{count(len(values), 'eigenvalue')} of the Hessian, from {top} to {low}"
    words += f", {below} of them negative" if below else ""
    if values[0] <= NEGLIGIBLE * size:
        return f"{words}; no direction curves upward"
    rate = 2 / float(values[0])
    return (
        f"{words}; gradient descent is stable along the steepest below the learning rate 2 / {top} = "
        f"{number(rate, rate)}"
    )
