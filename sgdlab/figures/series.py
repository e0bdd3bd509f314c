"""Runs as they are drawn and named: color, dashes, marker [Series], chosen alike in every picture [as_series]."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from sgdlab.run import Run


class Look(NamedTuple):
    """What tells a line apart, with color and without."""

    color: str
    dash: Any
    marker: str


# Okabe and Ito's blue, vermilion, green and purple, darkened until they have a contrast of 4.5 to 1 on white.
FULL = Look("#0067a8", "-", "o")
STOCHASTIC = Look("#c44f00", (0, (4, 1.2)), "s")
LOOKS = (
    FULL,
    STOCHASTIC,
    Look("#00785c", (0, (1.2, 1)), "D"),
    Look("#96478b", (0, (6, 1, 1.2, 1)), "^"),
    Look("#59636e", (0, (8, 2)), "v"),
)


@dataclass(frozen=True)
class Series:
    """A run with its name and its look."""

    name: str
    run: Run
    look: Look

    @property
    def diverged(self) -> bool:
        """Whether this run diverged; for an ensemble, all of it."""
        at = self.run.diverged_at
        return at is not None and bool(np.all(np.asarray(at) >= 0))


def as_series(runs: Run | Iterable[Run] | Mapping[str, Run]) -> list[Series]:
    """Return the runs with names and looks: full batch blue, the first stochastic one orange, then the others."""
    if isinstance(runs, Run):
        runs = [runs]
    if isinstance(runs, Mapping):
        names, given = [str(name) for name in runs], list(runs.values())
    else:
        given = list(runs)
        names = []
    wrong = next((run for run in given if not isinstance(run, Run)), None)
    if wrong is not None or not given:
        what = "nothing" if not given else repr(wrong)[:80]
        raise TypeError(f"runs is a Run, a list of runs, or {{name: run}}; got {what}")
    return [Series(*one) for one in zip(names or run_names(given), given, _looks(given), strict=True)]


def run_names(runs: Sequence[Run]) -> list[str]:
    """Return short names that tell the runs apart: the batches; where alike, the learning rate; then the recipe."""
    batches = [run.recipe.split(", ")[0].removeprefix("the ") for run in runs]
    rates = [
        f"{name}, learning rate {run.learning_rates[0]:g}" if len(run.learning_rates) else name
        for name, run in zip(batches, runs, strict=True)
    ]
    recipes = [run.recipe.split(": ")[0].removeprefix("the ") for run in runs]
    for names in (batches, rates, recipes):
        if len(set(names)) == len(runs):
            return names
    return [f"run {k + 1}" for k in range(len(runs))]


def is_full_batch(run: Run) -> bool:
    """Whether every step of a run saw all examples."""
    return all(indices is None for indices in run.batch_indices)


def _looks(runs: Sequence[Run]) -> list[Look]:
    free = list(LOOKS)
    chosen: list[Look | None] = []
    for run in runs:
        wanted = FULL if is_full_batch(run) else STOCHASTIC
        chosen.append(free.pop(free.index(wanted)) if wanted in free else None)
    spare = (free or list(LOOKS)) * len(runs)
    return [look or spare.pop(0) for look in chosen]
