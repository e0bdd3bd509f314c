"""Numbers in another shape than the right ones: the same, something made of them, or what they are made of."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sgdlab.course.telling.answers import same

MORE = "more than was asked for"
PARTS: dict[str, Callable[..., Any]] = {
    "mean": np.mean,
    "sum": np.sum,
    "last entry": lambda a, axis: np.take(a, -1, axis),
    "first entry": lambda a, axis: np.take(a, 0, axis),
    "largest entry": np.max,
    "smallest entry": np.min,
}
MADE_OF: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("the sum", np.sum),
    ("the mean", np.mean),
    ("the length", np.linalg.norm),
    ("the largest", np.max),
    ("the first", lambda b: b[0]),
    ("the last", lambda b: b[-1]),
    ("all but the last", lambda b: b[:-1]),
    ("all but the first", lambda b: b[1:]),
    ("the sum", lambda b: b.sum(axis=0)),
    ("the mean", lambda b: b.mean(axis=0)),
    ("the sum", lambda b: b.sum(axis=-1)),
    ("the mean", lambda b: b.mean(axis=-1)),
)


def other_form(pairs: list[Any]) -> str | None:
    """Return what numbers in another shape are to the right ones, to be read after "is"; None if nothing known.

    >>> other_form([(np.array([1.0, 2.0, 6.0]), np.array(3.0)), (np.array([2.0, 6.0]), np.array(4.0))])
    'more than was asked for: its mean is right'
    """
    a, b = pairs[0]
    shapes = f"its shape is {a.shape}, and should be {b.shape}" if b.shape else "return the number itself, not a list"
    if all(same(a, b.T) for a, b in pairs):
        return f"right but transposed: {shapes}"
    if all(same(a.ravel(), b.ravel()) for a, b in pairs):
        return f"right except for its shape: {shapes}"
    if all(same(a.ravel(), -b.ravel()) for a, b in pairs):
        return f"right up to the sign and its shape: {shapes}"
    if all(a.ndim == b.ndim + 1 and len(a) and all(same(row, b) for row in a) for a, b in pairs):
        return f"the right one, several times: {shapes}"
    for name, made in MADE_OF:
        if all(b.size > 1 and same(a, made(b)) for a, b in pairs):
            return f"{name} of the right numbers, but you should return them all: {shapes}"
    for name, made in PARTS.items():
        for axis in range(a.ndim):
            if all(one.ndim == two.ndim + 1 and same(made(one, axis=axis), two) for one, two in pairs):
                return f"{MORE}: its {name}{f' along axis {axis}' * (a.ndim > 1)} is right"
    return None
