"""Find the slip: an epoch of SGD

You will find code like this in tutorials. It runs, but every time you change the batch size you have to find a new
learning rate. The loss is the **mean** of the squared errors of the batch. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Batch, Given, Params


def sgd_epoch(w: Params, X: Given, y: Given, batches: list[Batch], learning_rate: float) -> Answer:
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error / len(chosen)  # the mean over this batch
    return w


def _given(w: Params, X: Given, y: Given, batches: list[Batch], learning_rate: float) -> Answer:
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error
    return w


def _over_first(w: Params, X: Given, y: Given, batches: list[Batch], learning_rate: float) -> Answer:
    return _divided(w, X, y, batches, learning_rate, len(batches[0]))


def _over_everything(w: Params, X: Given, y: Given, batches: list[Batch], learning_rate: float) -> Answer:
    return _divided(w, X, y, batches, learning_rate, len(y))


def _over_batches(w: Params, X: Given, y: Given, batches: list[Batch], learning_rate: float) -> Answer:
    return _divided(w, X, y, batches, learning_rate, len(batches))


def _divided(w: Params, X: Given, y: Given, batches: list[Batch], learning_rate: float, by: int) -> Answer:
    for chosen in batches:
        w = w - learning_rate * 2 * X[chosen].T @ (X[chosen] @ w - y[chosen]) / by
    return w


def _frozen(w: Params, X: Given, y: Given, batches: list[Batch], learning_rate: float) -> Answer:
    return w + sum(sgd_epoch(w, X, y, [chosen], learning_rate) - w for chosen in batches)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n, size = int(rng.integers(20, 24)), 6
    order = rng.permutation(n)
    batches = [order[k : k + size] for k in range(0, n, size)]
    return rng.normal(size=2), rng.normal(size=(n, 2)), rng.normal(size=n), batches, 0.05


epoch_slip = Exercise(
    "epoch_slip",
    sgd_epoch,
    _draw,
    given=_given,
    praise="Now you take the mean over the batch, so a learning rate means the same for every batch size.",
    mistakes=[
        Mistake(
            _over_first,
            "You divided by the batch size that was asked for. The last batch is short; divide by what is in it.",
        ),
        Mistake(
            _over_everything,
            "You divided by the number of all examples. A step sees a batch, and its gradient is the batch's mean.",
        ),
        Mistake(
            _over_batches,
            "You divided by the number of batches. The mean is over the examples of this batch.",
        ),
        Mistake(
            _frozen,
            "You took every gradient at the old w. Each batch starts from where the last one left off.",
        ),
    ],
    hints=[
        "Make the batches ten times as large. How much longer does a step of this code become?",
        "X[chosen].T @ error is a sum over the batch. The loss is a mean.",
        "Divide by the number of examples in this batch, because the last one may be short.",
    ],
)
