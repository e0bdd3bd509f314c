"""A step size for every parameter, from its own past gradients: [adagrad], [rmsprop]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sgdlab.optimizers.optimizer import Fraction, LearningRate, NotNegative, UpdateRule, rate_at
from sgdlab.quantities import Array, State


@dataclass(frozen=True, eq=False, repr=False)
class adagrad(UpdateRule):
    """A step that is divided, for every parameter, by the root of the sum of its squared gradients so far.

    Formula, with s = initial before the first step:

        s    = s + g^2
        step = -learning_rate * g / (sqrt(s) + eps)

    PyTorch's conventions: s starts at 0 (other libraries use 0.1), and eps is outside the root.  The first step is
    then learning_rate * sign(g).

    `learning_rate` is a number of at least 0 or a schedule step -> number; `initial` and `eps` are at least 0.  Each
    may be an array that broadcasts against ensembles of parameters (S, P), so (S, 1) gives each member its own value.
    Errors: anything else; the message names it.  With eps=0, an entry whose gradient was always 0 becomes 0/0, NaN.

    Source: Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011.

    >>> rule = adagrad(0.1)
    >>> state = rule.init(np.zeros(2))
    >>> for _ in range(2):
    ...     step, state = rule.update(np.array([3.0, 0.01]), state, np.zeros(2))
    ...     print(step.round(4))
    [-0.1 -0.1]
    [-0.0707 -0.0707]
    """

    learning_rate: LearningRate
    initial: NotNegative = 0.0
    eps: NotNegative = 1e-10
    family: ClassVar[str] = "AdaGrad"

    def init(self, params: Array) -> tuple[int, State]:
        """Return (steps taken, sum of squares): (0, initial)."""
        return 0, np.zeros_like(params) + self.initial

    def update(self, gradient: Array, state: tuple[int, State], params: Array) -> tuple[Array, tuple[int, State]]:
        taken, total = state
        rate = rate_at(self.learning_rate, taken)
        total = total + gradient * gradient
        return -rate * gradient / (np.sqrt(total) + self.eps), (taken + 1, total)


@dataclass(frozen=True, eq=False, repr=False)
class rmsprop(UpdateRule):
    """A step divided, for every parameter, by the root of a running mean of its squared gradients.

    Formula, with s = v = 0 before the first step:

        s    = rho * s + (1 - rho) * g^2
        v    = momentum * v + g / (sqrt(s) + eps)
        step = -learning_rate * v

    PyTorch's conventions: s starts at 0 without a correction, so the first step is learning_rate / sqrt(1 - rho) long,
    which is 10 times the learning rate for rho = 0.99; eps is outside the root; momentum acts on the divided gradient.
    PyTorch calls rho alpha.

    `rho` and `momentum` are in [0, 1); the other settings and the errors are the same as for `adagrad`.

    Source: Tieleman, Hinton, "Lecture 6.5: RMSProp", Coursera, 2012.

    >>> rule = rmsprop(0.01)
    >>> step, _ = rule.update(np.array([3.0, -0.01]), rule.init(np.zeros(2)), np.zeros(2))
    >>> step.round(4)
    array([-0.1,  0.1])
    """

    learning_rate: LearningRate
    rho: Fraction = 0.99
    eps: NotNegative = 1e-8
    momentum: Fraction = 0.0
    family: ClassVar[str] = "RMSProp"

    def init(self, params: Array) -> tuple[int, Array, float]:
        """Return (steps taken, mean square, velocity): (0, 0, 0)."""
        return 0, np.zeros_like(params), 0.0

    def update(self, gradient: Array, state: State, params: Array) -> tuple[Array, State]:
        taken, square, velocity = state
        rate = rate_at(self.learning_rate, taken)
        square = self.rho * square + (1 - self.rho) * gradient * gradient
        scaled = gradient / (np.sqrt(square) + self.eps)
        if isinstance(self.momentum, float) and self.momentum == 0.0:
            return -rate * scaled, (taken + 1, square, velocity)
        velocity = self.momentum * velocity + scaled
        return -rate * velocity, (taken + 1, square, velocity)
