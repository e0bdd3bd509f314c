"""What to reach in the race [goals_of, enough_for], and the numbers that say whether it is reached [reached_by]."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from sgdlab.figures.sentences import NEGLIGIBLE
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.race.one_run import descend
from sgdlab.labs.race.runners import read
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.race.tuning import safe_rate
from sgdlab.labs.stage.goal import Goal
from sgdlab.problems import Problem
from sgdlab.quantities import count
from sgdlab.run import Run
from sgdlab.scene import Json
from sgdlab.training.stopping import target_loss

MOMENTA = (0.0, 0.5, 0.8, 0.9)


def enough_for(problem: Problem, usual: RaceSettings) -> float:
    """Return how many examples full batch needs to the target, with one of four momenta; infinite above 300 epochs."""
    full, longest = read(usual.runners)[0], replace(usual, learning_rate=safe_rate(problem), epochs=300)
    low = lowest_loss(problem) + target_of(problem)
    runs = (descend(problem, replace(longest, momentum=one), full, target_loss(low)) for one in MOMENTA)
    return min(_spent_on(run, low) for run in runs)


def goals_of(problem: Problem, least: float, found: Json) -> list[Goal]:
    """Return goals that the usual settings don't reach; where examples disagree, also two about the noise.

    least: how many examples full batch needs, so the first goal allows as many at least;  found: what the usual
    settings reach.
    """
    n, target = problem.n, target_of(problem)
    excess = f"an excess loss below {target:g}"
    budgets = [int(one) for one in (max(3.6 * n, least), 2 * n, n, 0.5 * n) if least <= one < np.inf]
    sooner = [Goal(f"Get {excess} with {count(one, 'example-gradient')}.", {"spent": (0, one)}) for one in budgets]
    goals = [goal for goal in sooner if not goal.reached(found)][:1]
    if lowest_loss(problem) > target:
        half = "Let the full batch end at half of SGD's excess loss or less."
        single = f"With single examples, let SGD end with an excess below {target / 10:g}."
        goals += [Goal(half, {"ratio": (None, 0.5)}), Goal(single, {"end": (None, target / 10)}, {"batch_size": 1})]
    return [goal for goal in goals if not goal.reached(found)]


@lru_cache(maxsize=8)
def target_of(problem: Problem) -> float:
    """Return a small excess above the smallest loss, which the goals are about; 0 if that isn't known."""
    if problem.minimum is None:
        return 0.0
    return float(f"{4e-4 * (float(problem(problem.start)) - lowest_loss(problem)):.1g}")


def reached_by(problem: Problem, runners: Mapping[str, Run]) -> Json:
    """Return what the goals are about: the fewest examples to the target, SGD's excess, and full batch's beside it."""
    floor = lowest_loss(problem)
    runs = (runners.get(key) for key in ("full", "sgd"))
    full, sgd = (None if run is None else _excess_of(run, floor) for run in runs)
    least = min(_spent_on(run, floor + target_of(problem)) for run in runners.values())
    ratio = None if full is None or sgd is None or sgd <= NEGLIGIBLE * floor else full / sgd  # else of rounding errors
    return {"spent": None if least == np.inf else least, "ratio": ratio, "end": sgd}


def _excess_of(run: Run, floor: float) -> float | None:
    """Return how far above the smallest loss a run ends; None if it diverged."""
    return float(run.losses[-1]) - floor if run.diverged_at is None else None


def _spent_on(run: Run, target: float) -> float:
    """Return how many examples a run had seen when its loss was below a target at first; infinite if it never was."""
    below = np.flatnonzero(run.losses < target)
    return int(run.examples_seen[below[0]]) if len(below) else np.inf
