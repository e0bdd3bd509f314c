"""A program in the making: every value is known, here and at a point nearby, so that it stays in range [Draft].

What is undefined, not finite, too large, too steep, or near a kink or a tie is not drawn, or it is moved into range
by a line of its own first: `0.2 * np.sin(v) + c`, with c where the values should be.
"""

from __future__ import annotations

import math
import types
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import numpy as np

import sgdlab as sl

from .program import ENDINGS, NAME, Line, Program

MOST = 64  # entries of an array
LARGEST, STEEPEST = 60.0, 100.0
NEAR = 1e-3  # how far the second point is
GAP = 0.03  # how far values are from a kink, and from one another where that matters


@cache
def _summed(weights: tuple[float, ...]) -> list[float]:
    """The shares of the weights, each with those before it."""
    shares = np.cumsum(np.array(weights) / sum(weights))
    return (shares / shares[-1]).tolist()


@lru_cache(maxsize=4096)
def _ready(line: str) -> types.CodeType:
    """A line made ready to run: half of them are those of an earlier program."""
    return compile(line, "<line>", "eval")


class RejectedError(Exception):
    """What was drawn is not defined for these values."""


class Draft:
    """Lines so far, with their values at two points."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.single = rng.random() < 0.15  # float32
        self.program = Program(ending=ENDINGS[self.weighed((0.55, 0.15, 0.15, 0.15))])
        self.spaces: list[dict[str, Any]] = [{"np": np, "sl": sl}, {"np": np, "sl": sl}]
        self.used: set[str] = set()

    # Choices.

    def chance(self, p: float) -> bool:
        return bool(self.rng.random() < p)

    def one(self, *choices: Any) -> Any:
        """One of these."""
        return choices[int(self.rng.integers(len(choices)))]

    def whole(self, low: int, high: int) -> int:
        """A whole number from low up to, and with, high."""
        return int(self.rng.integers(low, high + 1))

    def weighed(self, weights: tuple[float, ...]) -> int:
        """A number from 0 on, each as probable as its weight says: that of `rng.choice`, which takes longer."""
        return bisect_right(_summed(weights), self.rng.random())

    def shape(self, most: int = 4) -> tuple[int, ...]:
        """A shape of 0 to `most` axes; lengths of 1 are frequent, and 0 is rare."""
        ndim = self.weighed(tuple([2.0, 3.0, 4.0, 2.0, 1.0][: most + 1]))
        sizes = [self.weighed((0.05, 0.22, 0.28, 0.3, 0.15)) for _ in range(ndim)]
        return tuple(sizes) if math.prod(sizes) <= MOST else tuple(min(n, 2) for n in sizes)

    def meets(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """A shape that broadcasts against this one: fewer axes, axes of length 1, or more axes."""
        kept = list(shape[self.whole(0, len(shape)) :])
        kept = [1 if self.chance(0.25) else self.whole(1, 3) if n == 1 and self.chance(0.3) else n for n in kept]
        if len(kept) == len(shape) < 4 and self.chance(0.25):
            kept.insert(0, self.whole(1, 2))
        return tuple(kept)

    # Values.

    def value(self, name: str) -> Any:
        return self.spaces[0][name]

    def both(self, name: str) -> list[Any]:
        """The values at the two points."""
        return [space[name] for space in self.spaces]

    def numbers(self, shape: tuple[int, ...], low: float = -2.0, high: float = 2.0) -> Any:
        return self.rng.uniform(low, high, shape)

    def cast(self, array: Any) -> Any:
        """Of the program's floating-point type, mostly."""
        return array.astype(np.float32) if self.single and self.chance(0.85) else array

    def add_input(self, shape: tuple[int, ...]) -> str:
        name = f"x{len(self.program.inputs)}"
        x = np.asarray(self.cast(self.numbers(shape)))[()]
        self.program.inputs[name] = x
        step = NEAR * self.numbers(shape, -1.0, 1.0)
        self.spaces[0][name], self.spaces[1][name] = x, (x + step).astype(x.dtype)
        return name

    def constant(self, array: Any) -> str:
        """The name of a constant array, or number."""
        array = np.asarray(array)
        array = (self.cast(array) if array.dtype.kind == "f" else array)[()]
        name = f"c{len(self.program.constants)}"
        self.program.constants[name] = self.spaces[0][name] = self.spaces[1][name] = array
        return name

    def number(self, low: float = -2.0, high: float = 2.0) -> str:
        """A number as it is written: Python's, mostly, or NumPy's."""
        text = f"{self.rng.uniform(low, high):.3f}"
        if self.chance(0.15) and high - low >= 2:
            return self.one("{}", "{}", "np.int64({})").format(self.whole(math.ceil(low), math.floor(high)))
        return f"np.float64({text})" if self.chance(0.15) else text

    # Variables.

    def variables(self) -> list[str]:
        return [*self.program.inputs, *(line.name for line in self.program.lines)]

    def pick(self, fits: Callable[[Any], bool] | None = None) -> str:
        """A variable; those that nothing uses yet come first, mostly."""
        names = [n for n in self.variables() if fits is None or fits(self.value(n))]
        fresh = [n for n in names if n not in self.used]
        if not names:
            raise RejectedError
        return self.one(*(fresh if fresh and self.chance(0.7) else names))

    def filled(self) -> str:
        """A variable with at least one entry."""
        return self.pick(lambda a: np.size(a) > 0)

    def axes(self, least: int = 1) -> str:
        """A variable with at least this many axes: if there is none, one is made."""
        names = [n for n in self.variables() if np.ndim(self.value(n)) >= least]
        return self.pick(lambda a: np.ndim(a) >= least) if names else self.shaped((2, 3, 1, 2)[:least])

    def shaped(self, shape: tuple[int, ...], constant: float = 0.0) -> str:
        """A variable of this shape, picked from another one if need be; with some probability a constant."""
        if self.chance(constant):
            kind = ("float", "int", "bool")[self.weighed((0.75, 0.2, 0.05))]
            return self.constant(
                self.numbers(shape) if kind == "float" else self.rng.integers(-2, 3, shape).astype(kind)
            )
        names = [n for n in self.variables() if np.shape(self.value(n)) == shape]
        if names and self.chance(0.8):
            return str(self.one(*names))
        size = math.prod(shape)
        source = self.pick(lambda a: np.size(a) > 0 or not size)
        n = np.size(self.value(source))
        places = self.rng.permutation(max(n, 1))[np.arange(size) % max(n, 1)].reshape(shape)
        return self.line(f"np.take({source}, {self.constant(places)})")

    def line(self, code: str) -> str:
        """Add `v = code`, if its value is in range."""
        name = f"v{len(self.program.lines)}"
        if not any(n[0] in "xv" for n in NAME.findall(code)):
            raise RejectedError(code)  # constants alone
        try:
            here, near = (np.asarray(eval(_ready(code), space))[()] for space in self.spaces)
        except (
            ValueError,
            TypeError,
            IndexError,
            ZeroDivisionError,
            FloatingPointError,
            np.linalg.LinAlgError,
        ) as error:
            raise RejectedError(code) from error
        if here.dtype.kind != "f" or here.size > MOST or here.ndim > 4 or here.shape != near.shape:
            raise RejectedError(code)
        largest = np.max(np.abs(here), initial=0.0)
        steepest = np.max(np.abs(near.astype(float) - here), initial=0.0) / NEAR
        if not (largest < LARGEST and steepest < STEEPEST):
            raise RejectedError(code)
        self.spaces[0][name], self.spaces[1][name] = here, near
        self.program.lines.append(Line(name, code))
        self.used.update(NAME.findall(code))
        return name

    # Keeping values in range.

    def moved(self, name: str, centers: Any) -> str:
        """The variable moved to within 0.2 of these centers."""
        c = self.constant(np.broadcast_to(centers, np.shape(self.value(name))))
        return self.line(f"0.2 * np.sin({name}) + {c}")

    def within(self, name: str, low: float, high: float) -> str:
        """The variable itself if it is between low and high, or moved there."""
        if all(np.all((a > low) & (a < high)) for a in self.both(name)) and self.chance(0.9):
            return name
        shape = np.shape(self.value(name))
        return self.moved(name, self.numbers(shape, low + 0.25, max(min(high, low + 4.0) - 0.25, low + 0.26)))

    def off(self, name: str, distance: Callable[[Any], Any], centers: Any) -> str:
        """The variable itself if it is far enough from kinks and they have the same side, or moved to the centers."""
        if all(np.all(distance(a) > GAP) for a in self.both(name)):
            return name
        return self.moved(name, self.rng.choice(centers, np.shape(self.value(name))))

    def apart(self, name: str) -> str:
        """The variable itself if all of its entries differ, or moved so that they do."""
        if all(_gap(a) > GAP for a in self.both(name)):
            return name
        n = np.size(self.value(name))
        return self.moved(name, (0.5 * self.rng.permutation(n) - 0.25 * n).reshape(np.shape(self.value(name))))


def _gap(a: Any) -> float:
    """The least distance between two entries."""
    return float(np.min(np.diff(np.sort(np.ravel(a))), initial=np.inf))
