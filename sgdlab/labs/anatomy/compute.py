"""The anatomy of an update without a widget: settings in, a run and the parts of one of its steps out [compute].

Plain gradient descent runs beside it, from the same start.
"""

from dataclasses import replace

import numpy as np

from sgdlab.batches import BatchRule, full_batch
from sgdlab.labs.anatomy.pair import Pair, pair_of
from sgdlab.labs.anatomy.result import WORDS, AnatomyResult, AnatomySettings, PairSettings
from sgdlab.labs.anatomy.rules import RULES, rule_of
from sgdlab.labs.band import SEEDS, TOO_LONG, within
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.optimizers import Optimizer, gradient_descent
from sgdlab.problems import Problem
from sgdlab.quantities import Array, State
from sgdlab.run import Run
from sgdlab.training import train

STEPS = 60


def compute(problem: Problem, settings: AnatomySettings, batches: BatchRule = full_batch) -> AnatomyResult:
    """Run an optimizer for 60 steps and take one of them apart.

    problem: of two parameters or more.  Gradient descent beside it has the learning rate 1/λmax.  Errors: SettingsError
    if the loss is not finite after the first step.

    >>> from sgdlab.problems import quadratic
    >>> compute(quadratic([1, 25]), AnatomySettings()).sizes.round(6).tolist()
    [1.0, 1.0]
    """
    parts = RULES[settings.optimizer]
    rule = _rule(settings)
    plane = _plane(problem, settings)
    run = _descend(problem, settings, rule, batches)
    if not len(run.gradients):
        raise SettingsError(WORDS["no step"].format(name=settings.optimizer))
    plain = _descend(problem, settings, gradient_descent(1 / largest_curvature(problem)), batches)
    step = min(settings.step, len(run.gradients))
    state: State = rule.init(run.params[0])
    for k in range(step):
        update, state = rule.update(run.gradients[k], state, run.params[k])
    corrected = parts.corrected and settings.correction
    one, two = (1 - np.power([settings.beta1, settings.beta2], step)) if corrected else (1.0, 1.0)
    return AnatomyResult(
        settings,
        run,
        plain,
        step,
        plane.of(run.gradients[step - 1]),
        None if parts.mean is None or not settings.beta1 else plane.of(state[parts.mean] / one),
        None if parts.square is None else plane.of(state[parts.square] / two),
        plane.of(update),
        _lengths(plane, run, settings),
        plane,
    )


def with_seeds(result: AnatomyResult, batches: BatchRule) -> AnatomyResult:
    """Return a result with the lengths of the steps of many seeds, or with the reason why there are none."""
    many = _descend(result.plane.problem, result.settings, _rule(result.settings), batches, SEEDS)
    lost = int(np.sum(many.diverged_at >= 0))
    if many.stopped_by.startswith(TOO_LONG):
        return replace(result, no_band=many.stopped_by)
    if lost or len(result.lengths) < STEPS:
        return replace(result, no_band=WORDS["lost"].format(lost=lost))
    return replace(result, many=_lengths(result.plane, many, result.settings))


def _plane(problem: Problem, settings: AnatomySettings) -> Pair:
    return pair_of(problem, *((settings.across, settings.up) if isinstance(settings, PairSettings) else ()))


def _lengths(plane: Pair, run: Run, settings: AnatomySettings) -> Array:
    lengths: Array = np.abs(np.diff(plane.of(run.params), axis=0)) / settings.learning_rate
    return lengths


def _rule(settings: AnatomySettings) -> Optimizer:
    return rule_of(settings.optimizer, settings.learning_rate, settings.beta1, settings.beta2, settings.correction)


def _descend(
    problem: Problem, settings: AnatomySettings, rule: Optimizer, batches: BatchRule, seeds: int | None = None
) -> Run:
    return train(
        problem,
        _plane(problem, settings).at(settings.start),
        optimizer=rule,
        batches=batches,
        steps=STEPS,
        seed=settings.seed,
        seeds=seeds,
        stop=None if seeds is None else within(),
        record_every=1,
        progress=False,
    )
