"""Linear algebra of small dense matrices, by Gaussian elimination [LINEAR_ALGEBRA]."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from sgdlab.autodiff.dispatch import Array

from ..steps import Step
from ..whole import Size
from .places import Shape, Where, broadcast, flat
from .spellings import literal

if TYPE_CHECKING:
    from .memory import Memory

# How the sign of the row exchanges becomes the result, with each number d on the diagonal.
_DETERMINANTS = {
    "det": ("{sign}", "{0} *= {d};"),
    "sign of det": ("{sign}", "{0} *= Math.sign({d});"),
    "logdet": ("0 * {sign}", "{0} += Math.log(Math.abs({d}));"),
}


def _solve(memory: Memory, step: Step, name: str) -> None:
    a, b = step.inputs
    axes = min(np.ndim(b), 2)  # of one right side: a vector for all matrices, or a matrix for each
    stack, last = step.shape[:-axes], step.shape[-axes:]
    for at in memory.body.loops_over(stack):
        start = flat(stack, at) * prod(last)
        _copied(memory, b, at, np.shape(b)[-axes:], name, start)
        work = _matrix(memory, a, at)
        memory.body.line(f"eliminate({work}, {last[0]}, {name}, {start}, {last[1] if len(last) > 1 else 1});")


def _inverse(memory: Memory, step: Step, name: str) -> None:
    n, stack = step.shape[-1], step.shape[:-2]
    memory.body.line(f"{name}.fill(0);")
    for at in memory.body.loops_over(stack):
        start = flat(stack, at) * n * n
        with memory.body.loop(n) as i:
            memory.write(name, start + (n + 1) * i, literal(1))
        memory.body.line(f"eliminate({_matrix(memory, step.inputs[0], at)}, {n}, {name}, {start}, {n});")


def _determinant(memory: Memory, step: Step, name: str) -> None:
    a = step.inputs[0]
    n, (start, change) = np.shape(a)[-1], _DETERMINANTS[step.op]
    for at in memory.body.loops_over(step.shape):
        work = _matrix(memory, a, at)
        target = f"{name}[{flat(step.shape, at)}]" if step.shape else name
        memory.body.line(f"{target} = {start.format(sign=f'eliminate({work}, {n}, {work}, 0, 0)')};")
        with memory.body.loop(n) as i:
            memory.body.line(change.format(target, d=f"{work}[{(n + 1) * i}]"))


def _matrix(memory: Memory, a: Array, at: Where) -> str:
    """Copy a matrix of a stack into new memory, and return its name."""
    memory.needs("eliminate")
    shape = np.shape(a)[-2:]
    work = memory.new(memory.names.numbered("work"), shape)
    _copied(memory, a, at, shape, work, 0)
    return work


def _copied(memory: Memory, a: Array, at: Where, shape: Shape, name: str, start: Size) -> None:
    place = broadcast(np.shape(a)[: -len(shape)], at)
    for inner in memory.body.loops_over(shape):
        memory.write(name, start + flat(shape, inner), memory.entry(a, [*place, *inner]))


LINEAR_ALGEBRA: dict[str, Callable[[Memory, Step, str], None]] = {
    "solve": _solve, "inv": _inverse, **dict.fromkeys(_DETERMINANTS, _determinant),
}  # fmt: skip
