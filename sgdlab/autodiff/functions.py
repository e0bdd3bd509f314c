"""Functions that NumPy lacks, for plain arrays and for every kind of box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .dispatch import RULES, Array, Box, Primitive, own
from .rules.elementwise import Derivative, elementwise


def _ours(*derivatives: Derivative) -> Callable[[Callable[..., Array]], Callable[..., Array]]:
    """Make a primitive of a function on plain arrays, given its local derivatives."""

    def decorate(plain: Callable[..., Array]) -> Callable[..., Array]:
        primitive = elementwise(plain, *derivatives)
        del RULES[plain]
        return own(primitive)

    return decorate


@_ours(lambda y, x: y * (1 - y))
def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)), elementwise, without overflow.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).round(6)
    array([0. , 0.5, 1. ])
    """
    x = as_floats(x)
    return 1 / (1 + np.exp(np.minimum(-x, 88.0 if x.dtype == np.float32 else 709.0)))  # exp of more would overflow


@_ours(lambda y, x: np.greater(x, 0))
def relu(x: Array) -> Array:
    """max(x, 0), elementwise; its derivative at 0 is 0.

    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(x, 0)


@_ours(lambda y, x: sigmoid(x))
def softplus(x: Array) -> Array:
    """log(1 + exp(x)), elementwise, without overflow.

    >>> softplus(np.array([-1000.0, 0.0, 1000.0]))
    array([0.00000000e+00, 6.93147181e-01, 1.00000000e+03])
    """
    x = as_floats(x)
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def as_floats(x: Any) -> Any:
    """Numbers as floats: float32 stays float32, and what is inside a box stays there."""
    if not isinstance(x, (Box, np.ndarray, np.generic)):
        return np.asarray(x, dtype=float)
    return x if x.dtype.kind in "fc" else x.astype(float)  # type: ignore[union-attr]


def logsumexp(x: Array, axis: Any = None, keepdims: bool = False) -> Array:
    """log(sum(exp(x))) over an axis (a number, a tuple, or None for all), without overflow.

    >>> float(logsumexp(np.array([1000.0, 1000.0])))
    1000.6931471805599
    """
    x = as_floats(x)
    top = constant(np.max(x, axis=axis, keepdims=True))
    y = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)) + top
    return y if keepdims else np.squeeze(y, axis=axis)


def softmax(x: Array, axis: Any = -1) -> Array:
    """exp(x) / sum(exp(x)) along an axis, without overflow: positive numbers that sum to 1.

    >>> softmax(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    """
    x = as_floats(x)
    e = np.exp(x - constant(np.max(x, axis=axis, keepdims=True)))
    return e / np.sum(e, axis=axis, keepdims=True)


def _constant(x: Array) -> Array:
    """The values of x as if they were given numbers: no derivative flows back through this."""
    return x


constant = own(Primitive("constant", _constant))
