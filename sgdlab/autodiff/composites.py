"""Composite operations: affine maps and three losses, each a single node of the graph.

As single nodes they are numerically stable, and a gradient takes 0.6 to 1 times as long as with separate primitives.
Their rules are written with NumPy functions, so they can be differentiated again.

The losses average over the axes of the examples only: one axis if the target has one, so predictions (..., B) for
parameters (..., P) give losses (...).
"""

from __future__ import annotations

import math
from functools import reduce

import numpy as np
from numpy.typing import DTypeLike

from sgdlab.checks import given, reals
from sgdlab.checks import labels as labels_of

from .checked_call import composite
from .dispatch import Array, Function, Rule
from .functions import constant, sigmoid, softplus
from .rules.elementwise import lift, unbroadcast
from .rules.linalg import left_jvp, left_vjp, matmul, right_jvp, right_vjp
from .rules.picking import pick

_ndarray, _ONE = np.ndarray, np.array(1.0)  # to compare with an array is faster than with 1.0
FEW = 7  # classes: NumPy adds up to seven numbers one after the other, so the order is the same here
MANY = 500  # classes: the identity matrix would take more time and memory than comparing does
_COUNTS = "no examples, or different numbers of them, which NumPy might repeat"


def _rules(slope_of: Function, axes: tuple[int, ...]) -> tuple[Rule, Rule]:
    """The rules of a loss that is a mean over these axes of the logits, given its slope with respect to them."""

    # The classes are in a tuple so that a compiled program names them as the loss does.
    def vjp(g: Array, y: Array, logits: Array, *classes: Array) -> Array:
        part = slope_of(logits, *classes) * (np.expand_dims(g, axes) if g.ndim else g)
        return part if part.shape == logits.shape else unbroadcast(part, logits.shape)

    def jvp(t: Array, y: Array, logits: Array, *classes: Array) -> Array:
        slope = slope_of(logits, *classes)
        return np.sum(slope * lift(t, logits, slope), axis=axes)

    return vjp, jvp


def _mse(sign: float, i: int) -> tuple[Rule, Rule]:
    def vjp(g: Array, y: Array, *args: Array) -> Array:
        r = args[0] - args[1]
        g = g * (sign * 2 / r.shape[-1])
        part = r * (g[..., None] if g.ndim else g)
        return part if part.shape == args[i].shape else unbroadcast(part, args[i].shape)

    def jvp(t: Array, y: Array, *args: Array) -> Array:
        r = args[0] - args[1]
        return np.sum(r * lift(t, args[i], r), axis=-1) * (sign * 2 / r.shape[-1])

    return vjp, jvp


@composite("prediction (…, B) and target (B,) or (…, B), B at least 1", _mse(1.0, 0), _mse(-1.0, 1))
def mean_squared_error(prediction: Array, target: Array) -> Array:
    """Compute mean((prediction - target)^2) over the last axis: (..., B) and (B,) or (..., B) to (...).

    >>> float(mean_squared_error(np.array([1.0, 2.0]), np.array([0.0, 4.0])))
    2.5
    """
    if not 0 < prediction.shape[-1] == target.shape[-1]:
        raise ValueError(_COUNTS)
    r = prediction - target
    if type(r) is _ndarray:
        return (np.dot(r, r) if r.ndim == 1 else np.einsum("...i,...i->...", r, r)) / r.shape[-1]
    return np.add.reduce(r * r, axis=-1) / r.shape[-1]


def _bce_slope(logits: Array, target: Array) -> Array:
    """(sigmoid(z) - y) / B, written so that it is exact to rounding for large margins too."""
    s = 1.0 - 2.0 * target
    margins = s * logits
    slope = sigmoid(margins)
    return slope * s / logits.shape[-1]


def _zeros_and_ones(logits: Array, target: Array) -> Array:
    found = reals(target, "target")
    if np.count_nonzero(found) != np.count_nonzero(found == _ONE):
        raise ValueError(f"target holds 0 and 1, the class of each example; got {given(target)}")
    return found


