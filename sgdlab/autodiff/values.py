"""Numbers as a box takes them in [as_values]."""

from __future__ import annotations

from typing import Any

import numpy as np

_FLOAT64 = np.dtype(np.float64)


def as_values(data: Any) -> Any:
    """A read-only floating-point copy of numbers; a NumPy scalar where there is only one.

    >>> as_values([1, 2])
    array([1., 2.])
    """
    if type(data) is np.ndarray and data.dtype is _FLOAT64 and data.ndim:  # the common case, in half the time
        array = data.copy()
        array.setflags(write=False)
        return array
    array = np.array(data)
    if array.dtype.kind in "bui":
        array = array.astype(np.float64)
    elif array.dtype.kind != "f":
        raise TypeError(
            f"only real numbers can be differentiated, and {type(data).__name__} of {array.dtype} was given"
        )
    array.setflags(write=False)
    return array if array.ndim else array[()]
