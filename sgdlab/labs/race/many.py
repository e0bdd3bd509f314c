"""The race with many seeds, as long as they do not hold the kernel up [with_band]."""

from dataclasses import replace

from sgdlab.batches import minibatch
from sgdlab.labs.race.compute import RaceResult, record_every, steps_of
from sgdlab.labs.stage.band import DEVOTED, TOO_LONG, within
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.training import train


def with_band(problem: Problem, result: RaceResult, seconds: float = DEVOTED) -> RaceResult:
    """Return a result with the ensemble of as many seeds as its settings say; a line says why, where there is none.

    >>> from sgdlab.labs.race.compute import RaceSettings, compute
    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> with_band(line, compute(line, RaceSettings(batch_size=1, seeds=64))).many.members
    64
    """
    said, batches = result.settings, minibatch(result.settings.batch_size)
    steps = steps_of(problem, said, batches)
    many = train(
        problem,
        result.sgd.params[0],
        optimizer=gradient_descent(said.learning_rate, said.momentum),
        batches=batches,
        steps=steps,
        stop=within(seconds),
        seed=said.seed,
        seeds=said.seeds,
        record_every=record_every(steps),
        progress=False,
    )
    if not many.stopped_by.startswith(TOO_LONG):
        return replace(result, many=many)
    why = f"{said.seeds} seeds: {many.stopped_by}"
    return replace(result, lines=(*result.lines, why), description=f"{result.description} {why}.")
