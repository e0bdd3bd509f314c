"""Adaptive moment estimation [adam], also with decoupled weight decay [adamw]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sgdlab.optimizers.optimizer import Fraction, LearningRate, NotNegative, Setting, UpdateRule, rate_at
from sgdlab.part import Flag
from sgdlab.quantities import Array, State


@dataclass(frozen=True, eq=False, repr=False)
class Averages(UpdateRule):
    """The running averages of Adam and AdamW, and the step that follows from them."""

    learning_rate: LearningRate
    beta1: Fraction = 0.9
    beta2: Fraction = 0.999
    eps: NotNegative = 1e-8

    def init(self, params: Array) -> tuple[int, Array, Array, Array]:
        """Return (steps taken, mean, mean square, the largest of these): (0, 0, 0, 0)."""
        nothing = np.zeros_like(params)
        return 0, nothing, nothing, nothing

    def averaged(self, rate: Setting, gradient: Array, state: State, amsgrad: bool) -> tuple[Array, State]:
        """Return the step of Adam at a learning rate, and the new state."""
        taken, mean, square, largest = state
        taken += 1
        mean = self.beta1 * mean + (1 - self.beta1) * gradient
        square = self.beta2 * square + (1 - self.beta2) * gradient * gradient
        largest = np.maximum(largest, square) if amsgrad else square
        # The corrections by powers of beta are numbers, gathered here so that they cost no pass over the parameters.
        root = (1 - self.beta2**taken) ** 0.5
        scale = -rate * root / (1 - self.beta1**taken)
        return scale * mean / (np.sqrt(largest) + self.eps * root), (taken, mean, square, largest)


@dataclass(frozen=True, eq=False, repr=False)
class adam(Averages):
    """Adaptive moment estimation: the running mean of the gradient, divided by the root of the mean of its square.

    Formula, with m = v = u = 0 before the first step, which is t = 1:

        m    = beta1 * m + (1 - beta1) * g
        v    = beta2 * v + (1 - beta2) * g^2
        u    = v,  or max(u, v) with amsgrad=True
        step = -learning_rate * m / (1 - beta1^t) / (sqrt(u / (1 - beta2^t)) + eps)

    PyTorch's conventions: eps is outside the root, and added after the correction by 1 - beta2^t; AMSGrad takes its
    maximum before that correction (its paper has no correction).  The first step is learning_rate * |g| / (|g| + eps)
    long.

    `learning_rate` is a number of at least 0 or a schedule step -> number; `beta1` and `beta2` are in [0, 1), and `eps`
    is at least 0.  Each may be an array that broadcasts against ensembles of parameters (S, P), so (S, 1) gives each
    member its own value.  Errors: anything else; the message names it.  With eps=0, an entry whose gradient was always
    0 becomes 0/0, NaN.

    Source: Kingma, Ba, "Adam: a method for stochastic optimization", 2015; AMSGrad: Reddi, Kale, Kumar, "On the
    convergence of Adam and beyond", 2018.

    >>> rule = adam(0.1)
    >>> state = rule.init(np.zeros(2))
    >>> for gradient in ([3.0, 0.01], [-3.0, 0.01]):
    ...     step, state = rule.update(np.array(gradient), state, np.zeros(2))
    ...     print(step.round(4))
    [-0.1 -0.1]
    [ 0.0053 -0.1   ]
    """

    amsgrad: Flag = False

    @property
    def family(self) -> str:
        return "AMSGrad" if self.amsgrad else "Adam"

    def update(self, gradient: Array, state: State, params: Array) -> tuple[Array, State]:
        return self.averaged(rate_at(self.learning_rate, state[0]), gradient, state, self.amsgrad)


@dataclass(frozen=True, eq=False, repr=False)
class adamw(Averages):
    """Adam with decoupled weight decay: the weights shrink directly, not through the averages of the gradients.

    Formula:  step = (the step of `adam`) - learning_rate * weight_decay * w

    PyTorch's convention: the decay is multiplied by the learning rate, including a schedule (in the paper, only by the
    factor of the schedule).  The function `weight_decay` adds weight_decay * w to the gradient instead, but then Adam's
    division undoes most of it.

    The settings and errors are the same as for `adam`; `weight_decay` is at least 0.

    Source: Loshchilov, Hutter, "Decoupled weight decay regularization", 2019.

    >>> rule = adamw(0.1, weight_decay=0.5)
    >>> step, _ = rule.update(np.array([3.0, 0.01]), rule.init(np.zeros(2)), np.array([0.0, 2.0]))
    >>> step.round(4)
    array([-0.1, -0.2])
    """

    weight_decay: NotNegative = 0.01
    amsgrad: Flag = False
    family: ClassVar[str] = "AdamW"

    @property
    def qualities(self) -> tuple[str, ...]:
        return *super().qualities, "AMSGrad's maximum" if self.amsgrad else ""

    def update(self, gradient: Array, state: State, params: Array) -> tuple[Array, State]:
        rate = rate_at(self.learning_rate, state[0])
        step, state = self.averaged(rate, gradient, state, self.amsgrad)
        return step - rate * self.weight_decay * params, state
