"""The lines of a step as they stand inside a loop, where a new value takes the name of the old one [body]."""

import keyword
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sgdlab.compiler.numpy_expressions import MARK
from sgdlab.compiler.numpy_source import Writer
from sgdlab.compiler.recording import UntraceableError
from sgdlab.compiler.steps import Step, TracedProgram
from sgdlab.programs.parts import LOOP
from sgdlab.quantities import Array, Traced

MOST_LINES, MOST_CHARACTERS = 1_000, 20_000  # of a step, of a constant array
NAME = re.compile(r"(?<![.\w])[A-Za-z_]\w*")


@dataclass
class Line:
    """A line of a loop: its text, the phase it belongs to, and the sizes of what it computes, such as "n x 3"."""

    text: str
    phase: str
    shape: str = ""


@dataclass
class Body:
    """The lines of a step, and what they need: names from NumPy by module, and constant arrays."""

    lines: list[Line]
    imports: dict[str, str]
    constants: list[str]  # the lines that make them


def body(program: TracedProgram, results: Sequence[str], fixed: Collection[str], arrays: dict[str, Array]) -> Body:
    """Return the lines that compute the results under their names; the names in `fixed` keep their meaning."""
    free = {name: array for name, array in arrays.items() if name not in {*fixed, *LOOP}}
    writer = Writer(program, free, plain=True)
    lines = [
        Line(text.replace(MARK, ""), step.phase, " x ".join(map(str, shape)))
        for step in writer.statements
        for text, shape in writer.lines(step)
    ]
    codes = [writer.codes[id(r)].text if isinstance(r, Step) else _constant(writer, r) for r in program.results]
    new = _new_names(writer, {*fixed, *writer.namespace.imports})

    def renamed(text: str) -> str:
        return NAME.sub(lambda found: new.get(found[0], found[0]), text)

    for line in lines:
        line.text, line.shape = renamed(line.text), renamed(line.shape)
    moved = [(name, code) for name, code in zip(results, map(renamed, codes), strict=True) if name != code]
    if moved:
        lines.append(Line(f"{', '.join(n for n, _ in moved)} = {', '.join(code for _, code in moved)}", "step"))
    used = set(NAME.findall("\n".join(line.text for line in lines)))
    constants = [writer.namespace.definition(name) for name in writer.namespace.constants if name in used]
    if any(text.startswith("#") or len(text) > MOST_CHARACTERS for text in constants):
        raise UntraceableError("an array of its own is too large to write down: give it as data")
    if len(lines) > MOST_LINES:
        raise UntraceableError(f"a step of it takes {len(lines)} lines, which is too long to write down")
    used.update(NAME.findall("\n".join(constants)))
    return Body(lines, {name: module for name, module in writer.namespace.imports.items() if name in used}, constants)


def _constant(writer: Writer, value: Traced) -> str:
    return writer.namespace.constant(value).text + ".copy()" * bool(np.ndim(value))


def _new_names(writer: Writer, fixed: Collection[str]) -> dict[str, str]:
    """Give a value the name of the one before it, `params` or `velocity`, if nobody reads that one any more."""
    names = writer.names
    last = {id(step): i for i, steps in enumerate(writer.read_by) for step in steps}
    last |= {id(r): len(writer.statements) for r in writer.results}
    new = {"B": "n"}  # the number of examples, as it is called in the loop
    # A name that means something else in the loop gets another one.
    new |= {names[step]: f"{names[step]}_" for step in writer.statements if names[step] in fixed}
    groups: dict[str, list[tuple[int, Step]]] = {}
    for i, step in [*((-1, step) for step in writer.inputs), *enumerate(writer.statements)]:
        if isinstance(step.label, str):
            groups.setdefault(step.label, []).append((i, step))
    for wished, group in groups.items():
        own = {names[step] for _, step in group}
        others = {name for name in names.names.values() if name not in own}
        if keyword.iskeyword(wished) or wished in others or (wished in fixed and group[-1][0] >= 0):
            continue
        # Each of these values, in the order of their lines, has to be read for the last time before the next one.
        if all(last.get(id(a), -1) < i + (b.op != "assemble") for (_, a), (i, b) in pairwise(group)):
            new |= dict.fromkeys(own, wished)
    return new | {names[step]: step.label for step in writer.inputs}  # which nothing else is called
