"""The cost meter, live: four ways to the derivatives of one function, and the bill of each [CostMeterLab]."""

import numpy as np

from sgdlab.figures import Figure, bars
from sgdlab.labs.cost_meter.compute import (
    FUNCTIONS,
    MOST_INPUTS,
    MOST_OUTPUTS,
    YOURS,
    CostMeterResult,
    CostMeterSettings,
    Own,
    compute,
    work,
)
from sgdlab.labs.cost_meter.measure import METHODS, Cost, Costs, Function
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import Choice, SizeSlider, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab


class CostMeterLab(Lab[CostMeterSettings, CostMeterResult]):
    """Count what the derivatives of a function cost by finite differences, complex step, forward and reverse mode.

    Move the number of inputs and of outputs.  A function of your own takes an array (n,) and is written in NumPy; if it
    takes, say, only three inputs, add `inputs=3`.  Errors: a function that can't be counted.

    >>> CostMeterLab()  # doctest: +ELLIPSIS
    CostMeterLab: A small network: 2 inputs, 1 output: one evaluation is 28 operations. Cheapest is finite ...
    """

    name = "cost-meter"
    question = "Four ways to the same derivatives: which is the cheapest, and is it always the same one?"
    goal = Goal(
        "Make reverse mode the most expensive of the four.",
        lambda result: result.costliest.method == METHODS[-1],
    )
    Settings = CostMeterSettings

    def __init__(
        self, function: Function | None = None, inputs: int | None = None, settings: CostMeterSettings | None = None
    ) -> None:
        self.own = None if function is None else Own(function, inputs)
        chosen = settings or CostMeterSettings(inputs=inputs or 2, function=YOURS if function else "a small network")
        names = [YOURS, *FUNCTIONS] if function else list(FUNCTIONS)
        self.controls = {
            "inputs": SizeSlider("inputs", chosen.inputs, MOST_INPUTS, "How many numbers the function takes"),
            "outputs": SizeSlider("outputs", chosen.outputs, MOST_OUTPUTS, "How many numbers the function gives"),
            "function": Choice("function", names, chosen.function, "What is differentiated"),
            "seed": WholeNumber("seed", chosen.seed, (0, 2**31 - 1), "Which weights are drawn, and which point"),
        }
        self.show(SPEC)

    def compute(self, settings: CostMeterSettings) -> CostMeterResult:
        """Return the result for the settings: no widget, no display."""
        return compute(settings, self.own)

    def frame(self, result: CostMeterResult) -> Json:
        """Return what the view draws of a result."""
        costs = result.costs
        frame: Json = {"sizes": result.sizes, "here": costs.inputs, "lines": list(result.lines)}
        for key, cost, operations in zip(KEYS, costs.methods, result.operations, strict=True):
            frame |= {f"{key}_operations": operations, f"{key}_counts": np.array([cost.operations, cost.held])}
        return frame | {"bill": [_bill(costs, cost) for cost in costs.methods]}

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        costs = self.result.costs
        shape = f"{costs.inputs} in, {costs.outputs} out"
        counts = {
            f"operations ({shape})": {cost.method: cost.operations for cost in costs.methods},
            f"numbers held ({shape})": {cost.method: cost.held for cost in costs.methods},
        }
        return bars(counts)


def _bill(costs: Costs, cost: Cost) -> str:
    """The counts of one method, in a line."""
    error = costs.error(cost.method)
    accuracy = "exact to rounding" if error < 1e-12 else f"error {error:.0e}"
    passes = f"{cost.passes:,} pass{'' if cost.passes == 1 else 'es'}"
    taken = work(costs, cost.method, ",.1f")
    return f"{cost.method}: {passes} · {taken} · {cost.held:,} numbers held · {accuracy}"


KEYS = ("differences", "complex", "forward", "reverse")
_LOOKS: tuple[tuple[str, list[int], str], ...] = (  # as sgdlab.figures draws the first, second, … of anything
    ("blue", [], "circle"),
    ("orange", [6, 4], "square"),
    ("green", [2, 3], "diamond"),
    ("purple", [8, 3, 2, 3], "triangle"),
)

SPEC: Json = {
    "name": "The cost meter",
    "description": "What the derivatives of a function cost by four methods.",
    "series": [
        {"key": key, "name": method, "color": color, "dash": dash, "marker": marker}
        for key, method, (color, dash, marker) in zip(KEYS, METHODS, _LOOKS, strict=True)
    ],
    "panels": [
        {
            "kind": "bars",
            "title": "Here",
            "y": {"label": "count", "scale": "log"},
            "groups": ["operations", "numbers held"],
            "bars": [{"series": key, "data": f"{key}_counts"} for key in KEYS],
        },
        {
            "kind": "curves",
            "title": "Operations, with as many outputs",
            "x": [{"key": "inputs", "label": "inputs", "scale": "log"}],
            "y": {"label": "operations", "scale": "log"},
            "curves": [{"series": key, "x": {"inputs": "sizes"}, "y": f"{key}_operations"} for key in KEYS],
            "marks": [{"x": "here", "label": "here", "strong": True}],
        },
    ],
    "words": [
        {"kind": "lines", "data": "lines"},
        {"kind": "lines", "data": "bill", "series": list(KEYS)},
    ],
}
