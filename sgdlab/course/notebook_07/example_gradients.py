"""Write: the gradient of every example

The loss of one example is (x @ w − y)², for weights `w` (P,), inputs `X` (N, P) and targets `y` (N,). Return the
gradients of all examples: an array (N, P), a row for each.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.quantities import Array, Given, Params


def gradients_of_examples(w: Params, X: Given, y: Given) -> Answer:
    error = X @ w - y  # one for each example
    return 2 * error[:, None] * X


def _one_by_one(w: Params, X: Given, y: Given) -> Answer:
    rows = np.zeros(X.shape)
    for i in range(len(y)):
        rows[i] += 2 * (X[i] @ w - y[i]) * X[i]
    return rows


def _draw(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    n, inputs = int(rng.integers(4, 8)), int(rng.integers(2, 4))
    return rng.normal(size=inputs), rng.normal(size=(n, inputs)), rng.normal(size=n)


example_gradients = Exercise(
    "example_gradients",
    gradients_of_examples,
    _draw,
    by_hand=True,
    also=[_one_by_one],
    praise="A row for each example. Their mean is the full gradient, and the mean of a few is a mini-batch's.",
    mistakes=[
        lambda w, X, y: gradients_of_examples(w, X, y).mean(axis=0),
        "You averaged: that is the full gradient. Return the gradients that it is the mean of, a row for each example.",
        lambda w, X, y: gradients_of_examples(w, X, y).sum(axis=0),
        "You added up the examples. Keep them apart, a row for each.",
        lambda w, X, y: gradients_of_examples(w, X, y) / len(y),
        "You divided by the number of examples. Each row is the gradient of one example's own loss; the division "
        "comes later, with the mean.",
        lambda w, X, y: np.broadcast_to(2 * (X @ w - y)[:, None], X.shape),
        lambda w, X, y: 2 * (X @ w - y),
        "Something is missing: how the prediction changes with each weight, which is this example's row of X.",
        lambda w, X, y: gradients_of_examples(w, X, y).T,
        "The numbers are right, but transposed: give a row for each example and a column for each weight.",
        lambda w, X, y: 2 * np.outer(X @ w - y, w),
        "You multiplied by w. How the prediction changes with each weight is the row of X.",
        lambda w, X, y: ((X @ w - y) ** 2)[:, None] * X,
        "You multiplied the squared error by X. The derivative of a square is 2 × the error, not its square.",
        lambda w, X, y: (X @ w - y) ** 2,
        "Those are the losses. Return their gradients, a row for each example.",
    ],
    hints=[
        "Take one example with inputs x: its loss is (x @ w - y)², and its prediction changes with weight k by x[k].",
        "So its gradient is 2 * error * x. Now for all the rows of X at once.",
        "error has shape (N,) and X has (N, P): error[:, None] * X multiplies each row by its own error.",
    ],
)
