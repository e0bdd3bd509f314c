"""Replace operations by simpler ones with the same result while a function is traced [simplified]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from sgdlab.autodiff.dispatch import RULES, Array, Box, Function, Options, Primitive
from sgdlab.autodiff.functions import as_floats

from .index import Index
from .steps import is_elementwise

SMALL = 32  # numbers

# What can be told from shapes alone.
STATIC = {"shape", "ndim", "size", "result_type", "full_like", "zeros_like", "ones_like", "empty_like"}


class Recorder(Protocol):
    """What the simpler operation is added to; `literals` are the numbers of nodes that stay in the program."""

    literals: set[int]

    def add(self, primitive: Primitive, args: Sequence[Array], options: Options) -> Array: ...


def _mean(x: Array, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Array:
    total = np.sum(x, axis=axis, keepdims=keepdims)
    return total / float(x.size // max(1, total.size))


def _sigmoid(x: Array) -> Array:
    """The same as `sgdlab.sigmoid`, written with terms that softplus computes too."""
    x = as_floats(x)
    if _is_small(x):
        return np.exp(x - _softplus(x))
    return np.exp(np.minimum(x, 0.0)) / (1.0 + np.exp(-np.abs(x)))


def _softplus(x: Array) -> Array:
    x = as_floats(x)
    if _is_small(x):
        return np.logaddexp(x, 0.0)
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def _is_small(x: Array) -> bool:
    """Whether an array is so small that calls cost more than numbers, and the recording wants few of them."""
    return bool(x.size <= SMALL and x.recording.few_calls)


def _power(a: Array, p: object) -> Array:
    if type(p) in (int, float) and p == 2 and a.dtype.kind == "f":  # a NumPy number would affect the type
        return a * a
    recording = next(x.recording for x in (a, p) if isinstance(x, Box))  # type: ignore[attr-defined]
    return recording.add(RULES[np.power], (a, p), {})


# Primitives that are better written with other primitives, by name.
REWRITTEN: dict[str, Function] = {
    "mean": _mean, "sigmoid": _sigmoid, "softplus": _softplus, "square": lambda x: x * x, "power": _power,
    "constant": lambda x: x, "positive": lambda x: x,
}  # fmt: skip


def is_uniform(array: Array) -> bool:
    """Whether all numbers in an array are the same, bit by bit (0.0 and -0.0 differ)."""
    return bool(array.tobytes() == array.size * array.flat[0].tobytes())


def simplified(recording: Recorder, primitive: Primitive, inputs: Sequence[Array], options: Options) -> Array:
    """Return a simpler node or constant with the same result, or None if there is none."""
    if is_elementwise(primitive.name):
        return _elementwise(recording, primitive, inputs)
    if primitive.name in _UNCHANGED:
        return inputs[0] if _UNCHANGED[primitive.name](inputs[0], **options) else None
    rule = _SHAPES.get(primitive.name)
    return None if rule is None else rule(recording, inputs, options)


# Shapes.


def _reshape(recording: Recorder, inputs: Sequence[Array], options: Options) -> Array:
    (x,) = inputs
    shape = np.empty(x.shape, bool).reshape(options["shape"]).shape
    if shape == x.shape:
        return x
    if made_by(x, "reshape"):
        return _reshaped(recording, x.inputs[0], shape)
    if made_by(x, "matmul") and len(shape) <= 1:
        product = _matrix_times_vector(recording, *x.inputs)
        if product is not None and product.shape == shape:
            return product
    return None if options["shape"] == shape else _reshaped(recording, x, shape)


def _reshaped(recording: Recorder, x: Array, shape: tuple[int, ...]) -> Array:
    return recording.add(RULES[np.reshape], (x,), {"shape": shape})


def _matrix_times_vector(recording: Recorder, a: Array, b: Array) -> Array:
    """Simplify A b where a vector was turned into a matrix: use the vector itself."""
    if np.ndim(a) != 2 or np.ndim(b) != 2:
        return None
    left, right = _vector(a, 0), _vector(b, 1)
    if left is None and right is None:
        return None
    return recording.add(RULES[np.matmul], (a if left is None else left, b if right is None else right), {})


def _vector(x: Array, axis: int) -> Array:
    return x.inputs[0] if made_by(x, "reshape") and x.shape[axis] == 1 and np.ndim(x.inputs[0]) == 1 else None


def _pick(recording: Recorder, inputs: Sequence[Array], options: Options) -> Array:
    """Simplify picking everything, or adding into all of the zeros, to a reshape."""
    x = inputs[0]
    index: Index = options["index"]
    if not index.is_basic or index.reverses:
        return None
    shape = tuple(options["shape"]) if "shape" in options else index.shape_in(x.shape)
    return _reshaped(recording, x, shape) if int(np.prod(shape)) == x.size else None


def _matmul(recording: Recorder, inputs: Sequence[Array], options: Options) -> Array:
    """Simplify I x and x I to x: a bowl that is not turned, or the directions of all parameters in forward mode."""
    for x, other in (inputs, inputs[::-1]):
        known = x.inner if isinstance(x, Box) and x.number in recording.literals else x  # type: ignore[attr-defined]
        matrix = isinstance(known, np.ndarray) and known.ndim == 2 and 1 <= other.ndim <= 2
        if matrix and known.dtype == other.dtype and np.array_equal(known, np.eye(len(known))):
            return other
    return None


def _argsort(recording: Recorder, inputs: Sequence[Array], options: Options) -> Array:
    """Write the order of all entries as that of a vector: an axis that is not given is the last one, and not None."""
    if options.get("axis", -1) is not None:
        return None
    rest = {name: value for name, value in options.items() if name != "axis"}
    return recording.add(RULES[np.argsort], (_reshaped(recording, inputs[0], (inputs[0].size,)),), rest)


_SHAPES: dict[str, Function] = {
    "reshape": _reshape, "getitem": _pick, "scatter": _pick, "matmul": _matmul, "argsort": _argsort,
}  # fmt: skip


def _keeps_axes(x: Array, axes: Sequence[int] | None = None) -> bool:
    return x.ndim < 2 if axes is None else [a % x.ndim for a in axes] == list(range(x.ndim))


def _is_number(x: Array, **_: object) -> bool:
    return not x.ndim and x.dtype.kind == "f"


# Operations that return what they are given, and when.
_UNCHANGED: dict[str, Callable[..., bool]] = {
    "broadcast_to": lambda x, shape: tuple(np.atleast_1d(shape)) == x.shape,
    "astype": lambda x, dtype: np.dtype(dtype) == x.dtype,
    "transpose": _keeps_axes, "sum": _is_number, "max": _is_number, "min": _is_number,
}  # fmt: skip


# Arithmetic.


def _elementwise(recording: Recorder, primitive: Primitive, inputs: Sequence[Array]) -> Array:
    try:
        shape = np.broadcast_shapes(*[np.shape(a) for a in inputs])
    except ValueError:  # the operation itself raises a better error
        return None
    real = all(a.dtype.kind == "f" for a in inputs if isinstance(a, Box))  # type: ignore[attr-defined]
    found = _ARITHMETIC[primitive.name](*inputs) if real and primitive.name in _ARITHMETIC else None
    if found is not None and _fits(found, shape, primitive, inputs):
        return found
    arguments = list(inputs)
    for i in range(len(arguments)):  # in turn, because two inputs could both lose an axis that one has to keep
        arguments[i] = _before_broadcast(arguments, i, shape)
    if all(new is old for new, old in zip(arguments, inputs, strict=True)):
        return None
    return recording.add(primitive, arguments, {})


def _fits(found: Array, shape: tuple[int, ...], primitive: Primitive, inputs: Sequence[Array]) -> bool:
    return found.shape == shape and found.dtype == primitive.plain(*map(_sample, inputs)).dtype  # type: ignore[no-any-return]


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
    opposite = _opposite(b)
    return None if opposite is None else a - opposite


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


def _subtract(a: Array, b: Array) -> Array:
    if _is_all(b, 0):
        return a
    return a + b.inputs[0] if made_by(b, "negative") else None


def _multiply(a: Array, b: Array) -> Array:
    """Simplify 1 x to x, and c (d x) to (c d) x if c or d is a number and their product is as precise as the result."""
    if not isinstance(b, Box):
        a, b = b, a
    if _is_all(a, 1):
        return b
    if isinstance(a, Box) or not made_by(b, "multiply"):
        return None
    c, x = b.inputs if not isinstance(b.inputs[0], Box) else b.inputs[::-1]
    if isinstance(c, Box) or (np.ndim(a) and np.ndim(c)):
        return None
    factor = a * c
    return factor * x if isinstance(factor, (int, float)) or factor.dtype == b.dtype else None


def _divide(a: Array, b: Array) -> Array:
    return a if _is_all(b, 1) else None


def _negative(a: Array) -> Array:
    if made_by(a, "negative"):
        return a.inputs[0]
    if made_by(a, "multiply") and not all(isinstance(x, Box) for x in a.inputs):
        return -1.0 * a
    return a.inputs[1] - a.inputs[0] if made_by(a, "subtract") else None


_ARITHMETIC: dict[str, Function] = {
    "add": _add, "subtract": _subtract, "multiply": _multiply, "divide": _divide, "negative": _negative,
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
