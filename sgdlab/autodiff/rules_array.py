"""Derivative rules of functions that reduce, reshape or pick entries of arrays.

A function that is linear in its argument needs two things: forward mode applies the function itself to the tangent
[linear], reverse mode its transpose, which is given.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .dispatch import DERIVED, RULES, Array, Every, Primitive, Rule, apply
from .rules_elementwise import unbroadcast


def _options(rule: Rule) -> tuple[str, ...]:
    """The options that a rule knows are the options that the primitive takes."""
    return tuple(n for n, p in inspect.signature(rule).parameters.items() if p.default is not p.empty)


def linear(
    key: Callable[..., Any], function: Callable[..., Any], transpose: Rule, name: str | None = None
) -> Primitive:
    """Enter a function of one array that is linear in it; `transpose(g, y, x, **options)`."""

    def jvp(t: Array, y: Array, x: Array, **options: Any) -> Array:
        return function(t, **options)

    primitive = Primitive(
        name or key.__name__, function, (transpose,), (jvp,), options=_options(transpose), keeps=False
    )
    RULES[key] = primitive
    return primitive


def _kept(g: Array, x: Array, axis: Any, keepdims: bool) -> Array:
    """Give a reduced gradient its reduced axes back, with length 1."""
    if axis is None:
        return g if keepdims or not x.ndim else np.reshape(g, (1,) * x.ndim)
    if keepdims:
        return g
    axes = {a % x.ndim for a in (axis if isinstance(axis, tuple) else (axis,))}
    return np.reshape(g, tuple(1 if i in axes else n for i, n in enumerate(x.shape)))


def _count(x: Array, axis: Any) -> int:
    if axis is None:
        return int(x.size)
    n = 1
    for a in axis if isinstance(axis, tuple) else (axis,):
        n *= x.shape[a]
    return n


def _sum_t(g: Array, y: Array, x: Array, axis: Any = None, keepdims: bool = False) -> Array:
    return np.broadcast_to(_kept(g, x, axis, keepdims), x.shape)


def _mean_t(g: Array, y: Array, x: Array, axis: Any = None, keepdims: bool = False) -> Array:
    return np.broadcast_to(_kept(g / _count(x, axis), x, axis, keepdims), x.shape)


def _mean(x: Array, axis: Any = None, keepdims: bool = False) -> Array:
    return x.sum(axis=axis, keepdims=keepdims) / _count(x, axis)


linear(np.sum, lambda x, axis=None, keepdims=False: x.sum(axis=axis, keepdims=keepdims), _sum_t)
linear(np.mean, _mean, _mean_t)


def _extreme(key: Callable[..., Any], function: Callable[..., Any]) -> None:
    """max and min: entries that tie share the gradient evenly."""

    def share(y: Array, x: Array, axis: Any, keepdims: bool) -> Array:
        hit = np.equal(x, _kept(y, x, axis, keepdims)).astype(x.dtype)
        return hit / hit.sum(axis=axis, keepdims=True)

    def vjp(g: Array, y: Array, x: Array, axis: Any = None, keepdims: bool = False) -> Array:
        return _kept(g, x, axis, keepdims) * share(y, x, axis, keepdims)

    def jvp(t: Array, y: Array, x: Array, axis: Any = None, keepdims: bool = False) -> Array:
        return (t * share(y, x, axis, keepdims)).sum(axis=axis, keepdims=keepdims)

    RULES[key] = Primitive(key.__name__, function, (vjp,), (jvp,), options=("axis", "keepdims"))


_extreme(np.max, lambda x, axis=None, keepdims=False: x.max(axis=axis, keepdims=keepdims))
_extreme(np.min, lambda x, axis=None, keepdims=False: x.min(axis=axis, keepdims=keepdims))


def _reshape_t(g: Array, y: Array, x: Array, shape: Any = None) -> Array:
    return g.reshape(x.shape)


def _transpose_t(g: Array, y: Array, x: Array, axes: Any = None) -> Array:
    return g.transpose(None if axes is None else tuple(np.argsort([a % x.ndim for a in axes]).tolist()))


def _broadcast_t(g: Array, y: Array, x: Array, shape: Any = None) -> Array:
    return unbroadcast(g, x.shape)


RESHAPE = linear(np.reshape, lambda x, shape: x.reshape(shape), _reshape_t)
linear(np.transpose, lambda x, axes=None: x.transpose(axes), _transpose_t)
linear(np.broadcast_to, lambda x, shape: np.broadcast_to(x, shape), _broadcast_t)


# Picking entries.  The transpose of picking is adding into zeros; each is the other's rule.


def is_basic(index: Any) -> bool:
    """Whether an index picks no entry twice by itself: integers, slices, None, Ellipsis."""
    parts = index if isinstance(index, tuple) else (index,)
    return all(p is None or p is Ellipsis or isinstance(p, (int, slice, np.integer)) for p in parts)


def add_at(buffer: Array, index: Any, g: Array) -> None:
    """buffer[index] += g, also where the index names an entry more than once."""
    if is_basic(index):
        buffer[index] += g
    else:
        np.add.at(buffer, index, g)


def _scatter(g: Array, index: Any = None, shape: Any = None) -> Array:
    buffer = np.zeros(shape, g.dtype)
    add_at(buffer, index, g)
    return buffer


def scatter(g: Array, index: Any, shape: tuple[int, ...]) -> Array:
    """Zeros of this shape with g added at the index: the transpose of picking entries."""
    return apply(SCATTER, g, index=index, shape=shape)


def pick(x: Array, index: Any) -> Array:
    """x[index] of a box; lists in the index become arrays, as NumPy reads them."""
    parts = index if isinstance(index, tuple) else (index,)
    parts = tuple(np.array(p) if isinstance(p, (list, np.ndarray)) else p for p in parts)
    return apply(PICK, x, index=parts if isinstance(index, tuple) else parts[0])


def _pick_t(g: Array, y: Array, x: Array, index: Any = None) -> Array:
    return scatter(g, index, x.shape)


def _scatter_t(g: Array, y: Array, x: Array, index: Any = None, shape: Any = None) -> Array:
    return g[index]


PICK = linear(pick, lambda x, index: x[index], _pick_t, "getitem")
SCATTER = linear(scatter, _scatter, _scatter_t, "scatter")


def _chosen(i: int, t: Array, y: Array, condition: Array, a: Array, b: Array) -> Array:
    return np.where(condition, t, 0) if i == 1 else np.where(condition, 0, t)


def _where_t(i: int, g: Array, y: Array, condition: Array, a: Array, b: Array) -> Array:
    return unbroadcast(_chosen(i, g, y, condition, a, b), (condition, a, b)[i].shape)


RULES[np.where] = Primitive("where", np.where, Every(_where_t), Every(_chosen), arrays=3)


def _concatenate(*arrays: Array, axis: int = 0) -> Array:
    return np.concatenate(arrays, axis=axis)


def _concatenate_t(i: int, g: Array, y: Array, *arrays: Array, axis: int = 0) -> Array:
    start = sum(np.shape(a)[axis] for a in arrays[:i])
    index = [slice(None)] * g.ndim
    index[axis] = slice(start, start + arrays[i].shape[axis])
    return g[tuple(index)]


def _concatenate_jvp(i: int, t: Array, y: Array, *arrays: Array, axis: int = 0) -> Array:
    return _concatenate(
        *[t if j == i else np.zeros(np.shape(a), t.dtype) for j, a in enumerate(arrays)], axis=axis
    )


CONCATENATE = Primitive(
    "concatenate",
    _concatenate,
    Every(_concatenate_t),
    Every(_concatenate_jvp),
    arrays=None,
    options=("axis",),
    keeps=False,
)


def concatenate(arrays: Sequence[Array], axis: int | None = 0) -> Array:
    """np.concatenate: the arrays one after the other along an axis (None: flattened first)."""
    if axis is None:
        arrays, axis = [np.ravel(a) for a in arrays], 0
    return apply(CONCATENATE, *arrays, axis=axis)


DERIVED[np.concatenate] = concatenate
