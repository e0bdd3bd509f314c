"""The same source run by PyTorch: its functions stand in for NumPy's, where it has them [torch]."""

from __future__ import annotations

import importlib.util

import numpy as np

import sgdlab as sl

from .judge import agree, size
from .program import Program

ABSENT = {name for name in ("torch",) if importlib.util.find_spec(name) is None}

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
    several = tuple(range(len(program.arguments)))
    mine, gradients = sl.value_and_grad(program.functions().loss, several)(*program.arguments)
    tolerance = 1e-9 * size(mine, *gradients)
    agree("torch", mine, np.asarray(value.detach()), tolerance, "the value")
    for g, other in zip(gradients, found, strict=True):
        agree("torch", g, np.asarray(other), tolerance, "the gradient")
