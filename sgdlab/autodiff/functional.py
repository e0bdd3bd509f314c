"""Operators on functions: the gradient [grad] with its value [value_and_grad]."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .dispatch import Array, Box, fresh_level
from .tensor import Tensor, as_owned, as_values, backward


def _gradient(f: Callable[..., Any], args: tuple[Any, ...], argnums: Any, has_aux: bool) -> Any:
    chosen = argnums if isinstance(argnums, tuple) else (argnums,)
    level = fresh_level()
    inputs = {i: Tensor(args[i], level=level) for i in chosen}
    output = f(*[inputs.get(i, a) for i, a in enumerate(args)])
    value, aux = output if has_aux else (output, None)
    if np.shape(value) != ():
        raise ValueError(
            f"a gradient is of one number, and the function returned shape {np.shape(value)}: reduce it first, e.g. "
            "with np.mean(...), or ask for sgdlab.jacobian"
        )
    if isinstance(value, Tensor) and value.level == level:
        backward(value, np.ones_like(value.data))
        value = value.data
    gradients = tuple(np.zeros_like(t.data) if t.grad is None else as_owned(t) for t in inputs.values())
    return value, (gradients if isinstance(argnums, tuple) else gradients[0]), aux


def value_and_grad(
    f: Callable[..., Any], argnums: int | tuple[int, ...] = 0, has_aux: bool = False
) -> Callable[..., Any]:
    """The function that returns f's value and its gradient, computed in reverse mode.

    f returns one number, or (number, anything) with has_aux.

    >>> value_and_grad(lambda x: np.sum(x**2))(np.array([1.0, 2.0]))
    (np.float64(5.0), array([2., 4.]))
    """

    def value_and_gradient(*args: Any) -> Any:
        value, gradient, aux = _gradient(f, args, argnums, has_aux)
        return ((value, aux), gradient) if has_aux else (value, gradient)

    return value_and_gradient


def grad(
    f: Callable[..., Any], argnums: int | tuple[int, ...] = 0, has_aux: bool = False
) -> Callable[..., Any]:
    """The gradient of f as a function: reverse mode, and differentiable again.

    >>> grad(grad(lambda x: x**3))(2.0)
    np.float64(12.0)
    """

    def gradient_of_f(*args: Any) -> Any:
        _, gradient, aux = _gradient(f, args, argnums, has_aux)
        return (gradient, aux) if has_aux else gradient

    return gradient_of_f
