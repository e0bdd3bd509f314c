"""The cost meter, live: four ways to the derivatives of one function, and the bill of each [CostMeterLab]."""

from collections.abc import Mapping

import numpy as np

from sgdlab.checks import whole
from sgdlab.labs.cost_meter.compute import FUNCTIONS, YOURS, CostMeterResult, CostMeterSettings, compute
from sgdlab.labs.cost_meter.measure import METHODS, Function
from sgdlab.labs.cost_meter.picture import scene_of
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.sliders import SizeSlider
from sgdlab.scene import Json

MOST_INPUTS, MOST_OUTPUTS = 256, 64


class CostMeterLab(Lab[CostMeterSettings, CostMeterResult]):
    """Count what the derivatives of a function cost by finite differences, complex step, forward and reverse mode.

    Move the number of inputs and of outputs.  A function of your own takes an array (n,) and is written in NumPy; if it
    takes, say, only three inputs, add `inputs=3`.  Errors: a function that can't be counted.

    >>> CostMeterLab()  # doctest: +ELLIPSIS
    CostMeterLab: A small network: 2 inputs, 1 output: one evaluation is 28 operations. Cheapest is finite ...
    """

    name = "cost-meter"
    question = "Four ways to the same derivatives: which is the cheapest, and is it always the same one?"
    goals = (
        Goal("Make reverse mode the most expensive of the four.", equal={"costliest": [METHODS[-1]]}),
        Goal("Make reverse mode 50 times cheaper than finite differences.", {"saved": (50, None)}),
        Goal("Make forward mode the cheapest of the four.", equal={"cheapest": [METHODS[2]]}),
    )
    presets: Mapping[str, Mapping[str, object]] = {
        "What if the function has 256 inputs?": {"inputs": 256},
        "What if it has one input and one output?": {"inputs": 1, "outputs": 1},
        "What if it has as many outputs as inputs?": {"inputs": 16, "outputs": 16},
    }
    Settings = CostMeterSettings
    scene = staticmethod(scene_of)

    def __init__(
        self, function: Function | None = None, inputs: int | None = None, settings: CostMeterSettings | None = None
    ) -> None:
        size = 2 if inputs is None else whole(inputs, "inputs", 1, MOST_INPUTS)
        self.own = function, inputs
        chosen = settings or CostMeterSettings(inputs=size, function=YOURS if function else "a small network")
        names = [YOURS, *FUNCTIONS] if function else list(FUNCTIONS)
        self.controls = {
            "inputs": SizeSlider("inputs", chosen.inputs, MOST_INPUTS, "How many numbers the function takes"),
            "outputs": SizeSlider("outputs", chosen.outputs, MOST_OUTPUTS, "How many numbers the function gives"),
            "function": Choice("function", names, chosen.function, "What is differentiated"),
            "seed": WholeNumber("seed", chosen.seed, "Which weights are drawn, and which point"),
        }
        self.show()

    def compute(self, settings: CostMeterSettings) -> CostMeterResult:
        return compute(settings, *self.own)

    def measured(self, result: CostMeterResult) -> Json:
        costs = result.costs
        saved = costs[METHODS[0]].operations / (costs[METHODS[-1]].operations or np.inf)
        return {"costliest": costs.costliest, "cheapest": costs.cheapest, "saved": saved}
