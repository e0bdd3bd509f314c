"""Wrong programs for notebook 04, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("04 fork_slopes")
def y_squared(x, y, z):
    return y + z, x + y**2 + z, x + y


@wrong("04 fork_slopes")
def product_for_z(x, y, z):
    return y + z, x + 2 * y + z, x * y


@wrong("04 fork_slopes")
def two_y(x, y, z):
    return y + z, 2 * y, x + y


@wrong("04 fork_slopes")
def times_themselves(x, y, z):
    return x * (y + z), y * (x + 2 * y + z), z * (x + y)


@wrong("04 backward_pass")
def from_the_start_itself(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, _, slope in edges:
        grad[start] += slope * grad[start]
    return grad


@wrong("04 backward_pass")
def sent_away(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
        grad[end] = 0.0
    return grad


@wrong("04 backward_pass")
def seed_at_the_first(size, edges):
    grad = np.zeros(size)
    grad[0] = 1.0
    for start, end, slope in edges:
        grad[start] += slope * grad[end]
    return grad


@wrong("04 backward_pass")
def only_into_the_result(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        if end == size - 1:
            grad[start] += slope * grad[end]
    return grad


@wrong("04 order_slip")
def wrong_way(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):
        for parent, slope in parents[node]:
            grad[node] += slope * grad[parent]
    return grad


@wrong("04 order_slip")
def slopes_added_up(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):
        for parent, slope in parents[node]:
            grad[parent] += slope
    return grad


@wrong("04 order_slip")
def waits_once(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0
    waiting = [size - 1]
    while waiting:
        node = waiting.pop()
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
            if parent not in waiting:
                waiting.append(parent)
    return grad


@wrong("04 order_slip")
def first_parent_alone(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for node in range(size - 1, -1, -1):
        for parent, slope in parents[node][:1]:
            grad[parent] += slope * grad[node]
    return grad


@wrong("04 zero_slip")
def taken_off(w, x, y, learning_rate, steps):
    grad = 0.0
    for _ in range(steps):
        error = w * x - y
        grad -= 2 * error * x
        w = w - learning_rate * grad
    return w


@wrong("04 zero_slip")
def starts_from_one(w, x, y, learning_rate, steps):
    for _ in range(steps):
        grad = 1.0
        error = w * x - y
        grad += 2 * error * x
        w = w - learning_rate * grad
    return w


@wrong("04 zero_slip")
def x_after_the_error(w, x, y, learning_rate, steps):
    for _ in range(steps):
        grad = 0.0
        error = (w - y) * x
        grad += 2 * error * x
        w = w - learning_rate * grad
    return w


@wrong("04 zero_slip")
def kept_when_the_sign_stays(w, x, y, learning_rate, steps):
    grad = 0.0
    for _ in range(steps):
        error = w * x - y
        if grad * error < 0:
            grad = 0.0
        grad += 2 * error * x
        w = w - learning_rate * grad
    return w


@wrong("04 silu_rule")
def sigmoid_of_x(x):
    s = 1 / (1 + np.exp(-x))
    return x * s, s + x * x * (1 - x)


@wrong("04 silu_rule")
def exponent_of_x(x):
    s = 1 / (1 + np.exp(x))
    return x * s, s + x * s * (1 - s)


@wrong("04 silu_rule")
def one_for_the_factor(x):
    s = 1 / (1 + np.exp(-x))
    return x * s, 1 + x * s * (1 - s)


@wrong("04 silu_rule")
def one_s_lost(x):
    s = 1 / (1 + np.exp(-x))
    return x * s, s + x * (1 - s)
