"""The limits of a panel whose axes have none of their own: as far as its data goes [across, up, for_bars, even].

Or as far as some values go, with a margin [with_room]; or those that an axis has [span].

A run that diverges may leave the picture: through the top, beyond ten times the loss it began with, unless the panel
follows it (`Curves.follows`).  Then it takes at most half of a logarithmic axis, so that the others can still be read.
The front end has the same rules in `ranges.js`, and a test compares them.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.quantities import Array
from sgdlab.scene.piece import Axis, Range
from sgdlab.scene.plot import Bars, Curve, Curves

LEAVES = 10.0  # times the loss at the start; a loss above it is outside of the frame
DEEPEST = 1e-12  # of a run's highest loss: below it there is only rounding
ROUNDING = 1e-6  # in thirds of a power of ten
LOWEST = 1e-30  # of the highest value of any other curve


def x_of(curve: Curve, axis: Axis) -> Array | None:
    """Return where a curve's values are on a horizontal axis; None if it has no place there."""
    if axis.key in curve.x:
        return curve.x[axis.key]
    if curve.series.spent is None or axis.total is None:
        return None
    return curve.series.spent * axis.total


def across(panel: Curves, axis: Axis) -> Range:
    """Return the two ends of a horizontal axis."""
    if axis.range is not None:
        return axis.range
    log = axis.scale == "log"
    places = [_shown([x], log) for curve in panel.curves if (x := x_of(curve, axis)) is not None]
    ends = [end for x in places if len(x) for end in (x[0], x[-1])]
    if log and not ends:
        return _around(math.inf, axis.total or 0.0, log)
    low = 0.0 if _runs(panel) and not log else float(min(ends, default=0.0))
    high = float(max([axis.total or 0.0, *ends]))
    if low < high:
        return low, high
    return (low / 2, low * 2) if log else (low, low + 1)


def up(panel: Curves) -> Range:
    """Return the two ends of the vertical axis."""
    if panel.y.range is not None:
        return panel.y.range
    log, runs = panel.y.scale == "log", _runs(panel)
    shown = [curve.y for curve in panel.curves]
    values = _shown(shown, log)
    firsts = [float(one.y[0]) for one in panel.curves if not one.series.faint and len(one.y)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (math.inf, -math.inf)
    if runs and max(firsts, default=0.0) > 0:
        high = min(high, _highest(shown, LEAVES * max(firsts), log) if panel.follows else LEAVES * max(firsts))
    if not low < high:
        low, high = _around(low, high, log)
    if log:
        return _thirds(max(low, high * (DEEPEST if runs else LOWEST)), high)
    return low - 0.04 * (high - low), high + 0.04 * (high - low)


def _shown(arrays: Iterable[Array], log: bool) -> Array:
    """All values that have a place on an axis."""
    values: Array = np.concatenate([np.zeros(0), *arrays])
    return values[np.isfinite(values) & ((values > 0) | (not log))]


def _highest(shown: Sequence[Array], leaves: float, log: bool) -> float:
    """How far an axis follows runs beyond a loss: without an end, or as many decades as the others take up to there."""
    staying = _shown((one for one in shown if not np.any(one > leaves)), log)
    if not log or not len(staying):
        return math.inf
    top = float(staying.max())
    return max(leaves, top * top / max(float(staying.min()), top * DEEPEST))


def _runs(panel: Curves) -> bool:
    return any(one.spent is not None for one in panel.series)


def _around(low: float, high: float, log: bool) -> Range:
    """A range around a single value, or without any."""
    if low < math.inf and not log:
        return low - 1, low + 1
    return (high / 10, high) if high > 0 else (0.1, 1.0)


def _thirds(low: float, high: float) -> Range:
    """A range on a logarithmic axis, widened to thirds of a power of ten, so that it stays still in small moves.

    What lies at a third, up to the rounding to float32 in which the browser gets it, is there.
    """
    down, up = math.floor(3 * math.log10(low) + ROUNDING), math.ceil(3 * math.log10(high) - ROUNDING)
    return 10 ** (down / 3), 10 ** (up / 3)


def span(axis: Axis) -> Range:
    """Return the two ends of an axis that has them."""
    if axis.range is None:
        raise ValueError(f"the axis {axis.label!r} has no range")
    return axis.range


def with_room(values: ArrayLike, share: float) -> Range:
    """Return the ends of an axis around some values, with a share of their width free on each side; 1 if it is zero.

    >>> with_room([0.0, 10.0], 0.1), with_room([3.0, 3.0], 0.1)
    ((-1.0, 11.0), (2.0, 4.0))
    """
    low, high = float(np.min(values)), float(np.max(values))
    room = share * (high - low) or 1.0
    return low - room, high + room


def for_bars(panel: Bars) -> Range:
    """Return the two ends of the axis of bars, which begin at 0."""
    if panel.y.range is not None:
        return panel.y.range
    values = _shown((np.zeros(1), *(bar.data for bar in panel.bars)), log=False)
    low, high = float(values.min()), float(values.max())
    room = 0.1 * (high - low)
    if room == 0:
        return 0.0, 1.0
    return low - room if low < 0 else 0.0, high + room if high > 0 else 0.0


def even(size: Sequence[float], across: Range, up: Range) -> tuple[Range, Range]:
    """Return both ranges, the smaller one widened about its middle until both axes have one scale.

    size: the width and the height of the box, in any unit.
    """
    unit = min(length / (high - low) for length, (low, high) in zip(size, (across, up), strict=True))
    wide, high = (
        (((low + top) - length / unit) / 2, ((low + top) + length / unit) / 2)
        for length, (low, top) in zip(size, (across, up), strict=True)
    )
    return wide, high
