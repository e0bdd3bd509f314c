"""Write: the heavy ball

`gradient(w)` returns the gradient at `w`. Take `steps` steps of gradient descent with momentum, v ← b v + g and then w
← w − α v, from a velocity of 0. Return the last w.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over, changed
from sgdlab.course.notebook_09.bowl import draw_run
from sgdlab.quantities import Gradient, Params


def run_heavy_ball(gradient: Gradient, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity + gradient(w)
        w = w - learning_rate * velocity
    return w


heavy_ball = Exercise(
    "heavy_ball",
    run_heavy_ball,
    draw_run,
    by_hand=True,
    also=[changed(run_heavy_ball, {"+ g": "- learning_rate * g", "w - learning_rate * velocity": "w + velocity"})],
    runs=Over("steps", range(26)),
    praise="One line more than gradient descent: the velocity, which outlives the step.",
    mistakes=[
        changed(run_heavy_ball, {"rate * velocity": "rate * (velocity + gradient(w))"}),
        "You took the gradient in twice. It is in the velocity already: w moves by that alone.",
        changed(run_heavy_ball, {"np.zeros_like(w)": "gradient(w)"}),
        "Your velocity begins with a gradient, so the first one comes in twice. Here it begins at 0.",
        changed(run_heavy_ball, {"momentum * velocity + gradient(w)": "velocity + momentum * gradient(w)"}),
        "You multiplied the new gradient by the momentum. That is the share of the *old velocity* which is kept.",
        lambda slopes, w, rate, kept, steps: run_heavy_ball(slopes, w, rate, 0.0, steps),
        "That is plain gradient descent: nothing is carried on from one step to the next. Make a velocity once, before "
        "the loop, and let each step change it. (If you keep the last w instead, keep a copy: `old = w` is only a "
        "second name for it.)",
        changed(run_heavy_ball, {"momentum * velocity + gradient(w)": "gradient(w)", "w = w": "w = momentum * w"}),
        "You multiplied w by the momentum, so w itself shrinks. The momentum is the share of the old *velocity* that "
        "is kept, and you have to keep that beside w.",
        lambda slopes, w, rate, kept, steps: run_heavy_ball(slopes, w, rate * (1 - kept), kept, steps),
        "You multiplied the gradient by (1 - momentum), so your velocity is a running average. That is another "
        "convention: the steps are shorter by that factor. Here the gradient is added as it is.",
        changed(run_heavy_ball, {"velocity = m": "old, velocity = velocity, m", "rate * velocity": "rate * old"}),
        "You moved before you looked: the velocity gets the new gradient first, and then w moves by it.",
        changed(run_heavy_ball, {"gradient(w)": "gradient(w - learning_rate * momentum * velocity)"}),
        changed(run_heavy_ball, {"rate * velocity": "rate * (gradient(w) + momentum * velocity)"}),
        "That is Nesterov's form, which looks ahead along the velocity. The heavy ball doesn't look ahead.",
    ],
    hints=[
        "Before the loop: a velocity of zeros, as long as w.",
        "In each step: velocity = momentum * velocity + gradient(w).",
        "Then w = w - learning_rate * velocity. After the loop, return w.",
    ],
)
