"""Arrays that nobody changes by mistake: a copy [read_only], or the very arrays of a value [locked]."""

from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from typing import TypeVar

import numpy as np

from sgdlab.quantities import Array, Given

T = TypeVar("T")


def read_only(values: Given) -> Array:
    """Return a copy that nobody changes by mistake, as in `w = problem.minimum; w += 1`.

    Each row lies in one piece: NumPy copies a whole array that lies in columns, as pandas gives it, to take some rows.
    """
    return locked(np.array(values, order="C"))


def locked(result: T) -> T:
    """Return the same nested value with all its arrays read-only, because others get the same ones.

    Problems and other functions stay as they are.
    """
    inner: Iterable[object] = ()
    if isinstance(result, np.ndarray):
        result.flags.writeable = False
    elif isinstance(result, Mapping):
        inner = result.values()
    elif isinstance(result, list | tuple):
        inner = result
    elif is_dataclass(result) and not callable(result):
        inner = vars(result).values()
    for one in inner:
        locked(one)
    return result
