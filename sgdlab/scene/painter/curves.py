"""Paint series against an axis, with bands, marks and rules [paint_curves]."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.limits import across, up, x_of
from sgdlab.scene.painter.dress import INK, MUTED, Look, cased, dressed, head, sample, style
from sgdlab.scene.painter.names import Name, write_labels, write_names
from sgdlab.scene.piece import Axis, Series
from sgdlab.scene.plot import Curve, Curves

EARLY = 0.9  # of the width: a curve that ends farther left has its name there
APART = 0.2  # of the width: labels of marks nearer to each other are in different rows
WORDS: Look = {"textcoords": "offset points", "fontsize": 9, "zorder": 23, "clip_on": True}


def paint_curves(axes: Axes, panel: Curves) -> list[Artist]:
    """Paint the panel against its first horizontal axis; return what the legend has to explain."""
    axis = panel.x[0]
    dressed(axes, axis, panel.y, (across(panel, axis), up(panel)))
    ends: dict[str, tuple[Series, Array]] = {}
    unnamed: dict[str, Series] = {}
    lines = []
    for curve in panel.curves:
        x, y = x_of(curve, axis), curve.y
        if x is None or not len(y):
            continue
        lines.append(np.column_stack([x, y]))
        end = _curve(axes, curve, x, y)
        if curve.marked is not None and not np.isnan(y[curve.marked]):
            place = lines[-1][curve.marked]
            head(axes, curve.series, np.maximum(place, [place[0], axes.get_ylim()[0]]))  # 0 is below a log axis
        if curve.series.faint:
            unnamed[curve.series.name] = curve.series
        elif end is not None:
            ends[curve.series.key] = curve.series, end
    labels = [Name(rule.label, _rule(axes, rule.y), MUTED, size=9) for rule in panel.rules if rule.y is not None]
    lines += _marks(axes, panel, axis)
    _names(axes, list(ends.values()), labels, lines)
    return [sample(series) for series in unnamed.values()]


def _curve(axes: Axes, curve: Curve, x: Array, y: Array) -> Array | None:
    """Paint a curve with its band, and a mark at its end; return where it ends in the panel (2,), if it is seen.

    A curve that leaves the panel ends at the border, where a triangle points the way.
    """
    series = curve.series
    if curve.low is not None and curve.high is not None:
        axes.fill_between(x, curve.low, curve.high, color=LIGHT[series.color], alpha=0.18, linewidth=0, zorder=2)
    axes.plot(x, y, zorder=4, **style(series, len(x)))
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    linear = axes.get_yscale() == "linear"
    seen = np.flatnonzero((x >= left) & (x <= right) & np.isfinite(y) & ((y > 0) | linear))
    if not len(seen):
        return None
    inside = seen[(y[seen] >= low) & (y[seen] <= high)]
    if len(inside) and inside[-1] == seen[-1]:
        end, marker = np.array([x[inside[-1]], y[inside[-1]]]), ""
    else:
        k = seen[-1] if not len(inside) else seen[seen > inside[-1]][0]
        end, marker = np.array([_crossing(axes, x, y, int(k)), np.clip(y[k], low, high)]), "v" if y[k] < low else "^"
    if series.spent is not None and not series.faint:
        head(axes, series, end, marker=marker)
    return end


def _crossing(axes: Axes, x: Array, y: Array, k: int) -> float:
    """Where a line leaves the panel through the top or the bottom, on its way to its k-th point."""
    if k == 0:
        return float(x[0])
    (before, low), (after, high) = _share(axes, x[k - 1], y[k - 1]), _share(axes, x[k], y[k])
    share = ((high > 1) - low) / (high - low) if low != high else 1.0
    across = before + float(np.clip(share, 0.0, 1.0)) * (after - before)
    return float(axes.transData.inverted().transform(axes.transAxes.transform((across, 0.0)))[0])


def _names(axes: Axes, ends: Sequence[tuple[Series, Array]], labels: Sequence[Name], lines: Sequence[Array]) -> None:
    """Write the names of curves at the right, or inside if they end early, and then the labels of rules."""
    names = [(Name(series.name, end, LIGHT[series.color]), _share(axes, *end)[0]) for series, end in ends]
    write_names(axes, [name for name, across in names if across >= EARLY], beyond=True)
    written = write_names(axes, [name for name, across in names if across < EARLY])
    write_labels(axes, labels, written, lines)


def _share(axes: Axes, x: float, y: float) -> tuple[float, float]:
    """Where a point is, as shares of the width and of the height of the panel."""
    across, up = axes.transAxes.inverted().transform(axes.transData.transform((x, y)))
    return float(across), float(up)


def _marks(axes: Axes, panel: Curves, axis: Axis) -> list[Array]:
    """Paint upright lines with their labels at the top, those that are near each other in rows; return the lines."""
    lines = []
    rows: defaultdict[int, list[float]] = defaultdict(list)
    for mark in panel.marks:
        if mark.axis not in (None, axis.key) or mark.x is None:
            continue
        width, dashes = (1.6, "-") if mark.strong else (1.2, (0, (4, 3)))
        axes.axvline(mark.x, color=INK, linestyle=dashes, linewidth=width, zorder=3)
        lines.append(np.array([(mark.x, end) for end in axes.get_ylim()]))
        share = _share(axes, mark.x, axes.get_ylim()[1])[0]
        row = next(k for k in count() if all(abs(share - one) > APART for one in rows[k]))
        rows[row].append(share)
        side: Look = {"ha": "right", "xytext": (-4, 0)} if share > 0.75 else {"ha": "left", "xytext": (4, 0)}
        place: Look = {"xycoords": axes.get_xaxis_transform(), "va": "top", "path_effects": cased()}
        axes.annotate(mark.label, (mark.x, 0.97 - 0.07 * row), color=INK, **place, **side, **WORDS)
    return lines


def _rule(axes: Axes, y: float) -> Array:
    axes.axhline(y, color=MUTED, linestyle=(0, (2, 3)), linewidth=1.2, zorder=3)
    return np.array([(end, y) for end in axes.get_xlim()])
