"""The exercises of notebook 00, "Three jobs, one sentence"."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Choice, Exercise, Mistake

whose_job = Choice(
    "whose_job",
    ["batches", "gradient method", "optimizer"],
    {
        "A": "batches",
        "B": "gradient method",
        "C": "optimizer",
        "D": "optimizer",
        "E": "batches",
        "F": "gradient method",
    },
    because={
        "A": "Shuffling decides which examples a step sees.",
        "B": "Backprop computes a gradient, and moves nothing.",
        "C": "The learning rate scales the step, after the gradient is known.",
        "D": "Momentum is a memory of past gradients inside the update.",
        "E": "The randomness in the word stochastic is the draw of the examples.",
        "F": "Finite differences are another way to the same gradient.",
    },
    praise="You can tell the three jobs apart in any sentence.",
    mistakes=[
        (
            {"B": "optimizer"},
            "You gave B to the optimizer. Backprop only computes the gradient: a thousand backward passes move nothing "
            "until some optimizer updates the parameters.",
        ),
        (
            {"E": "optimizer"},
            "You gave E to the optimizer. The update rule is the same with one example or with all of them; what is "
            "random is the choice of the examples.",
        ),
        (
            {"E": "gradient method"},
            "You gave E to the gradient method. Backprop gives the exact gradient of whatever batch it is handed; what "
            "is random is the batch.",
        ),
        (
            {"D": "gradient method"},
            "You gave D to the gradient method. Momentum begins when the gradient is already known: it decides what to "
            "do with this one and the past ones.",
        ),
        (
            {"F": "optimizer"},
            "You gave F to the optimizer. Finite differences say which way is up, and leave the step to somebody else.",
        ),
    ],
    hints=[
        "Ask of each sentence: does it choose examples, does it compute a slope, or does it move the parameters?",
        "Two sentences belong to each job.",
        "In E, ask what would have to change to make the word wrong: the formula of the update, or the batch?",
    ],
)


def one_step(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    rows, target = X[chosen], y[chosen]  # which examples?
    gradient = 2 / len(chosen) * rows.T @ (rows @ params - target)  # what is the gradient?
    return params - learning_rate * gradient  # what do we do with it?


def _uphill(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    return 2 * params - one_step(params, X, y, chosen, learning_rate)


def _summed(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    return one_step(params, X, y, chosen, learning_rate * len(chosen))


def _everybody(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    return one_step(params, X, y, np.arange(len(y)), learning_rate)


def _without_the_two(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    return one_step(params, X, y, chosen, learning_rate / 2)


def _all_divide(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    return one_step(params, X, y, chosen, learning_rate * len(chosen) / len(y))


def _step_alone(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    return one_step(params, X, y, chosen, learning_rate) - params


def _gradient_alone(params: Any, X: Any, y: Any, chosen: Any, learning_rate: float) -> Any:
    return -_step_alone(params, X, y, chosen, 1.0)


def _draw_step(rng: np.random.Generator) -> tuple[Any, ...]:
    n = int(rng.integers(8, 15))
    chosen = rng.choice(n, size=int(rng.integers(3, 6)), replace=False)
    return rng.normal(size=2), rng.normal(size=(n, 2)), rng.normal(size=n), chosen, float(rng.uniform(0.05, 0.4))


training_step = Exercise(
    "training_step",
    one_step,
    _draw_step,
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
        "The loss of the chosen rows is the mean of (rows @ params - target) ** 2. Differentiate it by params.",
        "The gradient is 2 / len(chosen) * rows.T @ (rows @ params - target). What is left is the move.",
    ],
)
