"""The exercises of notebook 12: a second right answer to each, found in another way, and programs with their slips."""

import numpy as np

import sgdlab as sl


def my_training(problem, meter, seed):
    rule, rng, w = sl.adam(0.02), np.random.default_rng(seed), np.array(problem.start)
    state = rule.init(w)
    while meter.left >= 32:
        chosen = rng.integers(problem.n, size=32)
        _, gradient = sl.backprop(problem, w, tuple(array[chosen] for array in problem.data))
        step, state = rule.update(gradient, state, w)
        w = w + step
    return w


def share_explained(k):
    """The sum of 1/j² added up to 1000, and what is beyond by Euler and Maclaurin."""
    return k**-2.0 / (np.sum(np.arange(1.0, 1001.0) ** -2) + 1e-3 - 1e-6 / 2 + 1e-9 / 6)


RIGHT = {
    "capstone": my_training,
    "noise_share": share_explained,
    "shadow_slip": lambda point, center, D: np.linalg.pinv(D.T) @ (point - center),
    "normalized": lambda W, D: np.array([np.sqrt(w @ w / (d @ d)) * d for w, d in zip(W.T, D.T, strict=True)]).T,
    "rescaled": lambda W1, b1, W2, b2, c: (W1 * c, b1 * c, W2 * (1 / c), b2),
}


def _norms(A, axis=0, keep=False):
    return np.linalg.norm(A, axis=axis, keepdims=keep)


def _shifted(problem):
    """Images that are not the problem's: all one pixel to the side."""
    return np.roll(np.array(problem.data[0]), 1, axis=1), problem.data[1]


def _shadow(point, center, D):
    return np.linalg.lstsq(D.T, point - center)[0]


