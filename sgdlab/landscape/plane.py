"""A plane that shows a race in many dimensions, and the lowest point of a problem.

- the plane that fits a problem            [plane_of]
- a plane on which the start is (0, 0)     [plane_from]
- the lowest point                         [lowest_point]
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sgdlab.gradients import backprop
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.optimizers import adam, gradient_descent
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Params
from sgdlab.run import Run
from sgdlab.training import sgd, train
from sgdlab.training.loop import uninterrupted

SEARCH = 400  # steps to find a low point if the minimum is not known
EPOCHS = 30  # of the runs that span a plane
SMALLEST, PER_EPOCH = 8, 2_000  # of their batches, and how many of them an epoch has at most
LONGEST, MOST_STEPS, FEWEST = 100, 3_000, 3  # epochs and steps of those that leave from (0, 0), and epochs at least
KNOWN, SPANNED = ("toward the start", "along the first gradient"), ("toward the start", "toward full batch's end")
AWAY = ("toward full batch's end", "toward SGD's end")


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane in the space of the parameters: origin + a axes[0] + b axes[1], the axes of length 1 and at right angles.

    `loss` is the problem on the plane, with two parameters; `words` say which plane it is, and are empty if there is
    only one.
    """

    origin: Array
    axes: Array
    loss: Problem
    words: str = ""

    def at(self, point: Params) -> Array:
        """Return the parameters (…, P) at points (…, 2) of the plane."""
        points = np.asarray(point, dtype=float)
        placed: Array = self.origin + points @ self.axes if self.words else points
        return placed

    def of(self, params: Params) -> Array:
        """Return the points (…, 2) of the plane that are nearest to parameters (…, P)."""
        seen: Array = (params - self.origin) @ self.axes.T if self.words else params
        return seen

    def seen(self, run: Run) -> Run:
        """Return a run projected onto the plane."""
        return replace(run, params=self.of(run.params))

    def outside(self, run: Run) -> float:
        """Return how much of a run is not in the picture: of its squared distances from the start, the share beside it.

        Formula: sum_t |w_t - p_t|^2 / sum_t |w_t - w_0|^2, with p_t the nearest point of the plane.
        """
        away = float(np.sum(np.square(run.params - run.params[0])))
        return float(np.sum(np.square(run.params - self.at(self.of(run.params))))) / away if away else 0.0


@lru_cache(maxsize=8)
def plane_of(problem: Problem) -> Plane:
    """Return the plane that shows runs of a problem: where the minimum is known, the one that the first step leads to.

    That one holds the start, the minimum and the first gradient.  Else it is the plane that runs of the problem's own
    span, through the start and the ends of full batch and SGD.  With two parameters it is the whole space.
    """
    start: Array = problem.start
    if len(start) == 2:
        return Plane(np.zeros(2), np.eye(2), problem)
    if problem.minimum is None:
        size = min(max(SMALLEST, -(-problem.n // PER_EPOCH)), problem.n)
        origin, full = _ends(problem, 1 / largest_curvature(problem), size, EPOCHS)
        ways: tuple[Array, Array] = (start - origin, full - origin)
        holds, names = f"the start and the ends of SGD and full batch after {EPOCHS} epochs", SPANNED
    else:
        origin, ways = problem.minimum, (start - problem.minimum, backprop(problem, start)[1])
        holds, names = "the start, the lowest point and the first gradient of all examples", KNOWN
    return _plane(problem, origin, ways, names, holds)


@lru_cache(maxsize=8)
def plane_from(problem: Problem, rate: float, size: int) -> Plane:
    """Return the plane that runs at one learning rate span, on which the start is (0, 0).

    It holds the start and the ends of full batch and of SGD on batches of `size`, after 100 epochs, or after as many as
    3,000 steps of SGD take, but at least 3.  Without an end, because a run diverged, an axis of the parameters takes
    its place.  With two parameters it is the whole space.

    `front_end/src/labs/plane.js` computes the same.

    >>> from sgdlab.problems import linear_regression
    >>> plane = plane_from(linear_regression(np.eye(4), [1.0, 2.0, 3.0, 4.0], intercept=False), 0.1, 2)
    >>> plane.of(plane.origin).tolist(), plane.axes.shape
    ([0.0, 0.0], (2, 4))
    """
    start: Array = problem.start
    if len(start) == 2:
        return plane_of(problem)
    size = min(size, problem.n)
    epochs = max(FEWEST, min(LONGEST, MOST_STEPS // -(-problem.n // size)))
    stochastic, full = _ends(problem, rate, size, epochs)
    holds = f"the start and the ends of full batch and SGD after up to {LONGEST} epochs at the learning rate {rate:g}"
    return _plane(problem, start, (full - start, stochastic - start), AWAY, holds)


def _ends(problem: Problem, rate: float, size: int, epochs: int) -> tuple[Array, Array]:
    """Where SGD on batches of a size and the full batch end, at a learning rate."""
    steps = epochs * -(-problem.n // size)
    way = sgd(rate, size) if problem.data else {"optimizer": gradient_descent(rate)}  # without examples both are one
    stochastic = uninterrupted(train(problem, **way, steps=steps, record_every=steps, progress=False))
    descent = gradient_descent(rate)
    full = uninterrupted(train(problem, optimizer=descent, steps=epochs, record_every=epochs, progress=False))
    return stochastic.final, full.final


@lru_cache(maxsize=8)
def lowest_point(problem: Problem) -> Array:
    """Return the minimum or, if it is not known, the point where Adam ends from the start.

    >>> from sgdlab.problems import quadratic
    >>> lowest_point(quadratic([1.0, 2.0, 3.0])).tolist()
    [0.0, 0.0, 0.0]
    """
    if problem.minimum is not None:
        return problem.minimum
    return uninterrupted(train(problem, optimizer=adam(0.05), steps=SEARCH, record_every=SEARCH)).final


def _axes(*directions: Array) -> Array:
    """Two orthogonal directions of length 1: the given ones, plus parameter axes if these are too few."""
    found: list[Array] = []
    for direction in (*directions, *np.eye(3, len(directions[0]))):
        rest = direction / max(float(np.linalg.norm(direction)), 1e-300)
        for axis in found:
            rest = rest - (rest @ axis) * axis
        if np.linalg.norm(rest) > 1e-6:
            found.append(rest / np.linalg.norm(rest))
        if len(found) == 2:
            return np.stack(found)
    raise ValueError("a plane has two directions, and a problem with one parameter has only one")


def _plane(problem: Problem, origin: Array, ways: tuple[Array, Array], names: tuple[str, str], holds: str) -> Plane:
    """The plane that leads two ways from an origin, and the problem on it: two parameters and the same examples."""
    axes = _axes(*ways)
    loss = Problem(
        lambda point, batch: problem.loss(origin + point @ axes, batch),
        problem.data,
        start=(problem.start - origin) @ axes.T,
        vectorized=problem.vectorized,
        names=names,
        title=problem.title,
        solve=lambda: None if problem.minimum is None else np.zeros(2),
    )
    size = len(problem.start)
    words = f"This plane holds {holds}; it shows 2 of {size:,} directions, and each path at its nearest points"
    return Plane(origin, axes, loss, words)
