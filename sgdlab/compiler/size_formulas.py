"""Numbers that were computed from the number of examples, as formulas in it [fitted], or without it [same]."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sgdlab.autodiff.dispatch import Array

POWERS = (1, -1, 0.5, -0.5, 2, -2)


class Formula(NamedTuple):
    """factor (a B + b)^power"""

    factor: float
    a: float
    b: float
    power: float

    def __call__(self, B: Array) -> Array:
        return self.factor * (self.a * B + self.b) ** self.power


def fitted(values: Sequence[object], sizes: Sequence[int]) -> Formula | None:
    """Return the formula that gives these three numbers for three numbers of examples, or None if there is none.

    Two of them decide on it, and the third has to agree to the last digits.

    >>> fitted([0.4, 2 / 7, 2 / 11], [5, 7, 11])
    Formula(factor=2.0, a=1.0, b=0.0, power=-1)
    """
    numbers, B = np.array(values, float), np.array(sizes, float)
    sign = np.float64(-1.0 if numbers[0] < 0 else 1.0)
    with np.errstate(all="ignore"):
        for power in POWERS:
            roots = (sign * numbers) ** (1 / power)
            a = _rounded((roots[1] - roots[0]) / (B[1] - B[0]))
            b = _rounded(roots[0] - a * B[0])
            exact = numbers[0] / B[0] ** power  # a factor that has more digits than those that are kept
            tries = [(_rounded(sign * a**power), 1.0, _rounded(b / a)), (exact, 1.0, 0.0), (sign, a, b)]
            if a % 1 == b % 1 == 0 and b % a:  # 3 B - 1 is exact, and may be an index; 3 (B - 0.333...) is not
                tries.reverse()
            for factor, slope, shift in tries:
                formula = Formula(float(factor), float(slope), float(shift), power)
                if same(formula(B), numbers):
                    return formula
    return None


def same(a: Array, b: Array) -> bool:
    """Whether two numbers or arrays are the same but for rounding, such as 1.43 computed from 5 examples and from 7."""
    return np.allclose(a, b, rtol=1e-14, atol=0, equal_nan=True)


def _rounded(number: np.float64) -> np.float64:
    """Return a NumPy number without the rounding errors that it came with."""
    return np.float64(0.0 if abs(number) < 1e-12 else f"{number:.13g}")
