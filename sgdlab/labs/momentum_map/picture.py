"""The momentum map as a described figure [picture], and its grid of rates, which the live view has too."""

from typing import TYPE_CHECKING

import numpy as np

from sgdlab.figures import Figure
from sgdlab.figures.panel import INK, gridded, scaled
from sgdlab.figures.paths import CONTOUR, PEAK, VALLEY
from sgdlab.figures.series import FULL, STOCHASTIC, legend
from sgdlab.labs.momentum_map.compute import STEPS, MomentumMapResult
from sgdlab.labs.momentum_map.rate import best, edge, rate
from sgdlab.quantities import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

MOST_MOMENTUM = 0.99
SHARES = [
    0.07,
    0.18,
    0.34,
    0.5,
    0.67,
    0.78,
    0.86,
    0.945,
    1.0,
]  # of the way from the smallest rate to 1, where contours are
WORST = 1.05  # all rates above it have the same shade
LOWEST = 1e-9  # of the loss at the start: the bottom of the picture of the losses
HIGHEST = 100.0

Range = tuple[float, float]


def learning_rates(curved: Array) -> Range:
    """Return the learning rates that the map shows: a little further than any momentum is stable."""
    return 0.0, float(f"{4.2 / curved[1]:.3g}")


def rates_on_grid(curved: Array, nesterov: bool) -> tuple[Array, Array, Array]:
    """Return learning rates (145,), momenta (121,) and the rate of each pair (121, 145).

    >>> rates_on_grid(np.array([1.0, 100.0]), False)[2].shape
    (121, 145)
    """
    x, y = np.linspace(*learning_rates(curved), 145), np.linspace(0.0, MOST_MOMENTUM, 121)
    return x, y, np.minimum(rate(x, y[:, None], curved, nesterov), WORST)


def edge_line(curved: Array, nesterov: bool) -> Array:
    """Return the edge of stability as a line on the map (100, 2)."""
    momenta = np.linspace(0.0, MOST_MOMENTUM, 100)
    return np.column_stack([edge(momenta, float(curved[1]), nesterov), momenta])


def best_point(curved: Array, nesterov: bool) -> list[float]:
    """Return the pair with the smallest rate."""
    return list(best(float(curved[0]), float(curved[1]), nesterov))


def best_rate(curved: Array, nesterov: bool) -> float:
    """Return the smallest rate."""
    learning_rate, momentum = best_point(curved, nesterov)
    return float(rate(learning_rate, momentum, curved, nesterov))


def levels(curved: Array, nesterov: bool) -> list[float]:
    """Return the rates at which the map has a contour; the last is 1.

    >>> [round(level, 2) for level in levels(np.array([1.0, 100.0]), False)][-3:]
    [0.97, 0.99, 1.0]
    """
    lowest = best_rate(curved, nesterov)
    return [lowest + (1 - lowest) * share for share in SHARES]


def picture(result: MomentumMapResult) -> Figure:
    """Draw the map with the chosen pair on it, beside the losses of its run.

    >>> from sgdlab.labs.momentum_map.compute import MomentumMapSettings, compute
    >>> picture(compute(np.array([1.0, 100.0]), MomentumMapSettings()))  # doctest: +ELLIPSIS
    Heavy ball, learning rate 0.03, momentum 0.6: rate 0.9124: 75 steps to a thousandth of the distance. ...
    """

    def draw(figure: "Canvas") -> None:
        left, right = figure.subplots(1, 2)
        _paint_map(left, result)
        _paint_losses(right, result)
        legend(figure, [*left.get_lines(), *right.get_lines()])

    return Figure(draw, result.description)


def _paint_map(axes: "Axes", result: MomentumMapResult) -> None:
    chosen = result.settings
    x, y, grid = rates_on_grid(result.curved, chosen.nesterov)
    contours = levels(result.curved, chosen.nesterov)
    axes.contourf(x, y, grid, levels=[0.0, *contours, WORST], colors=_shades(len(contours) + 1), zorder=0)
    axes.contour(x, y, grid, levels=contours, colors=CONTOUR, linewidths=0.7, zorder=1)
    axes.plot(*edge_line(result.curved, chosen.nesterov).T, color=STOCHASTIC.color, linestyle=(0, (6, 4)), label="edge")
    axes.plot([chosen.learning_rate], [chosen.momentum], "o", ms=10, mfc="none", mec=INK, mew=2, label="chosen")
    low = best_point(result.curved, chosen.nesterov)
    axes.plot(*[[v] for v in low], linestyle="none", marker="x", ms=9, mew=2, color=INK, label="smallest rate")
    axes.set(xlim=learning_rates(result.curved), ylim=(0, MOST_MOMENTUM), xlabel="learning rate", ylabel="momentum")
    axes.set_title("The rate")


def _shades(count: int) -> Array:
    """The colors of the bands, from the smallest rate up."""
    from matplotlib.colors import LinearSegmentedColormap

    shades: Array = LinearSegmentedColormap.from_list("rate", [VALLEY, PEAK])(np.linspace(0, 1, count))
    return shades


def _paint_losses(axes: "Axes", result: MomentumMapResult) -> None:
    start = result.losses[0]
    axes.plot(result.losses, color=FULL.color, label="loss", zorder=3)
    if result.many is not None:
        axes.plot(
            result.many.mean(axis=1), color=STOCHASTIC.color, linestyle=(0, (2, 2)), label="mean of many", zorder=4
        )
    if result.floor is not None and result.settings.noisy:
        axes.axhline(result.floor, color=INK, linestyle=(0, (4, 2)), linewidth=1, label="predicted floor")
    limits = LOWEST * start, HIGHEST * start
    scaled(axes, "y", "log", np.array(limits))
    axes.set(xlim=(0, STEPS), ylim=limits, xlabel="steps", ylabel="loss")
    axes.set_title("The loss")
    gridded(axes)
