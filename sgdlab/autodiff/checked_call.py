"""Primitives as users call them: the arguments are checked, and the errors explain what is wrong [composite]."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import cast

import numpy as np

from sgdlab.calls import wrong_call
from sgdlab.checks import reals

from .dispatch import Array, Box, Function, Plain, Primitive, Rule, apply, own
from .tensor import Tensor

_ndarray, _FLOAT64 = np.ndarray, np.dtype(np.float64)


def composite(takes: str, *rules: tuple[Rule, ...], constant: Array = None) -> Callable[[Plain], Plain]:
    """Make a function with derivatives, given (reverse, forward) rules for each differentiable argument.

    `takes` is text that says which shapes go together, and `constant(first, second)` checks a second argument that has
    no derivative.
    """
    vjps, jvps = zip(*rules, strict=True)

    def decorate(plain: Plain) -> Plain:
        primitive = Primitive(plain.__name__, plain, vjps, jvps, arrays=len(rules), batches=True)
        own(primitive)
        return cast(Plain, _checked_call(primitive, takes, constant))

    return decorate


def _checked_call(primitive: Primitive, takes: str, constant: Array) -> Function:
    """The primitive as users call it: it takes plain numbers too, and its errors name the shapes."""
    signature, arrays = inspect.signature(primitive.plain), primitive.arrays
    names = tuple(signature.parameters)[:arrays]
    fewest = sum(one.default is one.empty for one in signature.parameters.values())
    most = len(signature.parameters)

    def ready(a: Array, name: str) -> Array:
        as_it_is = isinstance(a, Box) or (name == "b" and (a is None or isinstance(a, int | float)))
        return a if as_it_is else reals(a, name)[()]

    @wraps(primitive.plain)
    def function(*args: Array, **named: object) -> Array:
        if named or not fewest <= len(args) <= most:
            if wrong := wrong_call(primitive.plain, args, named):
                raise TypeError(wrong)
            args = signature.bind(*args, **named).args
        for a in args[:arrays]:
            if type(a) is not Tensor and (type(a) is not _ndarray or (a.dtype is not _FLOAT64 and a.dtype.kind != "f")):
                args = (*map(ready, args, names), *args[arrays:])
                break
        if constant is not None and not isinstance(args[1], Box):
            args = (args[0], constant(*args))
        try:
            return apply(primitive, *args)
        except (ValueError, IndexError) as error:
            shapes = ", ".join(str(np.shape(a)) for a in args)
            raise ValueError(f"{primitive.name} takes {takes}; got shapes {shapes}") from error

    return function
