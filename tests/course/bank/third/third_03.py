"""Wrong programs for notebook 03, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


@wrong("03 mse_gradient")
def by_b_too(w, b, x, y):
    error = w * x + b - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error * b)])


@wrong("03 mse_gradient")
def error_left_squared(w, b, x, y):
    error = w * x + b - y
    return np.array([np.mean(2 * error**2 * x), np.mean(2 * error**2)])


@wrong("03 mse_gradient")
def brackets_around_the_sum(w, b, x, y):
    error = w * (x + b) - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])


@wrong("03 mse_gradient")
def the_mean_again(w, b, x, y):
    error = w * x + b - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)]) / len(x)


@wrong("03 mse_gradient")
def absolute_error(w, b, x, y):
    error = np.abs(w * x + b - y)
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])


@wrong("03 rate_for_the_sum")
def half_of_it(learning_rate, n):
    return learning_rate / (2 * n)


@wrong("03 rate_for_the_sum")
def one_example_more(learning_rate, n):
    return learning_rate / (n + 1)


@wrong("03 rate_for_the_sum")
def to_the_power(learning_rate, n):
    return learning_rate**n


@wrong("03 rate_for_the_sum")
def by_the_logarithm(learning_rate, n):
    return learning_rate / np.log(n)


@wrong("03 best_line")
def square_of_the_sum(x, y):
    w = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum(x - np.mean(x)) ** 2
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@wrong("03 best_line")
def mean_over_sum(x, y):
    w = np.mean((x - np.mean(x)) * (y - np.mean(y))) / np.sum((x - np.mean(x)) ** 2)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@wrong("03 best_line")
def variance_of_y(x, y):
    w = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((y - np.mean(y)) ** 2)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@wrong("03 best_line")
def w_taken_off_the_mean(x, y):
    X = np.column_stack([x, np.ones(len(x))])
    w, _ = np.linalg.solve(X.T @ X, X.T @ y)
    return np.array([w, np.mean(y - w)])


@wrong("03 best_line")
def mean_of_the_slopes(x, y):
    w = np.mean(y / x)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@wrong("03 constant_guess")
def p_for_both(p, ones, zeros):
    return -(ones * np.log(p) + zeros * np.log(p)) / (ones + zeros)


@wrong("03 constant_guess")
def one_minus_the_log(p, ones, zeros):
    return -(ones * np.log(p) + zeros * (1 - np.log(p))) / (ones + zeros)


@wrong("03 constant_guess")
def over_two_classes(p, ones, zeros):
    return -(ones * np.log(p) + zeros * np.log(1 - p)) / 2


@wrong("03 constant_guess")
def logs_of_the_shares(p, ones, zeros):
    share = ones / (ones + zeros)
    return -(p * np.log(share) + (1 - p) * np.log(1 - share))


@wrong("03 logistic_slip")
def over_the_parameters(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) / len(params)


@wrong("03 logistic_slip")
def exponent_without_minus(params, X, y):
    p = 1 / (1 + np.exp(X @ params))
    return X.T @ (p - y) / len(y)


@wrong("03 logistic_slip")
def difference_squared(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) ** 2 / len(y)


@wrong("03 logistic_slip")
def logarithm_of_p(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (-y * np.log(p) - (1 - y) * np.log(1 - p)) / len(y)
