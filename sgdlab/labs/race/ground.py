"""The map of the race: the surface in the frame in which it opens [landscape_of]."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sgdlab.labs.race.compute import RaceResult
from sgdlab.landscape import Surface, surface
from sgdlab.landscape.plane import plane_of
from sgdlab.landscape.surface import Limits
from sgdlab.problems import Problem

NEAR = 6.0  # times as far as the first paths go: up to there the minimum is on the map, too
MOST_FOR_FINE = 100_000  # products for one loss: of a larger problem the map has fewer points


def landscape_of(
    problem: Problem,
    opening: RaceResult,
    starts: Sequence[Sequence[float]],
    frame: tuple[Limits, Limits] | None,
) -> Surface:
    """Return the surface in a frame that holds what is stable on a bowl, or the first paths and a minimum near them."""
    plane, points = plane_of(problem), [np.array([start]) for start in starts]
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
