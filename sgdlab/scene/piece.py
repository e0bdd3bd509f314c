"""The smallest parts of a picture.

- an axis [Axis], and a name and a look for what is drawn [Series]
- what is drawn: lines [Path], points [Points, Spot, Handle], arrows [Arrows], bars [Bar]
- checks of what they are given [shaped, same_length]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import one_of
from sgdlab.quantities import Array
from sgdlab.scene.colors import COLORS

MARKERS = ("circle", "square", "diamond", "triangle", "ring")  # a ring goes around a point that is there already
Range = tuple[float, float]
Point = Sequence[float] | Array


@dataclass(eq=False)
class Series:
    """What is drawn under one name: its color, its dashes, its marker.

    `color` is a name of `colors.py`, where each stands for one thing in the whole course; `dash` are the lengths of
    strokes and gaps; a `faint` series is one of many: thin and pale, without a marker at its end.
    `spent` (T+1,), rising from 0 to 1: the share of the budget that was spent at each row, so that its lines grow with
    the playhead; without it they are drawn whole.
    """

    key: str
    name: str
    color: str = "blue"
    dash: Sequence[float] = ()
    marker: str = "circle"
    faint: bool = False
    spent: Array | None = None

    def __post_init__(self) -> None:
        one_of(self.marker, f"the marker of {self.key!r}", MARKERS)
        one_of(self.color, f"the color of {self.key!r}", COLORS)
        if self.spent is not None:
            self.spent = shaped(self.spent, f"spent of {self.key!r}", "T")

    @property
    def look(self) -> tuple[str, str, tuple[float, ...], str, bool]:
        """What must be the same wherever the key is: name, color, dashes, marker, whether it is faint."""
        return self.name, self.color, tuple(self.dash), self.marker, self.faint


@dataclass(eq=False)
class Axis:
    """An axis: its label, its two ends, low and high (None: as far as the data goes), and in `Curves` its scale.

    `total` is where the budget ends on it; the playhead is drawn there as a line.
    """

    label: str
    range: Range | None = None
    scale: str = "linear"
    total: float | None = None
    key: str = ""

    def __post_init__(self) -> None:
        one_of(self.scale, f"the scale of {self.label!r}", ("linear", "log"))
        if self.range is None:
            return
        low, high = (float(end) for end in self.range)
        if not -np.inf < low < high < np.inf:
            raise ValueError(f"the range of {self.label!r} is two finite numbers, rising; got ({low:g}, {high:g})")
        if self.scale == "log" and low <= 0:
            raise ValueError(f"the scale of {self.label!r} is log, so its range ({low:g}, {high:g}) must lie above 0")
        self.range = (low, high)


@dataclass(eq=False)
class Drawn:
    """The data of a series in a panel."""

    series: Series
    data: Array
    shapes: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        self.data = shaped(self.data, f"the data of {self.series.key!r}", *self.shapes)


@dataclass(eq=False)
class Path(Drawn):
    """A line through points (T, 2), or S lines (S, T, 2)."""

    shapes: ClassVar[tuple[str, ...]] = ("T 2", "S T 2")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.series.spent is not None:
            rows = np.moveaxis(self.data, -2, 0)
            same_length(f"the path of {self.series.key!r}", spent=self.series.spent, points=rows)


@dataclass(eq=False)
class Points(Drawn):
    """Points (N, 2)."""

    shapes: ClassVar[tuple[str, ...]] = ("N 2",)


@dataclass(eq=False)
class Arrows(Drawn):
    """Arrows (N, 4): x, y, dx, dy."""

    shapes: ClassVar[tuple[str, ...]] = ("N 4",)


@dataclass(eq=False)
class Bar(Drawn):
    """The heights of a series' bars (G,), one for each group."""

    shapes: ClassVar[tuple[str, ...]] = ("G",)


@dataclass(eq=False)
class Spot:
    """A point with a name, as a cross or as a ring, such as where a path begins; None: it is not there now."""

    name: str
    at: Point | None = None
    ring: bool = False


@dataclass(eq=False)
class Handle:
    """A point that the reader moves: by mouse, touch and arrow keys, with `click` also by a click into the panel.

    None: it is nowhere before the click.
    """

    key: str
    at: Point | None
    name: str = ""
    click: bool = False

    def __post_init__(self) -> None:
        self.name = self.name or self.key


def shaped(value: ArrayLike, what: str, *shapes: str) -> Array:
    """Return an array of real numbers that has one of the shapes; a letter stands for any length."""
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{what} has real numbers; got an array of {array.dtype}")
    if not any(_fits(array.shape, text.split()) for text in shapes):
        allowed = " or ".join(f"({', '.join(text.split())}{',' * (' ' not in text)})" for text in shapes)
        raise ValueError(f"{what} is an array {allowed}; got shape {array.shape}")
    return array


def _fits(shape: tuple[int, ...], wanted: Sequence[str]) -> bool:
    pairs = zip(shape, wanted, strict=False)
    return len(shape) == len(wanted) and all(not text.isdigit() or int(text) == length for length, text in pairs)


def same_length(what: str, **arrays: Any) -> None:
    """Refuse arrays whose lengths differ; None stands for an array that is not there."""
    lengths = {name: len(array) for name, array in arrays.items() if array is not None}
    if len(set(lengths.values())) > 1:
        parts = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(f"the parts of {what} differ in length: {parts}")
