"""The gradient cloud without a widget: a point and a batch size in; gradients and predicted spread out [compute]."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sgdlab.batches import minibatch
from sgdlab.labs.gradient_cloud.result import DRAWS, LEVEL, GradientCloudResult, GradientCloudSettings
from sgdlab.noise import gradient_noise
from sgdlab.problems import Problem


def compute(problem: Problem, settings: GradientCloudSettings) -> GradientCloudResult:
    """Compute every example's gradient at a point, and the gradients of 500 mini-batches drawn at random.

    Formula: the gradient of a mini-batch is the mean of its examples' gradients; its covariance is S / B with
    replacement and S / B (N - B) / (N - 1) without, S that of one example.

    problem: of two parameters, with data.

    >>> from sgdlab.problems import linear_regression
    >>> result = compute(linear_regression([[0.0], [1.0]], [1.0, 3.0]), GradientCloudSettings((0.0, 0.0), 2))
    >>> result.noise.mean.tolist(), result.spread
    ([-3.0, -4.0], (0.0, 0.0))
    """
    noise = gradient_noise(problem, settings.point)
    size, replace = settings.batch_size, settings.replace
    draws = _drawn(noise.n, size, replace, settings.seed)
    return GradientCloudResult(
        settings,
        problem.title,
        problem.names or ("w1", "w2"),
        noise,
        cloud=noise.gradients.T[:, draws].mean(axis=-1).T,
        covariance=noise.batch_covariance(size, replace),
        ellipse=noise.ellipse(size, LEVEL, replace),
        unit=unit_of(problem),
    )


@lru_cache(maxsize=8)
def unit_of(problem: Problem) -> float:
    """Return what a gradient of ordinary size is: 1, or less if the largest one at the start is."""
    return min(1.0, float(np.abs(gradient_noise(problem, problem.start).gradients).max())) or 1.0


@lru_cache(maxsize=32)  # the same at every point of the surface
def _drawn(n: int, size: int, replace: bool, seed: int) -> NDArray[np.intp]:
    """The examples of 500 mini-batches (500, size), each the first of an epoch of its own, as `train` draws them."""
    rng = np.random.default_rng(seed)
    return np.array([np.sort(next(minibatch(size, replace)(n, rng))) for _ in range(DRAWS)])
