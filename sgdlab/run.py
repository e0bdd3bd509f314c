"""The record of a training run [Run] and what it cost [Bill]."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Bill:
    """What a run cost, in counts that do not depend on the machine.

    loss_evaluations: losses of single examples computed for their value alone (finite differences live on these);
    example_gradients: gradients of single examples, the unit of "the same budget";
    operations: primitive operations that the gradient method carried out, forward and backward; None where a loss could
    not be taped to count them;
    tape_length: the longest record of a forward pass that was kept for a backward pass, in nodes;
    updates: how often the parameters changed;
    recording: losses of single examples computed only to draw the history and to judge its ends, outside the budget.

    In an ensemble every count is that of one member; an operation on the arrays of all members counts once.
    """

    loss_evaluations: int = 0
    example_gradients: int = 0
    operations: int | None = 0
    tape_length: int = 0
    updates: int = 0
    recording: int = 0

    @property
    def examples(self) -> int:
        """The budget used: example-gradients, or the loss evaluations of a method that computes no gradients."""
        return self.example_gradients or self.loss_evaluations

    def __str__(self) -> str:
        parts = [
            _count(self.example_gradients, "example-gradient"),
            _count(self.loss_evaluations, "loss evaluation"),
            _count(self.updates, "update"),
            *(["operations not counted"] if self.operations is None else []),
        ]
        return ", ".join(part for part in parts if not part.startswith("0 ")) or "nothing"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """What happened in a training run; rows are the recorded steps.

    params (T+1, P), or (T+1, S, P) for an ensemble of S: `params[0]` is the start, every row is finite;
    steps (T+1,): the number of updates before each row;  examples_seen (T+1,): the budget used by then;
    losses (T+1,) or (T+1, S): the loss on *all* examples at each row, so that runs with different batches compare;
    batch_losses (T,) or (T, S), gradients (T, P) or (T, S, P), learning_rates (T,), batch_indices: of the step taken
    from each row but the last; a search without gradients has gradients None, and its batch_losses are the lowest of
    each step's candidates;  diverged_at: the step at which it diverged, or None; in an ensemble an array (S,),
    -1 for the members that did not.
    """

    params: Array
    steps: NDArray[np.intp]
    losses: Array
    batch_losses: Array
    gradients: Array | None
    learning_rates: Array
    batch_indices: tuple[Any, ...]
    examples_seen: NDArray[np.intp]
    examples: int
    stopped_by: str
    bill: Bill
    recipe: str
    title: str
    seed: int = 0
    diverged_at: Any = field(default=None)

    def __post_init__(self) -> None:
        for part in vars(self).values():
            if isinstance(part, np.ndarray):
                part.flags.writeable = False

    @property
    def final(self) -> Array:
        """The parameters at the end, (P,) or (S, P)."""
        last: Array = self.params[-1]
        return last

    @property
    def epochs(self) -> Array:
        """The budget used at each row, in passes over the data."""
        passes: Array = self.examples_seen / self.examples
        return passes

    @property
    def members(self) -> int | None:
        """How many runs an ensemble holds; None for a single run."""
        return self.params.shape[1] if self.params.ndim == 3 else None

    def __repr__(self) -> str:
        first, last = np.median(self.losses[0]), np.median(self.losses[-1])
        who = f" x {self.members} seeds" if self.members else ""
        what = "median loss" if self.members else "loss"
        return (
            f"{self.title}: {_count(int(self.steps[-1]), 'step')}{who} of {self.recipe}; "
            f"{what} {first:.4g} -> {last:.4g} for {self.bill}; stopped by: {self.stopped_by}."
        )