def _train(problem, meter, seed, *, size=16, rate=0.2, sign=-1, factor=1.0, pick=None, spend=1.0, data=None, keep=True):
    rng, w = np.random.default_rng(seed), problem.start
    data = problem.data if data is None else data(problem)
    for k in range(int(spend * meter.budget) // size):
        c = rng.integers(problem.n, size=size) if pick is None else pick(k, problem.n, size)
        gradient = sl.backprop(problem, w, tuple(array[c] for array in data))[1]
        w = w + sign * rate * factor * gradient if keep else w
    return w


def _in_turn(k, n, size):
    return np.arange(k * size, (k + 1) * size) % n


WRONG = {
    "capstone": {
        "uphill": lambda *given: _train(*given, sign=1),
        "over the budget": lambda *given: _train(*given, spend=1.1),
        "never moved": lambda *given: _train(*given, keep=False),
        "no gradient": lambda problem, meter, seed: problem.start,
        "random parameters": lambda problem, meter, seed: np.random.default_rng(seed).normal(size=problem.size),
        "in order": lambda *given: _train(*given, pick=_in_turn),
        "always the same": lambda *given: _train(*given, pick=lambda k, n, size: np.arange(0, n, n // size)[:size]),
        "the full batch": lambda problem, meter, seed: _train(problem, meter, seed, size=problem.n, rate=0.4),
        "a tenth of it": lambda *given: _train(*given, spend=0.1, rate=0.05),
        "a hopeless rate": lambda *given: _train(*given, rate=1e-4),
        "other images": lambda *given: _train(*given, data=_shifted),
    },
    "noise_share": {
        "of 5,000": lambda k: k**-2.0 / sum(j**-2.0 for j in range(1, 5001)),
        "not divided": lambda k: 1 / k**2,
        "multiplied": lambda k: np.pi**2 / (6 * k**2),
        "1 / k": lambda k: 6 / (np.pi**2 * k),
        "all up to k": lambda k: sum(6 / (np.pi * j) ** 2 for j in range(1, k + 1)),
        "from 0": lambda k: 6 / (np.pi**2 * (k + 1) ** 2),
        "equal shares": lambda k: 1 / k,
        "pi, not squared": lambda k: 6 / (np.pi * k**2),
        "the rest": lambda k: 1 - 6 / (np.pi * k) ** 2,
        "percent": lambda k: 600 / (np.pi * k) ** 2,
        "the sum of k terms": lambda k: 1 / k**2 / sum(1 / j**2 for j in range(1, k + 1)),
        "the root": lambda k: np.sqrt(6) / (np.pi * k),
        "rounded": lambda k: round(6 / (np.pi * k) ** 2, 2),
    },
    "normalized": {
        "sums": lambda W, D: D * (np.ones(len(W)) @ W) / (np.ones(len(D)) @ D),
        "rows of one": lambda W, D: (D.T / np.sqrt(np.sum(D * D, axis=1))).T * _norms(W, 0, False),
        "rows": lambda W, D: D / _norms(D, 1, True) * _norms(W, 1, True),
        "the layer": lambda W, D: D / np.linalg.norm(D) * np.linalg.norm(W),
        "of length 1": lambda W, D: D / _norms(D),
        "not divided": lambda W, D: D * _norms(W),
        "squares": lambda W, D: D / np.sum(D**2, axis=0) * np.sum(W**2, axis=0),
        "every weight": lambda W, D: np.abs(W) * np.sign(D),
        "unchanged": lambda W, D: D,
        "transposed": lambda W, D: (D / _norms(D) * _norms(W)).T,
        "the other way": lambda W, D: D * _norms(D) / _norms(W),
        "W as long as D": lambda W, D: W / _norms(W) * _norms(D),
        "rows by columns": lambda W, D: D / _norms(D, 1) * _norms(W, 1),
        "the largest": lambda W, D: D / np.abs(D).max(axis=0) * np.abs(W).max(axis=0),
        "the sums": lambda W, D: D / np.abs(D).sum(axis=0) * np.abs(W).sum(axis=0),
        "the mean length": lambda W, D: D / _norms(D) * _norms(W).mean(),
        "turned": lambda W, D: -D / _norms(D) * _norms(W),
        "the lengths": lambda W, D: _norms(W),
        "rows, of length 1": lambda W, D: D / _norms(D, 1, True),
    },
    "rescaled": {
        "b1 stays": lambda W1, b1, W2, b2, c: (c * W1, b1, W2 / c, b2),
        "b2 too": lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2 / c, b2 / c),
        "both layers": lambda W1, b1, W2, b2, c: (c * W1, c * b1, c * W2, c * b2),
        "the second stays": lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2, b2),
        "the other way": lambda W1, b1, W2, b2, c: (W1 / c, b1 / c, c * W2, b2),
        "b2 grows": lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2 / c, c * b2),
        "W1 alone": lambda W1, b1, W2, b2, c: (c * W1, b1, W2, b2),
        "unchanged": lambda W1, b1, W2, b2, c: (W1, b1, W2, b2),
        "the first layer alone": lambda W1, b1, W2, b2, c: (c * W1, c * b1),
        "another order": lambda W1, b1, W2, b2, c: (c * W1, W2 / c, c * b1, b2),
        "negative": lambda W1, b1, W2, b2, c: (-c * W1, -c * b1, -W2 / c, b2),
        "c added": lambda W1, b1, W2, b2, c: (W1 + c, b1 + c, W2 - c, b2),
    },
    "shadow_slip": {
        "one after the other": lambda p, c, D: np.array(
            [(p - c) @ D[0] / (D[0] @ D[0]), (p - c - (p - c) @ D[0] / (D[0] @ D[0]) * D[0]) @ D[1] / (D[1] @ D[1])]
        ),
        "dot products": lambda p, c, D: D @ (p - c),
        "by the lengths": lambda p, c, D: D @ (p - c) / np.linalg.norm(D, axis=1),
        "no center": lambda p, c, D: _shadow(p, 0 * c, D),
        "turned": lambda p, c, D: _shadow(c, p, D),
        "swapped": lambda p, c, D: _shadow(p, c, D)[::-1],
        "the point of the plane": lambda p, c, D: c + _shadow(p, c, D) @ D,
        "the rest": lambda p, c, D: p - c - _shadow(p, c, D) @ D,
        "the distance": lambda p, c, D: np.linalg.norm(p - c - _shadow(p, c, D) @ D),
        "all that lstsq returns": lambda p, c, D: np.linalg.lstsq(D.T, p - c),
        "a Gram matrix, not solved": lambda p, c, D: (D @ D.T) @ (D @ (p - c)),
        "half": lambda p, c, D: _shadow(p, c, D) / 2,
        "the first alone": lambda p, c, D: _shadow(p, c, D)[0],
        "orthonormal directions": lambda p, c, D: np.linalg.qr(D.T)[0].T @ (p - c),
        "from the center's shadow": lambda p, c, D: _shadow(p, 0 * c, D) + _shadow(c, 0 * c, D),
    },
}
