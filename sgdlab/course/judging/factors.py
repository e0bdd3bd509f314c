"""A factor between two answers, in words: 2, the number of examples, the learning rate, …

- what the arguments hold that could be a factor            [Quantities, quantities]
- the factor between pairs of answers, at every input       [ratios]
- that factor in words                                      [factor]
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from sgdlab.course.judging.kinds import kind
from sgdlab.course.telling.answers import same, show

CHANGING = "times a number that changes from input to input"
PLAIN = (1.0, 2.0, 0.5, 4.0, 0.25, -1.0, -2.0, -0.5)
KNOWN = {"as with np.log2, not np.log": 1 / np.log(2), "as with np.log10": 1 / np.log(10), "which is π": np.pi}
POWERS = {1.0: "times {}", -1.0: "divided by {}", 2.0: "times the square of {}", -2.0: "divided by the square of {}",
          0.5: "times the root of {}", -0.5: "divided by the root of {}"}  # fmt: skip


@dataclass(frozen=True)
class Quantities:
    """What the arguments hold: numbers, in words, and arrays, by name; a value for each input."""

    numbers: Mapping[str, Sequence[float]]
    arrays: Mapping[str, Sequence[Any]]

    def varying(self) -> Iterator[tuple[str, Any]]:
        """The numbers that differ from input to input, none of them 0."""
        for name, values in self.numbers.items():
            if np.ptp(values) > 0 and np.all(values):
                yield name, np.asarray(values, dtype=float)


def quantities(arguments: Mapping[str, Sequence[Any]]) -> Quantities:
    """Return the numbers among the arguments, and the lengths of the others.

    >>> quantities({"x": [np.ones(3), np.ones(4)], "rate": [0.1, 0.2]}).numbers
    {'the length of `x`': [3, 4], '`rate`': [0.1, 0.2]}
    """
    numbers: dict[str, Sequence[float]] = {}
    arrays: dict[str, Sequence[Any]] = {}
    for name, values in arguments.items():
        if all(kind(one) == "a number" for one in values):
            numbers[f"`{name}`"] = values
        elif all(isinstance(one, list | tuple | np.ndarray) and np.ndim(_first(one)) >= 0 for one in values):
            numbers[f"the length of `{name}`"] = [len(one) for one in values]
            if all(isinstance(one, np.ndarray) for one in values):
                arrays[name] = values
            if all(isinstance(one, np.ndarray) and one.ndim == 2 for one in values):
                numbers[f"the number of columns of `{name}`"] = [one.shape[1] for one in values]
            if all(len(one) and isinstance(_first(one), np.ndarray) and np.ndim(one[0]) for one in values):
                numbers[f"the length of the first of `{name}`"] = [len(one[0]) for one in values]
    return Quantities(numbers, arrays)


def _first(values: Any) -> Any:
    return values[0] if len(values) else 0.0


def ratios(pairs: Sequence[tuple[Any, Any]]) -> list[float] | None:
    """Return c for each pair (a, b) with a = c b; None if some a is no multiple of its b, or is 0.

    >>> ratios([(np.array([2.0, 4.0]), np.array([1.0, 2.0])), (np.array([3.0]), np.array([-1.0]))])
    [2.0, -3.0]
    """
    found = []
    for a, b in pairs:
        at = np.argmax(np.abs(b))
        top, below = float(a.flat[at]), float(b.flat[at])
        if below == 0 or top == 0 or not same(a, top / below * b):
            return None
        found.append(top / below)
    return found


def factor(found: Sequence[float], known: Quantities, *, several: bool) -> str | None:
    """Return factors in words, "times 2", "divided by `n`"; None if they vary and nothing that is known explains them.

    several: whether each answer has several numbers, so that one factor for all of them is no coincidence.

    >>> factor([6.0, 10.0], Quantities({"`n`": [3, 5]}, {}), several=False)
    'times 2 and times `n`'
    """
    c = np.asarray(found)
    if same(c, np.full_like(c, c[0])):
        return None if same(c[0], 1.0) else _number(float(c[0]))
    varying = list(known.varying())
    singles = [(words, values) for name, values in varying for words, values in _powers(name, values)]
    doubles = [(f"{one} and {two}", a * b) for (one, a), (two, b) in combinations(singles, 2)]
    for words, values in (*singles, *doubles):
        left = c / values
        if np.all(values > 0) and np.ptp(left) <= 1e-9 * abs(left[0]):
            plain = float(left[0])
            if any(same(plain, nice) for nice in PLAIN):
                return words if same(plain, 1.0) else f"{_number(plain)} and {words}"
    return CHANGING if several else None


def _powers(name: str, values: Any) -> Iterator[tuple[str, Any]]:
    for power, words in POWERS.items():
        if power in (1.0, -1.0) or np.all(values > 0):
            yield words.format(name), values**power


def _number(c: float) -> str:
    inverse = 1 / c
    if abs(c) < 1 and same(inverse, round(inverse)):
        return f"divided by {'−' if c < 0 else ''}{show(abs(round(inverse)))}"
    size = show(abs(c))
    size = f"{abs(c):.10g}" if size == "1" else size  # a factor of 1.00001 is one
    size += next((f", {words}" for words, known in KNOWN.items() if same(abs(c), known)), "")
    return f"times {'−' if c < 0 else ''}{size}"
