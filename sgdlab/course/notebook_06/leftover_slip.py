"""Find the slip: a loop that remembers too much

This loop runs, and at first the loss falls. Then it swings, or even grows. Code like this is written when a library
*adds* each new gradient to the old one, and nobody clears it. Fix it.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Array, Given, Loss, Params


def train(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    for _ in range(steps):
        gradient = gradient_of(w)  # of these parameters, and of nothing else
        w = w - learning_rate * gradient
    return w


def _given(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    gradient = np.zeros(len(w))
    for _ in range(steps):
        gradient = gradient + gradient_of(w)
        w = w - learning_rate * gradient
    return w


def _once_for_all(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    return w - learning_rate * steps * gradient_of(w)


def _mean_of_all(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    total = np.zeros(len(w))
    for k in range(steps):
        total = total + gradient_of(w)
        w = w - learning_rate * total / (k + 1)
    return w


def _cleared_too_early(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    return w


def _one_step(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    return train(w, gradient_of, learning_rate, 1)


def _two_in_hand(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    return train(w, lambda at: 2 * gradient_of(at), learning_rate, steps)


class _Slopes:
    """The gradient of a bowl that is steeper in some directions than in others."""

    def __init__(self, curvatures: Array, lowest: Any) -> None:
        self.curvatures, self.lowest = curvatures, lowest

    def __call__(self, w: Params) -> Answer:
        return self.curvatures * (w - self.lowest)

    def __repr__(self) -> str:
        return "the gradient of a bowl"


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    slopes = _Slopes(rng.uniform(0.5, 2, size=3), rng.normal(size=3))
    return rng.normal(size=3), slopes, float(rng.uniform(0.1, 0.3)), int(rng.integers(3, 8))


leftover_slip = Exercise(
    "leftover_slip",
    train,
    _draw,
    given=_given,
    praise="A gradient belongs to the parameters at which it was computed. After the update it is out of date.",
    mistakes=[
        Mistake(
            _once_for_all,
            "You took the gradient once, before the loop. It belongs to the first parameters; after each update a new "
            "one is needed.",
        ),
        Mistake(
            _mean_of_all,
            "You averaged over all gradients so far. The old ones belong to parameters that are gone.",
        ),
        Mistake(
            _cleared_too_early,
            "Nothing moves: the gradient is cleared between backward and update. Clear it before backward.",
        ),
        Mistake(_one_step, "You stopped after one step. Is the `return` inside the loop?"),
        Mistake(
            _two_in_hand,
            "Every gradient is counted twice. Compute it once in each round, and use it as it is.",
        ),
    ],
    hints=[
        "Print the gradient in each round beside `gradient_of(w)`. When do they differ?",
        "In the second round the first gradient is still in the sum.",
        "The gradient of a round is gradient_of(w), with nothing added to it.",
    ],
)
