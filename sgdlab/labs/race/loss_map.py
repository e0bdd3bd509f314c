"""The map of the race: the surface in the frame in which it opens [landscape_of], in a wider one [wider_for].

Paths that leave the frame widen it, up to four times; where they leave that one, too, an arrow shows which way.  The
page does the same (`front_end/src/labs/race/loss_map.js`).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from sgdlab.labs.race.drawn import Drawn, plane_for
from sgdlab.labs.race.result import RaceResult
from sgdlab.landscape import surface
from sgdlab.landscape.surface import DECADES, LEVELS, Limits, Surface
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.scene import Json, Wider

NEAR = 6.0  # times as far as the first paths go: up to there the minimum is on the map, too
MOST_FOR_FINE = 100_000  # products for one loss: of a larger problem the map has fewer points
FACTORS = (1, 2, 4)  # frames, as multiples of the first; few, so that it jumps seldom while a slider is dragged
SLACK = 1e-3  # of the frame: a path that only touches its border doesn't leave it


def landscape_of(
    problem: Problem, opening: RaceResult, starts: Sequence[Sequence[float]], frame: tuple[Limits, Limits] | None
) -> Surface:
    """Return the surface in a frame that holds what is stable on a bowl, or the first paths and a minimum near them."""
    if isinstance(problem, Drawn):
        return problem.map
    plane, points = plane_for(problem), [np.array([start]) for start in starts]
    if frame is not None:
        return surface(plane.loss, x=frame[0], y=frame[1])
    across = 81 if problem.n * len(problem.start) < MOST_FOR_FINE else 41
    if problem.hessian is not None:
        return surface(plane.loss, paths=points, points=across)
    paths = [plane.of(run.params) for run in opening.runners.values() if run.diverged_at is None]
    far = max([float(np.ptp(path, axis=0).max()) for path in paths], default=np.inf)
    low = plane.loss.minimum
    if low is not None and np.abs(low - starts[0]).max() <= NEAR * far:
        paths.append(low[None])
    seen = surface(replace(plane.loss, solve=lambda: None), paths=points + paths, points=across)
    return seen if low is None else replace(seen, minimum=low, lowest=float(plane.loss(low)))


def factor_for(limits: tuple[Limits, Limits], paths: Sequence[Array]) -> int:
    """Return how many times as wide and as high a frame has to be to hold paths (T, 2): 1, 2 or 4, which is the most.

    >>> frame = (-1.0, 1.0), (0.0, 4.0)
    >>> [factor_for(frame, [np.array([[0.0, 2.0], [x, 3.0]])]) for x in (1.0, -1.5, 3.0, 1e300)]
    [1, 2, 4, 4]
    """
    low, high = np.transpose(limits)
    with np.errstate(over="ignore"):  # of a path that diverged
        far = max(float(np.max(np.abs(path - (low + high) / 2) / ((high - low) / 2))) for path in paths)
    return next((factor for factor in FACTORS if far <= factor + SLACK), FACTORS[-1])


def wider_for(problem: Problem, landscape: Surface, paths: Sequence[Array]) -> Wider | None:
    """Return the frame that paths need beyond that of the landscape; None if they stay in it."""
    factor = factor_for(landscape.limits, paths)
    return None if factor == 1 else _widened(problem, landscape.limits, factor, _across(problem, landscape))


def frame_facts(problem: Problem, landscape: Surface) -> Json:
    """Return what the page needs to widen the frame."""
    shape = {"across": _across(problem, landscape), "levels": LEVELS, "decades": DECADES}
    return {"box": landscape.limits, "factors": FACTORS, "slack": SLACK, **shape}


def _across(problem: Problem, landscape: Surface) -> int:
    """How many points a wider map has along a side: fewer than the usual one, since it is made while a slider moves."""
    return int((0.75 if problem.size == 2 else 0.5) * len(landscape.x)) + 1  # a loss of more parameters takes longer


@lru_cache(maxsize=16)
def _widened(problem: Problem, limits: tuple[Limits, Limits], factor: int, points: int) -> Wider:
    x, y = (
        ((low + high - factor * (high - low)) / 2, (low + high + factor * (high - low)) / 2) for low, high in limits
    )
    wide = surface(plane_for(problem).loss, x=x, y=y, points=points)
    return Wider(x, y, wide.z, wide.levels())
