"""Wrong programs as learners write them, of two samples that were written before any of them was checked.

For each exercise what the reply has to say, with the programs.
"""

import numpy as np

SAYS = {}


def says(exercise, words):
    """Keep a program, with what the reply has to say of it."""

    def keep(program):
        SAYS.setdefault(exercise, {})[program.__name__] = program, words
        return program

    return keep


@says("00 training_step", "not of the chosen ones")
def error_to_the_wrong_rows(params, X, y, chosen, lr):
    error = X @ params - y
    gradient = 2 * X[chosen].T @ error[:len(chosen)] / len(chosen)
    return params - lr * gradient


@says("00 training_step", "one slip")
def squared_error_used(params, X, y, chosen, lr):
    error = (X[chosen] @ params - y[chosen]) ** 2
    return params - lr * 2 / len(chosen) * X[chosen].T @ error


@says("00 training_step", "belongs")
def forgot_mean_uses_batch_squared(params, X, y, chosen, lr):
    rows = X[chosen]
    grad = np.zeros_like(params)
    for r, t in zip(rows, y[chosen]):
        grad = 2 * (r @ params - t) * r
    return params - lr * grad / len(chosen)


@says("01 central", "`2 + h`")
def plus_in_denominator(f, x, h): return (f(x + h) - f(x - h)) / (2 + h)


@says("02 descent", "one slip")
def any_small(gradient, w, lr, small, most):
    for k in range(most):
        g = gradient(w)
        if (np.abs(g) <= small).any():
            return w, "small gradient"
        w = w - lr * g
    return w, "most steps"


@says("02 descent", "`np.linalg.norm(w)`")
def norm_of_w(gradient, w, lr, small, most):
    for k in range(most):
        if np.linalg.norm(w) <= small:
            return w, "small gradient"
        w = w - lr * gradient(w)
    return w, "most steps"


@says("02 partials", "changes `w` in place")
def in_place_up(f, w, h):
    g = np.zeros(len(w))
    for i in range(len(w)):
        up = w
        up[i] += h
        down = w.copy()
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g


@says("02 partials", "one slip")
def overwritten(f, w, h):
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        g = np.zeros(len(w))
        g[i] = (f(up) - f(down)) / (2 * h)
    return g


@says("02 partials", "the loop")
def returns_in_loop(f, w, h):
    g = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
        return g


@says("03 best_line", "multiplied by their correlation")
def std_ratio(x, y):
    w = np.std(y) / np.std(x)
    return np.array([w, y.mean() - w * x.mean()])


@says("03 best_line", "one slip")
def slope_cov_missing_mean(x, y):
    w = np.sum((x - x.mean()) * y) / np.sum(x**2)
    return np.array([w, y.mean() - w * x.mean()])


@says("03 best_line", "one slip")
def b_forgets_w(x, y):
    w = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    return np.array([w, y.mean() - x.mean()])


@says("03 constant_guess", "belongs")
def brackets(p, ones, zeros): return -ones * np.log(p) + zeros * np.log(1 - p) / (ones + zeros)


@says("03 constant_guess", "the share of class 1")
def counts_only(p, ones, zeros):
    q = ones / (ones + zeros)
    return -(q * np.log(q) + (1 - q) * np.log(1 - q))


@says("03 constant_guess", "weighted each logarithm")
def p_log(p, ones, zeros): return -(ones * p * np.log(p) + zeros * (1 - p) * np.log(1 - p)) / (ones + zeros)


@says("03 constant_guess", "average last")
def log_of_mean(p, ones, zeros): return -np.log((ones * p + zeros * (1 - p)) / (ones + zeros))


@says("04 backward_pass", "`np.ones(size)`")
def grad_ones(size, edges):
    grad = np.ones(size)
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
    return grad


