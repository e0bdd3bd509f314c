"""Replace operations by simpler ones with the same result while a function is traced [simplified].

Here are the operations that move numbers; `arithmetic.py` has those that compute with them.
"""

from collections.abc import Callable, Sequence

import numpy as np

from sgdlab.autodiff.dispatch import RULES, Array, Box, Function, Options, Primitive
from sgdlab.autodiff.functions import as_floats, sigmoid, softplus

from .arithmetic import Adding, is_identity, made_by, simpler_arithmetic
from .index import Index
from .steps import is_elementwise

SMALL = 32  # numbers

# What can be told from shapes alone.
STATIC = {"shape", "ndim", "size", "result_type"}


def _mean(x: Array, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Array:
    total = np.sum(x, axis=axis, keepdims=keepdims)
    return total / float(x.size // max(1, total.size))


def _sigmoid(x: Array) -> Array:
    x = as_floats(x)
    known, terms = len(x.recording.nodes), _softplus(x)
    if _is_small(x) or (x.recording.few_calls and len(x.recording.nodes) == known):  # the loss has these terms already
        return np.exp(x - terms)
    return RULES[sigmoid].plain(x)


def _softplus(x: Array) -> Array:
    x = as_floats(x)
    return np.logaddexp(x, 0.0) if _is_small(x) else RULES[softplus].plain(x)


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


def simplified(add: Adding, primitive: Primitive, inputs: Sequence[Array], options: Options) -> Array:
    """Return a simpler node or constant with the same result, or None if there is none."""
    if is_elementwise(primitive.name):
        return simpler_arithmetic(add, primitive, inputs)
    if primitive.name in _UNCHANGED:
        return inputs[0] if _UNCHANGED[primitive.name](inputs[0], **options) else None
    rule = _SHAPES.get(primitive.name)
    return None if rule is None else rule(add, inputs, options)


def _reshape(add: Adding, inputs: Sequence[Array], options: Options) -> Array:
    (x,) = inputs
    shape = np.empty(x.shape, bool).reshape(options["shape"]).shape
    if shape == x.shape:
        return x
    if made_by(x, "reshape"):
        return _reshaped(add, x.inputs[0], shape)
    if made_by(x, "matmul") and len(shape) <= 1:
        product = _matrix_times_vector(add, *x.inputs)
        if product is not None and product.shape == shape:
            return product
    return None if options["shape"] == shape else _reshaped(add, x, shape)


def _reshaped(add: Adding, x: Array, shape: tuple[int, ...]) -> Array:
    return add(RULES[np.reshape], (x,), {"shape": shape})


def _matrix_times_vector(add: Adding, a: Array, b: Array) -> Array:
    """Simplify A b where a vector was turned into a matrix: use the vector itself."""
    if np.ndim(a) != 2 or np.ndim(b) != 2:
        return None
    left, right = _vector(a, 0), _vector(b, 1)
    return None if left is a and right is b else add(RULES[np.matmul], (left, right), {})


def _vector(x: Array, axis: int) -> Array:
    return x.inputs[0] if made_by(x, "reshape") and x.shape[axis] == 1 and np.ndim(x.inputs[0]) == 1 else x


def _pick(add: Adding, inputs: Sequence[Array], options: Options) -> Array:
    """Simplify picking everything, or adding into all of the zeros, to a reshape."""
    x = inputs[0]
    index: Index = options["index"]
    if not index.is_basic or any(isinstance(p, slice) and (p.step or 1) < 0 for p in index.parts):  # or it reverses
        return None
    shape = tuple(options["shape"]) if "shape" in options else index.shape_in(x.shape)
    return _reshaped(add, x, shape) if int(np.prod(shape)) == x.size else None


def _matmul(add: Adding, inputs: Sequence[Array], options: Options) -> Array:
    """Simplify I x and x I to x: a bowl that is not turned, or the directions of all parameters in forward mode."""
    for x, other in (inputs, inputs[::-1]):
        known = x.inner if isinstance(x, Box) and x.is_literal else x  # type: ignore[attr-defined]
        same = isinstance(known, np.ndarray) and known.dtype == other.dtype and 1 <= other.ndim <= 2
        if same and is_identity(known):
            return other
    return None


def _argsort(add: Adding, inputs: Sequence[Array], options: Options) -> Array:
    """Write the order of all entries as that of a vector: an axis that is not given is the last one, and not None."""
    if options.get("axis", -1) is not None:
        return None
    rest = {name: value for name, value in options.items() if name != "axis"}
    return add(RULES[np.argsort], (_reshaped(add, inputs[0], (inputs[0].size,)),), rest)


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
