"""Names and looks of what a figure draws: of runs [as_runs, NamedRun], of lines and classes by rank [look_of]."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from sgdlab.checks import given
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.scene import Series
from sgdlab.scene.piece import MARKERS

Scale: TypeAlias = Literal["linear", "log"]
SCALES = ("linear", "log")


class Look(NamedTuple):
    """How a line, or a class of points, is told from others, with or without color."""

    color: str
    dash: tuple[float, ...] = ()
    marker: str = "circle"

    def series(self, key: str, name: str, *, faint: bool = False, spent: Array | None = None) -> Series:
        """Return a series of a scene that has this look."""
        return Series(key, name, self.color, self.dash, self.marker, faint, spent)


FULL, STOCHASTIC = Look("blue"), Look("orange", (), "square")  # thin and solid: dashes are lost in a zigzag
OTHERS = [
    Look("purple", (9, 3), "diamond"),
    Look("gray", (3, 3), "triangle"),
    Look("indigo", (9, 3, 2, 3)),
    Look("gold", (9, 3), "square"),
    Look("green", (3, 3), "diamond"),
    Look("crimson", (9, 3, 2, 3), "triangle"),
]
COLORS = ("blue", "orange", "purple", "gray", "indigo", "gold", "green", "crimson")
CLASSES = ("indigo", "gold", "crimson", "green", "blue", "orange", "purple", "gray")
DASHES: tuple[tuple[float, ...], ...] = ((), (9, 3), (3, 3))
MOST = 10  # lines or classes in one picture


def look_of(rank: int, count: int, what: str, colors: Sequence[str] = COLORS) -> Look:
    """Return the look of a line or of a class by its rank: no two have both the dashes and the marker in common.

    Error: more than ten.
    """
    if count > MOST:
        raise ValueError(f"{count} {what} can't be told apart in one picture; draw at most {MOST}")
    shapes = MARKERS[:4]
    shade = (rank + rank // len(colors)) % len(colors)  # the second time round, other marks and dashes than the first
    return Look(colors[shade], DASHES[rank % len(DASHES)], shapes[rank % len(shapes)])


def lost(run: Run) -> int:
    """Return how many of an ensemble diverged; of a single run, 1 if it did."""
    at = run.diverged_at
    return 0 if at is None else int(np.sum(np.asarray(at) >= 0))


@dataclass(frozen=True)
class NamedRun:
    """A run with its name and its look."""

    name: str
    run: Run
    look: Look

    @property
    def diverged(self) -> bool:
        """Whether this run diverged; for an ensemble, all of it."""
        return lost(self.run) == (self.run.members or 1)


def as_runs(runs: Run | Iterable[Run] | Mapping[str, Run]) -> list[NamedRun]:
    """Return the runs with names and looks: full batch blue, the first stochastic one orange, then the others."""
    names = [str(name) for name in runs] if isinstance(runs, Mapping) else []
    several = runs.values() if isinstance(runs, Mapping) else [runs] if isinstance(runs, Run) else runs
    all_runs = list(several) if isinstance(several, Iterable) else []
    wrong = [run for run in all_runs if not isinstance(run, Run)]
    if wrong or not all_runs:
        what = given(wrong[0] if wrong else runs)
        raise TypeError(f"runs is a Run, a list of runs, or {{name: run}}; got {what}")
    return [NamedRun(*one) for one in zip(names or run_names(all_runs), all_runs, looks(all_runs), strict=True)]


def run_names(runs: Sequence[Run]) -> list[str]:
    """Return short names that tell the runs apart: by the batches or, if these are equal, by learning rate or recipe.

    If nothing in the recipes differs, the names get numbers.
    """
    names = [run.recipe.split(", ")[0].removeprefix("the ") for run in runs]
    longer = [name + _rate_words(run) for name, run in zip(names, runs, strict=True)]
    recipes = [run.recipe.split(": ")[0].removeprefix("the ") for run in runs]
    for better in (longer, recipes):
        names = [new if names.count(name) > 1 else name for name, new in zip(names, better, strict=True)]
    return [f"{name} ({k + 1})" if names.count(name) > 1 else name for k, name in enumerate(names)]


def _rate_words(run: Run) -> str:
    """Say the learning rate (for a schedule, that of the first step), or nothing if there is none."""
    rates = run.learning_rates
    if not len(rates) or not np.isfinite(rates[0]):
        return ""
    return f", learning rate {'' if np.all(rates == rates[0]) else 'from '}{rates[0]:g}"


def looks(runs: Sequence[Run | None]) -> list[Look]:
    """Return a look for each run; None means a line that is not a run."""
    free = [FULL, STOCHASTIC]
    chosen: list[Look | None] = []
    for run in runs:
        full = run is not None and all(indices is None for indices in run.batch_indices)
        wanted = None if run is None else FULL if full else STOCHASTIC
        chosen.append(free.pop(free.index(wanted)) if wanted in free else None)
    spare = [*OTHERS, *free] * len(chosen)  # looks with a meaning come last
    return [look or spare.pop(0) for look in chosen]


def budget(series: Sequence[NamedRun]) -> tuple[float, str]:
    """Return the most that any of the runs spent, and in which unit: example-gradients, or steps without any."""
    examples = max(float(one.run.examples_seen[-1]) for one in series)
    if examples > 0:
        return examples, "example-gradients"
    return max(1.0, *(float(one.run.steps[-1]) for one in series)), "steps"


def spent(run: Run, total: float, unit: str) -> Array:
    """Return the share of the budget that a run had spent at each of its rows."""
    used: object = run.examples_seen if unit == "example-gradients" else run.steps
    return np.asarray(used, dtype=float) / total
