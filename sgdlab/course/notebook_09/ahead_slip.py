"""Find the slip: Nesterov

This is Nesterov's method in the *inside* convention: look ahead along the velocity, take the gradient there, then
move. It runs, and gets there, but it is jumpy. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.course.notebook_09.bowl import draw_run, end_of
from sgdlab.quantities import Gradient, Params


def run_nesterov(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(ahead)
        w = w + velocity
    return w


def _given(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(ahead)
        w = ahead + velocity
    return w


def _without_looking(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * gradient(w)
        w = w + velocity
    return w


def _whole_velocity(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * gradient(w + velocity)
        w = w + velocity
    return w


def _behind(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * gradient(w - momentum * velocity)
        w = w + velocity
    return w


def _only_down(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
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
    observe=end_of,
    given=_given,
    praise="The point ahead is only for looking. The step is the velocity, counted once.",
    mistakes=[
        Mistake(
            _without_looking,
            "Now w moves by the velocity, which is right, but the gradient is taken at w: that is the heavy ball. "
            "Nesterov's method takes it at the point ahead.",
        ),
        Mistake(
            _whole_velocity,
            "You look a whole velocity ahead. Only the share `momentum` of it carries over, so look only that far "
            "ahead.",
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
