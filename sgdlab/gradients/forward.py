"""Forward mode: compute all tangents together with the value, and remember nothing [forward_mode]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sgdlab.autodiff.dispatch import fresh_level
from sgdlab.autodiff.dual import dual
from sgdlab.gradients.method import Method, as_floats, boxed_loss
from sgdlab.part import uncalled
from sgdlab.quantities import Array, Batch, Loss, LossValue, Params


@dataclass(frozen=True, repr=False)
class ForwardMode(Method):
    """Return (L, dL/dw) in one pass that carries a tangent for each of the P parameters; exact.

    Formula: every operation y = f(x) also computes y' = f'(x) x' along each direction e_i; the tangents of the loss
    are its gradient.  There is no tape, but P times the work of one direction.

    params (..., P); the gradient has the same shape.  Errors: a loss that loses its tangents.

    Source: Wengert, "A simple automatic derivative evaluation program", 1964.

    >>> value, gradient = forward_mode(lambda w: np.sum(w**2), np.array([1.0, 2.0]))
    >>> float(value), gradient.tolist()
    (5.0, [2.0, 4.0])
    """

    name: ClassVar[str] = "forward_mode"
    words: ClassVar[str] = "forward mode"

    @uncalled
    def __call__(self, loss: Loss, params: Params, batch: Batch | None = None) -> tuple[LossValue, Array]:
        """Return the loss and its gradient, both of the batch."""
        params = as_floats(params)
        return self.along(np.eye(params.shape[-1], dtype=params.dtype), loss, params, batch)

    def along(self, directions: Array, loss: Loss, params: Params, batch: Batch | None) -> tuple[LossValue, Array]:
        """Return the loss and its slopes along directions (P, P), one in each row."""
        size = params.shape[-1]
        directions = directions.reshape((size, *(1,) * (params.ndim - 1), size))
        moving = dual(params, np.broadcast_to(directions, (size, *params.shape)), fresh_level())
        value = boxed_loss(loss, moving, batch, "its tangents are lost")
        return value.data, np.moveaxis(value.tangent, 0, -1).astype(params.dtype)


forward_mode = ForwardMode()
