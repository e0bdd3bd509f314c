"""How long `train` takes, compared with a bare NumPy loop that does the same and keeps no record.

    python benchmarks/training.py [--quick]

The bare loop draws the permutation, picks the rows, computes the gradient by hand and moves the parameters.  Both take
turns in one process with one BLAS thread; a row that misses its target stays in the table, with its figure.
"""

import _one_thread  # noqa: F401, I001  (before NumPy is loaded)
import argparse
import os
import platform
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from _timing import Row, Times

import sgdlab as sl
from sgdlab.problems.examples import penguin_line, penguin_species

STEPS = 2_000
Slope = Callable[[Any, Any, Any], Any]


def bare(slope: Slope, X: Any, y: Any, size: int, rate: float, steps: int) -> Any:
    """Take the steps of mini-batch gradient descent with a gradient by hand, and return the last parameters."""
    rng = np.random.default_rng(np.random.SeedSequence(0).spawn(3)[0])
    n, taken = len(X), 0
    w = np.zeros(slope(None, X[:1], y[:1]))
    while taken < steps:
        order = rng.permutation(n)
        for first in range(0, n, size):
            chosen = order[first : first + size]
            w = w - rate * slope(w, X[chosen], y[chosen])
            taken += 1
            if taken == steps:
                break
    return w


def line(w: Any, X: Any, y: Any) -> Any:
    """The gradient of the mean squared error; how many parameters there are, if w is None."""
    return X.shape[1] if w is None else (2 / len(y)) * ((X @ w - y) @ X)


def logistic(w: Any, X: Any, y: Any) -> Any:
    """The gradient of the cross-entropy with l2 = 0.01 on all weights but the last."""
    if w is None:
        return X.shape[1]
    gradient = (1 / (1 + np.exp(-(X @ w))) - y) @ X / len(y) + 0.01 * w
    gradient[-1] -= 0.01 * w[-1]
    return gradient


def softmax(w: Any, X: Any, y: Any, classes: int = 10) -> Any:
    """The gradient of the cross-entropy of a softmax."""
    if w is None:
        return (X.shape[1] + 1) * classes
    d = X.shape[1]
    z = X @ w[: d * classes].reshape(d, classes) + w[d * classes :]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    e /= e.sum(axis=1, keepdims=True)
    e[np.arange(len(y)), y] -= 1
    e /= len(y)
    return np.concatenate([(X.T @ e).ravel(), e.sum(axis=0)])


def timed(contenders: dict[str, Callable[[], Any]], turns: int) -> Times:
    """Time whole runs in turns."""
    times = Times({name: [] for name in contenders})
    for run in contenders.values():
        run()
    for _ in range(turns):
        for name, run in contenders.items():
            started = perf_counter()
            run()
            times[name].append(perf_counter() - started)
    return times


def against_a_bare_loop(turns: int) -> Iterator[Row]:
    """Whole runs of 2,000 steps: the loop by hand, `train` with two rows, and with its usual history.

    In a history every row costs a loss on all examples, which the bare loop doesn't compute.
    """
    digits = sl.digits()
    work: list[tuple[str, Any, Slope, int, float, float]] = [
        ("penguins' line, batch 8", penguin_line(), line, 8, 0.05, 1.3),
        ("logistic regression, batch 8", penguin_species(), logistic, 8, 0.1, 1.3),
        (
            "digits, softmax, batch 32",
            sl.softmax_regression(digits["image"] / 16, digits["digit"]),
            softmax,
            32,
            0.1,
            1.15,
        ),
    ]
    for title, problem, slope, size, rate, target in work:
        X, y = problem.data if slope is not softmax else (problem.data[0], problem.data[1].astype(int))
        by_hand = partial(bare, slope, X, y, size, rate, STEPS)
        train = partial(sl.train, problem, **sl.sgd(rate, size), steps=STEPS, progress=False)
        np.testing.assert_allclose(train().params[-1], by_hand(), rtol=1e-9, atol=1e-9)
        t = timed({"bare": by_hand, "alone": partial(train, record_every=STEPS), "history": train}, turns)
        print(f"      {title}: " + ", ".join(f"{name} {t.median(name) * 1e6 / STEPS:.2f}" for name in t) + " us a step")
        yield Row(f"{title}: train / bare loop", t.ratio("alone", "bare"), target)
        yield Row(f"{title}: train with the losses of its history / bare loop", t.ratio("history", "bare"), None)


def short_runs(turns: int) -> Iterator[Row]:
    """Runs of a few steps on a problem that was never trained before, and again."""
    digits = sl.digits()
    makers: dict[str, Callable[[], Any]] = {
        "a line": lambda: sl.linear_regression(np.arange(20.0)[:, None], np.arange(20.0)),
        "a network 64-32-10": lambda: sl.mlp(digits["image"] / 16, digits["digit"], hidden=(32,), loss="cross_entropy"),
    }
    for title, make in makers.items():
        for steps in (1, 10):
            first, again = [], []
            for _ in range(turns):
                problem = make()
                for times in (first, again):
                    started = perf_counter()
                    sl.train(problem, optimizer=sl.adam(0.01), batches=sl.minibatch(8), steps=steps, progress=False)
                    times.append(perf_counter() - started)
            yield Row(f"{title}, {steps} steps, first run", statistics.median(first) * 1e3, None, "ms")
            yield Row(f"{title}, {steps} steps, again", statistics.median(again) * 1e3, None, "ms")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    turns = 5 if parser.parse_args().quick else 21
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, load {os.getloadavg()[0]:.1f}")
    for row in (*against_a_bare_loop(turns), *short_runs(turns)):
        print(row)


if __name__ == "__main__":
    main()
