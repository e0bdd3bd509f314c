"""Functions without a derivative: called on a box, they use its values and return plain arrays."""

from __future__ import annotations

import numpy as np

from ..dispatch import RULES, Array, Primitive

for _f in (
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.logical_and, np.logical_or,
    np.logical_not, np.logical_xor, np.isfinite, np.isnan, np.isinf, np.isreal, np.iscomplex,
    np.signbit, np.any, np.all, np.array_equal,
    np.allclose, np.isclose, np.argmax, np.argmin, np.argsort, np.nonzero, np.argwhere, np.count_nonzero,
    np.searchsorted, np.shape, np.ndim, np.size, np.result_type,
):  # fmt: skip
    RULES[_f] = Primitive(_f.__name__, _f, arrays=None)


def _like(fill: float) -> Array:
    return lambda a, dtype=None, shape=None: np.full(np.shape(a) if shape is None else shape, fill, dtype or a.dtype)[
        ()
    ]


RULES[np.zeros_like] = Primitive("zeros_like", _like(0), arrays=None)
RULES[np.ones_like] = Primitive("ones_like", _like(1), arrays=None)
RULES[np.empty_like] = Primitive("empty_like", _like(0), arrays=None)
