"""Numbers of settings: rounded, read as a reader types them, and compared with the kind that is usual."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

TRACE = 1e-4  # of a range: what arrow keys there and back leave


def three_digits(value: float) -> float:
    """Round to three significant digits: what the number field shows is what is run."""
    return float(f"{value:.3g}")


def digits_in(value: float, low: float, high: float) -> float:
    """Round to three significant digits, or to as many more as a narrow range far from zero needs.

    Next to zero it is 0: some arrow keys one way and as many back leave a trace of their rounding.

    >>> digits_in(25.37, 0, 30), digits_in(2013.374, 2008, 2018), digits_in(2013.374, 2013, 2014)
    (25.4, 2013.4, 2013.37)
    """
    if low <= 0 <= high and abs(value) < TRACE * (high - low):
        return 0.0
    places, wide = (int(f"{v:.6e}".split("e")[1]) for v in (value, high - low))
    return float(f"{value:.{max(3, 3 + places - wide)}g}")


def opening_place(point: Iterable[float]) -> tuple[float, float]:
    """Return where a lab opens: a point with three digits, or with two after the decimal point where that is more.

    >>> opening_place([0.12345, 2013.374])
    (0.123, 2013.37)
    """
    x, y = (digits_in(v, 0.0, 1.0) for v in point)
    return x, y


def plainly(value: float) -> str:
    """Return a number as text from which the same number can be read, without a needless decimal point.

    >>> plainly(8.0), plainly(0.112), plainly(1e-7), plainly(2147483647)
    ('8', '0.112', '1e-07', '2147483647')
    """
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e16 else repr(float(value))


def read_number(text: str) -> float:
    """Return the number in a text.

    Errors: a text that is not a number; nor is one to the page, which knows no 1_000 and no digits but 0 to 9.
    """
    try:
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise ValueError(f"{text!r} is not a number")
    return value


def another_kind(name: str, value: object, usual: object) -> str:
    """Return the sentence for a value that is of another kind than the usual one."""
    return f"{name} can't be {value!r:.80}; it is a value such as {usual!r}"


def same_kind(value: Any, usual: Any) -> bool:
    """Return whether a value is of the same kind as the usual one: text, or as many finite numbers of its kind.

    >>> same_kind((2, 3), (0.5, 0.5)), same_kind((math.nan, 1), (0.5, 0.5)), same_kind(2.5, 3), same_kind(None, "SGD")
    (True, False, False, False)
    """
    if isinstance(value, str) or isinstance(usual, str):
        return isinstance(value, str) and isinstance(usual, str)
    try:
        given, numbers = np.asarray(value), np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return False
    kinds = "biu" if np.asarray(usual).dtype.kind in "iu" else "biufO"
    return given.dtype.kind in kinds and numbers.shape == np.shape(usual) and bool(np.isfinite(numbers).all())
