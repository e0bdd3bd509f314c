"""Answers and arguments: compared, and shown.

- are two answers the same?                                 [same]
- an answer as a short text; an argument as code            [show, code]
- two answers that differ, as texts that differ             [apart]
- a text, however it is spelled                             [spelled]
- lists in lists without end                                [deep]
- arguments of few digits                                   [short]
- how many arguments come in several sizes                  [of_many_sizes]
- a function that is shown as its code                      [Written]
"""

from collections.abc import Iterator, Mapping
from numbers import Real
from types import FunctionType
from typing import Any

import numpy as np

from sgdlab.quantities import Array

LONG = 30  # numbers in an argument that is shown in full
LEVELS = 5  # of lists in lists that are shown


def same(one: object, other: object) -> bool:
    """Return whether two answers agree: numbers to nine digits, shapes, sequences and dictionaries throughout.

    Single precision (float32) has only seven digits, so five of them are enough.
    """
    try:
        return not deep(one) and not deep(other) and _same(one, other)
    except Exception:  # an answer may be any object, and such as can't be compared is not the right one
        return False


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    try:
        left, right = _array(one), _array(other)
    except ValueError:  # sequences of unequal length: no array, so piece by piece
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if left.shape != right.shape:
        return False
    if left.dtype.kind in "biuf" and right.dtype.kind in "biuf":
        single = np.float32 in (left.dtype, right.dtype)
        return bool(np.allclose(left, right, *((1e-5, 1e-8) if single else (1e-9, 1e-12))))
    if "O" in (left.dtype.kind, right.dtype.kind) and left.ndim:
        return all(same(a, b) for a, b in zip(left, right, strict=True))
    return left.dtype.kind == right.dtype.kind and bool(np.all(left == right))


def _array(value: Any) -> Array:
    """Return an array of a value; fractions, and whole numbers of more than 64 bits, are numbers like others."""
    array = np.asarray(value)
    real = array.dtype.kind == "O" and array.size and all(isinstance(one, Real) for one in array.flat)
    return array.astype(float) if real else array


def deep(value: Any, levels: int = 50) -> bool:
    """Return whether lists, tuples and dictionaries are nested deeper than this, as in a list that holds itself.

    NumPy would go around in such a list forever.
    """
    if not isinstance(value, list | tuple | dict):
        return False
    return levels == 0 or any(deep(one, levels - 1) for one in (value.values() if isinstance(value, dict) else value))


def show(value: object, levels: int = LEVELS) -> str:
    """Return a value as a short text, the same on every machine.

    >>> show(np.arange(8) / 3), show([np.array([1, 2]), np.array([3])]), show(["3", None])
    ('[0, 0.3333, 0.6667, …, 2.333]', '[[1, 2], [3]]', "['3', None]")
    """
    if isinstance(value, np.random.Generator | Iterator):
        return "a generator"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return f"{float(value):.4g}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return show(value.item())
    if isinstance(value, np.ndarray | list | tuple):
        if levels == 0:
            return "[…]"
        values = np.asarray(value) if isinstance(value, np.matrix) else value  # the rows of a matrix are matrices
        items = [show(item, levels - 1) for item in (values if len(values) <= 5 else [*values[:3], values[-1]])]
        if len(values) > 5:
            items.insert(3, "…")
        return f"[{', '.join(items)}]"
    if isinstance(value, FunctionType):
        return f"the function {value.__name__}"
    try:
        text = repr(str(value)) if isinstance(value, str) else str(value)
    except Exception:  # an answer may be any object
        text = f"an object of the type {type(value).__name__}"
    return text if len(text) <= 80 else text[:79] + "…"


def apart(one: object, other: object) -> tuple[str, str]:
    """Return two answers as short texts; where these look alike, with the first number that differs, or how many.

    >>> apart(0.333333, 1 / 3)
    ('0.333333', '0.333333333333')
    >>> apart([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 0, 6])
    ('[1, 2, 3, …, 6] with 5 at [4]', '[1, 2, 3, …, 6] with 0 at [4]')
    >>> apart([3, 3, 3, 3, 3, 1], [3, 3, 3, 3, 3, 3, 1])
    ('[3, 3, 3, …, 1] (6 of them)', '[3, 3, 3, …, 1] (7 of them)')
    """
    texts = show(one), show(other)
    if texts[0] != texts[1]:
        return texts
    try:
        pair = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
        if pair[0].shape != pair[1].shape:
            return f"{texts[0]} ({len(pair[0])} of them)", f"{texts[1]} ({len(pair[1])} of them)"
        place = np.argwhere(~np.isclose(*pair, rtol=1e-9, atol=1e-12))[0].tolist()
        numbers = [float(values[tuple(place)]) for values in pair]
    except Exception:  # an answer may be any object, and what is not a number has no digits
        return texts
    if not place:
        return f"{numbers[0]:.12g}", f"{numbers[1]:.12g}"
    mine, theirs = apart(*numbers)
    return f"{texts[0]} with {mine} at {place}", f"{texts[1]} with {theirs} at {place}"


def spelled(answer: object) -> str | None:
    """Return the letters and digits of a text, without what may be another way to write it; None if it is none.

    >>> spelled(" Reverse-mode."), spelled(1.5)
    ('reversemode', None)
    """
    return "".join(filter(str.isalnum, answer.casefold())) if isinstance(answer, str) else None


def code(value: object) -> str:
    """Return an argument as Python code that makes it again, if it is short; a long one as `show` does.

    >>> code([np.array([[1.0, 2.5]]), np.arange(2)]), code("a")
    ('[np.array([[1.0, 2.5]]), np.array([0, 1])]', "'a'")
    """
    if isinstance(value, np.ndarray) and value.size <= LONG:
        return f"np.array({value.tolist()})"
    if isinstance(value, list | tuple) and len(value) <= LONG:
        inside = ", ".join(map(code, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if isinstance(value, np.number):
        return repr(value.item())
    return repr(value) if isinstance(value, int | float | str | Written) else show(value)


def short(value: Any) -> Any:
    """Return arguments as numbers of Python, with floats of three digits, so that they are what a reply shows of them.

    >>> short((1.23456, [np.array([0.0123456])], np.int64(7)))
    (1.23, [array([0.0123])], 7)
    """
    if isinstance(value, float):
        return float(f"{value:.3g}")
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.array([float(f"{one:.3g}") for one in value.flat]).reshape(value.shape)
    return type(value)(map(short, value)) if type(value) in (list, tuple) else value


def of_many_sizes(points: list[tuple[Any, ...]]) -> int:
    """Return how many of the arguments are arrays or lists that are longer at one point than at another.

    >>> of_many_sizes([(np.ones(2), [1], 5), (np.ones(2), [1, 2], 7)])
    1
    """
    lengths = (
        {len(one) for one in values if isinstance(one, np.ndarray | list)} for values in zip(*points, strict=True)
    )
    return sum(len(those) > 1 for those in lengths)


class Written:
    """A function that is made from its code, and shown as it.

    >>> bowl = Written("lambda w: w @ {H} @ w", H=np.eye(2))
    >>> bowl, float(bowl(np.array([1.0, 2.0])))
    (lambda w: w @ np.array([[1.0, 0.0], [0.0, 1.0]]) @ w, 5.0)
    """

    def __init__(self, text: str, **values: object) -> None:
        self.text = text.format(**{name: code(short(value)) for name, value in values.items()})
        self.function = eval(self.text, {"np": np})

    def __call__(self, *args: object) -> object:
        return self.function(*args)

    def __deepcopy__(self, memo: object) -> "Written":
        return self

    def __repr__(self) -> str:
        return self.text
