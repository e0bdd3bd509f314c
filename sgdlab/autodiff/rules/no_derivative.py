"""Functions without a derivative: called on a box, they use its values and return plain arrays."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from ..dispatch import RULES, Array, Function, Primitive

_ARRAYS: dict[int | None, tuple[Function, ...]] = {  # by how many of their arguments are arrays; None: all
    None: (
        np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.logical_and, np.logical_or,
        np.logical_not, np.logical_xor, np.isfinite, np.isnan, np.isinf, np.isreal, np.iscomplex,
        np.signbit, np.nonzero, np.argwhere, np.shape, np.ndim, np.result_type,
    ),
    1: (np.any, np.all, np.argmax, np.argmin, np.argsort, np.count_nonzero, np.size),
    2: (np.searchsorted, np.isclose, np.allclose, np.array_equal),
}  # fmt: skip
for _arrays, _functions in _ARRAYS.items():
    RULES.update({_f: Primitive(_f.__name__, _f, arrays=_arrays) for _f in _functions})


def _like(a: Array, dtype: DTypeLike | None = None, shape: Any = None, *, fill: float) -> Array:
    return np.full(np.shape(a) if shape is None else shape, fill, dtype or a.dtype)[()]


_FILLED: dict[Function, float] = {np.zeros_like: 0, np.ones_like: 1, np.empty_like: 0}
for _g, _fill in _FILLED.items():
    RULES[_g] = Primitive(_g.__name__, partial(_like, fill=_fill), arrays=None)
