"""The table of derivatives of elementwise functions: one line a function.

A line gives the local derivative with respect to each argument, as a function of the result y and the arguments.
Reverse mode multiplies it with the incoming gradient, forward mode with the incoming tangent.  To add a function, add
a line.

At a kink the derivative is the even-handed one: relu'(0) = abs'(0) = 0, and a tie in maximum or minimum gives each
of the two one half.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .dispatch import RULES, Array, Primitive, Rule

Derivative = Callable[..., Array] | int


def unbroadcast(g: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient over the axes along which an argument of this shape was repeated by broadcasting."""
    if g.shape == shape:
        return g
    extra = g.ndim - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1 != g.shape[extra + i])
    g = g.sum(axis=axes)
    return g if g.shape == shape else g.reshape(shape)


def lift(t: Array, x: Array, y: Array) -> Array:
    """Give a tangent with one more axis in front the ones it needs to broadcast against the result y."""
    if t.ndim > x.ndim and x.ndim < y.ndim:
        return t.reshape(t.shape[:1] + (1,) * (y.ndim - x.ndim) + x.shape)
    return t


def _vjp(i: int, d: Derivative) -> Rule:
    if d == 1:
        return lambda g, y, *args: g if g.shape == args[i].shape else unbroadcast(g, args[i].shape)
    if d == -1:
        return lambda g, y, *args: -g if g.shape == args[i].shape else unbroadcast(-g, args[i].shape)
    if d == 0:
        return lambda g, y, *args: np.zeros_like(args[i])
    assert callable(d)

    def vjp(g: Array, y: Array, *args: Array) -> Array:
        product = g * d(y, *args)
        shape = args[i].shape
        return product if product.shape == shape else unbroadcast(product, shape)

    return vjp


def _jvp(i: int, d: Derivative) -> Rule:
    if isinstance(d, int):
        return lambda t, y, *args: lift(t, args[i], y) if d == 1 else d * lift(t, args[i], y)
    return lambda t, y, *args: lift(t, args[i], y) * d(y, *args)


def elementwise(function: Callable[..., Any], *derivatives: Derivative) -> Primitive:
    """Enter one line into the table."""
    primitive = Primitive(
        function.__name__,
        function,
        tuple(_vjp(i, d) for i, d in enumerate(derivatives)),
        tuple(_jvp(i, d) for i, d in enumerate(derivatives)),
        arrays=len(derivatives),
        batches=True,
        keeps=any(callable(d) for d in derivatives),
    )
    RULES[function] = primitive
    return primitive


def _larger(x: Array, other: Array) -> Array:
    """1 where x is larger, 1/2 at a tie, 0 elsewhere."""
    share = np.greater(x, other) + 0.5 * np.equal(x, other)
    return share.astype(x.dtype) if hasattr(x, "dtype") else share


def _power_base(y: Array, a: Array, p: Array) -> Array:
    if isinstance(p, (int, float)):  # the common case, and 0 ** (p - 1) is asked for only where p needs it
        return 1.0 if p == 1 else 2 * a if p == 2 else 0.0 * a if p == 0 else p * a ** (p - 1)
    return p * a ** np.where(np.equal(p, 0), 1, p - 1)


def _power_exponent(y: Array, a: Array, p: Array) -> Array:
    return y * np.log(np.where(np.equal(a, 0), 1, a))  # 0 ** p is flat in p where p > 0


_LN2, _LN10, _SQRTPI = float(np.log(2)), float(np.log(10)), float(np.sqrt(np.pi))

# fmt: off
elementwise(np.add,        1, 1)
elementwise(np.subtract,   1, -1)
elementwise(np.negative,   -1)
elementwise(np.positive,   1)
elementwise(np.multiply,   lambda y, a, b: b,                    lambda y, a, b: a)
elementwise(np.divide,     lambda y, a, b: 1 / b,                lambda y, a, b: -y / b)
elementwise(np.power,      _power_base,                          _power_exponent)
elementwise(np.maximum,    lambda y, a, b: _larger(a, b),        lambda y, a, b: _larger(b, a))
elementwise(np.minimum,    lambda y, a, b: _larger(-a, -b),      lambda y, a, b: _larger(-b, -a))
elementwise(np.logaddexp,  lambda y, a, b: np.exp(a - y),        lambda y, a, b: np.exp(b - y))
elementwise(np.exp,        lambda y, x: y)
elementwise(np.log,        lambda y, x: 1 / x)
elementwise(np.log1p,      lambda y, x: 1 / (1 + x))
elementwise(np.expm1,      lambda y, x: y + 1)
elementwise(np.sqrt,       lambda y, x: 0.5 / y)
elementwise(np.square,     lambda y, x: 2 * x)
elementwise(np.abs,        lambda y, x: np.sign(x))
elementwise(np.sin,        lambda y, x: np.cos(x))
elementwise(np.cos,        lambda y, x: -np.sin(x))
elementwise(np.tanh,       lambda y, x: 1 - y * y)
elementwise(np.sign,       0)
# fmt: on
