"""For every runner the best of many learning rates for a budget [tune, tuned_race], as in the page.

Around which rate they lie [usual_rate]; which one suits the start, too, of data that the reader gives [safe_rate].
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sgdlab.labs.race.drawn import Drawn
from sgdlab.labs.race.one_run import descend, steps_of
from sgdlab.labs.race.runners import Runner, values_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.numbers import three_digits
from sgdlab.labs.stage.sliders import on_grid
from sgdlab.landscape import sharpness
from sgdlab.landscape.steepest import FLAT, largest_curvature
from sgdlab.problems import Problem
from sgdlab.quantities import Array

POWERS = np.linspace(-3.0, 1.0, 17)  # of ten, around the usual learning rate
CLOSER = np.array([-0.2, -0.15, -0.1, -0.05, 0.05, 0.1, 0.15, 0.2])  # around the best of these, short of its neighbors
SEEDS = 4  # whose mean counts, or a lucky run would win
NEAR = 1e-12, 1e-30  # of the lowest loss, and of that at the start: what is so near to the lowest differs by rounding


@dataclass(frozen=True)
class Tuned:
    """Learning rates that are tried (R,), the loss at the end of each (R,), NaN where a run diverged, the best one."""

    rates: Array
    losses: Array
    best: float


@lru_cache(maxsize=8)
def usual_rate(problem: Problem) -> float:
    """Return where the slider stands: one over the largest curvature, or 0.1 where the loss has none.

    Of points, before the reader draws any.
    """
    curved = largest_curvature(problem.before if isinstance(problem, Drawn) else problem)
    return three_digits(on_grid(0.1 if curved == FLAT else 1 / curved))


def safe_rate(problem: Problem) -> float:
    """Return one over the largest curvature at the minimum or, if that is steeper, at the start."""
    return three_digits(on_grid(1 / max(1 / usual_rate(problem), sharpness(problem, problem.start))))


def tune(problem: Problem, settings: RaceSettings, runner: Runner) -> Tuned:
    """Try rates from a thousandth of the usual one to ten times as much, then some closer to the best of them."""
    best = runner.kind.own.get("learning_rate", usual_rate(problem))
    rates, losses = np.empty(0), np.empty(0)
    for powers in (POWERS, CLOSER):
        more = np.array([three_digits(best * 10**power) for power in powers])
        first, ends = _losses_at_end(problem, settings, runner, more)
        rates, places = np.unique([*rates, *more], return_index=True)
        losses = np.array([*losses, *ends])[places]
        lowest = np.fmin.reduce(losses)
        near = NEAR[0] * abs(lowest) + NEAR[1] * abs(first)
        best = float(rates[np.argmax(losses - lowest <= near)])  # the lowest of such rates
    return Tuned(rates, losses, best)


def _losses_at_end(problem: Problem, settings: RaceSettings, runner: Runner, rates: Array) -> tuple[float, Array]:
    """Return the loss at the start, and for each rate (R,) the mean at the end, NaN where a seed diverged."""
    values = values_of(runner, settings)
    seeds = 1 if values.batch_size is None else SEEDS
    run = descend(
        problem,
        settings,
        runner,
        rates=np.repeat(rates, seeds)[:, None],
        starts=[settings.start] * (len(rates) * seeds),
        seed=[settings.seed + k for k in range(seeds)] * len(rates),
        record_every=steps_of(problem, settings.epochs, values.batch_size, runner.kind.key),
    )
    ends = np.where(np.asarray(run.diverged_at) < 0, run.losses[-1], np.nan)
    return run.losses[0, 0], ends.reshape(len(rates), seeds).mean(axis=1)


def tuned_race(
    problem: Problem, settings: RaceSettings, race: Sequence[Runner]
) -> tuple[list[Runner], Mapping[str, Tuned]]:
    """Return the runners at their best rates, and what was tried by key; a search has no learning rate."""
    found = {one.key: tune(problem, settings, one) for one in race if "learning_rate" in one.kind.takes}
    best = {key: {"learning_rate": one.best} for key, one in found.items()}
    return [replace(one, own={**one.own, **best.get(one.key, {})}) for one in race], found
