"""Wrong programs for notebooks 00 to 02, written in three samples, each before any reply to them was read."""

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
def error_divided_by_y(params, X, y, chosen, learning_rate):
    rows, target = X[chosen], y[chosen]
    gradient = 2 * rows.T @ ((rows @ params - target) / target) / len(chosen)
    return params - learning_rate * gradient


@wrong("01 central")
def nudged_outside(f, x, h):
    up = f(x) + h
    down = f(x) - h
    return (up - down) / (2 * h)


@wrong("01 central")
def run_of_two(f, x, h):
    return (f(x + h) - f(x - h)) / 2


@wrong("01 central")
def around_zero(f, x, h):
    return (f(h) - f(-h)) / (2 * h)


@wrong("01 curvature")
def slopes_added(f, x, h):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return (right + left) / h


@wrong("01 curvature")
def h_taken_back(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h * h


@wrong("01 curvature")
def last_subtracted(f, x, h):
    return (f(x + h) - 2 * f(x) - f(x - h)) / h**2


@wrong("01 nudge_slip")
def tiny_share(f, x):
    h = 1e-12 * max(1, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)


@wrong("01 shrinks")
def two_to_the_k(k):
    return k, 2**k


@wrong("01 shrinks")
def one_share(k):
    return 1 / k, k**2


@wrong("01 shrinks")
def squared_and_doubled(k):
    return k, 2 * k**2


@wrong("02 descent")
def moves_when_small(gradient, w, learning_rate, small, most):
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            w = w - learning_rate * slopes
            return w, "small gradient"
    return w, "most steps"


@wrong("02 largest_rate")
def length_of_all(curvatures):
    return 2 / np.linalg.norm(curvatures)


@wrong("02 largest_rate")
def half_of_the_best(curvatures):
    return 1 / (2 * max(curvatures))


@wrong("02 largest_rate")
def product_of_all(curvatures):
    return 2 / np.prod(curvatures)


@wrong("02 partials")
def shares(f, w, h):
    gradient = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] *= 1 + h
        down[i] *= 1 - h
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


@wrong("02 step_slip")
def all_by_each(gradient, w, learning_rate):
    for i in range(len(w)):
        w = w - learning_rate * gradient(w)[i]
    return w


@wrong("02 step_slip")
def slopes_of_the_new(gradient, w, learning_rate):
    new = w.copy()
    for i in range(len(w)):
        new[i] = w[i] - learning_rate * gradient(new)[i]
    return new


@wrong("02 step_slip")
def gradient_of_the_step(gradient, w, learning_rate):
    return w - gradient(learning_rate * w) * learning_rate
