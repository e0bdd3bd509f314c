"""Arithmetic whose errors say how to fix them [number, power, ...]."""

import math
from numbers import Real

_OVERFLOW = "is larger than the largest float (1.8e308): smaller inputs or a smaller learning rate will help"


def number(given: object, where: str) -> float:
    """Return `given` as a float if it is a real number: an int, a float, a bool, a Fraction or a NumPy scalar."""
    if type(given) is float or type(given) is int or isinstance(given, Real):  # isinstance alone would be slow
        return float(given)
    raise TypeError(
        f"{where} takes a number or a Value; got {given!r} of type {type(given).__name__}. "
        "A Value is one number: for an array or a list, use its elements one by one, as in "
        "[v * x for x in array], or use a Tensor, which holds a whole array; for anything else, try float(...)"
    )


def divide(x: float, y: float) -> float:
    """Return x / y; y must not be 0."""
    if y == 0.0:
        raise ZeroDivisionError(f"{x} / {y}: the divisor must not be 0; adding a small number avoids it")
    return x / y


def power(x: float, p: float) -> float:
    """Return the real number x ** p: x > 0, or x = 0 and p >= 0, or x < 0 and p a whole number."""
    if x <= 0.0:
        if x < 0.0 and p % 1.0 != 0.0:
            raise ValueError(f"({x}) ** {p} is not a real number: below 0, the exponent must be a whole number")
        if x == 0.0 and p < 0.0:
            raise ZeroDivisionError(f"{x} ** {p} divides by 0; adding a small number to the base avoids it")
    try:
        result: float = x**p
        return result
    except OverflowError:
        raise OverflowError(f"({x}) ** {p} {_OVERFLOW}") from None


def exp(x: float) -> float:
    """Return e ** x, for x up to 709.78."""
    try:
        return math.exp(x)
    except OverflowError:
        raise OverflowError(f"exp({x}) {_OVERFLOW}; for large x, replace log(1 + exp(x)) by x") from None


def log(x: float) -> float:
    """Return the natural logarithm of x > 0."""
    if x <= 0.0:
        raise ValueError(f"log({x}): a logarithm takes a number above 0; if x may be 0, write (x + 1e-12).log()")
    return math.log(x)
