"""Which way is up: how the gradient of a loss is computed, and nothing about what is done with it.

- reverse-mode automatic differentiation                    [backprop]
- differences of loss values                                [finite_difference]
- the problem's own closed form                             [by_hand]

A gradient method is `method(loss, params, batch=None) -> (value, gradient)`.  Each works as it stands; called with
options alone it returns a configured one: `finite_difference(scheme="2-point")`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sgdlab.autodiff import Tensor

Array: TypeAlias = NDArray[np.floating[Any]]
Loss: TypeAlias = Callable[..., Any]


class GradientMethod(Protocol):
    """What `train` needs of a way to compute gradients."""

    def __call__(self, loss: Loss, params: Array, batch: Any = None) -> tuple[Any, Array]:
        """Return the loss and its gradient with respect to params, both of the batch."""


def _at(loss: Loss, params: Any, batch: Any) -> Any:
    return loss(params) if batch is None else loss(params, batch)


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
        value = _at(loss, leaf, batch)
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


@dataclass(frozen=True)
class FiniteDifference:
    """Return (L, approximate dL/dw) from loss values alone: P + 1 of them ("2-point") or 2 P + 1 ("3-point").

    Formula: (L(w + h e_i) - L(w)) / h, error of order h, or (L(w + h e_i) - L(w - h e_i)) / 2h, of order h^2;
    h = step * max(1, |w_i|), with step = eps^(1/2) or eps^(1/3) unless given (eps of the parameters' type),
    which balances that error against rounding.

    params (..., P).  Called with options alone, `finite_difference(scheme="2-point", step=1e-4)`, it returns the
    method so configured.  Errors: another scheme, a step that is not positive.

    Source: Nocedal, Wright, "Numerical Optimization", 2006, section 8.1.

    >>> value, gradient = finite_difference(lambda w: np.sum(w**2), np.array([1.0, 2.0]))
    >>> gradient.round(6).tolist()
    [2.0, 4.0]
    """

    scheme: str = "3-point"
    step: float | None = None

    @property
    def words(self) -> str:
        """The method in the recipe of a run."""
        return f"finite differences ({self.scheme})"

    def __call__(self, loss: Any = None, params: Any = None, batch: Any = None, **options: Any) -> Any:
        """Return the loss and its gradient, both of the batch; without a loss, the method with these options."""
        if options or loss is None:
            method = _finite_difference(replace(self, **options))
            return method if loss is None else method(loss, params, batch)
        if not callable(loss):
            raise TypeError(
                f'finite_difference takes a loss and its parameters, or options by name, such as scheme="2-point"; '
                f"got {loss!r:.60} as the loss"
            )
        params = np.asarray(params)
        if not np.issubdtype(params.dtype, np.floating):
            params = params.astype(float)
        value = _at(loss, params, batch)
        eps = float(np.finfo(params.dtype).eps)
        relative = self.step or (eps ** (1 / 2) if self.scheme == "2-point" else eps ** (1 / 3))
        gradient = np.empty_like(params)
        for i in range(params.shape[-1]):
            h = relative * np.maximum(1.0, np.abs(params[..., i]))
            above = params.copy()
            above[..., i] += h
            if self.scheme == "2-point":
                gradient[..., i] = (_at(loss, above, batch) - value) / (above[..., i] - params[..., i])
                continue
            below = params.copy()
            below[..., i] -= h
            rise = _at(loss, above, batch) - _at(loss, below, batch)
            gradient[..., i] = rise / (above[..., i] - below[..., i])
        return value, gradient

    def __repr__(self) -> str:
        return f'finite_difference(scheme="{self.scheme}")'


def _finite_difference(method: FiniteDifference) -> FiniteDifference:
    if method.scheme not in ("2-point", "3-point"):
        raise ValueError(f'scheme is "2-point" or "3-point", got {method.scheme!r}')
    if method.step is not None and not 0 < method.step < np.inf:
        raise ValueError(f"step is a positive number or None, which chooses it; got {method.step!r}")
    return method


@dataclass(frozen=True)
class ByHand:
    """Return (L, dL/dw) from the formula that comes with the problem.

    Formula: the problem's own, as its docstring gives it; for linear regression 2/N X^T (X w - y).

    params (..., P).  Errors: a problem, or a plain function, without a closed form.

    Source: pencil and paper.

    >>> from sgdlab.problems import quadratic
    >>> by_hand(quadratic([1, 9]), np.array([1.0, 1.0]))[1].tolist()
    [1.0, 9.0]
    """

    words = "the gradient derived by hand"

    def __call__(self, loss: Any, params: Array, batch: Any = None) -> tuple[Any, Array]:
        """Return the loss and its gradient, both of the batch."""
        formula = getattr(loss, "gradient", None)
        if formula is None:
            raise TypeError(
                f"{getattr(loss, 'title', None) or getattr(loss, '__name__', 'this loss')} has no gradient derived by "
                "hand: give sgdlab.Problem(…, gradient=function of (params, batch)), or use backprop"
            )
        return _at(loss, params, batch), formula(params, loss.data if batch is None else batch)

    def __repr__(self) -> str:
        return "by_hand"


backprop = Backprop()
finite_difference = FiniteDifference()
by_hand = ByHand()
