"""The wrong answers that the exercises of notebooks 00 to 07 know, each written a second time, from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
"""

import math
from functools import reduce

import numpy as np

from sgdlab.course import (
    notebook_00,
    notebook_01,
    notebook_02,
    notebook_03,
    notebook_04,
    notebook_05,
    notebook_06,
    notebook_07,
)

STEP = notebook_00.training_step.right
MSE = notebook_03.mse_gradient.right
DESCENT = notebook_02.descent.right


def moved(by):
    """A step of training that is changed: by(old, new, how many are chosen)."""
    return lambda w, X, y, chosen, rate: by(w, STEP(w, X, y, chosen, rate), len(chosen))


def rise(f, low, high):
    return np.diff([f(low), f(high)])[0]


def late(gradient, w, rate, small, most):
    """The end of a run whose last step was taken at the small gradient."""
    end, why = DESCENT(gradient, w, rate, small, most)
    return (end - rate * gradient(end) if why == "small gradient" else end), why


def sinking(f, w, h):
    """The earlier inputs have been nudged down for good."""
    below = h * np.tri(len(w), k=-1)
    return np.array([rise(f, w - s - e, w - s + e) / (2 * h) for s, e in zip(below, h * np.eye(len(w)), strict=True)])


def central(f, w, h):
    return np.array([rise(f, w - e, w + e) / (2 * h) for e in h * np.eye(len(w))])


def others_at_zero(f, w, h):
    return np.array([rise(f, at - e, at + e) / (2 * h) for at, e in zip(np.diag(w), h * np.eye(len(w)), strict=True)])


def bend(f, x, h):
    return f.deriv(2)(x) + f.deriv(4)(x) * h**2 / 12


def _error(w, b, x, y):
    return 2 * (w * x + b - y)


