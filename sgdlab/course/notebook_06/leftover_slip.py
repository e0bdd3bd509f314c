"""Find the slip: a loop that remembers too much

This loop runs, and at first the loss falls. Then it swings, or even grows. The same happens when a library *adds*
each new gradient to the old one, and nobody clears it. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over, Written, changed
from sgdlab.quantities import Given, Loss, Params


def train(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    for _ in range(steps):
        gradient = gradient_of(w)  # of these parameters, and of nothing else
        w = w - learning_rate * gradient
    return w


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    """A slanted bowl: the slope along each parameter depends on the others, so all of them have to move at once."""
    Q = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    H = (Q * rng.uniform(0.5, 2, size=3)) @ Q.T
    slopes = Written("lambda w: {H} @ (w - {lowest})", H=H, lowest=rng.normal(size=3))
    return rng.normal(size=3), slopes, rng.uniform(0.1, 0.3), int(rng.integers(3, 8))


def _one_by_one(w: Params, gradient_of: Loss, learning_rate: float, steps: int) -> Answer:
    for k in [*range(len(w))] * steps:
        w[k] = w[k] - learning_rate * gradient_of(w)[k]
    return w


_given = changed(train, {"for _": "gradient = np.zeros(len(w))\n    for _", "= grad": "= gradient + grad"})
leftover_slip = Exercise(
    "leftover_slip",
    train,
    _draw,
    given=_given,
    runs=Over("steps", range(1, 14)),
    praise="A gradient belongs to the parameters at which it was computed. After the update it is out of date.",
    mistakes=[
        lambda w, gradient_of, learning_rate, steps: w - learning_rate * steps * gradient_of(w),
        "You took the gradient once, before the loop. It belongs to the first parameters; after each update a new "
        "one is needed.",
        changed(_given, {"for _": "for k", "rate * gradient": "rate * gradient / (k + 1)"}),
        "You averaged over all gradients so far. The old ones belong to parameters that are gone.",
        _one_by_one,
        "You move one parameter after the other, so each slope is taken where others have moved already. Take all "
        "slopes at the same point, gradient_of(w), and then move all parameters at once.",
        lambda w, gradient_of, learning_rate, steps: w,
        "Nothing moves: the gradient is cleared between backward and update. Clear it before backward.",
        lambda w, gradient_of, learning_rate, steps: train(w, gradient_of, learning_rate, 1),
        "Only one step is taken. Is the `return` inside the loop, or the update of w outside of it?",
        lambda w, gradient_of, learning_rate, steps: train(w, lambda at: 2 * gradient_of(at), learning_rate, steps),
        "Every gradient is counted twice. Compute it once in each round, and use it as it is.",
        changed(_given, {"gradient + ": "0.9 * gradient + "}),
        "You kept 0.9 of the old gradient. That is momentum, another method, which has its own notebook. Here the "
        "gradient of a round is all there is.",
        changed(_given, {"gradient + ": "0.5 * gradient + "}),
        "You kept half of the old gradient. That is momentum, another method. Here the gradient of a round is all "
        "there is.",
        changed(_given, {"gradient + ": "0.9 * gradient + 0.1 * "}),
        "You took a running average of the gradients. The old ones belong to parameters that are gone.",
        changed(_given, {"gradient = gradient + ": "old, gradient = gradient, ", "rate * gradient": "rate * old"}),
        "You moved by the gradient of the round before. Compute the gradient first, then move by it.",
        lambda w, gradient_of, learning_rate, steps: train(w, gradient_of, learning_rate / steps, steps),
        "You divided by the number of steps. There is nothing to average: each round has its own gradient.",
    ],
    hints=[
        "Print the gradient in each round beside `gradient_of(w)`. When do they differ?",
        "In the second round the first gradient is still in the sum.",
        "The gradient of a round is gradient_of(w), with nothing added to it.",
    ],
)
