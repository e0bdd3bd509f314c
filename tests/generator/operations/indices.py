"""Indices of every kind: numbers, slices, None, Ellipsis, masks, arrays of numbers, and tuples of these."""

import numpy as np

from ..draft import Draft, RejectedError
from .reductions import axis_of


def _slice(d: Draft, n: int) -> str:
    ends = [d.one("", "", str(d.whole(-n, n))) for _ in range(2)]
    step = d.one("", "", ":1", ":2", ":-1", ":-2")
    return f"{ends[0]}:{ends[1]}{step}"


def _number(d: Draft, n: int) -> str:
    if not n:
        raise RejectedError
    k = d.whole(-n, n - 1)
    return f"np.int64({k})" if d.chance(0.1) else str(k)


def _whole_numbers(d: Draft, n: int, shape=None) -> str:
    """An array of places; repeated ones among them."""
    may_be_a_list = shape is None
    shape = d.one((2,), (3,), (1,), (0,), (2, 2), ()) if shape is None else shape
    if not n and 0 not in shape:
        raise RejectedError
    places = d.rng.integers(-n, max(n, 1), shape) if n else np.zeros(shape, int)
    if may_be_a_list and len(shape) == 1 and shape[0] and d.chance(0.25):
        return str(places.tolist())
    return d.constant(places)


def _mask(d: Draft, shape) -> str:
    return d.constant(d.rng.random(shape) < 0.6)


def _basic(d: Draft) -> str:
    """Numbers, slices, None and Ellipsis, in a tuple or alone."""
    v = d.pick()
    shape = np.shape(d.value(v))
    taken = d.whole(0, len(shape))
    before = d.whole(0, taken)  # of these, before the Ellipsis
    lengths = [*shape[:before], *shape[len(shape) - (taken - before) :]] if before < taken else list(shape[:taken])
    parts = [_slice(d, n) if d.chance(0.6) else _number(d, n) for n in lengths]
    if before < taken or d.chance(0.2):
        parts.insert(before, "...")
    if d.chance(0.2):
        parts.insert(d.whole(0, len(parts)), "None")
    return d.line(f"{v}[{', '.join(parts) or '()'}]")


def _arrays(d: Draft) -> str:
    """Arrays of numbers, next to one another or apart, between slices and numbers."""
    v = d.axes()
    shape = np.shape(d.value(v))
    common = d.one((2,), (3,), (1,), (2, 2))
    parts = []
    for n in shape[: d.whole(1, len(shape))]:
        kind = d.one("array", "array", "slice", "number", "mask")
        if kind == "array":
            parts.append(_whole_numbers(d, n, d.one(common, common, (1,), ())))
        elif kind == "mask" and not any(p[0] in "c[" for p in parts):
            parts.append(_mask(d, (n,)))
        else:
            parts.append(_slice(d, n) if kind == "slice" else _number(d, n))
    if d.chance(0.1):
        parts.append("None")
    return d.line(f"{v}[{', '.join(parts)}]")


def _places(d: Draft) -> str:
    v = d.axes()
    return d.line(f"{v}[{_whole_numbers(d, np.shape(d.value(v))[0])}]")


def _masked(d: Draft) -> str:
    v = d.axes()
    shape = np.shape(d.value(v))
    return d.line(f"{v}[{_mask(d, shape[: d.whole(1, len(shape))])}]")


def _computed(d: Draft) -> str:
    """Places that a comparison of values gives."""
    v = d.apart(d.pick(lambda a: np.ndim(a) == 1 and np.size(a) > 0))
    w = d.one(f"np.argmax({v})", f"np.argsort({v})", f"np.argmin({v})", f"({v} > 0.1)", f"np.nonzero({v} > 0.1)[0]")
    if ">" in w:
        v = d.off(v, lambda a: np.abs(a - 0.1), [-0.5, 0.9])
        w = d.one(f"{v} > 0.1", f"np.nonzero({v} > 0.1)[0]", f"np.where({v} > 0.1)[0]")
    return d.line(f"{v}[{w}]")


def _take(d: Draft) -> str:
    if d.chance(0.3):
        v = d.pick()
        return d.line(f"np.take({v}, {_whole_numbers(d, np.size(d.value(v)))})")
    v = d.axes()
    axis = axis_of(d, v)
    n = np.shape(d.value(v))[axis]
    if not n:
        raise RejectedError
    return d.line(f"np.take({v}, {d.one(_whole_numbers(d, n), _number(d, n))}, axis={axis})")


def _take_along(d: Draft) -> str:
    v = d.axes()
    shape = list(np.shape(d.value(v)))
    axis = axis_of(d, v)
    n = shape[axis]
    shape[axis] = d.whole(1, 3)
    shape = [1 if d.chance(0.2) else k for k in shape]
    return d.line(f"np.take_along_axis({v}, {_whole_numbers(d, n, tuple(shape))}, axis={axis})")


OPERATIONS = {
    "index": _basic, "index again": _basic, "index arrays": _arrays, "index places": _places, "index mask": _masked,
    "index computed": _computed, "take": _take, "take_along_axis": _take_along,
}  # fmt: skip
