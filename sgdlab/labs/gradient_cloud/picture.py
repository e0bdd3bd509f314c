"""The gradient cloud as a described figure [picture], with the surface and the ranges, which the live view has too."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sgdlab.autodiff import hessian
from sgdlab.figures import Figure, gradient_cloud
from sgdlab.labs.gradient_cloud.compute import GradientCloudResult
from sgdlab.landscape import Surface, surface
from sgdlab.noise import gradient_noise
from sgdlab.problems import Problem
from sgdlab.quantities import Array

ARROWS = 300  # of examples that are drawn
STEP = 4  # parts of a power of two; the ranges grow by one part, so that they stay still during small moves


def picture(result: GradientCloudResult) -> Figure:
    """Draw the gradients of the examples, of the mini-batches, and the ellipse predicted for these.

    >>> from sgdlab.labs.gradient_cloud.compute import GradientCloudSettings, compute
    >>> from sgdlab.problems import linear_regression
    >>> cloud = compute(linear_regression([[0.0], [1.0]], [1.0, 3.0]), GradientCloudSettings((0.0, 0.0), 1))
    >>> picture(cloud)  # doctest: +ELLIPSIS
    Gradients of linear regression on 2 examples. All 2 examples, at w = 0, b = 0: the full gradient has length 5. ...
    """
    drawn = gradient_cloud(evenly_taken(result.noise.gradients), result.cloud, result.ellipse, names=result.names)
    drawn.description = result.description
    return drawn


def evenly_taken(gradients: Array) -> Array:
    """Return the gradients to draw as arrows: all of them, or 300 evenly taken."""
    if len(gradients) <= ARROWS:
        return gradients
    taken: Array = gradients[np.linspace(0, len(gradients) - 1, ARROWS).round().astype(int)]
    return taken


def sizes(n: int) -> NDArray[np.intp]:
    """Return the batch sizes from 1 to n, or at most 300 of them, even in the logarithm.

    >>> sizes(5).tolist()
    [1, 2, 3, 4, 5]
    """
    return np.arange(1, n + 1) if n <= ARROWS else np.unique(np.geomspace(1, n, ARROWS).round().astype(int))


def window(problem: Problem, point: Sequence[float]) -> Surface:
    """Return the surface around the minimum, as wide as single examples would move it, with the point inside.

    Formula: minimum ± 2 sqrt(diag(H^-1 S H^-1)): with H the Hessian and S the covariance of the examples' gradients
    there, each of them alone would move the minimum about this far.  If that gives no range, the surface reaches from
    the minimum to the start.
    """
    low = problem.minimum
    if low is not None:
        H, S = hessian(problem)(low), gradient_noise(problem, low).covariance
        if np.linalg.eigvalsh(H)[0] > 0:
            inverse = np.linalg.inv(H)
            half = 2 * np.sqrt(np.maximum(np.diag(inverse @ S @ inverse), 0.0))
            if np.all(half > 1e-6 * np.abs(problem.start - low).max()):
                half = np.maximum(half, 1.2 * np.abs(np.subtract(point, low)))
                x, y = zip(low - half, low + half, strict=True)
                return surface(problem, x=x, y=y)
    return surface(problem, paths=[np.array([problem.start, point])])


def ranges_of(result: GradientCloudResult) -> tuple[list[float], list[float]]:
    """Return the ranges of the picture of the gradients, which contain all of them and zero."""
    points = np.concatenate([np.zeros((1, 2)), evenly_taken(result.noise.gradients), result.cloud, result.ellipse])
    low, high = points.min(axis=0), points.max(axis=0)
    grid = 2.0 ** np.floor(np.log2(np.max(high - low) or 1.0)) / STEP
    ends = np.stack([np.floor(low / grid - 0.1), np.ceil(high / grid + 0.1)]) * grid
    across, up = ends.T.tolist()
    return across, up
