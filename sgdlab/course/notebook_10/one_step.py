"""Write: one step of Adam

`mean` and `square` are the averages so far, *without* correction, and this is step number `t`, counted from 1. Use
0.9, 0.999 and 1e-8. Return three things: the step, the new `mean`, the new `square`.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Array, Given, Gradient


def step_of_adam(gradient: Gradient, mean: Array, square: Array, t: int, learning_rate: float) -> Answer:
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    top = mean / (1 - 0.9**t)  # copies: the averages themselves go on uncorrected
    bottom = np.sqrt(square / (1 - 0.999**t)) + 1e-8
    return -learning_rate * top / bottom, mean, square


def _step(gradient: Gradient, mean: Array, square: Array, t: int, rate: float, **changes: Any) -> Answer:
    """One step with something changed."""
    squared = changes.get("squared", lambda g, m: g**2)
    old = mean
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * squared(gradient, mean)
    one, two = changes.get("corrections", lambda t: (1 - 0.9**t, 1 - 0.999**t))(t)
    top = old / one if changes.get("late") else mean / one
    return changes.get("sign", -1) * rate * top / (changes.get("root", np.sqrt)(square / two) + 1e-8), mean, square


def _swapped(gradient: Gradient, mean: Array, square: Array, t: int, rate: float) -> Answer:
    mean = 0.1 * mean + 0.9 * gradient
    square = 0.001 * square + 0.999 * gradient**2
    top, bottom = mean / (1 - 0.1**t), np.sqrt(square / (1 - 0.001**t)) + 1e-8
    return -rate * top / bottom, mean, square


def _written_back(gradient: Gradient, mean: Array, square: Array, t: int, rate: float) -> Answer:
    step, mean, square = step_of_adam(gradient, mean, square, t, rate)
    return step, mean / (1 - 0.9**t), square / (1 - 0.999**t)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    mean, gradient = rng.normal(size=2), rng.normal(size=2)
    return gradient, mean, mean**2 + rng.uniform(1, 2, size=2), int(rng.integers(3, 30)), float(rng.uniform(0.01, 0.3))


one_step = Exercise(
    "one_step",
    step_of_adam,
    _draw,
    praise="That is all of Adam: two averages, two corrections, one division.",
    mistakes=[
        Mistake(
            lambda g, m, v, t, rate: _step(g, m, v, t, rate, corrections=lambda t: (1, 1)),
            "You left out the bias correction: the averages began at 0, and after t steps they still lack the shares "
            "0.9ᵗ and 0.999ᵗ. Divide by what they have.",
        ),
        Mistake(
            lambda g, m, v, t, rate: _step(g, m, v, t, rate, corrections=lambda t: (1 - 0.9**t, 1)),
            "You corrected only the average of the gradients. The average of the squares began at 0, too.",
        ),
        Mistake(
            lambda g, m, v, t, rate: _step(g, m, v, t, rate, corrections=lambda t: (0.1, 0.001)),
            "Your correction is the one for the first step, whatever t is: 1 − 0.9 and 1 − 0.999. It fades: 1 − 0.9ᵗ.",
        ),
        Mistake(
            lambda g, m, v, t, rate: _step(
                g, m, v, t, rate, corrections=lambda t: (1 - 0.9 ** (t + 1), 1 - 0.999 ** (t + 1))
            ),
            "You are one step late in the corrections: t counts from 1 already.",
        ),
        Mistake(
            lambda g, m, v, t, rate: _step(g, m, v, t, rate, squared=lambda g, m: m**2),
            "You averaged the square of the *average*. The second average is of the squares of the gradients "
            "themselves: it has to see the noise that the first one averages out.",
        ),
        Mistake(
            lambda g, m, v, t, rate: _step(g, m, v, t, rate, root=lambda v: v),
            "You forgot the square root. Without it the step would get longer when the loss is made smaller.",
        ),
        Mistake(
            lambda g, m, v, t, rate: _step(g, m, v, t, rate, sign=1),
            "Your step goes uphill: the gradient points there. It needs a minus.",
        ),
        Mistake(
            lambda g, m, v, t, rate: _step(g, m, v, t, rate, late=True),
            "You stepped with the average as it was before this gradient. Update both averages first.",
        ),
        Mistake(_swapped, "You swapped the weights: 0.9 and 0.999 are the shares of the *old* average."),
        Mistake(
            _written_back,
            "Your step is right. But you returned the corrected averages, and the next step would correct them "
            "again. Return the averages as they are.",
        ),
    ],
    hints=[
        "First the two averages: new = 0.9 × old + 0.1 × gradient, and the same for the squares with 0.999 and 0.001.",
        "Then divide the first one by 1 − 0.9**t and the second one by 1 − 0.999**t, under new names.",
        "The step is −learning_rate × corrected mean / (np.sqrt(corrected square) + 1e-8). Return it with the two "
        "uncorrected averages.",
    ],
)
