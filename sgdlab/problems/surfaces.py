"""Losses without data, made to look at: bowls, a saddle, and test surfaces with names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, number, real_array, whole
from sgdlab.problems.problem import Problem, finite_array, remembered
from sgdlab.quantities import Array, Batch, Given, Gradient, Loss, LossValue, Params

FEW = 8  # curvatures are written out in a title


@remembered
def quadratic(eigenvalues: ArrayLike, rotation: ArrayLike | None = None) -> Problem:
    """Make a bowl with curvatures of your choice and its minimum 0 at the origin.

    Formula: L(w) = 1/2 sum_i l_i (q_i . w)^2, with q_i the columns of the rotation Q; the Hessian is Q diag(l) Q^T.

    `eigenvalues` (P,) may be negative (a saddle).  `rotation` is an orthogonal matrix (P, P), or an angle in radians
    if there are two eigenvalues.  The start is Q (1, …, 1).

    >>> bowl = quadratic([1, 9])
    >>> float(bowl([1.0, 1.0])), bowl.curvature
    (5.0, (1.0, 9.0))
    """
    curvatures = finite_array(eigenvalues, "eigenvalues", ("P",))
    size = len(curvatures)
    Q = np.eye(size) if rotation is None else real_array(rotation, "rotation")
    if Q.ndim == 0 and size == 2:
        Q = _turn(Q)
    Q = Q.astype(curvatures.dtype)
    if Q.shape != (size, size) or not np.allclose(Q.T @ Q, np.eye(size), atol=100 * np.finfo(Q.dtype).eps):
        raise ValueError(
            f"rotation is an orthogonal matrix of shape ({size}, {size})"
            f"{', or an angle in radians' if size == 2 else ''}; got {given(rotation)}"
        )

    if size <= FEW:
        which = f"curvatures {', '.join(f'{v:g}' for v in curvatures)}"
    else:
        which = f"{size} curvatures from {curvatures.min():g} to {curvatures.max():g}"

    def loss(params: Params, batch: Batch) -> LossValue:
        return 0.5 * np.sum(curvatures * np.square(params @ Q), axis=-1)

    def gradient(params: Params, batch: Batch) -> Gradient:
        return (curvatures * (params @ Q)) @ Q.T

    minimum = np.zeros(size) if curvatures.min() > 0 else None
    bowl = _surface(f"a quadratic with {which}", loss, gradient, Q.sum(axis=1), minimum, _numbered(size))
    return replace(bowl, hessian=(Q * curvatures) @ Q.T)


@remembered
def ravine(condition: float = 25.0, angle: float = np.pi / 6) -> Problem:
    """Make a long, narrow, tilted valley: a step that is short enough across it is too short along it.

    Formula: the quadratic with the eigenvalues 1 (along) and `condition` (across); gradient descent converges for
    learning rates below 2 / condition and takes on the order of `condition` steps.

    `condition` >= 1, `angle` in radians.  The start is 3 along the valley and 1 up its side; the minimum 0 is at the
    origin.

    Source: Sutton, "Two problems with backpropagation and other steepest-descent learning procedures for networks",
    1986.

    >>> valley = ravine(100)
    >>> [round(v, 6) for v in valley.curvature], round(float(valley(valley.start)), 6)
    ([1.0, 100.0], 54.5)
    """
    condition, angle = number(condition, "condition", least=1), number(angle, "angle")
    bowl = quadratic([1.0, condition], angle)
    return replace(bowl, start=_turn(angle) @ [3.0, 1.0], title=f"a ravine of condition number {condition:g}")


@remembered
def saddle() -> Problem:
    """Make a pass between two valleys: a point where the loss rises one way and falls the other way.

    Formula: L(x, y) = 1/2 x^2 - 1/2 y^2 + 1/4 y^4;  gradient (x, y^3 - y).

    The saddle point is (0, 0), with the curvatures 1 and -1; the minima -1/4 are at (0, 1) and (0, -1).  From y = 0
    gradient descent ends on the saddle point itself; the start (1.5, 0.01) is just beside that line.

    Source: Nesterov, "Introductory Lectures on Convex Optimization", 2004, example 1.2.2.

    >>> saddle()([0.0, 0.0]).tolist(), saddle()(saddle().minimum).tolist()
    (0.0, -0.25)
    """

    def loss(params: Params, batch: Batch) -> LossValue:
        x, y = params[..., 0], params[..., 1]
        return 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4

    def gradient(params: Params, batch: Batch) -> Gradient:
        x, y = params[..., 0], params[..., 1]
        return np.stack([x, y**3 - y], axis=-1)

    return _surface("a saddle", loss, gradient, start=[1.5, 0.01], minimum=[0, 1])


@remembered
def rosenbrock(size: int = 2) -> Problem:
    """Make a valley bent like a banana: its floor is found at once, but followed only slowly.

    Formula: L(w) = sum_i 100 (w_{i+1} - w_i^2)^2 + (1 - w_i)^2, i = 1 to P - 1.

    `size` P >= 2.  The minimum 0 is at (1, …, 1); the start is (-1.2, 1, -1.2, 1, …), where L = 24.2 for P = 2.

    Source: Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960.

    >>> banana = rosenbrock()
    >>> round(float(banana(banana.start)), 6), banana.minimum.tolist()
    (24.2, [1.0, 1.0])
    """
    size = whole(size, "size", 2)

    def loss(params: Params, batch: Batch) -> LossValue:
        here, following = params[..., :-1], params[..., 1:]
        return np.sum(100 * (following - here**2) ** 2 + (1 - here) ** 2, axis=-1)

    def gradient(params: Params, batch: Batch) -> Gradient:
        here = params[..., :-1]
        off = 200 * (params[..., 1:] - here**2)  # how far from the valley's floor
        none = np.zeros_like(params[..., :1])
        from_here = np.concatenate([-2 * here * off - 2 * (1 - here), none], axis=-1)
        return from_here + np.concatenate([none, off], axis=-1)

    start, minimum = np.resize([-1.2, 1.0], size), np.ones(size)
    return _surface("the Rosenbrock function", loss, gradient, start, minimum, _numbered(size))


@remembered
def himmelblau() -> Problem:
    """Make four valleys of the same depth, where the start decides which one is found.

    Formula: L(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2.

    The minima, all 0, are at (3, 2), which is `minimum`, and near (-2.805118, 3.131313), (-3.779310, -3.283186) and
    (3.584428, -1.848127).  The start is (0, 0), where L = 170.

    Source: Himmelblau, "Applied Nonlinear Programming", 1972.

    >>> himmelblau()([[0.0, 0.0], [3.0, 2.0]]).tolist()
    [170.0, 0.0]
    """

    def loss(params: Params, batch: Batch) -> LossValue:
        x, y = params[..., 0], params[..., 1]
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    def gradient(params: Params, batch: Batch) -> Gradient:
        x, y = params[..., 0], params[..., 1]
        a, b = 2 * (x**2 + y - 11), 2 * (x + y**2 - 7)
        return np.stack([2 * x * a + b, a + 2 * y * b], axis=-1)

    return _surface("Himmelblau's function", loss, gradient, start=[0, 0], minimum=[3, 2])


@remembered
def beale() -> Problem:
    """Make a flat floor with steep walls at the corners: a learning rate that suits one is wrong for the other.

    Formula: L(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2.

    The minimum 0 is at (3, 0.5); the start is (1, 1), where L = 14.203125.

    Source: Beale, "On an iterative method for finding a local minimum of a function of more than one variable", 1958;
    the start is that of Moré, Garbow, Hillstrom, "Testing unconstrained optimization software", 1981.

    >>> beale()([[1.0, 1.0], [3.0, 0.5]]).tolist()
    [14.203125, 0.0]
    """

    def loss(params: Params, batch: Batch) -> LossValue:
        x, y = params[..., 0], params[..., 1]
        return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2

    def gradient(params: Params, batch: Batch) -> Gradient:
        x, y = params[..., 0], params[..., 1]
        a, b, c = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
        along_x = 2 * (a * (y - 1) + b * (y**2 - 1) + c * (y**3 - 1))
        return np.stack([along_x, 2 * x * (a + 2 * b * y + 3 * c * y**2)], axis=-1)

    return _surface("Beale's function", loss, gradient, start=[1, 1], minimum=[3, 0.5])


@remembered
def rastrigin(size: int = 2) -> Problem:
    """Make a bowl with a dent near every grid point: the slope leads into the nearest one, rarely the deepest.

    Formula: L(w) = 10 P + sum_i (w_i^2 - 10 cos(2 pi w_i));  gradient 2 w_i + 20 pi sin(2 pi w_i).

    `size` P >= 1.  The minimum 0 is at the origin; the start is (2.2, -1.7, 2.2, …).

    Source: Rastrigin, "Systems of Extremal Control", 1974.

    >>> rastrigin()([[0.0, 0.0], [1.0, 1.0]]).tolist()
    [0.0, 2.0]
    """
    size = whole(size, "size")

    def loss(params: Params, batch: Batch) -> LossValue:
        return 10 * size + np.sum(params**2 - 10 * np.cos(2 * np.pi * params), axis=-1)

    def gradient(params: Params, batch: Batch) -> Gradient:
        return 2 * params + 20 * np.pi * np.sin(2 * np.pi * params)

    start, minimum = np.resize([2.2, -1.7], size), np.zeros(size)
    return _surface("the Rastrigin function", loss, gradient, start, minimum, _numbered(size))


def _surface(
    title: str, loss: Loss, gradient: Gradient, start: Given, minimum: Given, names: tuple[str, ...] = ("x", "y")
) -> Problem:
    return Problem(
        loss,
        start=start,
        gradient=gradient,
        vectorized=True,
        pure=True,
        names=names,
        title=title,
        solve=lambda: None if minimum is None else np.array(minimum, dtype=float),
    )


def _turn(angle: Given) -> Array:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _numbered(size: int) -> tuple[str, ...]:
    return tuple(f"w{i + 1}" for i in range(size))
