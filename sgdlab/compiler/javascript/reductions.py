"""Sums, products and other reductions in one notation, that of einsum [Reduction]."""

from collections.abc import Sequence
from functools import reduce
from math import prod
from typing import NamedTuple

import numpy as np

from sgdlab.autodiff.dispatch import Array
from sgdlab.autodiff.rules.array import axes_of

from ..naming import Code, infix
from ..steps import Step
from ..whole import Size
from .places import Where

FOLDS = {  # how a number starts, and how an entry changes it
    "max": ("-Infinity", "{0} = Math.max({0}, {1});"),
    "min": ("Infinity", "{0} = Math.min({0}, {1});"),
    "any": ("0", "if ({1} !== 0) {0} = 1;"),
    "all": ("1", "if ({1} === 0) {0} = 0;"),
    "count_nonzero": ("0", "if ({1} !== 0) {0} += 1;"),
}
SUM = ("0", "{0} += {1};")
PICKS = {"argmax": (">", "-Infinity"), "argmin": ("<", "Infinity")}  # what is better, and where it starts
ALWAYS_LOOPS = {"any", "all", "count_nonzero", *PICKS}
REDUCING = {"sum", *FOLDS, *PICKS}  # over some axes of one array


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
            for axis, n in zip(axes, np.shape(a), strict=True):
                if found.get(axis, 1) == 1:
                    found[axis] = n
        return found

    @property
    def reduced(self) -> dict[str, Size]:
        """The lengths of the axes that are not in the result."""
        return {axis: n for axis, n in self.lengths.items() if axis not in self.result}

    def where(self, k: int, at: dict[str, Size]) -> Where:
        """Return the index into operand k."""
        return [0 if n == 1 else at[axis] for axis, n in zip(self.axes[k], np.shape(self.operands[k]), strict=True)]

    def reads_once(self, k: int) -> bool:
        """Whether each entry of operand k is read only once."""
        return bool(prod(self.lengths.values()) == prod(np.shape(self.operands[k])))


def reduction_of(step: Step) -> Reduction | None:
    """Return what a step sums or reduces, or None if it does not."""
    if step.op in REDUCING:
        x = step.inputs[0]
        axes = [f"a{k}" for k in range(len(x.shape))]
        gone = axes_of(step.options.get("axis"), len(axes))
        kept = [(f"1{a}" if k in gone else a) for k, a in enumerate(axes)]
        return Reduction([x], [axes], kept if step.options.get("keepdims") else [a for a in kept if a[0] != "1"])
    if step.op == "einsum":
        terms, result = step.options["subscripts"].split("->")
        return Reduction(step.inputs, terms.split(","), result)
    if step.op == "vdot":
        axes = [f"a{k}" for k in range(np.ndim(step.inputs[0]))]
        return Reduction(step.inputs, [axes, axes], [])
    if step.op in ("dot", "matmul"):
        return _matrix_product(step.inputs)
    return None


def _matrix_product(inputs: Sequence[Array]) -> Reduction:
    left, right = map(np.ndim, inputs)
    stack = [f"a{k}" for k in range(max(left, right, 2) - 2)]
    rows, columns = ["i"] * (left > 1), ["k"] * (right > 1)
    first = [*stack[len(stack) - max(left - 2, 0) :], *rows, "j"]
    second = [*stack[len(stack) - max(right - 2, 0) :], "j", *columns]
    return Reduction(inputs, [first, second], [*stack, *rows, *columns])


def product(factors: Sequence[Code]) -> Code:
    kept = [f for f in factors if f.text != "1"]
    return reduce(lambda left, right: infix(left, "*", right, 3), kept) if kept else Code("1")


def written_out(op: str, terms: Sequence[Code]) -> Code:
    """Return the code of a few terms, reduced in a line."""
    if op in ("max", "min"):
        return Code(f"Math.{op}({', '.join(t.text for t in terms)})")
    return reduce(lambda left, right: infix(left, "+", right, 2), terms) if terms else Code("0")
