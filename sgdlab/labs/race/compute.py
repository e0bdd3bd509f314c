"""The race without a widget: settings in, two or three runs out [compute]; for many places of a slider [compute_many].

Full-batch gradient descent and SGD descend from one start, on one budget of example-gradients; so does the learner's
own part, if there is one.  The start is a point of the plane on which the race is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sgdlab.batches import BatchRule, full_batch, minibatch
from sgdlab.figures.sentences import spread
from sgdlab.gradients import backprop
from sgdlab.labs.band import DEVOTED, TOO_LONG, within
from sgdlab.labs.race.words import outcome, places
from sgdlab.labs.yours import Parts
from sgdlab.landscape.plane import plane_of
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.training import train
from sgdlab.training.recipe import part_name
from sgdlab.training.stopping import StopRule, budget

DRAWN = 160  # rows of a run that are kept and drawn: ten epochs of mini-batches of 8, step by step


@dataclass(frozen=True)
class RaceSettings:
    """What the controls of the race say; `epochs` is the budget of each runner, in passes over the data.

    `start` is a point of the plane on which the race is shown; `seeds`, above 1, is the number of runs for the band.

    >>> RaceSettings(learning_rate=0.05, batch_size=1).epochs
    10
    """

    learning_rate: float = 0.1
    batch_size: int = 8
    momentum: float = 0.0
    seed: int = 0
    start: tuple[float, float] = (0.0, 0.0)
    epochs: int = 10
    seeds: int = 1


@dataclass(frozen=True)
class RaceResult:
    """The runs, the ensemble of many seeds if it is wanted, and the sentences below the picture."""

    settings: RaceSettings
    full: Run
    sgd: Run
    yours: Run | None
    many: Run | None
    lines: tuple[str, ...]
    description: str

    @property
    def runners(self) -> dict[str, Run]:
        """The runs by name; the learner's, if there is one, comes last."""
        runs = {"full": self.full, "sgd": self.sgd}
        return runs if self.yours is None else {**runs, "yours": self.yours}


def compute(problem: Problem, settings: RaceSettings, yours: Parts | None = None) -> RaceResult:
    """Run the race: all start at the same point, and each has a budget of epochs * n example-gradients.

    Formula: full batch: `epochs` steps on all n examples; SGD: epochs * ceil(n / B) steps on mini-batches of B; yours:
    the parts of `train` that you give, and SGD's for the others, until the budget is used.

    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> result = compute(line, RaceSettings(batch_size=1))
    >>> result.full.bill.example_gradients, result.sgd.bill.example_gradients
    (30, 30)
    """
    full = descend(problem, settings, full_batch)
    sgd = descend(problem, settings, minibatch(settings.batch_size))
    return result_of(problem, settings, full, sgd, try_yours(problem, settings, yours) if yours else None)


def result_of(problem: Problem, settings: RaceSettings, full: Run, sgd: Run, yours: Run | None) -> RaceResult:
    """Return the result of the runs, with its sentences."""
    lines = [outcome(problem, settings, run) for run in (full, sgd)]
    described = f"Full batch: {lines[0]}. SGD: {lines[1]}."
    if yours is not None:
        lines.append(outcome(problem, None, yours))
        described += f" Yours: {lines[2]}."
    described += f" {places(problem, settings.start, full, sgd, yours)}"
    return RaceResult(settings, full, sgd, yours, None, tuple(lines), described)


def with_band(problem: Problem, result: RaceResult, seconds: float = DEVOTED) -> RaceResult:
    """Return a result with the ensemble of as many seeds as its settings say; if it takes too long, a line says so.

    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> with_band(line, compute(line, RaceSettings(batch_size=1, seeds=64))).many.members
    64
    """
    settings = result.settings
    batches = minibatch(settings.batch_size)
    many = descend(problem, settings, batches, seeds=settings.seeds, stop=within(seconds))
    if not many.stopped_by.startswith(TOO_LONG):
        return replace(result, many=many, description=f"{result.description} {spread(many)}")
    why = f"{settings.seeds} seeds: {many.stopped_by}"
    return replace(result, lines=(*result.lines, why), description=f"{result.description} {why}.")


