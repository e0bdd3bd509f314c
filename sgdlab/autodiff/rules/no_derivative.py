"""Functions without a derivative: called on a box, they use its values and return plain arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..dispatch import RULES, Array, Primitive

for _f in (
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.logical_and, np.logical_or,
    np.logical_not, np.logical_xor, np.isfinite, np.isnan, np.isinf, np.isreal, np.iscomplex,
    np.signbit, np.nonzero, np.argwhere, np.shape, np.ndim, np.result_type,
):  # fmt: skip
    RULES[_f] = Primitive(_f.__name__, _f, arrays=None)

_ARRAYS_AND_OPTIONS: dict[Callable[..., Array], tuple[int, tuple[str, ...]]] = {
    np.any: (1, ("axis", "out", "keepdims")),
    np.all: (1, ("axis", "out", "keepdims")),
    np.argmax: (1, ("axis", "out")),
    np.argmin: (1, ("axis", "out")),
    np.argsort: (1, ("axis", "kind", "order")),
    np.count_nonzero: (1, ("axis",)),
    np.size: (1, ("axis",)),
    np.searchsorted: (2, ("side", "sorter")),
    np.isclose: (2, ("rtol", "atol", "equal_nan")),
    np.allclose: (2, ("rtol", "atol", "equal_nan")),
    np.array_equal: (2, ("equal_nan",)),
}
for _g, (_arrays, _options) in _ARRAYS_AND_OPTIONS.items():
    RULES[_g] = Primitive(_g.__name__, _g, arrays=_arrays, options=_options)


def _like(fill: float) -> Array:
    return lambda a, dtype=None, shape=None: np.full(np.shape(a) if shape is None else shape, fill, dtype or a.dtype)[
        ()
    ]


RULES[np.zeros_like] = Primitive("zeros_like", _like(0), arrays=None)
RULES[np.ones_like] = Primitive("ones_like", _like(1), arrays=None)
RULES[np.empty_like] = Primitive("empty_like", _like(0), arrays=None)
