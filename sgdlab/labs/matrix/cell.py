"""One cell of the matrix: a run and its cost in losses of one example, or why there is no run.

- with one seed      [run_cell]
- with many          [run_many]
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sgdlab.autodiff import Tensor
from sgdlab.autodiff.tape import tape_size
from sgdlab.labs.band import DEVOTED, NOTHING_DRAWN, SEEDS, TOO_LONG, draws, within
from sgdlab.labs.yours import Parts, train
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.training.loop import uninterrupted

STEPS = 40


@dataclass(frozen=True)
class Cell:
    """A run and its cost, or the reason why it can't be."""

    run: Run | None
    cost: float | None
    reason: str = ""

    @property
    def loss(self) -> float | None:
        """The loss at the end on all examples; None without a run, or if it diverged."""
        return None if self.run is None or self.run.diverged_at is not None else float(self.run.losses[-1])


def run_cell(problem: Problem, parts: Parts, seed: int) -> Cell:
    """Train for 40 steps with some parts; if they don't fit together, the cell says why."""
    run = _tried(problem, parts, seed=seed)
    return Cell(None, None, run) if isinstance(run, str) else Cell(run, cost_of(problem, run))


def run_many(problem: Problem, parts: Parts, seed: int, seconds: float = DEVOTED) -> Cell:
    """Train like `run_cell`, but with 64 seeds; if they don't matter, fail or take too long, the cell says so."""
    if not draws(**parts):
        return Cell(None, None, NOTHING_DRAWN)
    run = _tried(problem, parts, seed=seed, seeds=SEEDS, stop=within(seconds))
    if isinstance(run, str):
        return Cell(None, None, f"no band: {run}")
    return Cell(None, None, run.stopped_by) if run.stopped_by.startswith(TOO_LONG) else Cell(run, None)


def _tried(problem: Problem, parts: Parts, **how: Any) -> Run | str:
    """The run, or why there is none."""
    try:
        return uninterrupted(train(problem, **parts, **how, steps=STEPS, record_every=1, progress=False))
    except (TypeError, ValueError) as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def cost_of(problem: Problem, run: Run) -> float:
    """Return what a run cost in losses of one example.

    Formula: operations of the run / operations of one loss * examples of a batch; if the operations can't be counted,
    the number of losses that were computed.
    """
    once = _operations(problem)
    if run.bill.operations is None or not once:
        return float(run.bill.loss_evaluations)
    sizes = [problem.n if chosen is None else len(chosen) for chosen in run.batch_indices] or [problem.n]
    return float(run.bill.operations / once * np.mean(sizes))


def _operations(problem: Problem) -> int:
    """How many operations one loss takes; 0 if it can't be taped."""
    try:
        value = problem(Tensor(problem.start))
    except (TypeError, AttributeError):
        return 0
    return tape_size(value)[0] if isinstance(value, Tensor) else 0
