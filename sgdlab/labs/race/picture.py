"""The picture of the race: the loss surface with the paths, the losses, the bill [scene_of].

How each runner looks on all of them: its color, its marker, its dashes [looks]; the page has the same rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from sgdlab.figures.curves import edges_of
from sgdlab.figures.paths import map_of
from sgdlab.figures.runs import FULL, STOCHASTIC, Look
from sgdlab.figures.sentences import number
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.race.drawn import Drawn, plane_for
from sgdlab.labs.race.learned import panel_of
from sgdlab.labs.race.loss_map import wider_for
from sgdlab.labs.race.menu import MENU
from sgdlab.labs.race.result import RaceResult
from sgdlab.labs.race.words import WORDS, reasons
from sgdlab.landscape.plane import Plane
from sgdlab.landscape.surface import Surface
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.scene import Axis, Clock, Curve, Curves, Handle, Lines, Map, Mark, Path, Rule, Scene, Series, Table

FEW = 3  # runners whose recipes are written below the picture, and that have a column in the bill
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


def scene_of(problem: Problem, landscape: Surface, result: RaceResult) -> Scene:
    """Return the picture: the paths on the surface, their losses, what was spent."""
    total, plane = _total(problem, result), plane_for(problem)
    look = looks(result.runners)
    runners = {
        key: look[key].series(key, result.names[key], spent=_spent(run, total)) for key, run in result.runners.items()
    }
    lines = [line.replace(": ", "\n", 1) for line in result.lines]  # the outcome in bold
    shown = list(runners.values()) if len(runners) <= FEW else []
    if not shown:
        known = reasons((one.name for one in result.race), result.lines)
        lines = [*known, *lines[len(runners) :]]  # the bill has the outcomes of many
    words = [Lines([*filter(None, [*lines, result.best, *result.verdict, result.luck])], shown)]
    name = result.settings.surface
    axes = problem.axes if isinstance(problem, Drawn) else MENU[name].axes if name in MENU else None
    learned = panel_of(problem, result.runners, runners, axes)
    tuning = _tuning(problem, result, look) if result.tuned else None
    if isinstance(problem, Drawn):
        words.append(Lines([problem.note]))
    if plane.words:
        words.append(Lines([_outside(plane, result)]))
    return Scene(
        f"The race: {plane.loss.title}",
        result.description,
        [
            _surface(problem, landscape, result, runners, alone=learned is None),
            _losses(problem, result, runners, total),
            *(panel for panel in (learned, tuning) if panel is not None),
        ],
        [*words, _bill(problem, result)],
        Clock(total, "example-gradients"),
    )


def _surface(problem: Problem, landscape: Surface, result: RaceResult, runners: dict[str, Series], alone: bool) -> Map:
    """The map; where no panel shows what each has learned, its relief stands beside it."""
    plane = plane_for(problem)
    paths = {key: plane.of(run.params) for key, run in result.runners.items()}
    return map_of(
        landscape,
        [Path(runners[key], path) for key, path in paths.items()],
        follows=True,
        wider=wider_for(problem, landscape, list(paths.values())),
        handles=[Handle("start", result.settings.start)],
        title="The loss surface",
        relief=alone,
        tall=not alone,
        changes=isinstance(problem, Drawn),
    )


def _losses(problem: Problem, result: RaceResult, runners: Mapping[str, Series], total: float) -> Curves:
    floor, crosses = lowest_loss(problem), result.crosses
    marks = {"examples": crosses, "log": crosses, "epochs": None if crosses is None else crosses / problem.n}
    return Curves(
        [
            Axis("example-gradients", total=total, key="examples"),
            Axis("epochs", total=total / problem.n),
            Axis("steps"),
            Axis("array operations (log)", scale="log", key="operations"),
            Axis("example-gradients (log)", total=total, scale="log", key="log"),
        ],
        _height(problem),
        [
            Curve(runners[key], run.losses - floor, _across(run), *edges_of(result.bands.get(key), run, floor))
            for key, run in result.runners.items()
        ],
        [Mark(CROSSING, x, axis=axis) for axis, x in marks.items()],
        [Rule(FLOOR, result.predicted)],
        title="Loss on all examples" if problem.minimum is None else "Loss above its minimum",
        follows=True,
        ahead=WORDS["ahead"],
    )


def _height(problem: Problem) -> Axis:
    return Axis("loss" if problem.minimum is None else "excess loss", scale="log")


def _across(run: Run) -> dict[str, Array]:
    """Where the rows of a run are on the axes; every step costs the same, except with a shorter batch."""
    if run.bill.operations is None:
        return {"steps": run.steps}
    return {"steps": run.steps, "operations": run.steps * (run.bill.operations / max(1, run.bill.updates))}


def _tuning(problem: Problem, result: RaceResult, look: Mapping[str, Look]) -> Curves:
    """The loss at the end against the learning rate, with a marker at the best one of each runner."""
    floor = lowest_loss(problem)
    series = {key: look[key].series(f"{key}_tuned", result.names[key]) for key in result.tuned}
    curves = [
        Curve(series[key], one.losses - floor, {"rate": one.rates}, marked=int(np.searchsorted(one.rates, one.best)))
        for key, one in result.tuned.items()
    ]
    return replace(tuning_panel(problem), curves=curves)


def tuning_panel(problem: Problem) -> Curves:
    """Return the panel of the learning rates without its curves, which the page adds, too."""
    rates = Axis("learning rate", scale="log", key="rate")
    return Curves([rates], _height(problem), title="Loss at the end of the budget")


def _total(problem: Problem, result: RaceResult) -> float:
    """How many example-gradients the picture shows: the budget, or as far as the last runner gets if all diverge."""
    runs = result.runners.values()
    if any(run.diverged_at is None for run in runs):
        return result.settings.epochs * problem.n
    return max(1, *(int(run.examples_seen[-1]) for run in runs))


def _spent(run: Run, total: float) -> Array:
    """The share of the time shown at each row; of the steps, for a method that never evaluates the loss."""
    if run.examples_seen[-1] > 0:
        return np.minimum(run.examples_seen / total, 1.0)
    return run.steps / max(1, int(run.steps[-1]))


def _outside(plane: Plane, result: RaceResult) -> str:
    """Which plane the picture shows, and how much of each run it doesn't show."""
    shares = [
        WORDS["share"].format(name=result.names[key], share=f"{100 * plane.outside(run):.1f}")
        for key, run in result.runners.items()
    ]
    return WORDS["outside"].format(plane=plane.words, shares=", ".join(shares))


