"""Derivative rules of products of matrices and of linear algebra."""

from __future__ import annotations

import numpy as np

from .dispatch import DERIVED, RULES, Array, Primitive
from .rules_elementwise import unbroadcast


def _swap(a: Array) -> Array:
    return a.T if a.ndim == 2 else np.swapaxes(a, -1, -2)


def matmul(a: Array, b: Array) -> Array:
    """a @ b; np.dot, which is faster on small ones, where both are plain and at most matrices."""
    if type(a) is np.ndarray and type(b) is np.ndarray and a.ndim <= 2 and b.ndim <= 2:
        return np.dot(a, b)
    return np.matmul(a, b)


def _left(g: Array, y: Array, a: Array, b: Array) -> Array:
    """The gradient of a in a @ b."""
    if b.ndim == 1:
        return g * b if a.ndim == 1 else unbroadcast(g[..., None] * b, a.shape)
    if a.ndim == 1:
        return unbroadcast(matmul(b, g[..., None])[..., 0], a.shape)
    return unbroadcast(matmul(g, _swap(b)), a.shape)


def _right(g: Array, y: Array, a: Array, b: Array) -> Array:
    """The gradient of b in a @ b."""
    if a.ndim == 1:
        return a * g if b.ndim == 1 else unbroadcast(a[:, None] * g[..., None, :], b.shape)
    if b.ndim == 1:
        return matmul(g, a) if a.ndim == 2 else unbroadcast(matmul(_swap(a), g[..., None])[..., 0], b.shape)
    return unbroadcast(matmul(_swap(a), g), b.shape)


RULES[np.matmul] = Primitive(
    "matmul",
    matmul,
    (_left, _right),
    (lambda t, y, a, b: matmul(t, b), lambda t, y, a, b: matmul(a, t)),
    arrays=2,
)


def dot(a: Array, b: Array) -> Array:
    """np.dot: a product of numbers, of matrices, or over the last axis of a and the last but one of b."""
    if not np.ndim(a) or not np.ndim(b):
        return a * b
    if np.ndim(a) <= 2 and np.ndim(b) <= 2 or np.ndim(b) == 1:
        return a @ b
    return np.tensordot(a, b, axes=((-1,), (-2,)))


DERIVED[np.dot] = dot
