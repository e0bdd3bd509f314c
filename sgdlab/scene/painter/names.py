"""Names where the eye needs them: to the right of curves [name_at_right], beside points and level lines [write_beside].

A name beside a point takes the first free place around it: inside the panel, on no other name, on no line, and on no
mark if possible.
"""

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.painter.dress import Look, cased
from sgdlab.scene.piece import Series

LINE = 0.056  # of the height of a panel: a line of a name to the right of it
LETTERS = 20  # of a name, in one line
NEVER = 1e6  # the cost of a place on another name, outside of the panel, or on a line
# Where a name can be: points to the right of its place and above it, and its alignment.
PLACES = [(10, 0, "left"), (-10, 0, "right"), (8, 11, "left"), (-8, 11, "right"), (8, -11, "left"), (-8, -11, "right")]
PLACES += [(0, 15, "center"), (0, -15, "center"), (9, 23, "left"), (-9, 23, "right"), (9, -23, "left")]
PLACES += [(-9, -23, "right"), (9, 36, "left"), (-9, 36, "right"), (9, -36, "left"), (-9, -36, "right")]
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Name(NamedTuple):
    """Words, the point (2,) or points (K, 2) that they name, color, size; what `must` be written may cross lines."""

    words: str
    at: Array
    color: str
    size: float = 10.0
    must: bool = False

    def box(self, place: Array, dx: float, dy: float, side: str) -> Box:
        """Return the box of the words in points, for the place of the point and where the words are around it."""
        lines = self.words.split("\n")
        wide, high = 0.66 * self.size * max(map(len, lines)), 1.15 * self.size * len(lines)
        left = place[0] + dx - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[side]
        return left, place[1] + dy - high / 2, left + wide, place[1] + dy + high / 2


def name_at_right(axes: Axes, named: Sequence[tuple[Series, float]]) -> None:
    """Write the names of curves to the right of the panel, at the heights where they end (0 to 1), moved apart."""
    order = sorted(named, key=lambda one: one[1])
    words = [textwrap.fill(series.name, LETTERS) for series, _ in order]
    heights = spaced([height for _, height in order], [LINE * (text.count("\n") + 1.3) for text in words])
    for text, (series, _), height in zip(words, order, heights, strict=True):
        look: Look = {"color": LIGHT[series.color], "fontsize": 9.5, "fontweight": "bold", "va": "center"}
        place: Look = {"xycoords": "axes fraction", "xytext": (6, 0), "textcoords": "offset points"}
        axes.annotate(text, (1, height), linespacing=1.1, **place, **look)


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


def write_beside(axes: Axes, names: Sequence[Name], marks: Sequence[object], lines: Sequence[Array]) -> list[Name]:
    """Write names beside their points, clear of the lines (T, 2) and, if possible, of the marks (2,).

    A name of several points, such as the ends of a level line, is written beside one of them, without a break.
    Returns those that are not written, because there is no free place inside the panel.
    """
    axes.apply_aspect()
    cost = _Cost(axes, [*(at for name in names for at in np.atleast_2d(name.at)), *marks], lines)
    left = []
    for name in names:
        wrapped = name if name.at.ndim > 1 else name._replace(words=textwrap.fill(name.words, LETTERS))
        at = _shown(axes, np.atleast_2d(name.at))
        boxes = {
            (k, *where): wrapped.box(place, *where) for where in PLACES for k, place in enumerate(_places(axes, at))
        }
        best = min(boxes, key=lambda where: cost(boxes[where], name.must), default=None)
        if best is not None and cost(boxes[best], name.must) < NEVER:
            cost.taken.append(boxes[best])
            _write(axes, wrapped._replace(at=at[best[0]]), *best[1:])
        else:
            left.append(name)
    return left


def _write(axes: Axes, name: Name, dx: float, dy: float, side: str) -> None:
    weight = "normal" if name.must else "bold"
    look: Look = {"color": name.color, "fontsize": name.size, "fontweight": weight, "zorder": 23}
    where: Look = {"xytext": (dx, dy), "textcoords": "offset points", "ha": side, "va": "center"}
    at = float(name.at[0]), float(name.at[1])
    text = axes.annotate(name.words, at, path_effects=cased(), annotation_clip=True, **look, **where)
    text.set_in_layout(False)  # a name needs no room of its own


class _Cost:
    """How bad a place for a name is: on another name or outside (never), on a mark, on lines."""

    def __init__(self, axes: Axes, marks: Sequence[object], lines: Sequence[Array]) -> None:
        self.taken: list[Box] = []
        self.panel = np.asarray(axes.bbox.extents) * _per_pixel(axes)
        self.marks = _places(axes, _shown(axes, np.asarray(marks, dtype=float).reshape(-1, 2)))
        self.lines = [Path(axes.transData.transform(line) * _per_pixel(axes)) for line in lines if len(line) > 1]

    def __call__(self, box: Box, must: bool) -> float:
        left, bottom, right, top = self.panel
        outside = box[0] < left or box[1] < bottom or box[2] > right or box[3] > top
        if outside or any(_touch(box, other) for other in self.taken):
            return NEVER
        crossed = any(line.intersects_bbox(Bbox.from_extents(*box), filled=False) for line in self.lines)
        return float(40 * _inside(box, self.marks, 3) + crossed * (30 if must else NEVER))


def _per_pixel(axes: Axes) -> float:
    return 72.0 / axes.figure.dpi


def _shown(axes: Axes, data: Array) -> Array:
    """Those of some points (N, 2) that are inside the panel."""
    (left, right), (bottom, top) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
    return data[(data[:, 0] >= left) & (data[:, 0] <= right) & (data[:, 1] >= bottom) & (data[:, 1] <= top)]


def _places(axes: Axes, data: Array) -> Array:
    """Where points of the panel are (N, 2), in points (of 1/72 inch)."""
    return np.asarray(axes.transData.transform(data)) * _per_pixel(axes)


def _inside(box: Box, points: Array, room: float) -> int:
    x, y = points.T
    wide = (x > box[0] - room) & (x < box[2] + room)
    return int(np.sum(wide & (y > box[1] - room) & (y < box[3] + room)))


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
