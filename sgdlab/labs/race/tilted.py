"""Examples for a surface that has none: tilted copies of it, whose mean is the surface [with_examples]."""

from dataclasses import replace

import numpy as np

from sgdlab.gradients import backprop
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Batch, Gradient, Params, Value

COPIES = 120
TILT = 0.5  # the mean length of a tilt, as a share of the gradient at the start


def with_examples(problem: Problem) -> Problem:
    """Return a problem as it is; one without examples becomes the mean of 120 copies, each tilted another way.

    Formula: l_i(w) = L(w) + e_i . w, where the random tilts e_i have the mean 0, so that the mean of all l_i is L.

    >>> from sgdlab.problems import rosenbrock
    >>> raced = with_examples(rosenbrock())
    >>> raced.n, round(float(raced(raced.start)), 6)
    (120, 24.2)
    """
    if problem.data or problem.start is None:
        return problem
    tilts = np.random.default_rng(0).normal(size=(COPIES, len(problem.start)))
    tilts -= tilts.mean(axis=0)
    slope = float(np.linalg.norm(backprop(problem, problem.start)[1]))
    tilts *= TILT * (slope if 0 < slope < np.inf else 1.0) / np.linalg.norm(tilts, axis=1).mean()
    slopes = problem.gradient

    def loss(params: Params, batch: Batch) -> Value:
        return problem.loss(params, ()) + np.sum(params * _mean(batch), axis=-1)

    def gradient(params: Params, batch: Batch) -> Gradient:
        assert slopes is not None
        return slopes(params, ()) + _mean(batch)

    title = f"{problem.title}, the mean of {COPIES} tilted copies"
    return replace(problem, loss=loss, data=(tilts,), gradient=slopes and gradient, title=title)


def _mean(batch: Batch) -> Array:
    tilt: Array = np.mean(batch[0], axis=-2)
    return tilt
