"""Find the slip: a descent that overshoots

One example, one parameter, some steps of gradient descent on (w x − y)². It runs, and the loss does fall at first.
But it swings about the minimum and never comes to rest, at any learning rate. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def descend(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    for _ in range(steps):
        grad = 0.0  # what arrived at the last step is no longer true
        error = w * x - y  # forward
        grad += 2 * error * x  # backward: what arrives is added
        w = w - learning_rate * grad
    return w


def _given(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    grad = 0.0
    for _ in range(steps):
        error = w * x - y
        grad += 2 * error * x
        w = w - learning_rate * grad
    return w


def _cleared_too_early(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    return w


def _averaged(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    grad = 0.0
    for step in range(steps):
        error = w * x - y
        grad += 2 * error * x
        w = w - learning_rate * grad / (step + 1)
    return w


def _all_at_once(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    return w - learning_rate * steps * 2 * (w * x - y) * x


def _cleared_every_other(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    grad = 0.0
    for step in range(steps):
        if step % 2 == 0:
            grad = 0.0
        error = w * x - y
        grad += 2 * error * x
        w = w - learning_rate * grad
    return w


def _one_step(w: float, x: float, y: float, learning_rate: float, steps: int) -> float:
    return descend(w, x, y, learning_rate, 1)


def _draw(rng: np.random.Generator) -> tuple[float, float, float, float, int]:
    w, x, y = (float(v) for v in rng.uniform(1, 2, size=3))
    return w + 3, x, y, 0.02, int(rng.integers(4, 9))


zero_slip = Exercise(
    "zero_slip",
    descend,
    _draw,
    given=_given,
    praise="Each step starts from zero. Within one backward pass parts are added; from step to step they are not.",
    mistakes=[
        Mistake(
            _cleared_too_early,
            "Now w never moves. You cleared the gradient between backward and the update, so the update sees zero.",
        ),
        Mistake(
            _averaged,
            "You divided by the number of steps. That averages slopes from places that w has left. Only the "
            "latest slope belongs to this step.",
        ),
        Mistake(
            _all_at_once,
            "You moved once, by the sum of all. But every slope has to be taken where the last step ended.",
        ),
        Mistake(_cleared_every_other, "You cleared the gradient only at every other step. Every step needs it."),
        Mistake(_one_step, "You return after the first step. Is the `return` inside the loop?"),
    ],
    hints=[
        "Print grad at each step. What is in it at the second step, besides the slope there?",
        "`grad +=` is right at forks, within one backward pass. But what was there before the pass began?",
        "Set grad to 0.0 at the beginning of each step.",
    ],
)
