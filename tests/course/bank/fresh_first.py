"""Fresh wrong programs for notebooks 00 to 06, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("00 training_step")
def error_to_the_wrong_rows(params, X, y, chosen, lr):
    error = X @ params - y
    gradient = 2 * X[chosen].T @ error[: len(chosen)] / len(chosen)
    return params - lr * gradient


@wrong("00 training_step")
def squared_error_used(params, X, y, chosen, lr):
    error = (X[chosen] @ params - y[chosen]) ** 2
    return params - lr * 2 / len(chosen) * X[chosen].T @ error


@wrong("00 training_step")
def forgot_mean_uses_batch_squared(params, X, y, chosen, lr):
    rows = X[chosen]
    grad = np.zeros_like(params)
    for r, t in zip(rows, y[chosen], strict=True):
        grad = 2 * (r @ params - t) * r
    return params - lr * grad / len(chosen)


@wrong("01 central")
def plus_in_denominator(f, x, h):
    return (f(x + h) - f(x - h)) / (2 + h)


@wrong("02 partials")
def in_place_up(f, w, h):
    g = np.zeros(len(w))
    for i in range(len(w)):
        up = w
        up[i] += h
        down = w.copy()
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g


@wrong("02 partials")
def overwritten(f, w, h):
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        g = np.zeros(len(w))
        g[i] = (f(up) - f(down)) / (2 * h)
    return g


@wrong("02 partials")
def returns_in_loop(f, w, h):
    g = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
        return g
    return None


@wrong("03 best_line")
def std_ratio(x, y):
    w = np.std(y) / np.std(x)
    return np.array([w, y.mean() - w * x.mean()])


@wrong("03 best_line")
def slope_cov_missing_mean(x, y):
    w = np.sum((x - x.mean()) * y) / np.sum(x**2)
    return np.array([w, y.mean() - w * x.mean()])


@wrong("03 best_line")
def b_forgets_w(x, y):
    w = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    return np.array([w, y.mean() - x.mean()])


@wrong("03 constant_guess")
def brackets(p, ones, zeros):
    return -ones * np.log(p) + zeros * np.log(1 - p) / (ones + zeros)


@wrong("03 constant_guess")
def counts_only(p, ones, zeros):
    q = ones / (ones + zeros)
    return -(q * np.log(q) + (1 - q) * np.log(1 - q))


@wrong("03 constant_guess")
def p_log(p, ones, zeros):
    return -(ones * p * np.log(p) + zeros * (1 - p) * np.log(1 - p)) / (ones + zeros)


@wrong("03 constant_guess")
def log_of_mean(p, ones, zeros):
    return -np.log((ones * p + zeros * (1 - p)) / (ones + zeros))


@wrong("04 backward_pass")
def grad_ones(size, edges):
    grad = np.ones(size)
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
    return grad


@wrong("04 backward_pass")
def divides_by_uses(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    uses = np.zeros(size)
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
        uses[start] += 1
    return grad / np.maximum(uses, 1)


@wrong("04 silu_rule")
def chain_y(x):
    s = 1 / (1 + np.exp(-x))
    y = x * s
    return y, y * (1 - y)


@wrong("04 zero_slip")
def clear_after_use_wrong(w, x, y, lr, steps):
    grad = 0.0
    for _ in range(steps):
        error = w * x - y
        grad += 2 * error * x
        w = w - lr * grad
        grad = error
    return w


@wrong("06 far_weights")
def sign_last_ex(X, a, W2, error):
    for i in range(len(X)):
        grad = np.outer(X[i], (error[i] @ W2.T) * (1 - a[i] ** 2))
    return grad


@wrong("06 leftover_slip")
def cleared_once(w, gradient_of, lr, steps):
    gradient = np.zeros(len(w))
    for k in range(steps):
        if k == 1:
            gradient = np.zeros(len(w))
        gradient = gradient + gradient_of(w)
        w = w - lr * gradient
    return w
