"""The matrix, live: gradient method × optimizer, each cell a run with its bill, or the reason why not [MatrixLab]."""

from functools import lru_cache
from typing import Any

import numpy as np

from sgdlab.figures import Figure
from sgdlab.labs.band import band, show_seeds
from sgdlab.labs.matrix.cell import STEPS, Cell
from sgdlab.labs.matrix.compute import MatrixResult, MatrixSettings, compute, names, with_seeds
from sgdlab.labs.matrix.menu import BATCHES, PROBLEMS, YOURS, task
from sgdlab.labs.matrix.picture import grid, picture
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import Choice, Controls, LogSlider, Pick, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.yours import Parts, YourTurn, parts_of
from sgdlab.landscape import Surface, surface
from sgdlab.landscape.plane import Plane, plane_of
from sgdlab.problems import Problem
from sgdlab.training.search import is_search


def _beats_the_usual(result: MatrixResult) -> bool:
    """Whether the picked pair, without backprop, ends lower than backprop with gradient descent, and costs less."""
    usual, picked = result.usual, result.picked
    if result.names[0] == "backprop" or usual.loss is None or picked.loss is None:
        return False
    assert usual.cost is not None
    assert picked.cost is not None
    return picked.loss < usual.loss and picked.cost < usual.cost


class MatrixLab(YourTurn, Lab[MatrixSettings, MatrixResult]):
    """Train with every gradient method and every optimizer; pick a pair to see its path and its bill.

    `problem` is one of your own.  `yours` is an optimizer, a function (gradient, params) -> step, a search with
    propose and tell, or a gradient method (loss, params, batch) -> (value, gradient): it gets a column or a row of its
    own, which is trained anew whenever you run the cell of the notebook that defines it.

    Errors: no problem, or one without a start or with a single parameter.

    >>> MatrixLab()  # doctest: +ELLIPSIS
    MatrixLab: 9 gradient methods × 9 optimizers on linear regression on 123 examples, full batch: 51 of 81 pairs ...
    """

    name = "matrix"
    question = "Does every optimizer work with every gradient method? Which pair does best, and what does it cost?"
    goal = Goal(
        "Pick a pair without backprop that ends lower than backprop with gradient descent, and costs less.",
        _beats_the_usual,
    )
    Settings = MatrixSettings

    def __init__(
        self, problem: Problem | None = None, settings: MatrixSettings | None = None, yours: object = None
    ) -> None:
        self.own = None if problem is None else _checked(problem)
        self._yours: object = None
        self._parts: Parts | None = None
        self.followed = None
        chosen = settings or MatrixSettings(problem=YOURS if self.own else "a line, 2 parameters")
        self.controls = _controls(chosen, [YOURS, *PROBLEMS] if self.own else list(PROBLEMS))
        self._drawn = chosen.problem
        self.show(self._spec())
        if yours is not None:
            self.take(yours)

    def compute(self, settings: MatrixSettings) -> MatrixResult:
        """Return the result for the settings: no widget, no display."""
        return compute(settings, self.own, self._parts)

    def enriched(self, result: MatrixResult) -> MatrixResult | None:
        """Return the result with the ensembles of many seeds, if the settings ask for them."""
        return with_seeds(result, self.own, self._parts) if result.settings.seeds > 1 else None

    def refresh(self) -> None:
        """Show what the controls say now; another problem has another surface."""
        chosen = self.settings().problem
        if chosen != self._drawn:
            self._drawn, self._next = chosen, self._spec()
        super().refresh()

    @property
    def yours(self) -> object:
        """What the learner wrote, or None."""
        return self._yours

    @yours.setter
    def yours(self, thing: object) -> None:
        parts = None if thing is None else _parts_of(thing)
        self._yours, self._parts = thing, parts
        self.depends = "" if thing is None else f"yours {id(thing)}"
        rows, columns = names(parts)
        pick = self.controls["cell"]
        assert isinstance(pick, Pick)
        pick.shape = (len(rows), len(columns))
        with self._silent():
            pick.value = (min(pick.value[0], len(rows) - 1), min(pick.value[1], len(columns) - 1))
        self.respec(self._spec())

    def frame(self, result: MatrixResult) -> Json:
        """Return what the view draws of a result."""
        plane = plane_of(result.problem)
        frame: Json = {
            "cells": grid(result),
            "cell": list(result.settings.cell),
            "lines": result.lines,
        }
        pairs = zip(("picked", "usual"), (result.picked, result.usual), result.many or (None, None), strict=True)
        for key, cell, many in pairs:
            frame |= _drawn_of(key, cell, plane, result.floor)
            edges = band(None if many is None else many.run, cell.run, result.floor)
            frame[f"{key}_low"], frame[f"{key}_high"] = (None if one is None else np.maximum(one, 0.0) for one in edges)
        return frame

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return picture(self.result)

    def _spec(self) -> Json:
        problem = task(self.settings().problem, self.own).problem
        return _spec(problem, *names(self._parts))


