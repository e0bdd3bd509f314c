"""Names where the eye needs them: beside the ends of lines [write_names], and labels at a free place [write_labels].

The names are in the order of the ends, from bottom to top, and moved apart where they would touch.
"""

import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from sgdlab.quantities import Array
from sgdlab.scene.painter.dress import Look, cased

LETTERS = 20  # of a name, in one line
GAP = 10.0  # points (of 1/72 inch) from an end to its name
BEYOND = 6.0  # points from the panel to the names beyond it
NEAR = 30.0  # points: ends whose names stand in one column
Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


class Name(NamedTuple):
    """Words, the point (2,) that they name, color, size; whether its line comes from the right."""

    words: str
    at: Array
    color: str
    turned: bool = False
    size: float = 9.5

    @property
    def wide(self) -> float:
        """How wide the words are, in points."""
        return 0.7 * self.size * max(map(len, self.words.split("\n")))

    @property
    def high(self) -> float:
        """How high the words are, with the room around them."""
        return 1.2 * self.size * (self.words.count("\n") + 1.15)


def write_names(axes: Axes, names: Sequence[Name], beyond: bool = False) -> list[Box]:
    """Write names beside the ends of lines, or `beyond` the right side of the panel; return where they are.

    Only the first are written that have room, one above the other.
    """
    if not names:
        return []
    axes.apply_aspect()
    left, bottom, right, top = np.asarray(axes.bbox.extents) * _per_pixel(axes)
    wrapped = [one._replace(words=textwrap.fill(one.words, LETTERS)) for one in names]
    wrapped = wrapped[: int(np.sum(np.cumsum([one.high for one in wrapped]) <= top - bottom))]
    ends = _places(axes, [one.at for one in wrapped])
    order = np.argsort(ends[:, 1], kind="stable")
    shares = [float((ends[k, 1] - bottom) / (top - bottom)) for k in order]
    middles = spaced(shares, [wrapped[k].high / (top - bottom) for k in order])
    boxes = []
    for k, share in zip(order, middles, strict=True):
        name, middle = wrapped[k], bottom + share * (top - bottom)
        near = np.flatnonzero(np.hypot(*(ends - ends[k]).T) < NEAR)
        column = [wrapped[one] for one in near]
        start = right + BEYOND if beyond else _beside(name.wide, column, ends[near, 0], (left, right))
        boxes.append((start, middle - name.high / 2, start + name.wide, middle + name.high / 2))
        if beyond:
            _write(axes, name, (1, share), (BEYOND, 0.0), weight="bold", xycoords="axes fraction", zorder=3)
        else:
            offset = float(start - ends[k, 0]), float(middle - ends[k, 1])
            _write(axes, name, name.at, offset, weight="bold").set_in_layout(False)  # it needs no room of its own
    return boxes


def _beside(wide: float, column: Sequence[Name], near: Array, sides: tuple[float, float]) -> float:
    """Where a name begins: on the side of the near ends from which most of their lines don't come, if there is room."""
    (left, right), widest = sides, max(one.wide for one in column)
    turned = sum(one.turned for one in column) > len(column) / 2
    before = near.min() - GAP - widest >= left if turned else near.max() + GAP + widest > right
    start = near.min() - GAP - wide if before else near.max() + GAP
    return float(np.clip(start, left, max(left, right - wide)))


def spaced(wishes: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return the middles of names of these sizes, one above the other, as near as possible to rising wishes.

    All of them lie between 0 and 1, if there is room.

    >>> spaced([0.0, 0.5, 0.5, 1.0], [0.1, 0.1, 0.1, 0.1])
    [0.05, 0.45, 0.55, 0.95]
    """
    groups: list[tuple[list[float], list[float]]] = []  # names that touch: what they wish, how high they are
    for wish, size in zip(wishes, sizes, strict=True):
        groups.append(([wish], [size]))
        while len(groups) > 1 and _low(*groups[-1]) < _low(*groups[-2]) + sum(groups[-2][1]):
            some, more = groups.pop(), groups.pop()
            groups.append((more[0] + some[0], more[1] + some[1]))
    lows = [_low(*group) + edge for group in groups for edge in np.cumsum([0.0, *group[1][:-1]])]
    return [round(float(low + size / 2), 6) for low, size in zip(lows, sizes, strict=True)]


def _low(wishes: list[float], sizes: list[float]) -> float:
    """Where a group of names that touch begins: its middle is the mean of the wishes, and it ends below 1."""
    total = sum(sizes)
    return float(np.clip(np.mean(wishes) - total / 2, 0.0, max(0.0, 1.0 - total)))


def write_labels(axes: Axes, labels: Sequence[Name], taken: Sequence[Box], lines: Sequence[Array]) -> None:
    """Write labels that are about points of the panel: level with them, above or below, where least is in the way.

    Names that are there (`taken`) count more than lines (T, 2), and those more than the order of the places.
    """
    boxes = list(taken)
    drawn = [Path(_places(axes, line)) for line in lines if len(line) > 1]
    left, _, right, _ = np.asarray(axes.bbox.extents) * _per_pixel(axes)
    for label in labels:
        found: list[tuple[bool, bool, bool, int, Box, list[float]]] = []
        ends = np.atleast_2d(label.at).tolist()
        for up in (0.0, label.high, -label.high):
            for at, (x, y) in zip(ends, _places(axes, ends), strict=True):
                for start in (x + GAP, x - GAP - label.wide):
                    box = (start, y + up - label.high / 2, start + label.wide, y + up + label.high / 2)
                    outside = start < left or box[2] > right
                    crossed = any(line.intersects_bbox(Bbox.from_extents(*box), filled=False) for line in drawn)
                    found.append((outside, any(_touch(box, other) for other in boxes), crossed, len(found), box, at))
        best, at = min(found)[-2:]
        boxes.append(best)
        place = _places(axes, at)[0]
        offset = best[0] - float(place[0]), (best[1] + best[3]) / 2 - float(place[1])
        _write(axes, label, at, offset).set_in_layout(False)


def _write(
    axes: Axes,
    name: Name,
    at: Sequence[float] | Array,
    offset: tuple[float, float],
    weight: str = "normal",
    **more: Any,
) -> Annotation:
    """Write words that begin so many points to the right of a place and above it."""
    look: Look = {"color": name.color, "fontsize": name.size, "fontweight": weight, "linespacing": 1.1, "zorder": 23}
    where: Look = {"textcoords": "offset points", "ha": "left", "va": "center", "path_effects": cased()}
    return axes.annotate(name.words, (float(at[0]), float(at[1])), offset, **{**look, **where, **more})


def _per_pixel(axes: Axes) -> float:
    return 72.0 / axes.figure.dpi


def _places(axes: Axes, data: object) -> Array:
    """Where points (N, 2) are, in points (of 1/72 inch)."""
    rows = np.asarray(data, dtype=float).reshape(-1, 2)
    return np.asarray(axes.transData.transform(rows)) * _per_pixel(axes)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
