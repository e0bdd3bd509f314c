"""What every optimizer is [Optimizer], what those of sgdlab share [UpdateRule], and the checks of their settings."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from typing import Annotated, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import function, setting
from sgdlab.part import Part, made
from sgdlab.quantities import Array, Given, State


def schedule(learning_rate: Given, name: str = "learning_rate") -> Any:
    """Return a learning rate, checked where it is a number."""
    if callable(made(learning_rate, name)):
        return function(learning_rate, name, takes=("step",))
    return setting(learning_rate, name, ", or a schedule: a function step -> number", least=0)


# The types of settings: a number, or an array (S, 1) with one for each member of an ensemble.
Setting: TypeAlias = float | Array
NotNegative: TypeAlias = Annotated[Setting, partial(setting, least=0)]
AboveZero: TypeAlias = Annotated[Setting, partial(setting, above=0)]
Fraction: TypeAlias = Annotated[Setting, partial(setting, least=0, below=1)]
LearningRate: TypeAlias = Annotated[ArrayLike | Callable[[int], ArrayLike], schedule]


class Optimizer(Protocol):
    """What `train` needs of an update rule; state may be anything.

    One that needs more than the gradient says so with an attribute `needs = "hessian"`; its `update` is then called
    with hessian=(..., P, P) besides.
    """

    def init(self, params: Array) -> State:
        """Return the state before the first step."""

    def update(self, gradient: Array, state: State, params: Array) -> tuple[Array, State]:
        """Return the step to add to the parameters, and the new state."""


def rate_at(learning_rate: LearningRate, step: int) -> Any:
    """Return the learning rate of a step; a schedule's answer is checked like a constant.

    >>> rate_at(lambda step: 1 / (step + 1), 3)
    0.25
    """
    if not callable(learning_rate):
        return learning_rate
    rate = learning_rate(step)
    if type(rate) is float and 0.0 <= rate < np.inf:  # the same check, told without arrays: this is asked every step
        return rate
    return setting(rate, "learning_rate", f" (the schedule was asked for step {step})", least=0)


def on_diagonal(value: Given, hessian: Array) -> Any:
    """Return value * I, of the shape and type of a Hessian (..., P, P); value: a number, or (S, 1) for an ensemble."""
    identity = np.eye(hessian.shape[-1], dtype=hessian.dtype)
    return (value if isinstance(value, float) else value[..., None]) * identity


class EnsemblePart(Part):
    """A part whose settings may be arrays (S, 1), with a number for each member of an ensemble."""

    @property
    def settings(self) -> dict[str, Any]:
        """The settings by name, for the checks of `train`."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]

    def member(self, k: int) -> "EnsemblePart":
        """Return the rule of member k of an ensemble: of settings (S, 1) its own number; itself where all share one."""
        own = {name: _of_member(value, k) for name, value in vars(self).items()}
        return self if all(own[name] is value for name, value in vars(self).items()) else replace(self, **own)  # type: ignore[type-var]


def _of_member(value: Given, k: int) -> Any:
    if isinstance(value, np.ndarray) and value.ndim == 2:
        return float(value[k, 0]) if value.shape[1] == 1 else value[k]
    return value.member(k) if isinstance(value, EnsemblePart) else value


class UpdateRule(EnsemblePart):
    """An optimizer of sgdlab, and what is said about it."""

    @property
    def family(self) -> str:
        """What people call it."""
        return type(self).__name__

    @property
    def qualities(self) -> tuple[str, ...]:
        """What is special about this one, in words; empty ones are left out."""
        return ()

    @property
    def words(self) -> str:
        """The rule in the recipe of a run."""
        return with_qualities(self.family, *self.qualities, schedule_text(self.settings["learning_rate"]))


def with_qualities(name: str, *qualities: str) -> str:
    """Return a name with what is special about it; empty qualities are left out.

    >>> with_qualities(with_qualities("Adam", "weight decay 0.01"), "", "gradients clipped to norm 1")
    'Adam with weight decay 0.01 and gradients clipped to norm 1'
    """
    for quality in filter(None, qualities):
        name += f" and {quality}" if " with " in name else f" with {quality}"
    return name


def setting_text(name: str, value: Given) -> str:
    """Return a setting in words; nothing where it is 0."""
    if np.ndim(value):
        return f"{name}s of an ensemble" if np.any(value) else ""
    return f"{name} {value:g}" if value else ""


def schedule_text(learning_rate: Given) -> str:
    """Return the words of a schedule that has some."""
    words = getattr(learning_rate, "words", None)
    return words if isinstance(words, str) else ""
