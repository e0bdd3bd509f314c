"""Many ways down at once, one for each learning rate: what the star of the twin panes is made of [along]."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sgdlab.labs.twin_panes.compute import STEPS, TwinPanesResult, TwinPanesSettings, counts_of, result_of
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.optimizers import gradient_descent
from sgdlab.run import Bill, Run
from sgdlab.training import train


def along(panes: OneFeature, settings: TwinPanesSettings, rates: Sequence[float]) -> list[TwinPanesResult]:
    """Return what `compute` returns for every learning rate: one ensemble, each member cut where it diverges.

    Of the bill only the example-gradients and the updates are filled in.

    >>> from sgdlab.problems import linear_regression
    >>> panes = OneFeature(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]))
    >>> [one.run.diverged_at for one in along(panes, TwinPanesSettings(), [0.1, 10.0])]
    [None, 3]
    """
    together = train(
        panes.model,
        np.tile(settings.point, (len(rates), 1)),
        optimizer=gradient_descent(np.array(rates)[:, None] * counts_of(panes, settings)),
        steps=STEPS,
        record_every=1,
    )
    first = result_of(panes, settings, _member(together, 0))
    return [
        replace(
            first,
            settings=replace(settings, learning_rate=rate),
            run=(run := _member(together, k)),
            after=panes.curve(run.final),
        )
        for k, rate in enumerate(rates)
    ]


def _member(together: Run, k: int) -> Run:
    """One member of the ensemble as the single run that it is."""
    diverged = int(together.diverged_at[k])
    end = diverged if diverged >= 0 else STEPS
    assert together.gradients is not None
    assert together.learning_rates is not None
    return replace(
        together,
        params=together.params[: end + 1, k],
        steps=together.steps[: end + 1],
        losses=together.losses[: end + 1, k],
        batch_losses=together.batch_losses[:end, k],
        gradients=together.gradients[:end, k],
        learning_rates=together.learning_rates[:end, k, 0],
        batch_indices=together.batch_indices[:end],
        examples_seen=together.examples_seen[: end + 1],
        stopped_by=f"diverged at step {end}" if diverged >= 0 else "steps",
        diverged_at=end if diverged >= 0 else None,
        bill=Bill(example_gradients=min(end + 1, STEPS) * together.examples, updates=end),
    )
