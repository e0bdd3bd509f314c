"""The exercises of notebook 02: a second right answer to each, found in another way, and programs with their slips."""

import numpy as np


def descend(gradient, w, learning_rate, small, most):
    if np.sqrt(np.sum(gradient(w) ** 2)) <= small and most > 0:
        return w, "small gradient"
    return (
        descend(gradient, w - learning_rate * gradient(w), learning_rate, small, most - 1)
        if most
        else (w, "most steps")
    )


RIGHT = {
    "descent": descend,
    "step_slip": lambda gradient, w, learning_rate: np.subtract(w, np.multiply(gradient(w), learning_rate)),
    "partials": lambda f, w, h: np.array([(f(w + e) - f(w - e)) / 2 / h for e in h * np.eye(len(w))]),
    "largest_rate": lambda curvatures: min(2 / c for c in curvatures),
}


def _descend(
    gradient,
    w,
    rate,
    small,
    most,
    *,
    length=np.linalg.norm,
    sign=-1,
    early=True,
    words=("small gradient", "most steps"),
):
    for _ in range(most):
        slopes = gradient(w)
        if early and length(slopes) <= small:
            return w, words[0]
        w = w + sign * rate * slopes
    return w, words[1]


def _length_of_w(gradient, w, lr, small, most):
    for _ in range(most):
        if np.linalg.norm(w) <= small:
            return w, "small gradient"
        w = w - lr * gradient(w)
    return w, "most steps"


def _shadowed(f, w, h):
    up = down = w
    found = []
    for i in range(len(w)):
        up[i] += h
        down[i] -= h
        found.append((f(up) - f(down)) / (2 * h))
    return np.array(found)


def _kept(f, w, h):
    up, down, found = w.copy(), w.copy(), []
    for i in range(len(w)):
        up[i] += h
        down[i] -= h
        found.append((f(up) - f(down)) / (2 * h))
    return np.array(found)


def _central(f, w, h):
    return np.array([(f(w + e) - f(w - e)) / (2 * h) for e in h * np.eye(len(w))])


def _newest_first(gradient, w, rate):
    for i in reversed(range(len(w))):
        w[i] = w[i] - rate * gradient(w)[i]
    return w


WRONG = {
    "descent": {
        "less than small": lambda *given: _descend(*given, length=lambda v: np.linalg.norm(v) + 1e-12),
        "uphill": lambda *given: _descend(*given, sign=1),
        "squared length": lambda *given: _descend(*given, length=lambda v: v @ v),
        "the sum of the slopes": lambda *given: _descend(*given, length=np.sum),
        "never stops": lambda *given: _descend(*given, early=False),
        "results swapped": lambda *given: _descend(*given)[::-1],
        "the length of w": _length_of_w,
        "w alone": lambda *given: _descend(*given)[0],
        "uphill, one more": lambda g, w, rate, small, most: _descend(g, w, rate, small, most + 1, sign=1),
    },
    "largest_rate": {
        "one over the largest": lambda c: 1 / max(c),
        "two over the smallest": lambda c: 2 / min(c),
        "one over the smallest": lambda c: 1 / min(c),
        "the best rate": lambda c: 2 / (min(c) + max(c)),
        "the mean": lambda c: 2 / np.mean(c),
        "the sum": lambda c: 2 / sum(c),
        "upside down": lambda c: max(c) / 2,
        "all of them": lambda c: 2 / c,
        "the first": lambda c: 2 / c[0],
        "the last": lambda c: 2 / c[-1],
        "the largest": lambda c: max(c),
        "the root": lambda c: np.sqrt(2 / max(c)),
        "four": lambda c: 4 / max(c),
        "the condition number": lambda c: max(c) / min(c),
        "the median": lambda c: 2 / np.median(c),
    },
    "partials": {
        "set to the nudge": lambda f, w, h: [
            (f(np.append(w[:i], [h, *w[i + 1 :]])) - f(np.append(w[:i], [-h, *w[i + 1 :]]))) / 2 / h
            for i in range(len(w))
        ],
        "one array, three names": _shadowed,
        "nudges kept": _kept,
        "all at once": lambda f, w, h: np.full(len(w), (f(w + h) - f(w - h)) / (2 * h)),
        "forward": lambda f, w, h: np.array([(f(w + e) - f(w)) / h for e in h * np.eye(len(w))]),
        "backward": lambda f, w, h: np.array([(f(w) - f(w - e)) / h for e in h * np.eye(len(w))]),
        "by h": lambda f, w, h: 2 * _central(f, w, h),
        "turned": lambda f, w, h: -_central(f, w, h),
        "forward, by 2h": lambda f, w, h: np.array([(f(w + e) - f(w)) / (2 * h) for e in h * np.eye(len(w))]),
        "not divided": lambda f, w, h: 2 * h * _central(f, w, h),
        "the sum": lambda f, w, h: sum(_central(f, w, h)),
        "the length": lambda f, w, h: np.linalg.norm(_central(f, w, h)),
        "the first alone": lambda f, w, h: _central(f, w, h)[0],
        "without the last": lambda f, w, h: _central(f, w, h)[:-1],
        "from the end": lambda f, w, h: _central(f, w, h)[::-1],
        "at zero": lambda f, w, h: _central(f, 0 * w, h),
        "a column": lambda f, w, h: _central(f, w, h)[:, None],
        "of whole numbers": lambda f, w, h: _central(f, w, h).astype(int),
    },
    "step_slip": {
        "the rate inside": lambda gradient, w, rate: w - gradient(rate * w),
        "uphill": lambda g, w, rate: w + rate * g(w),
        "the step": lambda g, w, rate: -rate * g(w),
        "the gradient": lambda g, w, rate: g(w),
        "no rate": lambda g, w, rate: w - g(w),
        "the other order": _newest_first,
        "the sum": lambda g, w, rate: w - rate * sum(g(w)),
        "twice": lambda g, w, rate: w - 2 * rate * g(w),
        "two steps": lambda g, w, rate: (w - rate * g(w)) - rate * g(w - rate * g(w)),
        "turned around": lambda g, w, rate: rate * g(w) - w,
        "only the first moves": lambda g, w, rate: w - rate * g(w) * np.array([1, 0, 0]),
        "of length 1": lambda g, w, rate: w - rate * g(w) / np.linalg.norm(g(w)),
    },
}
