"""The gradient that was worked out on paper [by_hand]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sgdlab.gradients.method import Method, as_floats, loss_at
from sgdlab.part import uncalled
from sgdlab.quantities import Array, Batch, Given, LossValue, Params


@dataclass(frozen=True, repr=False)
class ByHand(Method):
    """Return (L, dL/dw) from the formula that comes with the problem.

    Formula: the problem's own, as its docstring gives it; for linear regression 2/N X^T (X w - y).

    params (..., P).  Errors: a problem, or a plain function, without a closed form.

    Source: pencil and paper.

    >>> import numpy as np
    >>> from sgdlab.problems import quadratic
    >>> by_hand(quadratic([1, 9]), np.array([1.0, 1.0]))[1].tolist()
    [1.0, 9.0]
    """

    name: ClassVar[str] = "by_hand"
    words: ClassVar[str] = "the gradient derived by hand"

    @uncalled
    def __call__(self, loss: Given, params: Params, batch: Batch | None = None) -> tuple[LossValue, Array]:
        """Return the loss and its gradient, both of the batch."""
        formula = getattr(loss, "gradient", None)
        if formula is None:
            raise TypeError(
                f"{getattr(loss, 'title', None) or getattr(loss, '__name__', 'this loss')} has no gradient derived by "
                "hand: give sgdlab.Problem(…, gradient=function of (params, batch)), or use backprop"
            )
        params = as_floats(params)
        return loss_at(loss, params, batch), formula(params, loss.data if batch is None else batch)


by_hand = ByHand()
