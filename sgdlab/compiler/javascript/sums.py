"""Sums, products and other reductions in one notation, that of einsum [Reduction, reduction_of]."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from sgdlab.autodiff.dispatch import Array

from ..steps import Step
from ..whole import Size
from .places import Where, shape_of


class Reduction(NamedTuple):
    """The product of operands with named axes, reduced over all axes that are not in the result."""

    operands: Sequence[Array]
    axes: Sequence[Sequence[str]]
    result: Sequence[str]

    @property
    def lengths(self) -> dict[str, Size]:
        """The lengths of all axes; an operand with length 1 is repeated."""
        found: dict[str, Size] = {}
        for a, axes in zip(self.operands, self.axes, strict=True):
            for axis, n in zip(axes, shape_of(a), strict=True):
                if found.get(axis, 1) == 1:
                    found[axis] = n
        return found

    @property
    def reduced(self) -> list[str]:
        return [axis for axis in self.lengths if axis not in self.result]

    def where(self, k: int, at: dict[str, Size]) -> Where:
        """Return the index into operand k."""
        return [0 if n == 1 else at[axis] for axis, n in zip(self.axes[k], shape_of(self.operands[k]), strict=True)]

    def reads_once(self, k: int) -> bool:
        """Whether each entry of operand k is read only once."""
        return bool(prod(self.lengths.values()) == prod(shape_of(self.operands[k])))


REDUCING = {"sum", "max", "min", "any", "all", "count_nonzero", "argmax", "argmin"}  # over some axes of one array


def reduction_of(step: Step) -> Reduction | None:
    """Return what a step sums or reduces, or None if it does not."""
    if step.op in REDUCING:
        x = step.inputs[0]
        axes = [f"a{k}" for k in range(len(x.shape))]
        axis = step.options.get("axis")
        given = range(len(axes)) if axis is None else (axis,) if isinstance(axis, int) else axis
        gone = [k % len(axes) for k in given]
        kept = [(f"1{a}" if k in gone else a) for k, a in enumerate(axes)]
        return Reduction([x], [axes], kept if step.options.get("keepdims") else [a for a in kept if a[0] != "1"])
    if step.op == "einsum":
        terms, result = step.options["subscripts"].split("->")
        return Reduction(step.inputs, terms.split(","), result)
    if step.op == "vdot":
        axes = [f"a{k}" for k in range(len(shape_of(step.inputs[0])))]
        return Reduction(step.inputs, [axes, axes], [])
    if step.op in ("dot", "matmul"):
        return _matrix_product(step.inputs)
    return None


def _matrix_product(inputs: Sequence[Array]) -> Reduction:
    left, right = (len(shape_of(a)) for a in inputs)
    stack = [f"a{k}" for k in range(max(left, right, 2) - 2)]
    rows, columns = ["i"] * (left > 1), ["k"] * (right > 1)
    first = [*stack[len(stack) - max(left - 2, 0) :], *rows, "j"]
    second = [*stack[len(stack) - max(right - 2, 0) :], "j", *columns]
    return Reduction(inputs, [first, second], [*stack, *rows, *columns])
