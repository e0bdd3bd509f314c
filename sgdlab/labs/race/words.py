"""What the race says of its runs: the outcome of each [outcome], where they start and end [places]."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgdlab.figures.sentences import count, number, place
from sgdlab.landscape.plane import plane_of
from sgdlab.problems import Problem
from sgdlab.run import Run

if TYPE_CHECKING:
    from sgdlab.labs.race.compute import RaceSettings


def outcome(problem: Problem, settings: "RaceSettings | None", run: Run) -> str:
    """Return the recipe of one runner and its outcome; without settings it gives no reason for a divergence."""
    parts = run.recipe.split(":")[0].replace(", ", " · ")
    if run.diverged_at is None:
        low, steps = problem.minimum, int(run.steps[-1])
        excess = "" if low is None else f" (excess {number(run.losses[-1] - float(problem(low)))})"
        return f"{parts}: loss {number(run.losses[-1])}{excess} after {count(steps, 'step')}"
    if settings is None:
        return f"{parts}: diverged at step {run.diverged_at:,}"
    limit = f"learning rate {settings.learning_rate:g}"
    if problem.curvature is None:
        limit += " is too large for this loss"
    else:
        edge = (2 + 2 * settings.momentum) / problem.curvature[1]
        name = "(2 + 2 momentum)/λmax" if settings.momentum else "2/λmax"
        if settings.learning_rate > edge:
            limit += f" is above {name} = {edge:.3g}"
        else:
            limit += f" is below {name} = {edge:.3g}, but some batches are steeper than the whole set"
    return f"{parts}: diverged at step {run.diverged_at:,}; {limit}"


def places(problem: Problem, start: Sequence[float], *runs: Run | None) -> str:
    """Say where the paths start and end on the plane that is shown, and where its lowest point is."""
    plane = plane_of(problem)
    names = plane.loss.names or ("w1", "w2")
    ends = [
        f"{name} ends at {place(plane.of(run.final), names)}"
        for name, run in zip(("full batch", "SGD", "yours"), runs, strict=True)
        if run is not None and run.diverged_at is None
    ]
    low = plane.loss.minimum
    lowest = [] if low is None else [f"the minimum is at {place(low, names)}"]
    return f"{'; '.join([f'The start is at {place(start, names)}', *ends, *lowest])}."
