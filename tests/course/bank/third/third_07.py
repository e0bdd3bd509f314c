"""Wrong programs for notebook 07, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("07 example_gradients")
def weights_too(w, X, y):
    error = X @ w - y
    return 2 * error[:, None] * X * w


@wrong("07 example_gradients")
def mean_row(w, X, y):
    return np.outer(2 * (X @ w - y), X.mean(axis=0))


@wrong("07 example_gradients")
def each_input_alone(w, X, y):
    error = X * w - y[:, None]
    return 2 * error * X


@wrong("07 example_gradients")
def mean_target(w, X, y):
    error = X @ w - y.mean()
    return 2 * error[:, None] * X


@wrong("07 example_gradients")
def mean_error(w, X, y):
    error = np.mean(X @ w - y)
    return 2 * error * X


@wrong("07 draw_slip")
def no_doubles(n, size, rng):
    return np.unique(rng.integers(0, n, size=size))


@wrong("07 draw_slip")
def rounded_draws(n, size, rng):
    return np.round(rng.uniform(0, n - 1, size=size)).astype(int)


@wrong("07 draw_slip")
def up_to_the_last_batch(n, size, rng):
    return rng.integers(0, n - size, size=size)


@wrong("07 draw_slip")
def one_below(n, size, rng):
    return rng.integers(n, size=size) - 1


@wrong("07 spread")
def one_less_below(gradients, size, replace):
    n = len(gradients)
    off = gradients - gradients.mean(axis=0)
    variance = np.sum(off**2) / (n - 1) / size
    if not replace:
        variance = variance * (n - size) / (n - 1)
    return np.sqrt(variance)


@wrong("07 spread")
def deviation_of_entries(gradients, size, replace):
    n = len(gradients)
    variance = np.var(gradients) / size
    if not replace:
        variance = variance * (n - size) / (n - 1)
    return np.sqrt(variance)


@wrong("07 spread")
def factor_upside_down(gradients, size, replace):
    n = len(gradients)
    off = gradients - gradients.mean(axis=0)
    variance = np.mean(np.sum(off**2, axis=1)) / size
    if not replace:
        variance = variance * (n - 1) / (n - size)
    return np.sqrt(variance)


@wrong("07 spread")
def mean_length(gradients, size, replace):
    n = len(gradients)
    off = np.linalg.norm(gradients - gradients.mean(axis=0), axis=1).mean()
    if not replace:
        off = off * np.sqrt((n - size) / (n - 1))
    return off / np.sqrt(size)


@wrong("07 last_batch_slip")
def over_the_parameters_too(gradients, batches):
    total = 0
    for chosen in batches:
        total = total + gradients[chosen].sum(axis=0)
    return total / gradients.size


@wrong("07 last_batch_slip")
def means_over_examples(gradients, batches):
    total, seen = 0, 0
    for chosen in batches:
        total = total + gradients[chosen].mean(axis=0)
        seen = seen + len(chosen)
    return total / seen


@wrong("07 last_batch_slip")
def last_size_for_all(gradients, batches):
    total = 0
    for chosen in batches:
        total = total + len(chosen) * gradients[chosen].mean(axis=0)
    return total / (len(chosen) * len(batches))


@wrong("07 last_batch_slip")
def weights_of_the_full(gradients, batches):
    total = 0
    for chosen in batches:
        total = total + len(chosen) / len(batches[0]) * gradients[chosen].mean(axis=0)
    return total / len(batches)
