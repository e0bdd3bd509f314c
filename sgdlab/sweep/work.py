"""The runs of a sweep.

- which of them are trained together                        [split], and turned into an ensemble [merged]
- computed here, or on other cores and machines             [results]
- their ends                                                [Ended]
"""

import pickle
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from sgdlab.bill import Bill
from sgdlab.optimizers.optimizer import EnsemblePart
from sgdlab.problems import Problem
from sgdlab.problems.problem import parameters
from sgdlab.quantities import Given, Params
from sgdlab.run import Run
from sgdlab.training import train
from sgdlab.training.loop import INTERRUPTED
from sgdlab.training.stop_rule import StopRule

Settings: TypeAlias = Mapping[str, Any]  # arguments of train

ONLY_ENDS = 2**62  # record_every: the start and the end
SHORT = 2e8  # numbers that ensembles of full batches compute in a few seconds; small batches take longer
NUMBERS = 2**16  # in an array of an ensemble, half a megabyte: more do not fit into a core's cache, fewer cost calls
LOTS = 256  # at most, for runs that are trained one by one


class Lot(NamedTuple):
    """The runs that are trained in one go, by number; `together` means as an ensemble."""

    cells: dict[int, Settings]
    together: bool


def split(problem: Problem, cells: Sequence[Settings]) -> list[Lot]:
    """Divide all runs into lots, whatever the cores or backends, so that a run is always rounded in the same way."""

    def lot(numbers: list[int], together: bool) -> Lot:
        return Lot({k: cells[k] for k in numbers}, together)

    groups: dict[object, list[int]] = {}
    for k, cell in enumerate(cells):
        groups.setdefault(_kind(problem, cell), []).append(k)
    alone = [group[0] for group in groups.values() if len(group) == 1]
    lots = []
    for group in groups.values():
        if len(group) > 1:
            most = max(1, NUMBERS // width(problem, cells[group[0]]))
            pieces = np.array_split(group, -(-len(group) // most))
            lots += [lot(piece.tolist(), together=True) for piece in pieces]
    size = -(-len(alone) // LOTS)
    return lots + [lot(alone[k : k + size], together=False) for k in range(0, len(alone), size or 1)]


def merged(problem: Problem, cells: Sequence[Settings]) -> dict[str, Any]:
    """Return the arguments of `train` for an ensemble of runs of one kind."""
    start = np.stack([_start(problem, cell) for cell in cells])
    optimizer = _merged([cell.get("optimizer") for cell in cells])
    return {**cells[0], "start": start, "seed": [cell["seed"] for cell in cells], "optimizer": optimizer}


def _kind(problem: Problem, cell: Settings) -> object:
    """A key: equal for runs that can be trained together, unique for one that can't, as one with a part of yours."""
    start = _start(problem, cell)
    parts = [cell.get("batches"), cell.get("gradient")]
    stop = cell.get("stop")
    ours = all(map(_is_ours, parts)) and (stop is None or isinstance(stop, StopRule))
    if not problem.vectorized or start is None or not ours:
        return object()
    return (_skeleton(cell.get("optimizer")), *parts, stop, cell.get("steps"), start.shape)


def _start(problem: Problem, cell: Settings) -> Any:
    start = problem.start if cell.get("start") is None else cell["start"]
    return None if start is None else parameters(start, problem.size, ndim=1)


def _is_ours(part: Given) -> bool:
    return part is None or type(part).__module__.startswith("sgdlab.")


def _skeleton(value: Given) -> object:
    """An optimizer of sgdlab without its numbers, because these may differ in an ensemble."""
    if isinstance(value, float):
        return float
    if isinstance(value, EnsemblePart) and _is_ours(value):
        return (type(value), *map(_skeleton, vars(value).values()))
    return (type(value), value) if value is None or isinstance(value, int | str) else object()


def _merged(values: Sequence[Any]) -> Any:
    """One optimizer for all members: where their numbers differ, an array (S, 1) of them."""
    first = values[0]
    if isinstance(first, EnsemblePart):
        own = {name: _merged([getattr(value, name) for value in values]) for name in vars(first)}
        return replace(first, **own)  # type: ignore[type-var]
    return np.array(values)[:, None] if any(value != first for value in values) else first


def width(problem: Problem, cell: Settings) -> int:
    """The numbers that a step needs for one member: the examples of a batch or the parameters, whichever are more."""
    return max(getattr(cell.get("batches"), "size", problem.n), int(_start(problem, cell).size))


class Ended(NamedTuple):
    """The end of a run: its last parameters (P,) and loss, what happened, and what it cost."""

    params: Params
    losses: float = np.nan
    steps: int = 0
    diverged_at: int = -1
    stopped_by: str = f"{INTERRUPTED} before there was a result"
    bill: Bill = Bill()


Found: TypeAlias = dict[int, Ended]  # by the number of the run


def results(problem: Problem, lots: Sequence[Lot], n_jobs: int | None) -> Generator[Found, None, None]:
    """Yield the ends of a lot when it is done, using joblib if it is installed and there is more than one lot.

    It uses processes, unless joblib.parallel_config says otherwise, because threads would wait for Python's lock after
    each of the many short calls to NumPy.  Short ensembles are trained here, because starting processes takes about
    a second.
    """
    cells = (cell for lot in lots for cell in lot.cells.values())
    numbers = (width(problem, cell) * (100 if cell.get("steps") is None else cell["steps"]) for cell in cells)
    short = all(lot.together for lot in lots) and sum(numbers) < SHORT
    if n_jobs == 1 or len(lots) == 1 or short or find_spec("joblib") is None:
        yield from (work(problem, lot) for lot in lots)
        return
    from joblib import Parallel, delayed, wrap_non_picklable_objects
    from joblib.parallel import get_active_backend

    streams = get_active_backend()[0].supports_return_generator
    # joblib's wrapper can also send functions without a name.  Threads get the settings as bytes too,
    # so that they do not share a part of yours that remembers earlier steps.
    packed = [pickle.dumps(wrap_non_picklable_objects(lot, keep_wrapper=False)) for lot in lots]
    tasks = [wrap_non_picklable_objects(partial(_unpacked, problem, lot)) for lot in packed]
    parallel = Parallel(n_jobs=n_jobs, return_as="generator_unordered" if streams else "list")
    yield from parallel(delayed(task)() for task in tasks)


def _unpacked(problem: Problem, packed: bytes) -> Found:
    return work(problem, pickle.loads(packed))


def work(problem: Problem, lot: Lot) -> Found:
    """Train the runs of a lot, and stop after an interruption."""
    once = partial(train, problem, record_every=ONLY_ENDS, progress=False)
    if lot.together:
        whole = once(**merged(problem, list(lot.cells.values())))
        return {k: _ended(whole.member(i)) for i, k in enumerate(lot.cells)}
    ends: Found = {}
    for k, cell in lot.cells.items():
        ends[k] = _ended(once(**cell))
        if ends[k].stopped_by.startswith(INTERRUPTED):
            break
    return ends


def _ended(run: Run) -> Ended:
    diverged_at = -1 if run.diverged_at is None else run.diverged_at
    steps = run.steps[-1] if run.diverged_at is None else run.diverged_at
    return Ended(run.final, run.losses[-1], steps, diverged_at, run.stopped_by, run.bill)


def total(bills: Sequence[Bill]) -> Bill:
    """Return the sum of bills: the longest tape, and no operations if one of the bills does not have them."""
    counts = {name: [getattr(bill, name) for bill in bills] for name in vars(bills[0])}
    sums = {name: None if None in numbers else sum(numbers) for name, numbers in counts.items()}
    return Bill(**{**sums, "tape_length": max(counts["tape_length"])})
