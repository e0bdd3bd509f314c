"""The rows of a run, thinned while it grows so that memory stays bounded [Recorder], and their losses [losses_at]."""

from typing import Any

import numpy as np

from sgdlab.problems import Problem
from sgdlab.training.meter import Meter

MOST_ROWS = 2_000  # a full record is thinned to half of this
MOST_NUMBERS = 4_000_000  # floats in all recorded parameters together, 32 MB


class Recorder:
    """Keeps every `every`-th step; without `every`, all of a short run and about 1,000 rows of a long one."""

    def __init__(self, every: int | None, size: int) -> None:
        self.every = every or 1
        self.most = None if every else max(4, min(MOST_ROWS, MOST_NUMBERS // size))
        self.rows: list[dict[str, Any]] = []

    def wants(self, step: int) -> bool:
        """Whether the state before this step is to be kept."""
        return step % self.every == 0

    def keep(self, **row: Any) -> None:
        """Keep a row; when there are too many, drop every second one and record half as often from then on."""
        self.rows.append(row)
        if self.most is not None and len(self.rows) > self.most:
            self.every *= 2
            self.rows = [kept for kept in self.rows if kept["step"] % self.every == 0]

    def column(self, name: str) -> list[Any]:
        """One entry of every row."""
        return [row[name] for row in self.rows]


def losses_at(problem: Problem | Meter, params: Any, batch: Any = None) -> Any:
    """Return the losses on all examples, or on a batch, at every row of params (T, …, P), in pieces that fit memory."""
    if not problem.vectorized:
        flat = [float(problem(row, batch)) for row in params.reshape(-1, params.shape[-1])]
        return np.array(flat).reshape(params.shape[:-1])
    members = int(np.prod(params.shape[1:-1]))
    examples = problem.n if batch is None else len(batch[0])
    rows = max(1, 1_000_000 // max(1, members * examples))
    pieces = [problem(params[k : k + rows], batch) for k in range(0, max(1, len(params)), rows)]
    return np.concatenate(pieces)
