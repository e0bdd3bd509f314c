"""The gradient cloud, live: the gradients of examples and mini-batches at a point to drag [GradientCloudLab]."""

import numpy as np

from sgdlab.figures import Figure
from sgdlab.labs.gradient_cloud.compute import DRAWS, GradientCloudResult, GradientCloudSettings, compute
from sgdlab.labs.gradient_cloud.picture import evenly_taken, picture, ranges_of, sizes, window
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import Choice, Controls, Handle, SizeSlider, WholeNumber, three_digits
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.landscape import Surface
from sgdlab.landscape.steepest import MOST, curvatures, flattest_and_steepest
from sgdlab.problems import Problem
from sgdlab.problems.examples import penguin_line
from sgdlab.quantities import Array

STEPS = 60  # mini-batches whose step the surface shows
DOTS = 200  # mini-batches whose gradient the plane shows
STEP = 0.25  # the learning rate of these steps, in 2 / λmax


class GradientCloudLab(Lab[GradientCloudSettings, GradientCloudResult]):
    """Show the gradient of every example at a point of the loss surface, and the gradients of 500 mini-batches.

    Drag the point; a predicted ellipse should contain 95 % of the mini-batches.  `problem` is one of your own, with
    data; if it has more than two parameters, up to 400, you see the plane through its minimum with the flattest and the
    steepest direction.

    Errors: no problem, a single parameter, fewer than two examples.

    >>> GradientCloudLab()  # doctest: +ELLIPSIS
    GradientCloudLab: Gradients of linear regression on 123 examples. All 123 examples, at w = 0.546, b = 4.14: ...
    """

    name = "gradient-cloud"
    question = "How far off is the gradient of a few examples?"
    Settings = GradientCloudSettings

    def __init__(self, problem: Problem | None = None, settings: GradientCloudSettings | None = None) -> None:
        self.problem = flattest_and_steepest(_checked(penguin_line() if problem is None else problem))
        chosen = settings or _opening(self.problem)
        self.rate = three_digits(STEP * 2 / (float(np.abs(curvatures(self.problem)[0]).max()) or 1.0))
        self.surface = window(self.problem, chosen.point)
        self.controls = _controls(self.problem, chosen, self.surface)
        self.goal = _goal(compute(self.problem, chosen))
        self.show(_spec(self.problem, self.surface, self.rate))

    def compute(self, settings: GradientCloudSettings) -> GradientCloudResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.problem, settings)

    def frame(self, result: GradientCloudResult) -> Json:
        """Return what the view draws of a result."""
        return _frame(result, self.rate)

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return picture(self.result)


def _checked(problem: object) -> Problem:
    wanted = "GradientCloudLab compares the examples of a problem with data, such as sgdlab.linear_regression(X, y)"
    if not isinstance(problem, Problem):
        raise TypeError(f"{wanted}; got {problem!r:.80}")
    if problem.n < 2:
        raise ValueError(f"{wanted}, two or more of them; got {problem!r:.80}")
    if problem.size is None or not 2 <= problem.size <= MOST:
        raise ValueError(f"{wanted}, of 2 to {MOST} parameters; got {problem!r:.80}")
    return problem


