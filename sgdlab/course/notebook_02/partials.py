"""Write: a gradient from values of the function

Nudge one input at a time by `h` up and down (a central difference), the others held. `w` is an array. Return an array
with one slope for each input.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Array, Loss, Params


@dataclass(frozen=True, eq=False)
class Bowl:
    """The function 1/2 w'Hw + g'w, on which central differences are exact; H is not diagonal."""

    H: Array
    g: Any

    def __call__(self, w: Params) -> Answer:
        return 0.5 * w @ self.H @ w + self.g @ w

    def __repr__(self) -> str:
        return "a bowl"


def numerical_gradient(f: Loss, w: Params, h: float) -> Answer:
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


def _forward(f: Loss, w: Params, h: float) -> Answer:
    return np.array([(f(w + e) - f(w)) / h for e in h * np.eye(len(w))])


def _kept(f: Loss, w: Params, h: float) -> Answer:
    """The nudges of earlier inputs are never taken back."""
    up, down, gradient = w.copy(), w.copy(), np.zeros(len(w))
    for i in range(len(w)):
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


def _one_copied(f: Loss, w: Params, h: float) -> Answer:
    """One of the two is another name for w, which so is nudged for good."""
    w, gradient = w.copy(), np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


def _lone(f: Loss, w: Params, h: float) -> Answer:
    """The other inputs are set to zero."""
    e = np.eye(len(w))
    return np.array([(f((w[i] + h) * e[i]) - f((w[i] - h) * e[i])) / (2 * h) for i in range(len(w))])


def _everywhere(f: Loss, w: Params, h: float) -> Answer:
    return np.full(len(w), (f(w + h) - f(w - h)) / (2 * h))


def _draw(rng: np.random.Generator) -> tuple[Any, Any, float]:
    size = int(rng.integers(2, 5))
    A = rng.normal(size=(size, size))
    return (
        Bowl(A @ A.T + np.eye(size), rng.normal(size=size)),
        rng.normal(size=size),
        round(float(rng.uniform(0.1, 0.3)), 2),
    )


partials = Exercise(
    "partials",
    numerical_gradient,
    _draw,
    praise="You nudge one input at a time and hold the others still: that is what partial means.",
    mistakes=[
        Mistake(
            lambda f, w, h: np.zeros(len(w)),
            "All your slopes are zero. `up = w` is a second name for the same array, so up and down are nudged "
            "together: write w.copy().",
        ),
        Mistake(
            _kept,
            "The first number is right, the others are not: your nudges are never taken back. Start with a fresh "
            "copy of w for every input.",
        ),
        Mistake(
            _one_copied,
            "The first number is right, the others are not: `down` is a second name for w itself, so its nudges "
            "are never taken back. You need two copies.",
        ),
        Mistake(
            _everywhere,
            "You nudged all inputs at once. w + h adds h to every one of them; a partial derivative nudges one and "
            "holds the others.",
        ),
        Mistake(_lone, "You set the other inputs to 0. Leave them where they are."),
        Mistake(_forward, "That is the forward difference. The central one takes a value on each side of w."),
        Mistake(
            lambda f, w, h: 2 * numerical_gradient(f, w, h),
            "Your gradient is twice the right one: from w[i] - h to w[i] + h is a run of 2h.",
        ),
        Mistake(lambda f, w, h: -numerical_gradient(f, w, h), "You got minus the gradient: up minus down is the rise."),
        Mistake(
            lambda f, w, h: numerical_gradient(f, w, h).sum(),
            "You added the slopes up. The gradient keeps them apart, one number for each input.",
        ),
    ],
    hints=[
        "For each i, make two copies of w, and move only their entry i: one up, one down.",
        "w.copy() is a copy; up = w is not. The slope is that of a central difference.",
        "Collect (f(up) - f(down)) / (2 * h) for every i in an array as long as w.",
    ],
)
