"""The controls of the labs: sliders, a list, a whole number, and two that the reader moves in the picture itself.

- a slider with a number beside it                    [LogSlider, LinearSlider, StepSlider, SizeSlider]
- a named list, a whole number to type                [Choice, WholeNumber]
- a point to drag, a cell or a node to pick           [Handle, Pick]

Each has one checked `value`, knows its corners, draws a random value, and writes its value as text and reads it back.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import ipywidgets as widgets
import numpy as np
from numpy.typing import NDArray

from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.control import (
    Control,
    Controls,
    Kept,
    NumberControl,
    digits_in,
    opening_place,
    plainly,
    read_number,
    three_digits,
)
from sgdlab.labs.stage.shared_looks import named, style
from sgdlab.labs.stage.sliders import GRID, LinearSlider, LogSlider, SizeSlider, StepSlider, on_grid
from sgdlab.quantities import Array

__all__ = [
    "GRID",
    "Choice",
    "Control",
    "Controls",
    "Handle",
    "LinearSlider",
    "LogSlider",
    "Pick",
    "SizeSlider",
    "StepSlider",
    "WholeNumber",
    "on_grid",
    "opening_place",
    "three_digits",
]

Range = tuple[float, float]
T = TypeVar("T")
Number = TypeVar("Number", int, float)


class Choice(Control[T]):
    """A named list to choose from; options are values, or pairs (label, value)."""

    trait = "index"
    widget: widgets.Dropdown
    at_random: Sequence[T] = ()  # those that can be drawn, if not all of them, since others take long

    def __init__(self, name: str, options: Sequence[T] | Sequence[tuple[str, T]], value: T, help_text: str) -> None:
        super().__init__(name)
        pairs = [one if isinstance(one, tuple) else (str(one), one) for one in options]
        self.labels: list[str] = [label for label, _ in pairs]
        self.options = [option for _, option in pairs]
        room = 3 + 0.6 * max(map(len, self.labels))  # for the longest label and the arrow
        wide = named(name, room, max_width="100%")
        self.widget = self.model = widgets.Dropdown(
            options=pairs,
            index=self._index(value),
            description=name,
            tooltip=help_text,
            style=style(widgets.Dropdown),
            layout=wide,
        )
        self.widget.observe(lambda change: self.on_change(), names=["value"])

    @property
    def value(self) -> T:
        chosen: T = self.widget.value
        return chosen

    @value.setter
    def value(self, value: T) -> None:
        self.widget.index = self._index(value)

    def _index(self, value: T) -> int:
        if value not in self.options:
            raise ValueError(
                f"{self.name}: {value!r} is not in the list; there are {', '.join(map(repr, self.options))}"
            )
        return self.options.index(value)

    def corners(self) -> list[T]:
        return list(self.options)

    def random(self, rng: np.random.Generator) -> T:
        drawn = self.at_random or self.options
        return drawn[int(rng.integers(len(drawn)))]

    def described(self) -> Json:
        some = {"at_random": list(self.at_random)} if self.at_random else {}
        return {"kind": "choice", "help": self.widget.tooltip, "labels": self.labels, "values": self.options, **some}

    def text(self) -> str:
        return self.labels[self._index(self.value)]

    def parse(self, text: str) -> T:
        if text not in self.labels:
            raise ValueError(f"{text!r} is not in the list; there are {', '.join(map(repr, self.labels))}")
        return self.options[self.labels.index(text)]


class WholeNumber(NumberControl):
    """A named whole number to type."""

    widget: widgets.FloatText
    whole = True

    def __init__(self, name: str, value: int, ends: tuple[int, int], help_text: str) -> None:
        super().__init__(name)
        self.ends = ends
        number = self._nearest_allowed(value, *ends, whole=True)
        wide = named(name, 6)
        self.widget = self.model = widgets.FloatText(
            number, step=1, description=name, tooltip=help_text, style=style(widgets.FloatText), layout=wide
        )
        self.widget.observe(self._typed, names=["value"])

    @property
    def value(self) -> int:
        return int(self.widget.value)

    @value.setter
    def value(self, value: float) -> None:
        self.widget.value = value

    def _settle(self, number: float) -> None:
        with self._settled():
            self.widget.value = number

    def described(self) -> Json:
        return {"kind": "whole", "help": self.widget.tooltip, "ends": self.ends, "whole": True}


NEAR = 0.0075  # of a range: nearer than one press of an arrow key, which moves a point by 0.01


class Handle(Kept[tuple[float, float]]):
    """A point to drag in the picture, or to move with the arrow keys: (x, y), inside its ranges.

    It has three digits, or as many as a narrow range far from zero needs.  The point with which it begins stays as it
    is, and is taken again for those that round to the same one.

    `snap` is a point, such as the minimum, that it takes exactly when it is moved near to it.

    >>> handle = Handle("start", (0.5678, 1.0), ((-1.0, 1.0), (-2.0, 2.0)))
    >>> handle.value = 0.12345, 9.0
    >>> handle.value, handle.notice
    ((0.123, 2.0), 'start: (0.12345, 9) lies outside the picture, so (0.123, 2) is taken')
    """

    def __init__(
        self,
        name: str,
        value: Sequence[float],
        ranges: tuple[Range, Range],
        snap: Sequence[float] | Array | None = None,
    ) -> None:
        super().__init__(name)
        self.ranges = tuple((float(low), float(high)) for low, high in ranges)
        self.snap = None if snap is None else (float(snap[0]), float(snap[1]))
        self.begin(value)

    def begin(self, point: Sequence[float]) -> None:
        """Begin at a point, which is kept as it is if it lies in the picture."""
        self.first: tuple[float, float] | None = None
        kept = self._checked(point)
        self.first = self._value = kept if self.notice else (float(point[0]), float(point[1]))

    def _checked(self, point: Sequence[float]) -> tuple[float, float]:
        try:
            given = np.asarray(point, dtype=float)
        except (TypeError, ValueError, OverflowError):
            given = np.zeros(0)
        if given.shape != (2,) or not np.isfinite(given).all():
            raise ValueError(f"{self.name}: a point is two finite numbers, such as (0, 0); got {point!r:.80}")
        low, high = np.transpose(self.ranges)
        kept = self._rounded(given)
        outside = f"{self.name}: {_pair(given)} lies outside the picture, so {_pair(kept)} is taken"
        self.notice = "" if np.all((given >= low) & (given <= high)) else outside
        return kept

    def _rounded(self, point: Iterable[float]) -> tuple[float, float]:
        low, high = np.transpose(self.ranges)
        x, y = self._short(point)
        near = self.snap is not None and np.all(np.abs(np.subtract((x, y), self.snap)) <= NEAR * (high - low))
        again = self.first is not None and (x, y) == self._short(self.first)  # also if it begins near to the snap
        exact = self.first if again else self.snap if near else None
        return exact or (x, y)

    def _short(self, point: Iterable[float]) -> tuple[float, float]:
        low, high = np.transpose(self.ranges)
        x, y = np.clip(list(map(digits_in, point, low, high)), low, high).tolist()
        return x, y

    def corners(self) -> list[tuple[float, float]]:
        """The four corners of the ranges."""
        across, up = self.ranges
        return [self._rounded((x, y)) for x in across for y in up]

    def random(self, rng: np.random.Generator) -> tuple[float, float]:
        """Return a point drawn evenly."""
        return self._rounded(rng.uniform(*np.transpose(self.ranges)))

    def described(self) -> Json:
        """Return how far the point can be moved."""
        return {"kind": "handle", "help": "", "ranges": self.ranges, "snap": self.snap, "first": self.first}

    def text(self) -> str:
        """Return the two numbers with a comma between."""
        return ",".join(map(plainly, self.value))

    def parse(self, text: str) -> tuple[float, float]:
        """Return the point of two numbers with a comma between.

        Errors: anything else.
        """
        x, y = _numbers(text, 2, read_number)
        return x, y


class Pick(Kept[tuple[int, ...]]):
    """What the reader picks in the picture by mouse or keyboard, by number: a node (n,), or a cell (rows, columns).

    >>> Pick("cell", (1, 2), (3, 4)).value
    (1, 2)
    """

    def __init__(self, name: str, value: Sequence[int], shape: Sequence[int]) -> None:
        super().__init__(name)
        self.shape = tuple(shape)
        self._value = self._checked(value)

    def _checked(self, index: Sequence[int]) -> tuple[int, ...]:
        picked = tuple(int(k) for k in index)
        if len(picked) != len(self.shape) or not all(0 <= k < n for k, n in zip(picked, self.shape, strict=True)):
            raise ValueError(f"{self.name}: there is no {picked} among {' x '.join(map(str, self.shape))}")
        return picked

    def corners(self) -> list[tuple[int, ...]]:
        return [(0,) * len(self.shape), tuple(n - 1 for n in self.shape)]

    def random(self, rng: np.random.Generator) -> tuple[int, ...]:
        return tuple(int(k) for k in rng.integers(self.shape))

    def described(self) -> Json:
        return {"kind": "pick", "help": "", "shape": self.shape}

    def text(self) -> str:
        return ",".join(map(str, self.value))

    def parse(self, text: str) -> tuple[int, ...]:
        return _numbers(text, len(self.shape), int)


def _numbers(text: str, count: int, read: Callable[[str], Number]) -> tuple[Number, ...]:
    try:
        numbers = tuple(read(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != count:
        example = ",".join(["0"] * count)
        raise ValueError(f"{text!r} is not {count} number{'s' * (count > 1)} with commas between, such as {example}")
    return numbers


def _pair(point: Sequence[float] | NDArray[np.float64]) -> str:
    return f"({plainly(point[0])}, {plainly(point[1])})"
