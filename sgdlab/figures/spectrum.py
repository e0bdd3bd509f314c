"""Draw the eigenvalues of a Hessian, from the largest to the smallest [spectrum]."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import mapping, real_array, reals
from sgdlab.figures.panel import INK, gridded, look_of
from sgdlab.figures.sentences import count, number, rough, sentence
from sgdlab.figures.series import legend
from sgdlab.scene.figure import Figure


def spectrum(eigenvalues: ArrayLike | Mapping[str, ArrayLike]) -> Figure:
    """Draw eigenvalues (K,) by rank, or several sets of them {name: (K,)}, such as those that `lanczos` returns.

    The sentence says below which learning rate gradient descent is stable along the steepest direction: 2 / largest.
    Errors: no eigenvalues, or numbers that are not finite.

    >>> spectrum([4.0, 1.0, -0.5])
    3 eigenvalues of the Hessian, from 4 to -0.5, 1 of them negative; gradient descent is stable along the steepest
    below the learning rate 2 / 4 = 0.5.
    """
    several: Mapping[str, Any] = {"": eigenvalues}
    if isinstance(eigenvalues, Mapping):
        several = mapping(eigenvalues, "eigenvalues", "(K,), or {name: (K,)}")
    sets = {str(name): _falling(v, str(name) or "eigenvalues") for name, v in several.items()}
    styles = [look_of(k, len(sets), "spectra") for k in range(len(sets))]

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        for k, ((name, values), (look, filled)) in enumerate(zip(sets.items(), styles, strict=True)):
            rank = np.arange(1, len(values) + 1) + 0.16 * (k - (len(sets) - 1) / 2)
            axes.vlines(rank, 0, values, color=look.color, linewidth=1.6, linestyle=look.dash, zorder=3)
            face = look.color if filled else "white"
            style = {"marker": look.marker, "ms": 6.5, "color": look.color, "mfc": face, "zorder": 4}
            axes.plot(rank, values, linestyle="none", label=name or "eigenvalues", **style)
        axes.axhline(0, color=INK, linewidth=0.9, zorder=2)
        axes.set(xlabel="rank", ylabel="eigenvalue of the Hessian")
        axes.xaxis.get_major_locator().set_params(integer=True)
        gridded(axes)
        legend(figure, axes.get_lines()[:-1])

    return Figure(draw, sentence("; ".join(_words(name, values) for name, values in sets.items())))


def _falling(values: Any, name: str) -> Any:
    return np.sort(real_array(np.atleast_1d(reals(values, name)), name, ("K",)))[::-1]


def _words(name: str, values: Any) -> str:
    below = int(np.sum(values < 0))
    words = (
        f"{f'{name}: ' if name else ''}{count(len(values), 'eigenvalue')} of the Hessian, from {rough(values[0])} to "
    )
    words += rough(values[-1]) + (f", {below} of them negative" if below else "")
    if values[0] <= 0:
        return f"{words}; no direction curves upward"
    top = number(values[0])
    return (
        f"{words}; gradient descent is stable along the steepest below the learning rate 2 / {top} = "
        f"{number(2 / values[0])}"
    )
