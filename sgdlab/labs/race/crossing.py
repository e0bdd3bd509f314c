"""Where full batch and SGD cross for good [crossing], how many seeds are ahead, and where the noise ends [Verdict].

The page computes the same (`front_end/src/live/race_crossing.js`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sgdlab.figures.sentences import NEGLIGIBLE, number
from sgdlab.labs.race.runners import DESCENT, Runner, Values
from sgdlab.labs.race.words import WORDS, capital
from sgdlab.labs.rate import floor as floor_of
from sgdlab.noise import gradient_noise
from sgdlab.problems import Problem
from sgdlab.quantities import Array, count
from sgdlab.run import Run

Spent: TypeAlias = tuple[NDArray[Any], Array]  # what was spent by each row, and the loss there

ROUNDING = 1e-9  # of two losses: nearer to each other nobody is ahead
LAST = 0.75  # of the budget, from where on the noise floor is measured


@dataclass(frozen=True)
class Verdict:
    """What is said of full batch and a runner with noise.

    crosses: the budget in example-gradients from which on the leader stays the same, None if it never changes;
    predicted: the noise floor, the expected excess loss in the long run;  lines: sentences.
    """

    crosses: float | None = None
    predicted: float | None = None
    lines: tuple[str, ...] = ()


def crossing(one: Spent, other: Spent) -> float | None:
    """Return the budget from which on the leader stays the same until the end; None if it is the same all the time.

    one, other: the budgets (T,) at which there are new losses (T,).  At each budget a run has the loss that it had
    after its last update, since nobody has half a step.

    >>> crossing((np.array([0, 4, 8]), np.array([9.0, 4.0, 1.0])), (np.arange(9), np.array([9.0, *[3.0] * 8])))
    8.0
    """
    budgets = np.union1d(one[0], other[0])
    mine, others = _losses_at(one, budgets), _losses_at(other, budgets)
    apart = np.abs(mine - others) > ROUNDING * (np.abs(mine) + np.abs(others))
    ahead = np.where(apart, np.sign(mine - others), 0.0)
    before = np.flatnonzero(ahead == -ahead[-1])
    return float(budgets[before[-1] + 1]) if ahead[-1] and len(before) else None


def _losses_at(run: Spent, budgets: Array) -> Array:
    seen, losses = run
    at: Array = losses[np.searchsorted(seen, budgets, side="right") - 1]
    return at


@lru_cache(maxsize=8)
def noise_at_minimum(problem: Problem) -> tuple[Array, Array] | None:
    """Return the curvatures (P,), and along each the variance (P,) of one example's gradient at the minimum.

    None unless the loss is a quadratic with data and a known minimum.
    """
    if problem.hessian is None or problem.minimum is None or not problem.data:
        return None
    curved, axes = np.linalg.eigh(problem.hessian)
    variances = np.diag(axes.T @ gradient_noise(problem, problem.minimum).covariance @ axes)
    return curved, np.maximum(variances, 0.0)  # a rounded 0 can be below it


def predicted_floor(problem: Problem, runner: Runner, values: Values) -> float | None:
    """Return the noise floor of gradient descent at a constant learning rate on a quadratic; None without a formula.

    Formula: 1/2 sum λ Var(w), Var(w) = α s² (1 + b) / (λ (1 - b) (2 (1 + b) - αλ)) along each direction (heavy ball),
    s² the variance of a mini-batch's gradient at the minimum, as if batches were independent of each other and as
    noisy everywhere.
    """
    known = noise_at_minimum(problem)
    nesterov = runner.kind.key == "nesterov"
    if known is None or not (nesterov or runner.kind.program == DESCENT):
        return None
    if values.batch_size is None or values.schedule != "constant":
        return None
    curved, variances = known
    noise = np.sqrt(variances * share(problem.n, values.batch_size, values.replace))
    found = float(floor_of(values.learning_rate, values.momentum, curved, noise, nesterov))
    return found if NEGLIGIBLE < found < np.inf else None  # examples on a line have no noise but rounding


def share(n: int, size: int, replace: bool) -> float:
    """Return what a mini-batch leaves of an example's variance: 1 / B, times (n - B) / (n - 1) if none is put back.

    >>> share(10, 1, False), share(10, 10, False), share(10, 4, True)
    (1.0, 0.0, 0.25)
    """
    return 1 / size if replace or n == 1 else (n - size) / (n - 1) / size


def verdict(
    problem: Problem, runner: Runner, values: Values, runs: Mapping[str, Run], many: Run | None, whose: str = ""
) -> Verdict:
    """Return where the full batch and a runner with noise cross, the noise floor, and what is said of both.

    With many seeds it is their median that crosses.  whose: a name, where others draw their batches, too.
    """
    of_whom = f" of {whose}" if whose else ""
    run, full = runs[runner.key], runs.get("full")
    predicted = predicted_floor(problem, runner, values)
    crosses, lines = None, []
    if full is not None and full.diverged_at is None and run.diverged_at is None:
        losses = run.losses if many is None else np.median(many.losses, axis=1)
        crosses = crossing((full.examples_seen, full.losses), ((many or run).examples_seen, losses))
        if crosses is not None:
            who = runner.name if many is None else WORDS["median"].format(name=runner.name)
            first = "full batch" if full.losses[-1] > losses[-1] else who
            epochs, examples = number(crosses / problem.n), count(int(crosses), "example-gradient")
            several = "s" * (epochs != "1")
            lines.append(
                WORDS["crossing"].format(first=capital(first), epochs=epochs, several=several, examples=examples)
            )
        if many is not None:
            lower = int(np.sum(many.losses[-1] < full.losses[-1] - ROUNDING * abs(full.losses[-1])))
            seeds = count(int(many.members or 0), "seed")
            lines.append(WORDS["seeds ahead"].format(lower=lower, seeds=seeds, of_whom=of_whom))
    if predicted is not None and run.diverged_at is None:
        floors = {"predicted": number(predicted), "measured": number(measured_floor(problem, many or run))}
        lines.append(WORDS["floor"].format(**floors, of_whom=of_whom))
    return Verdict(crosses, predicted, tuple(lines))


def measured_floor(problem: Problem, run: Run) -> float:
    """Return the mean excess loss in the last quarter of the steps, of a run or of an ensemble."""
    rows = run.steps >= LAST * run.steps[-1]
    return float(np.mean(run.losses[rows])) - float(problem(problem.minimum))
