"""What several exercises of notebook 01 differentiate: a polynomial of degree 4 [Quartic, draw_quartic]."""

import numpy as np
from numpy.polynomial import Polynomial

from sgdlab.course.exercises import Answer
from sgdlab.quantities import Traced


class Quartic(Polynomial):
    """A polynomial that is shown as its code, and whose slope `sl.grad` finds, too."""

    def __call__(self, x: Traced) -> Answer:
        value = 0.0
        for coefficient in self.coef[::-1]:
            value = value * x + coefficient
        return value

    def __str__(self) -> str:
        return f"np.polynomial.Polynomial({self.coef.tolist()})"


def draw_quartic(rng: np.random.Generator) -> tuple[Polynomial, float, float]:
    """A polynomial of degree 4, on which second differences with another h give another number."""
    coefficients = rng.uniform(1, 3, size=5) * rng.choice([-1, 1], size=5)
    return Quartic(coefficients.round(2)), round(rng.uniform(-2, 2), 2), round(rng.uniform(0.1, 0.4), 2)
