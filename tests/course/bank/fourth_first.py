"""A fourth sample of wrong programs, for notebooks 00 to 06: written before any was checked, with what a reply says."""

import numpy as np
from mistakes import says


@says("00 training_step", "`(rows @ params - target) / target`")
def error_divided_by_y(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    gradient = 2 * rows.T @ ((rows @ params - target) / target) / len(chosen)
    return params - learning_rate * gradient


@says("00 training_step", "Your answer would be right")
def last_example_counts(params, X, y, chosen, learning_rate):
    for i in chosen:
        gradient = 2 * (X[i] @ params - y[i]) * X[i]
    return params - learning_rate * gradient


@says("00 training_step", "`y[chosen]`")
def rate_without_two(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    error = np.sum(rows * params - target[:, None], axis=1)
    return params - learning_rate * 2 * rows.T @ error / len(chosen)


@says("01 central", "Your slope is twice the")
def product_of_slopes(f, x, h):
    up = f(x + h) - f(x)
    down = f(x) - f(x - h)
    return (up + down) / h


@says("01 central", "Your answer would be right")
def around_zero(f, x, h):
    return (f(h) - f(-h)) / (2 * h)


@says("01 curvature", "You divided by 2h. The")
def slopes_of_the_values(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return (right - left) / 2


@says("01 shrinks", "right up to a factor")
def squared_and_doubled(k):
    return k, 2 * k**2


@says("02 step_slip", "right up to a factor")
def divided_by_the_rate(gradient, w, learning_rate):
    return w - gradient(w) / learning_rate


@says("02 step_slip", "right up to a factor")
def gradient_of_the_step(gradient, w, learning_rate):
    return w - gradient(learning_rate * w) * learning_rate


@says("02 largest_rate", "`np.prod(curvatures)`")
def product_of_all(curvatures):
    return 2 / np.prod(curvatures)


@says("02 descent", "; right is ")
def moves_when_small(gradient, w, learning_rate, small, most):
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            w = w - learning_rate * slopes
            return w, "small gradient"
    return w, "most steps"


@says("02 descent", "`1`")
def counts_to_most_minus_one(gradient, w, learning_rate, small, most):
    steps = 1
    while steps < most:
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            return w, "small gradient"
        w = w - learning_rate * slopes
        steps += 1
    return w, "most steps"


@says("02 partials", "`i - 1`")
def next_one_down(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i - 1] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


@says("02 partials", "Your answer is right up")
def sizes_of_the_rise(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = h
        gradient[i] = abs(f(w + e) - f(w - e)) / (2 * h)
    return gradient


@says("03 mse_gradient", "; right is ")
def inside_lost_b(w, b, x, y):
    error = w * x - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error + b)])


@says("03 mse_gradient", "`w * x + b`")
def prediction_for_error(w, b, x, y):
    prediction = w * x + b
    return np.array([np.mean(2 * prediction * x), np.mean(2 * prediction)])


@says("03 best_line", "; right is ")
def products_without_means(x, y):
    w = np.mean(x * y) / np.mean(x * x) - np.mean(x) * np.mean(y)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@says("03 constant_guess", "`np.log(1 - p) * ones`")
def each_class_by_itself(p, ones, zeros):
    n = ones + zeros
    return -np.log(p) * ones / n - np.log(1 - p) * ones / n


@says("03 logistic_slip", "`y * p`")
def p_times_error(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y * p) / len(y)


@says("03 rate_for_the_sum", "`1 - 1 / n`")
def shares_of_the_rate(learning_rate, n):
    return learning_rate * (1 - 1 / n)


@says("04 backward_pass", "You added only the local")
def slopes_to_the_end(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, _end, slope in edges:
        grad[start] += slope * grad[-1]
    return grad


@says("04 backward_pass", "as long as `len(edges)`")
def largest_way(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        grad[start] = max(grad[start], slope * grad[end])
    return grad


@says("04 fork_slopes", "The slope with respect to")
def sum_for_product(x, y, z):
    u, v = x + y, y + z
    return v, v + u, v


@says("04 order_slip", "`grad[parent]`")
def node_times_slope(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[parent]
    return grad


@says("04 zero_slip", "`2 * error * w`")
def forgets_the_inner(w, x, y, learning_rate, steps):
    for _ in range(steps):
        grad = 0.0
        error = w * x - y
        grad += 2 * error * w
        w = w - learning_rate * grad
    return w


@says("04 silu_rule", "`x * e`")
def quotient_by_mistake(x):
    e = np.exp(-x)
    return x / (1 + e), 1 / (1 + e) + x * e / (1 + e)


@says("05 nudge_slip", "`loss(gradient)`")
def base_forgotten(loss, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        nudged = w.copy()
        nudged[i] += h
        gradient[i] = (loss(nudged) - loss(gradient)) / h
    return gradient


@says("05 quotient", "`v * u`")
def u_squared_over(u, du, v, dv):
    return u / v, (du * v - dv * u) / (v * u)


@says("05 passes", "right up to a factor")
def differences_twice(n, m):
    return 2 * (n + 1), n, 1 + m


@says("05 products", "right up to a factor")
def first_by_m(n, k, m):
    return k * k * n + m * k * k, m * k * k + k * k * n


@says("06 far_weights", "`error.sum(axis=0)`")
def error_summed_first(X, a, W2, error):
    back = error.sum(axis=0) @ W2.T
    return X.T @ (back * (1 - a**2))


@says("06 leftover_slip", "`(gradient + gradient_of(w)) / 2`")
def mean_of_two(w, gradient_of, learning_rate, steps):
    gradient = np.zeros(len(w))
    for _ in range(steps):
        gradient = (gradient + gradient_of(w)) / 2
        w = w - learning_rate * gradient
    return w


@says("06 parameters", "`widths[k + 1] + 1`")
def bias_in_every_pair(widths):
    total = 0
    for k in range(len(widths) - 1):
        total += (widths[k] + 1) * (widths[k + 1] + 1)
    return total


@says("06 shrinking", "as long as `depth`")
def quarter_of_the_power(depth, weight):
    return weight**depth * depth / 4
