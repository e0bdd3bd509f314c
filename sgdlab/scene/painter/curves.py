"""Paint series against an axis, with bands, marks and rules [paint_curves]."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.limits import across, up, x_of
from sgdlab.scene.painter.dress import INK, MUTED, cased, dressed, head, sample, style
from sgdlab.scene.painter.names import name_at_right, names_at_ends
from sgdlab.scene.piece import Axis, Series
from sgdlab.scene.plot import Curve, Curves, Rule

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EARLY = 0.9  # of the width: a curve that ends farther left has its name there
APART = 0.2  # of the width: labels of marks nearer to each other are in different rows
WORDS: dict[str, Any] = {"textcoords": "offset points", "fontsize": 9, "zorder": 23, "clip_on": True}


def paint_curves(axes: "Axes", panel: Curves) -> list[Any]:
    """Paint the panel against its first horizontal axis; return what the legend has to explain."""
    axis = panel.x[0]
    dressed(axes, axis, panel.y, (across(panel, axis), up(panel)))
    named: dict[str, tuple[Series, tuple[float, float]]] = {}
    pale: dict[str, Series] = {}
    for curve in panel.curves:
        x, y = x_of(curve, axis), np.asarray(curve.y, dtype=float)
        if x is None or not len(y):
            continue
        _curve(axes, curve, x, y)
        if curve.series.faint:
            pale[curve.series.name] = curve.series
        elif (end := _end(axes, x, y)) is not None:
            named[curve.series.key] = curve.series, end
    name_at_right(axes, [(series, up) for series, (across, up) in named.values() if across >= EARLY])
    names_at_ends(axes, [one for one in named.values() if one[1][0] < EARLY])
    _marks(axes, panel, axis)
    for rule in panel.rules:
        _rule(axes, panel, axis, rule)
    return [sample(series) for series in pale.values()]


def _curve(axes: "Axes", curve: Curve, x: Array, y: Array) -> None:
    series = curve.series
    if curve.low is not None and curve.high is not None:
        axes.fill_between(x, curve.low, curve.high, color=LIGHT[series.color], alpha=0.18, linewidth=0, zorder=2)
    axes.plot(x, y, zorder=4, **style(series, len(x)))
    (low, high), end = axes.get_ylim(), y[-1]
    if series.spent is not None and not series.faint and low <= end <= high:
        head(axes, series, np.array([x[-1], end]))


def _end(axes: "Axes", x: Array, y: Array) -> tuple[float, float] | None:
    """Where a curve ends, as shares of the panel; None if it is never in it."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    shown = (x >= left) & (x <= right) & np.isfinite(y) & ((y > 0) | (axes.get_yscale() == "linear"))
    if not shown.any():
        return None
    last = np.flatnonzero(shown)[-1]
    return _share(axes, x[last], np.clip(y[last], low, high))


def _share(axes: "Axes", x: float, y: float) -> tuple[float, float]:
    """Where a point is, as shares of the width and of the height of the panel."""
    across, up = axes.transAxes.inverted().transform(axes.transData.transform((x, y)))
    return float(across), float(up)


def _marks(axes: "Axes", panel: Curves, axis: Axis) -> None:
    """Upright lines with their labels at the top, those that are near each other in rows."""
    rows: list[list[float]] = []
    for mark in panel.marks:
        if mark.axis not in (None, axis.key) or mark.x is None:
            continue
        width, dashes = (1.6, "-") if mark.strong else (1.2, (0, (4, 3)))
        axes.axvline(mark.x, color=INK, linestyle=dashes, linewidth=width, zorder=3)
        share = _share(axes, mark.x, axes.get_ylim()[1])[0]
        row = next((k for k, row in enumerate(rows) if all(abs(share - one) > APART for one in row)), len(rows))
        rows[row:] = [[*(rows[row] if row < len(rows) else []), share], *rows[row + 1 :]]
        side: dict[str, Any] = {"ha": "right", "xytext": (-4, 0)} if share > 0.75 else {"ha": "left", "xytext": (4, 0)}
        place: dict[str, Any] = {"xycoords": axes.get_xaxis_transform(), "va": "top", "path_effects": cased()}
        axes.annotate(mark.label, (mark.x, 0.97 - 0.07 * row), color=INK, **place, **side, **WORDS)


def _rule(axes: "Axes", panel: Curves, axis: Axis, rule: Rule) -> None:
    """A level line, with its label where it is farther from the curves: at its left or at its right end."""
    if rule.y is None:
        return
    axes.axhline(rule.y, color=MUTED, linestyle=(0, (2, 3)), linewidth=1.2, zorder=3)
    height = _share(axes, axes.get_xlim()[0], rule.y)[1]
    near = {"left": 1.0, "right": 1.0}
    for curve in panel.curves:
        x, y = x_of(curve, axis), np.asarray(curve.y, dtype=float)
        for k, side in ((0, "left"), (-1, "right")):
            if x is not None and len(y) and np.isfinite(y[k]) and (y[k] > 0 or panel.y.scale == "linear"):
                near[side] = min(near[side], abs(_share(axes, x[k], y[k])[1] - height - 0.04))
    side = max(near, key=lambda one: near[one])
    at, offset = (0.01, 0) if side == "left" else (0.99, 0)
    place: dict[str, Any] = {"xycoords": axes.get_yaxis_transform(), "xytext": (offset, 3), "ha": side}
    axes.annotate(rule.label, (at, rule.y), color=MUTED, path_effects=cased(), **place, **WORDS)
