"""The record of a run.

- its rows, thinned while it grows so that memory stays bounded [Rows]
- kept while the run goes on, and returned when it is over      [Recorder]
"""

from dataclasses import replace

import numpy as np

from sgdlab.bill import Bill
from sgdlab.optimizers.optimizer import of_member, rate_at
from sgdlab.quantities import Array, Batch, Given, Indices, Params, Traced
from sgdlab.run import End, Run, cut
from sgdlab.training.losses import losses_at, losses_in_pieces
from sgdlab.training.recipe import recipe_in_words
from sgdlab.training.so_far import RunSoFar

MOST_ROWS = 2_000  # a full record is thinned to half of this
MOST_NUMBERS = 4_000_000  # floats in all recorded parameters together, 32 MB
CHEAP = 500_000_000  # products (example x parameter) in the losses of all rows together: 0.05 to 0.1 s


class Rows:
    """Keeps every `every`-th step; by default all steps of a short run, and up to 2,000 rows of a long one.

    In the end each row costs a loss on all examples.  If that is too much work (more than CHEAP), there is at most one
    row for two passes over the data, so that the history uses at most half as many examples as the training.
    """

    def __init__(self, every: int | None, size: int, examples: int) -> None:
        self.every, self.thinned = every or 1, every is None
        self.examples = examples
        self.most = max(4, min(MOST_ROWS, MOST_NUMBERS // size))
        self.cheap = min(self.most, max(4, CHEAP // (size * examples)))
        self.rows: list[dict[str, Traced]] = []

    def keep(self, **row: object) -> None:
        self.rows.append(row)
        if len(self.rows) > self.cheap:
            self.thin()

    def thin(self) -> None:
        """If there are too many rows, drop every second one and keep half as many from then on."""
        count = len(self.rows)
        if self.thinned and (count > self.most or 2 * count * self.examples > self.rows[-1]["examples_seen"]):
            self.every *= 2
            self.rows = [kept for kept in self.rows if kept["step"] % self.every == 0]

    def column(self, name: str) -> tuple[Traced, ...]:
        """The entries of all rows by this name."""
        return tuple([row[name] for row in self.rows])


class Recorder:
    """Keeps the rows of a run, and makes its record; `parts`: batches, gradient (None in a search), optimizer."""

    def __init__(self, rows: Rows, parts: Given, seed: Given) -> None:
        self.rows, self.parts, self.seed = rows, parts, seed
        rate = getattr(parts[2], "learning_rate", None)
        self.rate = np.nan if rate is None else rate

    def keep(self, now: RunSoFar, indices: Indices) -> None:
        """Keep what is known before a step, if this row is wanted."""
        if now.step % self.rows.every:
            return
        self.rows.keep(
            step=now.step,
            params=now.params,
            value=now.value,
            gradient=np.array(now.gradient),  # a copy: methods may reuse arrays
            rate=rate_at(self.rate, now.step),
            indices=owned(indices),
            examples_seen=now.examples_seen,
        )

    def run(self, now: RunSoFar) -> Run:
        """Return the record of a run that is over; Ctrl-C leaves out the rows whose losses are not known yet."""
        losses, interrupted = self._losses(now)
        column = self.rows.column
        params = np.array([*column("params"), now.params])
        steps = np.array([*column("step"), now.step])
        seen = np.array([*column("examples_seen"), now.examples_seen])
        batches, gradient, optimizer = self.parts
        recipes = [recipe_in_words(batches, gradient, of_member(optimizer, k)) for k in range(len(now.ends))]
        ends = [replace(end, recipe=own) for own, end in zip(recipes, now.ends, strict=True) if end is not None]
        if not np.isfinite(losses).all():
            _leave_out_infinite(params, losses, steps, seen, ends)
        if interrupted:
            ends = [replace(end, stopped_by=f"interrupted at step {end.step}, with rows left out") for end in ends]
        whole = Run(
            params=params,
            steps=steps,
            losses=losses,
            batch_losses=np.array(column("value")).reshape(-1, *losses.shape[1:]),
            gradients=None if gradient is None else np.array(column("gradient")).reshape(-1, *params.shape[1:]),
            learning_rates=np.array(column("rate")),
            batch_indices=_of_all(column("indices"), len(ends)) if params.ndim == 3 else column("indices"),
            examples_seen=seen,
            examples=now.problem.n,
            stopped_by="",
            bill=Bill(),
            recipe="",
            title=now.problem.title,
            seed=self.seed,
        )
        if params.ndim == 2:
            return cut(whole, ends[0])
        longest = replace(max(ends, key=lambda end: (end.step, end.bill.updates)), recipe=recipe_in_words(*self.parts))
        diverged_at = np.array([-1 if end.diverged_at is None else end.diverged_at for end in ends])
        return replace(cut(whole, longest), diverged_at=diverged_at, ends=tuple(ends))

    def _losses(self, now: RunSoFar) -> tuple[Array, bool]:
        """The losses of all rows, and whether Ctrl-C came before all were known: the other rows are dropped then."""
        known, rows = [now.at_start], self.rows.rows
        try:
            now.judge_the_end()
            params = np.array([*(row["params"] for row in rows), now.params])
            for piece in losses_in_pieces(now.problem, params[1:]):
                known.append(piece)
        except KeyboardInterrupt:
            if now.left():
                now.judge_the_end()
            losses = np.concatenate(known)
            del rows[len(losses) :]
            return np.concatenate([losses[: len(rows)], losses_at(now.problem, now.params[None])]), True
        return np.concatenate(known), False


def owned(indices: Indices | None) -> Indices | None:
    """Return a copy of a batch's indices, because a piece of an epoch would keep the whole epoch in memory."""
    return indices if indices is None else indices.copy()


def _of_all(batches: Batch, members: int) -> Batch:
    """Return the indices of batches (B,) or (S, B) as (S, B): the members of an ensemble may share a batch."""
    alone = [row for row in batches if np.ndim(row) == 1]
    shared = {}
    for size in set(map(len, alone)):  # by length, because broadcasting many at once takes a tenth of the time
        stack = np.array([row for row in alone if len(row) == size])
        shared[size] = iter(np.broadcast_to(stack[:, None], (len(stack), members, size)))
    return tuple(next(shared[len(row)]) if np.ndim(row) == 1 else row for row in batches)


def _leave_out_infinite(params: Params, losses: Array, steps: Array, seen: Array, ends: list[End]) -> None:
    """End each member at its last row with a finite loss on all examples, and keep it there."""
    for k, end in enumerate(ends):
        own_params, own_losses = (params[:, k], losses[:, k]) if losses.ndim == 2 else (params, losses)
        rows = int(np.searchsorted(steps, end.step))
        last = int(np.flatnonzero(np.isfinite(own_losses[[*range(rows), -1]]))[-1])
        if last < rows:
            at = end.step if last + 1 == rows else int(steps[last + 1])
            own_params[last + 1 :], own_losses[last + 1 :] = own_params[last], own_losses[last]
            ends[k] = replace(
                end,
                step=int(steps[last]),
                examples_seen=int(seen[last]),
                stopped_by=f"diverged at step {at}",
                diverged_at=at,
            )
