"""Reverse mode: a single backward pass, however many parameters there are [backprop]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import numpy as np

from sgdlab.autodiff.dispatch import fresh_level
from sgdlab.autodiff.tensor import leaf
from sgdlab.checks import rows_of
from sgdlab.compiler.compiled import Compiled
from sgdlab.gradients.method import Method, boxed_loss, data_names, loss_of_arrays
from sgdlab.part import uncalled
from sgdlab.quantities import Array, Batch, Given, LossValue, Params

_PROGRAMS: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # of each pure loss


@dataclass(frozen=True, repr=False)
class Backprop(Method):
    """Return (L, dL/dw) by reverse accumulation: evaluate the loss once, then go backward through it once.

    Formula: the loss is a graph of operations, and the gradient of a node is the sum, over the nodes that use it, of
    (their gradient) x (local derivative).  It is exact, and costs at most about 5 times the loss, for any P.

    params (..., P), of any float type; the gradient has the same shape.  A `pure` loss, such as those of sgdlab, is
    traced once for each shape and then replayed (see sgdlab.compile).  After a first call,
    `backprop.program(problem).source` shows how.
    Errors: a loss that is not computed from its parameters with differentiable NumPy functions.

    Source: Linnainmaa 1970; Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", 1986.

    >>> value, gradient = backprop(lambda w: np.sum(w**2), np.array([1.0, 2.0]))
    >>> float(value), gradient.tolist()
    (5.0, [2.0, 4.0])
    """

    name: ClassVar[str] = "backprop"
    words: ClassVar[str] = "backprop"

    @uncalled
    def __call__(self, loss: Given, params: Params, batch: Batch | None = None) -> tuple[LossValue, Array]:
        """Return the loss and its gradient, both of the batch."""
        if getattr(loss, "pure", False):
            program = _PROGRAMS.get(loss) or self.program(loss)
            rows = loss.data if batch is None or not loss.data else rows_of(batch, len(loss.data), loss.title)
            return program.value_and_grad(params, *rows)
        w = leaf(params, fresh_level())
        value = boxed_loss(loss, w, batch, "nothing can be differentiated")
        # The members of an ensemble are independent, so the gradient of the sum contains the gradient of each member.
        value.backward(np.ones(value.shape))
        if w.grad is None:
            raise TypeError("the loss does not depend on its parameters")
        return value.data, w.grad

    def program(self, problem: Given) -> Compiled:
        """Return the loss of a pure problem as a compiled function (params, *batch), kept as long as the problem."""
        if not getattr(problem, "pure", False):
            raise TypeError(
                f"only a pure problem has a program, and {problem!r:.80} is not known to be pure: pass pure=True to "
                "sgdlab.Problem, or use sgdlab.compile, which checks it"
            )
        if problem not in _PROGRAMS:
            _PROGRAMS[problem] = Compiled(loss_of_arrays(problem), ["params", *data_names(problem)], problem.loss)
        return _PROGRAMS[problem]  # type: ignore[no-any-return]

    def replace_program(self, problem: Given, program: object) -> None:
        """Call this one's value_and_grad(params, *batch) for a pure problem from now on: one that counts the calls."""
        _PROGRAMS[problem] = program


backprop = Backprop()
