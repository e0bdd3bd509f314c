"""Names and looks of runs: color, dashes and marker [Series], the same in every picture [as_series]."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from sgdlab.checks import given
from sgdlab.run import Run


class Look(NamedTuple):
    """What distinguishes a line, with or without color: dashes, width and marker."""

    color: str
    dash: Any
    marker: str
    width: float = 1.6


# Okabe and Ito's blue, vermilion, green and purple, darkened to a contrast of at least 4.5 to 1 on white.
FULL = Look("#0067a8", "-", "o")
STOCHASTIC = Look("#c44f00", "-", "s", 1.1)  # thin and solid: dashes are lost in a zigzag
YOURS = Look("#96478b", (0, (6, 1, 1.2, 1)), "^")
LOOKS = (
    FULL,
    STOCHASTIC,
    Look("#00785c", (0, (1.2, 1)), "D"),
    YOURS,
    Look("#59636e", (0, (8, 2)), "v"),
)
LETTERS = 10.5  # of a legend, per inch
SAMPLE = 7  # the width of a legend's line sample, in letters


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
        names, all_runs = [str(name) for name in runs], list(runs.values())
    else:
        all_runs = list(runs) if isinstance(runs, Iterable) else []
        names = []
    wrong = [run for run in all_runs if not isinstance(run, Run)]
    if wrong or not all_runs:
        what = given(wrong[0] if wrong else runs)
        raise TypeError(f"runs is a Run, a list of runs, or {{name: run}}; got {what}")
    return [Series(*one) for one in zip(names or run_names(all_runs), all_runs, looks(all_runs), strict=True)]


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


def is_full_batch(run: Run) -> bool:
    """Whether every step of a run saw all examples."""
    return all(indices is None for indices in run.batch_indices)


def looks(runs: Sequence[Run | None]) -> list[Look]:
    """Return a look for each run; None means a line that is not a run."""
    free = list(LOOKS)
    chosen: list[Look | None] = []
    for run in runs:
        wanted = None if run is None else FULL if is_full_batch(run) else STOCHASTIC
        chosen.append(free.pop(free.index(wanted)) if wanted in free else None)
    free.sort(key=lambda look: look in (FULL, STOCHASTIC))  # looks with a meaning come last
    spare = (free or list(LOOKS)) * len(chosen)
    return [look or spare.pop(0) for look in chosen]


def sample(one: Series, label: str) -> Any:
    """Return the line of a run as the legend shows it."""
    return sample_of(one.look, label)


def sample_of(look: Look, label: str, filled: bool = True) -> Any:
    """Return a line with a given look as the legend shows it."""
    from matplotlib.lines import Line2D

    mark: dict[str, Any] = {"marker": look.marker, "ms": 6, **({} if filled else {"mfc": "white"})}
    return Line2D([], [], color=look.color, linestyle=look.dash, lw=look.width, label=label, **mark)


def legend(figure: Any, handles: Sequence[Any]) -> None:
    """Explain lines and markers above the panels, in as many columns as fit."""
    widest = max(len(str(handle.get_label())) for handle in handles)
    room = figure.bbox.width / figure.dpi * LETTERS
    columns = max(1, min(len(handles), int(room // (widest + SAMPLE))))
    total = sum(len(str(handle.get_label())) + SAMPLE for handle in handles)
    figure.legend(
        handles=handles,
        loc="outside upper left",
        ncols=len(handles) if total <= room else columns,
        handlelength=2.2,
        columnspacing=1.6,
        borderaxespad=0.2,
    )
