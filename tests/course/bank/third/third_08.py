"""Wrong programs for notebook 08, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("08 updates")
def rest_counts_by_example(n, size, epochs):
    return epochs * (n // size) + n % size


@wrong("08 updates")
def rest_alone(n, size, epochs):
    return epochs * (n % size)


@wrong("08 updates")
def windows(n, size, epochs):
    return epochs * (n - size + 1)


@wrong("08 updates")
def one_batch_too_many(n, size, epochs):
    return epochs * ((n + size) // size)


@wrong("08 fair_slip")
def searched_from_the_left(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[np.searchsorted(seen_a, budget)]
    b = losses_b[np.searchsorted(seen_b, budget)]
    return a, b


@wrong("08 fair_slip")
def first_within(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[seen_a <= budget][0]
    b = losses_b[seen_b <= budget][0]
    return a, b


@wrong("08 fair_slip")
def losses_against_the_budget(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[losses_a <= budget][-1]
    b = losses_b[losses_b <= budget][-1]
    return a, b


@wrong("08 fair_slip")
def a_twice(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[seen_a <= budget][-1]
    b = losses_a[seen_a <= budget][-1]
    return a, b


@wrong("08 epoch_slip")
def over_all_entries_of_the_batch(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error / X[chosen].size
    return w


@wrong("08 epoch_slip")
def mean_of_the_gradient(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * np.mean(X[chosen].T @ error)
    return w


@wrong("08 epoch_slip")
def weighed_by_the_batch(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error * len(chosen) / len(y)
    return w


@wrong("08 epoch_slip")
def twice_the_mean(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = (X[chosen] @ w - y[chosen]) / len(chosen)
        w = w - learning_rate * 2 * X[chosen].T @ error / len(chosen)
    return w


@wrong("08 sampler")
def one_short_of_each(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size - 1] for k in range(0, n, size)]


@wrong("08 sampler")
def stops_early(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size] for k in range(0, n - size, size)]


@wrong("08 sampler")
def shuffled_for_each_batch(n, size, rng):
    return [rng.permutation(n)[k : k + size] for k in range(0, n, size)]


@wrong("08 sampler")
def steps_of_one(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size] for k in range(n)]


@wrong("08 schedule")
def two_over(step):
    return 2 / (step + 2)


@wrong("08 schedule")
def plus_outside(step):
    return 1 / max(step, 1) + 1


@wrong("08 schedule")
def half_steps(step):
    return 1 / (step / 2 + 1)


@wrong("08 schedule")
def hundredths(step):
    return 1 / (1 + 0.01 * step)
