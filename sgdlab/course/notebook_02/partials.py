"""Write: a gradient from values of the function

Nudge one input at a time by `h` up and down (a central difference), while the others stay. `w` is an array. Return an
array with one slope for each input.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Descend, Exercise, Written, changed
from sgdlab.gradients import backprop
from sgdlab.quantities import Array, Loss, Params


def numerical_gradient(f: Loss, w: Params, h: float) -> Answer:
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


def _lone(f: Loss, w: Params, h: float) -> Answer:
    """The other inputs are set to zero."""
    e = np.eye(len(w))
    return np.array([(f((w[i] + h) * e[i]) - f((w[i] - h) * e[i])) / (2 * h) for i in range(len(w))])


def _draw(rng: np.random.Generator) -> tuple[Written, Array, float]:
    """A slanted bowl, not quite a quadratic, so that a central difference with another h is another number."""
    size = int(rng.integers(2, 4))
    A = rng.normal(size=(size, size))
    bowl = Written("lambda w: w @ {H} @ w + np.sum(np.power(w, 3)) / 9", H=A @ A.T + np.eye(size))
    return bowl, rng.normal(size=size), round(rng.uniform(0.1, 0.3), 2)


partials = Exercise(
    "partials",
    numerical_gradient,
    _draw,
    runs=Descend("w", 0.02),
    praise="You nudge one input at a time and hold the others still: that is what partial means.",
    mistakes=[
        lambda f, w, h: np.zeros(len(w)),
        "All your slopes are zero. Were up and down nudged together? `up = w` is a second name for the same array: "
        "write w.copy(). Or is nothing put into the array?",
        changed(numerical_gradient, {"w.copy(), w.copy()": "(up, down) if i else (w.copy(), w.copy())"}),
        "The first number is right, the others are not: your nudges are never taken back. Start with a fresh "
        "copy of w for every input.",
        changed(numerical_gradient, {"w.copy(), w.copy()": "w.copy(), w"}),
        "The first number is right, the others are not: a nudge stays in w, because it was not taken back, or "
        "because `down` is a second name for w. Make two copies, up and down, for each input.",
        lambda f, w, h: np.full(len(w), (f(w + h) - f(w - h)) / (2 * h)),
        "You nudged all inputs at once. w + h adds h to every one of them; a partial derivative nudges one and "
        "holds the others.",
        lambda f, w, h: (
            np.array(
                [f(np.where(one, h, w)) - f(np.where(one, -h, w)) for one in np.eye(len(w))],
            )
            / (2 * h)
        ),
        "You set the input to h and to −h. Move it from where it is: up[i] += h, and down[i] -= h.",
        _lone,
        "You set the other inputs to 0. Leave them where they are.",
        lambda f, w, h: np.array([f(w + h * one) - f(w) for one in np.eye(len(w))]) / h,
        "That is the forward difference. The central one takes a value on each side of w.",
        lambda f, w, h: np.array([f(w) - f(w - h * one) for one in np.eye(len(w))]) / h,
        "That is the backward difference. The central one takes a value on each side of w.",
        lambda f, w, h: backprop(f, w)[1],
        "Those are the slopes themselves, as backprop or a tiny nudge gives them. Use the h that you are given.",
        lambda f, w, h: numerical_gradient(f, w, h).sum(),
        "That is the sum of the slopes, as if all inputs were nudged at once. Return one number for each input.",
    ],
    hints=[
        "For each i, make two copies of w, and move only their entry i: one up, one down.",
        "w.copy() is a copy; up = w is not. The slope is that of a central difference.",
        "Collect (f(up) - f(down)) / (2 * h) for every i in an array as long as w.",
    ],
)
