"""Numbers as a box takes them in [as_values]."""

from __future__ import annotations

from typing import Any

import numpy as np

from sgdlab.checks import reals

_FLOAT64 = np.dtype(np.float64)


def as_values(data: Any) -> Any:
    """A read-only floating-point copy of numbers; a NumPy scalar where there is only one.

    Errors: TypeError for what is not real numbers.

    >>> as_values([1, 2])
    array([1., 2.])
    """
    if type(data) is np.ndarray and data.dtype is _FLOAT64 and data.ndim:  # the common case, in half the time
        array = data.copy()
        array.setflags(write=False)
        return array
    array = np.array(reals(data, "data"))
    array.setflags(write=False)
    return array if array.ndim else array[()]
