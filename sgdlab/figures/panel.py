"""Shared by all panels: a pale grid [gridded], numbers on logarithmic axes [scaled], looks [look_of], tints [tint]."""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import numpy as np

from sgdlab.figures.sentences import number
from sgdlab.figures.series import LOOKS, Look

Scale: TypeAlias = Literal["linear", "log"]
SCALES = ("linear", "log")
GRID, FAINT, INK = "#e6eaee", "#59636e", "#1f2328"
MOST = 2 * len(LOOKS)  # lines or classes that can be told apart: filled markers, then hollow ones


def gridded(axes: Any) -> None:
    """Draw a pale grid below everything."""
    axes.grid(color=GRID, linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)


def scaled(axes: Any, which: Literal["x", "y"], scale: Scale, shown: Any) -> None:
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


def look_of(rank: int, count: int, what: str) -> tuple[Look, bool]:
    """Return the look of a line by its rank, and whether its markers are filled."""
    if count > MOST:
        raise ValueError(f"{count} {what} can't be told apart in one picture; draw at most {MOST}")
    return LOOKS[rank % len(LOOKS)], rank < len(LOOKS)


def tint(color: str, share: float = 0.2) -> tuple[float, ...]:
    """Return a color mixed with white, as (red, green, blue) from 0 to 1.

    >>> tint("#000000", 0.25)
    (0.75, 0.75, 0.75)
    """
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(round(1 - share * (1 - part), 6) for part in parts)


def listed(words: Sequence[str], most: int = 6) -> str:
    """Join words with commas, and say how many more there are.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")
