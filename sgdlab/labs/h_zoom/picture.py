"""The h-zoom as a described figure [picture], with its lines and limits, which the live view has too [panels]."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdlab.figures import Figure
from sgdlab.figures.panel import FAINT, gridded, scaled
from sgdlab.figures.series import LOOKS, legend, sample_of
from sgdlab.labs.h_zoom.compute import ENDS, H_GRID, NAMES, VIEW, HZoomResult
from sgdlab.quantities import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

SMALLEST = 1e-17  # smaller errors are drawn here: they are rounding, or 0
LARGEST = 10.0
MARGIN = 0.08
TICKS = (1e-15, 1e-10, 1e-5, 1.0)
MARKS = {"√ε": float(np.sqrt(np.finfo(float).eps)), "∛ε": float(np.cbrt(np.finfo(float).eps))}
LEGEND = {"curve": "the curve", "tangent": "tangent", **NAMES}
LOOK = dict(zip(("curve", "forward", "tangent", "central", "complex"), LOOKS, strict=True))


@dataclass(frozen=True)
class Panel:
    """A coordinate plane: the curve (N, 2), straight lines (2, 2) and the points (K, 2) through which they go."""

    curve: Array
    lines: dict[str, Array]
    points: dict[str, Array]
    across: tuple[float, float]
    up: tuple[float, float]


def panels(result: HZoomResult) -> dict[str, Panel]:
    """Return both planes: the curve as it is, and magnified, with lengths in units of h around the point."""
    place = np.array([result.settings.x, result.value])
    return {
        "wide": _panel(result, result.wide, place, result.settings.h, ENDS, fit=False),
        "zoomed": _panel(result, result.zoomed, np.zeros(2), 1.0, (-VIEW, VIEW), fit=True),
    }


def _panel(result: HZoomResult, curve: Array, place: Array, h: float, across: tuple[float, float], fit: bool) -> Panel:
    """`place` is the point and `h` the nudge, both in the panel's own units."""
    unit = h / result.settings.h
    left, middle, right = (
        place + np.array([h * k, unit * rise]) for k, rise in zip((-1, 0, 1), _rises(result), strict=True)
    )
    through = {"tangent": middle, "forward": middle, "central": left}
    slopes = {"tangent": result.slope, "forward": result.estimates["forward"], "central": result.estimates["central"]}
    ends = np.array(across)
    lines = {
        name: np.column_stack([ends, point[1] + slopes[name] * (ends - point[0])]) for name, point in through.items()
    }
    points = {"forward": np.array([middle, right]), "central": np.array([left, right])}
    up = _limits(np.concatenate([curve, *lines.values()] if fit else [curve])[:, 1])
    return Panel(_to_the_pixel(curve, up[1] - up[0]), lines, points, across, up)


def _rises(result: HZoomResult) -> tuple[float, float, float]:
    """By how much f differs from f(x) at x - h, x and x + h, from the two differences."""
    h, forward, central = result.settings.h, result.estimates["forward"], result.estimates["central"]
    return h * (forward - 2 * central), 0.0, h * forward


def _to_the_pixel(curve: Array, height: float) -> Array:
    """Round the heights to about a thousandth of the picture: what can't be seen need not be sent 300 times."""
    unit = 2.0 ** np.floor(np.log2(height / 1000))
    return np.column_stack([curve[:, 0], np.round(curve[:, 1] / unit) * unit])


def _limits(heights: Array) -> tuple[float, float]:
    low, high = float(heights.min()), float(heights.max())
    room = MARGIN * (high - low) if high - low > 1e-12 else 1.0
    return low - room, high + room


def picture(result: HZoomResult) -> Figure:
    """Draw the magnified curve beside the errors for every h.

    >>> from sgdlab.labs.h_zoom.compute import HZoomSettings, compute
    >>> picture(compute(HZoomSettings("3 x", x=1.0, h=0.1)))  # doctest: +ELLIPSIS
    3 x at x = 1 with h = 0.1: the slope is 3; forward difference 3, exact to rounding, for ...
    """

    def draw(figure: "Canvas") -> None:
        left, right = figure.subplots(1, 2)
        _draw_zoomed(left, panels(result)["zoomed"])
        _draw_errors(right, result)
        legend(figure, [sample_of(LOOK[name], LEGEND[name]) for name in LEGEND])

    return Figure(draw, result.description)


def _draw_zoomed(axes: "Axes", panel: Panel) -> None:
    axes.plot(*panel.curve.T, color=LOOK["curve"].color, linewidth=2.2, zorder=3)
    for name, line in panel.lines.items():
        axes.plot(*line.T, color=LOOK[name].color, linestyle=LOOK[name].dash, linewidth=LOOK[name].width, zorder=4)
    for name, points in panel.points.items():
        axes.plot(*points.T, color=LOOK[name].color, linestyle="none", marker=LOOK[name].marker, ms=6, zorder=5)
    gridded(axes)
    axes.set(title="Magnified until h fills it", xlabel="distance from x, in h", ylabel="rise, in h")
    axes.set(xlim=panel.across, ylim=panel.up)


def _draw_errors(axes: "Axes", result: HZoomResult) -> None:
    for name, errors in result.sweep.items():
        look = LOOK[name]
        style = {"color": look.color, "linestyle": look.dash, "linewidth": look.width, "marker": look.marker}
        axes.plot(H_GRID, np.maximum(errors, SMALLEST), ms=4, markevery=8, zorder=4, **style)
    for label, at in {"your h": result.settings.h, **MARKS}.items():
        axes.axvline(at, color=FAINT, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        axes.annotate(label, (at, LARGEST), (3, -4), textcoords="offset points", va="top", color=FAINT, bbox=box)
    for which in ("x", "y"):
        scaled(axes, which, "log", TICKS)
        getattr(axes, f"set_{which}ticks")(TICKS)
    gridded(axes)
    axes.set(title="Error of the slope", xlabel="h", ylabel="error", ylim=(SMALLEST, LARGEST))
