"""Find the slip: differences that go astray

This code should return the gradient at `w`, by nudging one parameter after the other upward. The first entry is right,
but the others are not. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Written, both_signs, changed
from sgdlab.gradients import backprop
from sgdlab.quantities import Given, Loss, Params


def differences(loss: Loss, w: Params, h: float) -> Answer:
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w.copy()  # every nudge starts from w itself
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


def _central(loss: Loss, w: Params, h: float) -> Answer:
    return np.array([(loss(w + e) - loss(w - e)) / (2 * h) for e in h * np.eye(len(w))])


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    """A loss whose slopes depend on where they are taken, each on all the parameters."""
    size = int(rng.integers(3, 5))
    M, c = rng.normal(size=(size, size)), float(rng.choice([-1, 1]))
    loss = Written("lambda w: w @ {M} @ w + {c} * np.sum(w) ** 3", M=M, c=c)
    return loss, rng.normal(size=size), rng.uniform(0.1, 0.4)


_LOOP = "for i in range(len(w)):"
_given = changed(differences, {f"{_LOOP}\n        nudged = w.copy()": f"nudged = w.copy()\n    {_LOOP}"})
nudge_slip = Exercise(
    "nudge_slip",
    differences,
    both_signs(differences, _draw),
    given=_given,
    also=[_central, lambda loss, w, h: backprop(loss, w)[1]],
    praise="One nudge at a time: now every slope is taken from the same point.",
    mistakes=[
        changed(_given, {"nudged[i] +=": "base = loss(nudged)\n        nudged[i] +="}),
        "Each of your differences is due to one nudge alone, but it starts where the earlier nudges have led, and "
        "not at w.",
        changed(_given, {"base) / h": "base) / h\n        nudged[i] = 0"}),
        "You set the nudged parameter to 0 afterwards. It has to go back to where it was, w[i].",
        lambda loss, w, h: (np.array([loss(h * unit) for unit in np.eye(len(w))]) - loss(0 * w)) / h,
        "You nudge away from 0, so this is the gradient there. Nudge away from w.",
        lambda loss, w, h: np.zeros(len(w)),
        "All your slopes are 0. The nudge was never made, or taken back too early, or `nudged` is a second name for w.",
        changed(_given, {"base) / h": "base) / h\n        nudged[i] -= 2 * h"}),
        "You went back too far: after + h, one − h leads back to w.",
        lambda loss, w, h: np.full(len(w), (loss(w + h) - loss(w)) / h),
        "You nudge all the parameters at once: w + h adds h to every one of them.",
        lambda loss, w, h: 2 * _central(loss, w, h),
        "You nudge up and down, which is even better, but between w − h and w + h lie 2 h: divide by that.",
    ],
    hints=[
        "Print `nudged − w` in the loop. What should it be, and what is it in the second round?",
        "Every nudge stays where it is when the next one is made.",
        "Take a fresh copy of w inside the loop, or take the nudge back after computing the loss.",
    ],
)
