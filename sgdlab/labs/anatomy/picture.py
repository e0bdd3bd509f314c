"""The anatomy of an update as a described figure [picture]."""

from typing import TYPE_CHECKING

from sgdlab.figures import Figure
from sgdlab.figures.panel import FAINT, INK, gridded
from sgdlab.figures.paths import handles_of, paint_surface
from sgdlab.figures.series import FULL, LOOKS, STOCHASTIC, Series, legend
from sgdlab.labs.anatomy.arrows import incoming, outgoing
from sgdlab.labs.anatomy.compute import AnatomyResult
from sgdlab.labs.stage.arrays import Json
from sgdlab.landscape import Surface

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas
    from matplotlib.lines import Line2D

WIDTHS = {"mean": 0.03}  # so wide that a gradient on top of it doesn't hide it
COLORS = {"gradient": FULL.color, "straight": FULL.color, "mean": LOOKS[2].color, "step": STOCHASTIC.color}


def picture(result: AnatomyResult, landscape: Surface) -> Figure:
    """Draw both paths on the loss surface, and beside them what goes into one step and what comes out.

    >>> from sgdlab.labs.anatomy.compute import AnatomySettings, compute
    >>> from sgdlab.landscape import surface
    >>> from sgdlab.problems import quadratic
    >>> valley = quadratic([1, 25])
    >>> picture(compute(valley, AnatomySettings()), surface(valley, paths=[[[3.0, 1.0]]]))  # doctest: +ELLIPSIS
    Adam, learning rate 0.1. Step 1: 1 × the learning rate along w1, 1 × along w2; ...
    """
    series = [
        Series("gradient descent", result.plane.seen(result.plain), FULL),
        Series(result.settings.optimizer, result.plane.seen(result.run), STOCHASTIC),
    ]

    def draw(figure: "Canvas") -> None:
        panels = figure.subplot_mosaic([["map", "in"], ["map", "out"]], width_ratios=[1.5, 1])
        paint_surface(panels["map"], landscape, series)
        x, y = result.plane.of(result.run.params[result.step - 1])
        panels["map"].plot([x], [y], marker="x", ms=9, mew=2, color=INK, zorder=60)
        panels["map"].set_title(f"The loss surface; × before step {result.step}")
        _plane(panels["in"], incoming(result), "root", LOOKS[3].color)
        panels["in"].set_title("What goes in", fontsize=11)
        _plane(panels["out"], outgoing(result), "box", FAINT)
        panels["out"].set_title("What comes out", fontsize=11)
        legend(figure, [*handles_of(series, landscape), *_samples(result)])

    return Figure(draw, result.description, height=6.0)


def _plane(axes: "Axes", parts: Json, box: str, color: str) -> None:
    for name in parts.keys() & COLORS.keys():
        for x, y, dx, dy in parts[name]:
            arrow: Json = {"angles": "xy", "scale_units": "xy", "scale": 1, "color": COLORS[name]}
            axes.quiver(x, y, dx, dy, width=WIDTHS.get(name, 0.016), zorder=2 if name == "mean" else 4, **arrow)
    axes.plot(*parts[box].T, color=color, linewidth=1.6, linestyle=LOOKS[3].dash, zorder=3)
    axes.set(xlim=parts["range"], ylim=parts["range"], aspect="equal")
    axes.locator_params(nbins=5)
    gridded(axes)


def _samples(result: AnatomyResult) -> "list[Line2D]":
    from matplotlib.lines import Line2D

    dashed = {"linestyle": LOOKS[3].dash}
    found = [Line2D([], [], color=FULL.color, linewidth=4, label="straight downhill")]
    if result.mean is not None:
        found.append(Line2D([], [], color=COLORS["mean"], linewidth=4, label="average"))
    found.append(Line2D([], [], color=COLORS["step"], linewidth=4, label="step"))
    if result.square is not None:
        found.append(Line2D([], [], color=LOOKS[3].color, label="root of the squares", **dashed))
    return [*found, Line2D([], [], color=FAINT, label="learning rate", **dashed)]
