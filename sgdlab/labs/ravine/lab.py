"""The ravine: gradient descent from a start to drag, with stop rules that say which of them fired, live [RavineLab]."""

from collections.abc import Mapping

import numpy as np

from sgdlab.gradients import backprop
from sgdlab.labs.given import drawable, lowest_loss
from sgdlab.labs.ravine.compute import COLUMNS, REASONS, SPAN, WORDS, RavineResult, RavineSettings, compute
from sgdlab.labs.ravine.picture import DRAWN, HIGH, RATES, WIDE, edge_power, scene_of
from sgdlab.labs.stage.code import Code, called, problem_lines, program_code
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.handles import Handle
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import Live, recipes_of
from sgdlab.labs.stage.numbers import opening_place, three_digits
from sgdlab.labs.stage.sliders import LogSlider
from sgdlab.landscape import surface
from sgdlab.landscape.steepest import MOST, curvatures, flattest_and_steepest
from sgdlab.landscape.surface import Limits
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem, ravine
from sgdlab.quantities import Array
from sgdlab.scene import Json, Scene

DECADES = (4.0, 0.5)  # how far the learning rate reaches below and above 2/λmax
STEPS = (10, 30, 100, 300, 1000)
GRADIENTS = (0.0, 1.0, 0.1, 0.01, 0.001, 1e-6)
CHANGES = (0.0, 0.1, 0.01, 0.001, 1e-6)
SMALL, SOON = 0.01, 100  # the goal: a gradient, and within how many steps


class RavineLab(Lab[RavineSettings, RavineResult]):
    """Descend on a problem of two parameters, of your own if you like, and see which stop rule ends the run.

    Drag the start, or move it with the arrow keys.  A problem with more parameters, up to 400, is shown on the plane
    through its minimum with the flattest and the steepest direction.

    Errors: anything but a Problem; one without a start, with a single parameter, or with more than 400.

    >>> from sgdlab.problems import quadratic
    >>> RavineLab(quadratic([1.0, 4.0, 9.0])).result.edge == 2 / 9
    True
    """

    name = "ravine"
    question = "Does gradient descent find the minimum?"
    presets: Mapping[str, Mapping[str, object]] = {  # for the ravine itself
        "What if the learning rate is a quarter too large?": {"learning_rate": 0.1},
        "What if the start lies on the floor of the valley?": {"start": (2.6, 1.5)},
        "Can a run stop without having found anything?": {"learning_rate": 1e-5, "small_change": 0.1},
    }
    Settings = RavineSettings

    def __init__(self, problem: Problem | None = None, settings: RavineSettings | None = None) -> None:
        self.given = problem
        own = None if problem is None else drawable(problem, "RavineLab descends", MOST)
        self.problem = flattest_and_steepest(own or ravine())
        power = edge_power(self.problem)
        if settings is None:
            x, y = self.problem.start.tolist()  # yours as it is; ours is a turned point with many digits
            start, limit = opening_place((x, y)) if problem is None else (x, y), _limit(self.problem)
            settings = RavineSettings(three_digits(10**power), start, limit)
        self.goals = _goals(settings.start, known=problem is None)
        path = _near(compute(self.problem, settings).run.params)
        self.surface = surface(self.problem, paths=[self.problem.start[None], path])
        self.controls = _controls(settings, power, self.surface.limits)
        self.show()

    def compute(self, settings: RavineSettings) -> RavineResult:
        return compute(self.problem, settings)

    def live(self) -> Live | None:
        problem = self.problem
        facts = {
            "floor": lowest_loss(problem),
            "minimum": problem.minimum,
            "curved": curvatures(problem)[0].tolist(),
            "right": WIDE * 10 ** edge_power(problem),
            "span": SPAN,
            "rates": RATES,
            "high": HIGH,
            "drawn": DRAWN,
            "columns": COLUMNS,
            "reasons": REASONS,
        }
        recipes = recipes_of(problem, {"descent": {"optimizer": gradient_descent(0.1)}})
        return None if recipes is None else Live(recipes, facts, WORDS)

    def coded(self) -> Code:
        change = f"sl.loss_change({{small_change}}, over={SPAN})"
        return Code.of(
            *problem_lines(self.given, ["problem = sl.ravine()"]),
            "start = [{start}]",
            "descent = sl.gradient_descent({learning_rate})",
            "run = sl.train(problem, start, optimizer=descent, steps={most_steps}{stop})",
            stop=("small_gradient", {"off": "{only_change}"}, ", stop=sl.gradient_norm({small_gradient}){or_change}"),
            only_change=("small_change", {"off": ""}, f", stop={change}"),
            or_change=("small_change", {"off": ""}, f" | {change}"),
        )

    def programs(self) -> dict[str, Code]:
        """Return the program of the descent, which goes on where a stop rule would end it."""
        source = program_code(self.problem, optimizer=gradient_descent(0.1234))
        source = source.replace("def train", "# No stop rule ends it, so it takes all steps.\ndef train")
        return {"run": Code(called(source, self.problem, "[{start}]", "steps={most_steps}")).over(self.controls)}

    def measured(self, result: RavineResult) -> Json:
        known = {"ended_by": result.ended_by, "away": result.away, "miss": result.miss}
        slope = float(np.linalg.norm(result.slopes))
        numbers = {"slope": slope, "taken": int(result.run.steps[-1]), "loss": float(result.run.losses[0])}
        return {**vars(result.settings), **known, **numbers}

    def scene(self, result: RavineResult) -> Scene:
        return scene_of(self.problem, self.surface, result)


def _limit(problem: Problem) -> float:
    """Return the gradient to stop at: 0.01, or so much less that the start of a small loss is not the end."""
    slope = float(np.linalg.norm(backprop(problem, problem.start)[1]))
    return max(one for one in GRADIENTS if one <= min(SMALL, slope / 10)) if slope else SMALL  # 0 switches it off


def _near(path: Array) -> Array:
    """Return the places of a run that are at most 100 of its first steps away: a loss without end is no frame."""
    away = np.linalg.norm(path - path[0], axis=1)
    near: Array = path[away <= 100 * away[:2].max()]
    return near


def _goals(start: tuple[float, float], known: bool) -> list[Goal]:
    if not known:
        return [Goal("Let the run end with a small gradient.", equal={"ended_by": "small gradient"})]
    text = f"From the first start, reach a gradient of at most {SMALL:g} within {SOON} steps."
    return [
        Goal(text, {"slope": (None, SMALL), "taken": (None, SOON)}, {"start": start}),
        Goal(
            "Let a small change end the run more than 1 away from the minimum.",
            {"away": (1, None)},
            {"ended_by": "small change"},
        ),
        Goal(
            "Start above a loss of 20, with downhill at most 3° off the minimum.",
            {"miss": (None, 3.5), "loss": (20, None)},  # the lab says whole degrees
        ),
    ]


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
