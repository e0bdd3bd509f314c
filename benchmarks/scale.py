"""Training at scale: `train`, with its record, compared with a bare NumPy loop on the same batches.

    python benchmarks/scale.py [--quick]

10,000 steps of SGD with momentum on the digits network (64-64-10, batches of 32), in one process with one BLAS thread;
the contenders take turns, and have to end at the same parameters.
"""

import _one_thread  # noqa: F401, I001  (before NumPy is loaded)
import argparse
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from _timing import Row, Times

import sgdlab as sl
from sgdlab.training.drawing import generators

RATE, MOMENTUM, BATCH = 0.1, 0.9, 32
DIGITS = sl.digits()
X, X_TEST, Y, Y_TEST = sl.train_test_split(DIGITS["image"] / 16, DIGITS["digit"], seed=0)
NETWORK = sl.mlp(X, Y, hidden=(64,), loss="cross_entropy")


def trained(steps: int, **parts: Any) -> sl.Run:
    """The run of `train`."""
    return sl.train(NETWORK, **sl.sgd(RATE, BATCH, momentum=MOMENTUM), steps=steps, progress=False, **parts)


def bare(steps: int, losses: list[Any] | None = None) -> Any:
    """The parameters after `steps` steps of a loop that keeps nothing, or the loss of each batch if asked for."""
    p = [a.copy() for a in NETWORK.pieces(NETWORK.start).values()]
    velocities = [np.zeros_like(a) for a in p]
    rng, step = generators(0, 1, "batches")[0], 0
    while step < steps:
        order = rng.permutation(len(X))
        for first in range(0, len(X), BATCH):
            rows = order[first : first + BATCH]
            for a, v, g in zip(p, velocities, gradients(p, X[rows], Y[rows], losses), strict=True):
                v *= MOMENTUM
                v += g
                a -= RATE * v
            step += 1
            if step == steps:
                break
    return np.concatenate([a.ravel() for a in p])


def gradients(p: list[Any], X: Any, labels: Any, losses: list[Any] | None) -> tuple[Any, ...]:
    """Backpropagation through the network, written by hand."""
    W1, b1, W2, b2 = p
    each = np.arange(len(X))
    h = np.tanh(X @ W1 + b1)
    z = h @ W2 + b2
    z -= z.max(axis=1, keepdims=True)
    e = np.exp(z)
    s = e.sum(axis=1, keepdims=True)
    if losses is not None:
        losses.append((np.log(s[:, 0]) - z[each, labels]).mean())
    d2 = e / s
    d2[each, labels] -= 1
    d2 /= len(X)
    d1 = d2 @ W2.T * (1 - h * h)
    return X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)


def turns(contenders: dict[str, Callable[[], Any]], count: int) -> Times:
    """The seconds of each contender, turn by turn, after one turn that does not count."""
    times = Times({name: [] for name in contenders})
    for turn in range(count + 1):
        for name, run in contenders.items():
            started = perf_counter()
            run()
            if turn:
                times[name].append(perf_counter() - started)
    return times


def megabytes(steps: int) -> tuple[float, float]:
    """The record's size, and the most memory in use while it was made."""
    tracemalloc.start()
    run = trained(steps)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    record = sum(a.nbytes for a in vars(run).values() if isinstance(a, np.ndarray))
    return (record + sum(rows.nbytes for rows in run.batch_indices)) / 1e6, peak / 1e6


def table(steps: int, count: int) -> list[Row]:
    """All rows of the table."""
    run = trained(steps)
    gap = np.abs(run.final - bare(steps)).max()
    times = turns(
        {
            "bare": lambda: bare(steps),
            "with losses": lambda: bare(steps, []),
            "train": lambda: trained(steps),
            "no record": lambda: trained(steps, record_every=10 * steps),
        },
        count,
    )
    record, peak = megabytes(steps)
    return [
        Row(f"{steps:,} steps through train, with its record, over the bare loop", times.ratio("train", "bare"), 1.3),
        Row(
            "the same, over a bare loop that computes each batch's loss too",
            times.ratio("train", "with losses"),
            None,
        ),
        Row("the same without a record, over the bare loop", times.ratio("no record", "bare"), None),
        Row("the bare loop", 1e3 * median(times["bare"]), None, "ms"),
        Row(f"the record of {len(run.steps)} rows", record, 100, "MB"),
        Row("the most memory used while training", peak, 100, "MB"),
        Row("accuracy on the test set", 100 * float(NETWORK.accuracy(run.final, X_TEST, Y_TEST)), 95, "%", True),
        Row("largest difference between the parameters of the two", float(gap) * 1e9, None, "e-9"),
    ]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--quick", action="store_true", help="2 turns instead of 9")
    quick = options.parse_args().quick
    print("\n".join(map(str, table(10_000, 2 if quick else 9))))


if __name__ == "__main__":
    main()
