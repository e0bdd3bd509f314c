"""The race between full-batch gradient descent and SGD on one loss surface, live [RaceLab]."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sgdlab.figures import race as race_figure
from sgdlab.labs.race.compute import RaceResult, RaceSettings, compute, curvature_near, with_seeds
from sgdlab.labs.race.together import along
from sgdlab.labs.sentence.compute import line
from sgdlab.labs.stage.controls import (
    GRID,
    Control,
    Handle,
    LinearSlider,
    LogSlider,
    SizeSlider,
    choice,
    on_grid,
    three_digits,
    whole_number,
)
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.landscape import Surface, surface
from sgdlab.problems import Problem
from sgdlab.run import Run

BUDGETS = (1, 3, 10, 30)  # epochs
SEEDS = 64  # runs behind a band


class RaceLab(Lab):
    """Race full-batch gradient descent against SGD on a problem of your own with two parameters.

    Both start at the same point and may look at the same number of examples.  Move the learning rate, the batch size
    and the momentum; drag the start, or move it with the arrow keys.

    Errors: a problem without examples to draw from, or with other than two parameters.

    >>> from sgdlab.problems import linear_regression
    >>> RaceLab(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]))  # doctest: +ELLIPSIS
    RaceLab: Full batch: the full batch · backprop · gradient descent: loss ...
    """

    name = "race"
    question = "On one budget, who gets lower: a few steps on all examples, or many steps on a few?"
    Settings = RaceSettings

    def __init__(self, problem: Problem | None = None, settings: RaceSettings | None = None) -> None:
        self.problem = line() if problem is None else problem
        _check(self.problem)
        rate = three_digits(on_grid(1 / curvature_near(self.problem)))
        if settings is None:
            settings = RaceSettings(rate, min(8, self.problem.n), start=tuple(self.problem.start.tolist()))
        self.surface = surface(
            self.problem, paths=[np.array([point]) for point in (self.problem.start, settings.start)]
        )
        self.goal = _goal(self.problem)
        self.controls = _controls(self.problem.n, settings, rate, self.surface.limits)
        self.show(_spec(self.problem, self.surface))

    def compute(self, settings: RaceSettings) -> RaceResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.problem, settings)

    def rest(self, result: RaceResult) -> RaceResult | None:
        """Return the result with the ensemble of many seeds, where it is asked for."""
        return with_seeds(self.problem, result) if result.settings.seeds > 1 else None

    def ray(self, settings: RaceSettings, name: str, values: Sequence[Any]) -> Sequence[Any]:
        """Return the results at all values of one setting: as an ensemble, where the loss takes one."""
        return (
            along(self.problem, settings, name, values)
            if self.problem.vectorized
            else super().ray(settings, name, values)
        )

    def frame(self, result: RaceResult) -> Mapping[str, Any]:
        """Return what the view draws of a result."""
        return _frame(self.problem, result)

    def figure(self) -> Any:
        """Return the described figure of the present result."""
        return race_figure(
            self.problem, self.result.full, self.result.sgd, seeds=self.result.many, surface=self.surface
        )


def _goal(problem: Problem) -> Goal | None:
    """A goal that SGD reaches and the full batch does not, where the minimum is known."""
    if problem.minimum is None:
        return None
    floor = float(problem(problem.minimum))
    target = float(f"{4e-4 * (float(problem(problem.start)) - floor):.1g}")
    budget = int(3.6 * problem.n)

    def reached(result: RaceResult) -> bool:
        near = [run.losses[run.examples_seen <= budget].min() - floor < target for run in (result.full, result.sgd)]
        return any(near)

    return Goal(f"Get an excess loss below {target:g} with {budget} example-gradients.", reached)


def _controls(n: int, settings: RaceSettings, rate: float, limits: Any) -> dict[str, Control]:
    middle = GRID * round(float(np.log10(rate)) / GRID)
    budgets = [(f"{epochs} epoch{'' if epochs == 1 else 's'}", epochs) for epochs in BUDGETS]
    return {
        "learning_rate": LogSlider(
            "learning rate", settings.learning_rate, (middle - 2, middle + 1), "How far a step goes along the gradient"
        ),
        "batch_size": SizeSlider("batch size", settings.batch_size, n, "How many examples SGD looks at before a step"),
        "momentum": LinearSlider(
            "momentum", settings.momentum, (0.0, 0.99, 0.02), "How much of the last step carries over"
        ),
        "seed": whole_number("seed", settings.seed, (0, 2**31 - 1), "Which random order the examples come in"),
        "start": Handle("start", settings.start, limits),
        "epochs": choice("budget", budgets, settings.epochs, "Passes over the data that each runner may use"),
        "seeds": choice(
            "show",
            [("one run", 1), (f"{SEEDS} seeds", SEEDS)],
            settings.seeds,
            "One run of SGD, or also the band of many seeds",
        ),
    }


def _check(problem: Problem) -> None:
    if not isinstance(problem, Problem):
        raise TypeError(
            f"RaceLab races on a problem with examples, such as sgdlab.linear_regression(X, y); got {problem!r:.80}"
        )
    if problem.size != 2:
        count = "no start, so an unknown number of" if problem.size is None else problem.size
        raise ValueError(
            f"RaceLab draws the loss over two parameters, and {problem.title} has {count}: use one feature with an "
            "intercept, or two features with intercept=False"
        )
    if not problem.data:
        raise ValueError(
            f"{problem.title} has no examples, so SGD has nothing to draw from: give data, such as "
            "sgdlab.Problem(loss, data=(X, y), start=[0, 0])"
        )


RUNNERS = [
    {"key": "full", "name": "full batch", "color": "blue", "dash": [], "marker": "circle", "spent": "full_spent"},
    {"key": "sgd", "name": "SGD", "color": "orange", "dash": [5, 3], "marker": "square", "spent": "sgd_spent"},
]


def _spec(problem: Problem, landscape: Surface) -> dict[str, Any]:
    """What stays while the hand moves: axes, surface, series, and which words stand below."""
    return {
        "name": f"The race: {problem.title}",
        "description": "Two descents on one loss surface, and their losses.",
        "series": RUNNERS,
        "panels": [_surface_panel(problem, landscape), _loss_panel(known=problem.minimum is not None)],
        "clock": {"total": "budget", "unit": "example-gradients"},
        "words": [
            {"kind": "lines", "data": "lines", "series": ["full", "sgd"]},
            {"kind": "table", "data": "bill", "caption": "The bill"},
        ],
    }


def _surface_panel(problem: Problem, landscape: Surface) -> dict[str, Any]:
    names = problem.names or ("w1", "w2")
    x, y = ({"label": name, "range": list(limits)} for name, limits in zip(names, landscape.limits, strict=True))
    return {
        "kind": "surface",
        "title": "The loss surface",
        "value": "loss",
        "x": x,
        "y": y,
        "losses": landscape.z,
        "levels": landscape.levels().tolist(),
        "minimum": None if problem.minimum is None else problem.minimum.tolist(),
        "paths": [{"series": key, "data": f"{key}_path"} for key in ("full", "sgd")],
        "start": "start",
    }


def _loss_panel(known: bool) -> dict[str, Any]:
    """The losses; above their minimum, where that is known."""
    return {
        "kind": "curves",
        "title": "Loss above its minimum" if known else "Loss on all examples",
        "x": [
            {"key": "examples", "label": "example-gradients", "total": "budget"},
            {"key": "epochs", "label": "epochs", "total": "passes"},
            {"key": "steps", "label": "steps"},
        ],
        "y": {"label": "loss − minimum" if known else "loss", "scale": "log"},
        "curves": [_curve(key, low_high=key == "sgd") for key in ("full", "sgd")],
    }


def _curve(key: str, low_high: bool) -> dict[str, Any]:
    band = {"low": f"{key}_low", "high": f"{key}_high"} if low_high else {}
    return {"series": key, "x": {"steps": f"{key}_steps"}, "y": f"{key}_loss", **band}


def _frame(problem: Problem, result: RaceResult) -> dict[str, Any]:
    """What changes with every move: both paths, their losses, the words and the bill."""
    floor = 0.0 if problem.minimum is None else float(problem(problem.minimum))
    budget = result.settings.epochs * problem.n
    frame: dict[str, Any] = {"start": list(result.settings.start), "budget": budget, "passes": result.settings.epochs}
    for key, run in (("full", result.full), ("sgd", result.sgd)):
        frame |= {
            f"{key}_path": run.params,
            f"{key}_spent": run.examples_seen / budget,
            f"{key}_steps": run.steps,
            f"{key}_loss": run.losses - floor,
        }
    frame |= {"sgd_low": None, "sgd_high": None}
    if result.many is not None:
        band = np.quantile(result.many.losses, (0.1, 0.9), axis=1) - floor
        frame |= dict(zip(("sgd_low", "sgd_high"), (_as_long(edge, result.sgd) for edge in band), strict=True))
    lines = [line.replace(": ", "\n", 1) for line in result.lines]  # what became of it on a line of its own
    return frame | {"lines": lines, "bill": _bill(result.full, result.sgd), "description": result.description}


def _as_long(values: Any, run: Run) -> Any:
    """The rows of a band as far as a run goes: one that diverged is shorter than the others, or longer."""
    rows = len(run.losses)
    return np.pad(values[:rows], (0, rows - len(values[:rows])), constant_values=np.nan)


def _bill(full: Run, sgd: Run) -> dict[str, Any]:
    """The bill of both runners as a table."""
    kinds = [("example-gradients", "example_gradients"), ("updates", "updates"), ("operations", "operations")]
    rows = [[name, *(_counted(getattr(run.bill, field)) for run in (full, sgd))] for name, field in kinds]
    rows.append(["stopped by", full.stopped_by, sgd.stopped_by])
    return {"columns": ["", "full batch", "SGD"], "rows": rows}


def _counted(number: int | None) -> str:
    return "not counted" if number is None else f"{number:,}"
