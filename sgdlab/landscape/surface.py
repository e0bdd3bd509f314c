"""The loss over two parameters [surface], on a grid [Surface], and whether a run belongs to a loss [check_runs]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, number, real_array, setting, whole
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Given
from sgdlab.run import Run
from sgdlab.training.checks import as_problem
from sgdlab.training.losses import losses_at

Limits: TypeAlias = tuple[float, float]

MOST_POINTS = 5_000  # along a side
MARGIN = 0.08  # of the width, as free space on each side of what has to fit
POINTS_ACROSS = 81  # along a side, by default
LEVELS = 12  # contours, by default
DECADES = 3.0  # how far down the contours go below the highest loss shown
SLIMMEST = 0.2  # the shorter side of the frame as a share of the longer one, by default


@dataclass(frozen=True, eq=False, repr=False)
class Surface:
    """A loss on a grid of two parameters.

    x (G,) and y (G,): the values of the two parameters, rising;  z (G, G): the loss, `z[j, i]` at (x[i], y[j]);
    names: the names of the two parameters;  minimum (2,): where the loss is smallest, or None if the problem does not
    know;  lowest: the loss there, or the lowest on the grid.
    """

    x: Array
    y: Array
    z: Array
    names: tuple[str, str]
    title: str
    minimum: Array | None
    lowest: float

    @property
    def limits(self) -> tuple[Limits, Limits]:
        """The frame: (left, right), (bottom, top)."""
        return (float(self.x[0]), float(self.x[-1])), (float(self.y[0]), float(self.y[-1]))

    def levels(self, count: int = LEVELS) -> Array:
        """Return contour levels, evenly spaced in the logarithm of the height above the lowest loss.

        There are fewer where rounding makes some of them the same, as on top of a huge constant.
        Formula: lowest + (highest - lowest) * 10^(3 (k + 1/2 - count) / count), k = 0 … count-1.
        """
        whole(count, "count", 2, also=", the number of contours")
        height = float(np.max(self.z[np.isfinite(self.z)])) - self.lowest
        exponents = DECADES * (np.arange(count) + 0.5 - count) / count
        return np.unique(self.lowest + (height if height > 0 else 1.0) * 10.0**exponents)

    def __contains__(self, point: ArrayLike) -> bool:
        """Whether a point (2,) lies in the frame."""
        (left, right), (bottom, top) = self.limits
        at = np.asarray(point, dtype=float)
        return bool(left <= at[0] <= right and bottom <= at[1] <= top)

    def __repr__(self) -> str:
        (left, right), (bottom, top) = self.limits
        return (
            f"the loss of {self.title} for {self.names[0]} from {left:.3g} to {right:.3g} and {self.names[1]} from "
            f"{bottom:.3g} to {top:.3g}, on a grid of {len(self.x)} x {len(self.y)}"
        )


def surface(
    problem: Problem,
    center: ArrayLike | None = None,
    span: float | Sequence[float] | None = None,
    *,
    x: Sequence[float] | None = None,
    y: Sequence[float] | None = None,
    points: int = POINTS_ACROSS,
    paths: Sequence[ArrayLike] = (),
) -> Surface:
    """Evaluate the loss of a problem of two parameters on a grid.

    Formula: z[j, i] = L(x_i, y_j) on all examples.  A vectorized problem is called with (G, 2), many points at once.

    `x=(left, right)` and `y=(bottom, top)` set the frame; so does `center` (2,) with `span`, the width, or the width
    and the height.  By default the frame contains the start, the minimum, the `paths` (…, 2) unless they run away, and
    if the loss curves upward at its minimum, all points that a stable run of gradient descent on that bowl can reach.
    Errors: a problem that does not have two parameters; limits that do not rise.

    >>> from sgdlab.problems import quadratic
    >>> bowl = surface(quadratic([1.0, 4.0]), x=(-1, 1), y=(-2, 2), points=3)
    >>> bowl.z.tolist()
    [[8.5, 8.0, 8.5], [0.5, 0.0, 0.5], [8.5, 8.0, 8.5]]
    """
    if not isinstance(paths, list | tuple):
        raise TypeError(f"paths is a list of arrays (…, 2), such as [run.params]; got {given(paths)}")
    checked = as_problem(problem)
    own = 2 if checked.size == 2 else "P"
    lines = [real_array(path, f"paths[{k}]", ("…", own), finite=False) for k, path in enumerate(paths)]
    center = None if center is None else real_array(center, "center", (own,))
    _check_two(checked, center, lines)
    whole(points, "points", 3, MOST_POINTS)
    with np.errstate(all="ignore"):
        frame = _frame(checked, center, span, lines) if x is None or y is None else [(0.0, 1.0)] * 2
        across, up = (
            np.linspace(*limits_of(n, own, ends), points) for n, own, ends in zip("xy", (x, y), frame, strict=True)
        )
        grid = np.stack(np.meshgrid(across, up), axis=-1)
        z = losses_at(checked, grid.reshape(-1, 2)).reshape(points, points)  # on many examples, not a row at once
        if not np.isfinite(z).any():
            raise ValueError(f"the loss of {checked.title} is nowhere finite in this frame; choose other limits")
        low = checked.minimum
        lowest = np.min(z[np.isfinite(z)]) if low is None else checked(low)
    names = checked.names or ("w1", "w2")
    return Surface(across, up, z, (names[0], names[1]), checked.title, low, float(lowest))


def _check_two(problem: Problem, center: Given, paths: Sequence[Array]) -> None:
    """Refuse a problem that is known not to have two parameters."""
    sizes = {len(known) for known in (problem.start, center) if known is not None}
    sizes |= {path.shape[-1] for path in paths}
    if sizes - {2}:
        names = f" ({', '.join(problem.names[:6])}{', …' if len(problem.names) > 6 else ''})" if problem.names else ""
        raise ValueError(
            f"a surface shows the loss over two parameters; {problem.title} has {max(sizes - {2})}{names}. Choose a "
            "problem of two, such as a linear regression on one feature, or draw loss_curves, which take any number"
        )


def check_runs(problem: Given, runs: Iterable[Run], instead: str = "give the problem that train was given") -> None:
    """Refuse a run of another problem: at its start or its end (in an ensemble, of member 0) the loss is another.

    Rounding, also of float32, makes no difference; a loss that draws at random, never the same twice, is not compared.
    """
    checked = as_problem(problem)
    for run in runs:
        ends = run.params[[0, -1]].reshape(2, -1, run.params.shape[-1])[:, 0]
        known = run.losses[[0, -1]].reshape(2, -1)[:, 0]
        with np.errstate(all="ignore"):
            here = losses_at(checked, ends)
            same = np.allclose(here, known, rtol=0, atol=1e-4 * np.abs(known).max(), equal_nan=True)
            if not same and np.array_equal(here, losses_at(checked, ends), equal_nan=True):
                raise ValueError(
                    f"this run is of another problem: at its start and its end the loss of {checked.title} is "
                    f"{here[0]:.4g} and {here[1]:.4g}, and not {known[0]:.4g} and {known[1]:.4g}; {instead}"
                )


def limits_of(name: str, given: Given, chosen: Limits) -> Limits:
    """Return the limits of an axis: the given ones, or otherwise the chosen ones."""
    if given is None:
        if not -np.inf < chosen[0] < chosen[1] < np.inf:
            raise ValueError(f"{name} would go from {chosen[0]:g} to {chosen[1]:g}: give {name}=(low, high) yourself")
        return chosen
    low, high = real_array(given, name, (2,), hint=": it is (low, high)").tolist()
    if low >= high:
        raise ValueError(f"{name} is (low, high), two finite numbers that rise; got {given!r}")
    return low, high


def _frame(problem: Problem, center: Given, span: Given, paths: Sequence[Array]) -> list[Limits]:
    if span is not None:
        width = setting(list(span) if isinstance(span, tuple) else span, "span", ", or (width, height)", above=0)
        width = width if np.shape(width) == (2,) else number(span, "span", ", or (width, height)")
        half = np.broadcast_to(width, 2) / 2
        anchors = (problem.minimum, problem.start, *[path.reshape(-1, 2)[0] for path in paths], np.zeros(2))
        middle = np.asarray(next(a for a in (center, *anchors) if a is not None), dtype=float)
        return [(c - h, c + h) for c, h in zip(middle, half, strict=True)]
    wanted = _worth_showing(problem, center, paths)
    low, high = wanted.min(axis=0), wanted.max(axis=0)
    width = np.maximum(high - low, SLIMMEST * np.max(high - low))
    if not width.max() > 0:  # a single point: make a frame that shows it and the origin
        width = np.full(2, 2.0 * max(1.0, np.abs(low).max()))
    middle = (low + high) / 2
    if center is not None:
        middle = np.asarray(center, dtype=float)
        width = np.maximum(width, 2 * np.abs(wanted - middle).max(axis=0))
    half = (0.5 + MARGIN) * width
    return [(float(c - h), float(c + h)) for c, h in zip(middle, half, strict=True)]


def _worth_showing(problem: Problem, center: Given, paths: Sequence[Array]) -> Array:
    """Return the points (K, 2) that have to fit."""
    starts = [path.reshape(-1, 2)[0] for path in paths]
    if problem.start is not None and not starts:
        starts = [problem.start]
    known = [np.asarray(p, dtype=float) for p in (*starts, problem.minimum, center) if p is not None]
    if not known:
        raise ValueError(f"{problem.title} has no start: give center and span, or the limits x and y, of the surface")
    rows = [np.stack(known), *[_reached(problem, path.reshape(-1, 2)) for path in paths]]
    if problem.minimum is not None:
        H = problem.hessian if problem.hessian is not None else _curvature(problem, problem.minimum)
        rows += [_bowl(H, start, problem.minimum) for start in starts]
    return np.concatenate(rows)


def _reached(problem: Problem, path: Array) -> Array:
    """Return the points of a path that are not much higher than its start; one that runs away leaves the frame."""
    losses = losses_at(problem, path)
    low = np.min(losses[np.isfinite(losses)], initial=losses[0])
    kept: Array = path[losses <= losses[0] + 0.5 * (losses[0] - low)]
    return kept


def _bowl(H: Array, start: Array, minimum: Array) -> Array:
    """Return the corners (4, 2) of the region that stable gradient descent can reach, by the curvature at the minimum.

    On a bowl, c_i <- (1 - learning rate * l_i) c_i along each eigenvector.  A stable rate is below 2/l_max: the steep
    direction may swing to -c, the flat one to (1 - 2 l_min/l_max) c if that is negative.
    """
    if not np.all(np.isfinite(H)) or np.linalg.eigvalsh(H)[0] <= 0:
        return np.empty((0, 2))
    curvatures, Q = np.linalg.eigh(H)
    flat, steep = (start - minimum) @ Q
    back = min(0.0, 1 - 2 * curvatures[0] / curvatures[1]) * flat
    corners = np.array([[a, b] for a in (back, flat) for b in (-steep, steep)])
    placed: Array = minimum + corners @ Q.T
    return placed


def _curvature(problem: Problem, minimum: Array) -> Array:
    """Return the Hessian (2, 2) at the minimum by central differences."""
    h = 1e-4 * (1 + np.abs(minimum))
    grid = minimum + h * np.stack(np.meshgrid([-1, 0, 1], [-1, 0, 1]), axis=-1)
    z = losses_at(problem, grid)
    mixed = (z[2, 2] - z[2, 0] - z[0, 2] + z[0, 0]) / (4 * h[0] * h[1])
    xx, yy = (z[1, 2] - 2 * z[1, 1] + z[1, 0]) / h[0] ** 2, (z[2, 1] - 2 * z[1, 1] + z[0, 1]) / h[1] ** 2
    return np.array([[xx, mixed], [mixed, yy]])
