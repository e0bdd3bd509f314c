"""Panels with two axes: a loss over two parameters [Map], curves [Curves], a coordinate plane [Plane], bars [Bars]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.quantities import Array
from sgdlab.scene.piece import Arrows, Axis, Bar, Handle, Path, Point, Points, Range, Series, Spot, same_length, shaped


@dataclass(eq=False)
class Panel:
    """A part of the picture, with a title; `wide`: in a row of its own."""

    kind: ClassVar[str] = ""
    title: str = field(default="", kw_only=True)
    wide: bool = field(default=False, kw_only=True)

    @property
    def series(self) -> list[Series]:
        """What is drawn in the panel, from the back to the front."""
        return []


@dataclass(eq=False)
class Wider:
    """A wider frame of a map: the ends of both axes, the losses (ny, nx) in it, the levels of their contours."""

    x: Range
    y: Range
    losses: Array
    levels: ArrayLike


@dataclass(eq=False)
class Map(Panel):
    """The contours of a loss over two parameters, and paths over it.

    losses (ny, nx): row 0 is at the low end of y, and the grid spans both ranges;  levels: where contours are, rising
    (None: even in the logarithm of the height above the lowest loss);  minimum: a cross, or None.
    `changes`: losses and levels change with the settings.  `relief`: the page shows it as a relief beside the map, too.
    `tall`: of three panels on a page it has the left half.
    `flat`: also losses that are all the same are shown, with levels that are given; otherwise they are refused.
    `follows`: the frame grows with paths that leave it, and is then `wider`.
    """

    kind: ClassVar[str] = "surface"
    x: Axis
    y: Axis
    losses: Array
    levels: ArrayLike | None = None
    minimum: Point | None = None
    paths: Sequence[Path] = ()
    marks: Sequence[Spot] = ()
    handles: Sequence[Handle] = ()
    value: str = "loss"
    equal: bool = False
    changes: bool = False
    relief: bool = False
    tall: bool = False
    flat: bool = False
    follows: bool = False
    wider: Wider | None = None

    def __post_init__(self) -> None:
        self.losses = shaped(self.losses, "the losses of a map", "ny nx")
        if min(self.losses.shape) < 3:
            raise ValueError(f"the losses of a map are at least 3 by 3; got shape {self.losses.shape}")
        even = None if self.flat else even_levels(self.losses)
        levels = even if self.levels is None else shaped(self.levels, "the levels of a map", "L")
        if levels is None or len(levels) < 2 or not np.all(np.diff(levels) > 0):
            raise ValueError(f"the levels of a map are at least two numbers, rising; got {levels}")
        self.levels = levels
        if self.x.range is None or self.y.range is None:
            raise ValueError(f"a map needs the range of {self.x.label!r} and of {self.y.label!r}")

    @property
    def series(self) -> list[Series]:
        return [one.series for one in self.paths]

    @property
    def seen(self) -> "Map":
        """The map in its wider frame, where it has one."""
        if self.wider is None:
            return self
        x, y = replace(self.x, range=self.wider.x), replace(self.y, range=self.wider.y)
        return replace(self, x=x, y=y, losses=self.wider.losses, levels=self.wider.levels, wider=None)


def even_levels(losses: ArrayLike) -> Array:
    """Return twelve levels, even in the logarithm of the height above the lowest loss, four to a power of ten."""
    finite = np.asarray(losses, float)
    finite = finite[np.isfinite(finite)]
    if not finite.size or finite.min() == finite.max():
        raise ValueError("a map needs at least two different finite losses; these are all the same")
    low, high = float(finite.min()), float(finite.max())
    return low + (high - low) * 10 ** ((np.arange(12) - 11.5) / 4)


@dataclass(eq=False)
class Curve:
    """The values y (T,) of a series, by the key of each horizontal axis its x (T,); low and high: a band.

    `marked`: the number of the point that has its marker.  For an axis that has a total, x may be left out: it is the
    share that the series has spent, times the total.
    """

    series: Series
    y: Array
    x: Mapping[str, Array] = field(default_factory=dict)
    low: Array | None = None
    high: Array | None = None
    marked: int | None = None

    def __post_init__(self) -> None:
        what = f"the curve of {self.series.key!r}"
        self.y = shaped(self.y, f"y of {what}", "T")
        self.x = {key: shaped(value, f"x of {what}", "T") for key, value in self.x.items()}
        same_length(what, spent=self.series.spent, y=self.y, low=self.low, high=self.high, **self.x)


@dataclass(eq=False)
class Mark:
    """An upright line with a label: dashed, or solid where the reader is (`strong`); on one axis alone, or on all."""

    label: str
    x: float | None = None
    strong: bool = False
    axis: str | None = None


@dataclass(eq=False)
class Rule:
    """A level line with a label."""

    label: str
    y: float | None = None


@dataclass(eq=False)
class Curves(Panel):
    """Series against a horizontal axis that the reader chooses.

    `follows`: where a run diverges, the vertical axis grows with it; else the run leaves through the top.
    `ahead`: what the page says of the lowest curve at the playhead, such as "{name} is ahead", while it is lower than
    it began.
    """

    kind: ClassVar[str] = "curves"
    x: Sequence[Axis]
    y: Axis
    curves: Sequence[Curve] = ()
    marks: Sequence[Mark] = ()
    rules: Sequence[Rule] = ()
    follows: bool = False
    ahead: str = ""

    def __post_init__(self) -> None:
        if not self.x:
            raise ValueError("a panel of curves needs at least one horizontal axis")
        self.x = [axis if axis.key else replace(axis, key=axis.label) for axis in self.x]

    @property
    def series(self) -> list[Series]:
        return [one.series for one in self.curves]


@dataclass(eq=False)
class Plane(Panel):
    """A coordinate plane with points, lines and arrows.

    region (ny, nx) over both ranges, in one of two forms: numbers from -1 to 1, for two sides with a line at 0, which
    `sides` names, the lower one first; or whole numbers, which count the `sides` from 0.
    `equal`: one scale for both axes; the smaller range is widened.
    """

    kind: ClassVar[str] = "plane"
    x: Axis
    y: Axis
    points: Sequence[Points] = ()
    lines: Sequence[Path] = ()
    arrows: Sequence[Arrows] = ()
    marks: Sequence[Spot] = ()
    handles: Sequence[Handle] = ()
    region: Array | None = None
    sides: Sequence[Series] = ()
    equal: bool = False

    def __post_init__(self) -> None:
        if self.x.range is None or self.y.range is None:
            raise ValueError(f"a plane needs the range of {self.x.label!r} and of {self.y.label!r}")
        if self.region is not None:
            self.region = _region(self.region, len(self.sides))

    @property
    def series(self) -> list[Series]:
        return [*self.sides, *(one.series for one in [*self.points, *self.lines, *self.arrows])]


def _region(region: ArrayLike, sides: int) -> Array:
    """Return the region of a plane, checked against the number of its sides."""
    checked = shaped(region, "the region of a plane", "ny nx")
    if checked.dtype.kind == "f" and sides != 2:
        raise ValueError("the region of a plane needs two sides: a series for below 0 and one for above")
    if checked.dtype.kind != "f" and not 0 <= checked.min() <= checked.max() < sides:
        raise ValueError(
            f"the region of a plane counts its {sides} sides from 0 to {sides - 1}; "
            f"got {checked.min()} to {checked.max()}"
        )
    return checked


@dataclass(eq=False)
class Bars(Panel):
    """A cluster of bars for each group, one bar a series; where a height is NaN there is none."""

    kind: ClassVar[str] = "bars"
    y: Axis
    groups: Sequence[str] = ()
    bars: Sequence[Bar] = ()

    def __post_init__(self) -> None:
        for bar in self.bars:
            same_length(f"the bars of {bar.series.key!r}", groups=self.groups, bars=bar.data)

    @property
    def series(self) -> list[Series]:
        return [one.series for one in self.bars]
