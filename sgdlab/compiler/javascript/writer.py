"""The JavaScript writer: turns steps into a function for the page that allocates nothing [write_javascript].

    (B) => {                                  the factory: B is the number of examples, if a shape depends on it
      const r = new Float64Array(B), …        all memory is made here
      return (params, X, y) => { … }          the function; arrays go in and out flat, in C order, numbers as numbers
    }

Views cost nothing, because they are only other positions in memory.  A step that is read once is computed in the loops
that read it [plan]; every other step is stored, with loops of its own.
"""

import re
from collections.abc import Sequence

import numpy as np

from ..naming import Names
from ..steps import PHASES, Step, TracedProgram
from ..whole import Whole
from .memory import SPECIAL, Memory
from .places import is_view, place_of
from .plan import Plan
from .spellings import RESERVED, NotWrittenError

HOISTED = 16  # numbers: more would not stay in registers
INSIDE = "    "  # how a line in a loop begins
END = "< B;"  # of most loops


def write_javascript(program: TracedProgram) -> str:
    """Return a factory for a program: a JavaScript function that returns a function (*inputs) -> results.

    The results are an array that is the same at each call.  Its arrays are overwritten by the next call, and are never
    the inputs.

    NotWrittenError says what can't be written: an operation by name, or a type other than float64.
    """
    steps = [*program.inputs, *program.steps]
    for step in steps:
        _check(step)
    plan = Plan(program, SPECIAL)
    names = Names(program.inputs, [s for s in program.steps if s.label is not None or plan.is_stored(s)], RESERVED)
    writer = Memory(plan, names)
    writer.stored = {id(step): names[step] for step in program.inputs}
    value = program.results[0]
    value_name = names[value] if isinstance(value, Step) and value in names else "value"
    phase = ""
    for step in program.steps:
        is_explained = is_view(step) and bool(step.shape) and isinstance(step.label, str)
        if not is_explained and not plan.is_stored(step):
            continue
        if step.phase != phase:
            phase = step.phase
            writer.body.line(f"// {PHASES[phase].format(value=value_name)}")
        _explain(step, writer) if is_explained else writer.store(step)
    results = _results(program, writer)
    depends_on_size = any(s.op == "size" or any(isinstance(n, Whole) for n in s.shape) for s in steps)
    return _text("B" if depends_on_size else "", program, writer, results)


def _check(step: Step) -> None:
    kind = step.dtype
    if kind not in (np.float64, np.bool_, np.int64) and not (step.op == "input" and kind.kind in "iu"):
        raise NotWrittenError(
            f"a program in {kind} is not written in JavaScript, which is written for float64 only: use float64"
        )


def _explain(view: Step, writer: Memory) -> None:
    """Say in a comment where a view is that has a name in the function, because there is no line for it."""
    owner, position = place_of(view)
    if len(view.shape) <= 3 and isinstance(owner, Step) and id(owner) in writer.stored:
        where = [0 if n == 1 else Whole.named(i) for n, i in zip(view.shape, "ijk", strict=False)]
        name = writer.names[view] + "".join(f"[{i}]" for i in where)
        writer.body.line(f"// {name} is {writer.stored[id(owner)]}[{position(where)}]")


def _results(program: TracedProgram, writer: Memory) -> list[str]:
    """Write the numbers into the results, and copy arrays that have no memory of their own; return how they start."""
    names: list[str] = []
    numbers = []
    inputs = {id(step) for step in program.inputs}
    for k, result in enumerate(program.results):
        if not np.shape(result):
            numbers.append(f"results[{k}] = {writer.number(result, []).text};")
            names.append("0")
            continue
        name = writer.stored.get(id(result), "")
        if not name or name in names or id(result) in inputs or is_view(result):
            name = writer.new(writer.names.numbered("result"), np.shape(result))
            writer.copy(result, name)
        names.append(name)
    for line in (*numbers, "return results;"):
        writer.body.line(line)
    return names


def _text(size: str, program: TracedProgram, writer: Memory, results: list[str]) -> str:
    inputs = ", ".join(writer.names[step] for step in program.inputs)
    head = [f"const {name} = {source};" for name, source in writer.functions.items()]
    head += writer.constants.definitions()
    head += [f"const {', '.join(writer.made)};"] if writer.made else []
    head += [f"const results = [{', '.join(results)}];", f"return ({inputs}) => {{"]
    inside = ["  " + line for line in "\n".join(head).split("\n")]
    lines = _hoisted(writer.body.lines, [writer.names[step] for step in program.inputs if step.shape], writer.names)
    return "\n".join([f"({size}) => {{", *inside, *("  " + line for line in lines), "  };", "}"])


def _hoisted(lines: list[str], inputs: Sequence[str], names: Names) -> list[str]:
    """Return the lines of a function that reads what its loops need again and again before them: numbers, and B.

    An engine can't do that itself, because it doesn't know that the loop writes to other memory: on a line through 123
    examples the loss takes 1.7 times as long without it, and 1.1 times as long where each round of a loop looks for B.
    """
    if any(END in line for line in lines):
        n = names.free("n")
        lines = [f"  const {n} = B;", *(line.replace(END, f"< {n};") for line in lines)]
    if not inputs:
        return lines
    read = re.compile(rf"\b({'|'.join(map(re.escape, inputs))})\[(\d+)\]")
    found = dict.fromkeys(match.group() for line in lines if line.startswith(INSIDE) for match in read.finditer(line))
    if not 0 < len(found) <= HOISTED:
        return lines
    local = {text: names.free(read.sub(r"\1_\2", text)) for text in found}
    first = f"  const {', '.join(f'{name} = {text}' for text, name in local.items())};"
    inside = [read.sub(lambda match: local[match.group()], line) if line.startswith(INSIDE) else line for line in lines]
    return [first, *inside]
