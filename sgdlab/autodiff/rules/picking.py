"""Derivative rules for picking entries, choosing between arrays and joining them.

The transpose of picking entries is adding into zeros at the same places, so each of the two is the rule of the other.
"""

from collections.abc import Sequence

import numpy as np

from ..dispatch import DERIVED, RULES, Array, Box, Every, Index, Primitive, apply, own
from .array import linear
from .elementwise import lift, unbroadcast


def _picks_once(part: Index) -> bool:
    kind = type(part)
    return kind is slice or kind is int or part is None or part is Ellipsis or isinstance(part, (int, np.integer))


def add_at(buffer: Array, index: Index, g: Array) -> None:
    """buffer[index] += g, even if the index names an entry more than once."""
    if all(map(_picks_once, index)) if type(index) is tuple else _picks_once(index):
        buffer[index] += g
    else:
        np.add.at(buffer, index, g)


def _scatter(g: Array, index: Index, shape: tuple[int, ...]) -> Array:
    """Return zeros of this shape with g added at the index: the transpose of picking entries."""
    buffer = np.zeros(shape, g.dtype)
    add_at(buffer, index, g)
    return buffer


def pick(x: Array, index: Index) -> Array:
    """Return x[index] of a box; arrays in the index are copied, and lists become arrays, as in NumPy."""
    if isinstance(index, Box) and index.may_index and not isinstance(x, Box):  # an array at traced places
        return index.record(PICK, (x,), {"index": index})
    return apply(PICK, x, index=tuple(map(_fixed, index)) if type(index) is tuple else _fixed(index))


def _fixed(part: Index) -> Array:
    if isinstance(part, Box) and not part.may_index:
        raise TypeError(f"an index is made of integers, not of a {type(part).__name__}: use its .data")
    if not isinstance(part, (list, tuple, range, np.ndarray)):
        return part
    return np.array(part) if np.size(part) else np.asarray(part, getattr(part, "dtype", np.intp))  # [] picks nothing


def add_back(g: Array, y: Array, x: Array, index: Index = None) -> Array:
    """Return the transpose of picking; `backward` does the same in place if it can."""
    return scatter(g, index=index, shape=x.shape)


def _pick_many(t: Array, y: Array, x: Array, index: Index = None) -> Array:
    parts = index if isinstance(index, tuple) else (index,)
    if len(parts) > 1 and not all(map(_picks_once, parts)):
        return NotImplemented  # separated index arrays would move the axis in front
    return t[(slice(None), *parts)]


PICK = linear("getitem", lambda x, index: x[index], add_back, _pick_many)
SCATTER = linear("scatter", _scatter, lambda g, y, x, index=None, shape=None: g[index])
scatter = own(SCATTER)


def _chosen(i: int, v: Array, condition: Array) -> Array:
    """v where argument i was chosen (the condition itself never is)."""
    return np.where(False, v, 0) if i == 0 else np.where(condition, v, 0) if i == 1 else np.where(condition, 0, v)


WHERE = Primitive(
    "where",
    np.where,
    Every(lambda i, g, y, *args: unbroadcast(_chosen(i, g, args[0]), args[i].shape)),
    Every(lambda i, t, y, *args: _chosen(i, lift(t, args[i], y), args[0])),
    arrays=3,
    batches=True,
)
RULES[np.where] = WHERE
DERIVED[np.where] = lambda condition, *ab: apply(WHERE, condition, *ab) if ab else np.nonzero(condition)


def _concatenate_t(i: int, g: Array, y: Array, *arrays: Array, axis: int) -> Array:
    start = sum(np.shape(a)[axis] for a in arrays[:i])
    index = [slice(None)] * g.ndim
    index[axis] = slice(start, start + arrays[i].shape[axis])
    return g[tuple(index)]


def _concatenate_jvp(i: int, t: Array, y: Array, *arrays: Array, axis: int) -> Array:
    parts = [t if j == i else np.zeros(np.shape(a), t.dtype) for j, a in enumerate(arrays)]
    return np.concatenate(parts, axis=axis)


CONCATENATE = Primitive(
    "concatenate",
    lambda *arrays, axis: np.concatenate(arrays, axis=axis),
    Every(_concatenate_t),
    Every(_concatenate_jvp),
    arrays=None,
    keeps=False,
)


def concatenate(arrays: Sequence[Array], axis: int | None = 0) -> Array:
    """Join arrays along an axis (None: flatten them first), like np.concatenate."""
    if axis is None:
        return apply(CONCATENATE, *[np.ravel(a) for a in arrays], axis=0)
    return apply(CONCATENATE, *arrays, axis=axis)


DERIVED[np.concatenate] = concatenate
