"""One function differentiated in four ways, and the bill of each [measure]."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.autodiff import Dual, Tensor
from sgdlab.autodiff.complex_step import Complex
from sgdlab.autodiff.tape import edges_one_by_one, tape_size
from sgdlab.checks import one_of
from sgdlab.labs.cost_meter.counted import Counted, Tally, uncounted
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.quantities import Array, Traced

Function: TypeAlias = Callable[[Traced], Traced]

METHODS = ("finite differences", "complex step", "forward mode", "reverse mode")


@dataclass(frozen=True, eq=False)
class Cost:
    """What all derivatives of a function cost by one method.

    passes: runs through the function, forward or back;  operations: carried out in all;  held: the most numbers
    that are kept at the same time;  jacobian (outputs, inputs): the derivatives.
    """

    method: str
    passes: int
    operations: int
    held: int
    jacobian: Array


@dataclass(frozen=True, eq=False)
class Costs:
    """The operations of one evaluation of a function, and the four ways to its derivatives."""

    inputs: int
    outputs: int
    evaluation: int
    methods: tuple[Cost, ...]

    @property
    def cheapest(self) -> list[str]:
        """The method with the fewest operations, or all of them if several have as few."""
        least = min(cost.operations for cost in self.methods)
        return [cost.method for cost in self.methods if cost.operations == least]

    @property
    def costliest(self) -> list[str]:
        """The method with the most operations, or all of them if several have as many."""
        most = max(cost.operations for cost in self.methods)
        return [cost.method for cost in self.methods if cost.operations == most]

    def __getitem__(self, method: str) -> Cost:
        return self.methods[METHODS.index(one_of(method, "method", METHODS))]

    def evaluations(self, method: str) -> float:
        """The operations of a method, in evaluations of the function; nan where an evaluation takes no operation."""
        return self[method].operations / self.evaluation if self.evaluation else np.nan

    def error(self, method: str) -> float:
        """The largest difference from reverse mode's derivatives, relative to the largest of them."""
        exact = self[METHODS[-1]].jacobian
        return float(np.max(np.abs(self[method].jacobian - exact)) / np.max(np.abs(exact), initial=1e-300))


def measure(function: Function, x: ArrayLike) -> Costs:
    """Differentiate a function at x by four methods, and count the operations.

    Formula: finite differences (f(x + h e_i) - f(x)) / h take n + 1 passes; the complex step Im f(x + i h e_i) / h and
    forward mode take n; reverse mode takes one forward and one back for each of the m outputs.

    function: from an array (n,) to a number or an array (m,), in NumPy;  x (n,).  The function runs once for every
    method, on numbers that count their operations.  Errors: a function that NumPy's arithmetic can't follow.

    Source: Griewank, Walther, "Evaluating Derivatives", 2008, chapter 3; Martins, Sturdza, Alonso, "The complex-step
    derivative approximation", 2003.

    >>> costs = measure(lambda x: x[0] * x[1] * x[2] * x[3], [1.0, 2.0, 3.0, 4.0])
    >>> costs.evaluation, {cost.method: cost.operations for cost in costs.methods}
    (3, {'finite differences': 27, 'complex step': 64, 'forward mode': 60, 'reverse mode': 15})
    """
    point = np.asarray(x, dtype=float)
    if point.ndim != 1 or not point.size or not np.all(np.isfinite(point)):
        raise ValueError(f"x is an array (n,) of at least one finite number; got {x!r:.60}")
    tally, outputs = _run(function, list(point))
    ways = (_differences, _complex_step, _forward, _reverse)
    costs = tuple(way(function, point, tally, len(outputs)) for way in ways)
    return Costs(len(point), len(outputs), tally.operations, costs)


def _run(function: Function, inputs: Sequence[object]) -> tuple[Tally, list[Traced]]:
    """The counts of one pass through a function, and its outputs without their counters, in a flat list."""
    tally, numbers = Tally(), np.empty(len(inputs), dtype=object)
    numbers[:] = [Counted(one, tally) for one in inputs]
    try:
        result = function(numbers)
    except (TypeError, AttributeError) as error:
        name = getattr(function, "__name__", "the function")
        raise TypeError(
            f"{name} could not be counted ({error}): write it as a function of one array, such as lambda x: x[0] * "
            "x[1], with + - * / **, abs, comparisons, and np.exp, log, sqrt, sin, cos, tanh, sum, mean, dot and more"
        ) from error
    outputs = list(np.ravel(np.asarray(result, dtype=object)))
    if not any(isinstance(one, Counted) for one in outputs):
        raise SettingsError("the function does not depend on its inputs, so there is nothing to differentiate")
    return tally, [uncounted(one) for one in outputs]


def _differences(function: Function, x: Array, one: Tally, m: int) -> Cost:
    """Nudge each input; each derivative then takes a difference and a division."""
    n, h = len(x), np.sqrt(np.finfo(float).eps) * np.maximum(1.0, np.abs(x))
    nudged = x + np.vstack([np.zeros(n), np.diag(h)])  # a row for each pass; the first stays where it is
    _, outputs = _run(function, list(nudged.T))
    heights = np.array([np.broadcast_to(output, n + 1) for output in outputs])
    operations = n + (n + 1) * one.operations + 2 * n * m
    return Cost(METHODS[0], n + 1, operations, one.most + m, (heights[:, 1:] - heights[:, :1]) / h)


def _complex_step(function: Function, x: Array, one: Tally, m: int) -> Cost:
    """Each number is two, and the chain rule works on the second; each derivative then takes a division."""
    n, h = len(x), 1e-20
    _, outputs = _run(function, [Complex(np.full(n, v), h * unit) for v, unit in zip(x, np.eye(n), strict=True)])
    rows = [output.imag / h if isinstance(output, Complex) else np.zeros(n) for output in outputs]
    operations = n * (one.operations + 2 * one.arguments) + n * m
    return Cost(METHODS[1], n, operations, 2 * one.most, np.array(rows))


def _forward(function: Function, x: Array, one: Tally, m: int) -> Cost:
    """Each number is two; the chain rule takes a product and a sum for each argument."""
    n = len(x)
    _, outputs = _run(function, [Dual(np.full(n, v), unit) for v, unit in zip(x, np.eye(n), strict=True)])
    rows = [output.tangent if isinstance(output, Dual) else np.zeros(n) for output in outputs]
    return Cost(METHODS[2], n, n * (one.operations + 2 * one.arguments), 2 * one.most, np.array(rows))


def _reverse(function: Function, x: Array, one: Tally, m: int) -> Cost:
    """The tape keeps every number and a local derivative for each argument; a pass back, a gradient for each number.

    A pass back visits only the nodes that its output depends on.
    """
    inputs = [Tensor(np.full(m, v)) for v in x]
    _, outputs = _run(function, inputs)
    taped = {k: output for k, output in enumerate(outputs) if isinstance(output, Tensor)}
    sum(output[k] for k, output in taped.items()).backward()
    jacobian = np.array([np.zeros(m) if one.grad is None else one.grad for one in inputs]).T
    back = 2 * edges_one_by_one(*taped.values())
    nodes, edges = tape_size(*taped.values())
    return Cost(METHODS[3], 1 + m, one.operations + back, 2 * (len(x) + nodes) + edges, jacobian)
