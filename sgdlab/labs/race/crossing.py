"""Where full batch and SGD cross for good [crossing], how many seeds are ahead, and where the noise ends [judged].

The page computes the same (`front_end/src/labs/race/crossing.js`).
"""

from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from sgdlab.figures.sentences import NEGLIGIBLE, number
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.race.noise_floor import Noise, Steps, noise_floor
from sgdlab.labs.race.result import RaceResult, drawing
from sgdlab.labs.race.runners import DESCENT, Runner, Values, values_of
from sgdlab.labs.race.words import WORDS
from sgdlab.labs.rate import rate
from sgdlab.noise import gradient_noise
from sgdlab.problems import Problem
from sgdlab.quantities import Array, count
from sgdlab.run import Run

Spent: TypeAlias = tuple[Array, Array]  # what was spent by each row, and the loss there

ROUNDING = 1e-9  # of two losses: nearer to each other nobody is ahead
REST = 1e-22  # of the loss at the start: nearer to a minimum of 0, a rounded path differs by more than ROUNDING
SELDOM = 0.25  # of the budgets before the last change: one who is ahead more often has led, too
HALF, LAST, LATE = 0.5, 0.75, 0.9  # of the steps; the noise floor is measured in the last quarter
OFF = 3  # times higher or lower than the last tenth of the steps, an end doesn't show how high the noise is
LEFT = 0.1  # of the noise floor: while the start adds more than that to the loss, the floor is not reached


def crossing(one: Spent, other: Spent) -> tuple[float, tuple[int, int]] | None:
    """Return the budget from which on the leader stays the same until the end, and at how many before it each leads.

    None if the leader is the same all the time.  Neither leads where both losses are as low.

    one, other: the budgets (T,) at which there are new losses (T,).  At each budget a run has the loss of its last
    row, since nobody has half a step.

    >>> crossing((np.array([0, 4, 8]), np.array([9.0, 4.0, 1.0])), (np.arange(9), np.array([9.0, *[3.0] * 8])))
    (8.0, (0, 7))
    """
    budgets = np.union1d(one[0], other[0])
    ahead = _ahead(one, other, budgets)
    before = np.flatnonzero(ahead == -ahead[-1])
    if not ahead[-1] or not len(before):
        return None
    last = before[-1] + 1
    led, lasting = ahead[:last], np.diff(budgets[: last + 1])
    return float(budgets[last]), (int(np.sum(lasting[led < 0])), int(np.sum(lasting[led > 0])))


def _ahead(one: Spent, other: Spent, budgets: Array) -> Array:
    """Which loss is lower: -1 for the first, 1 for the second, 0 for neither."""
    mine, others = (losses[np.searchsorted(seen, budgets, side="right") - 1] for seen, losses in (one, other))
    return _lower(mine, others, one[1][0])


def _lower(mine: Array | float, others: Array | float, first: float) -> Array:
    near = ROUNDING * (np.abs(mine) + np.abs(others)) + REST * abs(first)
    found: Array = np.where(np.abs(mine - others) > near, np.sign(mine - others), 0.0)
    return found


@lru_cache(maxsize=8)
def noise_at_minimum(problem: Problem) -> Noise | None:
    """Return what examples add to the steps around the minimum of a quadratic with data; None for other losses."""
    if problem.hessian is None or problem.minimum is None or not problem.data:
        return None
    curved, axes = np.linalg.eigh(problem.hessian)
    there = gradient_noise(problem, problem.minimum)
    variances = np.diag(axes.T @ there.covariance @ axes)
    beside = (gradient_noise(problem, problem.minimum + axis).gradients for axis in axes.T)
    steep = [np.mean(((one - there.gradients) @ axes) ** 2, axis=0) for one in beside]
    uneven = np.stack(steep, axis=-1) - np.diag(curved**2)
    return Noise(curved, *(np.maximum(one, 0.0) for one in (variances, uneven)))  # a rounded 0 can be below it


def predicted_floor(problem: Problem, runner: Runner, values: Values) -> float | None:
    """Return the noise floor of gradient descent at a constant learning rate on a quadratic; None without a formula."""
    known, nesterov = noise_at_minimum(problem), runner.kind.key == "nesterov"
    if known is None or not (nesterov or runner.kind.program == DESCENT):
        return None
    if values.batch_size is None or values.schedule != "constant":
        return None
    if rate(values.learning_rate, values.momentum, known.curved[-1:], nesterov) >= 1:
        return None  # on the edge nothing holds a run, and only rounding makes its floor finite
    steps = Steps(values.learning_rate, values.momentum, nesterov, problem.n, values.batch_size, values.replace)
    found = noise_floor(known, steps)
    return found if NEGLIGIBLE < found < np.inf else None  # examples on a line have no noise but rounding


