"""Write: one step of Adam

`mean` and `square` are the averages so far, *without* correction, and this is step number `t`, counted from 1. Use
0.9, 0.999 and 1e-8. Return three things: the step, the new `mean`, the new `square`.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Array, Given, Gradient


def step_of_adam(gradient: Gradient, mean: Array, square: Array, t: int, learning_rate: float) -> Answer:
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    top = mean / (1 - 0.9**t)  # copies: the averages themselves go on uncorrected
    bottom = np.sqrt(square / (1 - 0.999**t)) + 1e-8
    return -learning_rate * top / bottom, mean, square


def _in_the_rate(gradient: Gradient, mean: Array, square: Array, t: int, learning_rate: float) -> Answer:
    """The short form of the paper, in which ε is not corrected."""
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    rate = learning_rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    return -rate * mean / (np.sqrt(square) + 1e-8), mean, square


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    mean, gradient = rng.normal(size=2), rng.normal(size=2)
    return gradient, mean, mean**2 + rng.uniform(1, 2, size=2), int(rng.integers(3, 30)), rng.uniform(0.01, 0.3)


def _small(rng: np.random.Generator) -> tuple[Given, ...]:
    """Gradients so small that ε is seen, after so many steps that hardly anything is corrected."""
    gradient, mean, square, t, learning_rate = _draw(rng)
    return gradient / 1000, mean / 1000, square / 1e6, 100 * t, learning_rate


one_step = Exercise(
    "one_step",
    step_of_adam,
    [_draw, _small],
    by_hand=True,
    also=[_in_the_rate],
    praise="That is all of Adam: two averages, two corrections, one division.",
    mistakes=[
        changed(step_of_adam, {" / (1 - 0.9**t)": "", " / (1 - 0.999**t)": ""}),
        "You left out the bias correction: the averages began at 0, and after t steps they still lack the shares "
        "0.9ᵗ and 0.999ᵗ. Divide by what they have.",
        changed(step_of_adam, {" / (1 - 0.999**t)": ""}),
        "You corrected only the average of the gradients. The average of the squares began at 0, too.",
        changed(step_of_adam, {"0.9 * mean": "mean", "0.999 * square": "square"}),
        "Your averages never forget: before you add the new gradient, multiply the old average by 0.9 or 0.999.",
        changed(step_of_adam, {"mean / (": "mean * (", "square / (": "square * ("}),
        "You multiplied by the corrections. The averages are too small, so divide by what they have.",
        changed(step_of_adam, {"(1 - 0.9**t": "(1 - 0.5**t", "0.999**t": "0.9**t", "0.5**": "0.999**"}),
        "You swapped the corrections: 0.9ᵗ belongs to the average of the gradients, 0.999ᵗ to that of the squares.",
        changed(step_of_adam, {"**t": ""}),
        "Your correction is the one for the first step, whatever t is: 1 − 0.9 and 1 − 0.999. It fades: 1 − 0.9ᵗ.",
        changed(step_of_adam, {"**t": "**(t + 1)"}),
        "You are one step late in the corrections: t counts from 1 already.",
        changed(step_of_adam, {"top = mean / (1 - 0.9**t)": "top = gradient"}),
        "You stepped with the gradient itself, as RMSProp does. Adam steps with the corrected average of "
        "the gradients.",
        changed(
            step_of_adam,
            {
                "0.9 * mean": "0.9 * mean / (1 - 0.9**t)",
                "0.999 * square": "0.999 * square / (1 - 0.999**t)",
                "top = mean / (1 - 0.9**t)": "top = mean",
                "np.sqrt(square / (1 - 0.999**t))": "np.sqrt(square)",
            },
        ),
        "You corrected the old averages. First the new gradient comes in; then correct copies of the new averages.",
        changed(step_of_adam, {"gradient**2": "mean**2"}),
        "You averaged the square of the *average*. The second average is of the squares of the gradients "
        "themselves: it has to see the noise that the first one averages out.",
        changed(step_of_adam, {"np.sqrt": ""}),
        "You forgot the square root. Without it the step would get longer when the loss is made smaller.",
        changed(step_of_adam, {"(square / (1 - 0.999**t)) + 1e-8": "(square / (1 - 0.999**t) + 1e-8)"}),
        "Your 1e-8 is inside the root, where it becomes 0.0001. Take the root first, then add 1e-8.",
        changed(step_of_adam, {" + 1e-8": ""}),
        "You left out the 1e-8. It is added after the root, so that you never divide by 0.",
        changed(step_of_adam, {"-learning_rate": "learning_rate"}),
        "Your step goes uphill: the gradient points there. It needs a minus.",
        changed(step_of_adam, {"mean = ": "old, mean = mean, ", "top = mean": "top = old"}),
        "You stepped with the average as it was before this gradient. Update both averages first.",
        changed(
            step_of_adam,
            {
                "0.9 * mean + 0.1": "0.1 * mean + 0.9",
                "0.999 * square + 0.001": "0.001 * square + 0.999",
                "0.9**": "0.1**",
                "0.999**": "0.001**",
            },
        ),
        "You swapped the weights: 0.9 and 0.999 are the shares of the *old* average.",
        changed(step_of_adam, {"bottom, mean, square": "bottom, top, square / (1 - 0.999**t)"}),
        "Your step is right. But you returned the corrected averages, and the next step would correct them "
        "again. Return the averages as they are. (After `m = mean`, both are names of one array, so `m /= …` changes "
        "both: write `m = mean / …`.)",
        lambda g, m, v, t, rate: (step_of_adam(g, m, v, t, rate)[0], m, v),
        "Your step is right. But you returned the averages as they were: return the new ones.",
    ],
    hints=[
        "First the two averages: new = 0.9 × old + 0.1 × gradient, and the same for the squares with 0.999 and 0.001.",
        "Then divide the first one by 1 − 0.9**t and the second one by 1 − 0.999**t, under new names.",
        "The step is −learning_rate × corrected mean / (np.sqrt(corrected square) + 1e-8). Return it with the two "
        "uncorrected averages.",
    ],
)
