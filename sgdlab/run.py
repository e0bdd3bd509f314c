"""The record of a training run [Run]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from sgdlab import saving
from sgdlab.bill import Bill
from sgdlab.calls import meant
from sgdlab.checks import given, locked, path_of, texts
from sgdlab.quantities import Array, Batch, Given, Labels, count

__all__ = ["Run"]

ELSEWHERE = {  # what a record has in other packages, and what to write here
    "final_loss": "run.losses[-1]",
    "history": "run.losses",
    "loss": "run.losses",
    "path": "run.params",
    "plot": "sgdlab.loss_curves(run)",
    "weights": "run.params",
}


@dataclass(frozen=True)
class End:
    """How one member of an ensemble ended: the step and budget of its last row, the reason, its bill and its recipe."""

    step: int
    stopped_by: str
    examples_seen: int
    bill: Bill
    diverged_at: int | None = None
    recipe: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """What happened in a training run; rows are the recorded steps.

    params (T+1, P), or (T+1, S, P) for an ensemble of S: `params[0]` is the start; every row, and the last loss, is
    finite;
    steps (T+1,): the number of updates before each row;  examples_seen (T+1,): the budget used by then;
    losses (T+1,) or (T+1, S): the loss on *all* examples at each row, so that runs with different batches compare;
    batch_losses (T,) or (T, S), gradients (T, P) or (T, S, P), learning_rates (T,) or (T, *shape of an array of rates),
    nan for an optimizer without one, batch_indices, None for the full batch: of the step taken from each row but the
    last; a search without gradients has gradients None, and its batch_losses are the lowest of each step's candidates;
    diverged_at: the step at which it diverged, or None; in an ensemble an array (S,), -1 for the members that did not.

    In an ensemble each member ends on its own, and then stays where it is until the others have ended too; `ends` says
    where and why, and `member(k)` is member k as a single run.  The bill, `stopped_by` and the last step are those of
    the member that ran longest.

    >>> from sgdlab import gradient_descent, quadratic, train
    >>> run = train(quadratic([1.0]), optimizer=gradient_descent(0.5), steps=2)
    >>> run.params.tolist(), run.losses.tolist()
    ([[1.0], [0.5], [0.25]], [0.5, 0.125, 0.03125])
    >>> run.stopped_by
    'steps'
    """

    params: Array
    steps: NDArray[np.intp]
    losses: Array
    batch_losses: Array
    gradients: Any  # None in a search without gradients
    learning_rates: Array
    batch_indices: Batch
    examples_seen: NDArray[np.intp]
    examples: int
    stopped_by: str
    bill: Bill
    recipe: str
    title: str
    seed: int | list[int] = 0
    diverged_at: Any = None
    ends: tuple[End, ...] = ()

    def __post_init__(self) -> None:
        locked([*vars(self).values()])

    @property
    def final(self) -> Array:
        """The parameters at the end, (P,) or (S, P)."""
        last: Array = self.params[-1]
        return last

    @property
    def epochs(self) -> Array:
        """The budget used at each row, in passes over the data."""
        return self.examples_seen / self.examples

    @property
    def members(self) -> int | None:
        """How many runs an ensemble holds; None for a single run."""
        return self.params.shape[1] if self.params.ndim == 3 else None

    if not TYPE_CHECKING:  # a type checker would take every name for right

        def __getattr__(self, name: str) -> NoReturn:
            has = [one for one in {**type(self).__annotations__, **vars(type(self))} if one[0] != "_"]
            known = {one: f"run.{one}" for one in has} | ELSEWHERE
            near = dict.fromkeys(known[one] for one in meant(name, known))
            instead = f"write {' or '.join(near)}" if near else f"it has {', '.join(has)}"
            raise AttributeError(f"a run has no {name!r}: {instead}")

    def member(self, k: int) -> Run:
        """Return member k of an ensemble as a single run, the same one that training with only its seed gives.

        It has the ensemble's rows up to its own end, so a long run may have fewer rows than one trained alone.
        Errors: a single run; a member that does not exist.

        >>> from sgdlab import gradient_norm, quadratic, train
        >>> run = train(quadratic([1.0]), start=[[1.0], [8.0]], stop=gradient_norm(below=0.5))
        >>> run.steps[-1], run.member(0).steps[-1], run.member(0).stopped_by
        (np.int64(27), np.int64(7), 'gradient norm at most 0.5')
        """
        if not self.ends:
            raise ValueError("this is a single run: only an ensemble, such as train(…, seeds=8), has members")
        count = len(self.ends)
        if not isinstance(k, int | np.integer) or isinstance(k, bool) or not -count <= k < count:
            raise IndexError(
                f"member({given(k)}) of an ensemble of {count}: members have the whole numbers from 0 to {count - 1}"
            )
        k = int(k) % count  # also of NumPy, as argmin gives it
        seed = self.seed[k] if isinstance(self.seed, list) else self.seed + k
        return replace(cut(self, self.ends[k], k), seed=seed, ends=())

    def save(self, path: str | Path) -> None:
        """Write the run to a file: npz holds everything, and `Run.load` reads it; csv holds the table.

        Nothing is pickled, so NumPy reads both without sgdlab.  Errors: another ending; a folder that does not exist.
        """
        file = path_of(path)
        if file.suffix.lower() == ".npz":
            ends = [asdict(end) for end in self.ends]
            saving.write(file, {**vars(self), "bill": asdict(self.bill), "ends": ends})
        elif file.suffix.lower() == ".csv":
            saving.write_table(file, self.table())
        else:
            raise ValueError(f"a run is saved as npz (everything) or csv (the table); got {file.name!r}")

    @classmethod
    def load(cls, path: str | Path) -> Run:
        """Return a run that was saved, with exactly the same numbers and texts.

        Errors: a file that does not exist, is damaged, comes from a newer sgdlab, or is not an npz file of a run.
        """
        with saving.reading(path_of(path)) as record:
            record.setdefault("ends", [])  # sgdlab 0.1 did not write them
            saving.check_names("the run", record, cls)
            for one in [record, *record["ends"]]:
                saving.check_names("its bill", one["bill"], Bill)
                one["bill"] = Bill(**one["bill"])
            for end in record["ends"]:
                saving.check_names("the end of a member", end, End)
            run = cls(**{**record, "ends": tuple(End(**end) for end in record["ends"])})
            if misfits := saving.misfits(run):
                raise ValueError(f"with params of shape {run.params.shape}, these do not fit: {', '.join(misfits)}")
        return run

    def table(self, names: Sequence[str] | None = None) -> dict[str, NDArray[Any]]:
        """Return the record as columns of equal length, for example for pandas.DataFrame(run.table()).

        Columns: step, epoch, examples_seen, loss; batch_loss, learning_rate and gradient_norm |g| of the step taken
        from this row (nan in the last row, because no step was taken from it); then the parameters as w1, w2, … or by
        `names`, such as problem.names (names=[] leaves them out).  For an ensemble there is a row for each member at
        every step, and a column member.  A learning rate for each parameter, and the norm if there is no gradient, are
        left out.
        Errors: `names` that are not one for each parameter; a name that the table already has.

        >>> import sgdlab as sl
        >>> table = sl.train(sl.quadratic([1.0, 4.0]), steps=2).table()
        >>> {name: table[name].round(3).tolist() for name in ("step", "loss", "gradient_norm", "w2")}
        {'step': [0, 1, 2], 'loss': [2.5, 1.125, 0.587], 'gradient_norm': [4.123, 2.563, nan], 'w2': [1.0, 0.6, 0.36]}
        """
        size = self.params.shape[-1]
        names = [f"w{i + 1}" for i in range(size)] if names is None else texts(names, "names")
        if names and len(names) != size:
            both = f"{count(size, 'parameter')}, so names has {count(size, 'word')} (or none)"
            raise ValueError(f"this run has {both}; got {len(names)}")
        shape = self.losses.shape  # (T + 1,) or (T + 1, S)
        columns: dict[str, NDArray[Any]] = {
            "step": self.steps,
            "epoch": self.epochs,
            "examples_seen": self.examples_seen,
        }
        if self.members:
            columns["member"] = np.broadcast_to(np.arange(self.members), shape)
        columns |= {"loss": self.losses, "batch_loss": self.batch_losses}
        if self.learning_rates.shape[1:] in ((), (*shape[1:], 1)):
            each = self.learning_rates.ndim > 1
            columns["learning_rate"] = self.learning_rates[..., 0] if each else self.learning_rates
        if self.gradients is not None:
            with np.errstate(over="ignore"):  # the length of a slope of 1.5e308 may be beyond all numbers
                columns["gradient_norm"] = np.hypot.reduce(self.gradients, axis=-1)
        if len({*columns, *names}) < len(columns) + len(names):
            raise ValueError(f"names have to differ from each other and from {', '.join(columns)}; got {names}")
        columns |= {name: self.params[..., i] for i, name in enumerate(names)}
        return {name: _spread(column, shape) for name, column in columns.items()}

    def __repr__(self) -> str:
        first, last = np.median(self.losses[0]), np.median(self.losses[-1])
        who = f" x {count(self.members, 'run')}" if self.members else ""
        what = "median loss" if self.members else "loss"
        return (
            f"{self.title}: {count(int(self.steps[-1]), 'step')}{who} of {self.recipe}; "
            f"{what} {first:.4g} -> {last:.4g} for {self.bill}; stopped by: {self.stopped_by}."
        )


def cut(run: Run, end: End, k: int | None = None) -> Run:
    """Return a run, or member k of an ensemble, up to its end."""
    rows = int(np.searchsorted(run.steps, end.step))  # before the last
    kept: slice | list[int] = slice(None) if rows + 1 == len(run.steps) else [*range(rows), -1]
    batches, rates = run.batch_indices[:rows], run.learning_rates[:rows]
    if k is not None and rates.ndim == 3:  # each member's own, (T, S, 1), or for each parameter, (T, S, P)
        rates = rates[:, k, 0] if rates.shape[-1] == 1 else rates[:, k]

    def own(columns: Given) -> Any:
        return columns if k is None else columns[:, k]

    return replace(
        run,
        params=own(run.params)[kept],
        steps=np.append(run.steps[:rows], end.step),
        losses=own(run.losses)[kept],
        batch_losses=own(run.batch_losses)[:rows],
        gradients=None if run.gradients is None else own(run.gradients)[:rows],
        learning_rates=rates,
        batch_indices=batches if k is None else tuple(None if b is None else b[k] for b in batches),
        examples_seen=np.append(run.examples_seen[:rows], end.examples_seen),
        stopped_by=end.stopped_by,
        bill=replace(end.bill, recording=(rows + 2) * run.examples),
        recipe=end.recipe,
        diverged_at=end.diverged_at,
    )


def _spread(column: Labels, shape: tuple[int, ...]) -> Labels:
    """A column with an entry for every row (and every member of an ensemble); nan if the last row has no value."""
    entries = column[:, None] if column.ndim < len(shape) else column
    if len(entries) < shape[0]:
        entries = np.concatenate([entries, np.full((1, *entries.shape[1:]), np.nan)])
    return np.broadcast_to(entries, shape).ravel()
