"""What is drawn in a panel: lines [Path], points [Points, Spot, Handle], arrows [Arrows], bars [Bar]."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sgdlab.quantities import Array
from sgdlab.scene.piece import Series, same_length, shaped

Point = Sequence[float] | Array


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
