"""How much of a run is luck: the same recipe with 64 seeds, as a band behind the run.

- the list "show": one run, or also the band           [show_seeds]
- whether a recipe draws anything at random            [draws]
- a stop rule for what takes too long                  [within]

A lab has a setting `seeds`, trains the ensemble in `enriched`, puts the edges of the band into its frame, and
describes it with the same sentence as the figures (`edges_of` and `spread` in `sgdlab.figures`).
"""

import time
from dataclasses import dataclass, field
from typing import ClassVar

from sgdlab.batches import BatchRule, full_batch
from sgdlab.gradient_free.search import GradientFree
from sgdlab.gradients.method import GradientMethod
from sgdlab.labs.stage.fields import Choice
from sgdlab.optimizers.optimizer import Optimizer, OwnRule
from sgdlab.training.checks import takes_rng
from sgdlab.training.search import is_search
from sgdlab.training.stop_rule import StopRule

SEEDS = 64
DEVOTED = 2.0  # seconds for many seeds, in which the kernel does nothing else; the problems here need up to one
TOO_LONG = "no band, since they take longer than"
NOTHING_DRAWN = "nothing here is drawn at random, so every seed takes this path"


def show_seeds(value: int, help_text: str) -> Choice[int]:
    """Return the list to choose from: one run, or also the band of many seeds."""
    return Choice("show", [("one run", 1), (f"{SEEDS} seeds", SEEDS)], value, help_text)


def draws(
    batches: BatchRule = full_batch,
    gradient: GradientMethod | None = None,
    optimizer: Optimizer | GradientFree | OwnRule | None = None,
) -> bool:
    """Return whether a seed changes anything: batches, the directions of a gradient method, or a search."""
    return batches is not full_batch or takes_rng(gradient) or is_search(optimizer)


@dataclass(frozen=True, repr=False)
class within(StopRule):
    """Stop after some seconds of work in this thread, or after four times as many by the clock."""

    seconds: float = DEVOTED
    why: str = TOO_LONG
    reason_template: ClassVar[str] = "{why} {seconds:g} s"
    ends: tuple[float, float] = field(init=False, compare=False)  # in work and by the clock

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", (time.thread_time() + self.seconds, time.monotonic() + 4 * self.seconds))

    def met(self, run: object) -> bool:
        """Return whether the time is over."""
        return time.thread_time() > self.ends[0] or time.monotonic() > self.ends[1]
