"""Compare two runs side by side: their paths, and their losses for the same budget [race]."""

from collections.abc import Sequence
from typing import Any

from sgdlab.checks import given, one_of
from sgdlab.figures.curves import AXES, Against, check_ensemble, loss_floor, losses_of, suits_log
from sgdlab.figures.paths import landscape_of, map_of, paths_of, starts_of
from sgdlab.figures.runs import FULL, STOCHASTIC, YOURS, NamedRun, budget, run_names
from sgdlab.figures.sentences import count, journeys, lowest_point, sentence, spread
from sgdlab.landscape import Surface
from sgdlab.run import Run
from sgdlab.scene import Clock, Figure, Scene, figure_of


def race(
    problem: Any,
    full: Run,
    sgd: Run,
    *,
    yours: Run | None = None,
    seeds: Run | None = None,
    surface: Surface | None = None,
    against: Against = "example-gradients",
) -> Figure:
    """Draw two runs, or three, side by side: their paths over the loss surface, and their losses for what they cost.

    The loss is drawn above its minimum if the problem knows it.  `yours` is a third run.  `seeds`, an ensemble of
    the second run, adds the band between its 10th and its 90th percentile.  `against` is the horizontal axis of the
    losses: "steps", "epochs" or "example-gradients".  Errors: as `loss_surface`; `seeds` that are a single run.

    >>> import sgdlab as sl
    >>> line = sl.linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> race(line, sl.train(line, steps=10), sl.train(line, **sl.sgd(0.1, batch_size=1), steps=30))
    Race on linear regression on 3 examples for 30 example-gradients each, from w = 0, b = 0: full batch to ...
    """
    one_of(against, "against", AXES)
    _check(full=full, sgd=sgd, yours=yours)
    if seeds is not None:
        check_ensemble(seeds)
    known = getattr(problem, "minimum", None)
    floor = 0.0 if known is None else loss_floor(problem)
    names = run_names([full, sgd])
    series = [NamedRun(names[0], full, FULL), NamedRun(names[1], sgd, STOCHASTIC)]
    if yours is not None:
        series.append(NamedRun("yours", yours, YOURS))
    landscape = landscape_of(problem, series, surface)
    words = (
        f"race on {landscape.title} for {_budgets(series)}, {journeys(series, landscape.names)}; "
        f"{lowest_point(landscape)}"
    )
    ends = "" if seeds is None else f" {spread(seeds)}"
    behind = {} if seeds is None else {1: seeds}
    log, above = suits_log(series, floor), known is not None
    paths = map_of(landscape, paths_of(series), starts_of(series), "The loss surface", even=False)
    losses = losses_of(series, against, log=log, floor=floor, behind=behind, above=above)
    clock = Clock(*budget(series))
    return figure_of(Scene(f"The race on {landscape.title}", sentence(words) + ends, [paths, losses], clock=clock))


def _check(**runs: Any) -> None:
    for name, one in runs.items():
        if not isinstance(one, Run) and (one is not None or name != "yours"):
            raise TypeError(f"{name} is a Run, what sgdlab.train returns; got {given(one)}")


def _budgets(series: Sequence[NamedRun]) -> str:
    spent = [int(one.run.examples_seen[-1]) for one in series]
    if len(set(spent)) == 1:
        return f"{count(spent[0], 'example-gradient')} each"
    return f"{', '.join(f'{some:,}' for some in spent[:-1])} and {count(spent[-1], 'example-gradient')}"
