"""What a picture shows, with its sentence [Scene]; texts below it [Lines, Table]; time in it [Clock]."""

from collections.abc import Sequence
from dataclasses import dataclass

from sgdlab.scene.piece import Series
from sgdlab.scene.plot import Panel


@dataclass(eq=False)
class Lines:
    r"""Lines of text, with a sample of a series before each; in bold what follows a \n.

    longest: how long each can become, if the picture is to have room for that, so that nothing below it jumps.
    """

    lines: Sequence[str]
    series: Sequence[Series] = ()
    longest: Sequence[str] = ()


@dataclass(eq=False)
class Table:
    """A table of texts with its column heads."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(eq=False)
class Clock:
    """Time in a picture, from 0 to `total` in a unit.

    The playhead runs over what the series have spent.  With the name of a control, such as the number of a step, it
    moves that control instead, a place at a time.
    """

    total: float
    unit: str
    control: str | None = None


@dataclass(eq=False)
class Scene:
    """A picture: its panels, the texts below them, and time, with the sentence that says what it shows."""

    name: str
    description: str
    panels: Sequence[Panel]
    words: Sequence[Lines | Table] = ()
    clock: Clock | None = None

    @property
    def series(self) -> list[Series]:
        """Every series in the picture, in the order in which it is met.

        Errors: two series that have the same key but not the same look.
        """
        parts = [one for panel in self.panels for one in panel.series]
        parts += [one for words in self.words if isinstance(words, Lines) for one in words.series]
        found: dict[str, Series] = {}
        for one in parts:
            first = found.setdefault(one.key, one)
            if first is not one and first.look != one.look:
                raise ValueError(f"two different series have the key {one.key!r}: {first.look} and {one.look}")
        return list(found.values())
