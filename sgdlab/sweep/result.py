"""The results of many runs [Sweep]."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgdlab.bill import Bill
from sgdlab.checks import given, is_list, locked
from sgdlab.part import part_name
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Given, Labels, Traced, count
from sgdlab.run import Run
from sgdlab.sweep.work import Settings
from sgdlab.training import train
from sgdlab.training.loop import INTERRUPTED
from sgdlab.training.stop_rule import StopRule

FEW = 3  # up to this many values of an axis are written out


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """The ends of many runs, arranged in a grid.

    axes: {name: values}, in the order of the arrays' axes;  losses (…): the last loss on all examples;  params (…, P):
    the last parameters;  steps (…): the updates made;  diverged_at (…): the step at which a run diverged, or -1; its
    loss is the last finite one;  stopped_by (…): the reasons, "interrupted …" for a run that Ctrl-C ended early (its
    loss is nan if it had no result);  bill: the sum of the bills of all runs.

    For a table of pandas: `DataFrame([{**sweep.settings(*at), "loss": loss} for at, loss in
    numpy.ndenumerate(sweep.losses)])`.

    >>> from sgdlab import gradient_descent, quadratic, train_many
    >>> sweep = train_many(quadratic([1.0]), gradient_descent, learning_rate=[0.1, 0.5, 3.0], steps=20)
    >>> sweep.axes, sweep.best, sweep.settings(1)
    ({'learning_rate': [0.1, 0.5, 3.0]}, (1,), {'learning_rate': 0.5})
    """

    axes: dict[str, list[Any]]
    losses: Array
    params: Array
    steps: NDArray[np.intp]
    diverged_at: NDArray[np.intp]
    stopped_by: Labels
    bill: Bill
    problem: Problem
    cells: Sequence[Settings]

    def __post_init__(self) -> None:
        locked([part for part in vars(self).values() if isinstance(part, np.ndarray)])

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which runs diverged."""
        return self.diverged_at >= 0

    @property
    def interrupted(self) -> NDArray[np.bool_]:
        """Which runs Ctrl-C ended early; a run without a result has the loss nan."""
        return np.char.startswith(self.stopped_by, INTERRUPTED)

    @property
    def _kept(self) -> NDArray[np.bool_]:
        """Which runs have a result and did not diverge."""
        return ~self.diverged & ~np.isnan(self.losses)

    @property
    def best(self) -> tuple[int, ...]:
        """The place of the lowest loss among the runs that did not diverge: sweep.losses[sweep.best].

        Error: all diverged.
        """
        if not self._kept.any():
            which = f"{self.diverged.sum()} runs" + " that have a result" * bool(self.interrupted.any())
            raise ValueError(f"all {which} diverged, so none is best: try smaller learning rates")
        flat = np.argmin(np.where(self._kept, self.losses, np.inf))
        return tuple(int(i) for i in np.unravel_index(flat, self.losses.shape))

    def settings(self, *index: int) -> dict[str, Any]:
        """Return the values of the axes at a place: sweep.settings(*sweep.best)."""
        self._number(index)
        return {name: values[i] for (name, values), i in zip(self.axes.items(), index, strict=True)}

    def run(self, *index: int) -> Run:
        """Train the run at a place again, and return it with its whole record: sweep.run(*sweep.best).

        It ends where the run of the sweep ended, except for rounding (about 1e-12), because an ensemble multiplies
        matrices where a single run multiplies a matrix and a vector.
        """
        return train(self.problem, **self.cells[self._number(index)])

    def _number(self, index: tuple[int, ...]) -> int:
        shape = self.losses.shape
        if len(index) != len(shape) or not all(_within(i, size) for i, size in zip(index, shape, strict=True)):
            raise IndexError(
                f"a run of this sweep is found by {count(len(shape), 'whole number')}, for {', '.join(self.axes)} of "
                f"{' x '.join(map(str, shape))}; got {index}"
            )
        return int(np.arange(self.losses.size).reshape(shape)[index])

    def __repr__(self) -> str:
        kept, lost, early = self.steps[self._kept], int(self.diverged.sum()), int(self.interrupted.sum())
        head = f"{self.problem.title}: {count(self.losses.size, 'run')}"
        if kept.size:
            low, high = int(kept.min()), int(kept.max())
            head += f" of {count(high, 'step')}" if low == high else f" of {low:,} to {high:,} steps"
        head += f", {early:,} of them interrupted" * (early > 0)
        head += "".join(f", {name} {span(values)}" for name, values in self.axes.items())
        if not kept.size:
            return f"{head}; {'all' if lost == self.losses.size else lost} diverged, for {self.bill}."
        place = ", ".join(f"{name} = {value_text(value)}" for name, value in self.settings(*self.best).items())
        best = f"lowest loss {self.losses[self.best]:.4g} at {place}"
        return f"{head}; {best}; {lost or 'none'} diverged; {self.bill}."


def _within(i: object, size: int) -> bool:
    return isinstance(i, int | np.integer) and not isinstance(i, bool) and bool(-size <= i < size)


def value_text(value: Given) -> str:
    """Return a value of an axis as text: a part by its name, and what is no part as Python writes it."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool | np.bool_ | StopRule) or is_list(value):
        return given(value)
    return f"{value:.4g}" if is_number(value) else part_name(value)


def is_number(value: Given) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def span(values: list[Traced]) -> str:
    """Return the values of an axis as text.

    >>> span([0.1, 0.2]), span([0, 1, 2, 3]), span(["a", "b", "c", "d"])
    ('0.1, 0.2', '0 to 3 (4 values)', 'a, b, c, … (4 values)')
    """
    if len(values) <= FEW:
        return ", ".join(map(value_text, values))
    if all(map(is_number, values)):
        return f"{value_text(min(values))} to {value_text(max(values))} ({len(values)} values)"
    return f"{', '.join(map(value_text, values[:FEW]))}, … ({len(values)} values)"
