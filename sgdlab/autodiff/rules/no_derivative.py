"""Functions without a derivative: called on a box, they use its values and return plain arrays."""

import numpy as np

from ..dispatch import RULES, Function, Primitive

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
