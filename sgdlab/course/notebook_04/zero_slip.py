"""Find the slip: a descent that overshoots

This code takes some steps of gradient descent on (w x − y)², with one example and one parameter. It runs, and with
short steps the loss even falls at first. But unless `w` starts at the minimum, it swings from one side of it to the
other or runs away. It never comes to rest, at any learning rate. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Exercise, Over, both_signs, changed


def descend(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    for _ in range(steps):
        grad = 0.0  # what arrived at the last step is no longer true
        error = w * x - y  # forward
        grad += 2 * error * x  # backward: what arrives is added
        w = w - learning_rate * grad
    return w


def _draw(rng: np.random.Generator) -> tuple[float, float, float, float, int]:
    w, x, y = rng.uniform(1, 2, size=3)
    return w + rng.choice([-3, 3]), x, y, 0.02, int(rng.integers(4, 9))


_given = changed(descend, {"for _ in range(steps):\n        grad = 0.0": "grad = 0.0\n    for _ in range(steps):"})
zero_slip = Exercise(
    "zero_slip",
    descend,
    both_signs(descend, _draw),
    given=_given,
    runs=Over("steps", range(1, 14)),
    praise="Each step starts from zero. Within one backward pass parts are added; from step to step they are not.",
    mistakes=[
        lambda w, x, y, learning_rate, steps: w,
        "Now w never moves. Either the gradient is cleared between backward and the update, so that the update "
        "sees zero, or the new w is computed and not kept: w = w - ….",
        changed(_given, {"for _": "for k", "rate * grad": "rate * grad / (k + 1)"}),
        "You divided by the number of steps. That averages slopes from places that w has left. Only the "
        "latest slope belongs to this step.",
        lambda w, x, y, learning_rate, steps: w - learning_rate * steps * 2 * (w * x - y) * x,
        "All your slopes are taken at the first w. But every slope has to be taken where the last step ended.",
        changed(descend, {"for _": "for k", "= 0.0": "= grad if k % 2 else 0.0"}),
        "You cleared the gradient only at every other step. Every step needs it.",
        lambda w, x, y, learning_rate, steps: descend(w, x, y, learning_rate, 1),
        "Only one step is taken. Is the `return` inside the loop, or the update of w outside of it?",
        changed(_given, {"grad += ": "grad = 0.9 * grad + "}),
        "You kept 0.9 of the old gradient. That is momentum, another method, which has its own notebook. Here a step "
        "has its own slope only: nothing of the last one is kept.",
        changed(_given, {"grad += ": "grad = 0.5 * grad + "}),
        "You kept 0.5 of the old gradient. That is momentum, another method, which has its own notebook. Here a step "
        "has its own slope only: nothing of the last one is kept.",
        lambda w, x, y, learning_rate, steps: _given(w, x, y, learning_rate / 2, steps),
        "You halved the steps, but they are still made of all slopes so far. No learning rate cures that: each "
        "step may use its own slope only.",
        lambda w, x, y, learning_rate, steps: y / x,
        "That is the minimum itself. Return where the descent is after `steps` steps.",
        lambda w, x, y, learning_rate, steps: descend(w, x, y, learning_rate / steps, steps),
        "You divided by the number of steps. There is nothing to average: each step has one slope.",
    ],
    hints=[
        "Print grad at each step. What is in it at the second step, besides the slope there?",
        "`grad +=` is right at forks, within one backward pass. But what was there before the pass began?",
        "Set grad to 0.0 at the beginning of each step.",
    ],
)
