"""The NumPy writer: turns steps into the source of a function that a reader can follow [Writer].

A small result is written as an expression, `h = tanh(z)`.  A large one is computed into memory that is kept from call
to call, `h = tanh(z, out=buffer1)`; when its value is no longer needed, the buffer is reused.  The caller always gets
new arrays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sgdlab.autodiff.dispatch import Array, Options

from .buffers import Buffers, is_large, kind_code, storage
from .naming import Code, Names, wrapped
from .numpy_expressions import MARK, Namespace, call_name, expression, import_lines
from .steps import PHASES, VIEWS, Step, TracedProgram

LONG = 64  # characters: a longer expression gets a line of its own

_NUMBER = re.compile(r"\b\d+(\.\d)?\d*(e-?\d+)?")  # its length says nothing about that of a line

# Besides elementwise functions; other functions may return a single number as an array of shape ().
_RETURN_NUMBERS = {"dot", "vdot", "sum", "max", "min"}


@dataclass(frozen=True)
class Source:
    """A function as source code, with the arrays it needs (also those that are too large to write down)."""

    marked: str
    name: str
    constants: Options

    @property
    def code(self) -> str:
        """The source for readers."""
        return self.marked.replace(MARK, "")

    def function(self) -> Array:
        """Execute the source and return the function.

        A number that is combined with arrays is made an array beforehand, because NumPy takes as long to convert it as
        to multiply.
        """
        parts = self.marked.split(MARK)
        names = {number: f"number_{k}" for k, number in enumerate(parts[1::2])}
        space = self.constants | {name: np.array(float(number)) for number, name in names.items()}
        parts[1::2] = [names[number] for number in parts[1::2]]
        exec(compile("".join(parts), f"<{self.name}, written by sgdlab.compile>", "exec"), space)
        return space[self.name]


def _is_repeated(step: Array) -> bool:
    """Whether several entries of a step share the same memory."""
    is_view = isinstance(step, Step) and step.op in VIEWS
    return is_view and (step.op == "broadcast_to" or _is_repeated(step.inputs[0]))


class Writer:
    """Writes the lines of a program; if they should be `plain`, without reuse of memory and other tricks for speed."""

    def __init__(self, program: TracedProgram, named_arrays: Options, plain: bool = False) -> None:
        """`named_arrays` are arrays by the names that readers know."""
        self.inputs, self.steps, self.results, self.plain = program.inputs, program.steps, program.results, plain
        self.uses = Counter(id(a) for step in self.steps for a in step.inputs)
        self.pieces = {id(a) for step in self.steps if step.op == "assemble" for a in step.inputs}
        named = [step for step in self.steps if not self._can_be_inlined(step)]
        called = {step.op for step in self.steps}
        self.names = Names(self.inputs, named, called | {"B"} if plain else called)
        self.namespace = Namespace(named_arrays, self.names.taken, plain)
        self.codes = {id(step): Code(self.names[step]) for step in self.inputs}  # the code for a step where it is used
        self.args: dict[int, list[Code]] = {}
        self.reads: dict[int, list[Step]] = {}  # the named steps that a step reads, also inside expressions
        self.statements = [step for step in self.steps if not self._inline(step)]  # the steps with lines of their own
        self.read_by = [[leaf for a in step.inputs for leaf in self._leaves(a)] for step in self.statements]

    def _can_be_inlined(self, step: Step) -> bool:
        """Whether a step can be part of another step's expression, without its own line and name."""
        if step.op == "assemble" or (not self.plain and is_large(step)) or any(r is step for r in self.results):
            return False
        if step.made_of_sizes:
            return True
        is_short = self.plain or (step.op == "reshape" and id(step) in self.pieces)  # no line only for a dz without z
        about = step.label.label if is_short and isinstance(step.label, Step) else step.label
        return step.op == "transpose" or (self.uses[id(step)] == 1 and about is None)

    def source(self, name: str) -> Source:
        """Write the function `name(*inputs) -> results`."""
        memory = Buffers(self.read_by, self.results)
        body: list[tuple[str, Step, tuple[int, ...]]] = []  # a line, its step, the shape that it computes
        for i, step in enumerate(self.statements):
            out = None if self.plain else memory.choose(i, step)
            body += [(line, step, shape) for line, shape in self.lines(step, out)]
        returned = ", ".join(self._returned(r, k) for k, r in enumerate(self.results))
        lines = [*self._annotated(body), f"return {returned}"]
        parameters = ", ".join(self.names[step] for step in self.inputs)
        function = "\n    ".join([f"def {name}({parameters}):", *lines]) + "\n"
        return Source("\n\n\n".join([*self._head(memory), function]), name, self.namespace.constants)

    def _inline(self, step: Step) -> bool:
        """Find the code of a step; return True if it goes into other expressions."""
        args = self.args[id(step)] = [self._code(a, step) for a in step.inputs]
        if step not in self.names:
            code = expression(step, args, self.namespace)
            if len(_NUMBER.sub(r"0\1", code.text)) <= LONG:
                self.codes[id(step)] = code
                self.reads[id(step)] = [leaf for a in step.inputs for leaf in self._leaves(a)]
                return True
        self.codes[id(step)] = Code(self.names[step])
        return False

    def _code(self, a: Array, step: Step) -> Code:
        return self.codes[id(a)] if isinstance(a, Step) else self.namespace.constant(a, step)

    def _leaves(self, a: Array) -> list[Step]:
        return self.reads.get(id(a), [a]) if isinstance(a, Step) else []

    def lines(self, step: Step, out: str | None = None) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the lines that compute a step, each with the shape of what it computes."""
        joined = self._joined(step) if self.plain and step.op == "assemble" else ""
        if joined:
            yield joined, step.shape
        elif step.op == "assemble":
            yield from self._pieces(step)
        else:
            code = expression(step, self.args[id(step)], self.namespace).text if out is None else self._into(step, out)
            yield f"{self.names[step]} = {code}", step.shape

    def _joined(self, whole: Step) -> str:
        """Return the line that puts the pieces of a vector side by side; "" if they don't lie that way."""
        if whole.options["fill"] != "whole" or whole.ndim != 1 or not isinstance(whole.size, int):
            return ""
        places = [np.arange(whole.size)[index.filled()] for index in whole.options["indices"]]
        if any(not np.size(place) or np.any(np.diff(np.ravel(place)) != 1) for place in places):
            return ""
        parts = sorted(zip(map(np.min, places), map(np.ndim, places), self.args[id(whole)], strict=True))
        if not any(ndim for _, ndim, _ in parts):
            return f"{self.names[whole]} = {self.namespace.numpy('array')}([{', '.join(c.text for _, _, c in parts)}])"
        inside = ", ".join(code.text if ndim else f"[{code.text}]" for _, ndim, code in parts) + "," * (len(parts) == 1)
        return f"{self.names[whole]} = {self.namespace.numpy('concatenate')}(({inside}))"

    def _into(self, step: Step, out: str) -> str:
        args = self.args[id(step)]
        if step.op == "dot":
            return f"{wrapped(args[0], 6)}.dot({args[1].text}, out={out})"
        return f"{call_name(step, self.namespace)}({', '.join(a.text for a in args)}, out={out})"

    def _pieces(self, whole: Step) -> Iterator[tuple[str, tuple[int, ...]]]:
        name, numpy, codes = self.names[whole], self.namespace.numpy, [code.text for code in self.args[id(whole)]]
        maker = numpy("empty" if whole.options["fill"] == "whole" else "zeros")
        shape = whole.shape[0] if len(whole.shape) == 1 else whole.shape
        yield f"{name} = {maker}({shape}{kind_code(whole.dtype)})", ()
        sign = "+=" if whole.options["fill"] == "overlap" else "="
        rest = iter(codes[len(whole.pieces) :])  # the arrays of the indices come after the values
        for (index, arrays, _), code in zip(whole.pieces, codes, strict=False):
            where = index.code([next(rest) for _ in arrays])
            if index.is_basic:
                yield f"{name}[{where}] {sign} {code}", ()
            else:
                yield f"{numpy('add')}.at({name}, {numpy('s_')}[{where}], {code})", ()

    def _returned(self, result: Array, k: int) -> str:
        """Return the code of a result: a new array for the caller, or a number."""
        if not isinstance(result, Step):
            kind, text = np.asarray(result).dtype.name, self.namespace.constant(result).text
            return f"{text}.copy()" if np.ndim(result) else f"{self.namespace.numpy(kind)}({text})"
        text, origin = self.codes[id(result)].text, storage(result)
        if not result.shape and isinstance(origin, Step) and origin.op == "input":
            return f"{self.namespace.numpy(result.dtype.name)}({text})"
        if not result.shape:
            return text if result.elementwise or result.op in _RETURN_NUMBERS else f"{text}[()]"
        taken = any(storage(r) is origin for r in self.results[:k])
        given = not isinstance(origin, Step) or origin.op == "input"
        return f"{text}.copy()" if taken or given or _is_repeated(result) else text

    def _annotated(self, body: Sequence[tuple[str, Step, tuple[int, ...]]]) -> list[str]:
        """Return the lines under the headings of the phases, with the shapes of what they compute."""
        width = max([len(line.replace(MARK, "")) for line, _, shape in body if shape], default=0)
        value = self.codes[id(self.results[0])].text if isinstance(self.results[0], Step) else "value"
        lines, phase = [], ""
        for line, step, shape in body:
            if step.phase != phase:
                phase = step.phase
                lines.append(f"# {PHASES[phase].format(value=value)}")
            space = " " * (2 + width - len(line.replace(MARK, "")))
            lines.append(f"{line}{space}# {' x '.join(map(str, shape))}" if shape else line)
        return lines

    def _head(self, memory: Buffers) -> list[str]:
        """Return what comes before the function: imports, constants, buffers."""
        made = [self.namespace.definition(constant) for constant in self.namespace.constants]
        for buffer, (shape, dtype) in memory.buffers.items():
            made.append(f"{buffer} = {self.namespace.numpy('empty')}({shape}{kind_code(dtype)})")
        imports = import_lines(self.namespace.imports)
        return ["\n\n".join(part for part in ("\n".join(imports), "\n".join(made)) if part)] if imports or made else []
