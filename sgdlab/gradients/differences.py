"""Gradients from loss values alone: real steps [finite_difference], and an imaginary one [complex_step]."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, ClassVar

import numpy as np

from sgdlab.autodiff.complex_step import Complex
from sgdlab.checks import number, one_of
from sgdlab.gradients.method import Method, as_floats, boxed_loss, loss_at
from sgdlab.part import uncalled
from sgdlab.quantities import Array, Batch, Loss, LossValue, Params


@dataclass(frozen=True, repr=False, kw_only=True)
class FiniteDifference(Method):
    """Return (L, approximate dL/dw) from loss values alone: P + 1 ("2-point") or 2 P + 1 ("3-point") of them.

    Formula: (L(w + h e_i) - L(w)) / h, error of order h, or (L(w + h e_i) - L(w - h e_i)) / 2h, of order h^2;
    h = step * max(1, |w_i|).  By default step is eps^(1/2) or eps^(1/3), with eps of the parameters' type, which
    balances this error against rounding.

    params (..., P).  A call with options alone, `finite_difference(scheme="2-point", step=1e-4)`, returns the method
    with these options; scheme is "3-point" by default.  Errors: an unknown scheme, a step that is not positive.

    Source: Nocedal, Wright, "Numerical Optimization", 2006, section 8.1.

    >>> value, gradient = finite_difference(lambda w: np.sum(w**2), np.array([1.0, 2.0]))
    >>> gradient.round(6).tolist()
    [2.0, 4.0]
    """

    scheme: Annotated[str, partial(one_of, allowed=("2-point", "3-point"))] = "3-point"
    step: Annotated[float, partial(number, also=", or None, which chooses it", above=0)] | None = None
    name: ClassVar[str] = "finite_difference"

    @property
    def words(self) -> str:
        return f"finite differences ({self.scheme})"

    def __call__(
        self, loss: Loss | None = None, params: Params | None = None, batch: Batch | None = None, **options: object
    ) -> Any:
        """Return the loss and its gradient, both of the batch; without a loss, the method with these options."""
        method = self.configured(loss, params, options)
        if loss is None:
            return method
        params, one_sided = as_floats(params), method.scheme == "2-point"
        value = loss_at(loss, params, batch)
        relative = method.step or float(np.finfo(params.dtype).eps) ** (1 / 2 if one_sided else 1 / 3)
        slopes = []
        for i in range(params.shape[-1]):
            h = relative * np.maximum(1.0, np.abs(params[..., i]))
            move = h[..., None] * (np.arange(params.shape[-1]) == i)
            above, below = params + move, params if one_sided else params - move
            rise = loss_at(loss, above, batch) - (value if one_sided else loss_at(loss, below, batch))
            slopes.append(rise / (above[..., i] - below[..., i]))
        return value, np.stack(slopes, axis=-1)


@dataclass(frozen=True, repr=False)
class ComplexStep(Method):
    """Return (L, dL/dw), exact to rounding, from P loss values with one parameter a tiny step off the real axis.

    Formula: Im L(w + ih e_i) / h with h = 1e-20; nothing is subtracted, so nothing cancels.

    params (..., P).  The loss must consist of analytic NumPy functions; abs, max, comparisons and similar functions
    follow the real part.  Errors: a function that has no analytic form here; the message names it.

    Source: Squire, Trapp, "Using complex variables to estimate derivatives of real functions", 1998.

    >>> value, gradient = complex_step(lambda w: np.sum(np.exp(w)), np.array([0.0, 1.0]))
    >>> (gradient - np.exp([0.0, 1.0])).tolist()
    [0.0, 0.0]
    """

    name: ClassVar[str] = "complex_step"
    words: ClassVar[str] = "the complex step"
    step: ClassVar[float] = 1e-20

    @uncalled
    def __call__(self, loss: Loss, params: Params, batch: Batch | None = None) -> tuple[LossValue, Array]:
        """Return the loss and its gradient, both of the batch."""
        params = as_floats(params)
        gradient = np.empty_like(params)
        for i in range(params.shape[-1]):
            moved = Complex(params, self.step * (np.arange(params.shape[-1]) == i).astype(params.dtype))
            moved = boxed_loss(loss, moved, batch, "its imaginary part is lost")
            gradient[..., i] = moved.imag / self.step
            value = moved.real
        return value, gradient


finite_difference = FiniteDifference()
complex_step = ComplexStep()
