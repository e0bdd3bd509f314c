"""Find the slip: several epochs

`gradients` holds a function for each mini-batch of an epoch. The loop should train with momentum through all epochs,
yet momentum hardly helps when the epochs are short. Fix it. (Programs that make a new optimizer in every epoch have
the same slip.)
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over, Written, changed
from sgdlab.quantities import Array, Gradient, Params


def several_epochs(gradients: list[Gradient], w: Params, epochs: int, learning_rate: float, momentum: float) -> Answer:
    velocity = np.zeros_like(w)  # made once: it has to outlive the epoch
    for _ in range(epochs):
        for gradient in gradients:  # one for each mini-batch
            velocity = momentum * velocity + gradient(w)
            w = w - learning_rate * velocity
    return w


def _draw(rng: np.random.Generator) -> tuple[list[Written], Array, int, float, float]:
    """The gradients of bowls with one minimum for each mini-batch; each slope depends on both parameters."""
    momentum = round(rng.uniform(0.5, 0.9), 2)
    gradients = [Written("lambda w: w + np.mean(w) - {x}", x=x) for x in rng.normal(size=(int(rng.integers(2, 5)), 2))]
    return gradients, rng.normal(3, 1, size=2), int(rng.integers(2, 5)), 0.1, momentum


_MADE = "velocity = np.zeros_like(w)"
fresh_slip = Exercise(
    "fresh_slip",
    several_epochs,
    _draw,
    given=changed(several_epochs, {_MADE: "", "(epochs):": f"(epochs):\n        {_MADE}"}),
    runs=Over("epochs", range(9), "epoch"),
    praise="The velocity is part of the optimizer's state, and the state belongs to the run, not to the epoch.",
    mistakes=[
        lambda gradients, w, epochs, rate, momentum: several_epochs(gradients, w, epochs, rate, 0.0),
        "Now the velocity is new in every *step*, so there is no momentum left. Make it once, before both loops.",
        changed(several_epochs, {"gradient in gradients": "_ in [0]", "gradient(w)": "sum(g(w) for g in gradients)"}),
        changed(several_epochs, {"    w = w": "w = w"}),
        "You update once per epoch. The loop over the mini-batches was right; only the velocity was in the wrong "
        "place.",
        lambda gradients, w, epochs, rate, momentum: several_epochs(gradients, w, 1, rate, momentum),
        "You run a single epoch now. Keep both loops, and move one line.",
        lambda gradients, w, epochs, rate, kept: several_epochs(gradients, w, epochs, rate * (1 - kept), kept),
        "Your velocity is a running average now, so all steps are shorter. Only the place of one line was wrong.",
    ],
    hints=[
        "What does the velocity know at the first step of the second epoch?",
        "It is thrown away at the beginning of every epoch, as when somebody makes a new optimizer there.",
        "Move the line with np.zeros_like(w) in front of the first `for`.",
    ],
)
