"""Wrong programs for notebooks 03 to 06, written in three samples, each before any reply to them was read."""

import numpy as np

from tests.mistakes import wrong


@wrong("03 best_line")
def std_ratio(x, y):
    w = np.std(y) / np.std(x)
    return np.array([w, y.mean() - w * x.mean()])


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


@wrong("03 logistic_slip")
def over_the_parameters(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) / len(params)


@wrong("03 mse_gradient")
def prediction_for_error(w, b, x, y):
    prediction = w * x + b
    return np.array([np.mean(2 * prediction * x), np.mean(2 * prediction)])


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


@wrong("04 backward_pass")
def largest_way(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        grad[start] = max(grad[start], slope * grad[end])
    return grad


@wrong("04 fork_slopes")
def y_squared(x, y, z):
    return y + z, x + y**2 + z, x + y


@wrong("04 fork_slopes")
def product_for_z(x, y, z):
    return y + z, x + 2 * y + z, x * y


@wrong("04 silu_rule")
def chain_y(x):
    s = 1 / (1 + np.exp(-x))
    y = x * s
    return y, y * (1 - y)


@wrong("05 nudge_slip")
def same_array(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    for i in range(len(w)):
        nudged = w
        nudged[i] += h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


@wrong("05 nudge_slip")
def takes_back_the_one_before(loss, w, h):
    base, gradient = loss(w), np.zeros(len(w))
    nudged = w.copy()
    for i in range(len(w)):
        nudged[i] += h
        nudged[i - 1] -= h
        gradient[i] = (loss(nudged) - base) / h
    return gradient


@wrong("05 passes")
def each_output_by_itself(n, m):
    return n * m + 1, n * m, m + 1


@wrong("05 passes")
def differences_twice(n, m):
    return 2 * (n + 1), n, 1 + m


@wrong("05 products")
def n_twice(n, k, m):
    return k * n * n + m * k * n, m * k * k + m * k * n


@wrong("05 products")
def both_for_c(n, k, m):
    return k * k * n + m * k * k, m * k * k + m * k * n


@wrong("06 far_weights")
def slope_taken_first(X, a, W2, error):
    return (X.T @ (1 - a**2)) * (error @ W2.T).sum(axis=0)


@wrong("06 far_weights")
def sign_last_ex(X, a, W2, error):
    for i in range(len(X)):
        grad = np.outer(X[i], (error[i] @ W2.T) * (1 - a[i] ** 2))
    return grad


@wrong("06 parameters")
def bias_in_every_pair(widths):
    total = 0
    for k in range(len(widths) - 1):
        total += (widths[k] + 1) * (widths[k + 1] + 1)
    return total


@wrong("06 shrinking")
def weight_first(depth, weight):
    slope = weight
    for _ in range(depth):
        slope = slope * weight / 4
    return slope


@wrong("06 shrinking")
def depth_below(depth, weight):
    return (weight / depth) ** 4


@wrong("06 shrinking")
def quarter_of_the_power(depth, weight):
    return weight**depth * depth / 4
