"""Measure how fast this machine computes what the labs need [bench]."""

from collections.abc import Callable
from time import perf_counter

import numpy as np

from sgdlab.autodiff import value_and_grad
from sgdlab.gradients import backprop
from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems import mlp
from sgdlab.problems.examples import penguin_line
from sgdlab.quantities import Given, Gradient, Params


def bench() -> int:
    """Time a gradient against hand-written NumPy, and one result of the race."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(32, 64)), rng.integers(0, 10, 32)
    problem = mlp(X, y, hidden=(64,), loss="cross_entropy")
    params = problem.start + 0.0
    hand = _seconds(lambda: _by_hand(params, X, y))
    print(f"one gradient of a network (64-64-10, 32 examples), hand-written NumPy: {1e6 * hand:.0f} µs")
    ways: dict[str, Callable[[], object]] = {
        "backprop, compiled": lambda: backprop(problem, params),
        "backprop, taped": lambda: value_and_grad(lambda w: problem.loss(w, problem.data))(params),
    }
    for name, way in ways.items():
        print(f"  {name}: {_seconds(way) / hand:.2f} times that")
    race = _seconds(lambda: compute(penguin_line(), RaceSettings(start=(0.0, 0.0))))
    print(f"one result of the race: {1e3 * race:.1f} ms")
    return 0


def _by_hand(params: Params, X: Given, y: Given) -> Gradient:
    """The gradient of the mean cross-entropy of a tanh network, from its formula."""
    cut = np.cumsum([64 * 64, 64, 64 * 10])
    W, b, V, c = np.split(params, cut)
    W, V = W.reshape(64, 64), V.reshape(64, 10)
    hidden = np.tanh(X @ W + b)
    scores = hidden @ V + c
    error = np.exp(scores - scores.max(1, keepdims=True))
    error /= error.sum(1, keepdims=True)
    error[np.arange(len(y)), y] -= 1
    error /= len(y)
    back = (error @ V.T) * (1 - hidden**2)
    return np.concatenate([(X.T @ back).ravel(), back.sum(0), (hidden.T @ error).ravel(), error.sum(0)])


def _seconds(work: Callable[[], object], least: float = 0.2) -> float:
    """The smallest of five mean times, each measured for about a fifth of `least` seconds."""
    work()
    start, count = perf_counter(), 0
    while perf_counter() - start < least / 5:
        work()
        count += 1
    means = []
    for _ in range(5):
        start = perf_counter()
        for _ in range(count):
            work()
        means.append((perf_counter() - start) / count)
    return min(means)
