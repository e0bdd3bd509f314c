"""The ravine as a described figure [picture], and the numbers that it shares with the live view."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.figures import Figure
from sgdlab.figures.curves import paint_curves
from sgdlab.figures.panel import FAINT
from sgdlab.figures.paths import handles_of, paint_surface
from sgdlab.figures.series import FULL, Series, legend
from sgdlab.labs.ravine.compute import RavineResult
from sgdlab.landscape import Surface
from sgdlab.problems import Problem
from sgdlab.quantities import Array

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas


def floor_of(problem: Problem) -> float:
    """Return the loss at the minimum, or 0 if that isn't known."""
    return 0.0 if problem.minimum is None else float(problem(problem.minimum))


def picture(problem: Problem, result: RavineResult, landscape: Surface) -> Figure:
    """Draw the path on the loss surface beside its losses.

    >>> from sgdlab.labs.ravine.compute import RavineSettings, compute
    >>> from sgdlab.landscape import surface
    >>> from sgdlab.problems import ravine
    >>> picture(ravine(), compute(ravine(), RavineSettings()), surface(ravine()))  # doctest: +ELLIPSIS
    Gradient descent from (2.1, 2.37) with learning rate 0.0794. Ended by most steps after 100 steps: ...
    """
    series = [Series("gradient descent", result.run, FULL)]

    def draw(figure: "Canvas") -> None:
        left, right = figure.subplots(1, 2)
        paint_surface(left, landscape, series)
        left.set_title("The loss surface")
        paint_curves(right, series, "steps", floor=floor_of(problem))
        right.set_title("Loss" if problem.minimum is None else "Loss above its minimum")
        if result.edge is not None:
            text = f"learning rate {result.settings.learning_rate:g}, 2/λmax = {result.edge:.3g}"
            right.annotate(text, (1, 1), (-6, -8), "axes fraction", "offset points", ha="right", va="top", color=FAINT)
        legend(figure, handles_of(series, landscape))

    return Figure(draw, result.description)


def factors(curved: ArrayLike, rates: ArrayLike) -> tuple[Array, Array]:
    """Return by how much a step of each learning rate multiplies the distance along and across, |1 - α λ|."""
    along, across = np.abs(1 - np.asarray(rates) * np.asarray(curved)[[0, -1], None])
    return along, across
