"""Wrong programs for notebooks 07 to 09, written in three samples, each before any reply to them was read."""

import numpy as np

from tests.mistakes import wrong


@wrong("07 draw_slip")
def no_doubles(n, size, rng):
    return np.unique(rng.integers(0, n, size=size))


@wrong("07 draw_slip")
def scaled_draws(n, size, rng):
    return (rng.random(size) * (n + 1)).astype(int)


@wrong("07 example_gradients")
def mean_row(w, X, y):
    return np.outer(2 * (X @ w - y), X.mean(axis=0))


@wrong("07 example_gradients")
def running_sums(w, X, y):
    return np.cumsum(2 * (X @ w - y)[:, None] * X, axis=0)


@wrong("07 example_gradients")
def products_of_rows(w, X, y):
    rows = []
    for i in range(len(y)):
        rows.append(2 * (X[i] * w - y[i]) * X[i])
    return np.array(rows)


@wrong("07 last_batch_slip")
def over_the_parameters_too(gradients, batches):
    total = 0
    for chosen in batches:
        total = total + gradients[chosen].sum(axis=0)
    return total / gradients.size


@wrong("07 last_batch_slip")
def running_mean(gradients, batches):
    mean = gradients[batches[0]].mean(axis=0)
    for chosen in batches[1:]:
        mean = (mean + gradients[chosen].mean(axis=0)) / 2
    return mean


@wrong("07 spread")
def size_less_one(gradients, size, replace):
    n = len(gradients)
    off = gradients - gradients.mean(axis=0)
    variance = np.mean(np.sum(off**2, axis=1)) / (size - 1)
    if not replace:
        variance = variance * (n - size) / (n - 1)
    return np.sqrt(variance)


@wrong("08 epoch_slip")
def scalar_mean(w, X, y, batches, lr):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - lr * 2 * X[chosen].T.mean(axis=1) * error.mean()
    return w


@wrong("08 epoch_slip")
def rate_shrunk(w, X, y, batches, lr):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        lr = lr / len(chosen)
        w = w - lr * 2 * X[chosen].T @ error
    return w


@wrong("08 sampler")
def one_short_of_each(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size - 1] for k in range(0, n, size)]


@wrong("08 sampler")
def steps_of_one(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size] for k in range(n)]


@wrong("08 schedule")
def two_over(step):
    return 2 / (step + 2)


@wrong("08 schedule")
def zero_guard(step):
    return 1 / step if step > 0 else 0


@wrong("08 schedule")
def product_of_steps(step):
    return 1 / (step * step + 1)


@wrong("08 updates")
def rest_counts_by_example(n, size, epochs):
    return epochs * (n // size) + n % size


@wrong("08 updates")
def floor_plus(n, size, epochs):
    return epochs * (n // size) + (1 if n % size else 0)


@wrong("09 ahead_slip")
def stays_ahead(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        w = w + momentum * velocity
        velocity = momentum * velocity - learning_rate * gradient(w)
    return w


@wrong("09 ahead_slip")
def ahead_after(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * v - lr * gradient(w)
        w = w + b * v - lr * gradient(w)
    return w


@wrong("09 ahead_slip")
def gradient_old(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * v - lr * gradient(w)
        w = w + b * v
    return w


@wrong("09 best_pair")
def momentum_upside_down(lowest, highest):
    low, high = np.sqrt(lowest), np.sqrt(highest)
    return np.array([(2 / (low + high)) ** 2, ((high + low) / (high - low)) ** 2])


@wrong("09 best_pair")
def sum_of_squares(lowest, highest):
    low, high = np.sqrt(lowest), np.sqrt(highest)
    return np.array([4 / (low**2 + high**2), (high - low) ** 2 / (high**2 + low**2)])


@wrong("09 best_pair")
def ratio_of_the_roots(lowest, highest):
    rate = (2 / (np.sqrt(lowest) + np.sqrt(highest))) ** 2
    kappa = np.sqrt(highest / lowest)
    return np.array([rate, (1 - 1 / kappa) ** 2])


@wrong("09 heavy_ball")
def old_place_not_renewed(gradient, w, learning_rate, momentum, steps):
    before = w
    for _ in range(steps):
        w = w - learning_rate * gradient(w) + momentum * (w - before)
    return w


@wrong("09 heavy_ball")
def adds_w(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * v + gradient(w)
        w = w - lr * (v + gradient(w))
    return w


@wrong("09 momentum_rate")
def coefficients_reversed(learning_rate, momentum, curvatures):
    slowest = 0.0
    for curvature in curvatures:
        trace = 1 + momentum - learning_rate * curvature
        slowest = max(slowest, *np.abs(np.roots([momentum, -trace, 1])))
    return slowest


@wrong("09 momentum_rate")
def momentum_added(learning_rate, momentum, curvatures):
    return max(abs(1 - learning_rate * c) + momentum for c in curvatures)


@wrong("09 momentum_rate")
def half_trace(lr, b, cs):
    return max(abs(1 + b - lr * c) / 2 for c in cs)
