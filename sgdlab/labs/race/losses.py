"""The losses of the race, with the crossing and the noise floor [losses]; what each learning rate reaches [tuning].

How each runner looks, there and on the map: its color, its marker, its dashes [looks]; the page has the same rule.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from numpy.typing import NDArray

from sgdlab.figures.runs import FULL, STOCHASTIC, Look
from sgdlab.labs.band import band
from sgdlab.labs.race.compute import RaceResult
from sgdlab.labs.race.words import WORDS
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.scene import Axis, Curve, Curves, Mark, Rule, Series

CROSSING, FLOOR = "crossing", "noise floor"


OWN = {"full": FULL, "sgd": STOCHASTIC, "yours": Look("purple", marker="diamond")}
OTHERS = [  # the colors that are left, in the order of the runners
    Look("crimson", marker="triangle"),
    Look("indigo", marker="diamond"),
    Look("green", (7, 3)),
    Look("gold", (7, 3), "square"),
    Look("gray", (3, 3)),
    Look("blue", (3, 3), "square"),
]


def looks(keys: Iterable[str]) -> dict[str, Look]:
    """Return the look of each runner by its key: full batch, SGD and yours have their own, the others what is left.

    >>> [look.color for look in looks(["full", "adam", "sgd", "sgd2"]).values()]
    ['blue', 'crimson', 'orange', 'indigo']
    """
    left = iter(OTHERS)
    return {key: OWN.get(key) or next(left) for key in keys}


def losses(problem: Problem, result: RaceResult, runners: Mapping[str, Series], total: float) -> Curves:
    """Return the losses; above their minimum, if it is known."""
    low, verdict = problem.minimum, result.verdict
    floor = 0.0 if low is None else float(problem(low))
    crosses = {"examples": verdict.crosses, "log": verdict.crosses, "epochs": None}
    if verdict.crosses is not None:
        crosses["epochs"] = verdict.crosses / problem.n
    return Curves(
        [
            Axis("example-gradients", total=total, key="examples"),
            Axis("epochs", total=total / problem.n),
            Axis("steps"),
            Axis("array operations (log)", scale="log", key="operations"),
            Axis("example-gradients (log)", total=total, scale="log", key="log"),
        ],
        Axis("loss" if low is None else "excess loss", scale="log"),
        [
            Curve(runners[key], run.losses - floor, _across(run), *band(result.bands.get(key), run, floor))
            for key, run in result.runners.items()
        ],
        [Mark(CROSSING, x, axis=axis) for axis, x in crosses.items()],
        [Rule(FLOOR, verdict.predicted)],
        title="Loss on all examples" if low is None else "Loss above its minimum",
        follows=True,
        ahead=WORDS["ahead"],
    )


def _across(run: Run) -> dict[str, NDArray[Any]]:
    """Where the rows of a run are on the axes; every step costs the same, but for a shorter batch."""
    if run.bill.operations is None:
        return {"steps": run.steps}
    return {"steps": run.steps, "operations": run.steps * (run.bill.operations / max(1, run.bill.updates))}


def tuning(problem: Problem, result: RaceResult, look: Mapping[str, Look]) -> Curves:
    """Return the loss at the end against the learning rate, with a marker at the best one of each runner."""
    low = problem.minimum
    floor = 0.0 if low is None else float(problem(low))
    names, found = result.names, result.tuned
    series = {key: look[key].series(f"{key}_tuned", names[key]) for key in found}
    return Curves(
        [Axis("learning rate", scale="log", key="rate")],
        Axis("loss" if low is None else "excess loss", scale="log"),
        [Curve(series[key], one.losses - floor, {"rate": one.rates}) for key, one in found.items()],
        title="Loss at the end of the budget",
        lowest=True,
    )
