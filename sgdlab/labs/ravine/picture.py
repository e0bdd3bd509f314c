"""The picture of the ravine: the path on the loss, its losses, what a learning rate does to each step [scene_of]."""

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.figures.paths import map_of
from sgdlab.figures.sentences import number
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.ravine.compute import COLUMNS, RavineResult
from sgdlab.labs.stage.sliders import GRID
from sgdlab.landscape.steepest import curvatures
from sgdlab.landscape.surface import Surface
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.scene import Axis, Clock, Curve, Curves, Handle, Lines, Mark, Path, Rule, Scene, Series, Table

WIDE = 1.3  # how far the learning rates are drawn, as a share of 2/λmax
HIGH = 2.0  # how high the factors are drawn
RATES = 120  # learning rates for which the factors are drawn
DRAWN = 340  # rows of a run that are drawn; more can't be told apart on a screen


def scene_of(problem: Problem, landscape: Surface, result: RavineResult) -> Scene:
    """Return the picture: the path, the losses, the factors, the table of stop rules."""
    taken = int(result.run.steps[-1])
    rows = drawn_rows(taken)
    run = Series("path", "descent", "blue", spent=result.run.steps[rows] / max(1, taken))
    height, width = (np.ptp(ends) for ends in reversed(landscape.limits))
    ground = map_of(
        landscape,
        [Path(run, result.run.params[rows])],
        handles=[Handle("start", result.settings.start)],
        equal=bool(0.5 < height / width < 2),  # otherwise it gets too thin
        title="The loss surface",
    )
    return Scene(
        f"Downhill on {problem.title}",
        result.description,
        [ground, _losses(problem, result, run, rows), _factors(problem, result)],
        [Lines([line.replace(": ", "\n", 1) for line in result.lines]), Table("The stop rules", COLUMNS, result.rules)],
        Clock(taken, "steps"),
    )


def drawn_rows(taken: int) -> list[int]:
    """Return the rows of a run that are drawn; the stride is odd, so that a thinned zigzag still looks like one.

    >>> drawn_rows(1000)[:3], drawn_rows(4)
    ([0, 3, 6], [0, 1, 2, 3, 4])
    """
    stride = -(-taken // DRAWN)
    return sorted({*range(0, taken, stride + 1 - stride % 2), taken})


def _losses(problem: Problem, result: RavineResult, run: Series, rows: list[int]) -> Curves:
    """The losses, above their minimum if it is known; the axis follows a run that diverges."""
    known = problem.minimum is not None
    return Curves(
        [Axis("steps")],
        Axis("excess loss" if known else "loss", scale="log"),
        [Curve(run, result.run.losses[rows] - lowest_loss(problem), {"steps": result.run.steps[rows]})],
        title="Loss above its minimum" if known else "Loss",
        follows=True,
    )


def _factors(problem: Problem, result: RavineResult) -> Curves:
    """For every learning rate: by how much a step multiplies the distance to the minimum, along and across."""
    rate = result.settings.learning_rate
    right = max(WIDE * 10 ** edge_power(problem), 1.05 * rate)
    rates = np.linspace(0.0, right, RATES)
    low, high = map(number, result.curved)
    names = {"along": f"along, λmin = {low}", "across": f"across, λmax = {high}"}
    series = [Series(key, names[key], "gray", dash) for key, dash in (("along", (2, 3)), ("across", (6, 4)))]
    here = max(float(one[0]) for one in factors(result.curved, [rate]))
    return Curves(
        [Axis("learning rate", (0.0, right), key="rates")],
        Axis("factor", (0.0, max(HIGH, 1.1 * here))),
        [Curve(one, y, {"rates": rates}) for one, y in zip(series, factors(result.curved, rates), strict=True)],
        [Mark("yours", rate, strong=True), Mark("2/λmax", result.edge)],
        [Rule("grows above, shrinks below", 1.0)],
        title="What one step multiplies the distance by",
        wide=True,
    )


def factors(curved: ArrayLike, rates: ArrayLike) -> tuple[Array, Array]:
    """Return by how much a step of each learning rate multiplies the distance along and across, |1 - α λ|."""
    along, across = np.abs(1 - np.asarray(rates) * np.asarray(curved)[[0, -1], None])
    return along, across


def edge_power(problem: Problem) -> float:
    """Return the power of ten of the largest learning rate on the slider that is below 2/λmax."""
    steepest = float(np.abs(curvatures(problem)[0]).max()) or 1.0
    return GRID * float(np.ceil(np.log10(2 / steepest) / GRID - 1))
