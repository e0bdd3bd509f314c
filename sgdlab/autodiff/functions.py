"""Functions that NumPy lacks, for plain arrays and for every kind of box."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np

from sgdlab.checks import given, reals

from .dispatch import Array, Box, Plain, Primitive, own
from .rules.elementwise import Derivative, elementwise


def _ours(*derivatives: Derivative) -> Callable[[Plain], Plain]:
    """Make a primitive of a function on plain arrays, given its local derivatives."""

    def decorate(plain: Plain) -> Plain:
        return cast(Plain, own(elementwise(plain, *derivatives)))

    return decorate


@_ours(lambda y, x: y * (1 - y))
def sigmoid(x: Array) -> Array:
    """Compute 1 / (1 + exp(-x)) elementwise, without overflow.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).round(6)
    array([0. , 0.5, 1. ])
    """
    x = as_floats(x)
    return 1.0 / (1.0 + np.exp(np.minimum(-x, 88.0 if x.dtype == np.float32 else 709.0)))  # exp of more overflows


@_ours(lambda y, x: np.greater(x, 0))
def relu(x: Array) -> Array:
    """Compute max(x, 0) elementwise; its derivative at 0 is 0.

    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(as_floats(x), 0)


@_ours(lambda y, x: sigmoid(x))
def softplus(x: Array) -> Array:
    """Compute log(1 + exp(x)) elementwise, without overflow.

    >>> softplus(np.array([-1000.0, 0.0, 1000.0]))
    array([0.00000000e+00, 6.93147181e-01, 1.00000000e+03])
    """
    x = as_floats(x)
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def as_floats(x: Array) -> Array:
    """Return numbers as floats; float32 and Complex stay as they are, also inside a box."""
    if type(x) is np.ndarray and x.dtype.kind in "fc":
        return x
    if isinstance(x, Box):
        return x if x.dtype.kind in "fc" else x.astype(float)  # type: ignore[attr-defined]
    return x if isinstance(x, np.inexact) else reals(x, "x")


def _top(x: Array, axis: int | tuple[int, ...] | None) -> Array:
    """The largest along an axis, as a constant."""
    try:
        return constant(np.max(x, axis=axis, keepdims=True))
    except (TypeError, ValueError, IndexError, OverflowError):
        raise ValueError(
            f"axis is one of the axes of x, a tuple of them, or None for all; got {given(axis)} for an x of shape "
            f"{x.shape}, which may not be empty"
        ) from None


def logsumexp(x: Array, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Array:
    """Compute log(sum(exp(x))) over an axis (a number, a tuple, or None for all), without overflow.

    >>> float(logsumexp(np.array([1000.0, 1000.0])))
    1000.6931471805599
    """
    x = as_floats(x)
    top = _top(x, axis)
    top = np.where(np.isfinite(top), top, 0)  # inf - inf would be NaN
    y = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)) + top
    return y if keepdims else np.squeeze(y, axis=axis)


def softmax(x: Array, axis: int | tuple[int, ...] | None = -1) -> Array:
    """Compute exp(x) / sum(exp(x)) along an axis, without overflow: positive numbers that sum to 1.

    >>> softmax(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    """
    x = as_floats(x)
    e = np.exp(x - _top(x, axis))
    return e / np.sum(e, axis=axis, keepdims=True)


def _constant(x: Array) -> Array:
    """The values of x as constants, so that no derivative flows back through them."""
    return x


constant = own(Primitive("constant", _constant))
