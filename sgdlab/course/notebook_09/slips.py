"""Notebook 09: find the slip in Nesterov's step [ahead_slip], and in a training loop [fresh_slip]."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake
from sgdlab.course.notebook_09.writing import draw_run, observed


def run_nesterov(gradient: Any, w: Any, learning_rate: float, momentum: float, steps: int) -> Any:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(ahead)
        w = w + velocity
    return w


def _given_nesterov(gradient: Any, w: Any, learning_rate: float, momentum: float, steps: int) -> Any:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(ahead)
        w = ahead + velocity
    return w


def _without_looking(gradient: Any, w: Any, learning_rate: float, momentum: float, steps: int) -> Any:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * gradient(w)
        w = w + velocity
    return w


def _whole_velocity(gradient: Any, w: Any, learning_rate: float, momentum: float, steps: int) -> Any:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * gradient(w + velocity)
        w = w + velocity
    return w


def _behind(gradient: Any, w: Any, learning_rate: float, momentum: float, steps: int) -> Any:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * gradient(w - momentum * velocity)
        w = w + velocity
    return w


def _only_down(gradient: Any, w: Any, learning_rate: float, momentum: float, steps: int) -> Any:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = -learning_rate * gradient(ahead)
        w = ahead + velocity
    return w


ahead_slip = Exercise(
    "ahead_slip",
    run_nesterov,
    draw_run,
    observe=observed,
    given=_given_nesterov,
    praise="The point ahead is only for looking. The step is the velocity, counted once.",
    mistakes=[
        Mistake(
            _without_looking,
            "Now w moves by the velocity, which is right, but the gradient is taken at w: that is the heavy ball. "
            "Nesterov's method takes it at the point ahead.",
        ),
        Mistake(
            _whole_velocity,
            "You look a whole velocity ahead. Of it only the share `momentum` carries over, so that is as far as to "
            "look.",
        ),
        Mistake(_behind, "You look back. The velocity points to where w is going: ahead is w *plus* its share."),
        Mistake(
            _only_down,
            "w is right after one step, but your velocity forgets: it holds the newest gradient alone. It has to carry "
            "momentum * velocity on.",
        ),
    ],
    hints=[
        "Follow w through one step: how often is momentum * velocity added to it?",
        "Once when `ahead` is made, and once more in the new velocity.",
        "The step is the new velocity, from where w stands: w = w + velocity.",
    ],
)


def several_epochs(gradients: Any, w: Any, epochs: int, learning_rate: float, momentum: float) -> Any:
    velocity = np.zeros_like(w)  # made once: it has to outlive the epoch
    for _ in range(epochs):
        for gradient in gradients:  # one for each mini-batch
            velocity = momentum * velocity + gradient(w)
            w = w - learning_rate * velocity
    return w


def _given_epochs(gradients: Any, w: Any, epochs: int, learning_rate: float, momentum: float) -> Any:
    for _ in range(epochs):
        velocity = np.zeros_like(w)
        for gradient in gradients:
            velocity = momentum * velocity + gradient(w)
            w = w - learning_rate * velocity
    return w


def _no_memory(gradients: Any, w: Any, epochs: int, learning_rate: float, momentum: float) -> Any:
    return several_epochs(gradients, w, epochs, learning_rate, 0.0)


def _once_an_epoch(gradients: Any, w: Any, epochs: int, learning_rate: float, momentum: float) -> Any:
    velocity = np.zeros_like(w)
    for _ in range(epochs):
        velocity = momentum * velocity + sum(gradient(w) for gradient in gradients)
        w = w - learning_rate * velocity
    return w


def _one_epoch(gradients: Any, w: Any, epochs: int, learning_rate: float, momentum: float) -> Any:
    return several_epochs(gradients, w, 1, learning_rate, momentum)


def _observe_epochs(
    answer: Callable[..., Any], rows: Any, w: Any, epochs: int, learning_rate: float, momentum: float
) -> Any:
    """Where an answer ends; the gradients are those of (w - x)^2 / 2, one for each mini-batch."""
    return answer([lambda at, x=x: at - x for x in rows], w, epochs, learning_rate, momentum)


def _draw_epochs(rng: np.random.Generator) -> tuple[Any, Any, int, float, float]:
    momentum = round(float(rng.uniform(0.5, 0.9)), 2)
    return (
        rng.normal(size=(int(rng.integers(3, 6)), 2)),
        rng.normal(3, 1, size=2),
        int(rng.integers(2, 5)),
        0.1,
        momentum,
    )


fresh_slip = Exercise(
    "fresh_slip",
    several_epochs,
    _draw_epochs,
    observe=_observe_epochs,
    given=_given_epochs,
    praise="The velocity is part of the optimizer's state, and the state belongs to the run, not to the epoch.",
    mistakes=[
        Mistake(
            _no_memory,
            "Now the velocity is new in every *step*, and nothing of the momentum is left. Make it once, before both "
            "loops.",
        ),
        Mistake(
            _once_an_epoch,
            "You update once in an epoch. The loop over the mini-batches was right; the velocity alone was in the "
            "wrong place.",
        ),
        Mistake(_one_epoch, "You run a single epoch now. Keep both loops, and move one line."),
    ],
    hints=[
        "What does the velocity know at the first step of the second epoch?",
        "It is thrown away at the beginning of every epoch, as when somebody makes a new optimizer there.",
        "Move the line with np.zeros_like(w) in front of the first `for`.",
    ],
)
