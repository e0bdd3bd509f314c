"""A fourth sample of wrong programs, for notebooks 00 to 06: written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("00 training_step")
def error_divided_by_y(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    gradient = 2 * rows.T @ ((rows @ params - target) / target) / len(chosen)
    return params - learning_rate * gradient


@wrong("00 training_step")
def last_example_counts(params, X, y, chosen, learning_rate):
    for i in chosen:
        gradient = 2 * (X[i] @ params - y[i]) * X[i]
    return params - learning_rate * gradient


@wrong("00 training_step")
def rate_without_two(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    error = np.sum(rows * params - target[:, None], axis=1)
    return params - learning_rate * 2 * rows.T @ error / len(chosen)


@wrong("01 central")
def product_of_slopes(f, x, h):
    up = f(x + h) - f(x)
    down = f(x) - f(x - h)
    return (up + down) / h


@wrong("01 central")
def around_zero(f, x, h):
    return (f(h) - f(-h)) / (2 * h)


@wrong("01 curvature")
def slopes_of_the_values(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return (right - left) / 2


@wrong("01 shrinks")
def squared_and_doubled(k):
    return k, 2 * k**2


@wrong("02 step_slip")
def divided_by_the_rate(gradient, w, learning_rate):
    return w - gradient(w) / learning_rate


@wrong("02 step_slip")
def gradient_of_the_step(gradient, w, learning_rate):
    return w - gradient(learning_rate * w) * learning_rate


@wrong("02 largest_rate")
def product_of_all(curvatures):
    return 2 / np.prod(curvatures)


@wrong("02 descent")
def moves_when_small(gradient, w, learning_rate, small, most):
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            w = w - learning_rate * slopes
            return w, "small gradient"
    return w, "most steps"


@wrong("02 descent")
def counts_to_most_minus_one(gradient, w, learning_rate, small, most):
    steps = 1
    while steps < most:
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            return w, "small gradient"
        w = w - learning_rate * slopes
        steps += 1
    return w, "most steps"


@wrong("02 partials")
def next_one_down(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i - 1] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


@wrong("02 partials")
def sizes_of_the_rise(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = h
        gradient[i] = abs(f(w + e) - f(w - e)) / (2 * h)
    return gradient


@wrong("03 mse_gradient")
def inside_lost_b(w, b, x, y):
    error = w * x - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error + b)])


@wrong("03 mse_gradient")
def prediction_for_error(w, b, x, y):
    prediction = w * x + b
    return np.array([np.mean(2 * prediction * x), np.mean(2 * prediction)])


@wrong("03 best_line")
def products_without_means(x, y):
    w = np.mean(x * y) / np.mean(x * x) - np.mean(x) * np.mean(y)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@wrong("03 constant_guess")
def each_class_by_itself(p, ones, zeros):
    n = ones + zeros
    return -np.log(p) * ones / n - np.log(1 - p) * ones / n


@wrong("03 logistic_slip")
def p_times_error(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y * p) / len(y)


@wrong("03 rate_for_the_sum")
def shares_of_the_rate(learning_rate, n):
    return learning_rate * (1 - 1 / n)


@wrong("04 backward_pass")
def slopes_to_the_end(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, _end, slope in edges:
        grad[start] += slope * grad[-1]
    return grad


@wrong("04 backward_pass")
def largest_way(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        grad[start] = max(grad[start], slope * grad[end])
    return grad


@wrong("04 fork_slopes")
def sum_for_product(x, y, z):
    u, v = x + y, y + z
    return v, v + u, v


@wrong("04 order_slip")
def node_times_slope(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[parent]
    return grad


@wrong("04 zero_slip")
def forgets_the_inner(w, x, y, learning_rate, steps):
    for _ in range(steps):
        grad = 0.0
        error = w * x - y
        grad += 2 * error * w
        w = w - learning_rate * grad
    return w


@wrong("04 silu_rule")
def quotient_by_mistake(x):
    e = np.exp(-x)
    return x / (1 + e), 1 / (1 + e) + x * e / (1 + e)


@wrong("05 nudge_slip")
def base_forgotten(loss, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        nudged = w.copy()
        nudged[i] += h
        gradient[i] = (loss(nudged) - loss(gradient)) / h
    return gradient


@wrong("05 quotient")
def u_squared_over(u, du, v, dv):
    return u / v, (du * v - dv * u) / (v * u)


@wrong("05 passes")
def differences_twice(n, m):
    return 2 * (n + 1), n, 1 + m


@wrong("05 products")
def first_by_m(n, k, m):
    return k * k * n + m * k * k, m * k * k + k * k * n


@wrong("06 far_weights")
def error_summed_first(X, a, W2, error):
    back = error.sum(axis=0) @ W2.T
    return X.T @ (back * (1 - a**2))


@wrong("06 leftover_slip")
def mean_of_two(w, gradient_of, learning_rate, steps):
    gradient = np.zeros(len(w))
    for _ in range(steps):
        gradient = (gradient + gradient_of(w)) / 2
        w = w - learning_rate * gradient
    return w


@wrong("06 parameters")
def bias_in_every_pair(widths):
    total = 0
    for k in range(len(widths) - 1):
        total += (widths[k] + 1) * (widths[k + 1] + 1)
    return total


@wrong("06 shrinking")
def quarter_of_the_power(depth, weight):
    return weight**depth * depth / 4
