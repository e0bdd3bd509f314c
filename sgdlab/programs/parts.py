"""What a run is made of [Parts]."""

import builtins
from dataclasses import dataclass

from sgdlab.batches import FullBatch, minibatch
from sgdlab.gradients.method import data_names
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Given

LOOP = {"k", "n", "N", "rng", "path", "steps", "seed", "start", "order", "chosen", "first", "epoch", "per_epoch",
        "batch_size", "params", "gradient", "state", "step"}  # what the loop itself names  # fmt: skip
AROUND = dict.fromkeys(("array", "zeros", "zeros_like", "full_like", "inf", "nan"), "numpy")
AROUND |= dict.fromkeys(("SeedSequence", "default_rng"), "numpy.random")  # what is used around it, by module


@dataclass(frozen=True)
class Parts:
    """The parts of a run, with names of its data for the source; `start` (P,)."""

    problem: Problem
    method: Given
    optimizer: Given
    batches: Given
    start: Array

    @property
    def names(self) -> list[str]:
        """The names of the data."""
        return data_names(self.problem)

    @property
    def draws(self) -> bool:
        """Whether the examples of a step are chosen."""
        return bool(self.names) and not isinstance(self.batches, FullBatch)

    @property
    def sizes(self) -> set[int]:
        """How many examples its batches have, unless a rule of your own chooses them."""
        size = getattr(self.batches, "size", self.problem.n)
        rule = self.batches
        rest = self.problem.n % size if isinstance(rule, minibatch) and not (rule.drop_last or rule.replace) else 0
        return {size, rest or size}

    @property
    def batch_names(self) -> list[str]:
        """The names of the arrays of a batch: those of the data, if all of them are taken."""
        return [f"{name}_batch" for name in self.names] if self.draws else self.names

    @property
    def taken(self) -> set[str]:
        """The names that mean something else in the source than what a step computes."""
        return {"train", *LOOP, *AROUND, *dir(builtins), *self.names, *self.batch_names}
