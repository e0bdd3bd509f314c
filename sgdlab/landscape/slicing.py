"""The loss along one or two directions through a point in many dimensions [slices, Slice]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import real_array, whole
from sgdlab.landscape.directions import Principal, matching, project
from sgdlab.landscape.surface import MOST_POINTS, Limits, Surface, limits_of
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.training.checks import as_problem
from sgdlab.training.losses import losses_at

MARGIN = 0.12  # of the width, as free space around a path
MOST = 250_000  # numbers in the parameters and examples of one call, limited to save memory


@dataclass(frozen=True, eq=False, repr=False)
class Slice:
    """The loss at center + a d_1, or at center + a d_1 + b d_2.

    center (P,); directions (K, P), K = 1 or 2; coordinates: the values of a, and of b, (G,) each;
    losses (G,), or (G, G) with `losses[j, i]` at a_i and b_j;  at_center: the loss at the center.
    """

    center: Array
    directions: Array
    coordinates: tuple[Array, ...]
    losses: Array
    at_center: float
    title: str

    def project(self, points: ArrayLike) -> tuple[Array, Array]:
        """Return coordinates (…, K) of points (…, P), such as run.params, in the slice, and distances (…,) from it."""
        return project(points, self.center, self.directions)

    @property
    def surface(self) -> Surface:
        """The slice along two directions as a surface."""
        if len(self.coordinates) != 2:
            raise ValueError("a slice along one direction is a curve; cut along two directions for a surface")
        x, y = self.coordinates
        lowest = float(np.min(self.losses[np.isfinite(self.losses)]))
        return Surface(x, y, self.losses, ("direction 1", "direction 2"), self.title, None, lowest)

    def __repr__(self) -> str:
        ends = " and ".join(f"{c[0]:.3g} to {c[-1]:.3g}" for c in self.coordinates)
        finite = self.losses[np.isfinite(self.losses)]
        shape = " x ".join(str(len(c)) for c in self.coordinates)
        return (
            f"the loss of {self.title} along {len(self.directions)} of {len(self.center)} directions, from {ends}, at "
            f"{shape} points: {finite.min():.4g} to {finite.max():.4g}, {self.at_center:.4g} at the center"
        )


def slices(
    problem: Problem,
    center: ArrayLike,
    directions: ArrayLike | Principal,
    x: Sequence[float] | None = None,
    y: Sequence[float] | None = None,
    *,
    points: int = 51,
    path: ArrayLike | None = None,
) -> Slice:
    """Evaluate the loss on all examples along one direction through the center (P,), or on the plane of two.

    Formula: losses[j, i] = L(center + a_i d_1 + b_j d_2).

    directions (K, P) with K = 1 or 2, or what `pca_directions` returns.  `x=(low, high)` are the limits of a, `y` those
    of b; the default is (-1, 1), or the range of `path` (T, P) and the center with some space around them.  `points` is
    their number along each direction.  Errors: other shapes, limits that do not rise, directions that
    depend on each other, a loss that is nowhere finite.

    Source: Goodfellow, Vinyals, Saxe, "Qualitatively characterizing neural network optimization problems", 2015.

    >>> from sgdlab.problems import quadratic
    >>> slices(quadratic([1.0, 4.0, 9.0]), [0.0, 0.0, 1.0], [[1.0, 0.0, 0.0]], points=3).losses.tolist()
    [5.0, 4.5, 5.0]
    """
    checked = as_problem(problem)
    at, rows = matching(center, directions.directions if isinstance(directions, Principal) else directions)
    if len(rows) not in (1, 2):
        raise ValueError(f"directions has {len(rows)} rows; a slice needs one or two directions")
    if y is not None and len(rows) == 1:
        raise ValueError("y has the limits along a second direction, but directions has one row: leave y out")
    project(at, at, rows)  # an error, if the directions depend on each other
    whole(points, "points", 3, MOST_POINTS)
    covered = [(-1.0, 1.0)] * len(rows) if path is None else _covered(path, at, rows)
    limits = [limits_of(name, own, ends) for name, own, ends in zip("xy", (x, y), covered, strict=False)]
    axes = tuple(np.linspace(low, high, points) for low, high in limits)
    steps = np.stack(np.meshgrid(*axes), axis=-1)  # (G, 1) or (G, G, 2)
    with np.errstate(all="ignore"):
        losses = _evaluated(checked, at, steps.reshape(-1, len(rows)), rows).reshape(steps.shape[:-1])
    if not np.isfinite(losses).any():
        raise ValueError(f"the loss of {checked.title} is nowhere finite in this slice; choose other limits")
    return Slice(at, rows, axes, losses, float(checked(at)), checked.title)


def _evaluated(problem: Problem, center: Array, steps: Array, directions: Array) -> Array:
    """Return the losses (M,) at center + steps (M, K) @ directions, a few at a time."""
    some = max(1, MOST // (len(center) + problem.n))
    parts = [steps[i : i + some] @ directions for i in range(0, len(steps), some)]
    return np.concatenate([losses_at(problem, center + part) for part in parts])


def _covered(path: ArrayLike, center: Array, directions: Array) -> list[Limits]:
    """Return limits that contain a path and the center, with some space around them."""
    points = real_array(path, "path", ("…", len(center))).reshape(-1, len(center))
    coordinates, _ = project(points, center, directions)
    seen = np.vstack([coordinates, np.zeros(len(directions))])
    low, high = seen.min(axis=0), seen.max(axis=0)
    width = np.max(high - low) or 2.0
    room = np.maximum(MARGIN * width, 0.5 * (0.2 * width - (high - low)))  # so the frame is never too narrow
    return [(float(a - r), float(b + r)) for a, b, r in zip(low, high, room, strict=True)]
