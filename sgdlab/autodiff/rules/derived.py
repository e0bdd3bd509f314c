"""NumPy functions written in terms of those that have derivative rules: they need none of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..dispatch import DERIVED, Array, apply
from .array import CUMSUM, Axis, length
from .elementwise import nonzero
from .picking import concatenate, scatter


def _along(a: Array, axis: int, part: Any) -> Array:
    """Pick along one axis: a[:, :, part]."""
    return a[(slice(None),) * (axis % a.ndim) + (part,)]


def _axes(axis: Axis, ndim: int) -> tuple[int, ...]:
    axes = range(ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return tuple(i % ndim for i in axes)


# Reductions.


def _prod(a: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """Products by halves: right at zeros too, and log2(n) operations long."""
    axes = _axes(axis, a.ndim)
    rest = [i for i in range(a.ndim) if i not in axes]
    kept = tuple(1 if i in axes else n for i, n in enumerate(a.shape))
    x = np.transpose(a, [*rest, *axes]).reshape((*(a.shape[i] for i in rest), -1))
    if x.shape[-1] == 0:
        return np.prod(np.empty(a.shape), axis=axes, keepdims=keepdims)
    while (n := x.shape[-1]) > 1:
        odd = [x[..., n - 1 :]] if n % 2 else []
        x = concatenate([x[..., : n // 2] * x[..., n // 2 : n // 2 * 2], *odd], axis=-1)
    return x.reshape(kept) if keepdims else x[..., 0]


def _cumsum(a: Array, axis: int | None = None) -> Array:
    return apply(CUMSUM, a.reshape((-1,)), axis=0) if axis is None else apply(CUMSUM, a, axis=axis)


def _centered(a: Array, axis: Axis) -> tuple[Array, int]:
    n = 1
    for i in _axes(axis, a.ndim):
        n *= a.shape[i]
    return a - np.mean(a, axis=axis, keepdims=True), n


def _var(a: Array, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Array:
    r, n = _centered(a, axis)
    return np.sum(r * r, axis=axis, keepdims=keepdims) / (n - ddof)


def _std(a: Array, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Array:
    r, n = _centered(a, axis)
    return length(r, axis=axis, keepdims=keepdims) / float(np.sqrt(n - ddof))


def _norm(x: Array, ord: Any = None, axis: Axis = None, keepdims: bool = False) -> Array:
    matrix = len(_axes(axis, x.ndim)) == 2
    if ord is None or ord == "fro" or (ord == 2 and not matrix):
        return length(x, axis=axis, keepdims=keepdims)
    if matrix or not isinstance(ord, (int, float)) or ord <= 0:
        raise TypeError(
            f"np.linalg.norm with ord={ord!r} has no derivative rule here; there are None, 'fro', and for vectors any "
            "ord > 0 and np.inf"
        )
    if ord == np.inf:
        return np.max(np.abs(x), axis=axis, keepdims=keepdims)
    if ord == 1:
        return np.sum(np.abs(x), axis=axis, keepdims=keepdims)
    total = np.sum(np.abs(x) ** ord, axis=axis, keepdims=keepdims)
    empty = np.equal(total, 0)  # the gradient of a norm at 0 is 0
    return np.where(empty, 0, nonzero(total) ** (1 / ord))


def _clip(a: Array, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None) -> Array:
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    a = a if low is None else np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


# Shapes.


def _swapaxes(a: Array, axis1: int, axis2: int) -> Array:
    order = list(range(a.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return np.transpose(a, order)


def _moveaxis(a: Array, source: Any, destination: Any) -> Array:
    marked = np.empty(tuple(range(a.ndim)))  # axis i has length i, so its shape tells where each one went
    return np.transpose(a, np.moveaxis(marked, source, destination).shape)


def _squeeze(a: Array, axis: Axis = None) -> Array:
    one = [i for i, n in enumerate(a.shape) if n == 1] if axis is None else _axes(axis, a.ndim)
    if any(a.shape[i] != 1 for i in one):
        raise ValueError(f"only axes of length 1 can be squeezed out; axis {axis} of shape {a.shape} is longer")
    return a.reshape(tuple(n for i, n in enumerate(a.shape) if i not in one))


def _expand_dims(a: Array, axis: Any) -> Array:
    return a.reshape(np.expand_dims(np.broadcast_to(np.empty(()), a.shape), axis).shape)


def _atleast_1d(a: Array) -> Array:
    return a if np.ndim(a) else np.reshape(a, (1,))


def _atleast_2d(a: Array) -> Array:
    return a if np.ndim(a) >= 2 else np.reshape(a, (1, -1))


def _ravel(a: Array) -> Array:
    return a.reshape((-1,))


# Joining and splitting.


def _stack(arrays: Sequence[Array], axis: int = 0) -> Array:
    return concatenate([np.expand_dims(a, axis) for a in arrays], axis=axis)


def _hstack(tup: Sequence[Array]) -> Array:
    parts = [_atleast_1d(a) for a in tup]
    return concatenate(parts, axis=0 if np.ndim(parts[0]) == 1 else 1)


def _column_stack(tup: Sequence[Array]) -> Array:
    return concatenate([a if np.ndim(a) > 1 else np.reshape(a, (-1, 1)) for a in tup], axis=1)


def _split(a: Array, sections: Any, axis: int = 0) -> list[Array]:
    pieces = np.array_split(np.arange(a.shape[axis]), sections)
    if isinstance(sections, int) and a.shape[axis] % sections:
        raise ValueError(f"np.split makes equal parts, and {a.shape[axis]} is not {sections} times something")
    return [_along(a, axis, slice(p[0], p[-1] + 1) if len(p) else slice(0, 0)) for p in pieces]


def _array_split(a: Array, sections: Any, axis: int = 0) -> list[Array]:
    pieces = np.array_split(np.arange(a.shape[axis]), sections)
    return [_along(a, axis, slice(p[0], p[-1] + 1) if len(p) else slice(0, 0)) for p in pieces]


# Picking, repeating, reordering.


def _take(a: Array, indices: Any, axis: int | None = None) -> Array:
    return a.reshape((-1,))[indices] if axis is None else _along(a, axis, indices)


def _take_along_axis(a: Array, indices: Any, axis: int) -> Array:
    grid = list(np.ogrid[tuple(slice(n) for n in a.shape)])
    grid[axis] = indices
    return a[tuple(grid)]


def _sort(a: Array, axis: int | None = -1) -> Array:
    if axis is None:
        a, axis = a.reshape((-1,)), 0
    return _take_along_axis(a, np.argsort(a, axis=axis, kind="stable"), axis)


def _repeat(a: Array, repeats: Any, axis: int | None = None) -> Array:
    if axis is None:
        a, axis = a.reshape((-1,)), 0
    return _along(a, axis, np.repeat(np.arange(a.shape[axis]), repeats))


def _tile(A: Array, reps: Any) -> Array:
    counts = (reps,) if isinstance(reps, int) else tuple(reps)
    shape = (1,) * (len(counts) - A.ndim) + A.shape
    counts = (1,) * (len(shape) - len(counts)) + counts
    A = A.reshape(shape)
    for axis, count in enumerate(counts):
        A = _along(A, axis, np.tile(np.arange(shape[axis]), count)) if count != 1 else A
    return A


def _flip(m: Array, axis: Axis = None) -> Array:
    for i in _axes(axis, m.ndim):
        m = _along(m, i, slice(None, None, -1))
    return m


def _roll(a: Array, shift: Any, axis: Any = None) -> Array:
    if axis is None:
        return _roll(a.reshape((-1,)), shift, 0).reshape(a.shape)
    axes = axis if isinstance(axis, tuple) else (axis,)
    shifts = shift if isinstance(shift, tuple) else (shift,) * len(axes)
    for i, s in zip(axes, shifts, strict=True):
        a = _along(a, i, np.roll(np.arange(a.shape[i]), s))
    return a


def _pad(array: Array, pad_width: Any, mode: str = "constant", constant_values: Any = 0) -> Array:
    widths = np.broadcast_to(np.asarray(pad_width), (array.ndim, 2))
    if mode == "constant":
        inside = tuple(slice(b, b + n) for (b, _), n in zip(widths.tolist(), array.shape, strict=True))
        frame = np.pad(np.zeros(array.shape), pad_width, constant_values=constant_values)
        return scatter(array, inside, frame.shape) + frame.astype(array.dtype)
    for axis, width in enumerate(widths.tolist()):
        array = _along(array, axis, np.pad(np.arange(array.shape[axis]), tuple(width), mode=mode))  # type: ignore[call-overload]
    return array


def _diagonal(a: Array, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Array:
    a = np.moveaxis(a, (axis1, axis2), (-2, -1))
    n = len(np.diagonal(np.empty(a.shape[-2:]), offset))
    rows = np.arange(n) + max(-offset, 0)
    return a[..., rows, rows + offset]


def _trace(a: Array, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Array:
    return np.sum(_diagonal(a, offset, axis1, axis2), axis=-1)


def _diag(v: Array, k: int = 0) -> Array:
    if v.ndim == 2:
        return _diagonal(v, k)
    rows = np.arange(v.shape[0]) + max(-k, 0)
    n = v.shape[0] + abs(k)
    return scatter(v, (rows, rows + k), (n, n))


def _diff(a: Array, n: int = 1, axis: int = -1) -> Array:
    for _ in range(n):
        a = _along(a, axis, slice(1, None)) - _along(a, axis, slice(None, -1))
    return a


def _round(a: Array, decimals: int = 0) -> Array:
    return np.rint(a * 10.0**decimals) / 10.0**decimals


DERIVED.update({
    np.prod: _prod, np.cumsum: _cumsum, np.var: _var, np.std: _std, np.linalg.norm: _norm,
    np.clip: _clip, np.swapaxes: _swapaxes,
    np.moveaxis: _moveaxis, np.squeeze: _squeeze, np.expand_dims: _expand_dims, np.ravel: _ravel,
    np.atleast_1d: _atleast_1d, np.atleast_2d: _atleast_2d, np.stack: _stack, np.hstack: _hstack,
    np.vstack: lambda tup: concatenate([_atleast_2d(a) for a in tup], axis=0), np.column_stack: _column_stack,
    np.split: _split, np.array_split: _array_split, np.take: _take, np.take_along_axis: _take_along_axis,
    np.sort: _sort, np.repeat: _repeat, np.tile: _tile, np.flip: _flip, np.flipud: lambda m: _flip(m, 0),
    np.fliplr: lambda m: _flip(m, 1), np.roll: _roll, np.pad: _pad, np.diagonal: _diagonal, np.trace: _trace,
    np.diag: _diag, np.diff: _diff, np.round: _round, np.amax: lambda a, **o: np.max(a, **o),
    np.amin: lambda a, **o: np.min(a, **o), np.triu: lambda m, k=0: m * np.triu(np.ones(m.shape[-2:], m.dtype), k),
    np.tril: lambda m, k=0: m * np.tril(np.ones(m.shape[-2:], m.dtype), k),
    np.average: lambda a, axis=None, weights=None: (
        np.mean(a, axis=axis) if weights is None else np.sum(a * weights, axis=axis) / np.sum(weights, axis=axis)
    ),
})  # fmt: skip
