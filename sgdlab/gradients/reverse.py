"""Reverse mode: one pass backward, whatever the number of parameters [backprop]."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sgdlab.autodiff import Tensor
from sgdlab.gradients.method import Array, Loss, at


@dataclass(frozen=True)
class Backprop:
    """Return (L, dL/dw) by reverse accumulation: one loss evaluation, then one pass backward through it.

    Formula: with the loss a chain of operations, every node's gradient is the sum over the nodes it feeds of
    (their gradient) x (local derivative); exact, whatever the number of parameters.

    params (..., P), of any float type; the gradient has the same shape.  Errors: a loss that does not depend on
    its parameters through differentiable NumPy functions.

    Source: Linnainmaa 1970; Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", 1986.

    >>> value, gradient = backprop(lambda w: np.sum(w**2), np.array([1.0, 2.0]))
    >>> float(value), gradient.tolist()
    (5.0, [2.0, 4.0])
    """

    words = "backprop"

    def __call__(self, loss: Loss, params: Array, batch: Any = None) -> tuple[Any, Array]:
        """Return the loss and its gradient, both of the batch."""
        replay = getattr(loss, "value_and_grad", None)
        if replay is not None:  # the same, compiled: a shipped loss brings it along
            return replay(params, batch)  # type: ignore[no-any-return]
        leaf = Tensor(params)
        value = at(loss, leaf, batch)
        if not isinstance(value, Tensor):
            raise TypeError(
                f"the loss returned a plain {type(value).__name__}, so nothing can be differentiated: it must be "
                "computed from its parameters with NumPy functions, without float(), .data or np.asarray() on the way"
            )
        # The members of an ensemble are independent, so the gradient of the sum holds each one's gradient.
        value.backward(np.ones(value.shape, dtype=value.data.dtype) if value.shape else None)
        if leaf.grad is None:
            raise TypeError("the loss does not depend on its parameters")
        return value.data, leaf.grad

    def __repr__(self) -> str:
        return self.words


backprop = Backprop()
