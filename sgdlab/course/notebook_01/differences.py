"""Notebook 01: write a central difference [central], write a second derivative [curvature]."""

from typing import Any

import numpy as np
from numpy.polynomial import Polynomial

from sgdlab.course.exercises import Exercise, Mistake


def central_difference(f: Any, x: float, h: float) -> Any:
    return (f(x + h) - f(x - h)) / (2 * h)


def second_derivative(f: Any, x: float, h: float) -> Any:
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2


def _draw_cubic(rng: np.random.Generator) -> tuple[Any, float, float]:
    """A polynomial of degree 3, on which every right scheme of second differences is exact."""
    coefficients = rng.uniform(1, 3, size=4) * rng.choice([-1, 1], size=4)
    return (
        Polynomial(coefficients.round(2)),
        round(float(rng.uniform(-2, 2)), 2),
        round(float(rng.uniform(0.1, 0.4)), 2),
    )


central = Exercise(
    "central",
    central_difference,
    _draw_cubic,
    praise="Two values, one to each side: the bend to the left and the bend to the right cancel.",
    mistakes=[
        Mistake(
            lambda f, x, h: (f(x + h) - f(x - h)) / h,
            "Your slope is twice the right one. From x - h to x + h is a run of 2h.",
        ),
        Mistake(
            lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
            "You divided the second value alone. The whole difference is to be divided: put it into brackets.",
        ),
        Mistake(
            lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
            "You divided by 2 and multiplied by h: Python goes from left to right. Write (2 * h) in brackets.",
        ),
        Mistake(
            lambda f, x, h: (f(x + h) - f(x)) / h,
            "That is the forward difference, which looks to one side only. The central one takes a value on each side.",
        ),
        Mistake(
            lambda f, x, h: (f(x) - f(x - h)) / h,
            "That is the backward difference, which looks to one side only. The central one takes a value on each "
            "side.",
        ),
        Mistake(
            lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
            "Your slope has the wrong sign. The rise is the value on the right minus the value on the left.",
        ),
        Mistake(
            lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
            "A fine central difference, with half the nudge: here the values are taken h to each side, not h/2.",
        ),
        Mistake(lambda f, x, h: f(x + h) - f(x - h), "That is the rise. A slope is a rise divided by a run."),
    ],
    hints=[
        "A slope is a rise divided by a run. Between which two points?",
        "The points are at x - h and x + h. How far apart are they?",
        "The rise is f(x + h) - f(x - h), and the run is 2 * h. Mind the brackets.",
    ],
)

curvature = Exercise(
    "curvature",
    second_derivative,
    _draw_cubic,
    praise="That is the slope on the right minus the slope on the left, per h: how fast the slope changes.",
    mistakes=[
        Mistake(
            lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h,
            "You divided by h once. The slope on each side needs one division, and the change of the slope another.",
        ),
        Mistake(
            lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / (2 * h),
            "You divided by 2h. The slopes on the two sides are each a rise over h, and their middles are h apart.",
        ),
        Mistake(
            lambda f, x, h: (f(x + h) - f(x) + f(x - h)) / h**2,
            "The value in the middle belongs to both slopes, so it counts twice. (On a level line your rule gives "
            "something that is not 0.)",
        ),
        Mistake(
            lambda f, x, h: (f(x + h) + f(x - h)) / h**2 - 2 * f(x),
            "You divided only two of the three values by h². Put the whole numerator into brackets.",
        ),
        Mistake(
            lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
            "That is the slope. The curvature is how fast the slope changes.",
        ),
        Mistake(
            lambda f, x, h: ((f(x + h) - f(x - h)) / (2 * h)) ** 2,
            "You squared the slope. The second derivative is the derivative of the derivative.",
        ),
        Mistake(
            lambda f, x, h: (2 * f(x) - f(x + h) - f(x - h)) / h**2,
            "Your sign is the other way round: a bowl, which is bent upward, has a positive second derivative.",
        ),
    ],
    hints=[
        "Write down the slope from x to x + h, and the slope from x - h to x.",
        "Subtract the second from the first. Over which distance did the slope change from one to the other?",
        "That distance is h. So divide the difference of the two slopes by h once more.",
    ],
)
