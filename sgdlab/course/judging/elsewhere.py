"""Wrong answers that are right for other arguments: one step more, another sign of the learning rate, two swapped.

- arguments that are a little different, in words           [variants]
- the difference with which a function gives an answer      [right_for]
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from sgdlab.course.judging.kinds import kind
from sgdlab.course.telling.answers import same

Point = tuple[Any, ...]
Change = Callable[[Any], object]  # of one argument, whatever it is
NUMBERS: dict[str, Change] = {
    "one less": lambda v: v - 1,
    "one more": lambda v: v + 1,
    "of the other sign": lambda v: -v,
    "half as large": lambda v: v / 2,
    "twice as large": lambda v: 2 * v,
    "1": lambda v: type(v)(1),
    "0": lambda v: type(v)(0),
    "1 minus {}": lambda v: 1 - v,
    "squared": lambda v: v * v,
    "the root of {}": np.sqrt,
    "1 divided by {}": lambda v: 1 / v,
    "cut to a whole number": lambda v: v // 1,
}
LISTS: dict[str, Change] = {
    "in reverse": lambda v: v[::-1],
    "without its last entry": lambda v: v[:-1],
    "without its first entry": lambda v: v[1:],
    "only its first entry": lambda v: v[:1],
    "only its last entry": lambda v: v[-1:],
    "sorted": lambda v: v[np.argsort(v)] if isinstance(v, np.ndarray) else sorted(v),
    "twice in a row": lambda v: [*v, *v],
    "0, 1, 2, …": lambda v: np.arange(len(v)) if v.dtype.kind == "i" else None,
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "of the other sign": lambda v: -v,
    "rounded": np.round,
    "transposed": lambda v: v.T,
    "squared": lambda v: v**2,
}


def variants(names: Sequence[str]) -> Iterator[tuple[str, Callable[[Point], Point]]]:
    """Yield functions that change one argument, or swap two, with what they do in words."""
    for k, name in enumerate(names):
        for wanted, table in (("a number", NUMBERS), ("a list", LISTS)):
            for words, change in table.items():
                yield f"right if `{name}` were {words.format(f'`{name}`')}", _changed(k, change, wanted)
    for (k, one), (j, two) in combinations(enumerate(names), 2):
        yield f"right if `{one}` and `{two}` were swapped", _swapped(k, j)


def _changed(k: int, change: Change, wanted: str) -> Callable[[Point], Point]:
    def changed(point: Point) -> Point:
        found = "a list" if isinstance(point[k], list | np.ndarray) else kind(point[k])
        if found != wanted:
            raise TypeError("this argument is of another kind")
        return (*point[:k], change(point[k]), *point[k + 1 :])

    return changed


def _swapped(k: int, j: int) -> Callable[[Point], Point]:
    def swapped(point: Point) -> Point:
        if type(point[k]) is not type(point[j]) or np.shape(point[k]) != np.shape(point[j]):
            raise TypeError("these arguments are of different kinds")
        return (*point[:k], point[j], *point[k + 1 : j], point[k], *point[j + 1 :])

    return swapped


def right_for(
    got: Sequence[object], function: Callable[..., object], points: Sequence[Point], names: Sequence[str]
) -> str | None:
    """Return for which other arguments a function gives these answers, in words; None if for none of those tried.

    >>> right_for([4, 9], lambda n: n * n, [(1,), (2,)], ["n"])
    'right if `n` were one more'
    """
    for words, change in variants(names):
        if all(_gives(answer, function, change, point) for answer, point in zip(got, points, strict=True)):
            return words
    return None


def _gives(answer: object, function: Callable[..., object], change: Callable[[Point], Point], point: Point) -> bool:
    try:
        with np.errstate(all="ignore"):
            return same(function(*change(copy.deepcopy(point))), answer)
    except Exception:  # the function was not made for such an argument, so this is not what happened
        return False
