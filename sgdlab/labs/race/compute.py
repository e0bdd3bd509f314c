"""The race without a widget: settings in, two or three runs out [compute]; for many values of one setting [along].

Full-batch gradient descent and SGD descend from one start, on one budget of example-gradients; so does what the
learner made, if anything.  The start is a point of the plane on which the race is seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sgdlab.batches import BatchRule, full_batch, minibatch
from sgdlab.gradients import backprop
from sgdlab.labs.band import DEVOTED, TOO_LONG, within
from sgdlab.landscape.plane import plane_of
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.training import train
from sgdlab.training.recipe import part_name
from sgdlab.training.stopping import budget

DRAWN = 160  # rows of a run that are kept and sent to the browser: ten epochs of mini-batches of 8, step by step


@dataclass(frozen=True)
class RaceSettings:
    """What the controls of the race say; `epochs` is the budget of each runner, in passes over the data.

    `start` is a point of the plane on which the race is seen; `seeds`, above 1, draws so many runs of SGD.

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
    """The runs, the ensemble of many seeds where it was asked for, and the words."""

    settings: RaceSettings
    full: Run
    sgd: Run
    yours: Run | None
    many: Run | None
    lines: tuple[str, ...]
    description: str

    @property
    def runners(self) -> dict[str, Run]:
        """The runs by name, the learner's last where there is one."""
        ours = {"full": self.full, "sgd": self.sgd}
        return ours if self.yours is None else {**ours, "yours": self.yours}


def compute(problem: Problem, settings: RaceSettings, yours: Mapping[str, Any] | None = None) -> RaceResult:
    """Run the race: all descend from the same start and may look at epochs * n examples.

    Formula: full batch: `epochs` steps on all n examples; SGD: epochs * ceil(n / B) steps on mini-batches of B; yours:
    the parts of `train` that you give, the others those of SGD, until the budget is used.

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
    """Return the result of the runs, with its words."""
    lines = [_outcome(problem, settings, run) for run in (full, sgd)]
    described = f"Full batch: {lines[0]}. SGD: {lines[1]}."
    if yours is not None:
        lines.append(_outcome(problem, None, yours))
        described += f" Yours: {lines[2]}."
    return RaceResult(settings, full, sgd, yours, None, tuple(lines), described)


def with_band(problem: Problem, result: RaceResult, seconds: float = DEVOTED) -> RaceResult:
    """Return a result with the ensemble of as many seeds as its settings say; a line says why, where there is none.

    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> with_band(line, compute(line, RaceSettings(batch_size=1, seeds=64))).many.members
    64
    """
    said = result.settings
    many = descend(problem, said, minibatch(said.batch_size), seeds=said.seeds, stop=within(seconds))
    if not many.stopped_by.startswith(TOO_LONG):
        return replace(result, many=many)
    why = f"{said.seeds} seeds: {many.stopped_by}"
    return replace(result, lines=(*result.lines, why), description=f"{result.description} {why}.")


def steps_of(problem: Problem, settings: RaceSettings, batches: BatchRule) -> int:
    """Return how many steps a budget allows: one an epoch on the full batch, ceil(n / B) on mini-batches of B."""
    return settings.epochs * (1 if batches is full_batch else -(-problem.n // settings.batch_size))


def record_every(steps: int) -> int:
    """Return which rows of a run are kept: every k-th."""
    return max(1, -(-steps // DRAWN))


def descend(problem: Problem, settings: RaceSettings, batches: BatchRule, **how: Any) -> Run:
    """Return the run of one runner; `how`: what else `train` is to know, such as how many seeds there are."""
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
        **how,
    )


def try_yours(problem: Problem, settings: RaceSettings, yours: Mapping[str, Any], seconds: float = DEVOTED) -> Run:
    """Return the run of the learner's own parts, on the budget of the others, or as far as it gets in some seconds.

    Errors: whatever they raise, with their names.
    """
    batches = yours.get("batches", minibatch(settings.batch_size))
    known = "batches" not in yours or batches is full_batch
    steps = steps_of(problem, settings, batches) if known else settings.epochs * problem.n
    parts = {"gradient": backprop, "optimizer": gradient_descent(settings.learning_rate), **yours, "batches": batches}
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


def along(
    problem: Problem, settings: RaceSettings, name: str, values: Sequence[Any], yours: Mapping[str, Any] | None = None
) -> list[RaceResult]:
    """Return what `compute` returns for all values of one setting, the others held.

    Learning rates and momenta train as one ensemble whose members have one seed, so that all see the same batches;
    batch sizes one after the other; what a setting does not concern, once.

    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> start = RaceSettings(batch_size=1)
    >>> [round(float(one.full.losses[-1]), 3) for one in along(line, start, "learning_rate", [0.1, 0.2])]
    [0.011, 0.003]
    """
    at = [replace(settings, **{name: value}) for value in values]
    if name == "batch_size":
        full = descend(problem, settings, full_batch)
        own = [try_yours(problem, one, yours) if yours else None for one in at]
        sgd = [descend(problem, one, minibatch(one.batch_size)) for one in at]
        return [result_of(problem, one, full, run, mine) for one, run, mine in zip(at, sgd, own, strict=True)]
    fulls, sgds = (_at_once(problem, at, batches) for batches in (full_batch, minibatch(settings.batch_size)))
    learns = yours is not None and "optimizer" not in yours  # by our optimizer, whose learning rate it then has
    same = try_yours(problem, settings, yours) if yours and not learns else None
    own = [try_yours(problem, one, yours) if yours and learns else same for one in at]
    return [result_of(problem, *four) for four in zip(at, fulls, sgds, own, strict=True)]


def _at_once(problem: Problem, at: Sequence[RaceSettings], batches: BatchRule) -> list[Run]:
    """One runner at all settings, which differ in learning rate and momentum: an ensemble, taken apart again."""
    rates, momenta = (_each([getattr(one, name) for one in at]) for name in ("learning_rate", "momentum"))
    steps = steps_of(problem, at[0], batches)
    run = train(
        problem,
        plane_of(problem).at([one.start for one in at]),
        gradient=backprop,
        optimizer=gradient_descent(rates, momenta),
        batches=batches,
        steps=steps,
        seed=[one.seed for one in at],
        record_every=record_every(steps),
        progress=False,
    )
    return [run.member(k) for k in range(len(at))]


def _each(values: list[float]) -> Any:
    """One number where all are equal, which saves operations on arrays; else a column with one for each member."""
    return values[0] if len(set(values)) == 1 else np.array(values)[:, None]


def _outcome(problem: Problem, settings: RaceSettings | None, run: Run) -> str:
    """The recipe of one runner and what became of it; without settings no reason is known."""
    parts = run.recipe.split(":")[0].replace(", ", " · ")
    if run.diverged_at is None:
        steps = int(run.steps[-1])
        return f"{parts}: loss {run.losses[-1]:.3g} after {steps:,} step{'' if steps == 1 else 's'}"
    if settings is None:
        return f"{parts}: diverged at step {run.diverged_at:,}"
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
