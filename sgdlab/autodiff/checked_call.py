"""A primitive of ours as users call it: what they give is checked, and errors are in words [composite]."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from sgdlab.checks import reals

from .dispatch import Array, Box, Function, Primitive, Rule, apply, own
from .tensor import Tensor

_ndarray = np.ndarray


def composite(takes: str, *rules: tuple[Rule, ...], constant: Array = None) -> Callable[[Callable[..., Array]], Any]:
    """Make a primitive, given (reverse, forward) rules for each argument that can be differentiated.

    A third rule takes many tangents at once; where there is none, the second does.  `takes` says which shapes go
    together, and `constant(first, second)` checks a second argument that has no derivative.
    """
    vjps, jvps, *many = zip(*rules, strict=True)

    def decorate(plain: Callable[..., Array]) -> Any:
        last = many[0] if many else None
        primitive = Primitive(plain.__name__, plain, vjps, jvps, arrays=len(rules), batches=not many, many=last)
        own(primitive)
        return _door(primitive, takes, constant)

    return decorate


def _door(primitive: Primitive, takes: str, constant: Array) -> Function:
    """The primitive as it is called from outside: on plain numbers too, and with errors in words."""
    signature, arrays = inspect.signature(primitive.plain), primitive.arrays
    names = tuple(signature.parameters)[:arrays]

    def ready(a: Array, name: str) -> Array:
        as_it_is = isinstance(a, Box) or (name == "b" and (a is None or isinstance(a, int | float)))
        return a if as_it_is else reals(a, name)[()]

    @wraps(primitive.plain)
    def function(*args: Array, **named: Any) -> Array:
        if named:
            args = signature.bind(*args, **named).args
        for a in args[:arrays]:
            if type(a) is not Tensor and (type(a) is not _ndarray or a.dtype.kind != "f"):
                args = (*map(ready, args, names), *args[arrays:])
                break
        if constant is not None and len(args) == 2 and not isinstance(args[1], Box):
            args = (args[0], constant(*args))
        try:
            return apply(primitive, *args)
        except (ValueError, IndexError) as error:
            shapes = ", ".join(str(np.shape(a)) for a in args)
            raise ValueError(f"{primitive.name} takes {takes}; got shapes {shapes}") from error

    return function
