"""Paint numbers as bars, a cluster for each group [paint_bars]."""

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.limits import for_bars
from sgdlab.scene.painter.dress import INK, Look, columns, dressed, plain
from sgdlab.scene.piece import Axis, Series
from sgdlab.scene.plot import Bars

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

CLUSTER = 0.8  # of the room of a group
LETTERS = 84  # of the names of all groups, in one line
WIDEST = 0.5  # a single bar, of the room of a group


def paint_bars(axes: "Axes", panel: Bars) -> list["Artist"]:
    """Paint the bars with their numbers on them; return what the legend has to explain."""
    groups = len(panel.groups)
    dressed(axes, Axis(""), panel.y, ((-0.5, max(1, groups) - 0.5), for_bars(panel)))
    axes.grid(visible=False, axis="x")
    letters = max(8, LETTERS // columns(axes) // max(1, groups))
    axes.set_xticks(range(groups), [textwrap.fill(name, letters) for name in panel.groups])
    axes.tick_params(axis="x", length=0)
    heights = np.array([bar.data for bar in panel.bars], dtype=float).reshape(len(panel.bars), groups)
    places, wide = places_of(heights)
    bottom = axes.get_ylim()[0] if panel.y.scale == "log" else 0.0
    handles = [
        _bars(axes, bar.series, place, height, wide, bottom)
        for bar, place, height in zip(panel.bars, places, heights, strict=True)
    ]
    return handles if np.isfinite(heights).sum(axis=0).max(initial=0) > 1 else []


def places_of(heights: Array) -> tuple[Array, float]:
    """Return the middle of every bar, and how wide they are; those that are NaN leave their place to others.

    >>> places, wide = places_of(np.array([[1.0, np.nan], [2.0, 3.0]]))
    >>> places.tolist(), wide
    ([[-0.2, 1.0], [0.2, 1.0]], 0.4)
    """
    there = ~np.isnan(heights)
    counts = there.sum(axis=0)
    wide = min(WIDEST, CLUSTER / max(1, int(counts.max(initial=0))))
    ranks = np.where(there, np.cumsum(there, axis=0) - 1, (counts - 1) / 2)
    return np.arange(heights.shape[1]) + (ranks - (counts - 1) / 2) * wide, wide


def _bars(axes: "Axes", series: Series, places: Array, heights: Array, wide: float, bottom: float) -> Any:
    """The bars of one series, and the number at the end of each."""
    color, top = LIGHT[series.color], axes.get_ylim()[1]
    hatched = {"facecolor": f"{color}38", "hatch": "////"} if series.dash else {"facecolor": color}
    look: Look = {"edgecolor": color, "linewidth": 1.0, "label": series.name, "zorder": 3, **hatched}
    shown = np.isfinite(heights)
    lengths = np.maximum(heights[shown], bottom) if bottom else heights[shown]
    drawn = axes.bar(places[shown], lengths - bottom, 0.9 * wide, bottom=bottom, **look)
    for place, height in zip(places, heights, strict=True):
        if not np.isnan(height):
            up = height >= 0
            words: Look = {"ha": "center", "va": "bottom" if up else "top", "fontsize": 8.5, "color": INK}
            at: Look = {"xytext": (0, 3 if up else -3), "textcoords": "offset points", "zorder": 5}
            axes.annotate(_number(height), (place, min(max(height, bottom), top)), **words, **at)
    return drawn


def _number(value: float) -> str:
    return plain(float(f"{value:.3g}") if not 1000 <= abs(value) < np.inf else round(value), value)
