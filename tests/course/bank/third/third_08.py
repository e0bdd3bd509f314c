"""Wrong programs for notebook 08, a third sample, written before any was checked, with what a reply says."""

import numpy as np
from mistakes import says


@says("08 updates", "; right is ")
def rest_counts_by_example(n, size, epochs):
    return epochs * (n // size) + n % size


@says("08 updates", "With `n`")
def rest_alone(n, size, epochs):
    return epochs * (n % size)


@says("08 updates", "; right is ")
def windows(n, size, epochs):
    return epochs * (n - size + 1)


@says("08 updates", "You added a short last")
def one_batch_too_many(n, size, epochs):
    return epochs * ((n + size) // size)


@says("08 fair_slip", "two slips")
def searched_from_the_left(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[np.searchsorted(seen_a, budget)]
    b = losses_b[np.searchsorted(seen_b, budget)]
    return a, b


@says("08 fair_slip", "`0`")
def first_within(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[seen_a <= budget][0]
    b = losses_b[seen_b <= budget][0]
    return a, b


@says("08 fair_slip", "You took the last rows")
def losses_against_the_budget(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[losses_a <= budget][-1]
    b = losses_b[losses_b <= budget][-1]
    return a, b


@says("08 fair_slip", "`losses_a[seen_a <= budget][-1]`")
def a_twice(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[seen_a <= budget][-1]
    b = losses_a[seen_a <= budget][-1]
    return a, b


@says("08 epoch_slip", "`X[chosen]`")
def over_all_entries_of_the_batch(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error / X[chosen].size
    return w


@says("08 epoch_slip", "`learning_rate * 2 * np.mean(X[chosen].T @ error)`")
def mean_of_the_gradient(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * np.mean(X[chosen].T @ error)
    return w


@says("08 epoch_slip", "With `learning_rate * 2 * X[chosen].T @ error`")
def weighed_by_the_batch(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error * len(chosen) / len(y)
    return w


@says("08 epoch_slip", "`(X[chosen] @ w - y[chosen]) / len(chosen)`")
def twice_the_mean(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = (X[chosen] @ w - y[chosen]) / len(chosen)
        w = w - learning_rate * 2 * X[chosen].T @ error / len(chosen)
    return w


@says("08 sampler", "`k + size - 1`")
def one_short_of_each(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size - 1] for k in range(0, n, size)]


@says("08 sampler", "`n - size`")
def stops_early(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size] for k in range(0, n - size, size)]


@says("08 sampler", "You drew with replacement: some")
def shuffled_for_each_batch(n, size, rng):
    return [rng.permutation(n)[k : k + size] for k in range(0, n, size)]


@says("08 sampler", "`range(n)`")
def steps_of_one(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size] for k in range(n)]


@says("08 schedule", "`2`")
def two_over(step):
    return 2 / (step + 2)


@says("08 schedule", "two slips")
def plus_outside(step):
    return 1 / max(step, 1) + 1


@says("08 schedule", "`step / 2`")
def half_steps(step):
    return 1 / (step / 2 + 1)


@says("08 schedule", "`0.01 * step`")
def hundredths(step):
    return 1 / (1 + 0.01 * step)