@composite("logits (…, B) and target (B,) or (…, B), B at least 1", _rules(_bce_slope, (-1,)), constant=_zeros_and_ones)
def binary_cross_entropy(logits: Array, target: Array) -> Array:
    """Compute mean(log(1 + exp(-(2 y - 1) z))) over the last axis: logits z (..., B), classes y (B,) or (..., B).

    The result (...) is accurate for logits of any size.  The target is a constant.  Errors: classes other than 0 and 1.

    >>> round(float(binary_cross_entropy(np.array([0.0, 1000.0]), np.array([1.0, 1.0]))), 6)
    0.346574
    """
    if not 0 < logits.shape[-1] == target.shape[-1]:
        raise ValueError(_COUNTS)
    s = 1.0 - 2.0 * target
    margins = s * logits
    terms = softplus(margins)
    return np.add.reduce(terms, axis=-1) / margins.shape[-1]


def one_hot(labels: Array, classes: int, dtype: DTypeLike = float) -> Array:
    """Return rows of the identity matrix: integers (...,) give numbers (..., classes).

    >>> one_hot(np.array([1, 0]), 3)
    array([[0., 1., 0.],
           [1., 0., 0.]])
    """
    if classes > MANY:
        return (np.expand_dims(labels, -1) == np.arange(classes)).astype(dtype)
    return pick(np.eye(classes, dtype=dtype), labels)


def _sce_slope(logits: Array, labels: Array) -> Array:
    e, total, _ = _exponentials(logits)
    if type(logits) is not _ndarray or logits.ndim > 2 or labels.ndim > 1:
        return (e / total - one_hot(labels, logits.shape[-1], logits.dtype)) / logits.shape[-2]
    e /= total * len(logits)
    e[np.arange(len(logits)), labels] -= 1 / len(logits)
    return e


def _exponentials(logits: Array) -> tuple[Array, Array, Array]:
    """exp(z - max z), its sums and max z, by rows."""
    top = constant(np.maximum.reduce(logits, axis=-1, keepdims=True))
    e = np.exp(logits - top)
    return e, np.add.reduce(e, axis=-1, keepdims=True), top


def _class_by_class(logits: Array, labels: Array) -> Array:
    """The cross-entropy at many parameters: to reduce an axis of FEW classes takes NumPy 3 to 12 times as long."""
    top = reduce(np.maximum, np.moveaxis(logits, -1, 0))
    total = sum(np.exp(logits[..., k] - top) for k in range(logits.shape[-1]))
    terms = np.log(total) + top - logits[..., np.arange(len(labels)), labels]
    return np.add.reduce(terms, axis=-1) / len(labels)


def _classes(logits: Array, target: Array) -> Array:
    return labels_of(target, "labels", logits.shape[-1]) if logits.ndim else target


@composite("logits (…, B, K) and labels (B,) or (…, B), B at least 1", _rules(_sce_slope, (-2, -1)), constant=_classes)
def softmax_cross_entropy(logits: Array, labels: Array) -> Array:
    """Compute mean(logsumexp(z) - z[label]) over the examples: logits (..., B, K), labels (B,) or (..., B), to (...).

    Errors: labels that are not whole numbers from 0 to K - 1.

    >>> round(float(softmax_cross_entropy(np.array([[0.0, 0.0], [1000.0, 0.0]]), np.array([1, 0]))), 6)
    0.346574
    """
    if not 0 < logits.shape[-2] == labels.shape[-1]:
        raise ValueError(_COUNTS)
    plain = type(logits) is _ndarray
    if plain and labels.ndim == 1 and logits.ndim > 2 and logits.shape[-1] <= FEW:
        return _class_by_class(logits, labels)
    _, total, top = _exponentials(logits)
    if plain and labels.ndim == 1:
        chosen = np.add.reduce(logits[..., np.arange(len(labels)), labels], axis=-1)
    else:
        hot = one_hot(labels, logits.shape[-1], logits.dtype)
        picked = np.where(hot, logits, 0) if plain else logits * hot  # -inf * 0 would be NaN
        chosen = np.sum(picked, axis=(-2, -1))
    return (np.add.reduce((np.log(total) + top)[..., 0], axis=-1) - chosen) / logits.shape[-2]


