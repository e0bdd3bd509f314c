"""One cell of the matrix: a run and what it cost in losses of one example, or why there is none [run_cell]."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sgdlab.autodiff import Tensor
from sgdlab.autodiff.tape import tape_size
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.training import train

STEPS = 40


@dataclass(frozen=True)
class Cell:
    """A run and its cost, or the reason why it can't be."""

    run: Run | None
    cost: float | None
    reason: str = ""

    @property
    def loss(self) -> float | None:
        """The loss at the end on all examples; None where there is none, or where it diverged."""
        return None if self.run is None or self.run.diverged_at is not None else float(self.run.losses[-1])


def run_cell(problem: Problem, parts: Mapping[str, Any], seed: int) -> Cell:
    """Train for 40 steps with some parts; parts that do not fit together are the cell's reason.

    >>> from sgdlab.gradients import by_hand
    >>> no_formula = Problem(lambda w, batch: w @ w, start=[1.0, 1.0], title="a sum of squares")
    >>> run_cell(no_formula, {"gradient": by_hand}, 0).reason[:51]
    'a sum of squares has no gradient derived by hand: g'
    """
    try:
        run = train(problem, **parts, steps=STEPS, seed=seed, record_every=1, progress=False)
    except (TypeError, ValueError) as error:
        return Cell(None, None, str(error))
    except Exception as error:
        return Cell(None, None, f"{type(error).__name__}: {error}")
    return Cell(run, cost_of(problem, run))


def cost_of(problem: Problem, run: Run) -> float:
    """Return what a run cost in losses of one example.

    Formula: operations of the run / operations of one loss * examples of a batch; where the operations can't be
    counted, the losses that were computed.
    """
    once = _operations(problem)
    if run.bill.operations is None or not once:
        return float(run.bill.loss_evaluations)
    sizes = [problem.n if chosen is None else len(chosen) for chosen in run.batch_indices] or [problem.n]
    return float(run.bill.operations / once * np.mean(sizes))


def _operations(problem: Problem) -> int:
    """How many operations one loss takes; 0 where it can't be taped."""
    try:
        value = problem(Tensor(problem.start))
    except (TypeError, AttributeError):
        return 0
    return tape_size(value)[0] if isinstance(value, Tensor) else 0
