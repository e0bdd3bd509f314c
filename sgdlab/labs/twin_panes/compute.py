"""Twin panes without a widget: parameters in; the line on the data, its loss and the way down from it out [compute]."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sgdlab.gradients import backprop
from sgdlab.labs.twin_panes import words
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.labs.twin_panes.words import STEPS
from sgdlab.optimizers import gradient_descent
from sgdlab.run import Run
from sgdlab.training import train


@dataclass(frozen=True)
class TwinPanesSettings:
    """What the controls of the twin panes say; `point` holds w and b; `add_up` is "mean" or "sum"."""

    point: tuple[float, float] = (0.546, 3.14)
    add_up: str = "mean"
    learning_rate: float = 0.1


@dataclass(frozen=True)
class TwinPanesResult:
    """One point of the surface, and its line on the data.

    loss, slopes (2,): of the mean or of the sum, whichever the settings say;  excess: the mean loss above its minimum;
    run: the way down;  line, after (M, 2): the curves of the point and of the end of the way;  misses (N, 2, 2): from
    every example to the curve;  ends (2,): the heights of the curve at the first and the last example;  unit: of the
    targets.
    """

    settings: TwinPanesSettings
    title: str
    shape: str  # "line" or "curve"
    examples: int
    loss: float
    lowest: float
    slopes: NDArray[np.float64]
    excess: float
    run: Run
    line: NDArray[np.float64]
    after: NDArray[np.float64]
    misses: NDArray[np.float64]
    ends: NDArray[np.float64]
    unit: float

    @property
    def lines(self) -> list[str]:
        """The point and its loss; the way down and where it ends; its bill."""
        return words.lines(self)

    @property
    def scale(self) -> float:
        """How many times the mean the loss is: 1, or for the sum the number of examples."""
        return float(self.examples) if self.settings.add_up == "sum" else 1.0

    @property
    def first_step(self) -> NDArray[np.float64]:
        """The first step of the way down (2,): minus the learning rate times the slopes."""
        return -self.settings.learning_rate * self.slopes

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        return words.description(self)


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
