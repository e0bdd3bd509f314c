"""The rows of a run, thinned while it grows so that memory stays bounded [Rows]."""

import numpy as np

from sgdlab.quantities import Batch, Traced

MOST_ROWS = 2_000  # a full record is thinned to half of this
MOST_NUMBERS = 4_000_000  # floats in all recorded parameters together, 32 MB
CHEAP = 500_000_000  # products (example x parameter) in the losses of all rows together: about 0.05 s


class Rows:
    """Keeps every `every`-th step; by default all steps of a short run and about 1,000 rows of a long one.

    In the end each row costs a loss on all examples.  If that is too much work (more than CHEAP), there is at most one
    row for two passes over the data, so that the history uses at most half as many examples as the training.
    """

    def __init__(self, every: int | None, size: int, examples: int) -> None:
        self.every, self.thinned = every or 1, every is None
        self.examples = examples
        self.most = max(4, min(MOST_ROWS, MOST_NUMBERS // size))
        self.cheap = min(self.most, max(4, CHEAP // (size * examples)))
        self.rows: list[dict[str, Traced]] = []

    def wants(self, step: int) -> bool:
        """Whether to keep the state before this step."""
        return step % self.every == 0

    def keep(self, **row: object) -> None:
        """Keep a row."""
        self.rows.append(row)
        if len(self.rows) > self.cheap:
            self.thin()

    def thin(self) -> None:
        """If there are too many rows, drop every second one and keep half as many from then on."""
        count = len(self.rows)
        if self.thinned and (count > self.most or 2 * count * self.examples > self.rows[-1]["seen"]):
            self.every *= 2
            self.rows = [kept for kept in self.rows if kept["step"] % self.every == 0]

    def columns(self) -> dict[str, tuple[Traced, ...]]:
        """The entries of all rows, by name."""
        names = self.rows[0] if self.rows else ()
        return dict(zip(names, zip(*[row.values() for row in self.rows], strict=True), strict=True))


def of_all(batches: Batch, members: int) -> Batch:
    """Return the indices of batches (B,) or (S, B) as (S, B): the members of an ensemble may share a batch."""
    alone = [row for row in batches if np.ndim(row) == 1]
    shared = {}
    for size in set(map(len, alone)):  # by length, because broadcasting many at once takes a tenth of the time
        stack = np.array([row for row in alone if len(row) == size])
        shared[size] = iter(np.broadcast_to(stack[:, None], (len(stack), members, size)))
    return tuple(next(shared[len(row)]) if np.ndim(row) == 1 else row for row in batches)
