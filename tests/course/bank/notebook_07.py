"""The exercises of notebook 07: a second right answer to each, found in another way, and programs with their slips."""

import math

import numpy as np

import sgdlab as sl
from tests.slopes import differences


def gradients_of_examples(w, X, y):
    return np.array([differences(lambda w, row=row, t=t: (row @ w - t) ** 2, w) for row, t in zip(X, y, strict=True)])


def predicted_spread(gradients, size, replace):
    n = len(gradients)
    gradients -= gradients.mean(axis=0)
    gradients *= gradients  # in place, which is nobody's loss: a call has arrays of its own
    return math.sqrt(gradients.sum() / size * (1 / n if replace else (1 - size / n) / (n - 1)))


RIGHT = {
    "example_gradients": gradients_of_examples,
    "draw_slip": lambda n, size, rng: rng.choice(n, size),
    "last_batch_slip": lambda gradients, batches: gradients[np.concatenate(list(batches))].mean(axis=0),
    "spread": predicted_spread,
}


def _rows(w, X, y):
    return 2 * (X @ w - y)[:, None] * X


def _variance(G, size, replace, *, ddof=0):
    n = len(G)
    return np.var(G, axis=0, ddof=ddof).sum() / size * (1 if replace else (n - size) / (n - 1))


WRONG = {
    "example_gradients": {
        "the mean": lambda w, X, y: _rows(w, X, y).mean(axis=0),
        "the sum": lambda w, X, y: _rows(w, X, y).sum(axis=0),
        "by n": lambda w, X, y: _rows(w, X, y) / len(y),
        "no 2": lambda w, X, y: _rows(w, X, y) / 2,
        "turned": lambda w, X, y: -_rows(w, X, y),
        "no rows": lambda w, X, y: 2 * (X @ w - y),
        "transposed": lambda w, X, y: _rows(w, X, y).T,
        "by w": lambda w, X, y: 2 * np.outer(X @ w - y, w),
        "no 2, by n": lambda w, X, y: _rows(w, X, y) / (2 * len(y)),
        "squared": lambda w, X, y: ((X @ w - y) ** 2)[:, None] * X,
        "the losses": lambda w, X, y: (X @ w - y) ** 2,
        "the first alone": lambda w, X, y: _rows(w, X, y)[0],
        "flat": lambda w, X, y: _rows(w, X, y).ravel(),
        "without y": lambda w, X, y: 2 * (X @ w)[:, None] * X,
        "from the last": lambda w, X, y: _rows(w, X, y)[::-1],
        "by sgdlab": lambda w, X, y: np.array(
            [sl.grad(lambda w, k=k: (X[k] @ w - y[k]) ** 2)(w) for k in range(len(y))]
        ),
    },
    "last_batch_slip": {
        "divided twice": lambda g, batches: np.mean([g[c].sum(axis=0) / len(c) ** 2 for c in batches], axis=0),
        "without the last": lambda G, batches: np.mean([G[c].mean(axis=0) for c in batches[:-1]], axis=0),
        "sums by batches": lambda G, batches: sum(G[c].sum(axis=0) for c in batches) / len(batches),
        "sums": lambda G, batches: sum(G[c].sum(axis=0) for c in batches),
        "as if full": lambda G, batches: sum(G[c].sum(axis=0) for c in batches) / (len(batches) * len(batches[0])),
        "by the first": lambda G, batches: sum(G[c].sum(axis=0) for c in batches) / len(batches[0]),
        "by the last": lambda G, batches: sum(G[c].sum(axis=0) for c in batches) / len(batches[-1]),
        "over everything": lambda G, batches: G.mean(),
        "by columns": lambda G, batches: G.mean(axis=1),
        "turned": lambda G, batches: -G.mean(axis=0),
    },
    "spread": {
        "divided by the size": lambda G, size, replace: np.linalg.norm(G.std(axis=0)) / size,
        "by the root of all": lambda G, size, replace: np.linalg.norm(G.std(axis=0)) / math.sqrt(len(G)),
        "np.std of all": lambda G, size, replace: np.std(G) / math.sqrt(size),
        "the spreads added": lambda G, size, replace: sum(np.std(G, axis=0)) / math.sqrt(size),
        "the spread of the lengths": lambda G, size, replace: np.linalg.norm(G - G.mean(0), axis=1).std() / size**0.5,
        "never corrected": lambda G, size, replace: np.sqrt(_variance(G, size, True)),
        "always corrected": lambda G, size, replace: np.sqrt(_variance(G, size, False)),
        "swapped": lambda G, size, replace: np.sqrt(_variance(G, size, not replace)),
        "the variance": lambda G, size, replace: _variance(G, size, replace),
        "of one, never corrected": lambda G, size, replace: np.sqrt(_variance(G, 1, True)),
        "n below": lambda G, size, replace: np.sqrt(
            _variance(G, size, True) * (1 if replace else (len(G) - size) / len(G))
        ),
        "n - 1 in the variance": lambda G, size, replace: np.sqrt(_variance(G, size, replace, ddof=1)),
        "around zero": lambda G, size, replace: np.sqrt(np.mean(np.sum(G**2, axis=1)) / size),
        "the mean over entries": lambda G, size, replace: np.sqrt(_variance(G, size, replace) / G.shape[1]),
        "for each entry": lambda G, size, replace: G.std(axis=0) / np.sqrt(size),
        "the sum of all": lambda G, size, replace: np.sqrt(len(G) * _variance(G, size, replace)),
        "the root late": lambda G, size, replace: (
            np.sqrt(_variance(G, size, True)) * (1 if replace else (len(G) - size) / (len(G) - 1))
        ),
        "the variance, never corrected": lambda G, size, replace: _variance(G, size, True),
        "size below the factor": lambda G, size, replace: np.sqrt(
            _variance(G, size, True) * (1 if replace else 1 - size / (len(G) - 1))
        ),
        "twice": lambda G, size, replace: 2 * np.sqrt(_variance(G, size, replace)),
    },
    "draw_slip": {
        "half of them, twice": lambda n, size, rng: np.tile(rng.integers(n, size=(size + 1) // 2), 2)[:size],
        "a generator of its own, with a seed": lambda n, size, rng: np.random.default_rng(42).choice(n, size),
        "from 1": lambda n, size, rng: rng.integers(1, n, size=size),
        "to n": lambda n, size, rng: rng.integers(0, n + 1, size=size),
        "1 to n": lambda n, size, rng: rng.integers(1, n + 1, size=size),
        "without replacement": lambda n, size, rng: rng.choice(n, size, replace=False),
        "n of them": lambda n, size, rng: rng.integers(n, size=n),
        "one too many": lambda n, size, rng: rng.integers(n, size=size + 1),
        "one alone": lambda n, size, rng: rng.integers(n),
        "the global generator": lambda n, size, rng: np.random.randint(n, size=size),
        "fractions": lambda n, size, rng: rng.uniform(0, n, size=size),
        "squeezed": lambda n, size, rng: np.minimum(rng.integers(n + 1, size=size), n - 1),
        "negative": lambda n, size, rng: -rng.integers(n, size=size),
    },
}
