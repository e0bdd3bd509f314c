"""Find the slip: differences that go astray

This code is meant to return the gradient at `w` by nudging one parameter after the other. The first entry is right.
The others are not. Fix it.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Given, Loss, Params


def differences(loss: Loss, w: Params, h: float) -> Answer:
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w.copy()  # every nudge starts from w itself
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


def _given(loss: Loss, w: Params, h: float) -> Answer:
    base, gradient = loss(w), np.zeros(len(w))
    nudged = w.copy()
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


def _base_moves_along(loss: Loss, w: Params, h: float) -> Answer:
    nudged, gradient = w.copy(), np.zeros(len(w))
    for i in range(len(w)):
        base = loss(nudged)
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


def _reset_to_zero(loss: Loss, w: Params, h: float) -> Answer:
    base, gradient, nudged = loss(w), np.zeros(len(w)), w.copy()
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
        nudged[i] = 0
    return gradient


def _only_one(loss: Loss, w: Params, h: float) -> Answer:
    return (np.array([loss(h * unit) for unit in np.eye(len(w))]) - loss(0 * w)) / h


def _taken_back_too_early(loss: Loss, w: Params, h: float) -> Answer:
    return np.zeros(len(w))


def _taken_back_twice(loss: Loss, w: Params, h: float) -> Answer:
    base, gradient, nudged = loss(w), np.zeros(len(w)), w.copy()
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
        nudged[i] -= 2 * h
    return gradient


class _Bowl:
    """A loss whose slopes depend on where they are taken, each on all the parameters."""

    def __init__(self, matrix: Any) -> None:
        self.matrix = matrix

    def __call__(self, w: Params) -> Answer:
        return w @ self.matrix @ w + np.sum(w) ** 3

    def __repr__(self) -> str:
        return "a loss"


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(3, 6))
    return _Bowl(rng.normal(size=(size, size))), rng.normal(size=size), float(rng.uniform(0.1, 0.4))


nudge_slip = Exercise(
    "nudge_slip",
    differences,
    _draw,
    given=_given,
    praise="One nudge at a time: now every slope is taken from the same point.",
    mistakes=[
        Mistake(
            _base_moves_along,
            "You let the base move along. Each difference now nudges one parameter alone, but not from w, because "
            "the earlier nudges are still there.",
        ),
        Mistake(
            _reset_to_zero,
            "You set the nudged parameter to 0 afterwards. It has to go back to where it was, w[i].",
        ),
        Mistake(
            _only_one,
            "You nudge away from 0, so this is the gradient there. Nudge away from w.",
        ),
        Mistake(
            _taken_back_too_early,
            "All your slopes are 0: the nudge was taken back before the loss was computed, or never made.",
        ),
        Mistake(
            _taken_back_twice,
            "You went back too far: after + h, one − h leads back to w.",
        ),
    ],
    hints=[
        "Print `nudged − w` in the loop. What should it be, and what is it in the second round?",
        "Every nudge stays where it is when the next one is made.",
        "Take a fresh copy of w inside the loop, or take the nudge back after computing the loss.",
    ],
)
