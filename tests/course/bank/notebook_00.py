"""The exercises of notebook 00: a second right answer to each, found in another way, and programs with their slips."""

import numpy as np

import sgdlab as sl
from tests.slopes import differences


def one_step(params, X, y, chosen, learning_rate):
    slopes = [differences(lambda w, i=i: (w @ X[i] - y[i]) ** 2, params) for i in chosen]
    return params - learning_rate * np.mean(slopes, axis=0)


RIGHT = {
    "training_step": one_step,
}


def _grad(p, X, y, c):
    return 2 * X[c].T @ (X[c] @ p - y[c]) / len(c)


def _by_one(p, X, y, c, a):
    for i in c:
        p = p - a * 2 * (X[i] @ p - y[i]) * X[i]
    return p


WRONG = {
    "training_step": {
        "two sums": lambda p, X, y, c, a: p - a * 2 * sum(X[c]) * sum(X[c] @ p - y[c]),
        "the mean over the parameters": lambda p, X, y, c, a: p - a * 2 * (X[c].T @ (X[c] @ p - y[c])).mean(),
        "neither the 2 nor the mean": lambda p, X, y, c, a: p - a * X[c].T @ (X[c] @ p - y[c]),
        "without the learning rate": lambda p, X, y, c, a: p - _grad(p, X, y, c),
        "uphill": lambda p, X, y, c, a: p + a * _grad(p, X, y, c),
        "summed": lambda p, X, y, c, a: p - a * 2 * X[c].T @ (X[c] @ p - y[c]),
        "all the examples": lambda p, X, y, c, a: p - a * _grad(p, X, y, np.arange(len(y))),
        "each chosen row once": lambda p, X, y, c, a: (
            p - a * _grad(p, X, y, np.isin(np.arange(len(y)), c).nonzero()[0])
        ),
        "the first rows, not the chosen": lambda p, X, y, c, a: p - a * _grad(p, X, y, np.arange(len(c))),
        "y is not chosen": lambda p, X, y, c, a: p - a * 2 * X[c].T @ (X[c] @ p - y[: len(c)]) / len(c),
        "one example after the other": _by_one,
        "the step alone": lambda p, X, y, c, a: -a * _grad(p, X, y, c),
        "the gradient alone": lambda p, X, y, c, a: _grad(p, X, y, c),
        "the gradient without its 2": lambda p, X, y, c, a: _grad(p, X, y, c) / 2,
        "the loss": lambda p, X, y, c, a: np.mean((X[c] @ p - y[c]) ** 2),
        "the params as they were": lambda p, X, y, c, a: p,
        "the error without its row": lambda p, X, y, c, a: p - a * 2 * np.mean(X[c] @ p - y[c]),
        "by sgdlab": lambda p, X, y, c, a: p - a * sl.grad(lambda w: np.mean((X[c] @ w - y[c]) ** 2))(p),
    },
}
