"""Steps that are stored, each with loops of its own [Memory]."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import numpy as np

from sgdlab.autodiff.dispatch import Array

from ..naming import Code, Names
from ..steps import Step
from ..whole import Size
from .expressions import Expressions
from .linear_algebra import LINEAR_ALGEBRA
from .places import Position, Shape, Where, flat, in_order, is_view
from .plan import Plan, placed
from .spellings import as_number


class Memory(Expressions):
    """Fills the memory of stored steps; `made` is the memory, as declarations."""

    def __init__(self, plan: Plan, names: Names) -> None:
        super().__init__(plan, names)
        self.made: list[str] = []

    def new(self, name: str, shape: Shape) -> str:
        """Make memory for an array."""
        self.made.append(f"{name} = new Float64Array({prod(shape)})")
        return name

    def write(self, name: str, position: object, code: Code, sign: str = "=") -> None:
        self.body.line(f"{name}[{position}] {sign} {as_number(code).text};")

    def put(self, a: Array, name: str, position: Position, sign: str = "=") -> None:
        """Write the entries of an array into memory, each at its position."""
        for at in self.each(a):
            self.write(name, position(at), self.filled(a, at), sign)

    def copy(self, a: Array, name: str) -> None:
        """Write the entries of an array into memory, in C order."""
        self.put(a, name, in_order(np.shape(a)))

    def filled(self, a: Array, at: Where) -> Code:
        """Return an entry that goes into memory, so it needs no variable."""
        if not isinstance(a, Step) or id(a) in self.stored or is_view(a) or a.op in ("size", "arange"):
            return self.entry(a, at)
        return self.code(a, at, "sum")

    def store(self, step: Step) -> None:
        """Compute a step, and keep it for those that read it."""
        name = self.names[step]
        if not step.shape and step.op not in LINEAR_ALGEBRA:
            code = self.entry(step, []) if is_view(step) else self.code(step, [])
            name = name if code.text == name else self.body.local(name, as_number(code).text)
        else:
            special = SPECIAL.get(step.op)
            name = self.new(name, step.shape) if step.shape else self.body.local(name, "0", "let")
            self.copy(step, name) if special is None else special(self, step, name)
        self.stored[id(step)] = name


def _assemble(memory: Memory, step: Step, name: str) -> None:
    fill = step.options["fill"]
    if fill != "whole":
        memory.body.line(f"{name}.fill(0);")
    for k, (index, arrays, value) in enumerate(step.pieces):
        found = placed(step, k)
        if found is None:
            for at in memory.each(value):
                place = flat(step.shape, memory.inside(index, step.shape, at, arrays))
                memory.write(name, place, memory.filled(value, at), "+=")
        else:
            memory.put(found[0], name, found[1], "+=" if fill == "overlap" else "=")


def _concatenate(memory: Memory, step: Step, name: str) -> None:
    axis = step.options.get("axis", 0) % len(step.shape)
    start: Size = 0
    for x in step.inputs:
        for at in memory.each(x):
            place = flat(step.shape, [*at[:axis], at[axis] + start, *at[axis + 1 :]])
            memory.write(name, place, memory.filled(x, at))
        start = start + np.shape(x)[axis]


def _cumsum(memory: Memory, step: Step, name: str) -> None:
    axis = step.options.get("axis", 0) % len(step.shape)
    for others in memory.body.loops_over([n for k, n in enumerate(step.shape) if k != axis]):
        total = memory.body.local("sum", "0", "let")
        with memory.body.loop(step.shape[axis]) as i:
            at = [*others[:axis], i, *others[axis:]]
            memory.body.line(f"{total} += {memory.number(step.inputs[0], at).text};")
            memory.write(name, flat(step.shape, at), Code(total))


def _argsort(memory: Memory, step: Step, name: str) -> None:
    """Write into memory where the smallest entry is, the next one, and so on."""
    x = step.inputs[0]
    shape, axis = np.shape(x), step.options.get("axis", -1)
    memory.needs("order")
    axis %= len(shape)
    numbered = memory.names.numbered
    keys, places, other = (memory.new(numbered(word), [shape[axis]]) for word in ("keys", "places", "other"))
    for others in memory.body.loops_over([n for k, n in enumerate(shape) if k != axis]):
        with memory.body.loop(shape[axis]) as i:
            memory.write(keys, i, memory.entry(x, [*others[:axis], i, *others[axis:]]))
        memory.body.line(f"order({keys}, {places}, {other});")
        with memory.body.loop(shape[axis]) as i:
            memory.write(name, flat(shape, [*others[:axis], i, *others[axis:]]), Code(f"{places}[{i}]"))


SPECIAL: dict[str, Callable[[Memory, Step, str], None]] = {
    "reshape": lambda memory, step, name: memory.copy(step.inputs[0], name),
    "assemble": _assemble, "concatenate": _concatenate, "cumsum": _cumsum, "argsort": _argsort,
    **LINEAR_ALGEBRA,
}  # fmt: skip
