"""The cost meter without a widget: how many inputs and outputs in, four bills out [compute]."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from sgdlab.checks import locked
from sgdlab.figures.sentences import capital, number
from sgdlab.labs.cost_meter.measure import METHODS, Costs, Function, measure
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.quantities import Array, Indices, Traced, count

Maker: TypeAlias = Callable[[int, int, np.random.Generator], Function]

SIZES = (1, 2, 4, 8, 16, 64)  # inputs along the curves, beside those of the slider: more would make the slider slow
LONG = 3000  # operations in one evaluation, beyond which the curves end: more would make the slider slow
YOURS = "your function"


@dataclass(frozen=True)
class CostMeterSettings:
    """What the controls of the cost meter say; `seed` draws weights and the point."""

    inputs: int = 2
    outputs: int = 1
    function: str = "a small network"
    seed: int = 0


@dataclass(frozen=True, eq=False)
class CostMeterResult:
    """The bills at these settings; for other numbers of inputs, sizes (S,) and operations (4, S); and the sentences."""

    settings: CostMeterSettings
    costs: Costs
    sizes: Indices
    operations: Array
    lines: tuple[str, ...]
    description: str


def network(inputs: int, outputs: int, rng: np.random.Generator) -> Function:
    """Return a network with 4 hidden units, as a function of its inputs: tanh of weighted sums, weighted and summed."""
    W, b = rng.normal(size=(4, inputs)) / np.sqrt(inputs), rng.normal(size=4)
    V, c = rng.normal(size=(outputs, 4)), rng.normal(size=outputs)
    return lambda x: V @ np.tanh(W @ x + b) + c


def product(inputs: int, outputs: int, rng: np.random.Generator) -> Function:
    """Return the product of all inputs; further outputs are multiples of it."""

    def multiplied(x: Traced) -> list[Traced]:
        result = x[0]
        for factor in x[1:]:
            result = result * factor
        return [result, *(k * result for k in range(2, outputs + 1))]

    return multiplied


FUNCTIONS: dict[str, Maker] = {"a small network": network, "the product of all inputs": product}


def compute(settings: CostMeterSettings, own: Function | None = None, takes: int | None = None) -> CostMeterResult:
    """Count what the derivatives of a function cost by four methods, for this number of inputs and outputs.

    own: a function of the reader's;  takes: the number of its inputs, if it takes only that many.

    Errors: a number of inputs that the reader's own function doesn't take, or a function that can't be counted.
    """
    costs = counted(settings.function, own, takes, settings.inputs, settings.outputs, settings.seed)
    around = [costs]
    for n in SIZES if settings.function != YOURS or takes is None else ():
        try:
            at_n = counted(settings.function, own, takes, n, settings.outputs, 0)  # counts do not depend on the numbers
        except SettingsError:
            continue  # x[0] * x[1] takes no single input
        around.append(at_n)
        if at_n.evaluation > LONG:
            break
    by_size = sorted({one.inputs: one for one in reversed(around)}.values(), key=lambda one: one.inputs)
    operations = np.array([[one[method].operations for one in by_size] for method in METHODS], dtype=float)
    sizes = np.array([one.inputs for one in by_size])
    lines = _lines(costs)
    described = f"{capital(settings.function)}: {' '.join(lines)}"
    return CostMeterResult(settings, costs, sizes, operations, lines, described)


@lru_cache(maxsize=1024)
def counted(name: str, own: Function | None, takes: int | None, inputs: int, outputs: int, seed: int) -> Costs:
    """Return the bills of one function at a point drawn with the seed; each is counted only once."""
    rng = np.random.default_rng(seed)
    if own is None or name != YOURS:
        function = FUNCTIONS[name](inputs, outputs, rng)
    elif takes in (None, inputs):
        function = own
    else:
        raise SettingsError(f"your function takes {takes} inputs: set inputs to {takes}")
    try:
        return locked(measure(function, rng.uniform(0.5, 1.5, size=inputs)))
    except (IndexError, ValueError) as error:
        if isinstance(error, SettingsError) or own is None or takes is not None:
            raise
        raise SettingsError(
            f"with {count(inputs, 'input')} your function raised {type(error).__name__}: {error}. If it takes, say, "
            "only three, write sgdlab.CostMeterLab(function, 3)"
        ) from error


def _lines(costs: Costs) -> tuple[str, ...]:
    shape = f"{count(costs.inputs, 'input')}, {count(costs.outputs, 'output')}"
    return (
        f"{shape}: one evaluation is {count(costs.evaluation, 'operation')}.",
        f"Cheapest {_with_work(costs, costs.cheapest)}.",
        f"Most expensive {_with_work(costs, costs.costliest)}.",
    )


def _with_work(costs: Costs, methods: list[str]) -> str:
    return f"{'is' if len(methods) == 1 else 'are'} {' and '.join(methods)}, with {work(costs, methods[0])}"


def work(costs: Costs, method: str) -> str:
    """Return the operations of a method in words, and how many evaluations of the function that is."""
    operations = count(costs[method].operations, "operation")
    return f"{operations}, {number(costs.evaluations(method))} evaluations" if costs.evaluation else operations
