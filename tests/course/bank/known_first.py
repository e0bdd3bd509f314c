"""The wrong answers that the exercises of notebooks 00 to 03 know, each written a second time, from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
"""

from functools import reduce

import numpy as np

from sgdlab.course import notebook_00, notebook_01, notebook_02, notebook_03

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
}  # fmt: skip
