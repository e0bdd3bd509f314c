"""Where an answer is right and where it is wrong, if it is not wrong throughout.

- for how many steps, or how much of a list, it is right       [right_until]
- what the inputs have in common for which it is right          [right_where]
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from sgdlab.course.answers import code, same, show

Function = Callable[..., Any]
Point = Sequence[Any]
FEW = 4  # inputs on either side, at the least: then a common property is no chance

ONE: dict[str, Callable[[Any], Any]] = {
    "`{0}` is above 0": lambda a: a > 0,
    "`{0}` is above 1": lambda a: a > 1,
    "`{0}` is even": lambda a: a % 2 == 0,
    "all of `{0}` is above 0": lambda a: np.all(np.asarray(a) > 0) if np.ndim(a) else None,
    "`{0}` has an even length": lambda a: len(a) % 2 == 0,
}
TWO: dict[str, Callable[[Any, Any], Any]] = {
    "`{1}` divides `{0}`": lambda a, b: a % b == 0,
    "`{0}` is smaller than `{1}`": lambda a, b: a < b,
}


def right_until(run: Function, answer: Function, right: Function, points: Sequence[Point], names: Sequence[str]) -> str:
    """Return up to which value of an argument an answer is right at every point, from the second value on; else "".

    An argument is a whole number, or a list of which only the beginning is given.  run(function, point) -> its answer.

    >>> run = lambda function, point: function(*point)
    >>> right_until(run, lambda n: min(n, 2), lambda n: n, [(5,), (4,)], ["n"])
    'It is right as long as `n` is at most 2. For `n` = 3 it is 2 instead of 3.'
    """
    for k, name in enumerate(names):
        values = [list(_up_to(point[k])) for point in points]
        ends = {_right_ones(run, answer, right, point, k, those) for point, those in zip(points, values, strict=True)}
        end = ends.pop() if len(ends) == 1 else 0
        if end >= 2 and all(end < len(those) for those in values):
            point, value = min(
                ((point, those[end]) for point, those in zip(points, values, strict=True)), key=lambda one: len(code(one))
            )
            at = (*point[:k], value, *point[k + 1 :])
            whole = isinstance(value, int)
            where = f"as long as `{name}` is at most {end - 1}" if whole else f"for the first {end - 1} of `{name}`"
            then = f"For `{name}` = {value}" if whole else "With one more"
            return f"It is right {where}. {then} it is {show(run(answer, at))} instead of {show(run(right, at))}."
    return ""


def _up_to(value: Any) -> Iterator[Any]:
    if isinstance(value, int) and not isinstance(value, bool):
        yield from range(min(value, 12) + 1)
    elif isinstance(value, list) or np.ndim(value):
        yield from (value[:k] for k in range(len(value) + 1))


def _right_ones(run: Function, answer: Function, right: Function, point: Point, k: int, values: Sequence[Any]) -> int:
    """For how many of the values of an argument, from the first one on, an answer is right; 0 if again later."""
    found = []
    for value in values:
        at = (*point[:k], value, *point[k + 1 :])
        try:
            found.append(same(run(answer, at), run(right, at)))
        except Exception:  # neither has to be made for an empty list or for no step
            found.append(not found)
    first = found.index(False) if False in found else 0
    return 0 if any(found[first:]) else first


def right_where(rights: Sequence[bool], points: Sequence[Point], names: Sequence[str]) -> str:
    """Return which inputs an answer is right for, if a property of the arguments tells them apart; else "".

    >>> right_where([n % 2 == 0 for n in range(8)], [(n,) for n in range(8)], ["n"])
    'It is right where `n` is even, and wrong everywhere else.'
    """
    if min(sum(rights), len(rights) - sum(rights)) < FEW:
        return ""
    for table, many in ((ONE, 1), (TWO, 2)):
        for which in permutations(range(len(names)), many):
            for words, holds in table.items():
                found = [_holds(holds, [point[k] for k in which]) for point in points]
                said = words.format(*(names[k] for k in which))
                if found == list(rights):
                    return f"It is right where {said}, and wrong everywhere else."
                if found == [not one for one in rights]:
                    return f"It is wrong where {said}, and right everywhere else."
    return ""


def _holds(test: Callable[..., Any], values: Sequence[Any]) -> bool | None:
    try:
        return bool(test(*values))
    except (TypeError, ValueError):  # a property of numbers, or of lists
        return None
