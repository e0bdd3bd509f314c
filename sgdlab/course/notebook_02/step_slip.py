"""Find the slip: one step

This code should take one step of gradient descent. Repeated, it often arrives as well, but it is a different method.
Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Again, Answer, Exercise, Written, changed
from sgdlab.quantities import Given, Gradient, Params


def step(gradient: Gradient, w: Params, learning_rate: float) -> Answer:
    return w - learning_rate * gradient(w)  # all slopes at the same point


def _given(gradient: Gradient, w: Params, learning_rate: float) -> Answer:
    for i in range(len(w)):
        w[i] = w[i] - learning_rate * gradient(w)[i]
    return w


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    """A bowl that is lowest elsewhere than at 0: with H @ w, gradient(rate * w) would be rate * gradient(w)."""
    A, lowest = rng.normal(size=(3, 3)), rng.normal(size=3)
    slopes = Written("lambda w: {H} @ (w - {lowest})", H=A @ A.T + np.eye(3), lowest=lowest)
    return slopes, rng.normal(size=3), round(rng.uniform(0.05, 0.2), 2)


step_slip = Exercise(
    "step_slip",
    step,
    _draw,
    given=_given,
    runs=Again("w"),
    praise="All slopes belong to one point. Only then do all inputs move, together.",
    mistakes=[
        lambda gradient, w, learning_rate: w + learning_rate * gradient(w),
        "Now all inputs move together, but uphill: a step is minus the learning rate times the gradient.",
        lambda gradient, w, learning_rate: -learning_rate * gradient(w),
        "You returned the step. The new inputs are the old ones plus the step.",
        lambda gradient, w, learning_rate: w - gradient(w),
        "All inputs move together now, but the learning rate was lost.",
        lambda gradient, w, learning_rate: w - learning_rate * gradient(w).sum(),
        "You moved every input by the sum of the slopes. Each input moves by its own slope.",
        changed(_given, {"range(len(w))": "reversed(range(len(w)))"}),
        "Now you begin with the last input, and still each slope is taken after others have moved. Take all "
        "slopes first.",
        lambda gradient, w, learning_rate: w - learning_rate * gradient(w) / np.linalg.norm(gradient(w)),
        "You made the gradient 1 long. A step is the learning rate times the gradient as it is: long where it is "
        "steep.",
        lambda gradient, w, learning_rate: step(gradient, step(gradient, w, learning_rate), learning_rate),
        "That is two steps.",
        changed(_given, {"w[i] = w[i]": "w = w", "(w)[i]": "(w)"}),
        "You take a whole step for each input, so all of them move three times. One step moves each input once: "
        "you need no loop.",
    ],
    hints=[
        "When i is 1, at which w is the gradient computed? Where has w[0] gone by then?",
        "Compute the gradient once, before anything moves. (With `old = w` you get no copy: it is a second name for "
        "the same array, so it moves, too.)",
        "With arrays no loop is needed: w - learning_rate * gradient(w).",
    ],
)
