"""Wrong programs for notebook 06, a third sample, written before any was checked."""

from itertools import pairwise

import numpy as np

from tests.mistakes import wrong


@wrong("06 leftover_slip")
def takes_the_new_one_off(w, gradient_of, learning_rate, steps):
    gradient = np.zeros(len(w))
    for _ in range(steps):
        gradient = gradient + gradient_of(w)
        w = w - learning_rate * gradient
        gradient = gradient - gradient_of(w)
    return w


@wrong("06 leftover_slip")
def minus_the_old(w, gradient_of, learning_rate, steps):
    gradient = np.zeros(len(w))
    for _ in range(steps):
        gradient = gradient_of(w) - gradient
        w = w - learning_rate * gradient
    return w


@wrong("06 leftover_slip")
def length_one(w, gradient_of, learning_rate, steps):
    for _ in range(steps):
        gradient = gradient_of(w)
        w = w - learning_rate * gradient / np.linalg.norm(gradient)
    return w


@wrong("06 leftover_slip")
def falling_rate(w, gradient_of, learning_rate, steps):
    for k in range(steps):
        gradient = gradient_of(w)
        w = w - learning_rate / (k + 1) * gradient
    return w


@wrong("06 parameters")
def biases_of_the_outputs(widths):
    return sum(a * b for a, b in pairwise(widths)) + widths[-1]


@wrong("06 parameters")
def three_layers(widths):
    weights = widths[0] * widths[1] + widths[1] * widths[2]
    return weights + widths[1] + widths[2]


@wrong("06 parameters")
def product_and_biases(widths):
    return int(np.prod(widths)) + sum(widths[1:])


@wrong("06 parameters")
def biases_of_both(widths):
    total = 0
    for a, b in pairwise(widths):
        total += a * b + a + b
    return total


@wrong("06 far_weights")
def bracket_squared(X, a, W2, error):
    hidden_error = (error @ W2.T) * (1 - a) ** 2
    return X.T @ hidden_error


@wrong("06 far_weights")
def divided_by_the_slope(X, a, W2, error):
    hidden_error = (error @ W2.T) / (1 - a**2)
    return X.T @ hidden_error


@wrong("06 far_weights")
def slope_of_the_error(X, a, W2, error):
    back = error @ W2.T
    return X.T @ (back * (1 - back**2))


@wrong("06 far_weights")
def slope_and_unit(X, a, W2, error):
    hidden_error = a * (error @ W2.T) * (1 - a**2)
    return X.T @ hidden_error


@wrong("06 far_weights")
def slope_taken_first(X, a, W2, error):
    return (X.T @ (1 - a**2)) * (error @ W2.T).sum(axis=0)


@wrong("06 shrinking")
def slope_at_the_weight(depth, weight):
    s = 1 / (1 + np.exp(-weight))
    return (weight * s * (1 - s)) ** depth


@wrong("06 shrinking")
def quarter_added(depth, weight):
    return (weight + 1 / 4) ** depth


@wrong("06 shrinking")
def weight_first(depth, weight):
    slope = weight
    for _ in range(depth):
        slope = slope * weight / 4
    return slope


@wrong("06 shrinking")
def depth_below(depth, weight):
    return (weight / depth) ** 4
