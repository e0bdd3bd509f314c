"""Fresh wrong programs for notebooks 07 to 13, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("07 example_gradients")
def running_sums(w, X, y):
    return np.cumsum(2 * (X @ w - y)[:, None] * X, axis=0)


@wrong("07 last_batch_slip")
def running_mean(gradients, batches):
    mean = gradients[batches[0]].mean(axis=0)
    for chosen in batches[1:]:
        mean = (mean + gradients[chosen].mean(axis=0)) / 2
    return mean


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


@wrong("08 schedule")
def zero_guard(step):
    return 1 / step if step > 0 else 0


@wrong("08 updates")
def floor_plus(n, size, epochs):
    return epochs * (n // size) + (1 if n % size else 0)


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


@wrong("09 fresh_slip")
def fresh_for_batch(gradients, w, epochs, lr, b):
    v = np.zeros_like(w)
    for _ in range(epochs):
        v = b * v
        for g in gradients:
            v = b * v + g(w)
            w = w - lr * v
    return w


@wrong("09 heavy_ball")
def v_gradient_start(gradient, w, lr, b, steps):
    v = gradient(w)
    for _ in range(steps):
        v = b * v + gradient(w)
        w = w - lr * v
    return w


@wrong("09 heavy_ball")
def momentum_times_both(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * (v + gradient(w))
        w = w - lr * v
    return w


@wrong("09 heavy_ball")
def adds_w(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * v + gradient(w)
        w = w - lr * (v + gradient(w))
    return w


@wrong("09 momentum_rate")
def half_trace(lr, b, cs):
    return max(abs(1 + b - lr * c) / 2 for c in cs)


@wrong("10 correction_slip")
def swapped_betas(w, gradients, lr):
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for t, g in enumerate(gradients, start=1):
        mean = 0.999 * mean + 0.001 * g
        square = 0.9 * square + 0.1 * g**2
        w = w - lr * (mean / (1 - 0.999**t)) / (np.sqrt(square / (1 - 0.9**t)) + 1e-8)
    return w


@wrong("10 one_step")
def decay_not_mult(g, mean, square, t, lr):
    mean = mean + 0.1 * g
    square = square + 0.001 * g**2
    return -lr * (mean / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8), mean, square


@wrong("10 one_step")
def swapped_corr(g, mean, square, t, lr):
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g**2
    return -lr * (mean / (1 - 0.999**t)) / (np.sqrt(square / (1 - 0.9**t)) + 1e-8), mean, square


@wrong("10 one_step")
def multiply_corr(g, mean, square, t, lr):
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g**2
    return -lr * (mean * (1 - 0.9**t)) / (np.sqrt(square * (1 - 0.999**t)) + 1e-8), mean, square


@wrong("12 normalized")
def by_deviation(W, D):
    return D / D.std(axis=0) * W.std(axis=0)


@wrong("12 shadow_slip")
def norm_each(point, center, D):
    D = D / np.linalg.norm(D, axis=1, keepdims=True)
    return np.linalg.lstsq(D.T, point - center)[0]
