"""Write: one step, from its three jobs

Write one step of stochastic gradient descent for a line through data, without any library's gradient. `X` is a table
with a row for each example, and the prediction for all rows is `X @ params` (each row times the parameters, added up).
`chosen` holds the row numbers of the examples in this batch, and one may be there twice. The loss is the **mean** of
the squared errors **of the chosen examples**. Return the new parameters.
"""

import numpy as np

from sgdlab.course.exercises import Again, Answer, Exercise, changed
from sgdlab.quantities import Given, Params


def one_step(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    rows, target = X[chosen], y[chosen]  # which examples?
    gradient = 2 / len(chosen) * rows.T @ (rows @ params - target)  # what is the gradient?
    return params - learning_rate * gradient  # what do we do with it?


def _one_by_one(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    gradient = np.zeros(len(params))
    for i in chosen:
        error = X[i] @ params - y[i]
        gradient += 2 * error * X[i] / len(chosen)
    return params - learning_rate * gradient


def _in_turn(params: Params, X: Given, y: Given, chosen: Given, learning_rate: float) -> Answer:
    for one in chosen:
        params = one_step(params, X, y, [one], learning_rate)
    return params


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n = int(rng.integers(5, 8))
    chosen = rng.choice(n, size=int(rng.integers(2, 5)), replace=False)
    chosen = np.append(chosen, chosen[0])
    return rng.normal(size=2), rng.normal(size=(n, 2)), rng.normal(size=n), chosen, rng.uniform(0.05, 0.4)


training_step = Exercise(
    "training_step",
    one_step,
    _draw,
    by_hand=True,
    also=[_one_by_one],
    runs=Again("params"),
    praise="Three lines, three jobs: you have rebuilt one step of stochastic gradient descent, without backprop.",
    mistakes=[
        lambda params, X, y, chosen, learning_rate: 2 * params - one_step(params, X, y, chosen, learning_rate),
        "You went uphill. The gradient points to where the loss grows, so the step is minus it.",
        lambda params, X, y, chosen, learning_rate: one_step(params, X, y, chosen, learning_rate * len(chosen)),
        "You summed over the batch instead of averaging: a larger batch would then take larger steps.",
        lambda params, X, y, chosen, learning_rate: one_step(params, X, y, np.unique(chosen), learning_rate),
        "You counted each chosen row once. One that was drawn twice counts twice in the mean, as `X[chosen]` has it.",
        lambda params, X, y, chosen, learning_rate: one_step(params, X, y, np.arange(len(y)), learning_rate),
        "You used all the examples. The first job is to take the chosen rows of X and y.",
        lambda params, X, y, chosen, rate: one_step(params, X, y, chosen[-1:], rate / len(chosen)),
        lambda params, X, y, chosen, rate: one_step(params, X, y, chosen[-1:], rate),
        "Only the last of the chosen rows counts. In a loop over them, `=` forgets the earlier ones: add up with `+=`.",
        lambda params, X, y, chosen, learning_rate: one_step(params, X, y, chosen, learning_rate / 2),
        "Your gradient is half of the right one. The derivative of a square brings a 2.",
        changed(one_step, {"params - learning_rate": "-learning_rate"}),
        "You returned the step. The new parameters are the old ones plus the step.",
        changed(one_step, {"params - learning_rate * ": ""}),
        "You returned the gradient. The third job is missing: move the parameters against it.",
        lambda params, X, y, chosen, rate: one_step(params, X[chosen], y[: len(chosen)], range(len(chosen)), rate),
        "You chose rows of X, but not the same rows of y: both need `[chosen]`.",
        changed(one_step, {"(rows @ params - target)": "(X @ params - y)[: len(chosen)]"}),
        "You took the errors of the first rows, not of the chosen ones: they need `[chosen]` as well.",
        _in_turn,
        "You took a step for each example. Take one step for all of them, with the mean of their gradients.",
        lambda params, X, y, chosen, rate: params - rate * np.mean((X[chosen] @ params - y[chosen]) ** 2),
        "You moved by the loss itself. A step needs its slopes, one for each parameter: the gradient.",
        *(
            changed(one_step, {" / len(chosen)": "", "rows.T @ (": f"rows.{a}(axis=0) * np.{b}("})
            for a, b in (("mean", "mean"), ("sum", "mean"), ("sum", "sum"))
        ),
        "You multiplied two sums or means. Multiply each error by its own row, then average the products.",
        changed(one_step, {"rows.T @": "np.column_stack([rows[:, 0], np.ones(len(rows))]).T @"}),
        "Your second slope lacks its factor, the second column of the rows. (It is no column of ones.)",
        lambda params, X, y, *rest: one_step(params, np.column_stack([X[:, 0], np.ones(len(X))]), y, *rest),
        "You put a column of ones into X. Here X is complete: the prediction is X @ params, with all its columns.",
        lambda params, X, y, chosen, rate: params - rate * 2 * np.mean(X[chosen] @ params - y[chosen]),
        "You multiplied the error by nothing. Its factor is the row of X: how the prediction changes with params.",
    ],
    hints=[
        "Write one line for each job: choose rows, compute a gradient, move.",
        "The loss is the mean of (rows @ params - target) ** 2. Differentiate it with respect to params.",
        "The gradient is 2 / len(chosen) * rows.T @ (rows @ params - target). What is left is the move.",
    ],
)
