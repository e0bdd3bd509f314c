"""Find the slip: Nesterov

This is Nesterov's method as it is often written: look ahead along the velocity, take the gradient there, then move. It
runs and arrives, but it swings more than it should. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over, changed
from sgdlab.course.notebook_09.bowl import draw_run
from sgdlab.quantities import Gradient, Params


def run_nesterov(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        ahead = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(ahead)
        w = w + velocity
    return w


ahead_slip = Exercise(
    "ahead_slip",
    run_nesterov,
    draw_run,
    given=changed(run_nesterov, {"w + velocity": "ahead + velocity"}),
    runs=Over("steps", range(26)),
    praise="The point ahead is only for looking. The step is the velocity, counted once.",
    mistakes=[
        changed(run_nesterov, {"gradient(ahead)": "gradient(w)"}),
        "Now w moves by the velocity, which is right, but the gradient is taken at w: that is the heavy ball. "
        "Nesterov's method takes it at the point ahead.",
        changed(run_nesterov, {"w + momentum * velocity": "w + velocity"}),
        "You look a whole velocity ahead. Only the share `momentum` of it carries over, so look only that far ahead.",
        changed(run_nesterov, {"w + momentum": "w - momentum"}),
        "You look back. The point ahead lies where w is going: if w moves by + velocity, add its share; if w moves "
        "by − velocity, subtract it.",
        changed(run_nesterov, {"velocity - learning_rate * ": "velocity + ", "w = w + ": "w = w - learning_rate * "}),
        "Your velocity adds up gradients, so w moves by −learning_rate * velocity. The point ahead lies that way, too: "
        "it needs the same sign and the learning rate.",
        changed(run_nesterov, {"= momentum * velocity - ": "= -", "w + velocity": "ahead + velocity"}),
        "w is right after one step, but your velocity forgets: it holds the newest gradient alone. It has to carry "
        "momentum * velocity on.",
        changed(
            run_nesterov,
            {
                "gradient(ahead)": "gradient(w)",
                "w = w + velocity": "w = w + momentum * velocity - learning_rate * gradient(w)",
            },
        ),
        "That is the form of PyTorch: its w is our point ahead, so it ends elsewhere. Here w is the place itself.",
        changed(run_nesterov, {"gradient(ahead)": "gradient(w)", "w = w + velocity": "w = w + momentum * velocity"}),
        "You take the gradient at w, and then move by a share of the velocity. Look ahead by that share, and move "
        "by the whole velocity.",
        lambda gradient, w, learning_rate, momentum, steps: run_nesterov(gradient, w, learning_rate, 0.0, steps),
        "That is plain gradient descent: no velocity is carried on.",
        lambda gradient, w, learning_rate, momentum, steps: run_nesterov(
            gradient, w, learning_rate * (1 - momentum), momentum, steps
        ),
        "Your gradient is scaled by (1 − momentum), as in a running average. Here it is added as it is.",
    ],
    hints=[
        "Follow w through one step: how often is momentum * velocity added to it?",
        "Once when `ahead` is made, and once more in the new velocity.",
        "The step is the new velocity, from where w stands: w = w + velocity.",
    ],
)
