"""The three-button trainer, live: forward, backward and update on a small network [ThreeButtonsLab]."""

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.figures import Figure, decision_boundary
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.three_buttons.compute import (
    DATA,
    HIDDEN,
    RATES,
    STARTS,
    YOURS,
    Own,
    ThreeButtonsResult,
    ThreeButtonsSettings,
    compute,
)
from sgdlab.labs.three_buttons.presses import Presses
from sgdlab.problems.networks import ACTIVATIONS
from sgdlab.quantities import Array


class ThreeButtonsLab(Lab[ThreeButtonsSettings, ThreeButtonsResult]):
    """Train a small network by three buttons, forward, backward and update, and watch its decision boundary.

    It tells two classes apart by two features: moons, spirals, exclusive or, or your own X (N, 2) and labels (N,).
    The presses are one of the settings: when you change another setting, they are replayed from the start.
    Errors: data without two features and two classes.

    >>> ThreeButtonsLab()  # doctest: +ELLIPSIS
    ThreeButtonsLab: Two moons, a network 2-8-2 (tanh). Backward, 1,000 times: ... 0 of 42 parameters changed. ...
    """

    name = "three-buttons"
    question = "Which of the three buttons makes the network better?"
    goal = Goal("Get at least 98 % of the points on the right side.", lambda result: result.accuracy >= 0.98)
    Settings = ThreeButtonsSettings

    def __init__(
        self,
        X: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        settings: ThreeButtonsSettings | None = None,
    ) -> None:
        if (X is None) != (labels is None):
            raise ValueError("your own data are X (N, 2) and labels (N,): give both, or neither")
        self.own = None if X is None else Own(np.asarray(X, dtype=float), np.asarray(labels))
        chosen = settings or ThreeButtonsSettings(data=YOURS if self.own else "two moons")
        names = [YOURS, *DATA] if self.own else list(DATA)
        self.controls = {
            "presses": Presses("presses", chosen.presses),
            "data": Choice("data", names, chosen.data, "The points to tell apart"),
            "hidden": Choice("hidden layers", list(HIDDEN), chosen.hidden, "Units between the inputs and the outputs"),
            "activation": Choice(
                "activation", list(ACTIVATIONS), chosen.activation, "How each hidden unit bends its sum"
            ),
            "start": Choice("weights at first", list(STARTS), chosen.start, "The parameters before the first update"),
            "learning_rate": Choice(
                "learning rate",
                [(f"{rate:g}", rate) for rate in RATES],
                chosen.learning_rate,
                "How far an update goes along the gradient",
            ),
            "seed": WholeNumber("seed", chosen.seed, (0, 2**31 - 1), "Which points and which weights are drawn"),
        }
        self.show(SPEC)

    def compute(self, settings: ThreeButtonsSettings) -> ThreeButtonsResult:
        """Return the result for the settings: no widget, no display."""
        return compute(settings, self.own)

    def frame(self, result: ThreeButtonsResult) -> Json:
        """Return what the view draws of a result."""
        X, truth = result.problem.data
        gradient = _pieces(result, result.moment.gradient)
        layers = [name for name in result.problem.shapes if name.startswith("W")]
        sizes = np.array([np.sqrt(np.mean(gradient[name] ** 2)) if gradient else 0.0 for name in layers])
        return {
            "x_range": list(result.limits[0]),
            "y_range": list(result.limits[1]),
            "region": result.region,
            "first": X[truth == 0],
            "second": X[truth == 1],
            "updates": np.arange(len(result.losses)),
            "loss": result.losses,
            "layers": layers if gradient else [f"{name}: not computed" for name in layers],
            "sizes": sizes,
            "up_to": [0.0, 1.15 * float(sizes.max()) or 1.0],
            "lines": list(result.lines),
            "pieces": _table(result, gradient),
        }

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        result = self.result
        classes = result.problem.classes
        assert classes is not None  # every example has a label
        labels = classes[result.problem.data[1].astype(int)]
        params = np.nan_to_num(result.moment.params)
        drawn = decision_boundary(lambda rows: result.problem.predict(params, rows), result.problem.data[0], labels)
        drawn.description = result.description
        return drawn


def _pieces(result: ThreeButtonsResult, params: Array | None) -> dict[str, Array]:
    return {} if params is None else result.problem.pieces(params)


def _table(result: ThreeButtonsResult, gradient: dict[str, Array]) -> Json:
    """Each piece of the parameters: its shape, its gradient, and how far it has moved from the start."""
    moved = _pieces(result, result.moment.params - result.problem.start)
    rows = []
    for name, piece in moved.items():
        shape = " × ".join(map(str, piece.shape))
        slope = f"{np.linalg.norm(gradient[name]):.2g}" if gradient else "not computed"
        rows.append([name, shape, slope, f"{np.linalg.norm(piece):.3g}"])
    return {"columns": ["parameters", "shape", "length of the gradient", "moved from the start by"], "rows": rows}


SPEC: Json = {
    "name": "The three buttons",
    "description": "The decision boundary of a small network, its loss, and its gradient layer by layer.",
    "series": [
        {"key": "first", "name": "first class", "color": "blue", "marker": "circle"},
        {"key": "second", "name": "second class", "color": "orange", "marker": "square", "dash": [6, 4]},
        {"key": "loss", "name": "loss", "color": "green", "marker": "diamond"},
        {"key": "gradient", "name": "gradient", "color": "purple", "marker": "triangle"},
    ],
    "panels": [
        {
            "kind": "plane",
            "title": "What the network says",
            "x": {"label": "x1", "range": "x_range"},
            "y": {"label": "x2", "range": "y_range"},
            "region": "region",
            "sides": ["first", "second"],
            "points": [{"series": "first", "data": "first"}, {"series": "second", "data": "second"}],
        },
        {
            "kind": "curves",
            "title": "Loss on all points",
            "x": [{"key": "updates", "label": "updates"}],
            "y": {"label": "loss", "scale": "log"},
            "curves": [{"series": "loss", "x": {"updates": "updates"}, "y": "loss"}],
        },
        {
            "kind": "bars",
            "title": "A typical gradient in each layer of weights",
            "y": {"label": "gradient", "range": "up_to"},
            "groups": "layers",
            "bars": [{"series": "gradient", "data": "sizes"}],
        },
    ],
    "words": [
        {"kind": "lines", "data": "lines"},
        {"kind": "table", "data": "pieces", "caption": "The parameters"},
    ],
}
