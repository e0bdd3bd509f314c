"""The derivatives of elementwise functions, as a table with one line for each function.

A line gives the local derivative with respect to each argument, as a function of the result y and the arguments
(or `per(d)`, if the reciprocal is easier to write).  Reverse mode multiplies it by the incoming gradient, forward mode
by the incoming tangent.  To add a function, add a line.

At a kink the choice is symmetric: relu'(0) = abs'(0) = 0, and a tie in maximum or minimum gives each argument one half.
At (0, 0) the gradients of arctan2 and hypot are 0, and so is the Hessian of arctan2.  `kinks.py` has what that takes.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..dispatch import RULES, Array, Function, Primitive, Rule
from .kinks import by_base, by_exponent, nonzero, share, taken, times_in, turn


@dataclass(frozen=True)
class per:  # lower case, because it reads like a word in the table
    """A local derivative that is given by its reciprocal, so rules divide by it."""

    divisor: Callable[..., Array]


Derivative = Callable[..., Array] | per | int


def unbroadcast(g: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient over the axes along which broadcasting repeated an argument of this shape."""
    if g.shape == shape:
        return g
    if not shape:
        return np.add.reduce(g, axis=None)
    if type(g) is np.ndarray and g.ndim == 2 and g.shape[1:] == shape:
        return np.dot(np.ones(len(g), g.dtype), g)  # of many rows, faster than g.sum(axis=0)
    extra = g.ndim - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1 != g.shape[extra + i])
    g = g.sum(axis=axes)
    return g if g.shape == shape else g.reshape(shape)


def lift(t: Array, x: Array, y: Array) -> Array:
    """Add axes to a tangent with one more axis in front, so that it broadcasts against the result y."""
    if t.ndim > x.ndim and x.ndim < y.ndim:
        return t.reshape(t.shape[:1] + (1,) * (y.ndim - x.ndim) + x.shape)
    return t


def _times(d: Derivative) -> Rule:
    """A rule (v, y, *args) -> v * derivative."""
    if isinstance(d, per):
        return lambda v, y, *args: v / d.divisor(y, *args)
    if isinstance(d, int):
        by_slope = {1: lambda v, *_: v, -1: lambda v, *_: -v, 0: lambda v, *_: np.where(False, v, 0)}
        return by_slope[d]  # for 0 it is not 0 * v, which is NaN if v is infinite
    return lambda v, y, *args: v * d(y, *args)


def _vjp(i: int, d: Derivative) -> Rule:
    if d == 1:
        return lambda g, y, *args: g if g.shape == args[i].shape else unbroadcast(g, args[i].shape)
    times = _times(d)

    def vjp(g: Array, y: Array, *args: Array) -> Array:
        part = times(g, y, *args)
        shape = args[i].shape
        return part if part.shape == shape else unbroadcast(part, shape)

    return vjp


def _jvp(i: int, times: Rule) -> Rule:
    return lambda t, y, *args: times(lift(t, args[i], y), y, *args)


def elementwise(function: Function, *derivatives: Derivative) -> Primitive:
    """Add one line to the table."""
    rules = [_times(d) for d in derivatives]
    RULES[function] = Primitive(
        function.__name__,
        function,
        tuple(rules) if len(rules) == 1 else tuple(_vjp(i, d) for i, d in enumerate(derivatives)),
        tuple(_jvp(i, r) for i, r in enumerate(rules)),
        arrays=len(derivatives),
        batches=True,
        keeps=any(not isinstance(d, int) for d in derivatives),
    )
    return RULES[function]


_LN2, _LN10, _DEGREE = float(np.log(2)), float(np.log(10)), float(np.pi / 180)

# fmt: off
elementwise(np.add,        1,                                    1)
elementwise(np.subtract,   1,                                    -1)
elementwise(np.multiply,   lambda y, a, b: b,                    lambda y, a, b: a)
elementwise(np.divide,     per(lambda y, a, b: b),               lambda y, a, b: -y / b)
elementwise(np.power,      by_base,                              by_exponent)
elementwise(np.float_power, by_base,                             by_exponent)
elementwise(np.maximum,    taken,                                lambda y, a, b: taken(y, b, a))
elementwise(np.minimum,    taken,                                lambda y, a, b: taken(y, b, a))
elementwise(np.logaddexp,  lambda y, a, b: share(b - a),         lambda y, a, b: share(a - b))
elementwise(np.logaddexp2, lambda y, a, b: share(_LN2 * (b - a)), lambda y, a, b: share(_LN2 * (a - b)))
elementwise(np.hypot,      lambda y, a, b: a / nonzero(y),       lambda y, a, b: b / nonzero(y))
elementwise(np.arctan2,    lambda y, a, b: turn(b, a),           lambda y, a, b: -turn(a, b))
elementwise(np.fmax,       taken,                                lambda y, a, b: taken(y, b, a))
elementwise(np.fmin,       taken,                                lambda y, a, b: taken(y, b, a))
elementwise(np.remainder,  1,                                    lambda y, a, b: -times_in(y, a, b))
elementwise(np.fmod,       1,                                    lambda y, a, b: -times_in(y, a, b))
elementwise(np.floor_divide, 0,                                  0)
elementwise(np.negative,   -1)
elementwise(np.positive,   1)
elementwise(np.conjugate,  1)
elementwise(np.reciprocal, lambda y, x: -y * y)
elementwise(np.square,     lambda y, x: 2 * x)
elementwise(np.sqrt,       per(lambda y, x: 2 * y))
elementwise(np.cbrt,       per(lambda y, x: 3 * y * y))
elementwise(np.abs,        lambda y, x: np.sign(x))
elementwise(np.fabs,       lambda y, x: np.sign(x))
elementwise(np.exp,        lambda y, x: y)
elementwise(np.exp2,       lambda y, x: _LN2 * y)
elementwise(np.expm1,      lambda y, x: y + 1)
elementwise(np.log,        per(lambda y, x: x))
elementwise(np.log2,       per(lambda y, x: _LN2 * x))
elementwise(np.log10,      per(lambda y, x: _LN10 * x))
elementwise(np.log1p,      per(lambda y, x: 1 + x))
elementwise(np.sin,        lambda y, x: np.cos(x))
elementwise(np.cos,        lambda y, x: -np.sin(x))
elementwise(np.tan,        lambda y, x: 1 + y * y)
elementwise(np.arcsin,     per(lambda y, x: np.sqrt((1 - x) * (1 + x))))
elementwise(np.arccos,     per(lambda y, x: -np.sqrt((1 - x) * (1 + x))))
elementwise(np.arctan,     per(lambda y, x: 1 + x * x))
elementwise(np.sinh,       lambda y, x: np.cosh(x))
elementwise(np.cosh,       lambda y, x: np.sinh(x))
elementwise(np.tanh,       lambda y, x: 1 - y * y)
elementwise(np.arcsinh,    per(lambda y, x: np.sqrt(1 + x * x)))
elementwise(np.arccosh,    per(lambda y, x: np.sqrt((x - 1) * (x + 1))))
elementwise(np.arctanh,    per(lambda y, x: (1 - x) * (1 + x)))
for _radians, _degrees in ((np.radians, np.degrees), (np.deg2rad, np.rad2deg)):
    elementwise(_radians,  lambda y, x: _DEGREE)
    elementwise(_degrees,  lambda y, x: 1 / _DEGREE)
for _flat in (np.sign, np.floor, np.ceil, np.rint, np.trunc):
    elementwise(_flat,     0)
# fmt: on
