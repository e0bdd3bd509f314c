"""The matrix, live: gradient method × optimizer, each cell a run with its bill, or the reason why not [MatrixLab]."""

from collections.abc import Mapping

from sgdlab.labs.band import show_seeds
from sgdlab.labs.given import drawable
from sgdlab.labs.matrix.code import code_of
from sgdlab.labs.matrix.compute import MatrixResult, MatrixSettings, compute, names, with_seeds
from sgdlab.labs.matrix.menu import BATCHES, PROBLEMS, YOURS
from sgdlab.labs.matrix.picture import scene_of
from sgdlab.labs.stage.code import Code
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.handles import Pick
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.sliders import LogSlider
from sgdlab.labs.yours import Parts, YourTurn, parts_of
from sgdlab.problems import Problem
from sgdlab.quantities import Given
from sgdlab.scene import Json

LOWER = 0.999  # times the usual one: the exact methods end equal, up to rounding


class MatrixLab(YourTurn, Lab[MatrixSettings, MatrixResult]):
    """Train with every gradient method and every optimizer; pick a pair to see its path and its bill.

    `problem` is one of your own.  `yours` is an optimizer, a function (gradient, params) -> step, a search with
    propose and tell, or a gradient method (loss, params, batch) -> (value, gradient): it gets a column or a row of its
    own, which is trained anew whenever you run the cell of the notebook that defines it.

    Errors: anything but a Problem; one without a start, or with a single parameter.

    >>> MatrixLab()  # doctest: +ELLIPSIS
    MatrixLab: 9 gradient methods × 9 optimizers on linear regression on 123 examples, full batch: 51 of 81 pairs ...
    """

    name = "matrix"
    question = "Which gradient method works with which optimizer, and at what cost?"
    goals = (
        Goal(
            "Without backprop, end lower than backprop with gradient descent, and at less cost.",
            {"loss": (None, LOWER), "cost": (None, LOWER)},
            {"backprop": False},
        ),
        Goal(
            "Bring the loss of the closed program below 1e-7.",
            {"end": (None, 1e-7)},
            {"problem": "a closed program, 2 inputs"},
        ),
    )
    presets: Mapping[str, Mapping[str, object]] = {
        "Which methods take backprop's path, and what do they cost?": {"cell": (2, 4), "show": "cost"},
        "What if every learning rate is ten times larger?": {"factor": 10.0, "cell": (0, 4)},
        "What still works if nothing can be differentiated?": {"problem": "a closed program, 2 inputs", "cell": (2, 4)},
    }
    Settings = MatrixSettings
    scene = staticmethod(scene_of)

    def __init__(
        self, problem: Problem | None = None, settings: MatrixSettings | None = None, yours: object = None
    ) -> None:
        self.own = None if problem is None else drawable(problem, "MatrixLab trains")
        chosen = settings or MatrixSettings(problem=YOURS if self.own else "a line, 2 parameters")
        self.controls = _controls(chosen, [YOURS, *PROBLEMS] if self.own else list(PROBLEMS))
        self.show()
        if yours is not None:
            self.take(yours)

    def compute(self, settings: MatrixSettings) -> MatrixResult:
        return compute(settings, self.own, self._parts)

    def enriched(self, result: MatrixResult) -> MatrixResult | None:
        return with_seeds(result, self.own, self._parts) if result.settings.seeds > 1 else None

    def usable(self, thing: Given) -> Parts:
        parts = parts_of(thing)
        if "batches" in parts:
            raise TypeError("the batches of all cells are chosen in the list: give an optimizer or a gradient method")
        return parts

    def show_yours(self) -> None:
        rows, columns = names(self._parts)
        pick = self.controls["cell"]
        assert isinstance(pick, Pick)
        pick.shape = (len(rows), len(columns))
        with self._silent():
            pick.value = (min(pick.value[0], len(rows) - 1), min(pick.value[1], len(columns) - 1))
        self.refresh()

    def coded(self) -> Code:
        return code_of(self.own, self._yours, self._parts)

    def measured(self, result: MatrixResult) -> Json:
        usual, picked = result.usual, result.picked
        loss = None
        if usual.loss and picked.loss is not None:  # below 1 if it is lower, also where both are below 0
            loss = 1 + (picked.loss - usual.loss) / abs(usual.loss)
        cost = None if usual.cost is None or picked.cost is None else picked.cost / usual.cost
        shared = {"problem": result.settings.problem, "backprop": result.names[0] == "backprop"}
        return {**shared, "loss": loss, "cost": cost, "end": picked.loss}


def _controls(chosen: MatrixSettings, problems: list[str]) -> Controls:
    rows, columns = names(None)
    return {
        "problem": Choice("problem", problems, chosen.problem, "The loss that all pairs make small"),
        "batches": Choice("batches", BATCHES, chosen.batches, "Which examples a step looks at"),
        "factor": LogSlider(
            "all rates ×", chosen.factor, (-2.0, 1.0), "Multiplies all learning rates, and the searches'"
        ),
        "show": Choice("in the cells", ["loss", "cost"], chosen.show, "The last loss, or losses of one example spent"),
        "seed": WholeNumber("seed", chosen.seed, "Which batches and directions are drawn"),
        "cell": Pick("cell", chosen.cell, (len(rows), len(columns))),
        "seeds": show_seeds(chosen.seeds, "One run of the pair, or also the band of many seeds"),
    }
