"""The ravine without a widget: a start, a learning rate and stop rules in; a run, and what ended it, out [compute]."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.gradients import backprop
from sgdlab.labs.ravine.result import RavineResult, RavineSettings
from sgdlab.landscape.steepest import curvatures
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.training import train
from sgdlab.training.stop_rule import StopRule
from sgdlab.training.stopping import gradient_norm, loss_change

SPAN = 10  # steps over which the change of the loss is measured


def compute(problem: Problem, settings: RavineSettings) -> RavineResult:
    """Run gradient descent on all examples until a rule stops it.

    Formula: w <- w - α grad L(w), until |grad L| is small, the loss barely changes, or the steps are used up.

    problem: of two parameters.

    >>> from sgdlab.problems import ravine
    >>> compute(ravine(25), RavineSettings(learning_rate=0.07)).ended_by
    'small gradient'
    """
    return result_of(problem, settings, _descend(problem, settings, settings.start, settings.learning_rate))


def compute_many(problem: Problem, settings: RavineSettings, rates: Sequence[float]) -> list[RavineResult]:
    """Return what `compute` returns for every learning rate; they train as one ensemble, and each ends by itself.

    problem: of two parameters, vectorized.

    >>> from sgdlab.problems import ravine
    >>> [one.ended_by for one in compute_many(ravine(25), RavineSettings(), [0.0794, 0.07, 0.1])]
    ['most steps', 'small gradient', 'divergence']
    """
    starts = np.tile(settings.start, (len(rates), 1))
    run = _descend(problem, settings, starts, np.array(rates)[:, None])
    each = [replace(settings, learning_rate=rate) for rate in rates]
    return [result_of(problem, one, run.member(k)) for k, one in enumerate(each)]


def _descend(problem: Problem, settings: RavineSettings, start: ArrayLike, rates: ArrayLike) -> Run:
    rules = rules_of(settings)
    return train(
        problem,
        start,
        optimizer=gradient_descent(rates),
        stop=rules[0] | rules[1] if len(rules) > 1 else rules[0] if rules else None,
        steps=settings.most_steps,
        record_every=1,
    )


def result_of(problem: Problem, settings: RavineSettings, run: Run) -> RavineResult:
    """Return the result of a run that recorded every step: where it ended, and where its first step led."""
    slopes = backprop(problem, run.final)[1]
    low, downhill = problem.minimum, None if run.gradients is None else -run.gradients[:1]
    return RavineResult(
        settings,
        run,
        slopes,
        away=None if low is None else float(np.linalg.norm(run.final - low)),
        miss=None if low is None else _angle(downhill, low - run.params[0]),
        curved=curvatures(problem)[0],
        changed=float(abs(run.losses[-1] - run.losses[-1 - SPAN])) if len(run.losses) > SPAN else None,
    )


def rules_of(settings: RavineSettings) -> list[StopRule]:
    """Return the stop rules that are switched on; the number of steps is not among them."""
    rules: list[StopRule] = [gradient_norm(settings.small_gradient)] if settings.small_gradient else []
    return [*rules, loss_change(settings.small_change, over=SPAN)] if settings.small_change else rules


def _angle(downhill: Array | None, to_minimum: Array) -> float | None:
    """The angle between two directions in degrees; None if one of them is missing or zero."""
    if downhill is None or not len(downhill) or not np.linalg.norm(downhill) * np.linalg.norm(to_minimum) > 0:
        return None
    cosine = downhill[0] @ to_minimum / np.linalg.norm(downhill[0]) / np.linalg.norm(to_minimum)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
