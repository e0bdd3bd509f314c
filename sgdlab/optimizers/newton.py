"""A step to the minimum of the local parabola [newton]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sgdlab.optimizers.optimizer import LearningRate, NotNegative, UpdateRule, on_diagonal, rate_at
from sgdlab.quantities import Array, Given


@dataclass(frozen=True, eq=False, repr=False)
class newton(UpdateRule):
    """A step to the flat point of the parabola with the loss's slope and curvature; a quadratic takes one step.

    Formula, with H the Hessian (P, P) of the loss on the batch:

        step = -learning_rate * (H + damping * I)^-1 g

    The flat point is a minimum if H + damping * I is positive definite; otherwise it may be a saddle or a maximum, and
    the step may go uphill.  Damping above -(the smallest eigenvalue of H) prevents that, and shortens the step.

    It `needs` the Hessian, so `train` differentiates the gradient along each of the P parameters and bills P
    example-gradients for every example.  H has P^2 numbers, so use it for at most some hundred parameters.

    Settings are at least 0, or arrays (S, 1) for ensembles (S, P).  Errors: other settings; a singular Hessian; no
    Hessian, if you use it without `train`.

    Source: Nocedal, Wright, "Numerical Optimization", 2006, section 3.3; damping: Levenberg, "A method for the
    solution of certain non-linear problems in least squares", 1944.

    >>> rule, H, w = newton(), np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -1.0])
    >>> step, _ = rule.update(H @ w, rule.init(w), w, H)
    >>> (w + step).round(12).tolist()
    [0.0, 0.0]
    """

    learning_rate: LearningRate = 1.0
    damping: NotNegative = 0.0
    family: ClassVar[str] = "Newton's method"
    needs: ClassVar[str] = "hessian"

    def init(self, params: Array) -> int:
        """Return the number of steps taken, 0."""
        return 0

    def update(self, gradient: Array, state: int, params: Array, hessian: Given = None) -> tuple[Array, int]:
        wanted = (*np.shape(params), np.shape(params)[-1])
        if np.shape(hessian) != wanted:
            found = "and none was given" if hessian is None else f"and got shape {np.shape(hessian)}"
            raise ValueError(
                f"Newton's method needs the Hessian of shape {wanted}, {found}: train supplies it; on your own, call "
                "update(gradient, state, params, hessian)"
            )
        system = hessian + on_diagonal(self.damping, hessian)
        if _is_singular(system):
            raise ValueError(
                f"the Hessian at step {state} is singular, so the parabola has no single flat point: give a damping "
                "above 0, such as newton(damping=0.1)"
            )
        toward = np.linalg.solve(system, gradient[..., None])[..., 0]
        return -rate_at(self.learning_rate, state) * toward, state + 1


def _is_singular(system: Given) -> bool:
    """Whether a matrix, or one of a stack, has a lower rank than rows, up to rounding; what is traced has no numbers.

    `solve` notices only a pivot of exactly 0, and rounding decides whether a singular matrix has one.
    """
    if not isinstance(system, np.ndarray):
        return False
    known = system[np.isfinite(system).all((-2, -1))]  # the others belong to runs that diverge
    size = np.abs(np.diagonal(known, axis1=-2, axis2=-1))[..., None]
    unit = np.sqrt(np.where(size > 0, size, 1.0))  # of each parameter: whether there is a step doesn't depend on it
    return bool((np.linalg.matrix_rank(known / unit / unit.mT, hermitian=True) < system.shape[-1]).any())
