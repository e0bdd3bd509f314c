"""Find the slip: an epoch of SGD

You will find code like this in tutorials. It runs, but every time you change the batch size you have to find a new
learning rate. The loss is the **mean** of the squared errors of the batch. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Again, Answer, Exercise, changed
from sgdlab.quantities import Given, Indices, Params


def sgd_epoch(w: Params, X: Given, y: Given, batches: list[Indices], learning_rate: float) -> Answer:
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error / len(chosen)  # the mean over this batch
    return w


def _example_by_example(w: Params, X: Given, y: Given, batches: list[Indices], learning_rate: float) -> Answer:
    for chosen in batches:
        for k in chosen:
            w = w - learning_rate * 2 * X[k] * (X[k] @ w - y[k]) / len(chosen)
    return w


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(5, 7))
    n = 2 * size + int(rng.integers(1, 4))
    order = rng.permutation(n)
    batches = [order[k : k + size] for k in range(0, n, size)]
    return rng.normal(size=4), rng.normal(size=(n, 4)), rng.normal(size=n), batches, rng.uniform(0.02, 0.1)


epoch_slip = Exercise(
    "epoch_slip",
    sgd_epoch,
    _draw,
    given=changed(sgd_epoch, {" / len(chosen)": ""}),
    runs=Again("w"),
    praise="Now you take the mean over the batch, so a learning rate means the same for every batch size.",
    mistakes=[
        changed(sgd_epoch, {"X[chosen].T @ error / len(chosen)": "np.mean(error) * np.mean(X[chosen], axis=0)"}),
        "You averaged the errors and the inputs first, and then multiplied. Multiply for each example, and take "
        "the mean last.",
        changed(sgd_epoch, {"X[chosen].T @ error / len(chosen)": "np.mean(X[chosen].T @ error)"}),
        "X[chosen].T @ error is the sum over the examples already, with a number for each parameter. np.mean makes "
        "one number of these: divide by the number of examples instead.",
        changed(sgd_epoch, {"len(chosen)": "len(batches[0])"}),
        "You divided by the batch size that was asked for. The last batch is short; divide by what is in it.",
        changed(sgd_epoch, {"len(chosen)": "len(y)"}),
        "You divided by the number of all examples. A step sees a batch, and its gradient is the batch's mean.",
        changed(sgd_epoch, {"len(chosen)": "len(batches)"}),
        "You divided by the number of batches. The mean is over the examples of this batch.",
        lambda w, X, y, batches, rate: w + sum(sgd_epoch(w, X, y, [chosen], rate) - w for chosen in batches),
        "You took every gradient at the old w. Each batch starts from where the last one left off.",
        lambda w, X, y, batches, rate: sgd_epoch(w, X, y, [np.concatenate(batches)], rate),
        "You put all batches together. That is one step of the full batch; an epoch has a step for each batch.",
        changed(sgd_epoch, {"X[chosen] @": "X @", "y[chosen]": "y", "X[chosen].T": "X.T", "len(chosen)": "len(y)"}),
        "Every step of yours looks at all the examples, as the full batch does. Take only those of this batch.",
        _example_by_example,
        "You move w after every example. The gradients of a batch are all taken at one w: add them up first, and then "
        "take one step.",
        changed(sgd_epoch, {"learning_rate * 2 * ": "learning_rate * "}),
        "You take the mean now, but the 2 is gone. The derivative of a squared error is 2 times the error times the "
        "input.",
        changed(sgd_epoch, {"len(chosen)": "X.shape[1]"}),
        "You divided by the number of parameters. The mean is over the examples of this batch.",
    ],
    hints=[
        "Make the batches ten times as large. How much longer does a step of this code become?",
        "X[chosen].T @ error is a sum over the batch. The loss is a mean.",
        "Divide by the number of examples in this batch, because the last one may be short.",
    ],
)
