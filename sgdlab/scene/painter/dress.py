"""What all painted panels share: axes with their limits, the look of a series, names at the lines, a legend."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.piece import Axis, Range, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^"}
INK, MUTED, PAGE, GRID = LIGHT["ink"], LIGHT["muted"], LIGHT["page"], LIGHT["grid"]
PIXEL = 0.72  # points: a CSS pixel at the size at which a figure is shown
FEW = 80  # up to this many points, each of them gets a dot
APART = 0.075  # of the height of a panel: names at the lines are at least this far apart


def dressed(axes: "Axes", x: Axis, y: Axis, limits: tuple[Range, Range], grid: bool = True) -> None:
    """Give a panel its scales, limits and labels."""
    for which, axis, ends in (("x", x, limits[0]), ("y", y, limits[1])):
        getattr(axes, f"set_{which}label")(axis.label)
        _scaled(axes, which, axis, ends)
        getattr(axes, f"set_{which}lim")(*ends)
    if grid:
        axes.grid(color=GRID, linewidth=0.8, zorder=0)
        axes.set_axisbelow(True)


def _scaled(axes: "Axes", which: str, axis: Axis, ends: Range) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    side = getattr(axes, f"{which}axis")
    if axis.scale == "linear":
        side.set_major_formatter(FuncFormatter(lambda v, _: plain(v, max(map(abs, ends)))))
        return
    getattr(axes, f"set_{which}scale")("log", nonpositive="mask")
    side.set_major_locator(LogLocator(subs=(1.0,) if ends[1] > 100 * ends[0] else (1.0, 2.0, 5.0), numticks=9))
    side.set_major_formatter(FuncFormatter(lambda v, _: plain(v, v)))
    side.set_minor_locator(NullLocator())


def plain(value: float, largest: float) -> str:
    """Return a number on an axis: thousands with commas, and powers of ten for what is tiny or huge."""
    return f"{value:,.10g}" if value == 0 or 1e-4 <= abs(largest) < 1e7 else f"{value:g}"


def style(series: Series, points: int = 1000) -> dict[str, Any]:
    """Return the look of a series' line as Matplotlib's keywords; with few points, each has a dot, if it is solid."""
    width = 0.7 if series.faint else 1.2 if points > 150 else 1.6
    dashes = (0, tuple(PIXEL * part / width for part in series.dash)) if series.dash else "-"
    dots = (
        {"marker": MARKERS[series.marker], "ms": 3.5}
        if points <= FEW and not series.faint and not series.dash and series.spent is not None
        else {}
    )
    return {
        "color": LIGHT[series.color],
        "linestyle": dashes,
        "linewidth": width,
        "alpha": 0.35 if series.faint else 1.0,
        **dots,
    }


def cased(width: float = 3.2) -> list[Any]:
    """Return a light edge around a line or a text, so that it is seen on any shade."""
    from matplotlib.patheffects import Normal, Stroke

    return [Stroke(linewidth=width, foreground=PAGE), Normal()]


def head(axes: "Axes", series: Series, point: Array, zorder: float) -> None:
    """Mark where a path or a curve ends."""
    mark = {"marker": MARKERS[series.marker], "ms": 8, "mec": PAGE, "mew": 1.3, "color": LIGHT[series.color]}
    axes.plot(*point[:, None], linestyle="none", zorder=zorder, clip_on=False, **mark)


def name_at_right(axes: "Axes", named: Sequence[tuple[Series, float]]) -> None:
    """Write the names of curves to the right of the panel, at the heights where they end (0 to 1), moved apart."""
    order = sorted(named, key=lambda one: one[1])
    heights = spaced([height for _, height in order], APART)
    for (series, _), height in zip(order, heights, strict=True):
        words = {"color": LIGHT[series.color], "fontsize": 9.5, "fontweight": "bold", "va": "center"}
        axes.annotate(
            series.name, (1, height), xycoords="axes fraction", xytext=(6, 0), textcoords="offset points", **words
        )


def spaced(heights: Sequence[float], apart: float) -> list[float]:
    """Return rising heights that are at least so far apart, as near as possible to those given, from 0 to 1.

    >>> spaced([0.5, 0.5, 0.9], 0.1)
    [0.45, 0.55, 0.9]
    """
    groups: list[list[float]] = []  # [sum of wishes, count] of names that touch
    for height in heights:
        groups.append([height, 1.0])
        while len(groups) > 1 and _low(groups[-1], apart) < _low(groups[-2], apart) + groups[-2][1] * apart:
            total, count = groups.pop()
            groups[-1] = [groups[-1][0] + total, groups[-1][1] + count]
    return [round(_low(one, apart) + k * apart, 6) for one in groups for k in range(int(one[1]))]


def _low(group: list[float], apart: float) -> float:
    """The height of the lowest name of a group, whose middle is the mean of the wishes, inside of 0 to 1."""
    total, count = group
    return float(np.clip(total / count - (count - 1) * apart / 2, 0.0, max(0.0, 1.0 - (count - 1) * apart)))


def legend(figure: "Figure", handles: Sequence[Any]) -> None:
    """Explain above the panels what has no name at its line, each of them once."""
    seen = {str(handle.get_label()): handle for handle in handles}
    if seen:
        figure.legend(
            handles=list(seen.values()), loc="outside upper left", ncols=len(seen), handlelength=2.0, borderaxespad=0.2
        )
