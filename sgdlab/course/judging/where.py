"""For how many steps, or for how much of a list, an answer is right that goes wrong later [right_until]."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from sgdlab.course.telling.answers import apart, code, same

Function = Callable[..., Any]
Point = Sequence[Any]


def right_until(run: Function, answer: Function, right: Function, points: Sequence[Point], names: Sequence[str]) -> str:
    """Return up to which value of an argument, from 1 on, an answer is right at every point; "" if up to none.

    An argument is a whole number, or a list of which only the beginning is given.  run(function, point) -> its answer.

    >>> run = lambda function, point: function(*point)
    >>> right_until(run, lambda n, w: min(n, 2) * w, lambda n, w: n * w, [(5, 1), (4, 1)], ["n", "w"])
    'It is right as long as `n` is at most 2. For `n` = 3 it is 2 instead of 3.'
    """
    for k, name in enumerate(names):
        values = [list(_up_to(point[k])) for point in points]
        ends = {_right_ones(run, answer, right, point, k, those) for point, those in zip(points, values, strict=True)}
        end = ends.pop() if len(ends) == 1 else 0
        if end and all(end < len(those) for those in values):
            point, value = min(
                ((point, those[end]) for point, those in zip(points, values, strict=True)),
                key=lambda one: len(code(one)),
            )
            at = (*point[:k], value, *point[k + 1 :])
            size = f"`{name}`" if isinstance(value, int) else f"`len({name})`"
            shown = " instead of ".join(apart(run(answer, at), run(right, at)))
            return f"It is right as long as {size} is at most {end}. For {size} = {end + 1} it is {shown}."
    return ""


def _up_to(value: Any) -> Iterator[Any]:
    if isinstance(value, int) and not isinstance(value, bool):
        yield from range(1, min(value, 12) + 1)
    elif isinstance(value, list) or np.ndim(value):
        yield from (value[:k] for k in range(1, len(value) + 1))


def _right_ones(run: Function, answer: Function, right: Function, point: Point, k: int, values: Sequence[Any]) -> int:
    """For how many of the values of an argument, from the first one on, an answer is right; 0 if again later."""
    found = []
    for value in values:
        at = (*point[:k], value, *point[k + 1 :])
        try:
            found.append(same(run(answer, at), run(right, at)))
        except Exception:  # this argument can't be given alone, such as two lists that belong together
            return 0
    first = found.index(False) if False in found else 0
    return 0 if any(found[first:]) else first
