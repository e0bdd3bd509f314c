"""Twin panes without a widget: parameters in; the line on the data, its loss and the way down from it out [compute]."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sgdlab.gradients import backprop
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.labs.twin_panes.result import STEPS, TwinPanesResult, TwinPanesSettings
from sgdlab.optimizers import gradient_descent
from sgdlab.run import Run
from sgdlab.training import train


def compute(panes: OneFeature, settings: TwinPanesSettings) -> TwinPanesResult:
    """Evaluate the loss of one line, and follow gradient descent from there for 20 steps.

    Formula: L(w, b) = mean or sum over the examples; w <- w - α dL/dw, b <- b - α dL/db.

    >>> from sgdlab.problems import linear_regression
    >>> panes = OneFeature(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]))
    >>> compute(panes, TwinPanesSettings((2.0, 0.0), add_up="sum")).loss
    3.0
    """
    point, rate = np.asarray(settings.point, dtype=float), settings.learning_rate * counts_of(panes, settings)
    return result_of(panes, settings, train(panes.model, point, optimizer=gradient_descent(rate), steps=STEPS))


def compute_many(panes: OneFeature, settings: TwinPanesSettings, rates: Sequence[float]) -> list[TwinPanesResult]:
    """Return what `compute` returns for every learning rate; they train as one ensemble, and each ends by itself.

    >>> from sgdlab.problems import linear_regression
    >>> panes = OneFeature(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]))
    >>> [one.run.diverged_at for one in compute_many(panes, TwinPanesSettings(), [0.1, 10.0])]
    [None, 3]
    """
    starts = np.tile(settings.point, (len(rates), 1))
    scaled = np.array(rates)[:, None] * counts_of(panes, settings)
    ensemble = train(panes.model, starts, optimizer=gradient_descent(scaled), steps=STEPS)
    runs = [ensemble.member(k) for k in range(len(rates))]
    first = result_of(panes, settings, runs[0])
    return [
        replace(first, settings=replace(settings, learning_rate=rate), run=run, after=panes.curve(run.final))
        for rate, run in zip(rates, runs, strict=True)
    ]


def counts_of(panes: OneFeature, settings: TwinPanesSettings) -> int:
    """Return how many times larger the loss and its slopes are than the mean: for the sum, the number of examples."""
    if settings.add_up not in ("mean", "sum"):
        raise ValueError(f"the losses of the examples are added up by 'mean' or 'sum'; got {settings.add_up!r}")
    return panes.model.n if settings.add_up == "sum" else 1


def result_of(panes: OneFeature, settings: TwinPanesSettings, run: Run) -> TwinPanesResult:
    """Return the result of a run that starts at the point of the settings."""
    model, point, counts = panes.model, np.asarray(settings.point, dtype=float), counts_of(panes, settings)
    loss, slopes = backprop(model, point)
    floor = 0.0 if model.minimum is None else float(model(model.minimum))
    heights = panes.heights(point)
    return TwinPanesResult(
        settings,
        title=model.title,
        shape="curve" if panes.probability else "line",
        examples=model.n,
        loss=float(loss) * counts,
        lowest=floor * counts,
        slopes=np.asarray(slopes * counts, dtype=float),
        excess=float(loss) - floor,
        run=run,
        line=panes.curve(point),
        after=panes.curve(run.final),
        misses=np.stack([np.column_stack([panes.x, panes.y]), np.column_stack([panes.x, heights])], axis=1),
        ends=panes.heights(point, panes.ends),
        unit=panes.unit,
    )
