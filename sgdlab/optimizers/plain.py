"""A function of your own in an optimizer's place [as_optimizer]."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sgdlab.checks import function, given
from sgdlab.optimizers.rule import Array, Optimizer


@dataclass(frozen=True)
class PlainFunction:
    """A function `(gradient, params) -> step` in an optimizer's place; it has no state."""

    function: Callable[[Array, Array], Array]

    @property
    def words(self) -> str:
        """The rule in the recipe of a run."""
        return f"your {getattr(self.function, '__name__', type(self.function).__name__).strip('<>')}"

    def init(self, params: Array) -> None:
        """Return None: there is nothing to remember."""

    def update(self, gradient: Array, state: None, params: Array) -> tuple[Array, None]:
        """Return the function's step."""
        return self.function(gradient, params), None


# What is said about the functions of each module of sgdlab.optimizers when one is given without being called.
UNCALLED = {
    "descent": "makes an optimizer from a learning rate: {}(0.1)",
    "adaptive": "makes an optimizer from a learning rate: {}(0.1)",
    "adam": "makes an optimizer from a learning rate: {}(0.1)",
    "newton": "makes an optimizer once it is called: {}()",
    "wrappers": "makes an optimizer from another one: {}(gradient_descent(0.1), 0.01)",
}


def as_optimizer(rule: Any) -> Optimizer:
    """Return the update rule, a plain function as an optimizer without memory.

    Errors: what is neither, and a function of sgdlab that makes an optimizer but was not called.

    >>> import numpy as np
    >>> step, _ = as_optimizer(lambda gradient, params: -0.1 * gradient).update(np.ones(1), None, np.zeros(1))
    >>> step.tolist()
    [-0.1]
    """
    made = not isinstance(rule, type)
    if made and callable(getattr(rule, "init", None)) and callable(getattr(rule, "update", None)):
        return rule  # type: ignore[no-any-return]
    package, _, module = (getattr(rule, "__module__", None) or "").rpartition(".")
    if package == "sgdlab.optimizers" and module in UNCALLED and made:
        raise TypeError(f"{rule.__name__} {UNCALLED[module].format(rule.__name__)}")
    if package == "sgdlab.optimizers" and module == "schedules":
        raise TypeError("a schedule is the learning rate of an optimizer: gradient_descent(schedules.cosine(0.1, 100))")
    if made and callable(rule):
        return PlainFunction(function(rule, "optimizer", takes=("gradient", "params")))
    raise TypeError(
        "an optimizer is made by gradient_descent(0.1), or is a function (gradient, params) -> step, or an object with "
        f"init(params) and update(gradient, state, params); got {given(rule)}"
    )
