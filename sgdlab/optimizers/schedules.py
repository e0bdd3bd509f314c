"""Learning rates that change: functions step -> learning rate, where the first step is 0.

- the same rate at every step                         [constant]
- multiplied by a factor, now and then or every step  [step_decay], [exponential]
- falling like 1 / step                               [inverse_time], [one_over_t]
- falling along half a cosine wave                    [cosine]
- any of these, after a rise from near 0              [warm_up]

Use one instead of a number: `gradient_descent(schedules.cosine(0.1, steps=100))`.  Any function of your own works too.
A `rate` is at least 0, or an array (S, 1) with one rate for each member of an ensemble.

    >>> [step_decay(1.0, every=2)(step) for step in range(4)]
    [1.0, 1.0, 0.1, 0.1]
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, TypeAlias

import numpy as np

from sgdlab.checks import setting, whole
from sgdlab.optimizers.optimizer import EnsemblePart, LearningRate, NotNegative, Setting, rate_at, schedule_text
from sgdlab.quantities import Traced, count

Factor: TypeAlias = Annotated[Setting, partial(setting, above=0, most=1)]
StepCount: TypeAlias = Annotated[int, lambda value, name: whole(value, name, also=f", such as {name}=100")]


@dataclass(frozen=True, eq=False, repr=False)
class constant(EnsemblePart):
    """The same learning rate at every step; a plain number does the same.

    Formula: rate

    Errors: a rate that is not a finite number of at least 0.

    >>> constant(0.1)(1000)
    0.1
    """

    rate: NotNegative
    words: ClassVar[str] = "a constant learning rate"

    def __call__(self, step: int) -> Setting:
        return self.rate


@dataclass(frozen=True, eq=False, repr=False)
class step_decay(EnsemblePart):
    """A learning rate that is multiplied by a factor every few steps.

    Formula: rate * factor^floor(step / every)                                   (PyTorch's StepLR)

    Errors: a rate that is not a finite number of at least 0, a factor outside (0, 1], a number of steps below 1.

    >>> [step_decay(1.0, every=2)(step) for step in range(5)]
    [1.0, 1.0, 0.1, 0.1, 0.01...]
    """

    rate: NotNegative
    every: StepCount
    factor: Factor = 0.1

    @property
    def words(self) -> str:
        return f"a learning rate that drops every {count(self.every, 'step')}"

    def __call__(self, step: int) -> Setting:
        return self.rate * self.factor ** (step // self.every)


@dataclass(frozen=True, eq=False, repr=False)
class exponential(EnsemblePart):
    """A learning rate that is multiplied by a factor at every step.

    Formula: rate * factor^step                                                  (PyTorch's ExponentialLR)

    Errors: a rate that is not a finite number of at least 0, a factor outside (0, 1].

    >>> [exponential(1.0, factor=0.5)(step) for step in range(4)]
    [1.0, 0.5, 0.25, 0.125]
    """

    rate: NotNegative
    factor: Factor
    words: ClassVar[str] = "a learning rate that falls exponentially"

    def __call__(self, step: int) -> Setting:
        return self.rate * self.factor**step


@dataclass(frozen=True, eq=False, repr=False)
class inverse_time(EnsemblePart):
    """A learning rate that is halved after 1/decay steps, and falls as 1/step in the long run.

    Formula: rate / (1 + decay * step)                                           (PyTorch's lr_decay of Adagrad)

    Errors: a rate or a decay that is not a finite number of at least 0.

    Source: Robbins, Monro, "A stochastic approximation method", 1951: the sum of the rates must be infinite, and the
    sum of their squares finite.

    >>> [inverse_time(1.0, decay=1.0)(step) for step in (0, 1, 3)]
    [1.0, 0.5, 0.25]
    """

    rate: NotNegative
    decay: NotNegative
    words: ClassVar[str] = "a learning rate that falls with inverse time"

    def __call__(self, step: int) -> Setting:
        return self.rate / (1 + self.decay * step)


@dataclass(frozen=True, eq=False, repr=False)
class one_over_t(EnsemblePart):
    """A learning rate of 1/t at step t = 1, 2, …: on 1/2 (w - x)^2 it makes SGD the running mean of the x.

    Formula: rate / (step + 1)

    Errors: a rate that is not a finite number of at least 0.

    Source: Robbins, Monro, "A stochastic approximation method", 1951.

    >>> [one_over_t()(step) for step in (0, 1, 3)]
    [1.0, 0.5, 0.25]
    """

    rate: NotNegative = 1.0
    words: ClassVar[str] = "a learning rate that falls as 1/t"

    def __call__(self, step: int) -> Setting:
        return self.rate / (step + 1)


@dataclass(frozen=True, eq=False, repr=False)
class cosine(EnsemblePart):
    """A learning rate that falls along half a cosine wave and then stays at its lowest value.

    Formula: lowest + (rate - lowest) * (1 + cos(pi * min(step / steps, 1))) / 2

    PyTorch's CosineAnnealingLR is the same up to `steps`, and then rises again.

    Errors: a rate or a lowest rate that is not a finite number of at least 0, a number of steps below 1.

    Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017 (without the restarts).

    >>> [round(cosine(1.0, steps=4)(step), 4) for step in range(6)]
    [1.0, 0.8536, 0.5, 0.1464, 0.0, 0.0]
    """

    rate: NotNegative
    steps: StepCount
    lowest: NotNegative = 0.0

    @property
    def words(self) -> str:
        return f"a learning rate that falls as a cosine over {count(self.steps, 'step')}"

    def __call__(self, step: int) -> Traced:
        part = _smaller(step / self.steps, 1.0)
        return self.lowest + (self.rate - self.lowest) * (0.5 + 0.5 * _cos(np.pi * part))


@dataclass(frozen=True, eq=False, repr=False)
class warm_up(EnsemblePart):
    """A learning rate that rises in a straight line to the start of another schedule and then follows it.

    Formula: schedule(max(0, step + 1 - steps)) * min(1, (step + 1) / steps)

    schedule: a number of at least 0, or any function step -> number.  Errors: anything else, a number of steps below 1.

    Source: Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017.

    >>> [warm_up(one_over_t(), steps=4)(step) for step in range(6)]
    [0.25, 0.5, 0.75, 1.0, 0.5, 0.3333333333333333]
    """

    schedule: LearningRate
    steps: StepCount

    @property
    def words(self) -> str:
        return f"{schedule_text(self.schedule) or 'a learning rate'} after a warm-up of {count(self.steps, 'step')}"

    def __call__(self, step: int) -> Traced:
        after = _larger(step + 1 - self.steps, 0)
        part = _smaller((step + 1) / self.steps, 1.0)
        return rate_at(self.schedule, after) * part


# For a number Python's functions, which take a tenth of the time; NumPy's for a step that is traced.


def _cos(angle: Traced) -> Traced:
    return math.cos(angle) if isinstance(angle, float) else np.cos(angle)


def _smaller(part: Traced, most: float) -> Traced:
    return min(part, most) if isinstance(part, float) else np.minimum(part, most)


def _larger(after: Traced, least: int) -> Traced:
    return max(after, least) if isinstance(after, int) else np.maximum(after, least)
