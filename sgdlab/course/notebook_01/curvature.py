"""Write: a curvature

Compute the second derivative from three values, at `x − h`, `x` and `x + h`. Think of the slope on the right, the
slope on the left, and how far apart they are.
"""

from sgdlab.course.exercises import Answer, Exercise, both_signs
from sgdlab.course.notebook_01.quartics import draw_quartic
from sgdlab.quantities import Loss


def second_derivative(f: Loss, x: float, h: float) -> Answer:
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2


curvature = Exercise(
    "curvature",
    second_derivative,
    both_signs(second_derivative, draw_quartic),
    by_hand=True,
    praise="That is the slope on the right minus the slope on the left, per h: how fast the slope changes.",
    mistakes=[
        lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h,
        "You divided by h once. The slope on each side needs one division, and the change of the slope another.",
        lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / (2 * h),
        "You divided by 2h. The slopes on the two sides are each a rise over h, and their middles are h apart.",
        lambda f, x, h: (f(x + h) - f(x) + f(x - h)) / h**2,
        "The value in the middle belongs to both slopes, so it counts twice. (On a level line your rule gives "
        "something that is not 0.)",
        lambda f, x, h: (f(x + h) + f(x - h)) / h**2 - 2 * f(x),
        "You divided only two of the three values by h². Put the whole numerator into brackets.",
        lambda f, x, h: f(x + h) - 2 * f(x) + f(x - h) / h**2,
        "You divided only the last of the three values by h². Put the whole numerator into brackets.",
        lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
        "That is the slope. The curvature is how fast the slope changes.",
        lambda f, x, h: ((f(x + h) - f(x - h)) / (2 * h)) ** 2,
        "You squared the slope. The second derivative is the derivative of the derivative.",
        lambda f, x, h: second_derivative(f, x + h, h),
        "That is the curvature at x + h: all your values lie to the right of x. Take one to each side.",
        lambda f, x, h: second_derivative(f, x - h, h),
        "That is the curvature at x − h: all your values lie to the left of x. Take one to each side.",
        lambda f, x, h: f.deriv(2)(x),
        "That is the curvature itself, as sl.grad or a tiny nudge of your own gives it. Use the h that is given.",
        lambda f, x, h: (f(x + h) + 2 * f(x) + f(x - h)) / h**2,
        "You added the middle. It belongs to both slopes with a minus: − 2 f(x).",
        lambda f, x, h: (f(x + h) - f(x)) / h**2,
        "You used the slope on the right alone. The second derivative is a difference of two slopes.",
    ],
    hints=[
        "Write down the slope from x to x + h, and the slope from x - h to x.",
        "Subtract the second from the first. Over which distance did the slope change from one to the other?",
        "That distance is h. So divide the difference of the two slopes by h once more.",
    ],
)
