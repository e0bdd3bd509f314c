"""Notebook 05: write a rule for dual numbers [quotient], find the slip in finite differences [nudge_slip]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def divide(u: float, du: float, v: float, dv: float) -> Any:
    return u / v, (du * v - u * dv) / v**2


def _draw_pairs(rng: np.random.Generator) -> tuple[float, ...]:
    u, du, v, dv = rng.uniform(0.5, 2, size=4) * rng.choice([-1, 1], size=4)
    return float(u), float(du), float(v), float(dv)


quotient = Exercise(
    "quotient",
    divide,
    _draw_pairs,
    praise="Add this line to a table of rules, and forward mode can differentiate every program that divides.",
    mistakes=[
        Mistake(
            lambda u, du, v, dv: (u / v, du / dv),
            "You divided the two tangents. The slope of a quotient is not the quotient of the slopes.",
        ),
        Mistake(
            lambda u, du, v, dv: (u / v, (u * dv - du * v) / v**2),
            "Your sign is turned around: when the numerator u alone grows, the quotient grows with it (for v > 0).",
        ),
        Mistake(
            lambda u, du, v, dv: (u / v, (du * v + u * dv) / v**2),
            "You added the two parts, as for a product. A growing divisor makes the quotient smaller.",
        ),
        Mistake(
            lambda u, du, v, dv: (u / v, (du * v - u * dv) / v),
            "You divided by v. The rule has the square of v below the line.",
        ),
        Mistake(
            lambda u, du, v, dv: (u / v, du / v),
            "You left out the divisor's own tangent. Here both numbers may depend on the input.",
        ),
        Mistake(
            lambda u, du, v, dv: (u / v, 1 / v - u / v**2),
            "You added up the local derivatives, 1/v and −u/v². Each of them still has to be multiplied by the tangent "
            "of its own number.",
        ),
        Mistake(
            lambda u, du, v, dv: (du * v - u * dv) / v**2,
            "That is the tangent alone. The next operation will need the value, too: return both.",
        ),
    ],
    hints=[
        "Two numbers come out: the value, u / v, and its tangent. The tangent is the chain rule, with one term for u "
        "and one for v.",
        "The local derivatives of u / v are 1/v with respect to u, and −u/v² with respect to v.",
        "Multiply each local derivative by the tangent of its own number, and add: du / v − u × dv / v².",
    ],
)


def differences(loss: Any, w: Any, h: float) -> Any:
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w.copy()  # every nudge starts from w itself
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


def _given_differences(loss: Any, w: Any, h: float) -> Any:
    base, gradient = loss(w), np.zeros(len(w))
    nudged = w.copy()
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


def _base_moves_along(loss: Any, w: Any, h: float) -> Any:
    nudged, gradient = w.copy(), np.zeros(len(w))
    for i in range(len(w)):
        base = loss(nudged)
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


def _reset_to_zero(loss: Any, w: Any, h: float) -> Any:
    base, gradient, nudged = loss(w), np.zeros(len(w)), w.copy()
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
        nudged[i] = 0
    return gradient


def _only_one(loss: Any, w: Any, h: float) -> Any:
    return (np.array([loss(h * unit) for unit in np.eye(len(w))]) - loss(0 * w)) / h


def _taken_back_too_early(loss: Any, w: Any, h: float) -> Any:
    return np.zeros(len(w))


def _taken_back_twice(loss: Any, w: Any, h: float) -> Any:
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

    def __call__(self, w: Any) -> Any:
        return w @ self.matrix @ w + np.sum(w) ** 3

    def __repr__(self) -> str:
        return "a loss"


def _draw_loss(rng: np.random.Generator) -> tuple[Any, ...]:
    size = int(rng.integers(3, 6))
    return _Bowl(rng.normal(size=(size, size))), rng.normal(size=size), float(rng.uniform(0.1, 0.4))


nudge_slip = Exercise(
    "nudge_slip",
    differences,
    _draw_loss,
    given=_given_differences,
    praise="One nudge at a time: now every slope is taken from the same point.",
    mistakes=[
        Mistake(
            _base_moves_along,
            "You let the base move along. Each difference is now of one parameter alone, but it is taken at another "
            "point than w: the earlier nudges are still there.",
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
        "Take a fresh copy of w inside the loop, or take the nudge back after the loss was computed.",
    ],
)
