"""The race between full-batch gradient descent and SGD on one loss surface, live [RaceLab]."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from sgdlab.labs.band import show_seeds
from sgdlab.labs.race.compute import DRAWN, RaceResult, RaceSettings, compute, compute_many, with_band
from sgdlab.labs.race.picture import scene_of
from sgdlab.labs.race.tilted import with_examples
from sgdlab.labs.stage.controls import (
    GRID,
    Choice,
    Controls,
    Handle,
    LinearSlider,
    LogSlider,
    SizeSlider,
    WholeNumber,
    on_grid,
    three_digits,
)
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import PATIENCE, Lab
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.yours import Parts, YourTurn, parts_of
from sgdlab.landscape import Surface, surface
from sgdlab.landscape.plane import lowest_point, plane_of
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.landscape.surface import Limits
from sgdlab.problems import Problem
from sgdlab.problems.examples import penguin_line
from sgdlab.scene import Scene

BUDGETS = (1, 3, 10, 30)  # epochs
NEAR = 6.0  # times as far as the first paths go: up to there the minimum is on the map, too
MOST_WORK = 20_000_000  # multiplications for a whole ray, about a tenth of a second
PRESETS: Mapping[str, Mapping[str, object]] = {  # for the penguins
    "What if the learning rate is twice too large?": {"learning_rate": 0.468},
    "What if SGD looks at a single example before each step?": {"batch_size": 1, "seeds": 64},
    "What if each step keeps 80 % of the one before it?": {"momentum": 0.8},
}


class RaceLab(YourTurn, Lab[RaceSettings, RaceResult]):
    """Race full-batch gradient descent against SGD, and yours against both, on a problem of your own.

    All start at the same point and have the same budget of example-gradients.  Move the learning rate, the batch size
    and the momentum; drag the start, or move it with the arrow keys.  Without a problem of your own, the race fits a
    line through 123 penguins.  A problem of more than two parameters is shown on the plane through the start, the
    lowest point and the first gradient.  A surface without examples, such as `rosenbrock()`, is raced as the mean of
    120 tilted copies.

    `yours` is an optimizer, a function (gradient, params) -> step, a gradient method (loss, params, batch) -> (value,
    gradient), or a dictionary of parts by job: it races too.  If you define it in a cell of a notebook, it races anew
    whenever you run that cell again; you can also set `lab.yours` at any time.

    Errors: a problem without a start, or with a single parameter.

    >>> from sgdlab.problems import linear_regression
    >>> RaceLab(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]))  # doctest: +ELLIPSIS
    RaceLab: Full batch: the full batch · backprop · gradient descent: loss ...
    """

    name = "race"
    question = "On one budget, who gets lower: a few steps on all examples, or many steps on a few?"
    Settings = RaceSettings

    def __init__(
        self, problem: Problem | None = None, settings: RaceSettings | None = None, yours: object = None
    ) -> None:
        self.presets = PRESETS if problem is None else {}
        self.problem = penguin_line() if problem is None else with_examples(_checked(problem))
        self._yours: object = None
        self._parts: Parts | None = None
        self.followed = None
        self._prepare(settings)
        self.show()
        if yours is not None:
            self.take(yours)

    def _prepare(self, settings: RaceSettings | None) -> None:
        problem = self.problem
        self.plane = plane_of(problem)
        x, y = np.round(self.plane.of(problem.start), 12).tolist()
        steepest = largest_curvature(problem)
        if not np.isfinite(steepest):
            raise SettingsError(f"the loss of {problem.title} is not finite where its curvature is needed")
        rate = three_digits(on_grid(1 / steepest))
        usual = RaceSettings(rate, min(8, problem.n), start=(x, y))
        first, opening = settings or usual, compute(problem, usual)
        self.surface = _landscape(problem, opening, (usual.start, first.start))
        self.goal = _goal(problem, opening)
        self.controls = _controls(problem.n, first, rate, self.surface.limits)

    def compute(self, settings: RaceSettings) -> RaceResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.problem, settings, self._parts)

    def enriched(self, result: RaceResult) -> RaceResult | None:
        """Return the result with the ensemble of many seeds, if the settings ask for it."""
        return with_band(self.problem, result) if result.settings.seeds > 1 else None

    def ray(self, settings: RaceSettings, name: str, places: Sequence[float]) -> Sequence[RaceResult | None]:
        """Return the results at all places of one slider: as an ensemble, if the problem is small enough."""
        work = DRAWN * self.problem.n * len(self.problem.start) * len(places)  # mostly for the losses on all examples
        slow = self._parts is not None and self.took > PATIENCE  # because yours trains at each place by itself
        if self.problem.vectorized and work < MOST_WORK and not slow:
            return compute_many(self.problem, settings, name, places, self._parts)
        return super().ray(settings, name, places)

    @property
    def yours(self) -> object:
        """What the learner wrote, or None."""
        return self._yours

    @yours.setter
    def yours(self, thing: object) -> None:
        parts = None if thing is None else parts_of(thing)
        self._yours, self._parts = thing, parts
        self.depends = "" if thing is None else f"yours {id(thing)}"
        self.refresh()

    def scene(self, result: RaceResult) -> Scene:
        """Return the picture of a result."""
        return scene_of(self.plane, self.problem, self.surface, result)


def _landscape(problem: Problem, opening: RaceResult, starts: Sequence[Sequence[float]]) -> Surface:
    """The surface in a frame that holds what is stable on a bowl, or else the first paths and a minimum near them."""
    plane, points = plane_of(problem), [np.array([start]) for start in starts]
    if problem.hessian is not None:
        return surface(plane.loss, paths=points)
    paths = [plane.of(run.params) for run in opening.runners.values() if run.diverged_at is None]
    far = max([float(np.ptp(path, axis=0).max()) for path in paths], default=np.inf)
    low = plane.of(lowest_point(problem))
    if np.abs(low - starts[0]).max() <= NEAR * far:
        paths.append(low[None])
    seen = surface(replace(plane.loss, solve=lambda: None), paths=points + paths)
    minimum = plane.loss.minimum
    return seen if minimum is None else replace(seen, minimum=minimum, lowest=float(plane.loss(minimum)))


def _goal(problem: Problem, usual: RaceResult) -> Goal | None:
    """A goal that the usual settings don't reach; None if the minimum isn't known."""
    if problem.minimum is None:
        return None
    floor = float(problem(problem.minimum))
    target = float(f"{4e-4 * (float(problem(problem.start)) - floor):.1g}")
    goals = (_near(floor, target, int(epochs * problem.n)) for epochs in (3.6, 2, 1, 0.5))
    return next((goal for goal in goals if not goal.reached(usual)), None)


def _near(floor: float, target: float, budget: int) -> Goal:
    def reached(result: RaceResult) -> bool:
        near = [run.losses[run.examples_seen <= budget].min() - floor < target for run in result.runners.values()]
        return any(near)

    return Goal(f"Get an excess loss below {target:g} with {budget:,} example-gradients.", reached)


def _controls(n: int, settings: RaceSettings, rate: float, limits: tuple[Limits, Limits]) -> Controls:
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
        "seed": WholeNumber("seed", settings.seed, (0, 2**31 - 1), "Which random order the examples come in"),
        "start": Handle("start", settings.start, limits),
        "epochs": Choice("budget", budgets, settings.epochs, "Passes over the data that each runner can use"),
        "seeds": show_seeds(settings.seeds, "One run of SGD, or also the band of many seeds"),
    }


def _checked(problem: Problem) -> Problem:
    if not isinstance(problem, Problem):
        raise TypeError(
            "RaceLab races on a problem, such as sgdlab.linear_regression(X, y) or sgdlab.rosenbrock(); "
            f"got {problem!r:.80}"
        )
    if problem.size is None or problem.size < 2:
        count = "no start, so an unknown number of parameters" if problem.size is None else "one parameter"
        raise ValueError(f"RaceLab draws the loss over two parameters or more, and {problem.title} has {count}")
    return problem
