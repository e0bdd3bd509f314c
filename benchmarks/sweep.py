"""How fast a sweep is: 50 x 50 learning rates and momenta on logistic regression, and the same in a loop of `train`.

    python benchmarks/sweep.py [--quick]

2,500 runs of 200 steps on 342 penguins (is it an Adelie? four measurements).  Only every 25th run of the
loop is measured, and its time is multiplied by 25.  One BLAS thread; the best of several turns counts, because other
work on the machine can only add time.
"""

import _one_thread  # noqa: F401, I001  (before NumPy is loaded)
import argparse
import os
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

import numpy as np

from _timing import Row

import sgdlab as sl
from sgdlab.sweep.result import Sweep

RATES, MOMENTA, STEPS = np.logspace(-3, 2, 50), np.linspace(0, 0.98, 50), 200
SHARE = 25  # one in this many of the loop's runs is trained
MEASURES = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")


def adelie() -> sl.Model:
    """Which of the penguins is an Adelie, from four measurements."""
    table = sl.penguins()
    X = table[MEASURES]
    return sl.logistic_regression((X - X.mean(axis=0)) / X.std(axis=0), (table["species"] == "Adelie") * 1.0)


def sweep(problem: sl.Problem, n_jobs: int) -> Sweep:
    """All of the grid."""
    return sl.train_many(
        problem, sl.gradient_descent, learning_rate=RATES, momentum=MOMENTA, steps=STEPS, n_jobs=n_jobs
    )


def looped(problem: sl.Problem) -> list[sl.Run]:
    """Some of the grid's runs, one by one, each keeping only its first and last row."""
    grid = [(rate, momentum) for rate in RATES.tolist() for momentum in MOMENTA.tolist()]
    return [
        sl.train(problem, optimizer=sl.gradient_descent(*setting), steps=STEPS, record_every=STEPS)
        for setting in grid[::SHARE]
    ]


def seconds(work: Callable[[], Any], turns: int) -> tuple[float, float]:
    """The shortest of several turns, by the clock and in processor time."""
    taken = []
    for _ in range(turns):
        started = perf_counter(), process_time()
        work()
        taken.append((perf_counter() - started[0], process_time() - started[1]))
    clock, processor = zip(*taken, strict=True)
    return min(clock), min(processor)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure a sweep of 2,500 runs.")
    parser.add_argument("--quick", action="store_true", help="one turn each")
    turns = 1 if parser.parse_args().quick else 5
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    problem = adelie()
    found = sweep(problem, n_jobs=1)
    losses = np.array([run.losses[-1] for run in looped(problem)])
    np.testing.assert_allclose(found.losses.ravel()[::SHARE], losses, rtol=1e-9)  # they compute the same
    clock, processor = seconds(lambda: sweep(problem, -1), turns)
    loop = SHARE * seconds(lambda: looped(problem), turns)[1]
    print(Row("2,500 runs of 200 steps", clock, 3.0, "s"))
    print(Row("the same, time of the processor", processor, None, "s"))
    print(Row("a loop of `train`, time of the processor", loop, None, "s"))
    print(Row("a loop / the sweep", loop / processor, None))
    print(found)


if __name__ == "__main__":
    main()
