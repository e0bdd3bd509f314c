"""The slice as a described figure [picture], and its contour levels, which the live view has too [levels]."""

from typing import TYPE_CHECKING

import numpy as np

from sgdlab.figures import Figure
from sgdlab.figures.panel import INK, gridded
from sgdlab.figures.paths import contours
from sgdlab.figures.series import LOOKS, legend, sample_of
from sgdlab.labs.slicer.compute import SlicerResult
from sgdlab.labs.slicer.trained import Trained
from sgdlab.quantities import Array

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

LINES = 14  # of equal loss


def levels(trained: Trained) -> Array:
    """Return the contour levels, the same for every plane, so that you can compare two slices.

    Formula: L_end + (L_start - L_end) * 10^e, e from -2 to 1.5.
    """
    start, end = trained.losses
    height = abs(start - end) or abs(end) or 1.0
    rising: Array = end + height * np.logspace(-2, 1.5, LINES)
    return rising


def picture(result: SlicerResult) -> Figure:
    """Draw the slice with the shadow of the path, beside the distance of the path from the plane.

    >>> from sgdlab.labs.slicer.compute import SlicerSettings, compute
    >>> from sgdlab.labs.slicer.trained import on_penguins
    >>> picture(compute(on_penguins(0.5), SlicerSettings()))  # doctest: +ELLIPSIS
    The loss of a network 4-16-3 (relu) on 342 examples on a plane through the end of training: ...
    """
    path, plane, way = LOOKS[0], LOOKS[1], LOOKS[4]

    def draw(figure: "Canvas") -> None:
        left, right = figure.subplots(1, 2)
        contours(left, result.cut.surface)
        left.plot(*result.shadow.T, color=path.color, linewidth=1.6, zorder=4)
        left.plot(*result.shadow[:1].T, "o", color=path.color, mec="white", ms=7, zorder=5)
        cross = left.plot([0], [0], "+", ms=13, mew=2, color=INK, zorder=6, label="end of training")
        left.set(xlim=(-1, 1), ylim=(-1, 1), xlabel="along direction 1", ylabel="along direction 2")
        left.set_title("The slice")
        left.set_aspect("equal", adjustable="box", anchor="W")
        steps = result.trained.steps
        right.plot(steps, result.off, color=plane.color, linewidth=1.8, zorder=3)
        right.plot(steps, result.way, color=way.color, linestyle=way.dash, zorder=4)
        right.set(xlabel="steps", ylabel="distance", ylim=(0, 1.08 * float(result.way.max())))
        right.set_title("How far the path is from the plane")
        gridded(right)
        shown = [(path, "shadow of the path"), (plane, "path to plane"), (way, "path to its own end")]
        legend(figure, [*(sample_of(*one) for one in shown), *cross])

    return Figure(draw, result.description)