def _product(a: Array, b: Array) -> Array:
    """a @ b of (..., n) and (n, m), as one product of matrices, which is faster."""
    if a.ndim <= 2:
        return matmul(a, b)
    return matmul(a.reshape(math.prod(a.shape[:-1]), a.shape[-1]), b).reshape(a.shape[:-1] + b.shape[1:])


def _rows(X: Array, w: Array) -> Array:
    """X w: (B, d) and (..., d), or (..., B, d) and (..., d), to (..., B)."""
    if w.ndim == 1:
        return matmul(X, w)
    if X.ndim == 2:
        return _product(w, X.T)
    return matmul(X, w[..., None])[..., 0]


def _affine_w(g: Array, y: Array, X: Array, w: Array, b: Array = None) -> Array:
    return unbroadcast(_product(g, X) if X.ndim == 2 else matmul(g[..., None, :], X)[..., 0, :], w.shape)


def _affine_w_jvp(t: Array, _: Array, X: Array, w: Array, b: Array = None) -> Array:
    return _rows(X, t) if t.ndim == w.ndim or X.ndim in (2, w.ndim + 1) else NotImplemented


@composite(
    "X (…, B, d), w (…, d) and b (…)",
    (lambda g, y, X, w, b=None: unbroadcast(g[..., None] * w[..., None, :], X.shape),
     lambda t, y, X, w, b=None: _rows(t, w) if t.ndim == X.ndim or w.ndim == 1 else NotImplemented),
    (_affine_w, _affine_w_jvp),
    (lambda g, y, X, w, b: unbroadcast(np.add.reduce(g, axis=-1), b.shape),
     lambda t, y, X, w, b: lift(t[..., None], b[..., None], y)),
)  # fmt: skip
def affine(X: Array, w: Array, b: Array | None = None) -> Array:
    """Compute X w + b for examples in rows, for many parameters at once along leading axes.

    X (B, d), w (..., d) and b (...) give (..., B), in one matrix product; X (..., B, d) pairs its leading axes with
    those of w.

    >>> affine(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 1.0]), 0.5)
    array([3.5, 7.5])
    """
    if X.ndim < 2:
        raise ValueError("X has a row for each example")
    z = _rows(X, w)
    return z if b is None else z + (b[..., None] if getattr(b, "ndim", 0) else b)


def _dense_b(g: Array, y: Array, X: Array, W: Array, b: Array) -> Array:
    if b.ndim == 1:
        return unbroadcast(g, b.shape)
    return unbroadcast(np.add.reduce(g, axis=-2), b.shape)


@composite(
    "X (…, B, d), W (…, d, k) and b (…, k)",
    (left_vjp, left_jvp),
    (right_vjp, right_jvp),
    (_dense_b, lambda t, y, X, W, b: lift(t[..., None, :], b[..., None, :], y)),
)
def dense(X: Array, W: Array, b: Array | None = None) -> Array:
    """Compute X W + b, a layer: X (..., B, d), W (..., d, k) and b (..., k) give (..., B, k).

    >>> dense(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5, 1.5]))
    array([[1.5, 3.5]])
    """
    if X.ndim < 2 or W.ndim < 2:
        raise ValueError("X has a row for each example, and W a column for each output")
    if b is None:
        return matmul(X, W)
    if np.shape(b)[-1:] != W.shape[-1:]:
        raise ValueError(f"{np.shape(b)} for {W.shape[-1]} outputs")
    return matmul(X, W) + b[..., None, :]
