"""Forward mode: a `Dual` carries a value and its tangent, and every operation moves both.

    f(x + t e) = f(x) + f'(x) t e,   where e^2 = 0

Nothing is remembered, because the derivative is known as soon as the value is.  One pass gives the derivative in one
direction, or in many at once: a tangent may have one more axis in front, with one entry for each direction.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sgdlab.checks import as_values, reals

from .arraylike import ArrayLike, listing
from .dispatch import Array, Box, Options, Primitive, Rule
from .rules.calls import constant_of, real


class Dual(ArrayLike):
    """A value and its tangent: the derivative along one direction, or along several (stacked on a first axis).

    Formula: (x, t) -> (f(x), f'(x) t).  `tangent` has the shape of the value, or (K, *shape) for K directions.

    >>> x = Dual([1.0, 2.0], [1.0, 0.0])
    >>> y = np.sum(x**3)
    >>> float(y.data), float(y.tangent)
    (9.0, 3.0)
    """

    __slots__ = ("tangent",)
    tangent: Array

    def __init__(self, data: Array, tangent: Array) -> None:
        if isinstance(data, Box) or isinstance(tangent, Box):
            raise TypeError("a Dual takes plain numbers, not boxes: nest derivatives with sgdlab.jvp, grad and hvp")
        self.inner, self.level = as_values(data), 0
        self.tangent = checked_tangent(self.inner, tangent)

    def record(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compute the primitive on the values, and the tangent of the result from their tangents."""
        level, rules = self.level, primitive.jvps
        assert rules is not None
        inputs = []
        for a in args:
            if isinstance(a, Box) and a.level == level:
                if type(a) is not Dual:
                    raise self.mixed(a)
                inputs.append(a.inner)
            else:
                inputs.append(a if isinstance(a, Box) else constant_of(a))
        y = primitive.function(*inputs, **options)
        total: Array = None
        for i, a in enumerate(args):
            if type(a) is Dual and a.level == level:
                if isinstance(rules, tuple) and i >= len(rules):
                    raise self.no_rule(primitive, i)
                part = _part(rules[i], primitive.batches, a, y, inputs, options)
                total = part if total is None else total + part
        shape = total.shape[: max(total.ndim - y.ndim, 0)] + y.shape
        if total.shape != shape:
            total = np.broadcast_to(total, shape)
        return dual(y, real(total), level)

    def __reduce__(self) -> Any:
        return super().__reduce__() if self.level else (Dual, (self.inner, self.tangent))

    def __repr__(self) -> str:
        return f"Dual({listing(self.inner)}, tangent={listing(self.tangent)})"


def _part(rule: Rule, batches: bool, a: Dual, y: Array, inputs: list[Array], options: Options) -> Array:
    """What the tangent of one argument adds; one direction at a time if the rule takes only one."""
    t = a.tangent
    if t.ndim == a.inner.ndim:
        return rule(t, y, *inputs, **options)
    if not t.shape[0]:
        return np.zeros((0, *y.shape), t.dtype)
    part = rule(t, y, *inputs, **options) if batches else NotImplemented
    if part is NotImplemented:
        part = np.stack([rule(t[k], y, *inputs, **options) for k in range(t.shape[0])])
    # with axes of length 1 after the first if other arguments gave y more axes
    return part.reshape(part.shape[:1] + (1,) * (y.ndim + 1 - part.ndim) + part.shape[1:])


def dual(value: Array, tangent: Array, level: int) -> Dual:
    """A Dual of numbers or boxes at the given level."""
    box = object.__new__(Dual)
    box.inner, box.tangent, box.level = value, tangent, level
    return box


def checked_tangent(value: Array, tangent: Array) -> Array:
    """The tangent as numbers of the value's type, checked to have its shape or one more axis in front."""
    if not isinstance(tangent, Box):
        tangent = np.array(reals(tangent, "tangent"), dtype=value.dtype)[()]
    if tangent.shape != value.shape and tangent.shape[1:] != value.shape:
        raise ValueError(
            f"tangent has shape {tangent.shape}; it needs the shape of its value, {value.shape}, or one more axis in "
            "front for several directions"
        )
    return tangent
