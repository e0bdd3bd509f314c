"""A fourth sample of wrong programs, for notebooks 07 to 13: written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("07 example_gradients")
def products_of_rows(w, X, y):
    rows = []
    for i in range(len(y)):
        rows.append(2 * (X[i] * w - y[i]) * X[i])
    return np.array(rows)


@wrong("07 draw_slip")
def scaled_draws(n, size, rng):
    return (rng.random(size) * (n + 1)).astype(int)


@wrong("07 spread")
def size_less_one(gradients, size, replace):
    n = len(gradients)
    off = gradients - gradients.mean(axis=0)
    variance = np.mean(np.sum(off**2, axis=1)) / (size - 1)
    if not replace:
        variance = variance * (n - size) / (n - 1)
    return np.sqrt(variance)


@wrong("07 last_batch_slip")
def sum_over_the_first(gradients, batches):
    total = 0
    for chosen in batches:
        total = total + gradients[chosen].sum(axis=0) / len(batches[0])
    return total / len(batches)


@wrong("08 updates")
def rest_rounds_up_last(n, size, epochs):
    batches = n / size
    return int(np.ceil(batches * epochs))


@wrong("08 updates")
def batches_of_the_epochs(n, size, epochs):
    return -(-n // (size * epochs))


@wrong("08 fair_slip")
def two_budgets(seen_a, losses_a, seen_b, losses_b, budget):
    a = losses_a[seen_a <= budget / 2][-1]
    b = losses_b[seen_b <= budget / 2][-1]
    return a, b


@wrong("08 epoch_slip")
def mean_of_squares(w, X, y, batches, learning_rate):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - learning_rate * 2 * X[chosen].T @ error**2 / len(chosen)
    return w


@wrong("08 epoch_slip")
def chosen_of_w(w, X, y, batches, learning_rate):
    step = 0
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        step = step + 2 * X[chosen].T @ error / len(chosen)
        w = w - learning_rate * step
    return w


@wrong("08 sampler")
def overlap(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size + 1] for k in range(0, n, size)]


@wrong("08 schedule")
def product_of_steps(step):
    return 1 / (step * step + 1)


@wrong("09 heavy_ball")
def rate_on_both(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity + gradient(w)
        w = momentum * w - learning_rate * velocity
    return w


@wrong("09 heavy_ball")
def velocity_only_once(gradient, w, learning_rate, momentum, steps):
    velocity = gradient(w)
    for _ in range(steps):
        w = w - learning_rate * velocity
        velocity = momentum * velocity + gradient(w)
        w = w - learning_rate * velocity
    return w


@wrong("09 best_pair")
def ratio_of_the_roots(lowest, highest):
    rate = (2 / (np.sqrt(lowest) + np.sqrt(highest))) ** 2
    kappa = np.sqrt(highest / lowest)
    return np.array([rate, (1 - 1 / kappa) ** 2])


@wrong("09 ahead_slip")
def look_from_the_new(gradient, w, learning_rate, momentum, steps):
    velocity = np.zeros_like(w)
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * gradient(w)
        ahead = w + momentum * velocity
        w = w + velocity - learning_rate * gradient(ahead)
    return w


@wrong("09 fresh_slip")
def moves_by_the_gradient(gradients, w, epochs, learning_rate, momentum):
    velocity = np.zeros_like(w)
    for _ in range(epochs):
        for gradient in gradients:
            velocity = momentum * velocity + gradient(w)
            w = w - learning_rate * (gradient(w) + momentum * velocity)
    return w


@wrong("10 first")
def rms_of_everything(slope, learning_rate, rho):
    return {
        "gradient descent": learning_rate * slope,
        "AdaGrad": learning_rate,
        "RMSProp": learning_rate * np.sqrt(1 - rho) / rho,
        "Adam": learning_rate,
    }


@wrong("10 one_step")
def rate_in_the_average(gradient, mean, square, t, learning_rate):
    mean = 0.9 * mean + 0.1 * learning_rate * gradient
    square = 0.999 * square + 0.001 * gradient**2
    top, bottom = mean / (1 - 0.9**t), square / (1 - 0.999**t)
    return -top / (np.sqrt(bottom) + 1e-8), mean, square


@wrong("10 correction_slip")
def corrected_in_the_step_of_squares(w, gradients, learning_rate):
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for t, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        mean / (1 - 0.9**t)
        bottom = square / (1 - 0.999**t)
        w = w - learning_rate * mean / (np.sqrt(bottom) + 1e-8) / (1 - 0.999**t)
    return w


@wrong("11 step_losses")
def half_for_spsa(n, samples, population):
    return {
        "central differences": 2 * n,
        "complex step": n,
        "SPSA": samples // 2,
        "genetic algorithm": population,
    }


@wrong("11 direction_slip")
def direction_outside(loss, w, h, rng):
    direction = rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + h + direction)
    down = loss(w - h - direction)
    return (up - down) / (2 * h) * direction


@wrong("12 rescaled")
def root_of_c_twice(W1, b1, W2, b2, c):
    s = np.sqrt(c)
    return c * W1, s * b1, W2 / c, b2


@wrong("12 shadow_slip")
def directions_swapped(point, center, D):
    away = point - center
    a = away @ D[0] / (D[0] @ D[1])
    b = away @ D[1] / (D[1] @ D[0])
    return np.array([a, b])


@wrong("12 normalized")
def column_by_column(W, D):
    new = np.zeros(D.shape)
    for j in range(D.shape[1]):
        new[j] = D[j] / np.linalg.norm(D[:, j]) * np.linalg.norm(W[:, j])
    return new


@wrong("12 noise_share")
def share_of_the_rest(k):
    total = np.pi**2 / 6
    return (1 / k**2) / (total - 1 / k**2)


@wrong("13 size")
def two_heads(letters, places, width, hidden):
    tables = (letters + places) * width
    attention = 2 * 4 * width * width
    return tables + attention + 2 * width * hidden + width * letters


@wrong("13 size")
def places_twice(letters, places, width, hidden):
    return (letters + places) * width + 4 * width**2 + 2 * width * hidden + width * places


@wrong("13 ahead_slip")
def zeros_for_hidden(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), 1) == 1
    parts = np.where(hidden, 0.0, np.exp(scores))
    return parts / np.exp(scores).sum(axis=1, keepdims=True)


@wrong("13 chances")
def softmax_and_temperature(scores, temperature):
    parts = np.exp(scores) ** temperature
    return parts / parts.sum()
