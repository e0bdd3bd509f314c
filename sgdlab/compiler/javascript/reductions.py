"""Sums, products and other reductions [reduced].

All have one notation, that of einsum [Reduction]. Few entries are written in a line, and many in a loop.
"""

from collections.abc import Callable, Sequence
from math import prod
from typing import NamedTuple, Protocol

import numpy as np

from sgdlab.autodiff.dispatch import Array
from sgdlab.autodiff.rules.array import axes_of

from ..naming import Code, Names, wrapped
from ..steps import Step
from ..whole import Size
from .body import Body, is_few
from .places import Where, flat
from .spellings import as_condition, as_number

FOLDS = {  # how a number starts, and how an entry changes it
    "max": ("-Infinity", "{0} = Math.max({0}, {1});"),
    "min": ("Infinity", "{0} = Math.min({0}, {1});"),
    "any": ("0", "if ({1} !== 0) {0} = 1;"),
    "all": ("1", "if ({1} === 0) {0} = 0;"),
    "count_nonzero": ("0", "if ({1} !== 0) {0} += 1;"),
}
TOGETHER = 4  # terms of a long sum that are added at once: the processor adds them at the same time
_SUM = ("0", "{0} += {1};")
_PICKS = {"argmax": (">", "-Infinity"), "argmin": ("<", "Infinity")}  # what is better, and where it starts
_ALWAYS_LOOPS = {"any", "all", "count_nonzero", *_PICKS}
REDUCING = {"sum", *FOLDS, *_PICKS}  # over some axes of one array


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


class Writer(Protocol):
    """What writes the entries that are reduced; `loops` says which steps need one, as far as it was asked."""

    names: Names
    body: Body
    stored: dict[int, str]
    loops: dict[int, bool]

    def number(self, a: Array, at: Where) -> Code: ...
    def is_read(self, a: Array) -> bool: ...


def reduced(writer: Writer, step: Step, reduction: Reduction, at: Where, name: str | None) -> Code:
    """Return the code of an entry of a reduction; `name` is for the variable that a loop changes, if not the step's."""
    where = dict(zip(reduction.result, at, strict=True))
    over = list(reduction.reduced.values())

    def term(inner: Sequence[Size]) -> Code:
        place = {**where, **dict(zip(reduction.reduced, inner, strict=True))}
        return _product([writer.number(a, reduction.where(k, place)) for k, a in enumerate(reduction.operands)])

    if step.op in _PICKS:
        return _picked(writer.body, step.op, over, term, name or writer.names[step])
    if prod(over) == 1:
        single = term([0] * len(over))
        return as_number(as_condition(single)) if step.op in _ALWAYS_LOOPS else single
    if not has_loop(writer, step):
        return _written_out(step.op, [term(inner) for inner in writer.body.each(over)])
    start, change = FOLDS.get(step.op, _SUM)
    name = writer.body.local(name or writer.names[step], start, "let")
    is_sum = step.op not in FOLDS and all(writer.is_read(a) for a in reduction.operands)
    together = TOGETHER if is_sum and isinstance(over[-1], int) and over[-1] > 8 and over[-1] % TOGETHER == 0 else 1
    for *outer, last in writer.body.loops_over(over, together):
        terms = [term([*outer, last + k]) for k in range(together)]
        writer.body.line(change.format(name, _written_out(step.op, terms).text))
    return Code(name)


def has_loop(writer: Writer, a: Array) -> bool:
    """Whether an entry needs a loop, in itself or in what it is computed from."""
    if not isinstance(a, Step) or id(a) in writer.stored:
        return False
    if id(a) not in writer.loops:
        reduction = reduction_of(a)
        has_many = reduction is not None and not is_few([*reduction.reduced.values()])
        writer.loops[id(a)] = has_many or a.op in _ALWAYS_LOOPS or any(has_loop(writer, x) for x in a.inputs)
    return writer.loops[id(a)]


def _product(factors: Sequence[Code]) -> Code:
    kept = [f for f in factors if f.text != "1"]
    if len(kept) <= 1:
        return kept[0] if kept else Code("1")
    return Code(" * ".join(wrapped(f, 3 + (k > 0)) for k, f in enumerate(kept)), 3)


def _written_out(op: str, terms: Sequence[Code]) -> Code:
    if op in ("max", "min"):
        return Code(f"Math.{op}({', '.join(t.text for t in terms)})")
    return Code(" + ".join(wrapped(t, 2 + (k > 0)) for k, t in enumerate(terms)), 2) if terms else Code("0")


def _picked(body: Body, op: str, over: Where, term: Callable[[Where], Code], name: str) -> Code:
    """Find the position of the best entry; NaN is better than all, and of several the first is taken."""
    sign, start = _PICKS[op]
    best, name = body.local("best", start, "let"), body.local(name, "0", "let")
    for inner in body.loops_over(over):
        entry = body.local("entry", term(inner).text)
        with body.block(f"if ({entry} {sign} {best} || (Number.isNaN({entry}) && !Number.isNaN({best})))"):
            body.line(f"{best} = {entry};\n{name} = {flat(over, inner)};")
    return Code(name)
