"""What is done with a gradient: update rules, which never see a loss or a datum.

- a step against the gradient, with memory where asked      [gradient_descent]
- a function of your own in an optimizer's place            [as_optimizer]

An optimizer has two pure functions: `init(params) -> state` and `update(gradient, state, params) -> (step, state)`;
the new parameters are params + step.  A plain function `(gradient, params) -> step` is one too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
LearningRate: TypeAlias = ArrayLike | Callable[[int], ArrayLike]


class Optimizer(Protocol):
    """What `train` needs of an update rule; state may be anything."""

    def init(self, params: Array) -> Any:
        """Return the state before the first step."""

    def update(self, gradient: Array, state: Any, params: Array) -> tuple[Array, Any]:
        """Return the step to add to the parameters, and the new state."""


def _number_or_array(value: ArrayLike, name: str, allowed: str, low: float, high: float) -> Any:
    """Check a setting that is one number, or an array with one for each member of an ensemble."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(f"{name} is {allowed}, such as {name}=0.1; got {value!r}") from None
    if not np.all((array >= low) & (array < high)):
        raise ValueError(f"{name} is {allowed}; got {value!r}")
    return float(array) if array.ndim == 0 else array


def _schedule(learning_rate: LearningRate) -> LearningRate:
    if callable(learning_rate):
        return learning_rate
    allowed = "a finite number of at least 0, or a schedule: a function step -> number"
    return _number_or_array(learning_rate, "learning_rate", allowed, 0.0, np.inf)  # type: ignore[no-any-return]


def rate_at(learning_rate: LearningRate, step: int) -> Any:
    """Return the learning rate of a step; a schedule's answer is checked like a constant.

    >>> rate_at(lambda step: 1 / (step + 1), 3)
    0.25
    """
    if not callable(learning_rate):
        return learning_rate
    allowed = f"a finite number of at least 0 (the schedule was asked for step {step})"
    return _number_or_array(learning_rate(step), "learning_rate", allowed, 0.0, np.inf)


@dataclass(frozen=True, eq=False)
class GradientDescent:
    """The rule behind `gradient_descent`, which documents it.  State: (steps taken, velocity)."""

    learning_rate: Any
    momentum: Any = 0.0
    nesterov: bool = False
    family: ClassVar[str] = "gradient descent"

    @property
    def words(self) -> str:
        """The rule in the recipe of a run."""
        if not np.any(self.momentum):
            return "gradient descent"
        kind = "Nesterov momentum" if self.nesterov else "momentum"
        amount = f" {self.momentum:g}" if np.ndim(self.momentum) == 0 else "s of an ensemble"
        return f"gradient descent with {kind}{amount}"

    def init(self, params: Array) -> tuple[int, Any]:
        """Return (0, 0): no step taken, no velocity."""
        return 0, 0.0

    def update(self, gradient: Array, state: tuple[int, Any], params: Array) -> tuple[Array, tuple[int, Any]]:
        """Return -learning_rate * v (formula in `gradient_descent`) and the new state."""
        taken, velocity = state
        rate = rate_at(self.learning_rate, taken)
        if isinstance(self.momentum, float) and self.momentum == 0.0:
            return -rate * gradient, (taken + 1, velocity)
        velocity = self.momentum * velocity + gradient
        ahead = gradient + self.momentum * velocity if self.nesterov else velocity
        return -rate * ahead, (taken + 1, velocity)


def gradient_descent(learning_rate: LearningRate, momentum: ArrayLike = 0.0, nesterov: bool = False) -> GradientDescent:
    """A step against the gradient, with a velocity that remembers past gradients where momentum is above 0.

    Formula, with v = 0 before the first step (PyTorch's and optax's convention: the learning rate stands outside
    the velocity, which matters once it changes):

        v    = momentum * v + g
        step = -learning_rate * v                        (heavy ball)
        step = -learning_rate * (g + momentum * v)       (nesterov=True)

    `learning_rate` is a number of at least 0, or a schedule step -> number (the first step is 0); `momentum` is in
    [0, 1).  Either may be an array that broadcasts against ensembles of parameters (S, P): (S, 1) gives each
    member its own.  Errors: anything else, by name.

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Nesterov's form as in
    Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum in deep learning", 2013.

    >>> rule = gradient_descent(0.1, momentum=0.9)
    >>> state = rule.init(np.zeros(1))
    >>> for _ in range(3):
    ...     step, state = rule.update(np.ones(1), state, np.zeros(1))
    ...     print(step.round(3))
    [-0.1]
    [-0.19]
    [-0.271]
    """
    momentum = _number_or_array(momentum, "momentum", "a number in [0, 1)", 0.0, 1.0)
    if nesterov and not np.any(momentum):
        raise ValueError("nesterov=True looks ahead along the velocity, so it needs momentum above 0, such as 0.9")
    return GradientDescent(_schedule(learning_rate), momentum, bool(nesterov))


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


def as_optimizer(rule: Any) -> Optimizer:
    """Return the update rule, a plain function as an optimizer without memory.

    >>> step, _ = as_optimizer(lambda gradient, params: -0.1 * gradient).update(np.ones(1), None, np.zeros(1))
    >>> step.tolist()
    [-0.1]
    """
    made = not isinstance(rule, type)
    if made and callable(getattr(rule, "init", None)) and callable(getattr(rule, "update", None)):
        return rule  # type: ignore[no-any-return]
    if made and callable(rule):
        if rule is gradient_descent:
            raise TypeError("gradient_descent makes an optimizer from a learning rate: gradient_descent(0.1)")
        return PlainFunction(rule)
    raise TypeError(
        "an optimizer is made by gradient_descent(0.1), or is a function (gradient, params) -> step, or an object with "
        f"init(params) and update(gradient, state, params); got {rule!r}"
    )
