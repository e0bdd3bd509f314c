"""Arrays made of several, and parts of one."""

import numpy as np

from ..draft import Draft
from .reductions import axis_of


def _list(names) -> str:
    return f"[{', '.join(names)}]"


def _alike(d: Draft, v: str, axis: int | None = None) -> list[str]:
    """Up to three arrays of the shape of v, v among them; along one axis the length may differ."""
    shape = list(np.shape(d.value(v)))
    names = [v]
    for _ in range(d.whole(0, 2)):
        other = list(shape)
        if axis is not None:
            other[axis] = d.whole(0 if d.chance(0.1) else 1, 3)
        names.append(d.shaped(tuple(other), constant=0.3))
    return [names[i] for i in d.rng.permutation(len(names))]


def _concatenate(d: Draft) -> str:
    if d.chance(0.2):
        parts = [d.pick() for _ in range(d.whole(1, 3))]
        return d.line(f"np.concatenate({_list(parts)}, axis=None)")
    v = d.axes()
    axis = axis_of(d, v)
    return d.line(f"np.concatenate({_list(_alike(d, v, axis))}, axis={axis})")


def _stack(d: Draft) -> str:
    v = d.pick()
    n = np.ndim(d.value(v))
    return d.line(f"np.stack({_list(_alike(d, v))}, axis={d.whole(-n - 1, n)})")


def _stacks(name, axis):
    def draw(d: Draft) -> str:
        v = d.pick()
        n = np.ndim(d.value(v))
        where = axis if n > 1 else 0 if name == "hstack" and n == 1 else None
        if where is not None and where >= n:
            where = None
        return d.line(f"np.{name}({_list(_alike(d, v, where))})")

    return draw


def _rows(d: Draft) -> str:
    """One row after the other, by Python's own loop."""
    v = d.pick(lambda a: np.ndim(a) > 0 and len(a) > 0)
    return d.line(
        d.one(f"sum({v})", f"np.stack([np.sin(row) for row in {v}])", f"np.array([0.5, 2.0])[:1] * [*{v}][-1]")
    )


def _append(d: Draft) -> str:
    if d.chance(0.5):
        return d.line(f"np.append({d.pick()}, {d.one(d.number(), d.pick())})")
    v = d.axes()
    axis = axis_of(d, v)
    return d.line(f"np.append({v}, {d.shaped(np.shape(d.value(v)), constant=0.3)}, axis={axis})")


def _split(name):
    def draw(d: Draft) -> str:
        v = d.axes()
        axis = axis_of(d, v)
        n = np.shape(d.value(v))[axis]
        divisors = [k for k in (1, 2, 3) if n % k == 0] if name == "split" else [1, 2, 3]
        sections = d.one(d.one(*divisors), [d.whole(0, 3)], sorted([d.whole(0, 3), d.whole(1, 4)]))
        k = d.whole(0, len(sections) if isinstance(sections, list) else sections - 1)
        return d.line(f"np.{name}({v}, {sections}, axis={axis})[{k}]")

    return draw


def _fixed_split(name, least, axis):
    def draw(d: Draft) -> str:
        v = d.axes(least)
        n = np.shape(d.value(v))[axis if np.ndim(d.value(v)) > axis else 0]
        sections = d.one(d.one(*[k for k in (1, 2, 3) if n % k == 0]), [d.whole(0, 2)])
        return d.line(f"np.{name}({v}, {sections})[0]")

    return draw


OPERATIONS = {
    "concatenate": _concatenate, "stack": _stack, "append": _append, "rows": _rows,
    **{name: _stacks(name, axis) for name, axis in (("hstack", 1), ("vstack", 0), ("dstack", 2), ("column_stack", 1))},
    "split": _split("split"), "array_split": _split("array_split"), "hsplit": _fixed_split("hsplit", 1, 1),
    "vsplit": _fixed_split("vsplit", 2, 0), "dsplit": _fixed_split("dsplit", 3, 2),
}  # fmt: skip