def _parts_of(thing: Any) -> Parts:
    """The part by its job; a search takes the place of the optimizer."""
    if not isinstance(thing, dict) and callable(getattr(thing, "propose", None)) and is_search(thing):
        return {"optimizer": thing}
    parts = parts_of(thing)
    if "batches" in parts:
        raise TypeError("the batches of all cells are chosen in the list: give an optimizer or a gradient method")
    return parts


def _checked(problem: object) -> Problem:
    if not isinstance(problem, Problem):
        raise TypeError(f"MatrixLab trains on a problem, such as sgdlab.rosenbrock(); got {problem!r:.80}")
    if problem.size is None or problem.size < 2:
        count = "no start" if problem.size is None else "one parameter"
        raise ValueError(f"MatrixLab draws a path over two parameters or more, and {problem.title} has {count}")
    return problem


def _controls(chosen: MatrixSettings, problems: list[str]) -> Controls:
    rows, columns = names(None)
    return {
        "problem": Choice("problem", problems, chosen.problem, "The loss that all pairs make small"),
        "batches": Choice("batches", list(BATCHES), chosen.batches, "Which examples a step looks at"),
        "factor": LogSlider(
            "all rates ×", chosen.factor, (-2.0, 1.0), "Multiplies all learning rates, and the searches'"
        ),
        "show": Choice("in the cells", ["loss", "cost"], chosen.show, "The last loss, or losses of one example spent"),
        "seed": WholeNumber("seed", chosen.seed, (0, 2**31 - 1), "Which batches and directions are drawn"),
        "cell": Pick("cell", chosen.cell, (len(rows), len(columns))),
        "seeds": show_seeds(chosen.seeds, "One run of the pair, or also the band of many seeds"),
    }


def _drawn_of(key: str, cell: Cell, plane: Plane, floor: float) -> Json:
    """The path of a cell on the plane, its losses above the minimum, and its cost up to each row."""
    if cell.run is None:
        empty = np.zeros(0)
        return {f"{key}_path": np.zeros((0, 2)), **{f"{key}_{name}": empty for name in ("steps", "cost", "losses")}}
    steps = cell.run.steps.astype(float)
    return {
        f"{key}_path": plane.of(cell.run.params),
        f"{key}_steps": steps,
        f"{key}_cost": steps / max(steps[-1], 1.0) * (cell.cost or 0.0),
        f"{key}_losses": np.maximum(cell.run.losses - floor, 0.0),
    }


@lru_cache(maxsize=8)
def _surface(problem: Problem) -> Surface:
    """The surface under the paths, around the start and the lowest point."""
    plane = plane_of(problem)
    return surface(plane.loss, paths=[np.array([plane.of(problem.start)])])


def _spec(problem: Problem, rows: tuple[str, ...], columns: tuple[str, ...]) -> Json:
    """The fixed part of the picture."""
    plane, landscape = plane_of(problem), _surface(problem)
    axes = plane.loss.names or ("w1", "w2")
    x, y = ({"label": name, "range": list(ends)} for name, ends in zip(axes, landscape.limits, strict=True))
    low = plane.loss.minimum
    return {
        "name": "The matrix of gradient methods and optimizers",
        "description": "What each pair of gradient method and optimizer reaches, and the path of one of them.",
        "series": SERIES,
        "panels": [
            {
                "kind": "cells",
                "title": f"What each pair reaches in {STEPS} steps: pick one",
                "wide": True,
                "rows": list(rows),
                "columns": list(columns),
                "data": "cells",
                "pick": "cell",
            },
            {
                "kind": "surface",
                "title": "The path of the pair",
                "x": x,
                "y": y,
                "losses": landscape.z,
                "levels": landscape.levels().tolist(),
                "minimum": None if low is None else low.tolist(),
                "paths": [{"series": key, "data": f"{key}_path"} for key in ("usual", "picked")],
            },
            {
                "kind": "curves",
                "title": "Loss above its minimum" if problem.minimum is not None else "Loss",
                "x": [
                    {"key": "cost", "label": "cost: losses of one example"},
                    {"key": "steps", "label": "steps"},
                ],
                "y": {"label": "loss − minimum" if problem.minimum is not None else "loss", "scale": "log"},
                "curves": [
                    {
                        "series": key,
                        "x": {name: f"{key}_{name}" for name in ("cost", "steps")},
                        "y": f"{key}_losses",
                        "low": f"{key}_low",
                        "high": f"{key}_high",
                    }
                    for key in ("usual", "picked")
                ],
            },
        ],
        "words": [{"kind": "lines", "data": "lines"}],
    }


SERIES: list[Json] = [
    {"key": "usual", "name": "backprop × gradient descent", "color": "blue", "dash": [6, 4]},
    {"key": "picked", "name": "the pair that is picked", "color": "orange", "marker": "square"},
]
