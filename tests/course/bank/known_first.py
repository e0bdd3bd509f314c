"""The wrong answers that the exercises of notebooks 00 to 03 know, each written a second time, from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
"""

import math
from functools import reduce

import numpy as np

from sgdlab.course import notebook_00, notebook_01, notebook_02, notebook_03

STEP = notebook_00.training_step.right
LINE = notebook_03.best_line.right
MSE = notebook_03.mse_gradient.right
DESCENT = notebook_02.descent.right


def moved(by):
    """A step of training that is changed: by(old, new, how many are chosen)."""
    return lambda w, X, y, chosen, rate: by(w, STEP(w, X, y, chosen, rate), len(chosen))


def rise(f, low, high):
    return np.diff([f(low), f(high)])[0]


def nudged(h):
    return lambda f, x: rise(f, x - h, x + h) / (2 * h)


def late(gradient, w, rate, small, most):
    """The end of a run whose last step was taken at the small gradient."""
    end, why = DESCENT(gradient, w, rate, small, most)
    return (end - rate * gradient(end) if why == "small gradient" else end), why


def with_signs(gradient, w, rate, small, most):
    if most and max(gradient(w)) > small:
        return with_signs(gradient, w - rate * gradient(w), rate, small, most - 1)
    return w, "small gradient" if most else "most steps"


def by_place(gradient, w, rate, small, most):
    """A run that ends where w is short."""
    if most and math.hypot(*w) > small:
        return by_place(gradient, w - rate * gradient(w), rate, small, most - 1)
    return w, "small gradient" if most else "most steps"


def staircase(f, w, h):
    """Nudges that stay: up and down the first inputs together."""
    steps = h * np.tri(len(w))
    return np.array([rise(f, w - s, w + s) / (2 * h) for s in steps])


def sinking(f, w, h):
    """The earlier inputs have been nudged down for good."""
    below = h * np.tri(len(w), k=-1)
    return np.array([rise(f, w - s - e, w - s + e) / (2 * h) for s, e in zip(below, h * np.eye(len(w)), strict=True)])


def central(f, w, h):
    return np.array([rise(f, w - e, w + e) / (2 * h) for e in h * np.eye(len(w))])


def others_at_zero(f, w, h):
    return np.array([rise(f, at - e, at + e) / (2 * h) for at, e in zip(np.diag(w), h * np.eye(len(w)), strict=True)])


def sums_of_guess(p, ones, zeros):
    return -math.log(p) * ones, -math.log(1 - p) * zeros, ones + zeros


def logistic(error):
    """The mean over the examples of error(p, y, z) times the inputs."""

    def answer(w, X, y):
        z = X @ w
        return np.mean(error(0.5 + 0.5 * np.tanh(z / 2), y, z)[:, None] * X, axis=0)

    return answer


def bend(f, x, h):
    return f.deriv(2)(x) + f.deriv(4)(x) * h**2 / 12


def _error(w, b, x, y):
    return 2 * (w * x + b - y)


