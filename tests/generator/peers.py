"""The same source run by PyTorch and JAX: their functions stand in for NumPy's, where they have them [torch, jax]."""

from __future__ import annotations

import importlib.util
import types
from typing import Any

import numpy as np

import sgdlab as sl

from .judge import agree, size
from .program import Program

INSTALLED = {name for name in ("torch", "jax") if importlib.util.find_spec(name)}


class UntranslatedError(Exception):
    """The peer has no such function, or takes other arguments."""


def torch(program: Program, rng: np.random.Generator) -> bool:
    """Value and gradients of the loss by PyTorch; False where the program can't be translated."""
    import torch as th

    leaves = [th.tensor(np.asarray(a), requires_grad=True) for a in program.arguments]
    try:
        f = program.functions(_torch_numpy(th), _torch_ours(th), lambda a: th.tensor(np.asarray(a)))
        value = f.loss(*leaves)
    except (UntranslatedError, TypeError, RuntimeError, ValueError, IndexError, AttributeError, NotImplementedError, UserWarning):
        return False  # which functions are compared at all, a test counts
    if any(word in program.source() for word in ("//", ".var(", ".std(")):
        return False  # it has no derivative of the first, and divides the others by n - 1
    if value.requires_grad:
        value.backward()
    gradients = [np.zeros(np.shape(a)) if t.grad is None else t.grad.numpy() for a, t in zip(program.arguments, leaves, strict=True)]
    _compare("torch", program, value.detach().numpy(), gradients)
    return True


def jax(program: Program, rng: np.random.Generator) -> bool:
    """Value and gradients of the loss by JAX; False where the program can't be translated."""
    import jax as jx

    jx.config.update("jax_enable_x64", True)
    ours = types.SimpleNamespace(
        sigmoid=jx.nn.sigmoid, softplus=jx.nn.softplus, relu=jx.nn.relu, softmax=jx.nn.softmax,
        logsumexp=jx.scipy.special.logsumexp,
    )  # fmt: skip
    f = program.functions(jx.numpy, ours)
    try:
        value, gradients = jx.value_and_grad(f.loss, tuple(range(len(program.arguments))))(*program.arguments)
    except (TypeError, ValueError, AttributeError, NotImplementedError, IndexError):
        return False
    _compare("jax", program, value, gradients)
    return True


def _compare(kind: str, program: Program, value: Any, gradients: Any) -> None:
    several = tuple(range(len(program.arguments)))
    mine, found = sl.value_and_grad(program.functions().loss, several)(*program.arguments)
    scale = 1e-9 * size(mine, *found)
    agree(kind, mine, np.asarray(value), scale, "the value")
    for g, other in zip(found, gradients, strict=True):
        agree(kind, g, np.asarray(other), scale, "the gradient")


# NumPy's names that PyTorch has, with NumPy's arguments.
_SAME = """
    sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh exp exp2 expm1 log log2 log10 log1p sqrt
    square reciprocal negative positive sinc floor ceil trunc sign abs absolute add subtract multiply divide
    logaddexp logaddexp2 hypot arctan2 remainder fmod where sum mean prod ravel reshape moveaxis swapaxes squeeze
    broadcast_to diagonal trace tril triu outer kron inner einsum flipud fliplr atleast_1d atleast_2d matmul hstack
    vstack dstack column_stack stack diff tile float64 float32 greater less greater_equal less_equal logical_not
""".split()


def _torch_numpy(th: Any) -> Any:
    """PyTorch's functions by NumPy's names."""

    def called(f: Any) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            return f(*[th.as_tensor(a, dtype=th.float64) if isinstance(a, float) else a for a in args], **options)

        return call

    members: dict[str, Any] = {name: called(getattr(th, name)) for name in _SAME if hasattr(th, name)}
    members |= {
        "float64": lambda a: th.tensor(a, dtype=th.float64), "arange": th.arange, "size": lambda a: a.numel(),
        "shape": lambda a: tuple(a.shape), "power": called(th.pow), "rint": th.round, "fabs": th.abs,
        "maximum": called(th.maximum), "minimum": called(th.minimum), "fmax": called(th.fmax), "fmin": called(th.fmin),
        "radians": th.deg2rad, "degrees": th.rad2deg, "deg2rad": th.deg2rad, "rad2deg": th.rad2deg,
        "transpose": lambda a, axes=None: th.permute(a, tuple(range(a.ndim))[::-1] if axes is None else axes),
        "amax": th.amax, "amin": th.amin, "concatenate": th.cat, "cumsum": th.cumsum, "cumprod": th.cumprod,
        "take": _take(th), "flip": _flip(th), "roll": _roll(th), "expand_dims": th.unsqueeze, "sort": _sort(th),
        "cos": lambda a: th.cos(a.double()), "prod": _prod(th),
        "linalg": types.SimpleNamespace(inv=th.linalg.inv, det=th.linalg.det, solve=_solve(th), slogdet=th.linalg.slogdet),
    }  # fmt: skip
    space = types.SimpleNamespace(**members)
    if not hasattr(th.Tensor, "astype"):
        th.Tensor.astype = lambda self, dtype: self.to(th.float64)  # of `weights`, in float64 programs
    return space


def _take(th: Any) -> Any:
    def take(a: Any, index: Any, axis: Any = None) -> Any:
        return a.reshape(-1)[index] if axis is None else a.movedim(axis, 0)[index].movedim(0, axis) if th.as_tensor(index).ndim == 1 else _no()

    return take


def _no() -> Any:
    raise UntranslatedError


def _flip(th: Any) -> Any:
    return lambda a, axis=None: th.flip(a, tuple(range(a.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,))


def _roll(th: Any) -> Any:
    return lambda a, shift, axis=None: th.roll(a, shift, axis) if not isinstance(axis, tuple) or isinstance(shift, tuple) else _no()


def _sort(th: Any) -> Any:
    return lambda a, axis=-1: th.sort(a, axis).values if axis is not None else _no()


def _solve(th: Any) -> Any:
    return lambda a, b: th.linalg.solve(a, b) if b.ndim >= 2 and a.ndim == b.ndim == 2 else _no()


def _prod(th: Any) -> Any:
    return lambda a, axis=None, keepdims=False: th.prod(a, axis, keepdims) if isinstance(axis, int) else th.prod(a) if axis is None and not keepdims else _no()


def _torch_ours(th: Any) -> Any:
    return types.SimpleNamespace(
        sigmoid=th.sigmoid, softplus=lambda x: th.logaddexp(x, th.zeros_like(x)), relu=th.relu,
        softmax=lambda x, axis=-1: th.softmax(x, axis) if isinstance(axis, int) else _no(),
        logsumexp=lambda x, axis=None, keepdims=False: th.logsumexp(x, tuple(range(x.ndim)) if axis is None else axis, keepdims),
        affine=lambda X, w, b=None: _no(), dense=lambda X, W, b=None: X @ W if b is None else X @ W + b[..., None, :] if b.ndim > 1 else X @ W + b,
    )  # fmt: skip
