"""The race without a widget: settings in, a run for each runner out [compute], the bands of many seeds [with_bands].

Many races at once, which differ in one setting, are the rays of the star, where the kernel computes [compute_many].

Full batch, SGD and all other chosen runners descend from one start, on one budget of example-gradients; so does the
learner's own part, if there is one.  The start is a point of the plane on which the race is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sgdlab.figures.sentences import capital
from sgdlab.labs.band import DEVOTED, TOO_LONG, within
from sgdlab.labs.race.crossing import verdict
from sgdlab.labs.race.one_run import descend, try_yours
from sgdlab.labs.race.result import RaceResult, drawing
from sgdlab.labs.race.runners import Runner, fitting, read, values_of
from sgdlab.labs.race.settings import USUAL, RaceSettings
from sgdlab.labs.race.tuning import tuned_race
from sgdlab.labs.race.words import WORDS, outcome, places
from sgdlab.labs.yours import Parts
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run

PAIR = read(USUAL)


def compute(problem: Problem, settings: RaceSettings, yours: Parts | None = None) -> RaceResult:
    """Run the race: all start at the same point, and each has a budget of epochs * n example-gradients.

    Formula: full batch: `epochs` steps on all n examples; SGD: epochs * ceil(n / B) steps on mini-batches of B; yours:
    the parts of `train` that you give, and SGD's for the others, until the budget is used.
    """
    race = read(fitting(settings.runners, problem.n))
    race, tuned = tuned_race(problem, settings, race) if settings.tuned else (race, {})
    runs = {one.key: descend(problem, settings, one) for one in race}
    own = try_yours(problem, settings, yours) if yours else None
    return replace(result_of(problem, settings, race, runs, own), tuned=tuned)


def compute_many(
    problem: Problem, settings: RaceSettings, name: str, places: Sequence[float], yours: Parts | None = None
) -> list[RaceResult]:
    """Return what `compute` returns at all places of one slider, while the other settings stay.

    All learning rates, or all momenta, train as one ensemble whose members have one seed, so that they see the same
    batches.  Batch sizes train one after the other.  A run that doesn't depend on the setting trains once.  Only the
    full batch and SGD race, with the settings that they share.
    """
    changes: list[dict[str, Any]] = [{name: place} for place in places]
    each = [replace(settings, **change) for change in changes]
    if name == "batch_size":
        full = descend(problem, settings, PAIR[0])
        both = [{"full": full, "sgd": descend(problem, one, PAIR[1])} for one in each]
    else:
        fulls, sgds = (_at_once(problem, each, runner) for runner in PAIR)
        both = [{"full": one, "sgd": other} for one, other in zip(fulls, sgds, strict=True)]
    varies = name == "batch_size" or (yours is not None and "optimizer" not in yours)  # then it has this setting, too
    same = try_yours(problem, settings, yours) if yours and not varies else None
    own = [try_yours(problem, one, yours) if yours and varies else same for one in each]
    return [result_of(problem, one, PAIR, runs, mine) for one, runs, mine in zip(each, both, own, strict=True)]


def _at_once(problem: Problem, each: Sequence[RaceSettings], runner: Runner) -> list[Run]:
    """The runs of one runner for settings that differ in learning rate or momentum: the members of one ensemble."""
    rates, momenta = (_shared_or_column([getattr(one, name) for one in each]) for name in ("learning_rate", "momentum"))
    starts, seeds = [one.start for one in each], [one.seed for one in each]
    run = descend(problem, each[0], runner, rates=rates, momenta=momenta, starts=starts, seed=seeds)
    return [run.member(k) for k in range(len(each))]


def _shared_or_column(numbers: list[float]) -> float | Array:
    """The number if all are equal, which saves operations on arrays; else a column with one for each member."""
    return numbers[0] if len(set(numbers)) == 1 else np.array(numbers)[:, None]


def result_of(
    problem: Problem, settings: RaceSettings, race: Sequence[Runner], runs: Mapping[str, Run], yours: Run | None
) -> RaceResult:
    """Return the result of the runs, with its sentences."""
    names = {one.key: one.name for one in race}
    values = {one.key: values_of(one, settings) for one in race}
    exact = values.get("full")
    beside = {key for key, own in values.items() if replace(own, batch_size=None, replace=False) == exact}
    lines = {
        one.key: outcome(problem, one, values[one.key], runs[one.key], runs["full"] if one.key in beside else None)
        for one in race
    }
    if yours is not None:
        runs, names["yours"] = {**runs, "yours": yours}, "yours"
        lines["yours"] = outcome(problem, None, None, yours)
    said = [WORDS["described"].format(name=capital(names[key]), line=line) for key, line in lines.items()]
    said.append(places(problem, settings.start, names, runs))
    result = RaceResult(settings, race, runs, names, tuple(lines.values()), " ".join(said))
    return replace(result, verdict=verdict(problem, result))


def with_bands(problem: Problem, result: RaceResult, seconds: float = DEVOTED) -> RaceResult:
    """Return a result with ensembles of as many seeds as its settings say; if one takes too long, a line says so."""
    settings = result.settings
    bands: dict[str, Run] = {}
    for runner in drawing(result):
        many = descend(problem, settings, runner, stop=within(seconds), seeds=settings.seeds)
        if many.stopped_by.startswith(TOO_LONG):
            late = f"{settings.seeds} seeds{result.whose and f' of {runner.name}'}: {many.stopped_by}"
            result = replace(result, lines=(*result.lines, late), late=late)
            break
        bands[runner.key] = many
    result = replace(result, bands=bands)
    return replace(result, verdict=verdict(problem, result))
