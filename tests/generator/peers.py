"""The same source run by PyTorch and JAX: their functions stand in for NumPy's, where they have them [torch, jax]."""

from __future__ import annotations

import importlib.util
import types
from typing import Any

import numpy as np

import sgdlab as sl

from .judge import agree, size
from .program import Program

ABSENT = {name for name in ("torch", "jax") if importlib.util.find_spec(name) is None}

# What a peer raises where it has no such function, or takes other arguments: nothing is compared then.
UNTRANSLATED = (
    TypeError, ValueError, IndexError, AttributeError, RuntimeError, NotImplementedError, UserWarning, OverflowError,
)  # fmt: skip


class SkippedError(Exception):
    """The peer can't run the program: nothing was compared."""


def torch(program: Program, rng: np.random.Generator) -> None:
    """Value and gradients of the loss by PyTorch."""
    import torch as th

    from .in_torch import NAMES, OURS

    source = program.source().replace(".astype(np.float64)", ".double()").replace(".astype(", ".to(")
    if any(word in source for word in (".var(", ".std(", ".max(", ".min(")):
        raise SkippedError  # it divides by n - 1, and returns indices, too
    leaves = [th.tensor(np.asarray(a), requires_grad=True) for a in program.arguments]
    try:
        value = program.run_by(NAMES, OURS, lambda a: th.tensor(np.asarray(a)), source).loss(*leaves)
        if value.requires_grad:
            value.backward()  # some of its functions have no derivative
    except UNTRANSLATED as error:
        raise SkippedError from error
    found = [t.grad if t.grad is not None else np.zeros(t.shape) for t in leaves]
    _compare("torch", program, value.detach(), found)


def jax(program: Program, rng: np.random.Generator) -> None:
    """Value and gradients of the loss by JAX."""
    import jax as jx

    jx.config.update("jax_enable_x64", True)
    jx.config.update("jax_disable_most_optimizations", True)  # each program is compiled, and runs once
    if any(word in line.code for line in program.lines for word in ("linalg.eig", "cholesky")):
        raise SkippedError  # it makes a matrix symmetric, where NumPy reads one triangle
    ours = types.SimpleNamespace(
        sigmoid=jx.nn.sigmoid, softplus=jx.nn.softplus, relu=jx.nn.relu, softmax=jx.nn.softmax,
        logsumexp=jx.scipy.special.logsumexp,
    )  # fmt: skip
    loss = program.run_by(jx.numpy, ours, lambda a: a, program.source()).loss
    try:
        value, gradients = jx.jit(jx.value_and_grad(loss, tuple(range(len(program.arguments)))))(*program.arguments)
    except UNTRANSLATED as error:
        raise SkippedError from error
    _compare("jax", program, value, gradients)


def _compare(kind: str, program: Program, value: Any, gradients: Any) -> None:
    several = tuple(range(len(program.arguments)))
    mine, found = sl.value_and_grad(program.functions().loss, several)(*program.arguments)
    tolerance = 1e-9 * size(mine, *found)
    agree(kind, mine, np.asarray(value), tolerance, "the value")
    for g, other in zip(found, gradients, strict=True):
        agree(kind, g, np.asarray(other), tolerance, "the gradient")
