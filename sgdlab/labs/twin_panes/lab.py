"""Twin panes, live: drag the point on the loss surface, or the line on the data [TwinPanesLab]."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sgdlab.checks import number
from sgdlab.figures.sentences import capital
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.stage.code import PENGUIN_LINE, Code, called, problem_lines, program_code
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.handles import Handle
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import Live, recipes_of
from sgdlab.labs.stage.numbers import three_digits
from sgdlab.labs.stage.sliders import GRID, LogSlider, on_grid
from sgdlab.labs.twin_panes.compute import STEPS, WORDS, TwinPanesResult, TwinPanesSettings, compute
from sgdlab.labs.twin_panes.one_feature import NEAREST, OneFeature
from sgdlab.labs.twin_panes.picture import ENDS, scene_of
from sgdlab.landscape import surface
from sgdlab.landscape.surface import Surface
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Model
from sgdlab.problems.examples import penguin_line
from sgdlab.scene import Json, Scene

MEAN = "mean over the examples"  # in the list
CLOSE = 0.01  # the goal's distance from the smallest loss, as a share of the first one


class TwinPanesLab(Lab[TwinPanesSettings, TwinPanesResult]):
    """Show one choice of parameters twice: as a point on the loss surface, and as a line on the data.

    Drag the point, or either end of the line; the other pane follows.  `model` is a linear or logistic regression of
    your own on one feature; `x` and `y` name its feature and its target.

    Errors: anything but a model of one feature with an intercept.

    >>> from sgdlab.problems import linear_regression
    >>> TwinPanesLab(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]))  # doctest: +ELLIPSIS
    TwinPanesLab: Linear regression on 3 examples. One point, one line: w = 2, b = -2.27: loss ...
    """

    name = "twin-panes"
    question = "What is one point of the loss surface, seen on the data?"
    presets: Mapping[str, Mapping[str, object]] = {  # for the penguins; 2/λmax is 0.234
        "What if the learning rate is twice as large as it may be?": {"learning_rate": 0.468},
        "What if the errors are added up instead of averaged?": {"add_up": "sum"},
        "Which learning rate does the sum need?": {"add_up": "sum", "learning_rate": 0.000911},
    }
    Settings = TwinPanesSettings

    def __init__(
        self,
        model: Model | None = None,
        settings: TwinPanesSettings | None = None,
        *,
        x: str | None = None,
        y: str | None = None,
    ) -> None:
        self.given = model
        self.panes = OneFeature(penguin_line() if model is None else model)
        names = ("flipper, cm above 20", "body mass, kg") if model is None else ("x", "y")
        self.axes = (x or names[0], y or names[1])
        first = TwinPanesSettings(opening_point(self.panes), learning_rate=opening_rate(self.panes))
        chosen = settings or first
        self.surface = _ground(self.panes, chosen.point)
        self.goals = _goals(float(f"{CLOSE * compute(self.panes, first).excess:.1g}") or CLOSE)
        rate = number(chosen.learning_rate, "learning_rate", above=0)
        middle = GRID * round(float(np.log10(rate)) / GRID)
        self.controls = {
            "point": Handle("point", chosen.point, self.surface.limits, self.panes.model.minimum),
            "add_up": Choice(
                "the loss is the",
                [(MEAN, "mean"), ("sum over the examples", "sum")],
                chosen.add_up,
                "How the losses of the single examples are put together",
            ),
            "learning_rate": LogSlider(
                "learning rate",
                chosen.learning_rate,
                (middle - max(3, math.ceil(math.log10(self.panes.model.n))), middle + 1),  # low enough for the sum
                f"How far each of the {STEPS} steps downhill goes along the slopes",
            ),
        }
        self.show()

    def compute(self, settings: TwinPanesSettings) -> TwinPanesResult:
        return compute(self.panes, settings)

    def live(self) -> Live | None:
        panes, model = self.panes, self.panes.model
        facts = {
            "title": capital(model.title),
            "probability": panes.probability,
            "nearest": NEAREST,
            "steps": STEPS,
            "examples": model.n,
            "unit": panes.unit,
            "minimum": model.minimum,
            "floor": lowest_loss(model),
            "x": panes.x,
            "y": panes.y,
            "across": panes.across,
            "ends": list(ENDS),
            "at": panes.ends.tolist(),
            "up": panes.frame[1],
            "columns": ["", *panes.names, "loss"],
        }
        recipes = recipes_of(model, {"descent": {"optimizer": gradient_descent(0.1)}})
        return None if recipes is None else Live(recipes, facts, WORDS)

    def coded(self) -> Code:
        return Code.of(
            *problem_lines(self.given, PENGUIN_LINE),
            "point = [{point}]",
            "learning_rate = {learning_rate}{counts}",
            f"run = sl.train(problem, point, optimizer=sl.gradient_descent(learning_rate), steps={STEPS})",
            counts=("add_up", {MEAN: ""}, " * problem.n  # the slopes of a sum are n times as large"),
        )

    def programs(self) -> dict[str, Code]:
        model = self.panes.model
        source = program_code(model, {0.1234: "{rate}"}, optimizer=gradient_descent(0.1234))
        rate = ("add_up", {MEAN: "{learning_rate}"}, f"{{learning_rate}} * {model.n}")
        return {"run": Code(called(source, model, "[{point}]", f"steps={STEPS}"), {"rate": rate})}

    def measured(self, result: TwinPanesResult) -> Json:
        end = float(result.run.losses[-1]) - result.lowest / result.scale
        left = end / result.excess if result.excess else None
        return {**vars(result.settings), "excess": result.excess, "left": left}

    def scene(self, result: TwinPanesResult) -> Scene:
        return scene_of(self.surface, self.axes, result)

    def moved(self, key: str, where: Sequence[float]) -> None:
        """Take a point that the reader dragged: the parameters on the surface, or an end of the line on the data."""
        if key in ENDS:
            params = self.panes.moved(self.controls["point"].value, list(ENDS).index(key), where[1])
            key, where = "point", tuple(map(three_digits, params))
        super().moved(key, where)


def _goals(close: float) -> list[Goal]:
    return [
        Goal(f"Bring the mean loss to within {close:g} of the smallest one.", {"excess": (None, close)}),
        Goal(
            "Start far off, choose the sum, and close 95 % of the gap.",
            {"excess": (10 * close, None), "left": (None, 0.05)},
            {"add_up": "sum"},
        ),
    ]


def opening_point(panes: OneFeature) -> tuple[float, float]:
    """Return the parameters to open with: the best line moved down; for a probability, the best curve reversed."""
    best = panes.model.minimum
    if best is None:
        w, b = panes.model.start
    elif panes.probability:
        w, b = -best
    else:
        w, b = best[0], best[1] - 2 * (float(panes.y.std()) if np.ptp(panes.y) else 0.5)
    return three_digits(float(w)), three_digits(float(b))


def _ground(panes: OneFeature, point: Sequence[float]) -> Surface:
    """The surface around the point; for a probability also around the best curve and its mirror image."""
    best = panes.near_best
    if best is None or not panes.probability:
        return surface(panes.model, paths=[panes.model.start, np.array([point])])
    steep = 1.3 * max(abs(best[0]), abs(point[0]))
    aside = max(1.3 * abs(best[1]), 1.3 * abs(point[1]), 0.6 * steep * float(np.abs(panes.x).max()))
    return surface(panes.model, x=(-steep, steep), y=(-aside, aside))


def opening_rate(panes: OneFeature) -> float:
    """Return a learning rate that no line diverges with: 1 / λmax, or 1 / L of a logistic regression.

    Formula: λmax is the largest eigenvalue of 2 X^T X / N; L that of X^T X / (4 N).
    """
    X = panes.model.data[0]
    largest = float(np.linalg.eigvalsh(X.T @ X / len(X))[-1])
    return three_digits(on_grid(4 / largest if panes.probability else 0.5 / largest))
