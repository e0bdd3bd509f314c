"""One function differentiated in four ways, each with its bill, counted [measure]."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sgdlab.labs.cost_meter.counted import Counted, Dual, Imaginary, Meter, Real, backward, node
from sgdlab.labs.stage.refusal import SettingsError

Array: TypeAlias = NDArray[np.floating[Any]]
Function: TypeAlias = Callable[[Any], Any]

METHODS = ("finite differences", "complex step", "forward mode", "reverse mode")


@dataclass(frozen=True, eq=False)
class Cost:
    """What all derivatives of a function cost by one method.

    passes: runs through the function, forward or back;  operations: carried out in all;  held: numbers kept at the same
    time, at most;  jacobian (outputs, inputs): the derivatives that were found.
    """

    method: str
    passes: int
    operations: int
    held: int
    jacobian: Array


@dataclass(frozen=True, eq=False)
class Costs:
    """One evaluation of a function, in operations, and the four ways to its derivatives."""

    inputs: int
    outputs: int
    evaluation: int
    methods: tuple[Cost, ...]

    @property
    def cheapest(self) -> Cost:
        """The method with the fewest operations; of equal ones the first."""
        return min(self.methods, key=lambda cost: cost.operations)

    def __getitem__(self, method: str) -> Cost:
        return self.methods[METHODS.index(method)]

    def evaluations(self, method: str) -> float:
        """The operations of a method, in evaluations of the function."""
        return self[method].operations / self.evaluation

    def error(self, method: str) -> float:
        """The largest difference from reverse mode's derivatives, relative to the largest of them."""
        exact = self[METHODS[-1]].jacobian
        return float(np.max(np.abs(self[method].jacobian - exact)) / np.max(np.abs(exact), initial=1e-300))


def measure(function: Function, x: Any) -> Costs:
    """Differentiate a function at x by four methods, and count.

    Formula: finite differences (f(x + h e_i) - f(x)) / h take n + 1 passes; the complex step Im f(x + i h e_i) / h and
    forward mode take n; reverse mode takes one forward and one back for each of the m outputs.

    function: of an array (n,), to a number or an array (m,), in NumPy;  x (n,).  The counts come from carrying it out,
    once for every method, on numbers that count.  Errors: a function that NumPy's arithmetic cannot follow.

    Source: Griewank, Walther, "Evaluating Derivatives", 2008, chapter 3; Martins, Sturdza, Alonso, "The complex-step
    derivative approximation", 2003.

    >>> costs = measure(lambda x: x[0] * x[1] * x[2] * x[3], [1.0, 2.0, 3.0, 4.0])
    >>> costs.evaluation, {cost.method: cost.operations for cost in costs.methods}
    (3, {'finite differences': 27, 'complex step': 64, 'forward mode': 60, 'reverse mode': 15})
    """
    point = np.asarray(x, dtype=float)
    if point.ndim != 1 or not point.size or not np.all(np.isfinite(point)):
        raise ValueError(f"x is an array (n,) of at least one finite number; got {x!r:.60}")
    reverse, evaluation = _reverse(function, point)
    others = [way(function, point) for way in (_differences, _complex_step, _forward)]
    return Costs(len(point), len(reverse.jacobian), evaluation, (*others, reverse))


def _run(function: Function, inputs: list[Any]) -> list[Any]:
    """The outputs of a function as a flat list; what it needs of NumPy is asked of the counted numbers."""
    numbers = np.empty(len(inputs), dtype=object)
    numbers[:] = inputs
    try:
        found = function(numbers)
    except (TypeError, AttributeError) as error:
        name = getattr(function, "__name__", "the function")
        raise TypeError(
            f"{name} could not be counted ({error}): write it with + - * / **, abs, comparisons, and np.exp, log, "
            "sqrt, sin, cos, tanh, sum, mean, dot and the like"
        ) from error
    outputs = list(np.ravel(np.asarray(found, dtype=object)))
    if not any(isinstance(one, Counted) for one in outputs):
        raise SettingsError("the function does not depend on its inputs, so there is nothing to differentiate")
    return outputs


def _differences(function: Function, x: Array) -> Cost:
    meter, n = Meter(), len(x)
    h = np.sqrt(np.finfo(float).eps) * np.maximum(1.0, np.abs(x))
    nudged = x + np.vstack([np.zeros(n), np.diag(h)])  # a row for each pass; the first stays where it is
    meter.operations += n
    outputs = _values(_run(function, [Real().fill(meter, column, 1) for column in nudged.T]), n + 1)
    meter.operations += 2 * n * len(outputs)  # a difference and a division each
    jacobian = (outputs[:, 1:] - outputs[:, :1]) / h
    return Cost(METHODS[0], n + 1, meter.operations, meter.most + len(outputs), jacobian)


def _complex_step(function: Function, x: Array) -> Cost:
    meter, n, h = Meter(), len(x), 1e-20
    shifted = x + 1j * h * np.eye(n)
    outputs = _values(_run(function, [Imaginary().fill(meter, column, 2) for column in shifted.T]), n)
    meter.operations += n * len(outputs)  # a division each
    return Cost(METHODS[1], n, meter.operations, meter.most, np.imag(outputs) / h)


def _forward(function: Function, x: Array) -> Cost:
    meter, n = Meter(), len(x)
    inputs = []
    for value, direction in zip(x, np.eye(n), strict=True):
        inputs.append(Dual())
        inputs[-1].tangent = direction
        inputs[-1].fill(meter, np.full(n, value), 2)
    outputs = _run(function, inputs)
    rows = [one.tangent if isinstance(one, Dual) else np.zeros(n) for one in outputs]
    return Cost(METHODS[2], n, meter.operations, meter.most, np.array(rows))


def _reverse(function: Function, x: Array) -> tuple[Cost, int]:
    """The cost, and the operations of the way forward alone, which are those of one evaluation."""
    meter = Meter()
    inputs = [node(meter, value, []) for value in x]
    outputs = _run(function, inputs)
    evaluation = meter.operations
    backward(outputs, meter)
    columns = [np.broadcast_to(one.grad, len(outputs)) for one in inputs]
    jacobian = np.array(columns, dtype=float).T
    return Cost(METHODS[3], 1 + len(outputs), meter.operations, meter.most, jacobian), evaluation


def _values(outputs: list[Any], passes: int) -> Any:
    """The numbers in the outputs, (outputs, passes)."""
    return np.array([np.broadcast_to(one.value if isinstance(one, Counted) else one, passes) for one in outputs])
