"""Numbers and arrays of a program's own, written into its JavaScript [Constants]."""

from __future__ import annotations

import numpy as np

from sgdlab.autodiff.dispatch import Array

from ..simplify import is_uniform
from ..whole import Size
from .body import is_few
from .places import Where, flat
from .spellings import Code, NotWrittenError, literal

MOST = 20_000  # numbers, all arrays together


class Constants:
    """The arrays that a program needs, by the names that they get."""

    def __init__(self) -> None:
        self.arrays: dict[str, Array] = {}

    def entry(self, a: Array, at: Where) -> Code:
        """Return the code of an entry: a number if it is known which one it is, otherwise read from an array."""
        if not np.ndim(a) or (a.size and is_uniform(a)):
            return literal(np.asarray(a).flat[0])
        if counts(a):
            return whole(at[0])
        position = flat(a.shape, at)
        if isinstance(position, int) and is_few(a.shape):
            return literal(a.flat[position])
        return Code(f"{self.name(a)}[{position}]")

    def name(self, array: Array) -> str:
        """Return the name of an array, always the same one."""
        for name, constant in self.arrays.items():
            if constant is array:
                return name
        if array.size + sum(c.size for c in self.arrays.values()) > MOST:
            raise NotWrittenError(
                f"an array of the function's own, shape {array.shape}, is too large to be written into JavaScript "
                f"(at most {MOST} numbers): pass it as data"
            )
        name = f"constant{len(self.arrays) + 1}"
        self.arrays[name] = array
        return name

    def definitions(self) -> list[str]:
        return [
            f"const {name} = Float64Array.of({', '.join(literal(number).text for number in array.flat)});"
            for name, array in self.arrays.items()
        ]


def counts(a: Array) -> bool:
    """Whether an array is 0, 1, 2, …"""
    return bool(a.ndim == 1 and a.dtype.kind == "i" and np.array_equal(a, np.arange(a.size)))


def whole(i: Size) -> Code:
    """Return a whole number as code."""
    return literal(i) if isinstance(i, int) else Code(str(i), 2 if len(i.terms) > 1 else 3)