ANSWERS = {
    notebook_00.training_step: [
        lambda w, X, y, chosen, rate: STEP(w, X, y, [chosen[-1]], rate / len(chosen)),
        lambda w, X, y, chosen, rate: (
            w - 2 * rate * np.array([np.mean((X @ w - y)[chosen] * X[chosen, 0]), np.mean((X @ w - y)[chosen])])
        ),
        moved(lambda old, new, chosen: 2 * old - new),
        moved(lambda old, new, chosen: old + chosen * (new - old)),
        lambda w, X, y, chosen, rate: STEP(w, X, y, range(len(y)), rate),
        moved(lambda old, new, chosen: (old + new) / 2),
        moved(lambda old, new, chosen: new - old),
        lambda w, X, y, chosen, rate: (w - STEP(w, X, y, chosen, rate)) / rate,
        lambda w, X, y, chosen, rate: w - rate / len(chosen) * sum((X[k] @ w - y[k]) ** 2 for k in chosen),
        lambda w, X, y, chosen, rate: w - rate * MSE(*w, X[chosen, 0], y[chosen]),
    ],
    notebook_01.central: [
        lambda f, x, h: rise(f, x - h, x + h) / h,
        lambda f, x, h: -f(x - h) / h / 2 + f(x + h),
        lambda f, x, h: rise(f, x - h, x + h) * h / 2,
        lambda f, x, h: rise(f, x, x + h) / h,
        lambda f, x, h: rise(f, x - h, x) / h,
        lambda f, x, h: rise(f, x - h, x + h),
        lambda f, x, h: f(h + h) / h / 2,
    ],
    notebook_01.curvature: [
        lambda f, x, h: h * bend(f, x, h),
        lambda f, x, h: h / 2 * bend(f, x, h),
        lambda f, x, h: bend(f, x, h) + f(x) / h**2,
        lambda f, x, h: bend(f, x, h) + 2 * f(x) * (1 / h**2 - 1),
        lambda f, x, h: rise(f, x, x + h) - f(x) + f(x - h) / h**2,
        lambda f, x, h: f.deriv()(x) + f.deriv(3)(x) * h**2 / 6,
        lambda f, x, h: (f.deriv()(x) + f.deriv(3)(x) * h**2 / 6) ** 2,
        lambda f, x, h: bend(f, x - h, h),
        lambda f, x, h: f.deriv(2)(x),
    ],
    notebook_01.nudge_slip: [
        nudged(1e-5),
        nudged(1e-8),
        lambda f, x: rise(f, x, x + 100) / 100,
        lambda f, x: rise(f, x, x + 3 * np.spacing(x)) / (3e-16 * x),
        lambda f, x: f(x) - f(x),
        lambda f, x: rise(f, 0.99999 * x, 1.00001 * x) / (0.00001 * x),
        lambda f, x: rise(f, 0.99999 * x, 1.00001 * x) / (0.00004 * x),
        lambda f, x: rise(f, 1.00001 * x, 0.99999 * x) / (0.00002 * x),
    ],
    notebook_01.shrinks: [
        lambda k: (k, k),
        lambda k: (k, k + k),
        lambda k: (k, k * k * k),
        lambda k: (1 / k, 1 / k / k),
        lambda k: (k * k, k * k * k),
        lambda k: (k * k, k * k * k * k),
    ],
    notebook_02.descent: [
        lambda gradient, *given: DESCENT(lambda w: -gradient(w), *given),
        late,
        lambda gradient, w, rate, small, most: DESCENT(gradient, w, rate, -1.0, most),
        with_signs,
        lambda gradient, w, rate, small, most: DESCENT(gradient, w, rate, small, 10**6),
        lambda gradient, w, rate, small, most: DESCENT(gradient, w, rate, 1e9 if len(w) <= small else -1.0, most),
        lambda *given: (DESCENT(*given)[0], "small gradient"),
        lambda *given: (DESCENT(*given)[0], "most steps"),
        by_place,
    ],
    notebook_02.largest_rate: [
        lambda bends: 2 / sorted(bends)[0],
        lambda bends: 1 / sorted(bends)[-1],
        lambda bends: 2 / (sorted(bends)[0] + sorted(bends)[-1]),
        lambda bends: 2 * len(bends) / sum(bends),
        lambda bends: 2 / sum(bends),
        lambda bends: sorted(bends)[-1] / 2,
        lambda bends: sorted(bends)[-1],
    ],
    notebook_02.partials: [
        lambda f, w, h: 0 * w,
        staircase,
        sinking,
        lambda f, w, h: np.full(len(w), rise(f, w - h, w + h) / (2 * h)),
        others_at_zero,
        lambda f, w, h: np.array([rise(f, w, w + e) / h for e in h * np.eye(len(w))]),
        lambda f, w, h: np.array([rise(f, w - e, w) / h for e in h * np.eye(len(w))]),
        lambda f, w, h: central(f, w, 1e-3) - (central(f, w, 2e-3) - central(f, w, 1e-3)) / 3,
        lambda f, w, h: sum(central(f, w, h)),
    ],
    notebook_02.step_slip: [
        lambda gradient, w, rate: w + rate * gradient(w),
        lambda gradient, w, rate: -rate * gradient(w),
        lambda gradient, w, rate: w - gradient(w),
        lambda gradient, w, rate: w - rate * gradient(w) @ np.ones(len(w)),
        lambda gradient, w, rate: reduce(lambda at, _: at - rate * gradient(at), w, w),
    ],
    notebook_03.best_line: [
        lambda x, y: np.linalg.solve([[x[0], 1], [x[-1], 1]], [y[0], y[-1]]),
        lambda x, y: np.array([x @ y / (x @ x), 0.0]),
        lambda x, y: np.array([x @ y / (x @ x), np.mean(y)]),
    ],
    notebook_03.constant_guess: [
        lambda *given: sums_of_guess(*given)[0] / sums_of_guess(*given)[2],
        lambda p, ones, zeros: -math.log(p),
        lambda *given: sum(sums_of_guess(*given)[:2]),
        lambda *given: -sum(sums_of_guess(*given)[:2]) / sums_of_guess(*given)[2],
        lambda p, ones, zeros: np.mean([1 - p] * ones + [p] * zeros),
        lambda p, ones, zeros: zeros / (zeros + ones),
        lambda p, ones, zeros: -math.log(0.5),
        lambda p, ones, zeros: math.prod([p] * ones + [1 - p] * zeros),
    ],
    notebook_03.logistic_slip: [
        logistic(lambda p, y, z: 2 * (p - y) * (p - p * p)),
        lambda w, X, y: len(y) * logistic(lambda p, y, z: p - y)(w, X, y),
        logistic(lambda p, y, z: y - p),
        logistic(lambda p, y, z: 2 * p - 2 * y),
        logistic(lambda p, y, z: z - y),
        logistic(lambda p, y, z: (p - y) / (p - p * p)),
    ],
    notebook_03.mse_gradient: [
        lambda w, b, x, y: len(x) * MSE(w, b, x, y),
        lambda *given: MSE(*given) / 2,
        lambda *given: -MSE(*given),
        lambda *given: np.full(2, MSE(*given)[1]),
        lambda w, b, x, y: np.array([np.mean(_error(w, b, x, y) * w), -np.mean(_error(w, b, x, y))]),
        lambda w, b, x, y: MSE(w, b, x, y)[1] * np.array([np.mean(x), 1]),
    ],
    notebook_03.rate_for_the_sum: [
        lambda rate, n: rate * n,
        lambda rate, n: rate,
        lambda rate, n: rate / math.sqrt(n),
    ],
}  # fmt: skip
