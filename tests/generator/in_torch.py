"""PyTorch's functions by the names of NumPy's and sgdlab's, as far as they take the same arguments [NAMES, OURS]."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

th: Any = pytest.importorskip("torch", reason="PyTorch is not installed: no oracle")

_OF_NUMBERS = (
    "add", "subtract", "multiply", "divide", "logaddexp", "logaddexp2", "hypot", "arctan2", "remainder", "fmod",
    "maximum", "minimum", "fmax", "fmin", "where", "greater", "less", "greater_equal", "less_equal", "float_power",
)  # fmt: skip
_SAME = (
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "exp",
    "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "square", "reciprocal", "negative", "positive", "sinc",
    "floor", "ceil", "trunc", "sign", "abs", "absolute", "sum", "mean", "ravel", "reshape", "moveaxis", "swapaxes",
    "squeeze", "broadcast_to", "diagonal", "trace", "tril", "triu", "outer", "kron", "inner", "einsum", "flipud",
    "fliplr", "atleast_1d", "atleast_2d", "atleast_3d", "matmul", "hstack", "vstack", "dstack", "column_stack", "stack",
    "diff", "tile", "logical_not", "amax", "amin", "deg2rad", "rad2deg", "cumsum", "cumprod", "nan_to_num", "diag",
    "ones_like", "zeros_like", "hsplit", "vsplit", "dsplit", "rot90", "argmax", "argmin", "argsort",
)  # fmt: skip
_OTHER_NAMES = {
    "rint": "round", "fabs": "abs", "radians": "deg2rad", "degrees": "rad2deg", "concatenate": "cat",
    "expand_dims": "unsqueeze", "array_split": "tensor_split", "repeat": "repeat_interleave", "take_along_axis":
    "take_along_dim",
}  # fmt: skip


def _of_numbers_too(f: Any) -> Any:
    def call(*args: Any, **options: Any) -> Any:
        return f(*[th.as_tensor(a, dtype=th.float64) if isinstance(a, int | float) else a for a in args], **options)

    return call


def _itself(a: Any) -> Any:
    return a


def _mT(a: Any) -> Any:  # noqa: N802
    return a.mT


def _tensordot(a: Any, b: Any, axes: Any) -> Any:
    pair = axes if isinstance(axes, int) else [(i,) if isinstance(i, int) else i for i in axes]
    return th.tensordot(a, b, dims=pair)


def _take(a: Any, index: Any, axis: Any = None) -> Any:
    if axis is None:
        return a.reshape(-1)[index]
    return th.stack([a.select(axis, int(i)) for i in th.as_tensor(index)], axis)  # no other than a vector of places


def _transpose(a: Any, axes: Any = None) -> Any:
    return th.permute(a, tuple(range(a.ndim))[::-1] if axes is None else axes)


def _flip(a: Any, axis: Any = None) -> Any:
    return th.flip(a, tuple(range(a.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,))


def _prod(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return th.prod(a, dtype=a.dtype) if axis is None and not keepdims else th.prod(a, axis, keepdims)


def _logsumexp(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return th.logsumexp(a, tuple(range(a.ndim)) if axis is None else axis, keepdims)


def _solve(a: Any, b: Any) -> Any:
    if not a.ndim == b.ndim == 2:
        raise NotImplementedError("stacks and vectors are told apart in another way")
    return th.linalg.solve(a, b)


def _dense(X: Any, W: Any, b: Any = None) -> Any:
    return X @ W if b is None else X @ W + (b[..., None, :] if b.ndim > 1 else b)


NAMES = SimpleNamespace(
    **{name: _of_numbers_too(getattr(th, name)) for name in _OF_NUMBERS},
    **{name: getattr(th, name) for name in _SAME},
    **{name: getattr(th, other) for name, other in _OTHER_NAMES.items()},
    power=_of_numbers_too(th.pow), conjugate=_itself, real=_itself, cross=th.linalg.cross, int64=int,
    float64=lambda a: th.tensor(a, dtype=th.float64), arange=lambda n: th.arange(n, dtype=th.float64),
    round=th.round, around=th.round, clip=th.clip, modf=lambda a: (th.frac(a), th.trunc(a)), tensordot=_tensordot,
    cbrt=lambda a: th.sign(a) * th.abs(a) ** (1 / 3), angle=th.angle, copy=th.clone,
    vecdot=th.linalg.vecdot, matrix_transpose=_mT, cumulative_sum=th.cumsum, cumulative_prod=th.cumprod,
    size=lambda a: a.numel(), shape=lambda a: tuple(a.shape), take=_take, flip=_flip, transpose=_transpose,
    prod=_prod, roll=lambda a, shift, axis=None: th.roll(a, shift, axis), sort=lambda a, axis=-1: th.sort(a, axis)[0],
    linalg=SimpleNamespace(
        inv=th.linalg.inv, det=th.linalg.det, slogdet=th.linalg.slogdet, solve=_solve, norm=th.linalg.norm,
        svd=lambda a, compute_uv: th.linalg.svdvals(a), svdvals=th.linalg.svdvals, matmul=th.matmul, outer=th.outer,
        tensordot=_tensordot, cross=th.linalg.cross, vecdot=th.linalg.vecdot,
        matrix_transpose=_mT, matrix_norm=lambda a, keepdims: th.linalg.matrix_norm(a, keepdim=keepdims),
        diagonal=lambda a, offset: th.diagonal(a, offset, -2, -1),
        trace=lambda a, offset: th.diagonal(a, offset, -2, -1).sum(-1),
    ),
)  # fmt: skip
OURS = SimpleNamespace(
    sigmoid=th.sigmoid, softplus=lambda x: th.logaddexp(x, th.zeros_like(x)), relu=th.relu,
    softmax=lambda x, axis=-1: th.softmax(x, axis), logsumexp=_logsumexp, autodiff=SimpleNamespace(dense=_dense),
)  # fmt: skip
