"""Simplify arithmetic while a function is traced: 1 x is x, and a - (-b) is a + b [simpler_arithmetic].

A number is not repeated where broadcasting does that anyway.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sgdlab.autodiff.dispatch import Array, Box, Function, Options, Primitive

Adding = Callable[[Primitive, Sequence[Array], Options], Array]  # adds an operation to a recording


def is_uniform(array: Array) -> bool:
    """Whether all numbers in an array are the same, bit by bit (0.0 and -0.0 differ)."""
    return bool(array.tobytes() == array.size * array.flat[0].tobytes())


def counts(array: Array) -> bool:
    """Whether an array is 0, 1, 2, …"""
    return bool(array.ndim == 1 and array.dtype.kind == "i" and np.array_equal(array, np.arange(array.size)))


def is_identity(array: Array) -> bool:
    """Whether an array is an identity matrix of floats."""
    return bool(array.ndim == 2 and array.dtype.kind == "f" and np.array_equal(array, np.eye(len(array))))


def simpler_arithmetic(add: Adding, primitive: Primitive, inputs: Sequence[Array]) -> Array:
    """Return a simpler node for an elementwise operation, or None if there is none."""
    try:
        shape = np.broadcast_shapes(*[np.shape(a) for a in inputs])
    except ValueError:  # the operation itself raises a better error
        return None
    real = all(a.dtype.kind == "f" for a in inputs if isinstance(a, Box))  # type: ignore[attr-defined]
    found = _ARITHMETIC[primitive.name](*inputs) if real and primitive.name in _ARITHMETIC else None
    if found is not None and found.shape == shape and found.dtype == primitive.plain(*map(_sample, inputs)).dtype:
        return found
    arguments = list(inputs)
    for i in range(len(arguments)):  # in turn, because two inputs could both lose an axis that one has to keep
        arguments[i] = _before_broadcast(arguments, i, shape)
    if all(new is old for new, old in zip(arguments, inputs, strict=True)):
        return None
    return add(primitive, arguments, {})


def _sample(a: Array) -> Array:
    """One number with the type of a."""
    return np.ones((), a.dtype)[()] if hasattr(a, "dtype") else type(a)(1)


def _add(a: Array, b: Array) -> Array:
    if _is_all(b, 0):
        return a
    if _is_all(a, 0):
        return b
    if made_by(a, "negative"):
        return b - a.inputs[0]
    if made_by(b, "scatter") and made_by(a, "add") and _is_spread(a.inputs[1]) and not _is_spread(a.inputs[0]):
        return a.inputs[0] + (a.inputs[1] + b)  # so that the gradients of slices go into one array
    opposite = _opposite(b)
    return None if opposite is None else a - opposite


def _is_spread(a: Array) -> bool:
    """Whether a is the gradient of a slice, zero elsewhere, or a sum that ends with one."""
    return made_by(a, "scatter") or (made_by(a, "add") and made_by(a.inputs[1], "scatter"))


def _opposite(a: Array) -> Array:
    """Return -a without a minus, if a begins with one: c x for -c x, and x y / z for -x y / z."""
    if made_by(a, "negative"):
        return a.inputs[0]
    if not (made_by(a, "multiply") or made_by(a, "divide")) or a.label is not None:
        return None
    first, second = a.inputs
    if isinstance(first, float) and first < 0:
        return -first * second if a.primitive.name == "multiply" else -first / second
    first = _opposite(first)
    if first is None:
        return None
    return first * second if a.primitive.name == "multiply" else first / second


def _multiply(a: Array, b: Array) -> Array:
    """Simplify 1 x to x, and c (d x) to (c d) x if c or d is a number and their product is as precise as the result."""
    if not isinstance(b, Box):
        a, b = b, a
    if _is_all(a, 1):
        return b
    if isinstance(a, float) and made_by(b, "negative"):
        return -a * b.inputs[0]
    if isinstance(a, Box) or not made_by(b, "multiply"):
        return None
    c, x = b.inputs if not isinstance(b.inputs[0], Box) else b.inputs[::-1]
    if isinstance(c, Box) or (np.ndim(a) and np.ndim(c)):
        return None
    if not _keeps_digits(a, c, np.finfo(b.dtype)):
        return None
    factor = a * c
    return factor * x if isinstance(factor, (int, float)) or factor.dtype == b.dtype else None


def _keeps_digits(a: Array, b: Array, kind: "np.finfo[Any]") -> bool:  # NumPy 2.0 needs the quotes
    """Whether products of numbers are neither infinite nor so tiny that they have fewer digits."""
    with np.errstate(all="ignore"):
        size = np.abs(np.multiply(a, b))
        return bool(np.all((size <= kind.max) & ((size >= kind.tiny) | np.equal(a, 0) | np.equal(b, 0))))


def _negative(a: Array) -> Array:
    if made_by(a, "multiply") and not all(isinstance(x, Box) for x in a.inputs):
        return -1.0 * a
    return a.inputs[1] - a.inputs[0] if made_by(a, "subtract") else None


_ARITHMETIC: dict[str, Function] = {
    "add": _add, "multiply": _multiply, "negative": _negative,
    "subtract": lambda a, b: a + b.inputs[0] if made_by(b, "negative") else None,
    "divide": lambda a, b: a if _is_all(b, 1) else None,
}  # fmt: skip


def made_by(a: Array, name: str) -> bool:
    """Whether a is the result of the primitive of this name."""
    return isinstance(a, Box) and a.primitive is not None and a.primitive.name == name  # type: ignore[attr-defined]


def _is_all(a: Array, number: float) -> bool:
    return not isinstance(a, Box) and bool(np.all(np.equal(a, number)))


def _before_broadcast(inputs: Sequence[Array], i: int, shape: tuple[int, ...]) -> Array:
    """Return input i without a repetition that broadcasting does anyway."""
    a = inputs[i]
    rest = [np.shape(b) for j, b in enumerate(inputs) if j != i]

    def enough(smaller: tuple[int, ...]) -> bool:
        return np.broadcast_shapes(smaller, *rest) == shape

    if isinstance(a, np.ndarray) and a.size and enough(()) and is_uniform(a):
        return a.flat[0]
    while made_by(a, "broadcast_to") or made_by(a, "reshape"):
        inner = a.inputs[0]
        alike = made_by(a, "broadcast_to") or a.shape == (1,) * (a.ndim - inner.ndim) + inner.shape
        if not (isinstance(inner, Box) and alike and enough(inner.shape)):  # type: ignore[attr-defined]
            break
        a = inner
    return a
