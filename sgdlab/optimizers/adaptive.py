"""A step size for every parameter, from its own past gradients: [adagrad], [rmsprop]."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import setting
from sgdlab.optimizers.rule import (
    Array,
    LearningRate,
    Rule,
    amount,
    described,
    rate_at,
    rate_words,
    schedule,
)


@dataclass(frozen=True, eq=False, repr=False)
class AdaGrad(Rule):
    """The rule behind `adagrad`, which documents it.  State: (steps taken, sum of squares)."""

    learning_rate: Any
    initial: Any = 0.0
    eps: Any = 1e-10
    family: ClassVar[str] = "AdaGrad"
    maker: ClassVar[str] = "adagrad"

    @property
    def words(self) -> str:
        """The rule in the recipe of a run."""
        return described(self.family, rate_words(self.learning_rate))

    def init(self, params: Array) -> tuple[int, Any]:
        """Return (0, initial): no step taken, every sum at its start."""
        return 0, np.zeros_like(params) + self.initial

    def update(self, gradient: Array, state: tuple[int, Any], params: Array) -> tuple[Array, tuple[int, Any]]:
        """Return the step (formula in `adagrad`) and the new state."""
        taken, total = state
        rate = rate_at(self.learning_rate, taken)
        total = total + gradient * gradient
        return -rate * gradient / (np.sqrt(total) + self.eps), (taken + 1, total)


def adagrad(learning_rate: LearningRate, initial: ArrayLike = 0.0, eps: ArrayLike = 1e-10) -> AdaGrad:
    """A step that shrinks, for every parameter, with the root of the sum of its squared gradients so far.

    Formula, with s = initial before the first step:

        s    = s + g^2
        step = -learning_rate * g / (sqrt(s) + eps)

    PyTorch's conventions: s starts at 0 (others start at 0.1), and eps stands outside the root.  The first step is
    then learning_rate * sign(g).

    `learning_rate` is a number of at least 0 or a schedule step -> number; `initial` and `eps` are at least 0.  Each
    may be an array that broadcasts against ensembles of parameters (S, P): (S, 1) gives each member its own.
    Errors: anything else, by name.  With eps=0 an entry whose gradient was always 0 is 0/0, NaN.

    Source: Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011.

    >>> rule = adagrad(0.1)
    >>> state = rule.init(np.zeros(2))
    >>> for _ in range(2):
    ...     step, state = rule.update(np.array([3.0, 0.01]), state, np.zeros(2))
    ...     print(step.round(4))
    [-0.1 -0.1]
    [-0.0707 -0.0707]
    """
    return AdaGrad(schedule(learning_rate), setting(initial, "initial", least=0), setting(eps, "eps", least=0))


@dataclass(frozen=True, eq=False, repr=False)
class RMSProp(Rule):
    """The rule behind `rmsprop`, which documents it.  State: (steps taken, mean square, velocity)."""

    learning_rate: Any
    rho: Any = 0.99
    eps: Any = 1e-8
    momentum: Any = 0.0
    family: ClassVar[str] = "RMSProp"
    maker: ClassVar[str] = "rmsprop"

    @property
    def words(self) -> str:
        """The rule in the recipe of a run."""
        return described(self.family, amount("momentum", self.momentum), rate_words(self.learning_rate))

    def init(self, params: Array) -> tuple[int, Any, Any]:
        """Return (0, 0, 0): no step taken, no mean square, no velocity."""
        return 0, np.zeros_like(params), 0.0

    def update(self, gradient: Array, state: tuple[int, Any, Any], params: Array) -> tuple[Array, tuple[int, Any, Any]]:
        """Return the step (formula in `rmsprop`) and the new state."""
        taken, square, velocity = state
        rate = rate_at(self.learning_rate, taken)
        square = self.rho * square + (1 - self.rho) * gradient * gradient
        scaled = gradient / (np.sqrt(square) + self.eps)
        if isinstance(self.momentum, float) and self.momentum == 0.0:
            return -rate * scaled, (taken + 1, square, velocity)
        velocity = self.momentum * velocity + scaled
        return -rate * velocity, (taken + 1, square, velocity)


def rmsprop(
    learning_rate: LearningRate, rho: ArrayLike = 0.99, eps: ArrayLike = 1e-8, momentum: ArrayLike = 0.0
) -> RMSProp:
    """A step divided, for every parameter, by the root of a running mean of its squared gradients.

    Formula, with s = v = 0 before the first step:

        s    = rho * s + (1 - rho) * g^2
        v    = momentum * v + g / (sqrt(s) + eps)
        step = -learning_rate * v

    PyTorch's conventions: s starts at 0 and is not corrected for it, so the first step is learning_rate /
    sqrt(1 - rho) long, 10 times the learning rate at 0.99; eps stands outside the root; momentum acts on the divided
    gradient.  PyTorch calls rho alpha.

    `learning_rate` is a number of at least 0 or a schedule step -> number; `rho` and `momentum` are in [0, 1), `eps` is
    at least 0.  Each may be an array that broadcasts against ensembles of parameters (S, P): (S, 1) gives each member
    its own.  Errors: anything else, by name.  With eps=0 an entry whose gradient was always 0 is 0/0, NaN.

    Source: Tieleman, Hinton, "Lecture 6.5: RMSProp", Coursera, 2012.

    >>> rule = rmsprop(0.01)
    >>> step, _ = rule.update(np.array([3.0, -0.01]), rule.init(np.zeros(2)), np.zeros(2))
    >>> step.round(4)
    array([-0.1,  0.1])
    """
    return RMSProp(
        schedule(learning_rate),
        setting(rho, "rho", least=0, below=1),
        setting(eps, "eps", least=0),
        setting(momentum, "momentum", least=0, below=1),
    )
