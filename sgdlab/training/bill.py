"""What a run costs, counted where it arises: around the loss [Meter]."""

from collections.abc import Callable
from math import prod
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np

from sgdlab.autodiff import Complex, Dual, Tensor, grad, hessian
from sgdlab.autodiff.tape import tape_size
from sgdlab.gradients import backprop
from sgdlab.problems import Problem
from sgdlab.run import Bill

Sizes: TypeAlias = dict[tuple[str, int], tuple[int, int]]
_MEASURED: WeakKeyDictionary[Problem, Sizes] = (
    WeakKeyDictionary()
)  # tapes of pure losses, which are the same in every run


class Meter:
    """A problem that counts how it is used; gradient methods get it in the problem's place.

    A call with a Tensor or a Dual is a gradient evaluation of each example of the batch, and so is one of the compiled
    loss or of the closed form; a call with plain or complex parameters is a loss evaluation.  A Hessian is the gradient
    differentiated along each of the P parameters, and is charged P gradient evaluations of each example.

    Operations: one for each node of the loss's graph; with a gradient, two more for each edge, the product and the sum
    of the chain rule (forward mode: for each direction; the imaginary part of complex parameters: likewise).
    """

    def __init__(self, problem: Problem, members_axes: int = 0) -> None:
        self.problem, self.vectorized = problem, problem.vectorized
        self.own_axes = 1 + members_axes  # axes of one set of parameters: (P,), or (S, P) in an ensemble
        self.data, self.n = problem.data, problem.n
        self.title = problem.title
        self.gradient = None if problem.gradient is None else self._by_hand
        self.loss_evaluations = self.example_gradients = self.operations = self.tape_length = 0
        self.countable = True  # whether everything so far could be taped, and so its operations counted
        self.pure = False  # it counts
        self._replayed = backprop.program(problem).value_and_grad if problem.pure else None
        self.counted_backprop = self._compiled if problem.pure else None
        self._sizes: Sizes = _MEASURED.setdefault(problem, {}) if problem.pure else {}

    def __call__(self, params: Any, batch: Any = None) -> Any:
        if isinstance(params, list | tuple):
            params = np.asarray(params, dtype=float)
        value = self.problem(params, batch)
        rows = self._rows(batch)
        if isinstance(params, Tensor):
            self._size("loss", rows, lambda: value)
            self._charge_gradient(rows, self._sets(params))
        elif isinstance(params, Dual):
            sets = self._sets(params)
            self.example_gradients += rows * sets
            nodes, edges = self._size("loss", rows, lambda: self.problem(Tensor(self._one(params.data)), batch))
            self.operations += (nodes + 2 * edges * len(params.tangent)) * sets
        else:
            sets = self._sets(params)
            self.loss_evaluations += rows * sets
            imaginary = isinstance(params, Complex)
            plain = params.real if imaginary else params
            nodes, edges = self._size("loss", rows, lambda: self.problem(Tensor(self._one(plain)), batch))
            self.operations += (nodes + 2 * edges * imaginary) * sets
        return value

    def _sets(self, params: Any) -> int:
        """How many sets of parameters one call holds: more than one where a method tries several at once."""
        return 1 if params.ndim == self.own_axes else prod(params.shape[: -self.own_axes])

    def _one(self, params: Any) -> Any:
        """The first of these sets."""
        return params[(0,) * (params.ndim - self.own_axes)]

    def _compiled(self, params: Any, batch: Any = None) -> Any:
        assert self._replayed is not None
        found = self._replayed(params, *(self.data if batch is None else batch))
        rows, sets = self._rows(batch), self._sets(params)
        if ("loss", rows) not in self._sizes:
            self._size("loss", rows, lambda: self.problem(Tensor(self._one(params)), batch))
        self._charge_gradient(rows, sets)
        return found

    def _charge_gradient(self, rows: int, sets: int) -> None:
        """Charge a gradient of a batch whose tape was measured."""
        nodes, edges = self._sizes["loss", rows]
        self.example_gradients += rows * sets
        self.operations += (nodes + 2 * edges) * sets
        if nodes > self.tape_length:
            self.tape_length = nodes

    def _by_hand(self, params: Any, batch: Any) -> Any:
        formula = self.problem.gradient
        assert formula is not None
        rows, sets = self._rows(batch), self._sets(params)
        found = formula(params, batch)
        self.example_gradients += rows * sets
        self.operations += self._size("gradient", rows, lambda: formula(Tensor(self._one(params)), batch))[0] * sets
        return found

    def hessian(self, params: Any, batch: Any = None, *, charge: bool = True) -> Any:
        """Return all second derivatives (P, P) of the loss at params (P,), for an optimizer that needs them."""

        def loss(w: Any) -> Any:
            return self.problem(w, batch)

        found, rows = hessian(loss)(params), self._rows(batch)
        taped, _ = self._size("loss", rows, lambda: loss(Tensor(params)))
        if not taped:
            raise TypeError(
                f"{self.title} has no Hessian here, since its derivatives are lost on the way: compute it from its "
                "parameters with NumPy functions, without float() or .data, or use an optimizer that needs no Hessian"
            )
        if charge:
            nodes, edges = self._size("hessian", rows, lambda: grad(loss)(Tensor(params)))
            self.example_gradients += rows * len(params)
            self.operations += nodes + 2 * edges * len(params)
            self.tape_length = max(self.tape_length, taped)
        return found

    def _rows(self, batch: Any) -> int:
        """Examples in a batch; in an ensemble, those of one member."""
        if not batch:
            return self.problem.n
        return int(batch[0].shape[batch[0].ndim - self.data[0].ndim])

    def _size(self, what: str, rows: int, output: Callable[[], Any]) -> tuple[int, int]:
        """The tape of a computation, measured once for every size of batch."""
        if (what, rows) not in self._sizes:
            try:
                made = output()
            except (TypeError, ValueError, AttributeError):  # it works on plain numbers alone: the bill says so
                made = None
            self.countable &= isinstance(made, Tensor)
            self._sizes[what, rows] = tape_size(made) if isinstance(made, Tensor) else (0, 0)
        return self._sizes[what, rows]

    @property
    def charged(self) -> int:
        """The budget used: example-gradients, or loss evaluations where a method computes no gradients."""
        return self.example_gradients or self.loss_evaluations

    def bill(self, updates: int) -> Bill:
        """Return what was counted so far, after so many updates; the recording comes later."""
        return Bill(
            loss_evaluations=self.loss_evaluations,
            example_gradients=self.example_gradients,
            operations=self.operations if self.countable else None,
            tape_length=self.tape_length,
            updates=updates,
        )
