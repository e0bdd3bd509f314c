"""Write: a central difference

Return the central difference of `f` at `x`, from the values of `f` at `h` to the left and `h` to the right. (It is
tried on functions that you have not seen.)
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.course.notebook_01.quartics import draw_quartic
from sgdlab.quantities import Loss


def central_difference(f: Loss, x: float, h: float) -> Answer:
    return (f(x + h) - f(x - h)) / (2 * h)


def _rising(rng: np.random.Generator) -> tuple[Any, float, float]:
    f, x, h = draw_quartic(rng)
    return (f if central_difference(f, x, h) > 0 else -f), x, h


def _falling(rng: np.random.Generator) -> tuple[Any, float, float]:
    f, x, h = _rising(rng)
    return -f, x, h


central = Exercise(
    "central",
    central_difference,
    [_rising, _falling],
    praise="Two values, one to each side: the bend to the left and the bend to the right cancel.",
    mistakes=[
        lambda f, x, h: (f(x + h) - f(x - h)) / h,
        "Your slope is twice the right one. From x - h to x + h is a run of 2h.",
        lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
        "You divided only the second value. Divide the whole difference: put it in brackets.",
        lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        "You divided by 2 and multiplied by h: Python goes from left to right. Write (2 * h) in brackets.",
        lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
        "Two pairs of brackets are missing. Python divides the second value alone by 2, and multiplies it by h: "
        "put the difference in brackets, and 2 * h as well.",
        lambda f, x, h: (f(x + h) - f(x)) / h,
        "That is the forward difference, on one side only. The central one takes a value on each side.",
        lambda f, x, h: (f(x) - f(x - h)) / h,
        "That is the backward difference, on one side only. The central one takes a value on each side.",
        lambda f, x, h: f(x + h) - f(x - h),
        "That is the rise. A slope is a rise divided by a run.",
        lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
        "You added the two values. A rise is one value minus the other.",
        lambda f, x, h: f.deriv()(x),
        "That is the slope itself, as backprop or a tiny nudge of your own gives it. Take the difference over the "
        "h that you are given.",
        lambda f, x, h: f(2 * h) / (2 * h),
        "You subtracted the places, and took f of the difference. Take f at each place, and then subtract.",
        lambda f, x, h: 0.0,
        "Your rise is 0. Does the first value lie at x + h and the second at x − h, each with its sign inside the "
        "brackets of f?",
        lambda f, x, h: f(x),
        "You returned the value of f. A slope is a difference of two values, divided by a run.",
    ],
    hints=[
        "A slope is a rise divided by a run. Between which two points?",
        "The points are at x - h and x + h. How far apart are they?",
        "The rise is f(x + h) - f(x - h), and the run is 2 * h. Watch the brackets.",
    ],
)
