"""NumPy functions that reshape, join, split and reorder arrays, composed of functions with derivative rules."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..dispatch import DERIVED, Array, Box, Function, Index
from .array import Axis, axes_of, flattened, pick_along
from .picking import concatenate, scatter

# Shapes.


def _reordering(function: Function) -> Function:
    """NumPy's function moves an array in which axis i has length i, so its shape tells where each axis went."""
    return lambda a, **where: np.transpose(a, function(np.empty(range(a.ndim)), **where).shape)


def _rearranging(function: Function) -> Function:
    """NumPy's function moves or repeats entries, so of their numbers it makes where each entry comes from."""

    def rearranged(a: Array, **how: object) -> Array:
        origin = function(np.arange(a.size).reshape(a.shape), **how)
        return a.reshape((-1,))[np.ravel(origin)].reshape(origin.shape)

    return rearranged


def _squeeze(a: Array, axis: Axis = None) -> Array:
    one = [i for i, n in enumerate(a.shape) if n == 1] if axis is None else axes_of(axis, a.ndim)
    if any(a.shape[i] != 1 for i in one):
        raise ValueError(f"only axes of length 1 can be squeezed out; axis {axis} of shape {a.shape} is longer")
    return a.reshape(tuple(n for i, n in enumerate(a.shape) if i not in one))


def _reshaped(function: Function, a: Array, **how: object) -> Array:
    """Reshape an array as NumPy's function does."""
    return np.reshape(a, function(np.broadcast_to(np.empty(()), np.shape(a)), **how).shape)


def _at_least(function: Function) -> Function:
    """np.atleast_1d and its kind, which take any number of arrays."""

    def widened(*arrays: Array) -> Array:
        found = tuple(_reshaped(function, a) for a in arrays)
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
        indices = np.asarray(indices).astype(np.intp, casting="same_kind")  # a boolean is 0 or 1 here, not a mask
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


def _flip(m: Array, axis: Axis = None) -> Array:
    for i in axes_of(axis, m.ndim):
        m = pick_along(m, i, slice(None, None, -1))
    return m


PAD_MODES = ("constant", "edge", "reflect", "symmetric", "wrap")  # the others compute with the numbers


def _pad(array: Array, pad_width: Any, mode: str = "constant", constant_values: float = 0) -> Array:
    if mode not in PAD_MODES:
        raise TypeError(f"np.pad with mode={mode!r} has no derivative rule here; there are {', '.join(PAD_MODES)}")
    if isinstance(pad_width, dict):
        pad_width = [pad_width.get(i, pad_width.get(i - array.ndim, 0)) for i in range(array.ndim)]
        pad_width = [(w, w) if np.ndim(w) == 0 else w for w in pad_width]
    if mode != "constant":
        return _rearranging(np.pad)(array, pad_width=pad_width, mode=mode)
    widths = np.broadcast_to(pad_width, (array.ndim, 2)).tolist()
    inside = tuple(slice(b, b + n) for (b, _), n in zip(widths, array.shape, strict=True))
    frame = np.pad(np.zeros(array.shape), pad_width, constant_values=constant_values)
    return scatter(array, index=inside, shape=frame.shape) + frame.astype(array.dtype)


_diagonal = _rearranging(np.diagonal)


def _diag(v: Array, k: int = 0) -> Array:
    if v.ndim == 2:
        return _diagonal(v, offset=k)
    rows = np.arange(v.shape[0]) + max(-k, 0)
    n = v.shape[0] + abs(k)
    return scatter(v, index=(rows, rows + k), shape=(n, n))


DERIVED.update({
    np.swapaxes: _reordering(np.swapaxes), np.moveaxis: _reordering(np.moveaxis),
    np.rollaxis: _reordering(np.rollaxis),
    np.matrix_transpose: lambda x: x.mT, np.linalg.matrix_transpose: lambda x: x.mT,
    np.linalg.diagonal: lambda x, offset=0: _diagonal(x, offset=offset, axis1=-2, axis2=-1),
    np.linalg.trace: lambda x, offset=0: np.trace(x, offset=offset, axis1=-2, axis2=-1),
    np.trace: lambda a, **which: np.sum(_diagonal(a, **which), axis=-1),
    np.squeeze: _squeeze, np.ravel: lambda a: a.reshape((-1,)),
    np.expand_dims: lambda a, axis: _reshaped(np.expand_dims, a, axis=axis),
    np.atleast_1d: _at_least(np.atleast_1d), np.atleast_2d: _at_least(np.atleast_2d),
    np.atleast_3d: _at_least(np.atleast_3d),
    np.stack: lambda arrays, axis=0: concatenate([np.expand_dims(a, axis) for a in arrays], axis=axis),
    np.hstack: _hstack, np.vstack: lambda tup: concatenate([np.atleast_2d(a) for a in tup], axis=0),
    np.dstack: lambda tup: concatenate([np.atleast_3d(a) for a in tup], axis=2),
    np.column_stack: lambda tup: concatenate([a if np.ndim(a) > 1 else np.reshape(a, (-1, 1)) for a in tup], axis=1),
    np.append: lambda arr, values, axis=None: concatenate([arr, values], axis=axis),
    np.split: _split, np.array_split: _array_split,
    np.hsplit: lambda ary, sections: _split(ary, sections, int(ary.ndim > 1)), np.vsplit: _split,
    np.dsplit: lambda ary, sections: _split(ary, sections, 2),
    np.take: _take, np.take_along_axis: _take_along_axis, np.sort: _sort,
    np.flip: _flip, np.flipud: lambda m: _flip(m, 0), np.fliplr: lambda m: _flip(m, 1),
    np.rot90: _rearranging(np.rot90), np.roll: _rearranging(np.roll), np.repeat: _rearranging(np.repeat),
    np.tile: _rearranging(np.tile), np.fft.fftshift: _rearranging(np.fft.fftshift),
    np.fft.ifftshift: _rearranging(np.fft.ifftshift),
    np.pad: _pad, np.diagonal: _diagonal, np.diag: _diag,
    np.triu: lambda m, k=0: np.where(np.triu(np.ones(m.shape[-2:], bool), k), m, 0),
    np.tril: lambda m, k=0: np.where(np.tril(np.ones(m.shape[-2:], bool), k), m, 0),
})  # fmt: skip
