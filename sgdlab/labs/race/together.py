"""Many races at once, along one setting: what the star of the race lab is made of [along]."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sgdlab.batches import BatchRule, full_batch, minibatch
from sgdlab.gradients import backprop
from sgdlab.labs.race.compute import (
    RaceResult,
    RaceSettings,
    descend,
    record_every,
    result_of,
    steps_of,
    try_yours,
)
from sgdlab.labs.race.plane import plane_of
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.recipe import recipe
from sgdlab.run import Run
from sgdlab.training import train


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
    fulls, sgds = (_together(problem, at, batches) for batches in (full_batch, minibatch(settings.batch_size)))
    learns = yours is not None and "optimizer" not in yours  # by our optimizer, whose learning rate it then has
    same = try_yours(problem, settings, yours) if yours and not learns else None
    own = [try_yours(problem, one, yours) if yours and learns else same for one in at]
    return [result_of(problem, *four) for four in zip(at, fulls, sgds, own, strict=True)]


def _together(problem: Problem, at: Sequence[RaceSettings], batches: BatchRule) -> list[Run]:
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
    )
    drawn = tuple(None if indices is None else indices[0] for indices in run.batch_indices)  # by all members
    kinds = {one.momentum: one.learning_rate for one in at}  # the words of a recipe tell no learning rate
    said = {momentum: recipe(batches, backprop, gradient_descent(rate, momentum)) for momentum, rate in kinds.items()}
    size = run.examples if batches is full_batch else at[0].batch_size
    return [_member(run, k, size, drawn, steps, said[one.momentum]) for k, one in enumerate(at)]


def _each(values: list[float]) -> Any:
    """One number where all are equal, which saves operations on arrays; else a column with one for each member."""
    return values[0] if len(set(values)) == 1 else np.array(values)[:, None]


def _member(run: Run, k: int, size: int, drawn: tuple[Any, ...], limit: int, said: str) -> Run:
    """One member of an ensemble as the single run that it is, with its own end and bill, and its recipe in words."""
    end, most = int(run.diverged_at[k]), len(run.steps) - 1
    diverged, last = end >= 0, end if end >= 0 else int(run.steps[-1])
    rows = int(np.searchsorted(run.steps, last)) if diverged else most
    evaluations = min(last + 1, limit) if diverged else last
    kept: Any = slice(None) if rows == most else [*range(rows), -1]
    assert run.bill.operations is not None  # the problem is vectorized, so its loss can be taped
    assert run.gradients is not None
    return replace(
        run,
        params=run.params[kept, k],
        steps=np.concatenate([run.steps[:rows], [last]]),
        losses=run.losses[kept, k],
        batch_losses=run.batch_losses[:rows, k],
        gradients=run.gradients[:rows, k],
        learning_rates=run.learning_rates[:rows, k, 0] if run.learning_rates.ndim == 3 else run.learning_rates[:rows],
        batch_indices=drawn[:rows],
        examples_seen=np.concatenate([run.examples_seen[:rows], [_charged(last, size, run.examples)]]),
        stopped_by=f"diverged at step {end}" if diverged else run.stopped_by,
        bill=replace(
            run.bill,
            example_gradients=_charged(evaluations, size, run.examples),
            operations=run.bill.operations * evaluations // _evaluations(run, size),
            updates=last,
            recording=(rows + 2) * run.examples,
        ),
        recipe=said,
        seed=run.seed[k] if isinstance(run.seed, list) else run.seed,
        diverged_at=end if diverged else None,
    )


def _evaluations(run: Run, size: int) -> int:
    """How many gradients an ensemble computed: one for every batch that it is charged."""
    epochs, rest = divmod(run.bill.example_gradients, run.examples)
    return epochs * -(-run.examples // size) + -(-rest // size)


def _charged(evaluations: int, size: int, n: int) -> int:
    """The examples of so many batches; the last one of an epoch is short where the size does not divide n."""
    epochs, rest = divmod(evaluations, -(-n // size))
    return epochs * n + min(rest * size, n)
