"""The race without a widget: settings in, a run for each runner out [compute], the bands of many seeds [with_bands].

Full batch, SGD and all other chosen runners descend from one start, on one budget of example-gradients; so does the
learner's own part, if there is one.  The start is a point of the plane on which the race is shown.
"""

from dataclasses import replace

from sgdlab.figures.sentences import capital
from sgdlab.labs.band import DEVOTED, TOO_LONG, within
from sgdlab.labs.race.crossing import judged
from sgdlab.labs.race.one_run import descend, try_yours
from sgdlab.labs.race.result import RaceResult, drawing
from sgdlab.labs.race.runners import fitting, read, values_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.race.tuning import tuned_race
from sgdlab.labs.race.words import WORDS, outcome, places
from sgdlab.labs.yours import Parts
from sgdlab.problems import Problem
from sgdlab.run import Run


def compute(problem: Problem, settings: RaceSettings, yours: Parts | None = None) -> RaceResult:
    """Run the race: all start at the same point, and each has a budget of epochs * n example-gradients.

    Formula: full batch: `epochs` steps on all n examples; SGD: epochs * ceil(n / B) steps on mini-batches of B; yours:
    the parts of `train` that you give, and SGD's for the others, until the budget is used.
    """
    race = read(fitting(settings.runners, problem.n))
    race, tuned = tuned_race(problem, settings, race) if settings.tuned else (race, {})
    runs = {one.key: descend(problem, settings, one) for one in race}
    names, values = {one.key: one.name for one in race}, {one.key: values_of(one, settings) for one in race}
    exact = values.get("full")
    beside = {key for key, own in values.items() if replace(own, batch_size=None, replace=False) == exact}
    lines = {
        one.key: outcome(problem, one, values[one.key], runs[one.key], runs["full"] if one.key in beside else None)
        for one in race
    }
    if yours:
        own, names["yours"] = try_yours(problem, settings, yours), "yours"
        runs["yours"], lines["yours"] = own, outcome(problem, None, None, own)
    said = [WORDS["described"].format(name=capital(names[key]), line=line) for key, line in lines.items()]
    said.append(places(problem, settings.start, names, runs))
    return judged(RaceResult(problem, settings, race, runs, names, tuple(lines.values()), " ".join(said), tuned=tuned))


def with_bands(problem: Problem, result: RaceResult, seconds: float = DEVOTED) -> RaceResult:
    """Return a result with ensembles of as many seeds as its settings say; if one takes too long, a line says so."""
    settings = result.settings
    bands: dict[str, Run] = {}
    for runner in drawing(result):
        many = descend(problem, settings, runner, stop=within(seconds), seeds=settings.seeds)
        if many.stopped_by.startswith(TOO_LONG):
            late = f"{settings.seeds} seeds{result.whose and f' of {runner.name}'}: {many.stopped_by}"
            result = replace(result, lines=(*result.lines, late))
            break
        bands[runner.key] = many
    return judged(replace(result, bands=bands))
