"""Constants that meet a value that is differentiated, as NumPy's functions take them [constant_of]."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from .dispatch import Array


def constant_of(a: Array) -> Array:
    """Return a constant as NumPy's functions take it: a list as an array, and a fraction as a float."""
    if isinstance(a, (list, tuple, range)):
        return np.array(a)
    if isinstance(a, Fraction):
        return float(a)
    if isinstance(a, np.ma.MaskedArray):
        raise TypeError(
            "a masked array meets a value that is differentiated, and its mask would be lost: fill it with "
            "a.filled(0.0), or choose with np.where(mask, 0.0, ...)"
        )
    if isinstance(a, np.matrix):
        raise TypeError("an np.matrix multiplies in another way than arrays do: give np.asarray(m), and write m @ x")
    return a
