"""The exercises of notebook 03: a second right answer to each, found in another way, and programs with their slips."""

import math

import numpy as np

import sgdlab as sl
from tests.slopes import differences


def loss_of_guess(p, ones, zeros):
    return np.mean([-math.log(p)] * int(ones) + [-math.log(1 - p)] * int(zeros))


def rate_for_sum(learning_rate, n):
    return learning_rate * np.arange(1.0, n + 1).mean() / np.arange(1.0, n + 1).sum()


RIGHT = {
    "constant_guess": loss_of_guess,
    "logistic_slip": lambda w, X, y: sl.grad(lambda w: np.mean(np.logaddexp(0, X @ w) - y * (X @ w)))(w),
    "best_line": lambda x, y: np.polyfit(x, y, 1),
    "mse_gradient": lambda w, b, x, y: differences(lambda p: np.mean((p[0] * x + p[1] - y) ** 2), np.array([w, b])),
    "rate_for_the_sum": rate_for_sum,
}


def _line(x, y):
    return np.polyfit(x, y, 1)


def _error(w, b, x, y):
    return w * x + b - y


def _p(w, X):
    return 1 / (1 + np.exp(-X @ w))


WRONG = {
    "best_line": {
        "through zero": lambda x, y: np.array([x @ y / (x @ x), 0.0]),
        "b first": lambda x, y: _line(x, y)[::-1],
        "x over y": lambda x, y: _line(y, x),
        "w alone": lambda x, y: _line(x, y)[0],
        "the means": lambda x, y: np.array([np.mean(y) / np.mean(x), 0.0]),
        "w right, b the mean of y": lambda x, y: np.array([_line(x, y)[0], np.mean(y)]),
        "through the first and the last": lambda x, y: np.array([(y[-1] - y[0]) / (x[-1] - x[0]), y[0]]),
        "the sign of b": lambda x, y: _line(x, y) * [1, -1],
        "covariance without the variance": lambda x, y: np.array([np.cov(x, y)[0, 1], np.mean(y)]),
        "the correlation": lambda x, y: np.array([np.corrcoef(x, y)[0, 1], np.mean(y)]),
        "n - 1 above, n below": lambda x, y: np.array([np.cov(x, y)[0, 1] / np.var(x), np.mean(y)]),
        "the predictions": lambda x, y: np.polyval(_line(x, y), x),
    },
    "constant_guess": {
        "the share in the logarithms": lambda p, a, b: -(p * np.log(a / (a + b)) + (1 - p) * np.log(b / (a + b))),
        "each logarithm once": lambda p, a, b: (-np.log(p) - np.log(1 - p)) / (a + b),
        "the log of a sum": lambda p, a, b: -np.log(a * p + b * (1 - p)),
        "the sum": lambda p, ones, zeros: -(ones * np.log(p) + zeros * np.log(1 - p)),
        "without zeros": lambda p, ones, zeros: -ones * np.log(p) / (ones + zeros),
        "swapped": lambda p, ones, zeros: -(zeros * np.log(p) + ones * np.log(1 - p)) / (ones + zeros),
        "sign": lambda p, ones, zeros: (ones * np.log(p) + zeros * np.log(1 - p)) / (ones + zeros),
        "bits": lambda p, ones, zeros: -(ones * np.log2(p) + zeros * np.log2(1 - p)) / (ones + zeros),
        "base 10": lambda p, ones, zeros: -(ones * np.log10(p) + zeros * np.log10(1 - p)) / (ones + zeros),
        "minus ln p": lambda p, ones, zeros: -np.log(p),
        "both means": lambda p, ones, zeros: -np.log(p) / ones - np.log(1 - p) / zeros,
        "squares": lambda p, ones, zeros: (ones * (1 - p) ** 2 + zeros * p**2) / (ones + zeros),
        "ln 2": lambda p, ones, zeros: np.log(2),
        "the entropy of p": lambda p, ones, zeros: -p * np.log(p) - (1 - p) * np.log(1 - p),
        "a minus between": lambda p, ones, zeros: -(ones * np.log(p) - zeros * np.log(1 - p)) / (ones + zeros),
        "the sum, without its sign": lambda p, ones, zeros: ones * np.log(p) + zeros * np.log(1 - p),
        "by ones": lambda p, ones, zeros: -(ones * np.log(p) + zeros * np.log(1 - p)) / ones,
        "the likelihood": lambda p, ones, zeros: p**ones * (1 - p) ** zeros,
    },
    "logistic_slip": {
        "squared error": lambda w, X, y: 2 * X.T @ ((_p(w, X) - y) * _p(w, X) * (1 - _p(w, X))) / len(y),
        "the sum": lambda w, X, y: X.T @ (_p(w, X) - y),
        "uphill": lambda w, X, y: X.T @ (y - _p(w, X)) / len(y),
        "twice": lambda w, X, y: 2 * X.T @ (_p(w, X) - y) / len(y),
        "z for p": lambda w, X, y: X.T @ (X @ w - y) / len(y),
        "p alone": lambda w, X, y: X.T @ (_p(w, X) - y) * _p(w, X).mean() / len(y),
        "one factor p": lambda w, X, y: X.T @ ((_p(w, X) - y) * _p(w, X)) / len(y),
        "one factor 1 - p": lambda w, X, y: X.T @ ((_p(w, X) - y) * (1 - _p(w, X))) / len(y),
        "below the line": lambda w, X, y: X.T @ ((_p(w, X) - y) / (_p(w, X) * (1 - _p(w, X)))) / len(y),
        "uphill and summed": lambda w, X, y: X.T @ (y - _p(w, X)),
        "without X": lambda w, X, y: np.mean(_p(w, X) - y) * np.ones(2),
        "another sigmoid": lambda w, X, y: X.T @ (1 / (1 + np.exp(X @ w)) - y) / len(y),
        "rounded": lambda w, X, y: X.T @ ((_p(w, X) > 0.5) - y) / len(y),
        "every example": lambda w, X, y: X * (_p(w, X) - y)[:, None],
    },
    "mse_gradient": {
        "the sums first": lambda w, b, x, y: 2 * sum(_error(w, b, x, y)) * np.array([sum(x), 1]),
        "the last example": lambda w, b, x, y: 2 * _error(w, b, x, y)[-1] * np.array([x[-1], 1]),
        "swapped": lambda w, b, x, y: np.array([np.mean(2 * _error(w, b, x, y)), np.mean(2 * _error(w, b, x, y) * x)]),
        "the sums": lambda w, b, x, y: np.array([np.sum(2 * _error(w, b, x, y) * x), np.sum(2 * _error(w, b, x, y))]),
        "no 2": lambda w, b, x, y: np.array([np.mean(_error(w, b, x, y) * x), np.mean(_error(w, b, x, y))]),
        "sign": lambda w, b, x, y: -2 * np.array([np.mean(_error(w, b, x, y) * x), np.mean(_error(w, b, x, y))]),
        "sign and sum": lambda w, b, x, y: -2 * np.array([_error(w, b, x, y) @ x, sum(_error(w, b, x, y))]),
        "sum without 2": lambda w, b, x, y: np.array([_error(w, b, x, y) @ x, sum(_error(w, b, x, y))]),
        "not averaged": lambda w, b, x, y: np.array([2 * _error(w, b, x, y) * x, 2 * _error(w, b, x, y)]),
        "the loss": lambda w, b, x, y: np.mean(_error(w, b, x, y) ** 2),
        "no inner derivative": lambda w, b, x, y: np.full(2, 2 * np.mean(_error(w, b, x, y))),
        "by the data": lambda w, b, x, y: np.array([np.mean(2 * _error(w, b, x, y) * w), -2 * np.mean(y)]),
        "w alone": lambda w, b, x, y: np.mean(2 * _error(w, b, x, y) * x),
        "the sign of b's": lambda w, b, x, y: (
            2 * np.array([np.mean(_error(w, b, x, y) * x), np.mean(-_error(w, b, x, y))])
        ),
        "x squared": lambda w, b, x, y: 2 * np.array([np.mean(_error(w, b, x, y) * x**2), np.mean(_error(w, b, x, y))]),
        "without b": lambda w, b, x, y: 2 * np.array([np.mean((w * x - y) * x), np.mean(w * x - y)]),
        "by sgdlab": lambda w, b, x, y: sl.grad(lambda v: np.mean((v[0] * x + v[1] - y) ** 2))(np.array([w, b])),
    },
    "rate_for_the_sum": {
        "times n": lambda rate, n: rate * n,
        "as it was": lambda rate, n: rate,
        "the root": lambda rate, n: rate / np.sqrt(n),
        "n squared": lambda rate, n: rate / n**2,
        "one over n": lambda rate, n: 1 / n,
        "n over the rate": lambda rate, n: n / rate,
        "n minus 1": lambda rate, n: rate / (n - 1),
        "whole": lambda rate, n: rate // n,
        "turned": lambda rate, n: -rate / n,
        "minus": lambda rate, n: rate - n,
        "text": lambda rate, n: f"{rate / n}",
    },
}
