"""Arithmetic whose errors say how to fix them [number, power, ...], and what all scalar types share [Number]."""

import math
from numbers import Real
from typing import Any

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


class Number:
    """What a subclass gets from its `.data` and its operators: `float(v)`, `v > 0`, `1 - v`.

    Numbers compare by value but hash by identity, so two parameters that happen to be equal are two dictionary keys.
    """

    __slots__ = ()
    __hash__ = object.__hash__
    data: float

    def __rsub__(self: Any, other: Any) -> Any:
        return type(self)(other) - self

    def __rtruediv__(self: Any, other: Any) -> Any:
        return type(self)(other) / self

    def __rpow__(self: Any, other: Any) -> Any:
        return type(self)(other) ** self

    def __round__(self, digits: int | None = None) -> float:
        return round(self.data, digits)

    def __format__(self, spec: str) -> str:
        return format(self.data, spec) if spec else str(self)

    def __float__(self) -> float:
        return self.data

    def __bool__(self) -> bool:
        return self.data != 0.0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Number | Real):
            return NotImplemented  # a Tensor says itself what it is equal to
        return bool(self.data == (other.data if isinstance(other, Number) else other))

    def __lt__(self, other: object) -> bool:
        return self.data < number_of(other, "<")

    def __le__(self, other: object) -> bool:
        return self.data <= number_of(other, "<=")

    def __gt__(self, other: object) -> bool:
        return self.data > number_of(other, ">")

    def __ge__(self, other: object) -> bool:
        return self.data >= number_of(other, ">=")


def number_of(given: object, where: str) -> float:
    """Return the number inside a Value, or the plain number that was given."""
    return given.data if isinstance(given, Number) else number(given, where)
