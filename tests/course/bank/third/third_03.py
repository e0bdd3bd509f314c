"""Wrong programs for notebook 03, a third sample, written before any was checked, with what a reply says."""

import numpy as np
from mistakes import says


@says("03 mse_gradient", "`2 * error * b`")
def by_b_too(w, b, x, y):
    error = w * x + b - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error * b)])


@says("03 mse_gradient", "`error**2`")
def error_left_squared(w, b, x, y):
    error = w * x + b - y
    return np.array([np.mean(2 * error**2 * x), np.mean(2 * error**2)])


@says("03 mse_gradient", "`w * (x + b)`")
def brackets_around_the_sum(w, b, x, y):
    error = w * (x + b) - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])


@says("03 mse_gradient", "right up to a factor")
def the_mean_again(w, b, x, y):
    error = w * x + b - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)]) / len(x)


@says("03 mse_gradient", "`np.abs(w * x + b - y)`")
def absolute_error(w, b, x, y):
    error = np.abs(w * x + b - y)
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])


@says("03 rate_for_the_sum", "right up to a factor")
def half_of_it(learning_rate, n):
    return learning_rate / (2 * n)


@says("03 rate_for_the_sum", "`n + 1`")
def one_example_more(learning_rate, n):
    return learning_rate / (n + 1)


@says("03 rate_for_the_sum", "Your function returns 3.11e-46, whatever")
def to_the_power(learning_rate, n):
    return learning_rate**n


@says("03 rate_for_the_sum", "`np.log(n)`")
def by_the_logarithm(learning_rate, n):
    return learning_rate / np.log(n)


@says("03 best_line", "There is an infinite number")
def square_of_the_sum(x, y):
    w = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum(x - np.mean(x)) ** 2
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@says("03 best_line", "right up to a factor")
def mean_over_sum(x, y):
    w = np.mean((x - np.mean(x)) * (y - np.mean(y))) / np.sum((x - np.mean(x)) ** 2)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@says("03 best_line", "`np.sum((y - np.mean(y)) ** 2)`")
def variance_of_y(x, y):
    w = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((y - np.mean(y)) ** 2)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@says("03 best_line", "`np.array([w, np.mean(y - w)])`")
def w_taken_off_the_mean(x, y):
    X = np.column_stack([x, np.ones(len(x))])
    w, _ = np.linalg.solve(X.T @ X, X.T @ y)
    return np.array([w, np.mean(y - w)])


@says("03 best_line", "`np.mean(y / x)`")
def mean_of_the_slopes(x, y):
    w = np.mean(y / x)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


@says("03 constant_guess", "You let every example pay")
def p_for_both(p, ones, zeros):
    return -(ones * np.log(p) + zeros * np.log(p)) / (ones + zeros)


@says("03 constant_guess", "`zeros * (1 - np.log(p))`")
def one_minus_the_log(p, ones, zeros):
    return -(ones * np.log(p) + zeros * (1 - np.log(p))) / (ones + zeros)


@says("03 constant_guess", "`2`")
def over_two_classes(p, ones, zeros):
    return -(ones * np.log(p) + zeros * np.log(1 - p)) / 2


@says("03 constant_guess", "; right is ")
def logs_of_the_shares(p, ones, zeros):
    share = ones / (ones + zeros)
    return -(p * np.log(share) + (1 - p) * np.log(1 - share))


@says("03 logistic_slip", "right up to a factor")
def over_the_parameters(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) / len(params)


@says("03 logistic_slip", "`1 / (1 + np.exp(X @ params))`")
def exponent_without_minus(params, X, y):
    p = 1 / (1 + np.exp(X @ params))
    return X.T @ (p - y) / len(y)


@says("03 logistic_slip", "`(p - y) ** 2`")
def difference_squared(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) ** 2 / len(y)


@says("03 logistic_slip", "`-y * np.log(p) - (1 - y) * np.log(1 - p)`")
def logarithm_of_p(params, X, y):
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (-y * np.log(p) - (1 - y) * np.log(1 - p)) / len(y)
