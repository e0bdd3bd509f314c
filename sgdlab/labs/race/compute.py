"""The race without a widget: settings in, two runs out [compute].

Full-batch gradient descent and SGD descend from one start, on one budget of example-gradients.
"""

from dataclasses import dataclass, replace

import numpy as np

from sgdlab.batches import BatchRule, full_batch, minibatch
from sgdlab.gradients import backprop
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.training import train

DRAWN = 160  # rows of a run that are kept and sent to the browser: ten epochs of mini-batches of 8, step by step


@dataclass(frozen=True)
class RaceSettings:
    """What the controls of the race say; `epochs` is the budget of each runner, in passes over the data."""

    learning_rate: float = 0.1
    batch_size: int = 8
    momentum: float = 0.0
    seed: int = 0
    start: tuple[float, float] = (0.0, 0.0)
    epochs: int = 10
    seeds: int = 1


@dataclass(frozen=True)
class RaceResult:
    """Both runs, the ensemble of many seeds where it was asked for, and the words."""

    settings: RaceSettings
    full: Run
    sgd: Run
    many: Run | None
    lines: tuple[str, str]
    description: str


def compute(problem: Problem, settings: RaceSettings) -> RaceResult:
    """Run the race: both descend from the same start and may look at epochs * n examples.

    Formula: full batch: `epochs` steps on all n examples; SGD: epochs * ceil(n / B) steps on mini-batches of B.

    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> result = compute(line, RaceSettings(batch_size=1))
    >>> result.full.bill.example_gradients, result.sgd.bill.example_gradients
    (30, 30)
    """
    full = descend(problem, settings, full_batch)
    return result_of(problem, settings, full, descend(problem, settings, minibatch(settings.batch_size)))


def result_of(problem: Problem, settings: RaceSettings, full: Run, sgd: Run) -> RaceResult:
    """Return the result of both runs, with its words."""
    lines = _outcome(problem, settings, full), _outcome(problem, settings, sgd)
    return RaceResult(settings, full, sgd, None, lines, f"Full batch: {lines[0]}. SGD: {lines[1]}.")


def with_seeds(problem: Problem, result: RaceResult) -> RaceResult:
    """Return a result with the ensemble of as many seeds as its settings say."""
    batches = minibatch(result.settings.batch_size)
    return replace(result, many=descend(problem, result.settings, batches, result.settings.seeds))


def steps_of(problem: Problem, settings: RaceSettings, batches: BatchRule) -> int:
    """Return how many steps a budget allows: one an epoch on the full batch, ceil(n / B) on mini-batches of B."""
    return settings.epochs * (1 if batches is full_batch else -(-problem.n // settings.batch_size))


def record_every(steps: int) -> int:
    """Return which rows of a run are kept: every k-th."""
    return max(1, -(-steps // DRAWN))


def descend(problem: Problem, settings: RaceSettings, batches: BatchRule, seeds: int | None = None) -> Run:
    """Return the run of one runner, or of as many as there are seeds."""
    steps = steps_of(problem, settings, batches)
    return train(
        problem,
        settings.start,
        gradient=backprop,
        optimizer=gradient_descent(settings.learning_rate, settings.momentum),
        batches=batches,
        steps=steps,
        seed=settings.seed,
        seeds=seeds,
        record_every=record_every(steps),
    )


def _outcome(problem: Problem, settings: RaceSettings, run: Run) -> str:
    """The recipe of one runner and what became of it."""
    parts = run.recipe.split(":")[0].replace(", ", " · ")
    if run.diverged_at is None:
        steps = int(run.steps[-1])
        return f"{parts}: loss {run.losses[-1]:.3g} after {steps:,} step{'' if steps == 1 else 's'}"
    limit = f"learning rate {settings.learning_rate:g}"
    if problem.curvature is None:
        limit += " is too large for this loss"
    else:
        edge = (2 + 2 * settings.momentum) / problem.curvature[1]
        name = "(2 + 2 momentum)/λmax" if settings.momentum else "2/λmax"
        if settings.learning_rate > edge:
            limit += f" is above {name} = {edge:.3g}"
        else:
            limit += f" is below {name} = {edge:.3g}, but some batches are steeper than the whole set"
    return f"{parts}: diverged at step {run.diverged_at:,}; {limit}"


def curvature_near(problem: Problem) -> float:
    """Return the largest curvature of the loss at its minimum, or at the start where that is unknown.

    Formula: the largest eigenvalue of the Hessian, from central differences of the gradient.
    """
    at = problem.minimum if problem.minimum is not None else problem.start
    h = 1e-4 * np.maximum(1.0, np.abs(at))
    shifts = np.diag(h)
    rows = [(backprop(problem, at + s)[1] - backprop(problem, at - s)[1]) / (2 * s.sum()) for s in shifts]
    hessian = np.array(rows)
    return float(max(np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1], 1e-6))
