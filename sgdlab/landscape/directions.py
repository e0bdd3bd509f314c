"""Directions in the space of the parameters, and the place of a path in the plane that they span.

- random directions                                         [random_directions]
- directions as long as the weights they change             [filter_normalized]
- directions along which a path spreads most                [pca_directions]
- the place of points in the plane, and their distance      [project]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sgdlab import quantities
from sgdlab.checks import generator, given, one_of, real_array, whole
from sgdlab.problems import Problem
from sgdlab.problems.model import Shapes
from sgdlab.quantities import Array, Given

MOST = 10**8  # numbers in all random directions, 800 MB


@dataclass(frozen=True, eq=False, repr=False)
class Principal:
    """The directions in which a path spreads most: `directions` (K, P), orthonormal, with `explained` (K,).

    explained: the share of the path's variance along each;  center (P,): the mean of the path.
    """

    directions: Array
    explained: Array
    center: Array

    def __repr__(self) -> str:
        shares = ", ".join(f"{100 * share:.1f} %" for share in self.explained)
        found = quantities.count(len(self.directions), "principal direction")
        return f"{found}, with {shares} of the variance of the path"


def random_directions(size: int | Problem, count: int = 2, seed: int = 0) -> Array:
    """Return directions (count, P) of independent standard normal numbers, nearly orthogonal if P is large.

    Formula: d_k ~ N(0, I).

    `size` is the number of parameters P, or a problem with a start.  Errors: a size or count below 1.

    >>> random_directions(1000).shape
    (2, 1000)
    """
    P = size.size if isinstance(size, Problem) else size
    P = whole(P, "size", 1, MOST, also=", the number of parameters, or a problem with a start")
    return generator(seed).standard_normal((whole(count, "count", 1, MOST // P), P))


def filter_normalized(
    model: Given, center: ArrayLike, directions: ArrayLike, biases: Literal["fixed", "scaled"] = "fixed"
) -> Array:
    """Return directions (K, P) scaled so that the weights into each neuron are as long as those at the center (P,).

    Formula: d_j <- d_j / |d_j| * |w_j| for every column w_j of every weight matrix W (in, out), which
    holds the weights into neuron j (the filter of a dense layer).  A vector of weights is one column.  The biases of a
    layer do not move ("fixed"), or their vector b is treated as one column ("scaled").  They are what is called b, b1,
    … and can be added to outputs: a number, or one number for each column of a weight matrix.

    So a slice looks the same after a change of scale that does not change the network, if it is one of whole layers,
    such as one ReLU layer times 10 and the next divided by 10.  A direction that is 0 in a column stays 0 there.

    Errors: a problem that does not name the pieces of its parameters (sgdlab.Model does), other shapes, other `biases`.

    Source: Li, Xu, Taylor, Studer, Goldstein, "Visualizing the loss landscape of neural nets", 2018.

    >>> from sgdlab.problems import linear_regression
    >>> line = linear_regression([[0.0, 1.0], [1.0, 0.0]], [1.0, 2.0])
    >>> filter_normalized(line, [3.0, 4.0, 7.0], [[0.0, 2.0, 1.0]]).tolist()
    [[0.0, 5.0, 0.0]]
    """
    one_of(biases, "biases", ("fixed", "scaled"))
    if not getattr(model, "shapes", None):
        raise ValueError(f"model is a sgdlab.Model with named weights, such as mlp(…); got {given(model)}")
    at, rows = matching(center, directions)
    if at.shape != (model.size,):
        raise ValueError(f"center has shape {at.shape}, but {model.title} has {model.size} parameters")
    scaled = np.zeros_like(rows)
    pieces = zip(model.pieces(at).items(), model.pieces(rows).values(), model.pieces(scaled).values(), strict=True)
    for (name, weights), d, out in pieces:
        if biases == "fixed" and _is_bias(name, model.shapes):
            continue
        own = _lengths(d)
        out[...] = np.divide(d, own, out=np.zeros_like(d), where=own > 0) * _lengths(weights[None])
    return scaled


def _lengths(pieces: Array) -> Array:
    """Return the length of each column of pieces (K,), (K, in) or (K, in, out), also of huge or tiny ones."""
    return np.abs(pieces) if pieces.ndim == 1 else np.hypot.reduce(pieces, axis=1, keepdims=True)


def _is_bias(name: str, shapes: Shapes) -> bool:
    """Whether a piece of the parameters is a bias by its name and its shape, which the coefficients `beta` lack."""
    shape = shapes[name]
    return name.startswith("b") and any(other[1:] == shape for other in shapes.values())  # as () is of () itself


def pca_directions(path: ArrayLike, count: int = 2) -> Principal:
    """Return the directions along which a path (T, P) spreads most, about its mean.

    Formula: the leading right singular vectors v_i of X = path - mean; explained_i = s_i^2 / sum_j s_j^2.

    Errors: fewer than two points, other shapes, a path that never moves, more directions than points or parameters.

    Source: Pearson, "On lines and planes of closest fit", 1901; of training paths: Antognini, Sohl-Dickstein, "PCA of
    high dimensional random walks with comparison to neural network training", 2018.

    >>> found = pca_directions([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]], count=1)
    >>> found, found.directions.round(6).tolist()
    (1 principal direction, with 100.0 % of the variance of the path, [[0.6, 0.8]])
    """
    points = real_array(path, "path", ("T", "P"), hint="; run.params is one").astype(float)
    if len(points) < 2:
        raise ValueError(f"path needs at least two points, as in run.params; got shape {points.shape}")
    whole(count, "count", 1, min(points.shape))
    center = points[0] + (points - points[0]).mean(axis=0)  # exactly the point, if all are the same
    _, lengths, rows = np.linalg.svd(points - center, full_matrices=False)
    if lengths[0] == 0:
        raise ValueError("the path never moves, so it has no directions")
    shares = (lengths / lengths[0]) ** 2  # squares of the lengths themselves could overflow
    rows = rows[:count] * np.sign(rows[:count] @ (points[-1] - points[0]) + 1e-300)[:, None]  # along the path
    return Principal(rows, shares[:count] / shares.sum(), center)


def project(points: ArrayLike, center: ArrayLike, directions: ArrayLike) -> tuple[Array, Array]:
    """Return coordinates (…, K) of points (…, P) in the plane through the center, and their distances (…,) from it.

    Formula: c minimizes |center + sum_k c_k d_k - point|; the distance is that minimum.  The directions need not be
    orthogonal; one that depends on the others is an error.

    >>> coordinates, distance = project([3.0, 2.0, 2.0], [1.0, 1.0, 0.0], [[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]])
    >>> coordinates.round(6).tolist(), float(distance)
    ([1.0, 1.0], 2.0)
    """
    at, rows = matching(center, directions)
    off = real_array(points, "points", ("…", len(at)), finite=False) - at
    sizes = np.abs(rows).max(axis=1)
    alike = np.divide(rows, sizes[:, None], out=np.zeros_like(rows), where=sizes[:, None] > 0)
    if np.linalg.matrix_rank(alike) < len(alike):
        raise ValueError("directions are linearly dependent, so they span no plane; choose others")
    along = off @ np.linalg.pinv(alike)  # of vectors of one size, because a short one beside a long one is lost
    return along / sizes, np.hypot.reduce(off - along @ alike, axis=-1)


def matching(center: ArrayLike, directions: ArrayLike) -> tuple[Array, Array]:
    """Return center (P,) and directions (K, P) as floats, checked."""
    at = real_array(center, "center", ("P",)).astype(float)
    return at, real_array(directions, "directions", ("K", len(at))).astype(float)
