"""A step against the gradient, perhaps with momentum [gradient_descent]."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from sgdlab.optimizers.optimizer import Fraction, LearningRate, UpdateRule, of_member, rate_at, setting_text
from sgdlab.part import Flag
from sgdlab.quantities import Array, State


@dataclass(frozen=True, eq=False, repr=False)
class gradient_descent(UpdateRule):
    """A step against the gradient; with momentum, a velocity remembers past gradients.

    Formula, with v = 0 before the first step (PyTorch's and optax's convention: the learning rate is outside the
    velocity, which matters when the rate changes):

        v    = momentum * v + g
        step = -learning_rate * v                        (heavy ball)
        step = -learning_rate * (g + momentum * v)       (nesterov=True)

    `learning_rate` is a number of at least 0, or a schedule step -> number (the first step is 0); `momentum` is in
    [0, 1), above 0 with nesterov.  Either may be an array that broadcasts against ensembles of parameters (S, P), so
    (S, 1) gives each member its own value.  Errors: anything else; the message names it.

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Sutskever, Martens, Dahl,
    Hinton, "On the importance of initialization and momentum in deep learning", 2013 (our w is their look-ahead point).

    >>> rule = gradient_descent(0.1, momentum=0.9)
    >>> state = rule.init(np.zeros(1))
    >>> for _ in range(3):
    ...     step, state = rule.update(np.ones(1), state, np.zeros(1))
    ...     print(step.round(3))
    [-0.1]
    [-0.19]
    [-0.271]
    """

    learning_rate: LearningRate
    momentum: Fraction = 0.0
    nesterov: Flag = False
    family: ClassVar[str] = "gradient descent"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.nesterov and not np.any(self.momentum):
            raise ValueError("nesterov=True looks ahead along the velocity, so it needs momentum above 0, such as 0.9")

    def member(self, k: int) -> Self:
        """Return the rule of member k of an ensemble; without momentum it has nothing to look ahead along."""
        plain = self.nesterov and not np.any(of_member(self.momentum, k))
        return replace(self, nesterov=False).member(k) if plain else super().member(k)

    @property
    def qualities(self) -> tuple[str, ...]:
        return (setting_text("Nesterov momentum" if self.nesterov else "momentum", self.momentum),)

    def init(self, params: Array) -> tuple[int, State]:
        """Return (steps taken, velocity): (0, 0)."""
        return 0, np.zeros_like(params)

    def update(self, gradient: Array, state: tuple[int, State], params: Array) -> tuple[Array, tuple[int, State]]:
        taken, velocity = state
        rate = rate_at(self.learning_rate, taken)
        if isinstance(self.momentum, float) and self.momentum == 0.0:
            return -rate * gradient, (taken + 1, velocity)
        velocity = self.momentum * velocity + gradient
        ahead = gradient + self.momentum * velocity if self.nesterov else velocity
        return -rate * ahead, (taken + 1, velocity)
