"""What all painted panels share: axes with their limits, the look of a series, marks, a legend."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal, TypeAlias

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import AbstractPathEffect, Normal, Stroke
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.digits import plain
from sgdlab.scene.piece import Axis, Range, Series

Look: TypeAlias = dict[str, Any]  # arguments of a function of Matplotlib, by name

MARKERS = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^", "ring": "o"}
INK, MUTED, PAGE, GRID = LIGHT["ink"], LIGHT["muted"], LIGHT["page"], LIGHT["grid"]
PIXEL = 0.72  # points: a CSS pixel at the size at which a figure is shown
FEW = 80  # up to this many points, each of them gets a dot
LETTERS = 10.0  # of a legend, per inch
SAMPLE = 7  # the width of a legend's sample, in letters


def dressed(axes: Axes, x: Axis, y: Axis, limits: tuple[Range, Range], grid: bool = True) -> None:
    """Give a panel its scales, limits and labels."""
    for which, axis, ends in (("x", x, limits[0]), ("y", y, limits[1])):
        getattr(axes, f"set_{which}label")(axis.label)
        _scaled(axes, which, axis, ends)
        getattr(axes, f"set_{which}lim")(*ends)
    if grid:
        axes.grid(color=GRID, linewidth=0.8, zorder=0)
        axes.set_axisbelow(True)


def _scaled(axes: Axes, which: str, axis: Axis, ends: Range) -> None:
    side = getattr(axes, f"{which}axis")
    if axis.scale == "linear":
        most = max(map(abs, ends))
        count: int | Literal["auto"] = _fitting(axes, plain(most, most)) if which == "x" and most >= 1000 else "auto"
        fewest = 4 if count == "auto" else 2
        side.set_major_locator(MaxNLocator(count, steps=[1, 2, 2.5, 5, 10], integer=True, min_n_ticks=fewest))
        side.set_major_formatter(FuncFormatter(partial(_tick, most)))
        return
    getattr(axes, f"set_{which}scale")("log", nonpositive="mask")
    subs = (1.0,) if ends[1] > 100 * ends[0] else (1.0, 2.0, 5.0)
    side.set_major_locator(LogLocator(subs=subs, numticks=9 if which == "y" else 11 // columns(axes)))
    side.set_major_formatter(FuncFormatter(partial(_tick, None)))
    side.set_minor_locator(NullLocator())


def _tick(most: float | None, v: float, place: int) -> str:
    return plain(v, v if most is None else most)


def _fitting(axes: Axes, longest: str) -> int:
    """Return how many numbers fit beside each other below a panel, with a gap of two letters between them."""
    room = 0.75 * axes.figure.bbox.width / axes.figure.dpi / columns(axes)  # names take the rest
    return max(2, min(9, int(room * LETTERS * 1.1 / (len(longest) + 2))))


def columns(axes: Axes) -> int:
    """Return how many panels share the width with this one."""
    place = axes.get_subplotspec()
    return 1 if place is None else int(place.get_gridspec().ncols)


def style(series: Series, points: int = FEW + 1) -> Look:
    """Return the look of a series' line as Matplotlib's keywords; with few points, each has a dot, if it is solid."""
    width = 0.7 if series.faint else 1.2 if points > 150 else 1.6
    dashes = (0, tuple(PIXEL * part / width for part in series.dash)) if series.dash else "-"
    dotted = points <= FEW and not series.faint and not series.dash
    return {
        "label": series.name,
        "color": LIGHT[series.color],
        "linestyle": dashes,
        "linewidth": width,
        "alpha": 0.35 if series.faint else 1.0,
        **({"marker": MARKERS[series.marker], "ms": 3.5} if dotted else {}),
    }


def cased(width: float = 3.2) -> list[AbstractPathEffect]:
    """Return a light edge around a line or a text, so that it is seen on any shade."""
    return [Stroke(linewidth=width, foreground=PAGE), Normal()]


def head(axes: Axes, series: Series, point: Array, size: float = 8, marker: str = "") -> None:
    """Mark where a path or a curve ends, with the marker of its series or another one of Matplotlib's."""
    look: Look = {"marker": marker or MARKERS[series.marker], "ms": size, "mec": PAGE, "mew": 0.16 * size}
    axes.plot(*point[:, None], linestyle="none", color=LIGHT[series.color], zorder=21, clip_on=False, **look)


def spot(axes: Axes, at: Sequence[float] | Array, label: str, ring: bool = False) -> Line2D:
    """Mark a point with a cross or a ring; return it for the legend."""
    cross: Look = {"marker": "x", "ms": 8.5, "color": INK, "zorder": 22, "path_effects": cased(4.5)}
    around: Look = {"marker": "o", "ms": 10, "mfc": "none", "mec": INK, "zorder": 40, "path_effects": cased(5)}
    return axes.plot([at[0]], [at[1]], label=label, mew=2, linestyle="none", **(around if ring else cross))[0]


def sample(series: Series) -> Line2D:
    """Return a piece of a series' line, for the legend."""
    look = style(series) | {"linewidth": 1.6, "alpha": 0.6 if series.faint else 1.0}
    mark: Look = {} if series.faint else {"marker": MARKERS[series.marker], "ms": 6}
    return Line2D([], [], **look | mark)


def legend(figure: Figure, handles: Sequence[Artist]) -> None:
    """Explain above the panels what has no name at its line, each of them once, in as many columns as fit."""
    seen = {str(handle.get_label()): handle for handle in handles}
    if not seen:
        return
    room = figure.bbox.width / figure.dpi * LETTERS
    ncols = next(count for count in range(len(seen), 0, -1) if count == 1 or _letters(list(seen), count) <= room)
    look: Look = {"handlelength": 2.0, "borderaxespad": 0.2, "columnspacing": 1.6}
    figure.legend(handles=list(seen.values()), loc="outside upper left", ncols=ncols, **look)


def _letters(labels: Sequence[str], columns: int) -> int:
    """How wide a legend is with this many columns, among which Matplotlib divides the labels evenly."""
    return sum(SAMPLE + max(map(len, column)) for column in np.array_split(labels, columns))
