"""Many descents at once, one for each learning rate: what the star of the ravine is made of [along]."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sgdlab.labs.ravine.compute import SPAN, RavineResult, RavineSettings, result_of, rules_of
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.run import Bill, Run
from sgdlab.training import train


def along(problem: Problem, settings: RavineSettings, rates: Sequence[float]) -> list[RavineResult]:
    """Return what `compute` returns for every learning rate: one ensemble, each member cut where its rule fires.

    problem: of two parameters, vectorized.  Of the bill only the example-gradients and the updates are filled in.

    >>> from sgdlab.problems import ravine
    >>> [one.ended_by for one in along(ravine(25), RavineSettings(), [0.0794, 0.07, 0.1])]
    ['most steps', 'small gradient', 'divergence']
    """
    together = train(
        problem,
        np.tile(settings.start, (len(rates), 1)),
        optimizer=gradient_descent(np.array(rates)[:, None]),
        steps=settings.most_steps,
        record_every=1,
    )
    at = [replace(settings, learning_rate=rate) for rate in rates]
    return [result_of(problem, one, _member(together, k, one)) for k, one in enumerate(at)]


def _member(together: Run, k: int, settings: RavineSettings) -> Run:
    """One member of the ensemble as the single run that it is."""
    end, reason = _end(together, k, settings)
    assert together.gradients is not None
    evaluations = min(end + 1, settings.most_steps)
    return replace(
        together,
        params=together.params[: end + 1, k],
        steps=together.steps[: end + 1],
        losses=together.losses[: end + 1, k],
        batch_losses=together.batch_losses[:end, k],
        gradients=together.gradients[:end, k],
        learning_rates=np.full(end, settings.learning_rate),
        batch_indices=together.batch_indices[:end],
        examples_seen=together.examples_seen[: end + 1],
        stopped_by=reason,
        diverged_at=end if reason.startswith("diverged") else None,
        bill=Bill(example_gradients=evaluations * together.examples, updates=end),
    )


def _end(together: Run, k: int, settings: RavineSettings) -> tuple[int, str]:
    """After how many steps a member ends, and why: the first of its rules to fire, in the order in which they ask."""
    diverged = int(together.diverged_at[k])
    ends = [(diverged, f"diverged at step {diverged}")] if diverged >= 0 else []
    values, fired = together.batch_losses[:, k], []
    if settings.small_gradient:
        assert together.gradients is not None
        fired.append(np.linalg.norm(together.gradients[:, k], axis=-1) <= settings.small_gradient)
    if settings.small_change:
        fired.append(np.append(np.zeros(SPAN, bool), np.abs(values[SPAN:] - values[:-SPAN]) <= settings.small_change))
    for rule, at in zip(rules_of(settings), fired, strict=True):
        steps = np.flatnonzero(at[: len(values)])
        ends += [(int(steps[0]), rule.words)] if len(steps) else []
    return min([*ends, (settings.most_steps, "steps")], key=lambda end: end[0])
