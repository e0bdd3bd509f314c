"""Paint numbers as bars, a cluster for each group [paint_bars]."""

import textwrap
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.digits import plain
from sgdlab.scene.limits import for_bars
from sgdlab.scene.painter.dress import INK, Look, columns, dressed
from sgdlab.scene.piece import Axis, Series
from sgdlab.scene.plot import Bars

CLUSTER = 0.8  # of the room of a group
LETTERS = 84  # of the names of all groups, in one line
WIDEST = 0.5  # a single bar, of the room of a group


def paint_bars(axes: Axes, panel: Bars) -> list[Artist]:
    """Paint the bars with their numbers on them; return what the legend has to explain."""
    groups = len(panel.groups)
    dressed(axes, Axis(""), panel.y, ((-0.5, max(1, groups) - 0.5), for_bars(panel)))
    axes.grid(visible=False, axis="x")
    named = groups == 1 and len(panel.bars) > 1  # each bar has a name, and the group is named in the browser
    names = [bar.series.name for bar in panel.bars] if named else panel.groups
    middles = (np.arange(len(names)) + 0.5) * groups / max(1, len(names)) - 0.5
    letters = max(8, LETTERS // columns(axes) // max(1, len(names)))
    axes.set_xticks(middles, [textwrap.fill(name, letters, break_long_words=not named) for name in names])
    axes.tick_params(axis="x", length=0, labelsize=9)
    heights = np.array([bar.data for bar in panel.bars], dtype=float).reshape(len(panel.bars), groups)
    wide = min(WIDEST, CLUSTER / max(1, len(heights)))
    pitch = 1 / len(heights) if named else wide
    handles = [
        _bars(axes, bar.series, np.arange(groups) + (k - (len(heights) - 1) / 2) * pitch, heights[k], wide)
        for k, bar in enumerate(panel.bars)
    ]
    return handles if len(handles) > 1 and not named else []


def _bars(axes: Axes, series: Series, places: Array, heights: Array, wide: float) -> Any:
    """The bars of one series, and the number at the end of each."""
    look: Look = {"color": LIGHT[series.color], "linewidth": 1.0, "label": series.name, "zorder": 3}
    shown = np.isfinite(heights)
    drawn = axes.bar(places[shown], heights[shown], 0.9 * wide, **look)
    for place, height in zip(places, heights, strict=True):
        if not np.isnan(height):
            up = height >= 0
            words: Look = {"ha": "center", "va": "bottom" if up else "top", "fontsize": 8.5, "color": INK}
            at: Look = {"xytext": (0, 3 if up else -3), "textcoords": "offset points", "zorder": 5}
            value = round(height) if 1000 <= abs(height) < np.inf else float(f"{height:.3g}")
            axes.annotate(plain(value, height), (place, np.clip(height, *axes.get_ylim())), **words, **at)
    return drawn
