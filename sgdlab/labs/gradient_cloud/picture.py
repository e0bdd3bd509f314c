"""The gradient cloud as a described figure [picture], and what it shares with the live view."""

from typing import Any

import numpy as np

from sgdlab.figures import Figure, gradient_cloud
from sgdlab.labs.gradient_cloud.compute import GradientCloudResult

ARROWS = 300  # of examples that are drawn
STEP = 4  # parts of a power of two by which the frame of the gradients grows, so that it rests while a hand moves


def picture(result: GradientCloudResult) -> Figure:
    """Draw the gradients of the examples, of the mini-batches, and the ellipse predicted for these.

    >>> from sgdlab.labs.gradient_cloud.compute import GradientCloudSettings, compute
    >>> from sgdlab.problems import linear_regression
    >>> cloud = compute(linear_regression([[0.0], [1.0]], [1.0, 3.0]), GradientCloudSettings((0.0, 0.0), 1))
    >>> picture(cloud)  # doctest: +ELLIPSIS
    Gradients of linear regression on 2 examples. All 2 examples, at w = 0, b = 0: the full gradient has length 5. ...
    """
    drawn = gradient_cloud(some(result.noise.gradients), result.cloud, result.ellipse, names=result.names)
    drawn.description = result.description
    return drawn


def some(gradients: Any) -> Any:
    """Return the gradients that are drawn as arrows: all of them, or 300 evenly taken."""
    if len(gradients) <= ARROWS:
        return gradients
    return gradients[np.linspace(0, len(gradients) - 1, ARROWS).round().astype(int)]


def sizes(n: int) -> Any:
    """Return up to 60 batch sizes from 1 to n, even in the logarithm.

    >>> sizes(5).tolist()
    [1, 2, 3, 4, 5]
    """
    return np.unique(np.geomspace(1, max(1, n), 60).round().astype(int))


def framed(result: GradientCloudResult) -> tuple[list[float], list[float]]:
    """Return the ranges of the picture of the gradients: everything, and the place of a zero gradient."""
    points = np.concatenate([np.zeros((1, 2)), some(result.noise.gradients), result.cloud, result.ellipse])
    low, high = points.min(axis=0), points.max(axis=0)
    grid = 2.0 ** np.floor(np.log2(np.max(high - low) or 1.0)) / STEP
    ends = np.stack([np.floor(low / grid - 0.1), np.ceil(high / grid + 0.1)]) * grid
    across, up = ends.T.tolist()
    return across, up
