"""NumPy functions that reshape, join, split and reorder arrays, composed of functions with derivative rules."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..dispatch import DERIVED, Array, Box, Function, Index
from .array import Axis, axes_of, flattened, pick_along
from .picking import concatenate, scatter

# Shapes.


def _reordering(function: Function) -> Function:
    """NumPy's function moves an array in which axis i has length i, so its shape tells where each axis went."""
    return lambda a, **where: np.transpose(a, function(np.empty(range(a.ndim)), **where).shape)


def _squeeze(a: Array, axis: Axis = None) -> Array:
    one = [i for i, n in enumerate(a.shape) if n == 1] if axis is None else axes_of(axis, a.ndim)
    if any(a.shape[i] != 1 for i in one):
        raise ValueError(f"only axes of length 1 can be squeezed out; axis {axis} of shape {a.shape} is longer")
    return a.reshape(tuple(n for i, n in enumerate(a.shape) if i not in one))


def _at_least(ndim: int, axes: Sequence[tuple[int, ...]]) -> Function:
    """np.atleast_1d and its kind: which axes an array of fewer dimensions gets, by their number."""

    def widened(*arrays: Array) -> Array:
        found = tuple(a if np.ndim(a) >= ndim else np.expand_dims(a, axes[np.ndim(a)]) for a in arrays)
        return found[0] if len(found) == 1 else found

    return widened


# Joining and splitting.


def _hstack(tup: Sequence[Array]) -> Array:
    parts = [np.atleast_1d(a) for a in tup]
    return concatenate(parts, axis=0 if np.ndim(parts[0]) == 1 else 1)


def _split(a: Array, sections: Index, axis: int = 0) -> list[Array]:
    pieces = _array_split(a, sections, axis)
    if isinstance(sections, int) and a.shape[axis] % sections:
        raise ValueError(f"np.split makes equal parts, but {a.shape[axis]} is not a multiple of {sections}")
    return pieces


def _array_split(a: Array, sections: Index, axis: int = 0) -> list[Array]:
    pieces = np.array_split(np.arange(a.shape[axis]), sections)
    return [pick_along(a, axis, slice(p[0], p[-1] + 1) if len(p) else slice(0, 0)) for p in pieces]


# Picking, repeating, reordering.


def _take(a: Array, indices: Array, axis: int | None = None) -> Array:
    if not isinstance(indices, Box):
        indices = np.asarray(indices).astype(np.intp, casting="safe")  # a boolean is 0 or 1 here, not a mask
    return pick_along(*flattened(a, axis), indices)


def _take_along_axis(a: Array, indices: Array, axis: int | None = -1) -> Array:
    a, axis = flattened(a, axis)
    if np.ndim(indices) != a.ndim:
        raise ValueError(f"np.take_along_axis takes indices with {a.ndim} axes, as the array; got {np.ndim(indices)}")
    grid = list(np.ogrid[tuple(slice(n) for n in a.shape)])
    grid[axis] = indices
    return a[tuple(grid)]


def _sort(a: Array, axis: int | None = -1) -> Array:
    return _take_along_axis(a, np.argsort(a, axis=axis, kind="stable"), axis)


def _repeat(a: Array, repeats: int | Sequence[int], axis: int | None = None) -> Array:
    a, axis = flattened(a, axis)
    return pick_along(a, axis, np.repeat(np.arange(a.shape[axis]), repeats))


def _tile(A: Array, reps: int | Sequence[int]) -> Array:
    counts = tuple(np.atleast_1d(np.asarray(reps, int)).tolist())
    A = A.reshape((1,) * (len(counts) - A.ndim) + A.shape)
    for axis, count in zip(range(-len(counts), 0), counts, strict=True):
        A = pick_along(A, axis, np.tile(np.arange(A.shape[axis]), count)) if count != 1 else A
    return A


def _flip(m: Array, axis: Axis = None) -> Array:
    for i in axes_of(axis, m.ndim):
        m = pick_along(m, i, slice(None, None, -1))
    return m


def _rot90(m: Array, k: int = 1, axes: tuple[int, int] = (0, 1)) -> Array:
    first, second = axes_of(tuple(axes), m.ndim)
    turned = np.swapaxes(m, first, second) if k % 2 else m
    return _flip(turned, ((), (first,), (first, second), (second,))[k % 4])


