"""The picture of the race: the loss surface with the paths, the losses, the bill [scene_of]."""

import numpy as np

from sgdlab.figures.sentences import spread
from sgdlab.labs.band import band
from sgdlab.labs.race.compute import RaceResult
from sgdlab.landscape import Surface
from sgdlab.landscape.plane import Plane
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.scene import Axis, Clock, Curve, Curves, Handle, Lines, Map, Path, Scene, Series, Table

NAMES = {"full": "full batch", "sgd": "SGD", "yours": "yours"}
COLORS = {"full": "blue", "sgd": "orange", "yours": "purple"}
MARKERS = {"full": "circle", "sgd": "square", "yours": "diamond"}


def scene_of(plane: Plane, problem: Problem, landscape: Surface, result: RaceResult) -> Scene:
    """Return the picture: the paths on the surface, their losses, what was spent."""
    total = _total(problem, result)
    runners = {
        key: Series(key, NAMES[key], COLORS[key], marker=MARKERS[key], spent=_spent(run, total))
        for key, run in result.runners.items()
    }
    lines = [line.replace(": ", "\n", 1) for line in result.lines]  # the outcome in bold
    words = [Lines(lines + ([] if result.many is None else [spread(result.many)]), list(runners.values()))]
    if plane.words:
        words.append(Lines([_distances(plane, result)]))
    return Scene(
        f"The race: {plane.loss.title}",
        result.description,
        [_surface(plane, landscape, result, runners), _losses(problem, result, runners)],
        [*words, Table("The bill", *_bill(result))],
        Clock(total, "example-gradients"),
    )


def _surface(plane: Plane, landscape: Surface, result: RaceResult, runners: dict[str, Series]) -> Map:
    loss = plane.loss
    x, y = (Axis(*pair) for pair in zip(loss.names or ("w1", "w2"), landscape.limits, strict=True))
    return Map(
        x,
        y,
        landscape.z,
        landscape.levels(),
        loss.minimum,
        [Path(runners[key], plane.of(run.params)) for key, run in result.runners.items()],
        handles=[Handle("start", result.settings.start)],
        title="The loss surface",
        relief=True,
    )


def _losses(problem: Problem, result: RaceResult, runners: dict[str, Series]) -> Curves:
    """The losses; above their minimum, if it is known."""
    low, total = problem.minimum, _total(problem, result)
    floor = 0.0 if low is None else float(problem(low))
    edges = dict.fromkeys(runners, (None, None)) | {"sgd": band(result.many, result.sgd, floor)}
    return Curves(
        [
            Axis("example-gradients", total=total, key="examples"),
            Axis("epochs", total=total / problem.n),
            Axis("steps"),
        ],
        Axis("loss" if low is None else "excess loss", scale="log"),
        [
            Curve(runners[key], run.losses - floor, {"steps": run.steps}, *edges[key])
            for key, run in result.runners.items()
        ],
        title="Loss on all examples" if low is None else "Loss above its minimum",
        follows=True,
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


def _distances(plane: Plane, result: RaceResult) -> str:
    """Which plane the picture shows, and how far from it the runs end."""
    ends = ", ".join(f"{NAMES[key]} {plane.beside(run):.3g}" for key, run in result.runners.items())
    return f"{plane.words}. Away from it at the end: {ends}."


def _bill(result: RaceResult) -> tuple[list[str], list[list[str]]]:
    """The bill of all runners: the heads of the columns, and the rows."""
    runs = result.runners.values()
    kinds = [("example-gradients", "example_gradients"), ("loss evaluations", "loss_evaluations")]
    kinds += [("updates", "updates"), ("array operations", "operations")]
    rows = [[name, *(_counted(getattr(run.bill, field)) for run in runs)] for name, field in kinds]
    shown = [row for row in rows if row[0] != "loss evaluations" or set(row[1:]) != {"0"}]
    if any(run.diverged_at is not None for run in runs):
        shown.insert(1, ["… of which without an update, after diverging", *map(_unused, runs)])
    shown.append(["stopped by", *(str(run.stopped_by) for run in runs)])
    return ["", *(NAMES[key] for key in result.runners)], shown


def _unused(run: Run) -> str:
    """How many example-gradients of a run that diverged were paid for and then not used."""
    paid = run.bill.example_gradients
    return "0" if run.diverged_at is None or not paid else _counted(max(0, paid - int(run.examples_seen[-1])))


def _counted(number: int | None) -> str:
    return "not counted" if number is None else f"{number:,}"
