"""How much of a run is luck: the same recipe with 64 seeds, drawn as a band behind the run.

- the list "show": one run, or also the band           [show_seeds]
- whether a recipe draws anything at random            [draws]
- the edges of the band at the rows of the run         [band]
- a stop rule for what takes too long                  [within]

A lab has a setting `seeds`, trains the ensemble in `rest`, puts the edges of `band` into its frame, and says of it what
the figures say (`sgdlab.figures.sentences.spread`).
"""

import time
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from sgdlab.batches import full_batch
from sgdlab.figures.sentences import BAND
from sgdlab.labs.stage.controls import Choice
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.training.checks import takes_rng
from sgdlab.training.search import is_search
from sgdlab.training.stopping import StopRule

SEEDS = 64
DEVOTED = 2.0  # seconds of work for many seeds, in which the kernel does nothing else: ours take up to about one
TOO_LONG = "no band, since they take longer than"
NOTHING_DRAWN = "nothing here is drawn at random, so every seed takes this path"

Edges = tuple[Array | None, Array | None]


def show_seeds(value: int, help_text: str) -> Choice:
    """Return the list to choose from: one run, or also the band of many seeds.

    >>> show_seeds(64, "One run, or also the band").text()
    '64 seeds'
    """
    return Choice("show", [("one run", 1), (f"{SEEDS} seeds", SEEDS)], value, help_text)


def draws(batches: Any = full_batch, gradient: Any = None, optimizer: Any = None) -> bool:
    """Return whether a seed changes anything: batches, the directions of a gradient method, or a search.

    >>> from sgdlab import backprop, minibatch, random_search, spsa
    >>> draws(gradient=backprop), draws(minibatch(8)), draws(gradient=spsa), draws(optimizer=random_search())
    (False, True, True, True)
    """
    return batches is not full_batch or takes_rng(gradient) or is_search(optimizer)


def band(many: Run | None, run: Run | None, floor: float = 0.0) -> Edges:
    """Return the 10th and the 90th percentile of an ensemble's losses above a floor, at the rows of a run.

    One that diverged is shorter than the other and may end between two rows: where the ensemble has no row, NaN.
    Without one of them: (None, None).

    >>> import sgdlab as sl
    >>> bowl = sl.quadratic([1.0])
    >>> low, high = band(sl.train(bowl, steps=2, seeds=3), sl.train(bowl, steps=3))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.5, 0.405, 0.328, nan], [0.5, 0.405, 0.328, nan])
    """
    if many is None or run is None:
        return None, None
    edges = np.full((2, len(run.steps)), np.nan)
    _, here, there = np.intersect1d(run.steps, many.steps, return_indices=True)
    edges[:, here] = np.percentile(many.losses[there], BAND, axis=1) - floor
    return edges[0], edges[1]


@dataclass(frozen=True, repr=False)
class within(StopRule):
    """Stop after so much work of this thread, as other programs do not count; or four times that by the clock.

    >>> import sgdlab as sl
    >>> sl.train(sl.quadratic([1.0]), steps=9, stop=within(1e-9, "it takes longer than")).stopped_by
    'it takes longer than 1e-09 s'
    """

    seconds: float = DEVOTED
    words: str = TOO_LONG
    reason_template: ClassVar[str] = "{words} {seconds:g} s"
    ends: tuple[float, float] = field(init=False, compare=False)  # in work and by the clock

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", (time.thread_time() + self.seconds, time.monotonic() + 4 * self.seconds))

    def met(self, run: Any) -> Any:
        """Return whether the time is over."""
        return time.thread_time() > self.ends[0] or time.monotonic() > self.ends[1]
