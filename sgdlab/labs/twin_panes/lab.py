"""Twin panes, live: drag the point on the loss surface, or the line on the data [TwinPanesLab]."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from sgdlab.figures import Figure
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import GRID, Choice, Handle, LogSlider, on_grid, three_digits
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.twin_panes.compute import STEPS, TwinPanesResult, TwinPanesSettings, compute, compute_many
from sgdlab.labs.twin_panes.figure import twin_panes
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.landscape import Surface, surface
from sgdlab.problems import Problem
from sgdlab.problems.examples import penguin_line

CLOSE = 0.01  # the goal's distance from the smallest loss
ENDS = ("left_end", "right_end")


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
    goal = Goal(f"Bring the mean loss to within {CLOSE:g} of the smallest one.", lambda result: result.excess < CLOSE)
    Settings = TwinPanesSettings

    def __init__(
        self,
        model: Problem | None = None,
        settings: TwinPanesSettings | None = None,
        *,
        x: str | None = None,
        y: str | None = None,
    ) -> None:
        self.panes = OneFeature(penguin_line() if model is None else model)
        names = ("flipper, cm above 20", "body mass, kg") if model is None else ("x", "y")
        self.axes = (x or names[0], y or names[1])
        chosen = settings or TwinPanesSettings(opening_point(self.panes), learning_rate=opening_rate(self.panes))
        self.surface = _ground(self.panes, chosen.point)
        middle = GRID * round(float(np.log10(chosen.learning_rate)) / GRID)
        self.controls = {
            "point": Handle("point", chosen.point, self.surface.limits),
            "add_up": Choice(
                "the loss is the",
                [("mean over the examples", "mean"), ("sum over the examples", "sum")],
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
        self.show(_spec(self.panes, self.surface, self.axes))

    def compute(self, settings: TwinPanesSettings) -> TwinPanesResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.panes, settings)

    def ray(self, settings: TwinPanesSettings, name: str, places: Sequence[float]) -> Sequence[TwinPanesResult | None]:
        """Return the results for all learning rates, trained at once."""
        return compute_many(self.panes, settings, places)  # the only slider

    def frame(self, result: TwinPanesResult) -> Json:
        """Return what the view draws of a result."""
        low, high = self.panes.frame[1]
        ends = [[x, min(max(height, low), high)] for x, height in zip(self.panes.ends, result.ends, strict=True)]
        return {
            "point": list(result.settings.point),
            "down_path": result.run.params,
            "line": result.line,
            "after": result.after,
            "misses": result.misses,
            **dict(zip(ENDS, ends, strict=True)),
            "lines": result.lines,
            "numbers": _table(self.panes, result),
        }

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return twin_panes(self.panes, self.surface, self.result, self.axes)

    def moved(self, key: str, where: Sequence[float]) -> None:
        """Take a point that the reader dragged: the parameters on the surface, or an end of the line on the data."""
        if key in ENDS:
            params = self.panes.moved(self.controls["point"].value, ENDS.index(key), where[1])
            key, where = "point", tuple(map(three_digits, params))
        super().moved(key, where)


def opening_point(panes: OneFeature) -> tuple[float, float]:
    """Return the parameters to open with: the best line moved down; for a probability, the best curve reversed.

    >>> from sgdlab.problems import linear_regression
    >>> opening_point(OneFeature(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])))
    (2.0, -2.27)
    """
    best = panes.model.minimum
    if best is None:
        w, b = panes.model.start
    elif panes.probability:
        w, b = -best
    else:
        w, b = best[0], best[1] - 2 * max(float(panes.y.std()), 1e-3)
    return three_digits(float(w)), three_digits(float(b))


def _ground(panes: OneFeature, point: Sequence[float]) -> Surface:
    """The surface around the point; for a probability also around the best curve and its mirror image."""
    best = panes.model.minimum
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


SERIES: list[Json] = [
    {"key": "data", "name": "examples", "color": "gray", "marker": "circle"},
    {"key": "miss", "name": "misses", "color": "gray", "faint": True},
    {"key": "here", "name": "this point, this line", "color": "blue", "marker": "circle"},
    {"key": "down", "name": f"{STEPS} steps downhill", "color": "orange", "dash": [6, 4], "marker": "square"},
]


def _spec(panes: OneFeature, landscape: Surface, axes: Sequence[str]) -> Json:
    """The fixed part of the picture: both panes, and the data."""
    across, up = panes.frame
    names = panes.model.names or ("w", "b")
    w, b = ({"label": name, "range": list(ends)} for name, ends in zip(names, landscape.limits, strict=True))
    low, shape = panes.model.minimum, "curve" if panes.probability else "line"
    series = [{**one, "name": one["name"].replace("line", shape)} for one in SERIES]
    return {
        "name": f"Twin panes: {panes.model.title}",
        "description": f"A point on the loss surface, and the {shape} on the data that it stands for.",
        "series": series,
        "panels": [
            {
                "kind": "surface",
                "title": f"The loss surface: a point is a {shape}",
                "value": "mean loss",
                "x": w,
                "y": b,
                "losses": landscape.z,
                "levels": landscape.levels().tolist(),
                "minimum": None if low is None else low.tolist(),
                "paths": [{"series": "down", "data": "down_path"}],
                "handles": [{"key": "point", "name": "the parameters"}],
            },
            {
                "kind": "plane",
                "title": f"The data: a {shape} is a point",
                "x": {"label": axes[0], "range": list(across)},
                "y": {"label": f"probability that {axes[1]} = 1" if panes.probability else axes[1], "range": list(up)},
                "points": [{"series": "data", "data": np.column_stack([panes.x, panes.y])}],
                "lines": [
                    {"series": "miss", "data": "misses"},
                    {"series": "down", "data": "after"},
                    {"series": "here", "data": "line"},
                ],
                "handles": [{"key": key, "name": key.replace("_", " ")} for key in ENDS],
            },
        ],
        "words": [
            {"kind": "lines", "data": "lines", "series": ["here", "down"]},
            {"kind": "table", "data": "numbers", "caption": "In numbers"},
        ],
    }


def _table(panes: OneFeature, result: TwinPanesResult) -> Json:
    """Parameters, slopes and steps in rows."""
    low = panes.model.minimum
    rows = [
        ["this point", *_three_digits(result.settings.point), f"{result.loss:.4g}"],
        ["slopes of the loss there", *_three_digits(result.slopes), ""],
        ["first step: −learning rate × slopes", *_three_digits(result.first_step, "+"), ""],
    ]
    rows.append(["minimum", *(("—", "—") if low is None else _three_digits(low)), f"{result.lowest:.4g}"])
    return {"columns": ["", *(panes.model.names or ("w", "b")), "loss"], "rows": rows}


def _three_digits(pair: Iterable[float], sign: str = "") -> list[str]:
    return [f"{float(number):{sign}.3g}" for number in pair]
