"""The picture of the race: the loss surface with the paths, the losses, the bill [scene_of]."""

import numpy as np

from sgdlab.figures.paths import map_of
from sgdlab.figures.sentences import number
from sgdlab.labs.race.compute import RaceResult
from sgdlab.labs.race.ground import wider_for
from sgdlab.labs.race.learned import panel_of
from sgdlab.labs.race.losses import looks, losses, tuning
from sgdlab.labs.race.own_data import Drawn, plane_for
from sgdlab.labs.race.words import WORDS
from sgdlab.landscape import Surface
from sgdlab.landscape.plane import Plane
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.scene import Clock, Handle, Lines, Map, Path, Scene, Series, Table

FEW = 3  # runners whose recipes are written below the picture, and each of which has a column in the bill


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
        lines = lines[len(runners) :]  # the bill has the outcomes of many
    best = [result.best] if result.tuned else []
    words = [Lines([*lines, *best, *result.verdict.lines, *filter(None, [result.luck])], shown)]
    learned = panel_of(problem, result.runners, runners)
    beside = [*([learned] if learned else []), *([tuning(problem, result, look)] if result.tuned else [])]
    if isinstance(problem, Drawn):
        words.append(Lines([problem.note]))
    if plane.words:
        words.append(Lines([_outside(plane, result)]))
    return Scene(
        f"The race: {plane.loss.title}",
        result.description,
        [
            _surface(problem, landscape, result, runners, alone=learned is None),
            losses(problem, result, runners, total),
            *beside,
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
        low = problem.minimum
        floor, head = (0.0, "loss") if low is None else (float(problem(low)), "excess")
        rows = [_row(name, run, floor) for name, run in zip(result.names.values(), runs, strict=True)]
        return Table(
            WORDS["bill"], ["", head, *(WORDS[name] for name in ("paid", "updates", "operations", "ended"))], rows
        )
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
