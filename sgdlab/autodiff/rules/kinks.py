"""Derivatives that need more than a line, because of a kink or a 0; the table of `elementwise.py` uses them."""

import numpy as np

from ..dispatch import Array


def by_base(y: Array, a: Array, p: Array) -> Array:
    """The derivative of y = a^p with respect to a."""
    if isinstance(p, (int, float)):  # the common case
        return 2 * a if p == 2 else 0 * np.sign(a) if p == 0 else p * a ** (p - 1)
    less = p - y.dtype.type(1)  # in the type of y, because 0 - 1 is 255 in np.uint8
    return p * a ** np.where(np.logical_and(np.equal(p, 0), np.equal(a, 0)), 1, less)  # so that 0 * 0 ** -1 is 0


def by_exponent(y: Array, a: Array, p: Array) -> Array:
    """The derivative of y = a^p with respect to p."""
    if isinstance(a, (int, float)):
        return y * float(np.log(a or 1))  # a Python number, so that float32 stays float32
    one = y.dtype.type(1)  # in the type of y, because NumPy takes logarithms of np.uint8 in 16 bits
    return y * np.log(np.where(np.equal(a, 0), one, a))  # 0 ** p does not depend on p


def taken(y: Array, x: Array, other: Array) -> Array:
    """1 where x was chosen, 1/2 at a tie, 0 elsewhere, even if one of the two is NaN."""
    return (np.equal(y, x) * (1 - 0.5 * np.equal(x, other))).astype(y.dtype)


def share(ahead: Array) -> Array:
    """exp(a) / (exp(a) + exp(b)) where b is ahead by so much: exact for large numbers, where exp(a - y) is not."""
    return np.exp(-np.logaddexp(ahead, 0.0))


def times_in(y: Array, a: Array, b: Array) -> Array:
    """How many times b was subtracted from a to leave y."""
    return np.rint((a - y) / b)


def turn(a: Array, b: Array) -> Array:
    """a / (a^2 + b^2), without overflow; at the origin it is the constant 0, so that a Hessian there is symmetric."""
    r = np.hypot(a, b)
    away = nonzero(r)
    return np.where(np.equal(r, 0), 0, a / away / away)


def nonzero(y: Array) -> Array:
    """Replace 0 by 1 in y, as a divisor where 0 / 0 should give 0."""
    return np.where(np.equal(y, 0), 1, y)
