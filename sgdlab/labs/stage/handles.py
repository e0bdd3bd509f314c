"""What the reader moves or picks in the picture itself, by mouse or keyboard [Handle, Pick]."""

from collections.abc import Callable, Sequence
from operator import index as as_index
from typing import Any, TypeVar

import numpy as np

from sgdlab.labs.stage.control import Kept
from sgdlab.labs.stage.numbers import digits_in, plainly, read_number
from sgdlab.quantities import Array
from sgdlab.scene import Json

Range = tuple[float, float]
Number = TypeVar("Number", int, float)

NEAR = 0.0075  # of a range: nearer than one press of an arrow key, which moves a point by 0.01


class Handle(Kept[tuple[float, float]]):
    """A point to drag in the picture, or to move with the arrow keys: (x, y), inside its ranges.

    It has three digits, or as many as a narrow range far from zero needs.  The point with which it begins stays as it
    is, and is taken again for those that round to the same one.

    `snap` is a point, such as the minimum, that it takes exactly when it is moved near to it.
    """

    def __init__(
        self,
        name: str,
        value: Sequence[float],
        ranges: tuple[Range, Range],
        snap: Sequence[float] | Array | None = None,
    ) -> None:
        super().__init__(name)
        self.ranges = ranges
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

    def _rounded(self, point: Sequence[float] | Array) -> tuple[float, float]:
        short = self._short(point)
        if self.first is not None and short == self._short(self.first):  # also if it begins near to the snap
            return self.first
        near = NEAR * np.ptp(self.ranges, axis=1)
        if self.snap is not None and np.all(np.abs(np.subtract(short, self.snap)) <= near):
            return self.snap
        return short

    def _short(self, point: Sequence[float] | Array) -> tuple[float, float]:
        low, high = np.transpose(self.ranges)
        inside = np.clip(point, low, high)
        x, y = np.clip(list(map(digits_in, inside, low, high)), low, high).tolist()
        return x, y

    def random(self, rng: np.random.Generator) -> tuple[float, float]:
        return self._rounded(rng.uniform(*np.transpose(self.ranges)))

    def described(self) -> Json:
        return {"kind": "handle", "help": "", "ranges": self.ranges, "snap": self.snap, "first": self.first}

    def parse(self, text: str) -> tuple[float, float]:
        x, y = numbers_in(text, 2, read_number)
        return x, y


class Pick(Kept[tuple[int, ...]]):
    """What the reader picks in the picture by mouse or keyboard, by number: a node (n,), or a cell (rows, columns)."""

    def __init__(self, name: str, value: Sequence[int], shape: Sequence[int]) -> None:
        super().__init__(name)
        self.shape = shape
        self._value = self._checked(value)

    def _checked(self, index: Sequence[int]) -> tuple[int, ...]:
        picked = tuple(map(as_index, index))
        if len(picked) != len(self.shape) or not all(0 <= k < n for k, n in zip(picked, self.shape, strict=True)):
            raise ValueError(f"{self.name}: there is no {picked} among {' x '.join(map(str, self.shape))}")
        return picked

    def check(self, value: Any) -> None:
        self._checked(value)

    def random(self, rng: np.random.Generator) -> tuple[int, ...]:
        return tuple(int(k) for k in rng.integers(self.shape))

    def described(self) -> Json:
        return {"kind": "pick", "help": "", "shape": self.shape}

    def parse(self, text: str) -> tuple[int, ...]:
        return numbers_in(text, len(self.shape), int)


def numbers_in(text: str, count: int, read: Callable[[str], Number]) -> tuple[Number, ...]:
    """Return this many numbers from a text that has them with commas between; it raises for any other text."""
    try:
        numbers = tuple(read(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != count:
        example = ",".join(["0"] * count)
        raise ValueError(f"{text!r} is not {count} number{'s' * (count > 1)} with commas between, such as {example}")
    return numbers


def _pair(point: Sequence[float] | Array) -> str:
    return f"({plainly(point[0])}, {plainly(point[1])})"
