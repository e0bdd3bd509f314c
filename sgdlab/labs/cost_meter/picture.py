"""The picture of the cost meter: what the derivatives cost here, and for other numbers of inputs [scene_of]."""

import numpy as np

from sgdlab.labs.cost_meter.compute import CostMeterResult
from sgdlab.labs.cost_meter.measure import METHODS, Cost, Costs
from sgdlab.scene import Axis, Bar, Bars, Curve, Curves, Lines, Mark, Scene, Series, Table

COLUMNS = ["", "passes", "operations", "numbers held", "error"]
SERIES = [
    Series("differences", METHODS[0], "indigo"),
    Series("complex", METHODS[1], "gold", marker="square"),
    Series("forward", METHODS[2], "crimson", marker="diamond"),
    Series("reverse", METHODS[3], "green", marker="triangle"),  # green for backprop's
]


def scene_of(result: CostMeterResult) -> Scene:
    """Return the picture: the four costs here, their operations by inputs, the bill."""
    bill = [_bill(result.costs, cost) for cost in result.costs.methods]
    return Scene(
        "The cost meter",
        _description(result.costs),
        [_here(result.costs), _by_inputs(result)],
        [Lines(result.lines), Table("The bill", COLUMNS, bill)],
    )


def _here(costs: Costs) -> Bars:
    """Evaluations, because they are near to 1 for any function; one without operations counts as one operation."""
    one = max(1, costs.evaluation)
    bars = [Bar(look, np.array([cost.operations / one])) for look, cost in zip(SERIES, costs.methods, strict=True)]
    return Bars(Axis("evaluations of the function"), ["here"], bars, title="What they cost here")


def _by_inputs(result: CostMeterResult) -> Curves:
    return Curves(
        [Axis("inputs", scale="log")],
        Axis("operations", scale="log"),
        [
            Curve(look, operations, {"inputs": result.sizes})
            for look, operations in zip(SERIES, result.operations, strict=True)
        ],
        [Mark("here", float(result.costs.inputs), strong=True)],
        title="And with other numbers of inputs",
    )


def _bill(costs: Costs, cost: Cost) -> list[str]:
    error = costs.error(cost.method)
    accuracy = "rounding" if error < 1e-12 else f"{error:.0e}"
    return [cost.method, f"{cost.passes:,}", f"{cost.operations:,}", f"{cost.held:,}", accuracy]


def _description(costs: Costs) -> str:

    def counts(field: str) -> str:
        shown = ", ".join(f"{cost.method} {getattr(cost, field):,}" for cost in costs.methods)
        return f"({costs.inputs} in, {costs.outputs} out): {shown}"

    return f"Operations {counts('operations')}; numbers held {counts('held')}."
