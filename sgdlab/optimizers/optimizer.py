"""The interface of every optimizer [Optimizer], what those of sgdlab share [UpdateRule], and checks of settings."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, ClassVar, Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import function, setting
from sgdlab.part import Part, made
from sgdlab.quantities import Array, Given, State, Traced


def schedule(learning_rate: Given, name: str = "learning_rate") -> Any:
    """Return a learning rate; a number is checked, a schedule stays as it is."""
    if callable(made(learning_rate, name)):
        return function(learning_rate, name, takes=("step",))
    return setting(learning_rate, name, ", or a schedule: a function step -> number", least=0)


# The types of settings: a number, or an array (S, 1) with one number for each member of an ensemble.
Setting: TypeAlias = float | Array
NotNegative: TypeAlias = Annotated[Setting, partial(setting, least=0)]
AboveZero: TypeAlias = Annotated[Setting, partial(setting, above=0)]
Fraction: TypeAlias = Annotated[Setting, partial(setting, least=0, below=1)]
LearningRate: TypeAlias = Annotated[ArrayLike | Callable[[int], ArrayLike], schedule]
OwnRule: TypeAlias = Callable[[Array, Array], ArrayLike]  # of your own: (gradient, params) -> step


class Optimizer(Protocol):
    """What `train` expects of an update rule; the state may be anything.

    All that it remembers from step to step belongs in its state: what a function keeps in a variable outside of it
    would go on in the next run, and be shared by the members of an ensemble.

    If an optimizer needs the Hessian, it has an attribute `needs = "hessian"`; then its `update` also gets an argument
    hessian=(..., P, P).  In an ensemble it is called for each member, unless it has an attribute `vectorized = True`;
    then it gets arrays (S, P).
    """

    def init(self, params: Array) -> State:
        """Return the state before the first step."""

    def update(self, gradient: Array, state: State, params: Array) -> tuple[Array, State]:
        """Return the step to add to the parameters, and the new state."""


def rate_at(learning_rate: LearningRate, step: int) -> Traced:
    """Return the learning rate of a step; the result of a schedule is checked like a constant.

    >>> rate_at(lambda step: 1 / (step + 1), 3)
    0.25
    """
    if not callable(learning_rate):
        return learning_rate
    rate = learning_rate(step)
    if not isinstance(step, int | np.integer):  # it is traced, and so is the rate
        return rate
    if type(rate) is float and 0.0 <= rate < np.inf:  # the same check without arrays, because this runs at every step
        return rate
    return setting(rate, "learning_rate", f" (the schedule was called with step {step})", least=0)


def on_diagonal(value: Given, hessian: Array) -> Array:
    """Return value * I with the shape and type of a Hessian (..., P, P); value is a number, or (S, 1) for ensembles."""
    identity = np.eye(hessian.shape[-1], dtype=hessian.dtype)
    return (value if isinstance(value, float) else value[..., None]) * identity


class EnsemblePart(Part):
    """A part whose settings may be arrays (S, 1), with one number for each member of an ensemble."""

    wrappers: ClassVar = ("clip_norm", "clip_value", "weight_decay")  # what is not an argument, but put around it

    @property
    def settings(self) -> dict[str, Given]:
        """The settings by name, for the checks of `train`."""
        return dict(vars(self))

    def member(self, k: int) -> Self:
        """Return the part for member k of an ensemble: its own numbers from arrays (S, 1), shared settings as is."""
        own = {name: of_member(value, k) for name, value in vars(self).items()}
        return self if all(own[name] is value for name, value in vars(self).items()) else replace(self, **own)  # type: ignore[type-var]


def of_member(value: Given, k: int) -> Given:
    """Return a setting or a part for member k of an ensemble."""
    if isinstance(value, np.ndarray) and value.ndim == 2:
        return float(value[k, 0]) if value.shape[1] == 1 else value[k]
    return value.member(k) if isinstance(value, EnsemblePart) else value


SAID = ("momentum", "damping", "weight_decay")  # settings that are part of the description


class UpdateRule(Optimizer, EnsemblePart):
    """An optimizer of sgdlab, with its description for the recipe of a run."""

    @property
    def family(self) -> str:
        """The usual name of this optimizer."""
        return type(self).__name__

    @property
    def qualities(self) -> tuple[str, ...]:
        """What is special about this one, as texts; empty ones are left out."""
        return tuple(
            setting_text(name.replace("_", " "), value) for name, value in self.settings.items() if name in SAID
        )

    @property
    def words(self) -> str:
        return with_qualities(self.family, *self.qualities, schedule_text(self.settings["learning_rate"]))


def with_qualities(name: str, *qualities: str) -> str:
    """Return a name followed by its qualities; empty qualities are left out."""
    for quality in filter(None, qualities):
        name += f" and {quality}" if " with " in name else f" with {quality}"
    return name


def setting_text(name: str, value: Given) -> str:
    """Return a setting as text; empty if it is 0."""
    if not np.any(value):
        return ""
    if np.size(value) == 1:
        return f"{name} {np.asarray(value).item():g}"
    return f"{name}s of an ensemble" if np.ndim(value) == 2 else f"a {name} for each parameter"


def schedule_text(learning_rate: Given) -> str:
    """Return the description of a schedule; empty if it has none."""
    words = getattr(learning_rate, "words", None)
    return words if isinstance(words, str) else ""