def judged(result: RaceResult) -> RaceResult:
    """Return a result with its verdict: where full batch and the runner cross, its noise floor, what is said of them.

    With many seeds it is their median that crosses.
    """
    some = drawing(result)
    if not some:
        return result
    problem, runner, many = result.problem, some[0], result.many
    of_whom = result.whose and f" of {result.whose}"
    values, run, full = values_of(runner, result.settings), result.runners[runner.key], result.runners.get("full")
    predicted = predicted_floor(problem, runner, values)
    crosses, lines = None, []
    if full is not None and full.diverged_at is None and run.diverged_at is None:
        losses = run.losses if many is None else np.median(many.losses, axis=1)
        curves = (full.examples_seen, full.losses), ((many or run).examples_seen, losses)
        found = crossing(*curves)
        if found is not None:
            crosses, lower = found
            names = "full batch", runner.name if many is None else WORDS["median"].format(name=runner.name)
            lines.append(_crossing_words(problem, *curves, crosses, lower, names))
        if many is not None:
            ends = int(np.sum(_lower(many.losses[-1], full.losses[-1], full.losses[0]) < 0))
            seeds = count(int(many.members or 0), "seed")
            lines.append(WORDS["seeds ahead"].format(lower=ends, seeds=seeds, of_whom=of_whom))
    if run.diverged_at is None and problem.minimum is not None:
        lines += _noise_words(problem, runner, values, many or run, predicted, of_whom)
    return replace(result, crosses=crosses, predicted=predicted, verdict=tuple(lines))


def _noise_words(
    problem: Problem, runner: Runner, values: Values, run: Run, predicted: float | None, of_whom: str
) -> list[str]:
    """Say how high the noise keeps a run, or an ensemble, if that is known, or is not what its end shows."""
    fields = {"predicted": number(predicted or 0.0), "of_whom": of_whom}
    if predicted is not None and is_settled(problem, runner, values, run, predicted):
        return [WORDS["floor"].format(measured=number(mean_excess(problem, run, LAST, 1.0)), **fields)]
    said = [] if predicted is None else [WORDS["falling"].format(**fields)]
    before, late, end = (mean_excess(problem, run, *shares) for shares in ((LAST, LATE), (LATE, 1.0), (1.0, 1.0)))
    off, low = not late / OFF <= end <= late * OFF, lowest_loss(problem)
    if off and _lower(late + low, end + low, np.max(run.losses[0])) and before < 2 * late:  # it isn't falling
        said.append(WORDS["late"].format(measured=number(late), **fields))
    return said


def _crossing_words(
    problem: Problem, one: Spent, other: Spent, crosses: float, lower: tuple[int, int], names: tuple[str, str]
) -> str:
    """Say who leads up to the crossing; or, if the lead has changed often, who takes it then and who had it before."""
    last = int(one[1][-1] > other[1][-1])
    often = int(lower[1] > lower[0])
    epochs, examples = number(crosses / problem.n), count(int(crosses), "example-gradient")
    fields = {"epochs": epochs, "several": "s" * (epochs != "1"), "examples": examples}
    at_the_end = crosses == max(one[0][-1], other[0][-1])
    if not at_the_end and lower[last] <= SELDOM * sum(lower):
        return WORDS["crossing"].format(first=names[1 - last], **fields)
    percent = 100 * lower[often] // int(crosses)  # rounded down: 100 would say that the lead never changed
    led = "it" if often == last else names[often]
    words = WORDS["overtakes" if at_the_end else "changes"]
    return words.format(last=names[last], often=led, percent=percent, **fields)


def is_settled(problem: Problem, runner: Runner, values: Values, run: Run, predicted: float) -> bool:
    """Return whether a run, or an ensemble, has reached its noise floor: whether it has forgotten where it started.

    Formula: r^(2 T/4) times the mean excess in the third quarter of T steps is at most a tenth of the predicted floor,
    r the factor by which a step shrinks the distance in the slowest direction.
    """
    known = noise_at_minimum(problem)
    assert known is not None  # or there is no prediction
    slowest = float(rate(values.learning_rate, values.momentum, known.curved, runner.kind.key == "nesterov"))
    left: float = slowest ** (float(run.steps[-1]) / 2) * mean_excess(problem, run, HALF, LAST)
    return left <= LEFT * predicted


def mean_excess(problem: Problem, run: Run, since: float, until: float) -> float:
    """Return the mean excess loss of a run, or of an ensemble, between two shares of its steps."""
    first, last = np.searchsorted(run.steps, np.array([since, until]) * run.steps[-1])
    return float(np.mean(run.losses[first : last + 1])) - lowest_loss(problem)
