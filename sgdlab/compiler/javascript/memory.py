"""Steps that are stored, each with loops of its own [Memory]."""

from collections.abc import Callable
from math import prod

import numpy as np

from sgdlab.autodiff.dispatch import Array

from ..naming import Code, Names
from ..steps import Step
from ..whole import Size
from .expressions import Expressions
from .places import Position, Shape, Where, broadcast, flat, in_order, is_view
from .plan import Plan, placed
from .spellings import as_number, literal


class Memory(Expressions):
    """Fills the memory of stored steps; `made` is the memory, as declarations."""

    def __init__(self, plan: Plan, names: Names) -> None:
        super().__init__(plan, names)
        self.made: list[str] = []

    def new(self, name: str, shape: Shape) -> str:
        self.made.append(f"{name} = new Float64Array({prod(shape)})")
        return name

    def write(self, name: str, position: object, code: Code, sign: str = "=") -> None:
        self.body.line(f"{name}[{position}] {sign} {as_number(code).text};")

    def put(self, a: Array, name: str, position: Position, sign: str = "=") -> None:
        """Write the entries of an array into memory, each at its position."""
        for at in self.each(a):
            self.write(name, position(at), self.entry(a, at, to_store=True), sign)

    def copy(self, a: Array, name: str) -> None:
        """Write the entries of an array into memory, in C order."""
        self.put(a, name, in_order(np.shape(a)))

    def store(self, step: Step) -> None:
        """Compute a step, and keep it for those that read it."""
        name = self.names[step]
        if not step.shape and step.op not in _DETERMINANTS:
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
                memory.write(name, place, memory.entry(value, at, to_store=True), "+=")
        else:
            memory.put(found[0], name, found[1], "+=" if fill == "overlap" else "=")


def _concatenate(memory: Memory, step: Step, name: str) -> None:
    axis = step.options["axis"] % len(step.shape)
    start: Size = 0
    for x in step.inputs:
        memory.put(x, name, in_order(step.shape, start))
        start = start + prod(np.shape(x)[axis:])


def _cumsum(memory: Memory, step: Step, name: str) -> None:
    axis = step.options["axis"] % len(step.shape)
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


# Linear algebra of small dense matrices, by Gaussian elimination.

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


SPECIAL: dict[str, Callable[[Memory, Step, str], None]] = {
    "reshape": lambda memory, step, name: memory.copy(step.inputs[0], name),
    "assemble": _assemble, "concatenate": _concatenate, "cumsum": _cumsum, "argsort": _argsort,
    "solve": _solve, "inv": _inverse, **dict.fromkeys(_DETERMINANTS, _determinant),
}  # fmt: skip
