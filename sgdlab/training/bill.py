"""Count what a run costs, at the only place where costs arise: around the loss [UsageCounter]."""

from collections.abc import Callable
from copy import copy
from math import prod
from types import SimpleNamespace
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from sgdlab.autodiff import Dual, Tensor, grad, hessian
from sgdlab.autodiff.complex_step import Complex
from sgdlab.autodiff.tape import tape_size
from sgdlab.bill import Bill
from sgdlab.gradients import backprop
from sgdlab.problems import Problem
from sgdlab.quantities import Batch, Gradient, LossValue, Params, Traced

Sizes: TypeAlias = dict[tuple[str, int], tuple[int, int] | None]  # None: it works only on plain numbers
_MEASURED: WeakKeyDictionary[Problem, Sizes] = WeakKeyDictionary()  # of pure losses: the same in every run


class UsageCounter:
    """Counts how a problem is used: a gradient method gets `counted()`, a problem that charges every use.

    A call with a Tensor or a Dual counts as one gradient evaluation for each example of the batch, and so does a call
    of the compiled loss or of the closed form; a call with plain or complex parameters counts as a loss evaluation.  A
    Hessian differentiates the gradient along each of the P parameters, so it costs P gradient evaluations per example.

    Operations: one for each node of the loss's graph; with a gradient, two more for each edge, the product and the sum
    of the chain rule (forward mode: for each direction; the imaginary part of complex parameters: likewise).
    """

    def __init__(self, problem: Problem, members_axes: int = 0) -> None:
        self.problem = problem
        self.own_axes = 1 + members_axes  # axes of one set of parameters: (P,), or (S, P) in an ensemble
        self.loss_evaluations = self.example_gradients = self.operations = self.tape_length = 0
        self.countable = True  # whether everything so far could be taped, so that its operations are counted
        same = problem.pure and problem.size  # without a start, another run may have more parameters
        self._sizes: Sizes = _MEASURED.setdefault(problem, {}) if same else {}

    def counted(self) -> Problem:
        """Return a copy of the problem whose loss, closed form and program charge this counter."""
        found = copy(self.problem)
        object.__setattr__(found, "loss", self._loss)
        if found.gradient is not None:
            object.__setattr__(found, "gradient", self._by_hand)
        if found.pure:
            run = backprop.program(self.problem).value_and_grad

            def value_and_grad(params: Params, *batch: Traced) -> Traced:
                answer = run(params, *batch)
                self._charge_gradient(params, batch)
                return answer

            backprop.replace_program(found, SimpleNamespace(value_and_grad=value_and_grad))
        return found

    def _loss(self, params: Params, batch: Batch) -> LossValue:
        value = self.problem.loss(params, batch)
        rows, sets = self._rows(batch), self._sets(params)
        if isinstance(params, Tensor):
            self._size("loss", rows, lambda: value)
            self._charge_gradient(params, batch)
            return value
        nodes, edges = self._taped(rows, params, batch)
        if isinstance(params, Dual):
            self.example_gradients += rows * sets
            along = len(params.tangent)
        else:
            self.loss_evaluations += rows * sets
            along = int(isinstance(params, Complex))
        self.operations += (nodes + 2 * edges * along) * sets
        return value

    def charge_of_gradient(self, params: Params, batch: Batch) -> tuple[int, int]:
        """Return what the gradient of a batch costs, example-gradients and operations; its tape is kept from now on."""
        rows = self._rows(batch)
        nodes, edges = self._sizes.get(("loss", rows)) or self._taped(rows, params, batch)
        self.tape_length = max(self.tape_length, nodes)
        return rows, nodes + 2 * edges

    def _by_hand(self, params: Params, batch: Batch) -> Gradient:
        formula: Any = self.problem.gradient
        rows, sets = self._rows(batch), self._sets(params)
        found = formula(params, batch)
        self.example_gradients += rows * sets
        self.operations += self._size("gradient", rows, lambda: formula(Tensor(self._one(params)), batch))[0] * sets
        return found

    def _charge_gradient(self, params: Params, batch: Batch) -> None:
        rows, operations = self.charge_of_gradient(params, batch)
        sets = self._sets(params)
        self.example_gradients += rows * sets
        self.operations += operations * sets

    def _sets(self, params: Params) -> int:
        """How many sets of parameters one call has: more than one if a method tries several at once."""
        return prod(params.shape[: -self.own_axes])

    def _one(self, params: Params) -> Params:
        """The first of these sets."""
        return params[(0,) * (params.ndim - self.own_axes)]

    def hessian(self, params: Params, batch: Batch | None = None, *, charge: bool = True) -> Params:
        """Return all second derivatives (P, P) of the loss at params (P,), for optimizers that need them."""

        def loss(w: Params) -> LossValue:
            return self.problem(w, batch)

        found, rows = hessian(loss)(params), self._rows(batch)
        taped, _ = self._size("loss", rows, lambda: loss(Tensor(params)))
        if not taped:
            raise TypeError(
                f"{self.problem.title} has no Hessian here, since its derivatives are lost on the way: compute it from "
                "its parameters with NumPy functions, without float() or .data, or use an optimizer that needs no "
                "Hessian"
            )
        if charge:
            nodes, edges = self._size("hessian", rows, lambda: grad(loss)(Tensor(params)))
            self.example_gradients += rows * len(params)
            self.operations += nodes + 2 * edges * len(params)
            self.tape_length = max(self.tape_length, taped)
        return found

    def _taped(self, rows: int, params: Params, batch: Batch | None) -> tuple[int, int]:
        """The tape of the loss at plain numbers, also for a call with a Dual or complex numbers."""
        plain = params.data if isinstance(params, Dual) else params.real if isinstance(params, Complex) else params
        return self._size("loss", rows, lambda: self.problem(Tensor(self._one(plain)), batch))

    def _rows(self, batch: Batch | None) -> int:
        """The number of examples in a batch; in an ensemble, in the batch of one member."""
        if not batch:
            return self.problem.n
        return int(batch[0].shape[batch[0].ndim - self.problem.data[0].ndim])

    def _size(self, what: str, rows: int, output: Callable[[], LossValue]) -> tuple[int, int]:
        """The size of the tape of a computation, measured once for every size of batch."""
        if (what, rows) not in self._sizes:
            try:
                made = output()
            except (TypeError, ValueError, AttributeError):  # it works only on plain numbers, which the bill says
                made = None
            self._sizes[what, rows] = tape_size(made) if isinstance(made, Tensor) else None
        size = self._sizes[what, rows]
        self.countable &= size is not None
        return size or (0, 0)

    @property
    def charged(self) -> int:
        """The budget used: example-gradients, or loss evaluations if the method computes no gradients."""
        return self.example_gradients or self.loss_evaluations

    def bill(self, updates: int) -> Bill:
        """Return the bill so far, after this number of updates; the recording is added later."""
        operations = self.operations if self.countable else None
        return Bill(self.loss_evaluations, self.example_gradients, operations, self.tape_length, updates)
