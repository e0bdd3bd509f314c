"""Compute the runs of a sweep, here or on other cores and machines [results], and keep their ends [Ends]."""

import pickle
from collections.abc import Generator, Sequence
from functools import partial
from importlib.util import find_spec
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sgdlab.bill import Bill
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Labels, Params
from sgdlab.sweep.ensembles import Lot, Settings, merged, width
from sgdlab.training import train

ONLY_ENDS = 2**62  # record_every: the start and the end
SHORT = 2e8  # numbers that ensembles compute in one to two seconds


class Ends(NamedTuple):
    """The ends of K runs: params (K, P); losses, steps, diverged_at and stopped_by (K,); and one bill for all."""

    params: Params
    losses: Array
    steps: Array
    diverged_at: Array | None
    stopped_by: Any
    bill: Bill


Found: TypeAlias = tuple[list[int], Ends]  # the numbers of runs, and their ends


def results(
    problem: Problem, cells: Sequence[Settings], lots: Sequence[Lot], n_jobs: int | None
) -> Generator[Found, None, None]:
    """Yield the ends of every lot when it is done, using joblib if it is installed and there is more than one lot.

    It uses processes, unless joblib.parallel_config says otherwise, because threads would wait for Python's lock after
    each of the many short calls to NumPy.  Ensembles that take about a second are trained here, because starting
    processes takes just as long.
    """
    chosen = [(lot, [cells[k] for k in lot.cells]) for lot in lots]
    numbers = (width(problem, cell) * (100 if cell.get("steps") is None else cell["steps"]) for cell in cells)
    short = all(lot.together for lot in lots) and sum(numbers) < SHORT
    if n_jobs == 1 or len(lots) == 1 or short or find_spec("joblib") is None:
        yield from (work(problem, lot, mine) for lot, mine in chosen)
        return
    from joblib import Parallel, delayed, wrap_non_picklable_objects
    from joblib.parallel import get_active_backend

    streams = get_active_backend()[0].supports_return_generator
    # joblib's wrapper can also send functions without a name.  Threads get the settings as bytes too,
    # so that they do not share a stop rule that remembers earlier steps.
    packed = [(lot, pickle.dumps(wrap_non_picklable_objects(mine, keep_wrapper=False))) for lot, mine in chosen]
    tasks = [wrap_non_picklable_objects(partial(_unpacked, problem, lot, settings)) for lot, settings in packed]
    parallel = Parallel(n_jobs=n_jobs, return_as="generator_unordered" if streams else "list")
    yield from parallel(delayed(task)() for task in tasks)


def _unpacked(problem: Problem, lot: Lot, packed: bytes) -> Found:
    return work(problem, lot, pickle.loads(packed))


def work(problem: Problem, lot: Lot, cells: Sequence[Settings]) -> Found:
    """Train the runs of a lot, and stop after an interruption."""
    if lot.together:
        return lot.cells, _ends(problem, merged(problem, cells), len(cells))
    ends: list[Ends] = []
    for cell in cells:
        ends.append(_ends(problem, cell, 1))
        if interrupted(ends[-1].stopped_by).any():
            break
    return lot.cells[: len(ends)], joined(ends)


def interrupted(stopped_by: Labels) -> NDArray[np.bool_]:
    """Which runs Ctrl-C ended early, by the reasons that `train` and `missing` give."""
    return np.char.startswith(stopped_by, "interrupted")


def missing(runs: int, size: int) -> Ends:
    """Return the ends of runs without a result, with `size` parameters each."""
    unknown, none = np.full((runs, size), np.nan), np.zeros(runs, int)
    return Ends(unknown, unknown[:, 0], none, none - 1, np.full(runs, "interrupted before there was a result"), Bill())


def joined(ends: Sequence[Ends]) -> Ends:
    """Return the ends of several lots as those of one."""
    *arrays, bills = zip(*ends, strict=True)
    return Ends._make([*map(np.concatenate, arrays), total(bills)])


def _ends(problem: Problem, settings: Settings, members: int) -> Ends:
    trained = train(problem, record_every=ONLY_ENDS, progress=False, **settings)
    runs = [trained] if trained.members is None else [trained.member(k) for k in range(members)]
    return Ends(
        np.stack([run.final for run in runs]),
        np.array([run.losses[-1] for run in runs]),
        np.array([run.steps[-1] if run.diverged_at is None else run.diverged_at for run in runs]),
        np.array([-1 if run.diverged_at is None else run.diverged_at for run in runs]),
        np.array([run.stopped_by for run in runs]),
        total([run.bill for run in runs]),
    )


def total(bills: Sequence[Bill]) -> Bill:
    """Return the sum of bills: the longest tape, and no operations if one of the bills does not have them."""
    counts = {name: [getattr(bill, name) for bill in bills] for name in vars(bills[0])}
    sums = {name: None if None in numbers else sum(numbers) for name, numbers in counts.items()}
    return Bill(**{**sums, "tape_length": max(counts["tape_length"])})
