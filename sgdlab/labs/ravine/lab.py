"""The ravine: gradient descent from a start to drag, with stop rules that say which of them fired, live [RavineLab]."""

from collections.abc import Sequence

import numpy as np

from sgdlab.figures import Figure
from sgdlab.labs.ravine.compute import SPAN, RavineResult, RavineSettings, compute, compute_many
from sgdlab.labs.ravine.picture import factors, floor_of, picture
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import GRID, Choice, Controls, Handle, LogSlider, three_digits
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.landscape import Surface, surface
from sgdlab.landscape.steepest import MOST, curvatures, flattest_and_steepest
from sgdlab.landscape.surface import Limits
from sgdlab.problems import Problem, ravine
from sgdlab.quantities import Array

DECADES = (4.0, 0.5)  # how far the learning rate reaches below and above 2/λmax
WIDE = 1.3  # how far the learning rates are drawn, as a share of 2/λmax
DRAWN = 340  # rows of a run that are sent to the browser; more can't be told apart on a screen
STEPS = (10, 30, 100, 300, 1000)
GRADIENTS = (0.0, 1.0, 0.1, 0.01, 0.001, 1e-6)
CHANGES = (0.0, 0.1, 0.01, 0.001, 1e-6)


class RavineLab(Lab[RavineSettings, RavineResult]):
    """Descend on a problem of two parameters, of your own if you like, and see which stop rule ends the run.

    Drag the start, or move it with the arrow keys.  A problem with more parameters, up to 400, is shown on the plane
    through its minimum with the flattest and the steepest direction.

    Errors: no problem, or one with a single parameter.

    >>> from sgdlab.problems import quadratic
    >>> RavineLab(quadratic([1.0, 4.0, 9.0])).result.edge == 2 / 9
    True
    """

    name = "ravine"
    question = "Does gradient descent find the minimum?"
    Settings = RavineSettings

    def __init__(self, problem: Problem | None = None, settings: RavineSettings | None = None) -> None:
        self.problem = ravine() if problem is None else flattest_and_steepest(_checked(problem))
        power = _edge_power(self.problem)
        if settings is None:
            x, y = self.problem.start.tolist()
            settings = RavineSettings(three_digits(10**power), (three_digits(x), three_digits(y)))
        self.goal = _goal(settings.start, known=problem is None)
        self.surface = surface(self.problem, paths=[np.array([p]) for p in (self.problem.start, settings.start)])
        self.controls = _controls(settings, power, self.surface.limits)
        self.show(_spec(self.problem, self.surface, power))

    def compute(self, settings: RavineSettings) -> RavineResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.problem, settings)

    def ray(self, settings: RavineSettings, name: str, places: Sequence[float]) -> Sequence[RavineResult | None]:
        """Return the results at all places of a slider; learning rates train at once, if the loss can do that."""
        if name == "learning_rate" and self.problem.vectorized:
            return compute_many(self.problem, settings, places)
        return super().ray(settings, name, places)

    def frame(self, result: RavineResult) -> Json:
        """Return what the view draws of a result."""
        return _frame(self.problem, result)

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return picture(self.problem, self.result, self.surface)


def _checked(problem: object) -> Problem:
    if not isinstance(problem, Problem):
        raise TypeError(f"RavineLab descends on a problem, such as sgdlab.rosenbrock(); got {problem!r:.80}")
    if problem.size is None or not 2 <= problem.size <= MOST:
        raise ValueError(f"RavineLab descends on a problem of 2 to {MOST} parameters; got {problem!r:.80}")
    return problem


def _edge_power(problem: Problem) -> float:
    """Return the power of ten of the largest learning rate on the slider that is below 2/λmax."""
    steepest = float(np.abs(curvatures(problem)[0]).max()) or 1.0
    return GRID * float(np.ceil(np.log10(2 / steepest) / GRID - 1))


def _goal(start: tuple[float, float], known: bool) -> Goal:
    if not known:
        return Goal("Let the run end with a small gradient.", lambda result: result.ended_by == "small gradient")

    def reached(result: RavineResult) -> bool:
        small = result.run.diverged_at is None and np.linalg.norm(result.slopes) <= 0.01
        return bool(small) and result.settings.start == start and result.run.steps[-1] <= 100

    return Goal("From the first start, reach a gradient of at most 0.01 within 100 steps.", reached)


