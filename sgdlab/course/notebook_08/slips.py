"""Notebook 08: find the slip in an epoch of SGD [epoch_slip], and in a comparison [fair_slip]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def sgd_epoch(w: Any, X: Any, y: Any, batches: Any, learning_rate: float) -> Any:
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error / len(chosen)  # the mean over this batch
    return w


def _given_epoch(w: Any, X: Any, y: Any, batches: Any, learning_rate: float) -> Any:
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error
    return w


def _over_first(w: Any, X: Any, y: Any, batches: Any, learning_rate: float) -> Any:
    return _divided(w, X, y, batches, learning_rate, len(batches[0]))


def _over_everything(w: Any, X: Any, y: Any, batches: Any, learning_rate: float) -> Any:
    return _divided(w, X, y, batches, learning_rate, len(y))


def _over_batches(w: Any, X: Any, y: Any, batches: Any, learning_rate: float) -> Any:
    return _divided(w, X, y, batches, learning_rate, len(batches))


def _divided(w: Any, X: Any, y: Any, batches: Any, learning_rate: float, by: int) -> Any:
    for chosen in batches:
        w = w - learning_rate * 2 * X[chosen].T @ (X[chosen] @ w - y[chosen]) / by
    return w


def _frozen(w: Any, X: Any, y: Any, batches: Any, learning_rate: float) -> Any:
    return w + sum(sgd_epoch(w, X, y, [chosen], learning_rate) - w for chosen in batches)


def _draw_epoch(rng: np.random.Generator) -> tuple[Any, ...]:
    n, size = int(rng.integers(20, 24)), 6
    order = rng.permutation(n)
    batches = [order[k : k + size] for k in range(0, n, size)]
    return rng.normal(size=2), rng.normal(size=(n, 2)), rng.normal(size=n), batches, 0.05


epoch_slip = Exercise(
    "epoch_slip",
    sgd_epoch,
    _draw_epoch,
    given=_given_epoch,
    praise="The mean over the batch it is: now the learning rate means the same for every batch size.",
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
        "Make the batches ten times as large. How much longer is a step of this code?",
        "X[chosen].T @ error is a sum over the batch. The loss is a mean.",
        "Divide by the number of examples in this very batch; the last may be short.",
    ],
)


def losses_at_budget(seen_a: Any, losses_a: Any, seen_b: Any, losses_b: Any, budget: int) -> Any:
    a = losses_a[seen_a <= budget][-1]  # the last row that the budget pays for
    b = losses_b[seen_b <= budget][-1]
    return a, b


def _given_comparison(seen_a: Any, losses_a: Any, seen_b: Any, losses_b: Any, budget: int) -> Any:
    step = min(len(losses_a), len(losses_b)) - 1
    return losses_a[step], losses_b[step]


def _last_rows(seen_a: Any, losses_a: Any, seen_b: Any, losses_b: Any, budget: int) -> Any:
    return losses_a[-1], losses_b[-1]


def _too_late(seen_a: Any, losses_a: Any, seen_b: Any, losses_b: Any, budget: int) -> Any:
    return losses_a[seen_a > budget][0], losses_b[seen_b > budget][0]


def _best_so_far(seen_a: Any, losses_a: Any, seen_b: Any, losses_b: Any, budget: int) -> Any:
    return losses_a[seen_a <= budget].min(), losses_b[seen_b <= budget].min()


def _draw_runs(rng: np.random.Generator) -> tuple[Any, ...]:
    n, size, epochs = 40, int(rng.integers(3, 8)), int(rng.integers(6, 9))
    seen_a = np.arange(epochs + 1) * n
    seen_b = np.arange(epochs * n // size + 1) * size
    budget = int(rng.integers(2, epochs - 1)) * n + int(rng.integers(1, size))
    return seen_a, _bumpy(rng, len(seen_a)), seen_b, _bumpy(rng, len(seen_b)), budget


def _bumpy(rng: np.random.Generator, rows: int) -> Any:
    """Losses that fall and then rise again, so that the best is not the last."""
    away = np.abs(np.arange(rows) / (rows - 1) - 0.1)
    return away + rng.uniform(0, 0.2 / rows, size=rows)


fair_slip = Exercise(
    "fair_slip",
    losses_at_budget,
    _draw_runs,
    given=_given_comparison,
    praise="Both runs are read where they have spent the same: that is a fair comparison.",
    mistakes=[
        Mistake(_last_rows, "You took the last rows. One run may have gone on for longer than the budget allows."),
        Mistake(_too_late, "You took the first row above the budget. It has spent more than was allowed."),
        Mistake(
            _best_so_far,
            "You took the best loss so far. What a run has in hand is its latest one; to keep the best it would have "
            "to measure the whole loss at every step, which costs more than the run.",
        ),
    ],
    hints=[
        "The code compares row with row. What has each run spent when it reaches that row?",
        "seen_a and seen_b hold what was spent at each row. Which rows does the budget pay for?",
        "losses_a[seen_a <= budget] has the rows within the budget; you want the last of them.",
    ],
)
