"""Derivative rules of functions that reduce, reshape or pick entries of arrays.

A function that is linear in its argument needs two things: forward mode applies the function itself to the tangent
[linear], reverse mode its transpose, which is given.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .dispatch import DERIVED, RULES, Array, Box, Every, Primitive, Rule, apply, own
from .rules_elementwise import nonzero, unbroadcast

Axis = int | tuple[int, ...] | None
_reduce: Any = np.add.reduce  # what np.sum calls, without its detour


def options_of(rule: Rule) -> tuple[str, ...]:
    """The options that a rule knows are the options that the primitive takes."""
    return tuple(n for n, p in inspect.signature(rule).parameters.items() if p.default is not p.empty)


def linear(key: Callable[..., Any] | str, function: Callable[..., Any], transpose: Rule) -> Primitive:
    """Enter a function of one array that is linear in it; `transpose(g, y, x, **options)`."""

    def jvp(t: Array, y: Array, x: Array, **options: Any) -> Array:
        return function(t, **options)

    name = key if isinstance(key, str) else key.__name__
    primitive = Primitive(name, function, (transpose,), (jvp,), options=options_of(transpose), keeps=False)
    if not isinstance(key, str):
        RULES[key] = primitive
    return primitive


def kept(g: Array, x: Array, axis: Axis, keepdims: bool) -> Array:
    """Give a reduced result its reduced axes back, with length 1."""
    if keepdims or not x.ndim:
        return g
    if axis is None:
        return g.reshape((1,) * x.ndim)
    axes = {a % x.ndim for a in (axis if isinstance(axis, tuple) else (axis,))}
    return g.reshape(tuple(1 if i in axes else n for i, n in enumerate(x.shape)))


def spread(g: Array, shape: tuple[int, ...]) -> Array:
    """Repeat a gradient to a shape that it broadcasts to."""
    if isinstance(g, Box):
        return np.broadcast_to(g, shape)
    full = np.empty(shape, g.dtype)  # half the time of np.broadcast_to on small shapes
    full[...] = g
    return full


def _count(x: Array, axis: Axis) -> int:
    if axis is None:
        return int(x.size)
    n = 1
    for a in axis if isinstance(axis, tuple) else (axis,):
        n *= x.shape[a]
    return n


def _sum_t(g: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    return spread(g if axis is None else kept(g, x, axis, keepdims), x.shape)


def _mean_t(g: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    return spread((g if axis is None else kept(g, x, axis, keepdims)) / _count(x, axis), x.shape)


def _sum(x: Array, axis: Any = None, keepdims: bool = False) -> Array:
    return _reduce(x, axis=axis, keepdims=keepdims)


def _mean(x: Array, axis: Any = None, keepdims: bool = False) -> Array:
    return _reduce(x, axis=axis, keepdims=keepdims) / _count(x, axis)


def _extreme(key: Callable[..., Any], function: np.ufunc) -> None:
    """max and min: entries that tie share the gradient evenly."""

    def plain(x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
        return function.reduce(x, axis=axis, keepdims=keepdims)

    def share(y: Array, x: Array, axis: Axis, keepdims: bool) -> Array:
        hit = np.equal(x, kept(y, x, axis, keepdims)).astype(x.dtype)
        return hit / hit.sum(axis=axis, keepdims=True)

    def vjp(g: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
        return kept(g, x, axis, keepdims) * share(y, x, axis, keepdims)

    def jvp(t: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
        return (t * share(y, x, axis, keepdims)).sum(axis=axis, keepdims=keepdims)

    RULES[key] = Primitive(key.__name__, plain, (vjp,), (jvp,), options=("axis", "keepdims"))


def _cumsum_t(g: Array, y: Array, x: Array, axis: int = 0) -> Array:
    return np.flip(np.cumsum(np.flip(g, axis), axis), axis)


def _length(x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """The Euclidean length of an array, or of its parts along the axes; its gradient at 0 is 0."""
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


def _length_vjp(g: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    return kept(g / nonzero(y), x, axis, keepdims) * x


def _length_jvp(t: Array, y: Array, x: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    return np.sum(x * t, axis=axis, keepdims=keepdims) / nonzero(y)


def _reshape_t(g: Array, y: Array, x: Array, shape: Any = None) -> Array:
    return g.reshape(x.shape)


def _transpose_t(g: Array, y: Array, x: Array, axes: Any = None) -> Array:
    return g.transpose(None if axes is None else tuple(np.argsort([a % x.ndim for a in axes]).tolist()))


def _broadcast_t(g: Array, y: Array, x: Array, shape: Any = None) -> Array:
    return unbroadcast(g, x.shape)


def _astype_t(g: Array, y: Array, x: Array, dtype: Any = None) -> Array:
    return g.astype(x.dtype)


linear(np.sum, _sum, _sum_t)
linear(np.mean, _mean, _mean_t)
CUMSUM = linear("cumsum", lambda x, axis=0: np.cumsum(x, axis), _cumsum_t)
linear(np.reshape, lambda x, shape: x.reshape(shape), _reshape_t)
linear(np.transpose, lambda x, axes=None: x.transpose(axes), _transpose_t)
linear(np.broadcast_to, lambda x, shape: np.broadcast_to(x, shape), _broadcast_t)
ASTYPE = linear("astype", lambda x, dtype: x.astype(dtype), _astype_t)
_extreme(np.max, np.maximum)
_extreme(np.min, np.minimum)
length = own(Primitive("norm", _length, (_length_vjp,), (_length_jvp,), options=("axis", "keepdims")))


# Picking entries.  The transpose of picking is adding into zeros; each is the other's rule.


def _picks_once(part: Any) -> bool:
    kind = type(part)
    return kind is slice or kind is int or part is None or part is Ellipsis or isinstance(part, (int, np.integer))


def add_at(buffer: Array, index: Any, g: Array) -> None:
    """buffer[index] += g, also where the index names an entry more than once."""
    if all(map(_picks_once, index)) if type(index) is tuple else _picks_once(index):
        buffer[index] += g
    else:
        np.add.at(buffer, index, g)


def _scatter(g: Array, index: Any, shape: tuple[int, ...]) -> Array:
    buffer = np.zeros(shape, g.dtype)
    add_at(buffer, index, g)
    return buffer


def scatter(g: Array, index: Any, shape: tuple[int, ...]) -> Array:
    """Zeros of this shape with g added at the index: the transpose of picking entries."""
    return apply(SCATTER, g, index=index, shape=shape)


def pick(x: Array, index: Any) -> Array:
    """x[index] of a box; arrays in the index are copied, lists become arrays, as NumPy reads them."""
    if type(index) is tuple:
        return apply(PICK, x, index=tuple(_fixed(p) for p in index))
    return apply(PICK, x, index=_fixed(index))


def _fixed(part: Any) -> Any:
    if isinstance(part, Box) and not part.may_index:
        raise TypeError(f"an index is made of integers, not of a {type(part).__name__}: use its .data")
    return np.array(part) if isinstance(part, (list, np.ndarray)) else part


def add_back(g: Array, y: Array, x: Array, index: Any = None) -> Array:
    """The transpose of picking; `backward` does the same in place where it can."""
    return scatter(g, index, x.shape)


def _scatter_t(g: Array, y: Array, x: Array, index: Any = None, shape: Any = None) -> Array:
    return g[index]


PICK = linear("getitem", lambda x, index: x[index], add_back)
SCATTER = linear("scatter", _scatter, _scatter_t)
SCATTER.function = scatter


def _chosen(i: int, t: Array, y: Array, condition: Array, a: Array, b: Array) -> Array:
    """The tangent or gradient where argument i was chosen; a condition is chosen nowhere."""
    return 0 * t if i == 0 else np.where(condition, t, 0) if i == 1 else np.where(condition, 0, t)


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
    parts = [t if j == i else np.zeros(np.shape(a), t.dtype) for j, a in enumerate(arrays)]
    return np.concatenate(parts, axis=axis)


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
    """The arrays one after the other along an axis (None: flattened first), as np.concatenate."""
    if axis is None:
        return apply(CONCATENATE, *[np.ravel(a) for a in arrays], axis=0)
    return apply(CONCATENATE, *arrays, axis=axis)


DERIVED[np.concatenate] = concatenate
