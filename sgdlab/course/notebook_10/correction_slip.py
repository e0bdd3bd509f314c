"""Find the slip: a correction that stays

Code like this has been published more than once. Its first step is right, and the later ones are wrong. Fix them.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over, changed
from sgdlab.quantities import Given, Gradient, Params


def run_adam(w: Params, gradients: list[Gradient], learning_rate: float) -> Answer:
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for t, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        top = mean / (1 - 0.9**t)  # new names: the averages go on as they are
        bottom = square / (1 - 0.999**t)
        w = w - learning_rate * top / (np.sqrt(bottom) + 1e-8)
    return w


def _in_the_rate(w: Params, gradients: list[Gradient], learning_rate: float) -> Answer:
    """The short form of the paper, in which ε is not corrected."""
    mean = square = np.zeros(len(w))
    for t, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        rate = learning_rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        w = w - rate * mean / (np.sqrt(square) + 1e-8)
    return w


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(2, 4))
    return rng.normal(size=size), rng.normal(1, 1, size=(int(rng.integers(4, 8)), size)), rng.uniform(0.01, 0.2)


correction_slip = Exercise(
    "correction_slip",
    run_adam,
    _draw,
    given=changed(run_adam, {"top": "mean", "bottom": "square"}),
    also=[_in_the_rate],
    runs=Over("gradients"),
    praise="The averages remember; the corrected copies are for one step only.",
    mistakes=[
        changed(run_adam, {" / (1 - 0.9**t)": "", " / (1 - 0.999**t)": ""}),
        "The averages are right now, but your step takes them without a correction, so the first steps are too "
        "long: 3.162 learning rates and more. Correct copies of them, and step with these.",
        changed(run_adam, {"bottom": "square"}),
        "You fixed the first average. The average of the squares is still corrected again and again.",
        changed(run_adam, {"top": "mean"}),
        "You fixed the average of the squares. The first average is still corrected again and again.",
        changed(run_adam, {"**t": ""}),
        "You correct every step like the first one. The correction fades as the averages fill: 1 − 0.9ᵗ.",
        changed(run_adam, {"**t": "**(t + 1)"}),
        "The averages are right now, but the correction is one step late. The first step has t = 1, as in the "
        "code that you were given.",
        changed(run_adam, {" / (1 - 0.999**t)": ""}),
        "The averages are right now, but you correct only the first of them. The average of the squares began at "
        "0, too.",
        changed(run_adam, {" / (1 - 0.9**t)": ""}),
        "The averages are right now, but you correct only the second of them. The first one began at 0, too.",
    ],
    hints=[
        "In the first round all is well. Follow `mean` into the second round: what is in it, and what should be?",
        "A correction is made for one step. The next one has to begin with the uncorrected average.",
        "Give the corrected values their own names, `top` and `bottom`, and use those in the last line.",
    ],
)
