"""Panels without axes: boxes joined by arrows [Graph], a table of shaded cells [Cells]."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sgdlab.checks import one_of
from sgdlab.scene.plot import Panel


@dataclass(eq=False)
class Node:
    """A box at (x, y), both from 0 to 1, y upwards: its label, its value and its gradient; tones: now, done."""

    x: float
    y: float
    label: str
    value: str = ""
    grad: str = ""
    tone: str = ""

    def __post_init__(self) -> None:
        one_of(self.tone, f"the tone of {self.label!r}", ("", "now", "done"))


@dataclass(eq=False)
class Edge:
    """An arrow from one node to another, by their numbers; `back`: a signal now travels against the arrow."""

    start: int
    end: int
    label: str = ""
    tone: str = ""
    back: bool = False

    def __post_init__(self) -> None:
        one_of(self.tone, f"the tone of the edge from {self.start} to {self.end}", ("", "now", "done"))


@dataclass(eq=False)
class Graph(Panel):
    """Boxes joined by arrows."""

    kind: ClassVar[str] = "graph"
    nodes: Sequence[Node]
    edges: Sequence[Edge] = ()

    def __post_init__(self) -> None:
        for edge in self.edges:
            if not {edge.start, edge.end} <= set(range(len(self.nodes))):
                raise ValueError(f"an edge from {edge.start} to {edge.end}: there are {len(self.nodes)} nodes")


@dataclass(eq=False)
class Cell:
    """A text on a shade from 0 to 1 (None: no shade); tones: bad (✗, hatched), none (pale, hatched).

    `title` is shown on hover and focus.
    """

    text: str
    value: float | None = None
    tone: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        one_of(self.tone, f"the tone of the cell {self.text!r}", ("", "bad", "none"))


@dataclass(eq=False)
class Cells(Panel):
    """A table of cells; the reader picks one by mouse and keyboard: [row, column] under the key `pick`.

    `scale`: what the shades 0 and 1 stand for, two texts, for a table whose cells don't say it themselves.
    """

    kind: ClassVar[str] = "cells"
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    pick: str | None = None
    picked: Sequence[int] | None = None
    scale: Sequence[str] = ()

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.rows) or {len(row) for row in self.cells} - {len(self.columns)}:
            shape = f"{len(self.cells)} rows of {sorted({len(row) for row in self.cells})} cells"
            raise ValueError(f"a table has {len(self.rows)} rows of {len(self.columns)} cells; got {shape}")
