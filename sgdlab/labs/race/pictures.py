"""The live picture of the race: its description [spec_of] and its frames [frame_of]."""

import numpy as np

from sgdlab.figures.sentences import spread
from sgdlab.labs.band import band
from sgdlab.labs.race.compute import RaceResult
from sgdlab.labs.stage.arrays import Json
from sgdlab.landscape import Surface
from sgdlab.landscape.plane import Plane
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run

NAMES = {"full": "full batch", "sgd": "SGD", "yours": "yours"}
RUNNERS: list[Json] = [
    {"key": "full", "name": "full batch", "color": "blue", "dash": [], "marker": "circle", "spent": "full_spent"},
    {"key": "sgd", "name": "SGD", "color": "orange", "dash": [5, 3], "marker": "square", "spent": "sgd_spent"},
    {"key": "yours", "name": "yours", "color": "purple", "dash": [2, 3], "marker": "diamond", "spent": "yours_spent"},
]


def spec_of(plane: Plane, landscape: Surface, with_yours: bool) -> Json:
    """Return the fixed part of the picture: axes, surface, series, and which texts are below."""
    runners = RUNNERS if with_yours else RUNNERS[:2]
    keys = [one["key"] for one in runners]
    known = plane.loss.minimum is not None
    distances = [{"kind": "lines", "data": "beside"}] if plane.words else []
    return {
        "name": f"The race: {plane.loss.title}",
        "description": "Descents on one loss surface, and their losses.",
        "series": runners,
        "panels": [_surface_panel(plane.loss, landscape, keys), _loss_panel(known, keys)],
        "clock": {"total": "budget", "unit": "example-gradients"},
        "words": [
            {"kind": "lines", "data": "lines", "series": keys},
            *distances,
            {"kind": "table", "data": "bill", "caption": "The bill"},
        ],
    }


def _surface_panel(loss: Problem, landscape: Surface, keys: list[str]) -> Json:
    names = loss.names or ("w1", "w2")
    x, y = ({"label": name, "range": list(limits)} for name, limits in zip(names, landscape.limits, strict=True))
    return {
        "kind": "surface",
        "title": "The loss surface",
        "value": "loss",
        "x": x,
        "y": y,
        "losses": landscape.z,
        "levels": landscape.levels().tolist(),
        "minimum": None if loss.minimum is None else loss.minimum.tolist(),
        "paths": [{"series": key, "data": f"{key}_path"} for key in keys],
        "start": "start",
    }


def _loss_panel(known: bool, keys: list[str]) -> Json:
    """The losses; above their minimum, if it is known."""
    return {
        "kind": "curves",
        "title": "Loss above its minimum" if known else "Loss on all examples",
        "x": [
            {"key": "examples", "label": "example-gradients", "total": "budget"},
            {"key": "epochs", "label": "epochs", "total": "passes"},
            {"key": "steps", "label": "steps"},
        ],
        "y": {"label": "loss − minimum" if known else "loss", "scale": "log"},
        "curves": [_curve(key, with_band=key == "sgd") for key in keys],
    }


def _curve(key: str, with_band: bool) -> Json:
    edges = {"low": f"{key}_low", "high": f"{key}_high"} if with_band else {}
    return {"series": key, "x": {"steps": f"{key}_steps"}, "y": f"{key}_loss", **edges}


def frame_of(plane: Plane, problem: Problem, result: RaceResult) -> Json:
    """Return what changes with every move: the paths, their losses, the texts and the bill."""
    floor = 0.0 if problem.minimum is None else float(problem(problem.minimum))
    budget = result.settings.epochs * problem.n
    frame: Json = {"start": list(result.settings.start), "budget": budget, "passes": result.settings.epochs}
    for key, run in result.runners.items():
        frame |= {
            f"{key}_path": plane.of(run.params),
            f"{key}_spent": _spent(run, budget),
            f"{key}_steps": run.steps,
            f"{key}_loss": run.losses - floor,
        }
    frame["sgd_low"], frame["sgd_high"] = band(result.many, result.sgd, floor)
    frame["beside"] = _distances(plane, result)
    lines = [line.replace(": ", "\n", 1) for line in result.lines]  # the outcome in bold
    lines += [] if result.many is None else [spread(result.many)]
    return frame | {"lines": lines, "bill": _bill(result), "description": result.description}


def _spent(run: Run, budget: int) -> Array:
    """The share of the budget used at each row; of the steps, for a method that never evaluates the loss."""
    if run.examples_seen[-1] > 0:
        return np.minimum(run.examples_seen / budget, 1.0)
    return run.steps / max(1, int(run.steps[-1]))


def _distances(plane: Plane, result: RaceResult) -> list[str]:
    """Which plane the picture shows, and how far from it the runs end."""
    if not plane.words:
        return []
    ends = ", ".join(f"{NAMES[key]} {plane.beside(run):.3g}" for key, run in result.runners.items())
    return [f"{plane.words}. Away from it at the end: {ends}."]


def _bill(result: RaceResult) -> Json:
    """The bill of all runners as a table."""
    runs = result.runners.values()
    kinds = [("example-gradients", "example_gradients"), ("loss evaluations", "loss_evaluations")]
    kinds += [("updates", "updates"), ("array operations", "operations")]
    rows = [[name, *(_counted(getattr(run.bill, field)) for run in runs)] for name, field in kinds]
    shown = [row for row in rows if row[0] != "loss evaluations" or set(row[1:]) != {"0"}]
    shown.append(["stopped by", *(run.stopped_by for run in runs)])
    return {"columns": ["", *(NAMES[key] for key in result.runners)], "rows": shown}


def _counted(number: int | None) -> str:
    return "not counted" if number is None else f"{number:,}"
