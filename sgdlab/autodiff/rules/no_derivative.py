"""Functions without a derivative: called on a box, they use its values and return plain arrays."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from ..dispatch import RULES, Array, Function, Primitive

for _f in (
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.logical_and, np.logical_or,
    np.logical_not, np.logical_xor, np.isfinite, np.isnan, np.isinf, np.isreal, np.iscomplex,
    np.signbit, np.nonzero, np.argwhere, np.shape, np.ndim, np.result_type,
):  # fmt: skip
    RULES[_f] = Primitive(_f.__name__, _f, arrays=None)

_ARRAYS: dict[Function, int] = {
    np.any: 1, np.all: 1, np.argmax: 1, np.argmin: 1, np.argsort: 1, np.count_nonzero: 1, np.size: 1,
    np.searchsorted: 2, np.isclose: 2, np.allclose: 2, np.array_equal: 2,
}  # fmt: skip
for _g, _arrays in _ARRAYS.items():
    RULES[_g] = Primitive(_g.__name__, _g, arrays=_arrays)


def _like(a: Array, dtype: DTypeLike | None = None, shape: Any = None, *, fill: float) -> Array:
    return np.full(np.shape(a) if shape is None else shape, fill, dtype or a.dtype)[()]


_FILLED: dict[Function, float] = {np.zeros_like: 0, np.ones_like: 1, np.empty_like: 0}
for _g, _fill in _FILLED.items():
    RULES[_g] = Primitive(_g.__name__, partial(_like, fill=_fill), arrays=None)
