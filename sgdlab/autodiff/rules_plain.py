"""Functions without a derivative: on a box they return what they return on its values, as plain arrays."""

from __future__ import annotations

import numpy as np

from .dispatch import DERIVED, RULES, Array, Primitive

for _f in (
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.logical_and, np.logical_or,
    np.logical_not, np.logical_xor, np.isfinite, np.isnan, np.isinf, np.argmax, np.argmin, np.argsort, np.shape, np.ndim,
    np.size, np.any, np.all, np.array_equal, np.allclose, np.isclose, np.count_nonzero, np.nonzero, np.argwhere,
    np.signbit, np.result_type,
):  # fmt: skip
    RULES[_f] = Primitive(_f.__name__, _f, arrays=None)


def _like(fill: float) -> Primitive:
    def like(x: Array, dtype: object = None, shape: object = None) -> Array:
        return np.full(x.shape if shape is None else shape, fill, dtype or x.dtype)

    return Primitive("full_like", like, options=("dtype", "shape"))


RULES[np.zeros_like], RULES[np.ones_like], RULES[np.empty_like] = _like(0), _like(1), _like(0)


def _squeeze(a: Array, axis: int | tuple[int, ...] | None = None) -> Array:
    if axis is None:
        return a.reshape(tuple(n for n in a.shape if n != 1))
    axes = {i % a.ndim for i in (axis if isinstance(axis, tuple) else (axis,))}
    return a.reshape(tuple(n for i, n in enumerate(a.shape) if i not in axes))


DERIVED[np.squeeze] = _squeeze
DERIVED[np.swapaxes] = lambda a, i, j: np.transpose(
    a, [j % a.ndim if k == i % a.ndim else i % a.ndim if k == j % a.ndim else k for k in range(a.ndim)]
)
DERIVED[np.ravel] = lambda a: a.reshape(-1)