def _fftshift(x: Array, axes: int | tuple[int, ...] | None = None, sign: int = 1) -> Array:
    for i in axes_of(tuple(axes) if isinstance(axes, list) else axes, x.ndim):
        x = _roll(x, sign * (x.shape[i] // 2), i)
    return x


def _roll(a: Array, shift: ArrayLike, axis: ArrayLike | None = None) -> Array:
    if axis is None:
        return _roll(a.reshape((-1,)), shift, 0).reshape(a.shape)
    for i, s in np.broadcast(axis, shift):  # each may be one number for several of the other
        a = pick_along(a, i, np.roll(np.arange(a.shape[i]), s))
    return a


PAD_MODES = ("constant", "edge", "reflect", "symmetric", "wrap")  # the others compute with the numbers


def _pad(array: Array, pad_width: Any, mode: str = "constant", constant_values: float = 0) -> Array:
    if mode not in PAD_MODES:
        raise TypeError(f"np.pad with mode={mode!r} has no derivative rule here; there are {', '.join(PAD_MODES)}")
    if isinstance(pad_width, dict):
        pad_width = [pad_width.get(i, pad_width.get(i - array.ndim, 0)) for i in range(array.ndim)]
        pad_width = [(w, w) if np.ndim(w) == 0 else w for w in pad_width]
    widths = np.broadcast_to(np.asarray(pad_width), (array.ndim, 2))
    if mode == "constant":
        inside = tuple(slice(b, b + n) for (b, _), n in zip(widths.tolist(), array.shape, strict=True))
        frame = np.pad(np.zeros(array.shape), pad_width, constant_values=constant_values)
        return scatter(array, inside, frame.shape) + frame.astype(array.dtype)
    for axis, width in enumerate(widths.tolist()):
        array = pick_along(array, axis, np.pad(np.arange(array.shape[axis]), tuple(width), mode=mode))  # type: ignore[call-overload]
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


DERIVED.update({
    np.swapaxes: _reordering(np.swapaxes), np.moveaxis: _reordering(np.moveaxis),
    np.rollaxis: _reordering(np.rollaxis), np.matrix_transpose: lambda x: np.swapaxes(x, -1, -2),
    np.linalg.matrix_transpose: lambda x: np.swapaxes(x, -1, -2),
    np.linalg.diagonal: lambda x, offset=0: _diagonal(x, offset, -2, -1),
    np.linalg.trace: lambda x, offset=0: _trace(x, offset, -2, -1),
    np.squeeze: _squeeze, np.ravel: lambda a: a.reshape((-1,)),
    np.expand_dims: lambda a, axis: a.reshape(np.expand_dims(np.broadcast_to(np.empty(()), a.shape), axis).shape),
    np.atleast_1d: _at_least(1, [(0,)]), np.atleast_2d: _at_least(2, [(0, 1), (0,)]),
    np.atleast_3d: _at_least(3, [(0, 1, 2), (0, 2), (2,)]),
    np.stack: lambda arrays, axis=0: concatenate([np.expand_dims(a, axis) for a in arrays], axis=axis),
    np.hstack: _hstack, np.vstack: lambda tup: concatenate([np.atleast_2d(a) for a in tup], axis=0),
    np.dstack: lambda tup: concatenate([np.atleast_3d(a) for a in tup], axis=2),
    np.column_stack: lambda tup: concatenate([a if np.ndim(a) > 1 else np.reshape(a, (-1, 1)) for a in tup], axis=1),
    np.append: lambda arr, values, axis=None: concatenate([arr, values], axis=axis),
    np.split: _split, np.array_split: _array_split,
    np.hsplit: lambda ary, sections: _split(ary, sections, int(ary.ndim > 1)), np.vsplit: _split,
    np.dsplit: lambda ary, sections: _split(ary, sections, 2),
    np.take: _take, np.take_along_axis: _take_along_axis, np.sort: _sort, np.repeat: _repeat, np.tile: _tile,
    np.flip: _flip, np.flipud: lambda m: _flip(m, 0), np.fliplr: lambda m: _flip(m, 1), np.rot90: _rot90,
    np.roll: _roll, np.fft.fftshift: _fftshift, np.fft.ifftshift: lambda x, axes=None: _fftshift(x, axes, -1),
    np.pad: _pad, np.diagonal: _diagonal, np.trace: _trace, np.diag: _diag,
    np.triu: lambda m, k=0: np.where(np.triu(np.ones(m.shape[-2:], bool), k), m, 0),
    np.tril: lambda m, k=0: np.where(np.tril(np.ones(m.shape[-2:], bool), k), m, 0),
})  # fmt: skip