def _controls(settings: RavineSettings, power: float, limits: tuple[Limits, Limits]) -> Controls:
    below, above = DECADES
    return {
        "learning_rate": LogSlider(
            "learning rate", settings.learning_rate, (power - below, power + above), "The α of a step: −α × gradient"
        ),
        "start": Handle("start", settings.start, limits),
        "small_gradient": Choice(
            "small gradient",
            [("off" if not limit else f"at most {limit:g}", limit) for limit in GRADIENTS],
            settings.small_gradient,
            "Stop where the gradient is no longer than this",
        ),
        "small_change": Choice(
            "small change",
            [("off" if not limit else f"at most {limit:g} in {SPAN} steps", limit) for limit in CHANGES],
            settings.small_change,
            "Stop where the loss has moved by no more than this",
        ),
        "most_steps": Choice(
            "most steps",
            [(f"{steps:,} steps", steps) for steps in STEPS],
            settings.most_steps,
            "Stop after this many steps, and as many gradients",
        ),
    }


def _spec(problem: Problem, landscape: Surface, power: float) -> Json:
    """The fixed part of the picture: axes, surface, and what each learning rate does to both distances."""
    names = problem.names or ("w1", "w2")
    x, y = ({"label": name, "range": list(limits)} for name, limits in zip(names, landscape.limits, strict=True))
    known = problem.minimum is not None
    return {
        "name": f"Downhill on {problem.title}",
        "description": "A path of gradient descent on a loss surface, its losses, and the stop rules.",
        "series": _series(curvatures(problem)[0]),
        "panels": [
            {
                "kind": "surface",
                "title": "The loss surface",
                "value": "loss",
                "equal": 0.5 < np.ptp(landscape.limits[1]) / np.ptp(landscape.limits[0]) < 2,  # else it gets too thin
                "x": x,
                "y": y,
                "losses": landscape.z,
                "levels": landscape.levels().tolist(),
                "minimum": None if problem.minimum is None else problem.minimum.tolist(),
                "paths": [{"series": "path", "data": "path"}],
                "start": "start",
            },
            {
                "kind": "curves",
                "title": "Loss above its minimum" if known else "Loss",
                "x": [{"key": "steps", "label": "steps"}],
                "y": {"label": "loss − minimum" if known else "loss", "scale": "log"},
                "curves": [{"series": "path", "x": {"steps": "steps"}, "y": "losses"}],
            },
            _factor_panel(problem, power),
        ],
        "clock": {"total": "taken", "unit": "steps"},
        "words": [
            {"kind": "lines", "data": "lines"},
            {"kind": "table", "data": "rules", "caption": "The stop rules"},
        ],
    }


def _series(curved: Array) -> list[Json]:
    low, high = (f"{v:.3g}" for v in (curved[0], curved[-1]))
    return [
        {"key": "path", "name": "gradient descent", "color": "blue", "spent": "spent"},
        {"key": "along", "name": f"along, λmin = {low}", "color": "green", "marker": "diamond"},
        {"key": "across", "name": f"across, λmax = {high}", "color": "orange", "dash": [6, 4], "marker": "square"},
    ]


def _factor_panel(problem: Problem, power: float) -> Json:
    """For every learning rate: by how much a step multiplies the distance to the minimum, along and across."""
    low, high = curvatures(problem)[0][[0, -1]]
    bowl = bool(low > 0)
    marks = [{"x": float(2 / high), "label": "2/λmax"}, {"x": float(2 / (low + high)), "label": "best"}] if bowl else []
    return {
        "kind": "curves",
        "title": "What one step multiplies the distance by",
        "wide": True,
        "x": [{"key": "rates", "label": "learning rate", "range": [0.0, WIDE * 10**power]}],
        "y": {"label": "factor", "range": [0.0, 2.0]},
        "curves": [{"series": key, "x": {"rates": "rates"}, "y": f"{key}_factor"} for key in ("along", "across")],
        "marks": [{"x": "rate", "label": "yours", "strong": True}, *marks],
        "rules": [{"y": 1.0, "label": "grows above, shrinks below"}],
    }


def _frame(problem: Problem, result: RavineResult) -> Json:
    """What changes with every move."""
    run, taken = result.run, int(result.run.steps[-1])
    rows = sorted({*range(0, taken, _odd(-(-taken // DRAWN))), taken})
    power = _edge_power(problem)
    rates = np.linspace(0.0, WIDE * 10**power, 120)
    along, across = factors(result.curved, rates)
    return {
        "start": list(result.settings.start),
        "path": run.params[rows],
        "spent": run.steps[rows] / max(1, taken),
        "steps": run.steps[rows],
        "losses": run.losses[rows] - floor_of(problem),
        "taken": taken,
        "rate": result.settings.learning_rate,
        "rates": rates,
        "along_factor": along,
        "across_factor": across,
        "lines": [line.replace(": ", "\n", 1) for line in result.lines],
        "rules": {"columns": ["stop rule", "limit", "at the end", "fired?"], "rows": result.rules},
    }


def _odd(stride: int) -> int:
    """Make a stride odd, so that a thinned zigzag still looks like one."""
    return stride + 1 - stride % 2