@says("04 backward_pass", "averaged over the edges")
def divides_by_uses(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    uses = np.zeros(size)
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
        uses[start] += 1
    return grad / np.maximum(uses, 1)


@says("04 silu_rule", "the rule of the sigmoid")
def chain_y(x):
    s = 1 / (1 + np.exp(-x))
    y = x * s
    return y, y * (1 - y)


@says("04 zero_slip", "right as long as `steps` is at most 1")
def clear_after_use_wrong(w, x, y, lr, steps):
    grad = 0.0
    for _ in range(steps):
        error = w * x - y
        grad += 2 * error * x
        w = w - lr * grad
        grad = error
    return w


@says("06 far_weights", "one slip")
def sign_last_ex(X, a, W2, error):
    for i in range(len(X)):
        grad = np.outer(X[i], (error[i] @ W2.T) * (1 - a[i] ** 2))
    return grad


@says("06 leftover_slip", "right as long as `steps` is at most 2")
def cleared_once(w, gradient_of, lr, steps):
    gradient = np.zeros(len(w))
    for k in range(steps):
        if k == 1:
            gradient = np.zeros(len(w))
        gradient = gradient + gradient_of(w)
        w = w - lr * gradient
    return w


@says("07 example_gradients", "running sum")
def running_sums(w, X, y):
    return np.cumsum(2 * (X @ w - y)[:, None] * X, axis=0)


@says("07 last_batch_slip", "`len(batches)` is at most 2")
def running_mean(gradients, batches):
    mean = gradients[batches[0]].mean(axis=0)
    for chosen in batches[1:]:
        mean = (mean + gradients[chosen].mean(axis=0)) / 2
    return mean


@says("08 epoch_slip", "the mean last")
def scalar_mean(w, X, y, batches, lr):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        w = w - lr * 2 * X[chosen].T.mean(axis=1) * error.mean()
    return w


@says("08 epoch_slip", "`len(batches)` is at most 1")
def rate_shrunk(w, X, y, batches, lr):
    for chosen in batches:
        error = X[chosen] @ w - y[chosen]
        lr = lr / len(chosen)
        w = w - lr * 2 * X[chosen].T @ error
    return w


@says("08 schedule", "Steps are counted from 0")
def zero_guard(step): return 1 / step if step > 0 else 0


@says("08 updates", "belongs")
def floor_plus(n, size, epochs): return epochs * (n // size) + (1 if n % size else 0)


@says("09 ahead_slip", "the form of PyTorch")
def ahead_after(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * v - lr * gradient(w)
        w = w + b * v - lr * gradient(w)
    return w


@says("09 ahead_slip", "a share of the velocity")
def gradient_old(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * v - lr * gradient(w)
        w = w + b * v
    return w


@says("09 fresh_slip", "right as long as `epochs` is at most 1")
def fresh_for_batch(gradients, w, epochs, lr, b):
    v = np.zeros_like(w)
    for _ in range(epochs):
        v = b * v
        for g in gradients:
            v = b * v + g(w)
            w = w - lr * v
    return w


@says("09 heavy_ball", "belongs")
def v_gradient_start(gradient, w, lr, b, steps):
    v = gradient(w)
    for _ in range(steps):
        v = b * v + gradient(w)
        w = w - lr * v
    return w


@says("09 heavy_ball", "one slip")
def momentum_times_both(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * (v + gradient(w))
        w = w - lr * v
    return w


@says("09 heavy_ball", "twice")
def adds_w(gradient, w, lr, b, steps):
    v = np.zeros_like(w)
    for _ in range(steps):
        v = b * v + gradient(w)
        w = w - lr * (v + gradient(w))
    return w


@says("09 momentum_rate", "half of the trace")
def half_trace(lr, b, cs):
    return max(abs(1 + b - lr * c) / 2 for c in cs)


@says("10 correction_slip", "`len(gradients)` is at most 1")
def t_stuck(w, gradients, lr):
    mean, square = np.zeros(len(w)), np.zeros(len(w))
    for t, g in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * g
        square = 0.999 * square + 0.001 * g**2
        top = mean / (1 - 0.9**len(gradients))
        bottom = square / (1 - 0.999**len(gradients))
        w = w - lr * top / (np.sqrt(bottom) + 1e-8)
    return w


@says("10 one_step", "never forget")
def decay_not_mult(g, mean, square, t, lr):
    mean = mean + 0.1 * g
    square = square + 0.001 * g**2
    return -lr * (mean / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8), mean, square


@says("10 one_step", "swapped the corrections")
def swapped_corr(g, mean, square, t, lr):
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g**2
    return -lr * (mean / (1 - 0.999**t)) / (np.sqrt(square / (1 - 0.9**t)) + 1e-8), mean, square


@says("10 one_step", "divide by what they have")
def multiply_corr(g, mean, square, t, lr):
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g**2
    return -lr * (mean * (1 - 0.9**t)) / (np.sqrt(square * (1 - 0.999**t)) + 1e-8), mean, square


@says("12 normalized", "standard deviations")
def by_deviation(W, D): return D / D.std(axis=0) * W.std(axis=0)


@says("12 shadow_slip", "as they are")
def norm_each(point, center, D):
    D = D / np.linalg.norm(D, axis=1, keepdims=True)
    return np.linalg.lstsq(D.T, point - center)[0]


@says("13 ahead_slip", "`-np.inf`")
def hidden_by_one(scores):
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), 1) == 1
    parts = np.exp(np.where(hidden, -1, scores))
    return parts / parts.sum(axis=1, keepdims=True)
