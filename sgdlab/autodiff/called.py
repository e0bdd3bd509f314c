"""Call the function that an operator was given: which arguments are differentiated, and what may come back.

- the call itself                                           [called]
- the arguments by number                                   [chosen, numbered]
- the result: real numbers, one of them for a gradient      [numbers, seed]
- what else the function returned                           [split, released]
"""

from typing import Any

import numpy as np

from sgdlab.checks import given, reals

from .dispatch import Array, Box, Function
from .rules.calls import real
from .rules.methods import LostDerivativeError
from .tensor import Tensor


def called(f: Function, /, *args: Array, **options: Array) -> Array:
    """Return f(*args, **options); if f fills a plain array with boxes, raise the reason instead of NumPy's message."""
    try:
        return f(*args, **options)
    except ValueError as error:  # "setting an array element with a sequence."
        if isinstance(error.__cause__, LostDerivativeError):
            raise error.__cause__ from None
        raise


def chosen(argnums: int | tuple[int, ...], args: tuple[Array, ...]) -> tuple[int, ...]:
    """Return the numbers of the arguments to differentiate, counted from 0."""
    numbers = numbered(argnums)
    found = tuple(i % len(args) for i in numbers if -len(args) <= i < len(args))
    if len(found) < len(numbers):
        raise ValueError(
            f"argnums is the number of an argument, from 0, or a tuple of such numbers; got {given(argnums)} for a "
            f"function that was called with {len(args)} arguments by position"
        )
    if len(set(found)) < len(found):
        raise ValueError(f"argnums names each argument once (-1 is the last one); got {argnums}: leave out the repeats")
    return found


def numbered(argnums: int | tuple[int, ...]) -> tuple[int, ...]:
    """Return `argnums` as a tuple of whole numbers."""
    found = argnums if isinstance(argnums, tuple) else (argnums,)
    if not found or not all(isinstance(i, int | np.integer) and not isinstance(i, bool) for i in found):
        raise ValueError(
            f"argnums is the number of an argument, from 0, or a tuple of such numbers; got {given(argnums)}. The "
            "point comes in a call of its own, as in grad(f)(x)"
        )
    return found


def numbers(output: Array) -> Array:
    """Return the result of a function, checked to be real numbers."""
    if isinstance(output, tuple | list) and any(isinstance(one, Box) for one in output):
        raise TypeError(
            f"the function returned {len(output)} values: join them with np.stack or np.concatenate, or give "
            "has_aux=True to grad or value_and_grad, which hand on what comes with the first"
        )
    box: Any = output if isinstance(output, Box) else None
    if box is None or box.dtype.kind != "f":
        reals(output if box is None else real(box.inner), "the result of the function")
    return output


def seed(value: Array) -> Array:
    """Return 1 in the type of a value: its gradient with respect to itself, if it is one real number."""
    inside = value
    while isinstance(inside, Box):
        inside = inside.inner
    if type(inside) is np.float64:  # the usual result, and nothing to check
        return np.float64(1.0)
    shape = np.shape(numbers(value))
    if shape:
        raise ValueError(
            f"the function returned shape {shape}, but only one number has a gradient: reduce it first, e.g. with "
            "np.mean(...), or use sgdlab.jacobian"
        )
    return np.ones((), value.dtype)[()] if isinstance(value, Tensor) else np.float64(1.0)


def split(output: Array) -> tuple[Array, Any]:
    """Return the value and what comes with it, of a function that returns both."""
    if not (isinstance(output, tuple) and len(output) == 2):
        raise ValueError(f"has_aux=True needs a function that returns (value, anything); it returned {given(output)}")
    return output


def released(found: Any, level: int) -> Any:
    """Return results without the Tensors of a pass that has ended; also those in lists, tuples and dictionaries."""
    if isinstance(found, Tensor) and found.level == level:
        return found.inner
    if type(found) is dict:
        return {key: released(one, level) for key, one in found.items()}
    if isinstance(found, tuple) and hasattr(found, "_make"):  # a named tuple
        return found._make(released(one, level) for one in found)
    return type(found)(released(one, level) for one in found) if type(found) in (list, tuple) else found