def _bill(problem: Problem, result: RaceResult) -> Table:
    """The bill of all runners, with a column for each; of many runners a row, with how low each gets."""
    runs = result.runners.values()
    if len(runs) > FEW:
        floor, low = lowest_loss(problem), "loss" if problem.minimum is None else "excess"
        rows = [_row(name, run, floor) for name, run in zip(result.names.values(), runs, strict=True)]
        head = (WORDS[name] for name in ("paid", "updates", "operations", "ended"))
        return Table(WORDS["bill"], ["", low, *head], rows)
    kinds = [("example-gradients", "example_gradients"), ("loss evaluations", "loss_evaluations")]
    kinds += [("updates", "updates"), ("array operations", "operations")]
    rows = [[name, *(_counted(getattr(run.bill, field)) for run in runs)] for name, field in kinds]
    shown = [row for row in rows if row[0] != "loss evaluations" or set(row[1:]) != {"0"}]
    if any(run.diverged_at is not None for run in runs):
        shown.insert(1, [WORDS["unused"], *map(_unused, runs)])
    shown.append(["stopped by", *(str(run.stopped_by) for run in runs)])
    return Table(WORDS["bill"], ["", *result.names.values()], shown)


def _row(name: str, run: Run, floor: float) -> list[str]:
    """A runner in the bill of many: how low it gets, and what it paid for, in losses if it has no gradients."""
    low = "" if run.diverged_at is not None else number(run.losses[-1] - floor)
    counts = [run.bill.examples, run.bill.updates, run.bill.operations]
    return [name, low, *map(_counted, counts), str(run.stopped_by)]


def _unused(run: Run) -> str:
    """How many example-gradients of a run that diverged were paid for and then not used."""
    paid = run.bill.example_gradients
    return "0" if run.diverged_at is None or not paid else _counted(max(0, paid - int(run.examples_seen[-1])))


def _counted(number: int | None) -> str:
    return WORDS["not counted"] if number is None else f"{number:,}"
