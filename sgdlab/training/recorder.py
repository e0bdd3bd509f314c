"""The rows of a run, thinned while it grows so that memory stays bounded [Recorder], and their losses [losses_at]."""

from typing import Any

import numpy as np

from sgdlab.checks import loss_value
from sgdlab.problems import Problem
from sgdlab.training.meter import Meter

MOST_ROWS = 2_000  # a full record is thinned to half of this
MOST_NUMBERS = 4_000_000  # floats in all recorded parameters together, 32 MB
CHEAP = 500_000_000  # products (example x parameter) in the losses of all rows together: about a twentieth of a second
PIECE = 250_000  # products in one call: what it makes on the way stays in the processor's cache


class Recorder:
    """Keeps every `every`-th step; without `every`, all of a short run and about 1,000 rows of a long one.

    Each row costs a loss on all examples in the end.  Where that is much work (CHEAP), there is at most one row for
    two passes over the data, so that drawing the history looks at half as many examples as the training at most.
    """

    def __init__(self, every: int | None, size: int, examples: int) -> None:
        self.every, self.thinned = every or 1, every is None
        self.examples = examples
        self.most = max(4, min(MOST_ROWS, MOST_NUMBERS // size))
        self.cheap = max(4, min(MOST_ROWS, CHEAP // (size * examples)))
        self.rows: list[dict[str, Any]] = []

    def wants(self, step: int) -> bool:
        """Whether the state before this step is to be kept."""
        return step % self.every == 0

    def keep(self, **row: Any) -> None:
        """Keep a row; when there are too many, drop every second one and record half as often from then on."""
        self.rows.append(row)
        count = len(self.rows)
        dear = count > self.cheap and 2 * count * self.examples > row["seen"]
        if self.thinned and (count > self.most or dear):
            self.every *= 2
            self.rows = [kept for kept in self.rows if kept["step"] % self.every == 0]

    def column(self, name: str) -> list[Any]:
        """One entry of every row."""
        return [row[name] for row in self.rows]

    def batches(self, members: int | None) -> tuple[Any, ...]:
        """The indices of the batches, (B,), or (S, B) for an ensemble, whose members may share a batch."""
        rows = self.column("indices")
        if members is None:
            return tuple(rows)
        shared = {
            size: iter(np.broadcast_to(stack[:, None], (len(stack), members, size)))
            for size, stack in _by_size([row for row in rows if np.ndim(row) == 1]).items()
        }
        return tuple(next(shared[len(row)]) if np.ndim(row) == 1 else row for row in rows)


def _by_size(rows: list[Any]) -> dict[int, Any]:
    """Arrays of one length stacked: to broadcast them all at once takes a tenth of the time."""
    return {size: np.array([row for row in rows if len(row) == size]) for size in set(map(len, rows))}


def losses_at(problem: Problem | Meter, params: Any, batch: Any = None) -> Any:
    """Return the losses on all examples, or on a batch, at every row of params (T, …, P), in pieces for the cache."""
    if not problem.vectorized:
        flat = [loss_value(problem(row, batch)) for row in params.reshape(-1, params.shape[-1])]
        return np.array(flat).reshape(params.shape[:-1])
    examples = problem.n if batch is None else len(batch[0])
    rows = max(1, PIECE // (examples * max(1, params[:1].size)))
    if rows < 2 and len(params):
        return np.array([problem(row, batch) for row in params])
    return np.concatenate([problem(params[k : k + rows], batch) for k in range(0, max(1, len(params)), rows)])