def _opening(problem: Problem) -> GradientCloudSettings:
    """The settings to open with: at the minimum, if single examples still have a gradient there, else at the start."""
    size = max(1, min(8, problem.n // 4))
    for point in (problem.minimum, problem.start):
        if point is not None:
            chosen = GradientCloudSettings((three_digits(float(point[0])), three_digits(float(point[1]))), size)
            if compute(problem, chosen).spread[0] > 0.01 * np.abs(problem.start).max():
                break
    return chosen


def _goal(first: GradientCloudResult) -> Goal | None:
    """Half the spread at the same point, which takes a batch about four times as large."""
    half, point = first.spread[0] / 2, first.settings.point

    def reached(result: GradientCloudResult) -> bool:
        return result.settings.point == point and 0 < result.spread[0] <= half

    text = "Keep the point. Halve the predicted spread, without taking all the examples."
    return Goal(text, reached) if half and first.noise.n >= 4 else None


def _controls(problem: Problem, chosen: GradientCloudSettings, landscape: Surface) -> Controls:
    return {
        "point": Handle("point", chosen.point, landscape.limits),
        "batch_size": SizeSlider(
            "batch size", chosen.batch_size, problem.n, "Examples in a mini-batch; its gradient is the mean of theirs"
        ),
        "replace": Choice(
            "drawn",
            [("without replacement", False), ("with replacement", True)],
            chosen.replace,
            "Whether an example can be drawn again for the same mini-batch",
        ),
        "seed": WholeNumber("seed", chosen.seed, (0, 2**31 - 1), f"Another one draws {DRAWS} other mini-batches"),
    }


SERIES: list[Json] = [
    {"key": "example", "name": "one example", "color": "gray", "faint": True},
    {"key": "full", "name": "all examples", "color": "blue", "marker": "circle"},
    {"key": "batch", "name": "a mini-batch", "color": "orange", "marker": "circle", "faint": True},
    {"key": "predicted", "name": "predicted for mini-batches", "color": "purple", "dash": [6, 4], "marker": "diamond"},
    {"key": "other", "name": "predicted, drawn the other way", "color": "green", "marker": "triangle"},
    {"key": "measured", "name": "measured", "color": "orange", "marker": "square"},
]


def _spec(problem: Problem, landscape: Surface, rate: float) -> Json:
    """The fixed part of the picture: the surface, and the axes of the gradients."""
    names = problem.names or ("w1", "w2")
    x, y = ({"label": name, "range": list(ends)} for name, ends in zip(names, landscape.limits, strict=True))
    return {
        "name": f"Gradient cloud of {problem.title}",
        "description": "A point on the loss surface, and the gradients of single examples and mini-batches there.",
        "series": SERIES,
        "panels": [
            {
                "kind": "surface",
                "title": f"The loss surface, and steps of learning rate {rate:g}",
                "value": "loss",
                "x": x,
                "y": y,
                "losses": landscape.z,
                "levels": landscape.levels().tolist(),
                "minimum": None if problem.minimum is None else problem.minimum.tolist(),
                "paths": [{"series": "batch", "data": "steps"}, {"series": "full", "data": "full_step"}],
                "handles": [{"key": "point", "name": "the point"}],
            },
            {
                "kind": "plane",
                "title": "The gradients at the point",
                "x": {"label": f"along {names[0]}", "range": "across"},
                "y": {"label": f"along {names[1]}", "range": "up"},
                "equal": True,
                "arrows": [{"series": "example", "data": "examples"}, {"series": "full", "data": "full"}],
                "points": [{"series": "batch", "data": "cloud"}],
                "lines": [{"series": "predicted", "data": "ellipse"}],
            },
            _spread_panel(problem.n),
        ],
        "words": [
            {"kind": "lines", "data": "lines"},
            {"kind": "lines", "data": "bill"},
            {"kind": "table", "data": "numbers", "caption": f"{DRAWS} mini-batches in numbers ({DOTS} are drawn)"},
        ],
    }


def _spread_panel(n: int) -> Json:
    """The predicted spread for every batch size, and the measured one."""
    curves = [{"series": key, "x": {"size": f"{key}_sizes"}, "y": f"{key}_spread"} for key in ("other", "predicted")]
    measured = {"series": "measured", "x": {"size": "size"}, "y": "measured"}
    return {
        "kind": "curves",
        "title": "How far mini-batches are from the full gradient",
        "wide": True,
        "x": [{"key": "size", "label": "batch size", "scale": "log", "range": [1, n]}],
        "y": {"label": "spread", "scale": "log"},
        "curves": [*curves, measured],
        "rules": [{"y": "length", "label": "length of the full gradient"}],
    }


def _frame(result: GradientCloudResult, rate: float) -> Json:
    """What changes with every move."""
    noise, point = result.noise, np.array(result.settings.point)
    shown, drawn = evenly_taken(noise.gradients), result.cloud[:STEPS]
    across, up = ranges_of(result)
    frame = {
        "point": point.tolist(),
        "steps": _lines_from(point, point - rate * drawn),
        "full_step": np.stack([point, point - rate * noise.mean]),
        "examples": np.hstack([np.zeros_like(shown), shown]),
        "full": np.array([[0.0, 0.0, *noise.mean]]),
        "cloud": result.cloud[:DOTS],
        "ellipse": np.vstack([result.ellipse, result.ellipse[:1]]),
        "across": across,
        "up": up,
        "size": np.array([float(result.settings.batch_size)]),
        "measured": np.array([result.spread[1]]),
        "length": float(np.linalg.norm(noise.mean)) or None,
        "lines": result.lines,
        "bill": [f"the bill\n{noise.n:,} example-gradients: a mini-batch's is the mean of some of them"],
        "numbers": {"columns": ["", "predicted", "measured"], "rows": result.rows},
    }
    for key, replace in (("predicted", result.settings.replace), ("other", not result.settings.replace)):
        drawn_sizes = sizes(noise.n if replace else noise.n - 1)  # without replacement, a batch of n has no spread
        frame[f"{key}_sizes"] = drawn_sizes.astype(float)
        frame[f"{key}_spread"] = np.sqrt([np.trace(noise.batch_covariance(int(size), replace)) for size in drawn_sizes])
    return frame


def _lines_from(point: Array, ends: Array) -> Array:
    """Lines (S, 2, 2) from one point to many."""
    return np.stack([np.broadcast_to(point, np.shape(ends)), ends], axis=1)
