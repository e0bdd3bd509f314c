"""What several exercises of notebook 01 differentiate: a polynomial of degree 3 [Cubic, draw_cubic]."""

import numpy as np
from numpy.polynomial import Polynomial

from sgdlab.course.exercises import Answer
from sgdlab.quantities import Traced


class Cubic(Polynomial):
    """A polynomial that is shown as its code, and whose slope `sl.grad` finds, too."""

    def __call__(self, x: Traced) -> Answer:
        value = 0.0
        for coefficient in self.coef[::-1]:
            value = value * x + coefficient
        return value

    def __str__(self) -> str:
        return f"np.polynomial.Polynomial({self.coef.tolist()})"


def draw_cubic(rng: np.random.Generator) -> tuple[Polynomial, float, float]:
    """A polynomial of degree 3, on which every right scheme of second differences is exact."""
    coefficients = rng.uniform(1, 3, size=4) * rng.choice([-1, 1], size=4)
    return (
        Cubic(coefficients.round(2)),
        round(float(rng.uniform(-2, 2)), 2),
        round(float(rng.uniform(0.1, 0.4)), 2),
    )
