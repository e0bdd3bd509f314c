"""Use your own function as an optimizer [as_optimizer]."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import is_typeddict

from sgdlab.calls import returned
from sgdlab.checks import function, given
from sgdlab.optimizers.optimizer import EnsemblePart, Optimizer
from sgdlab.part import Part, made, part_name
from sgdlab.quantities import Array, Given


@dataclass(frozen=True)
class PlainFunction:
    """A function `(gradient, params) -> step` as an optimizer without state."""

    function: Callable[[Array, Array], Array]

    @property
    def words(self) -> str:
        return part_name(self.function)

    @property
    def vectorized(self) -> bool:
        """Whether the function takes a whole ensemble (S, P), as only the function can say."""
        return getattr(self.function, "vectorized", False)

    def init(self, params: Array) -> None:
        """Return None: there is nothing to remember."""

    def update(self, gradient: Array, state: None, params: Array) -> tuple[Array, None]:
        """Return the function's step."""
        return self.function(gradient, params), None


def as_optimizer(rule: Given, name: str = "optimizer") -> Optimizer:
    """Return an optimizer as it is, and a plain function as an optimizer without memory.

    Errors: anything else, such as a class that makes an optimizer but was not called.

    >>> import numpy as np
    >>> step, _ = as_optimizer(lambda gradient, params: -0.1 * gradient).update(np.ones(1), None, np.zeros(1))
    >>> step.tolist()
    [-0.1]
    """
    if callable(getattr(made(rule, name), "init", None)) and callable(getattr(rule, "update", None)):
        if not isinstance(rule, Part) and not hasattr(rule, "needs"):
            function(rule.init, f"init of {name}", takes=("params",))
            function(rule.update, f"update of {name}", takes=("gradient", "state", "params"))
        return rule  # type: ignore[no-any-return]
    if isinstance(rule, EnsemblePart):
        raise TypeError("a schedule is the learning rate of an optimizer: gradient_descent(schedules.cosine(0.1, 100))")
    if isinstance(rule, Mapping) or is_typeddict(returned(rule)):
        raise TypeError(
            f"{name} is one part, and sgd(…) makes two: write train(problem, **sgd(0.1, 8)); got {given(rule)}"
        )
    if callable(rule) and not isinstance(rule, Part):
        return PlainFunction(function(rule, name, takes=("gradient", "params")))
    unquoted = f", and given without quotes, such as {name}=sgdlab.adam(0.1)" if isinstance(rule, str) else ""
    raise TypeError(
        "an optimizer is made by gradient_descent(0.1), or is a function (gradient, params) -> step, or an object with "
        f"init(params) and update(gradient, state, params){unquoted}; got {given(rule)}"
    )
