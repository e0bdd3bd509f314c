"""The exercises of notebook 06: a second right answer to each, found in another way, and programs with their slips."""

import math
from itertools import pairwise

import numpy as np

import sgdlab as sl

RIGHT = {
    "parameters": lambda w: sl.mlp(np.zeros((2, w[0])), np.zeros((2, w[-1])), hidden=tuple(w[1:-1])).size,
    "shrinking": lambda depth, weight: math.prod([weight * 0.5 * (1 - 0.5)] * depth),
    "far_weights": lambda X, a, W2, error: np.einsum("ni,nk,hk,nh->ih", X, error, W2, 1 - a * a),
    "leftover_slip": lambda w, slope, rate, steps: (
        sl.train(
            lambda v: np.sum(v),
            start=w,
            gradient=lambda loss, v, batch=None: (0.0, slope(v)),
            steps=steps,
            optimizer=sl.gradient_descent(rate),
        ).final
    ),
}


def _run(w, slopes, rate, steps, *, keep=0.0, sign=-1, first=0.0):
    gradient = first * np.ones_like(w)
    for _ in range(steps):
        gradient = keep * gradient + slopes(w)
        w = w + sign * rate * gradient
    return w


def _average(w, slopes, rate, steps):
    mean = np.zeros_like(w)
    for _ in range(steps):
        mean = 0.9 * mean + 0.1 * slopes(w)
        w = w - rate * mean
    return w


def _late(w, slopes, rate, steps):
    gradient = np.zeros_like(w)
    for _ in range(steps):
        w, gradient = w - rate * gradient, slopes(w)
    return w


def _in_turn(w, slopes, rate, steps):
    for _ in range(steps):
        for unit in np.eye(len(w)):
            w = w - rate * (unit @ slopes(w)) * unit
    return w


def _delta(a, W2, error):
    return (error @ W2.T) * (1 - a**2)


WRONG = {
    "far_weights": {
        "turned": lambda X, a, W2, error: -X.T @ _delta(a, W2, error),
        "no slope": lambda X, a, W2, error: X.T @ (error @ W2.T),
        "1 - a": lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - a)),
        "a sigmoid": lambda X, a, W2, error: X.T @ ((error @ W2.T) * a * (1 - a)),
        "tanh again": lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - np.tanh(a) ** 2)),
        "the mean again": lambda X, a, W2, error: X.T @ _delta(a, W2, error) / len(X),
        "the sum": lambda X, a, W2, error: X.T @ _delta(a, W2, error) * len(X),
        "transposed": lambda X, a, W2, error: _delta(a, W2, error).T @ X,
        "without X": lambda X, a, W2, error: _delta(a, W2, error),
        "the gradient of b1": lambda X, a, W2, error: _delta(a, W2, error).sum(axis=0),
        "the gradient of W2": lambda X, a, W2, error: a.T @ error,
        "1 + a squared": lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 + a**2)),
        "a squared": lambda X, a, W2, error: X.T @ ((error @ W2.T) * a**2),
        "times a": lambda X, a, W2, error: X.T @ ((error @ W2.T) * a),
        "the slope squared": lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - a**2) ** 2),
        "turned and twice": lambda X, a, W2, error: -2 * X.T @ _delta(a, W2, error),
        "flat": lambda X, a, W2, error: (X.T @ _delta(a, W2, error)).ravel(),
        "no slope, the mean again": lambda X, a, W2, error: X.T @ (error @ W2.T) / len(X),
        "W2 is not turned": lambda X, a, W2, error: X.T @ ((error @ W2) * (1 - a**2)),
        "X is not turned": lambda X, a, W2, error: X @ _delta(a, W2, error),
    },
    "parameters": {
        "for three widths": lambda widths: (widths[0] + 1) * widths[1] + (widths[1] + 1) * widths[2],
        "biases of the outputs": lambda widths: sum(math.prod(one) for one in pairwise(widths)) + widths[-1],
        "no biases": lambda widths: sum(a * b for a, b in pairwise(widths)),
        "biases of all": lambda widths: sum(a * b for a, b in pairwise(widths)) + sum(widths),
        "biases of the hidden": lambda widths: sum(a * b for a, b in pairwise(widths)) + sum(widths[1:-1]),
        "biases of what comes in": lambda widths: sum(a * b + a for a, b in pairwise(widths)),
        "one for a layer": lambda widths: sum(a * b + 1 for a, b in pairwise(widths)),
        "one in all": lambda widths: sum(a * b for a, b in pairwise(widths)) + 1,
        "units": lambda widths: sum(widths),
        "the product": lambda widths: int(np.prod(widths)),
        "the first layer": lambda widths: widths[0] * widths[1] + widths[1],
        "the first and the last": lambda widths: widths[0] * widths[-1] + widths[-1],
        "squares": lambda widths: sum(w * w for w in widths),
        "text": lambda widths: str(sum(a * b + b for a, b in pairwise(widths))),
        "of each layer": lambda widths: [a * b + b for a, b in pairwise(widths)],
        "twice": lambda widths: 2 * sum(a * b + b for a, b in pairwise(widths)),
        "without the last layer": lambda widths: sum(a * b + b for a, b in pairwise(widths[:-1])),
        "a ragged list": lambda widths: [1, [2, 3]],
        "added": lambda widths: sum(a + b for a, b in pairwise(widths)),
    },
    "shrinking": {
        "its value": lambda depth, weight: math.prod([1 / (1 + math.exp(-weight))] * depth),
        "no weights": lambda depth, weight: 0.25**depth,
        "added": lambda depth, weight: depth * weight / 4,
        "one sigmoid": lambda depth, weight: weight**depth / 4,
        "one weight": lambda depth, weight: weight / 4**depth,
        "no sigmoids": lambda depth, weight: weight**depth,
        "a half": lambda depth, weight: (weight / 2) ** depth,
        "one layer less": lambda depth, weight: (weight / 4) ** (depth - 1),
        "one layer more": lambda depth, weight: (weight / 4) ** (depth + 1),
        "turned": lambda depth, weight: -((weight / 4) ** depth),
        "times 4": lambda depth, weight: (weight * 4) ** depth,
        "turned around": lambda depth, weight: depth ** (weight / 4),
        "one layer": lambda depth, weight: weight / 4,
        "the square": lambda depth, weight: (weight / 4) ** (2 * depth),
    },
    "leftover_slip": {
        "momentum": lambda w, slopes, rate, steps: _run(w, slopes, rate, steps, keep=0.9),
        "half is kept": lambda w, slopes, rate, steps: _run(w, slopes, rate, steps, keep=0.5),
        "a running average": _average,
        "a step late": _late,
        "one parameter after the other": _in_turn,
        "uphill": lambda w, slopes, rate, steps: _run(w, slopes, rate, steps, sign=1),
        "once": lambda w, slopes, rate, steps: w - rate * steps * slopes(w),
        "no step": lambda w, slopes, rate, steps: w,
        "one step": lambda w, slopes, rate, steps: w - rate * slopes(w),
        "one step more": lambda w, slopes, rate, steps: _run(w, slopes, rate, steps + 1),
        "twice": lambda w, slopes, rate, steps: _run(w, slopes, 2 * rate, steps),
        "rate over steps": lambda w, slopes, rate, steps: _run(w, slopes, rate / steps, steps),
        "the change": lambda w, slopes, rate, steps: _run(w, slopes, rate, steps) - w,
    },
}
