"""What kind of thing an answer is: told in words, and told apart from the kind that was asked for.

- an answer's kind in words                                 [kind]
- what to do about an answer of another kind                [other_kind]
- numbers in another shape                                  [other_shape]
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sgdlab.course.telling.answers import show


def kind(value: Any) -> str:
    """Return in words what kind of thing a value is.

    >>> [kind(one) for one in (2.0, "2", np.ones((2, 3)), [1, 2], {"a": 1}, abs)]
    ['a number', 'a text', 'an array of shape (2, 3)', 'a list of 2', 'a dictionary', 'a function']
    """
    if value is None:
        return "None"
    if value is ...:
        return "the placeholder `...`"
    if isinstance(value, bool | np.bool_):
        return "True or False"
    if isinstance(value, str | bytes):
        return "a text"
    if isinstance(value, np.ndarray):
        return f"an array of {OTHER.get(value.dtype.kind, f'shape {value.shape}')}"
    if isinstance(value, complex | np.complexfloating):
        return "a complex number"
    if isinstance(value, int | float | np.number):
        return "a number"
    if isinstance(value, Mapping):
        return "a dictionary"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, set | frozenset):
        return "a set"
    if isinstance(value, Iterator):
        return "a generator"
    return "a function" if callable(value) else f"an object of the type {type(value).__name__}"


OTHER = {"b": "True and False", "c": "complex numbers", "O": "objects", "S": "texts", "U": "texts"}  # in an array
TRUTHS = ("True or False", "an array of True and False")
ADVICE = {
    "a text": "Return the value itself, without quotes and without str().",
    "a generator": "It holds no values yet: put list(…) around it.",
    "a set": "A set has no order, and keeps nothing twice: return a list or an array.",
    "a function": "Call it, with brackets and its arguments, and return the result.",
    "a complex number": "The right answer is real.",
    "an array of complex numbers": "The right answer is real.",
    "an array of texts": "Return the numbers themselves, without quotes and without str().",
    "an object of the type coroutine": "Write `def` without `async`.",
    "None": "Is there a way through your function that ends without a `return`?",
}


def other_kind(got: Any, right: Any) -> str | None:
    """Return what to do about an answer of another kind than the right one; None if it could be compared.

    >>> other_kind(1j, 2.0)
    'Your function returns a complex number, but it should return a number. The right answer is real.'
    >>> other_kind((0, 5), 0.5)
    'You return 2 numbers, but there should be one. A decimal number has a point: 0.5, not 0,5.'
    >>> other_kind([1.0, 2.0], np.ones(2))
    """
    mine, theirs = kind(got), kind(right)
    two = isinstance(got, tuple) and len(got) == 2 and type(got[0]) is int and _numbers(got)
    if two and theirs == "a number" and right % 1:
        return f"{other_shape(got, right)} A decimal number has a point: 0.5, not 0,5."
    if isinstance(right, Mapping):
        return _other_keys(got, right)
    truth = mine in TRUTHS and theirs not in TRUTHS
    if theirs in ADVICE or (_numbers(got) and _numbers(right) and not truth):
        return _not_finite(got, right)
    if isinstance(got, list | tuple) and isinstance(right, list | tuple | np.ndarray):
        parts, wanted = ([kind(part) for part in one] for one in (got, right))
        if parts != wanted and sorted(parts) == sorted(wanted):
            k = next(k for k, (one, other) in enumerate(zip(parts, wanted, strict=True)) if one != other)
            return f"Your results come in another order: number {k + 1} should be {wanted[k]}, not {parts[k]}."
        if len(got) == len(right):
            return next((told for pair in zip(got, right, strict=True) if (told := other_kind(*pair))), None)
        if not isinstance(right, np.ndarray):
            return f"Your function returns {len(got)} thing{'s' * (len(got) != 1)}, but it should return {len(right)}."
    shown = show(got)
    said = f"{mine}, {shown}" if mine == "a text" else mine
    part = isinstance(right, list | tuple) and mine in map(kind, right)
    more = isinstance(got, list | tuple) and theirs in map(kind, got)
    advice = "That is only a part of it." if part else "Return only that part of it." if more else ADVICE.get(mine, "")
    return f"Your function returns {said}, but it should return {theirs}. {advice}".rstrip()


def other_shape(got: Any, right: Any) -> str | None:
    """Return what is wrong with the shape of numbers, or with how many there are.

    >>> other_shape([1.0, 2.0], 3.0)
    'You return 2 numbers, but there should be one.'
    >>> other_shape(np.ones((2, 3)), np.ones(3))
    'You return numbers in the shape (2, 3), but the shape should be (3,).'
    >>> other_shape([1.0, 2.0], np.ones(2)), other_shape("a text", ["two", "texts"])
    (None, None)
    """
    if not (_numbers(got) and _numbers(right)) or np.shape(got) == np.shape(right):
        return None
    mine, theirs = np.shape(got), np.shape(right)
    if len(mine) < 2 and len(theirs) < 2:
        many = [str(shape[0]) if shape else "one" for shape in (mine, theirs)]
        return f"You return {many[0]} number{'s' * (many[0] not in ('one', '1'))}, but there should be {many[1]}."
    return f"You return numbers in the shape {mine}, but the shape should be {theirs}."


def _other_keys(got: Any, right: Mapping[Any, Any]) -> str | None:
    keys = ", ".join(map(repr, right))
    if not isinstance(got, Mapping):
        return f"Your function returns {kind(got)}, but it should return a dictionary with the keys {keys}."
    if got.keys() != right.keys():
        return f"Your dictionary has the keys {', '.join(map(show, got)) or '(none)'}, but they should be {keys}."
    return next((told for key in right if (told := other_kind(got[key], right[key]))), None)


def _numbers(value: Any) -> bool:
    try:
        array = np.asarray(value)
        return array.dtype.kind in "biuf" or all(isinstance(one, int) for one in array.flat)  # of more than 64 bits
    except Exception:  # pieces of unequal length, or an object that is no number and fails when it is asked
        return False


def _not_finite(got: Any, right: Any) -> str | None:
    """A number that is none, where a number is asked for."""
    if not (_numbers(got) and _numbers(right)) or _finite(got) or not _finite(right):
        return None
    if np.isnan(got).any():
        return (
            "There is a nan (not a number) in your answer, as after 0 / 0, 0 × inf, inf − inf, or the root or the "
            "logarithm of a negative number. (np.log(0) is −inf.)"
        )
    return "There is an infinite number in your answer, as after a division by 0 or when numbers grow without end."


def _finite(numbers: Any) -> bool:
    return np.asarray(numbers).dtype.kind != "f" or bool(np.all(np.isfinite(numbers)))
