"""Derivative rules of functions that reduce or reshape an array.

A function that is linear in its argument is its own forward rule, because the tangent goes through the same function.
Its reverse rule is its transpose, so only that is given [linear].
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from ..dispatch import RULES, Array, Box, Function, Index, Primitive, Rule, own
from .elementwise import lift, unbroadcast
from .kinks import nonzero

Axis = int | tuple[int, ...] | None
_reduce: Any = np.add.reduce  # what np.sum calls in the end, without the overhead


def linear(name: str, function: Function, transpose: Rule, many: Rule | None = None) -> Primitive:
    """The rules of a function that is linear in its array, given `transpose(g, y, x, **options)`.

    `many` is alike, for tangents with one more axis in front.
    """

    def jvp(t: Array, y: Array, x: Array, **options: object) -> Array:
        if many is not None and t.ndim > x.ndim:
            return many(t, y, x, **options)
        return primitive.function(t, **options)  # a box again if derivatives are nested

    primitive = Primitive(name, function, (transpose,), (jvp,), batches=many is not None, keeps=False)
    return primitive


def axes_of(axis: Axis, ndim: int) -> tuple[int, ...]:
    """Return the axes that an option names, as numbers from 0; all for None.  As in NumPy, a number has an axis 0."""
    if axis is None or (not ndim and type(axis) is int and -1 <= axis <= 0):
        return tuple(range(ndim))
    if type(axis) is int and -ndim <= axis < ndim:  # the usual case, in half the time
        return (axis % ndim,)
    return normalize_axis_tuple(axis, ndim)


def pick_along(a: Array, axis: int, part: Index) -> Array:
    """Index one axis of an array: a[:, :, part]."""
    return a[(slice(None),) * axes_of(axis, a.ndim)[0] + (part,)]


def flattened(a: Array, axis: int | None) -> tuple[Array, int]:
    """Return an array and its axis; for axis=None the flattened array; a number gets one axis, as in NumPy."""
    if axis is None or not a.ndim:
        a = a.reshape((-1,))
    return a, 0 if axis is None else axes_of(axis, a.ndim)[0]


def keep_axes(g: Array, x: Array, axis: Axis, keepdims: bool) -> Array:
    """Restore the axes that a reduction removed, with length 1."""
    if keepdims:
        return g
    axes = axes_of(axis, x.ndim)
    return g.reshape(tuple(1 if i in axes else n for i, n in enumerate(x.shape)))


def spread(g: Array, shape: tuple[int, ...]) -> Array:
    """Repeat a gradient to a shape that it broadcasts to."""
    if isinstance(g, Box):
        return np.broadcast_to(g, shape)  # type: ignore[call-overload]
    full = np.empty(shape, g.dtype)  # a seventh of the time of np.broadcast_to on small shapes
    full[...] = g
    return full


def size(x: Array, axis: Axis) -> int:
    """Return how many numbers are reduced to one."""
    return int(x.size) if axis is None else math.prod(x.shape[a] for a in axes_of(axis, x.ndim))


def _sum_t(g: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    return spread(g if axis is None else keep_axes(g, x, axis, keepdims), x.shape)


def _mean_t(g: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    return _sum_t(g / size(x, axis), y, x, axis, keepdims)


def _sum(x: Array, axis: object = None, keepdims: bool = False) -> Array:
    return _reduce(x, axis=axis, keepdims=keepdims)


def _mean(x: Array, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Array:
    return _reduce(x, axis=axis, keepdims=keepdims) / size(x, axis)


def _rules(slope: Function) -> tuple[tuple[Rule], tuple[Rule]]:
    """The rules of a reduction, given its derivative slope(y, x, axis) by each entry of x; y has all axes of x."""

    def vjp(g: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
        g, y = (keep_axes(a, x, axis, keepdims) for a in (g, y))
        return g * slope(y, x, axis)

    def jvp(t: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
        return np.sum(t * slope(keep_axes(y, x, axis, keepdims), x, axis), axis=axis, keepdims=keepdims)

    return (vjp,), (jvp,)


def _extreme(key: Function, function: np.ufunc) -> None:
    """Add max or min to the table; entries that tie share the gradient evenly."""

    def plain(x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
        return function.reduce(x, axis=axis, keepdims=keepdims)

    def share(y: Array, x: Array, axis: Axis) -> Array:
        hit = np.equal(x, y).astype(x.dtype)
        return hit / hit.sum(axis=axis, keepdims=True)

    RULES[key] = Primitive(key.__name__, plain, *_rules(share))


def _length(x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """Compute the Euclidean length of an array, or of its parts along the axes; the gradient at 0 is 0."""
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


def _transpose_t(g: Array, y: Array, x: Array, axes: Sequence[int] | None = None) -> Array:
    return g.transpose(None if axes is None else tuple(np.argsort([a % x.ndim for a in axes]).tolist()))


def inner(axis: Axis, x: Array) -> tuple[int, ...]:
    """The axes of x in an array with one more axis in front."""
    return tuple(1 + i for i in axes_of(axis, x.ndim))


def _transpose_many(t: Array, y: Array, x: Array, axes: Sequence[int] | None = None) -> Array:
    return t.transpose((0, *inner(tuple(range(x.ndim))[::-1] if axes is None else tuple(axes), x)))


RULES[np.sum] = linear("sum", _sum, _sum_t, lambda t, y, x, axis=None, **o: _sum(t, inner(axis, x), **o))
RULES[np.mean] = linear("mean", _mean, _mean_t, lambda t, y, x, axis=None, **o: _mean(t, inner(axis, x), **o))
CUMSUM = linear(
    "cumsum",
    lambda x, axis=0: np.cumsum(x, axis),
    lambda g, y, x, axis=0: np.flip(np.cumsum(np.flip(g, axis), axis), axis),
)
RULES[np.reshape] = linear(
    "reshape",
    lambda x, shape: x.reshape(shape),
    lambda g, y, x, shape=None: g.reshape(x.shape),
    lambda t, y, x, shape=None: t.reshape(t.shape[:1] + y.shape),
)
RULES[np.transpose] = linear("transpose", lambda x, axes=None: x.transpose(axes), _transpose_t, _transpose_many)
RULES[np.broadcast_to] = linear(
    "broadcast_to",
    lambda x, shape: np.broadcast_to(x, shape),
    lambda g, y, x, shape=None: unbroadcast(g, x.shape),
    lambda t, y, x, shape=None: np.broadcast_to(lift(t, x, y), t.shape[:1] + y.shape),
)
ASTYPE = linear("astype", lambda x, dtype: x.astype(dtype), lambda g, y, x, dtype=None: g.astype(x.dtype))
AS_CONSTANT = Primitive("astype", lambda x, dtype: x.astype(dtype))  # integers and booleans have no derivative
_extreme(np.max, np.maximum)
_extreme(np.min, np.minimum)
length = own(Primitive("norm", _length, *_rules(lambda y, x, axis: x / nonzero(y))))
