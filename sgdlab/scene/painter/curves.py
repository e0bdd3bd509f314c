"""Paint series against an axis, with bands, marks and rules [paint_curves]; numbers as bars [paint_bars]."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.limits import across, for_bars, up, x_of
from sgdlab.scene.painter.dress import INK, MUTED, cased, dressed, head, name_at_right, plain, style
from sgdlab.scene.piece import Axis, Series
from sgdlab.scene.plot import Bars, Curve, Curves

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def paint_curves(axes: "Axes", panel: Curves) -> list[Any]:
    """Paint the panel against its first horizontal axis; return what the legend has to explain."""
    axis = panel.x[0]
    limits = across(panel, axis), up(panel)
    dressed(axes, axis, panel.y, limits)
    named: dict[str, tuple[Series, float]] = {}
    for curve in panel.curves:
        x, y = x_of(curve, axis), np.asarray(curve.y, dtype=float)
        if x is None or not len(y):
            continue
        _curve(axes, curve, x, y)
        if not curve.series.faint and (end := _end(axes, x, y)) is not None:
            named[curve.series.key] = curve.series, end
    name_at_right(axes, list(named.values()))
    _straight(axes, panel, axis)
    return []


def _curve(axes: "Axes", curve: Curve, x: Array, y: Array) -> None:
    series = curve.series
    if curve.low is not None and curve.high is not None:
        axes.fill_between(x, curve.low, curve.high, color=LIGHT[series.color], alpha=0.18, linewidth=0, zorder=2)
    axes.plot(x, y, zorder=4, **style(series, len(x)))
    low, high = axes.get_ylim()
    if series.spent is not None and not series.faint and low <= y[-1] <= high:
        head(axes, series, np.array([x[-1], y[-1]]), 21)


def _end(axes: "Axes", x: Array, y: Array) -> float | None:
    """How high a curve ends, as a share of the panel; None if it is never in it."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    seen = np.flatnonzero((x >= left) & (x <= right) & np.isfinite(y) & ((y > 0) | (axes.get_yscale() == "linear")))
    if not len(seen):
        return None
    place = axes.transAxes.inverted().transform(
        axes.transData.transform((x[seen[-1]], np.clip(y[seen[-1]], low, high)))
    )
    return float(place[1])


def _straight(axes: "Axes", panel: Curves, axis: Axis) -> None:
    """Upright lines with their labels at the top, level ones with theirs at the left."""
    words: dict[str, Any] = {"fontsize": 9, "path_effects": cased(), "zorder": 23, "clip_on": True}
    for k, mark in enumerate(one for one in panel.marks if one.axis in (None, axis.key) and one.x is not None):
        axes.axvline(
            mark.x,
            color=INK,
            linestyle="-" if mark.strong else (0, (4, 3)),
            linewidth=1.2 + 0.4 * mark.strong,
            zorder=3,
        )
        axes.annotate(mark.label, (mark.x, 0.97 - 0.07 * k), xycoords=axes.get_xaxis_transform(), xytext=(4, 0),
                      textcoords="offset points", va="top", color=INK, **words)  # fmt: skip
    for rule in panel.rules:
        if rule.y is not None:
            axes.axhline(rule.y, color=MUTED, linestyle=(0, (2, 3)), linewidth=1.2, zorder=3)
            axes.annotate(rule.label, (0.01, rule.y), xycoords=axes.get_yaxis_transform(), xytext=(0, 3),
                          textcoords="offset points", color=MUTED, **words)  # fmt: skip


def paint_bars(axes: "Axes", panel: Bars) -> list[Any]:
    """Paint a cluster of bars for each group, with the numbers on them; return what the legend has to explain."""
    dressed(axes, Axis(""), panel.y, ((-0.5, len(panel.groups) - 0.5), for_bars(panel)))
    axes.grid(visible=False, axis="x")
    axes.set_xticks(range(len(panel.groups)), panel.groups)
    axes.tick_params(axis="x", length=0)
    wide = 0.8 / max(1, len(panel.bars))
    handles = []
    for k, bar in enumerate(panel.bars):
        places = np.arange(len(panel.groups)) + (k - (len(panel.bars) - 1) / 2) * wide
        values = np.asarray(bar.data, dtype=float)
        color, hatch = LIGHT[bar.series.color], "////" if bar.series.dash else ""
        look = {"facecolor": f"{color}38" if hatch else color, "edgecolor": color, "hatch": hatch, "linewidth": 1.0}
        bottom = axes.get_ylim()[0] if panel.y.scale == "log" else 0.0
        handles.append(
            axes.bar(places, values - bottom, 0.9 * wide, bottom=bottom, label=bar.series.name, zorder=3, **look)
        )
        for place, value in zip(places, values, strict=True):
            text = {
                "xytext": (0, 3 if value >= 0 else -3),
                "textcoords": "offset points",
                "ha": "center",
                "fontsize": 8.5,
            }
            axes.annotate(plain(float(f"{value:.3g}") if abs(value) < 1000 else round(value), value), (place, value),
                          va="bottom" if value >= 0 else "top", color=INK, zorder=5, **text)  # fmt: skip
    return handles if len(panel.bars) > 1 else []