def at_every_arrival(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0

    def send(node):
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
        for parent, _ in reversed(parents[node]):
            send(parent)

    send(size - 1)
    return grad


def multiplied(size, edges):
    grad = np.ones(size)
    for start, end, slope in edges:
        grad[start] *= slope * grad[end]
    return grad


def logistic(x):
    s = 0.5 + 0.5 * math.tanh(x / 2)
    return s, s - s * s


def silu(derivative):
    """The right value, and a derivative(x, s, slope of s)."""
    return lambda x: (x * logistic(x)[0], derivative(x, *logistic(x)))


def slope(w, x, y):
    return 2 * (w * x - y) * x


def averaged(w, slope_at, rate, steps):
    found = []
    for _ in range(steps):
        found.append(slope_at(w))
        w = w - rate * np.mean(found, axis=0)
    return w


def collected(w, slope_at, rate, steps):
    found = []
    for _ in range(steps):
        found.append(slope_at(w))
        w = w - rate * np.sum(found, axis=0)
    return w


def every_other(w, x, y, rate, steps):
    if steps == 0:
        return w
    second = w - rate * slope(w, x, y)
    if steps == 1:
        return second
    return every_other(second - rate * (slope(w, x, y) + slope(second, x, y)), x, y, rate, steps - 2)


def neighbors(n, size, rng):
    first = rng.integers(0, n - size, endpoint=True)
    return np.arange(first, first + size)


def sum_of(gradients, batches):
    return gradients[np.concatenate(batches)].sum(axis=0)


def share(gradients, size, replace):
    n = len(gradients)
    return 1.0 if replace else (n - size) / (n - 1)


ANSWERS = {
    notebook_00.training_step: [
        lambda w, X, y, chosen, rate: STEP(w, X, y, [chosen[-1]], rate / len(chosen)),
        lambda w, X, y, chosen, rate: (
            w - 2 * rate * np.array([np.mean((X @ w - y)[chosen] * X[chosen, 0]), np.mean((X @ w - y)[chosen])])
        ),
        moved(lambda old, new, chosen: (old + new) / 2),
        lambda w, X, y, chosen, rate: w - rate / len(chosen) * sum((X[k] @ w - y[k]) ** 2 for k in chosen),
        lambda w, X, y, chosen, rate: w - rate * MSE(*w, X[chosen, 0], y[chosen]),
    ],
    notebook_01.central: [
        lambda f, x, h: rise(f, x - h, x + h),
        lambda f, x, h: f(h + h) / h / 2,
    ],
    notebook_01.curvature: [
        lambda f, x, h: h / 2 * bend(f, x, h),
        lambda f, x, h: bend(f, x, h) + 2 * f(x) * (1 / h**2 - 1),
        lambda f, x, h: bend(f, x - h, h),
        lambda f, x, h: f.deriv(2)(x),
    ],
    notebook_01.nudge_slip: [
        lambda f, x: f(x) - f(x),
        lambda f, x: rise(f, 0.99999 * x, 1.00001 * x) / (0.00001 * x),
    ],
    notebook_01.shrinks: [
        lambda k: (k * k, k * k * k * k),
    ],
    notebook_02.descent: [
        late,
        lambda gradient, w, rate, small, most: DESCENT(gradient, w, rate, small, 10**6),
        lambda gradient, w, rate, small, most: DESCENT(gradient, w, rate, 1e9 if len(w) <= small else -1.0, most),
        lambda *given: (DESCENT(*given)[0], "small gradient"),
        lambda *given: (DESCENT(*given)[0], "most steps"),
    ],
    notebook_02.partials: [
        sinking,
        others_at_zero,
        lambda f, w, h: central(f, w, 1e-3) - (central(f, w, 2e-3) - central(f, w, 1e-3)) / 3,
    ],
    notebook_02.step_slip: [
        lambda gradient, w, rate: reduce(lambda at, _: at - rate * gradient(at), w, w),
    ],
    notebook_03.best_line: [
        lambda x, y: np.array([x @ y / (x @ x), np.mean(y)]),
    ],
    notebook_03.constant_guess: [
        lambda p, ones, zeros: np.mean([1 - p] * ones + [p] * zeros),
        lambda p, ones, zeros: zeros / (zeros + ones),
    ],
    notebook_03.mse_gradient: [
        lambda w, b, x, y: np.array([np.mean(_error(w, b, x, y) * w), -np.mean(_error(w, b, x, y))]),
    ],
    notebook_04.backward_pass: [
        multiplied,
    ],
    notebook_04.fork_slopes: [
        lambda x, y, z: (y + z, x + z + 2 * y, y + z),
    ],
    notebook_04.order_slip: [
        at_every_arrival,
    ],
    notebook_04.silu_rule: [
        silu(lambda x, s, ds: s * x * ds),
        silu(lambda x, s, ds: s * (1 + x)),
    ],
    notebook_04.zero_slip: [
        lambda w, x, y, rate, steps: averaged(w, lambda at: slope(at, x, y), rate, steps),
        lambda w, x, y, rate, steps: collected(w, lambda at: slope(at, x, y), rate / 2, steps),
        every_other,
    ],
    notebook_05.passes: [
        lambda n, m: (n + 1, m, n + 1),
        lambda n, m: (n + 1, 1, m + 1),
        lambda n, m: (n + 1, n, n + 1),
    ],
    notebook_05.products: [
        lambda n, k, m: (math.prod((k, k, n, m)),) * 2,
    ],
    notebook_06.leftover_slip: [
        averaged,
    ],
    notebook_06.parameters: [
        lambda widths: (widths[-2] + 1) * widths[-1],
    ],
    notebook_06.shrinking: [
        lambda depth, weight: math.prod([min(weight / 4, 1)] * depth),
    ],
    notebook_07.draw_slip: [
        neighbors,
    ],
    notebook_07.last_batch_slip: [
        lambda gradients, batches: sum_of(gradients, batches[:1]) / len(gradients),
        lambda gradients, batches: sum_of(gradients, batches[-1:]) / len(gradients),
    ],
    notebook_07.spread: [
        lambda gradients, size, replace: math.sqrt(
            np.sum(gradients**2) / len(gradients) / size * share(gradients, size, replace)
        ),
    ],
}  # fmt: skip