def steps_of(problem: Problem, settings: RaceSettings, batches: BatchRule) -> int:
    """Return how many steps a budget allows: one an epoch on the full batch, ceil(n / B) on mini-batches of B."""
    return settings.epochs * (1 if batches is full_batch else -(-problem.n // settings.batch_size))


def record_every(steps: int) -> int:
    """Return how many steps lie between two rows that are kept."""
    return max(1, -(-steps // DRAWN))


def descend(
    problem: Problem,
    settings: RaceSettings,
    batches: BatchRule,
    seeds: int | None = None,
    stop: StopRule | None = None,
) -> Run:
    """Return the run of one runner, or the ensemble of many seeds."""
    steps = steps_of(problem, settings, batches)
    return train(
        problem,
        plane_of(problem).at(settings.start),
        gradient=backprop,
        optimizer=gradient_descent(settings.learning_rate, settings.momentum),
        batches=batches,
        steps=steps,
        seed=settings.seed,
        record_every=record_every(steps),
        progress=False,
        seeds=seeds,
        stop=stop,
    )


def try_yours(problem: Problem, settings: RaceSettings, yours: Parts, seconds: float = DEVOTED) -> Run:
    """Return the run of the learner's own parts, on the same budget, or as far as it gets in some seconds.

    Errors: RuntimeError for any error of these parts, with their names.
    """
    batches = yours.get("batches", minibatch(settings.batch_size))
    known = "batches" not in yours or batches is full_batch
    steps = steps_of(problem, settings, batches) if known else settings.epochs * problem.n
    parts: Parts = {
        "gradient": backprop,
        "optimizer": gradient_descent(settings.learning_rate),
        **yours,
        "batches": batches,
    }
    most = budget(epochs=settings.epochs) | within(seconds, "too slow: it takes longer than")
    try:
        return train(
            problem,
            plane_of(problem).at(settings.start),
            **parts,
            steps=steps,
            stop=most,
            seed=settings.seed,
            record_every=record_every(steps),
            progress=False,
        )
    except Exception as error:
        names = ", ".join(part_name(part) for part in yours.values())
        raise RuntimeError(f"{names}: {type(error).__name__}: {error}") from error


def compute_many(
    problem: Problem, settings: RaceSettings, name: str, places: Sequence[float], yours: Parts | None = None
) -> list[RaceResult]:
    """Return what `compute` returns at all places of one slider, while the other settings stay.

    All learning rates, or all momenta, train as one ensemble whose members have one seed, so that they see the same
    batches.  Batch sizes train one after the other.  A run that doesn't depend on the setting trains once.

    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> start = RaceSettings(batch_size=1)
    >>> [round(float(one.full.losses[-1]), 3) for one in compute_many(line, start, "learning_rate", [0.1, 0.2])]
    [0.011, 0.003]
    """
    changes: list[dict[str, Any]] = [{name: place} for place in places]
    each = [replace(settings, **change) for change in changes]
    if name == "batch_size":
        full = descend(problem, settings, full_batch)
        own = [try_yours(problem, one, yours) if yours else None for one in each]
        sgd = [descend(problem, one, minibatch(one.batch_size)) for one in each]
        return [result_of(problem, one, full, run, mine) for one, run, mine in zip(each, sgd, own, strict=True)]
    fulls, sgds = (_at_once(problem, each, batches) for batches in (full_batch, minibatch(settings.batch_size)))
    varies = yours is not None and "optimizer" not in yours  # then it takes the optimizer here, with its learning rate
    same = try_yours(problem, settings, yours) if yours and not varies else None
    own = [try_yours(problem, one, yours) if yours and varies else same for one in each]
    return [result_of(problem, *four) for four in zip(each, fulls, sgds, own, strict=True)]


def _at_once(problem: Problem, each: Sequence[RaceSettings], batches: BatchRule) -> list[Run]:
    """The runs of one runner for settings that differ in learning rate or momentum: the members of one ensemble."""
    rates, momenta = (_shared_or_column([getattr(one, name) for one in each]) for name in ("learning_rate", "momentum"))
    steps = steps_of(problem, each[0], batches)
    run = train(
        problem,
        plane_of(problem).at([one.start for one in each]),
        gradient=backprop,
        optimizer=gradient_descent(rates, momenta),
        batches=batches,
        steps=steps,
        seed=[one.seed for one in each],
        record_every=record_every(steps),
        progress=False,
    )
    return [run.member(k) for k in range(len(each))]


def _shared_or_column(numbers: list[float]) -> float | Array:
    """The number if all are equal, which saves operations on arrays; else a column with one for each member."""
    return numbers[0] if len(set(numbers)) == 1 else np.array(numbers)[:, None]
