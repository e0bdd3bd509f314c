"""Drawing code for the labs whose pictures are not scenes yet; nothing else uses it, and it goes with the last of them.

`panel.py` and `series.py` have its names for them.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from sgdlab.figures.sentences import number
from sgdlab.landscape import Surface

GRID, INK = "#e6eaee", "#1f2328"
VALLEY, PEAK, CONTOUR = "#fafcfb", "#bccfc5", "#8fa79b"


class Look(NamedTuple):
    """What distinguishes a line, with or without color: dashes, width and marker."""

    color: str
    dash: Any
    marker: str
    width: float = 1.6


# Okabe and Ito's blue, vermilion, green and purple, darkened to a contrast of at least 4.5 to 1 on white.
FULL = Look("#0067a8", "-", "o")
STOCHASTIC = Look("#c44f00", "-", "s", 1.1)  # thin and solid: dashes are lost in a zigzag
YOURS = Look("#96478b", (0, (6, 1, 1.2, 1)), "^")
LOOKS = (
    FULL,
    STOCHASTIC,
    Look("#00785c", (0, (1.2, 1)), "D"),
    YOURS,
    Look("#59636e", (0, (8, 2)), "v"),
)
LETTERS = 10.5  # of a legend, per inch
SAMPLE = 7  # the width of a legend's line sample, in letters


def sample_of(look: Look, label: str, filled: bool = True) -> Any:
    """Return a line with a given look as the legend shows it."""
    from matplotlib.lines import Line2D

    mark: dict[str, Any] = {"marker": look.marker, "ms": 6, **({} if filled else {"mfc": "white"})}
    return Line2D([], [], color=look.color, linestyle=look.dash, lw=look.width, label=label, **mark)


def legend(figure: Any, handles: Sequence[Any]) -> None:
    """Explain lines and markers above the panels, in as many columns as fit."""
    widest = max(len(str(handle.get_label())) for handle in handles)
    room = figure.bbox.width / figure.dpi * LETTERS
    columns = max(1, min(len(handles), int(room // (widest + SAMPLE))))
    total = sum(len(str(handle.get_label())) + SAMPLE for handle in handles)
    figure.legend(
        handles=handles,
        loc="outside upper left",
        ncols=len(handles) if total <= room else columns,
        handlelength=2.2,
        columnspacing=1.6,
        borderaxespad=0.2,
    )


def gridded(axes: Any) -> None:
    """Draw a pale grid below everything."""
    axes.grid(color=GRID, linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)


def scaled(axes: Any, which: Literal["x", "y"], scale: str, shown: Any) -> None:
    """Set the scale of one axis of a panel; a logarithmic axis shows plain numbers if they are short enough."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    if scale == "linear":
        return
    getattr(axes, f"set_{which}scale")("log", nonpositive="mask")
    axis = getattr(axes, f"{which}axis")
    positive = np.asarray(shown)[np.asarray(shown) > 0]
    decades = np.log10(positive.max() / positive.min()) if len(positive) else 1.0
    axis.set_major_locator(LogLocator(subs=(1.0,) if decades > 2 else (1.0, 2.0, 5.0), numticks=9))
    axis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}" if v < 1e-3 else number(v)))
    axis.set_minor_formatter(NullFormatter())


def contours(axes: Any, landscape: Surface) -> None:
    """Draw the shades and lines of equal loss into one panel."""
    from matplotlib.colors import LinearSegmentedColormap

    levels = landscape.levels()
    heights = np.where(np.isfinite(landscape.z), landscape.z, np.inf)
    bands = LinearSegmentedColormap.from_list("loss", [VALLEY, PEAK])
    edges = [min(landscape.lowest, float(heights.min())) - 1e-12 - abs(landscape.lowest), *levels]
    filled = np.minimum(heights, 2 * levels[-1] - levels[0])
    axes.contourf(landscape.x, landscape.y, filled, levels=edges, cmap=bands, extend="max", zorder=0)
    axes.contour(
        landscape.x, landscape.y, filled, levels=levels, colors=CONTOUR, linewidths=0.7, linestyles="solid", zorder=1
    )
