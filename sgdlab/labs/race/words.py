"""What the race says of its runs: the outcome of each [outcome], where they start and end [places].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/race`).
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sgdlab.batches import full_batch, minibatch
from sgdlab.figures.sentences import NEGLIGIBLE, SPREAD, beside, capital, number, place, unit_of
from sgdlab.labs.given import lowest_loss, names_of
from sgdlab.labs.race.drawn import plane_for
from sgdlab.labs.race.runners import DESCENT, Runner, Values
from sgdlab.problems import Problem
from sgdlab.quantities import count
from sgdlab.run import Run

WORDS = {
    "full": full_batch.words,
    "one": minibatch(1).words,
    "some": minibatch(2).words.replace("2", "{size}"),
    "replace": " · " + minibatch(2, replace=True).words.split(", ")[1],
    "parts": "{batches} · backprop · {optimizer}",
    "done": "{parts}: loss {loss}{excess} after {steps}",
    "excess": " (excess {excess})",
    "gone": "{parts}: diverged at step {step}",
    "steep": "{gone}; learning rate {rate} is too large for this loss",
    "noisy": "{gone}; learning rate {rate} is too large for its noisy steps",
    "spared": "{gone}; learning rate {rate} is too large for its noisy steps, though full batch does not diverge at it",
    "above": "{gone}; learning rate {rate} is above {name} = {edge}",
    "below": "{gone}; learning rate {rate} is not above {name} = {edge}, but some batches are steeper than the whole "
    "set",
    "reason": "{names}: {why}.",
    "edge": "2/λmax",
    "momentum edge": "(2 + 2 momentum)/λmax",
    "described": "{name}: {line}.",
    "start": "Start: {place}",
    "end": "end of {name}: {place}",
    "minimum": "minimum: {place}",
    "outside": "{plane}. Outside it, as a share of the squared distance from the start: {shares}.",
    "share": "{name} {share} %",
    "crossing": "In these curves, {first} leads up to {epochs} epoch{several}, {examples}.",
    "changes": "In these curves, {last} leads from {epochs} epoch{several} on; before, {often} led at {percent} % "
    "of the budgets.",
    "overtakes": "In these curves, {last} takes the lead at the very end; before, {often} led at {percent} % "
    "of the budgets.",
    "median": "median {name}",
    "seeds ahead": "{lower} of {seeds}{of_whom} end lower than full batch.",
    "floor": "Noise floor{of_whom}: {predicted} predicted, {measured} measured.",
    "falling": "Noise floor{of_whom}: {predicted} predicted, not measured yet.",
    "late": "Mean excess{of_whom} in the last tenth of the steps: {measured}.",
    "best": "Best of the rates tried: {rates}.",
    "by_now": "Best of the rates tried so far: {rates}.",
    "ahead": "{name} is ahead",
    "bill": "The bill",
    "paid": "gradients",
    "updates": "updates",
    "operations": "operations",
    "ended": "stopped by",
    "unused": "… of which without an update, after diverging",
    "not counted": "not counted",
    **SPREAD,
}


def outcome(problem: Problem, runner: Runner | None, values: Values | None, run: Run, full: Run | None = None) -> str:
    """Return the recipe of one runner and its outcome; of yours, which has no values, no reason for a divergence.

    full: the run of the full batch, if that has the same learning rate and momentum.
    """
    parts = run.recipe.split(":")[0].replace(", ", " · ")
    if run.diverged_at is None:
        steps, unit, loss = count(int(run.steps[-1]), "step"), unit_of(run.losses), run.losses[-1]
        above = number(loss - lowest_loss(problem), max(unit, abs(loss)))  # its rounding, too
        excess = "" if problem.minimum is None else WORDS["excess"].format(excess=above)
        return WORDS["done"].format(parts=parts, loss=number(loss, unit), excess=excess, steps=steps)
    gone = WORDS["gone"].format(parts=parts, step=f"{run.diverged_at:,}")
    if runner is None or values is None or runner.kind.program != DESCENT or values.schedule != "constant":
        return gone
    return _too_fast(problem, values, gone, full)


def _too_fast(problem: Problem, values: Values, gone: str, full: Run | None) -> str:
    """Why gradient descent at a constant learning rate diverged; `full` as in `outcome`."""
    fields, steepest = {"gone": gone, "rate": f"{values.learning_rate:g}"}, steepest_of(problem)
    if steepest is None:
        climbs = full is not None and (full.diverged_at is not None or full.losses[-1] > full.losses[0])
        return WORDS["steep" if climbs or values.batch_size is None else "spared" if full else "noisy"].format(**fields)
    edge = beside((2 + 2 * values.momentum) / steepest, values.learning_rate)
    name = WORDS["momentum edge" if values.momentum else "edge"]
    which = "above" if values.learning_rate > float(edge) else "below"
    return WORDS[which].format(**fields, name=name, edge=edge)


def reasons(names: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Say of runners why they diverged, each reason once, where their outcomes stand in the bill, which has no reasons.

    >>> reasons(["SGD", "Adam", "SGD 2"], ["a: diverged at step 4; x", "b: loss 1 after 9 steps", "c: diverged; x"])
    ['SGD, SGD 2: x.']
    """
    found: dict[str, list[str]] = {}
    for name, line in zip(names, lines, strict=False):  # other lines follow those of the runners
        found.setdefault(line.partition("; ")[2], []).append(name)
    return [WORDS["reason"].format(names=capital(", ".join(some)), why=why) for why, some in found.items() if why]


def steepest_of(problem: Problem) -> float | None:
    """Return the largest curvature of a quadratic that rises in every direction, or is flat; None for other losses.

    >>> from sgdlab.problems import quadratic
    >>> steepest_of(quadratic([1.0, 4.0]))
    4.0
    """
    low, high = problem.curvature or (0.0, 0.0)
    return high if low > -NEGLIGIBLE * high else None  # rounded, a 0 can be below it


def places(problem: Problem, start: Sequence[float], names: Mapping[str, str], runs: Mapping[str, Run]) -> str:
    """Say where the paths start and end on the plane that is shown, and where its lowest point is."""
    plane = plane_for(problem)
    axes = names_of(plane.loss)
    low, ends = plane.loss.minimum, {key: plane.of(run.final) for key, run in runs.items() if run.diverged_at is None}
    known = np.array([start, *ends.values(), *([] if low is None else [low])])
    unit = min(1.0, float(np.abs(known).max()))  # tiny data have tiny parameters
    said = [WORDS["start"].format(place=place(start, axes, unit))]
    said += [WORDS["end"].format(name=names[key], place=place(end, axes, unit)) for key, end in ends.items()]
    return f"{'; '.join([*said, *([] if low is None else [WORDS['minimum'].format(place=place(low, axes, unit))])])}."
