"""Write: one step, from its three jobs

Write one step of stochastic gradient descent for a line through data, without any library's gradient. `X` is a table
with a row for each example, and the prediction for all rows is `X @ params`. `chosen` holds the numbers of the
examples in this batch. The loss is the **mean** of the squared errors **of the chosen examples**. Return the new
parameters.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Given, Params


def one_step(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    rows, target = X[chosen], y[chosen]  # which examples?
    gradient = 2 / len(chosen) * rows.T @ (rows @ params - target)  # what is the gradient?
    return params - learning_rate * gradient  # what do we do with it?


def _uphill(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    return 2 * params - one_step(params, X, y, chosen, learning_rate)


def _summed(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    return one_step(params, X, y, chosen, learning_rate * len(chosen))


def _everybody(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    return one_step(params, X, y, np.arange(len(y)), learning_rate)


def _without_the_two(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    return one_step(params, X, y, chosen, learning_rate / 2)


def _all_divide(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    return one_step(params, X, y, chosen, learning_rate * len(chosen) / len(y))


def _step_alone(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    return one_step(params, X, y, chosen, learning_rate) - params


def _gradient_alone(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    return -_step_alone(params, X, y, chosen, 1.0)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n = int(rng.integers(8, 15))
    chosen = rng.choice(n, size=int(rng.integers(3, 6)), replace=False)
    return rng.normal(size=2), rng.normal(size=(n, 2)), rng.normal(size=n), chosen, float(rng.uniform(0.05, 0.4))


training_step = Exercise(
    "training_step",
    one_step,
    _draw,
    praise="Three lines, three jobs: you have rebuilt one step of stochastic gradient descent, without backprop.",
    mistakes=[
        Mistake(_uphill, "You went uphill. The gradient points to where the loss grows, so the step is minus it."),
        Mistake(
            _summed, "You summed over the batch instead of averaging: a larger batch would then take larger steps."
        ),
        Mistake(_everybody, "You used all the examples. The first job is to take the chosen rows of X and y."),
        Mistake(_without_the_two, "Your gradient is half of the right one. The derivative of a square brings a 2."),
        Mistake(_all_divide, "You divided by the number of all examples. The mean is over the chosen ones."),
        Mistake(_step_alone, "You returned the step. The new parameters are the old ones plus the step."),
        Mistake(
            _gradient_alone, "You returned the gradient. The third job is missing: move the parameters against it."
        ),
    ],
    hints=[
        "Write one line for each job: choose rows, compute a gradient, move.",
        "The loss of the chosen rows is the mean of (rows @ params - target) ** 2. Differentiate it with respect "
        "to params.",
        "The gradient is 2 / len(chosen) * rows.T @ (rows @ params - target). What is left is the move.",
    ],
)
