"""The code of one entry: of a constant [Constants], or of a step, with the lines that it needs before [Expressions]."""

import re
from collections.abc import Callable, Iterator, Sequence
from math import prod

import numpy as np

from sgdlab.autodiff.dispatch import Array

from ..arithmetic import counts, is_identity, is_uniform
from ..index import Index
from ..naming import Code, Names
from ..steps import Step
from ..whole import Size, Whole
from .body import Body, is_few
from .functions import FUNCTIONS
from .places import Shape, Where, before, broadcast, flat, inside, is_view, place_of, without_masks
from .plan import Plan
from .reductions import ALWAYS_LOOPS, FOLDS, PICKS, SUM, Reduction, product, reduction_of, written_out
from .spellings import NotWrittenError, as_condition, as_number, literal, spelled

LONG = 72  # characters: a longer expression gets a line of its own
MOST = 20_000  # numbers, all arrays together
TOGETHER = 4  # terms of a long sum that are added at once: the processor adds them at the same time


class Constants:
    """The arrays that a program needs, by the names that they get."""

    def __init__(self) -> None:
        self.arrays: dict[str, Array] = {}

    def entry(self, a: Array, at: Where) -> Code:
        """Return the code of an entry: a number if it is known which one it is, otherwise read from an array."""
        if not np.ndim(a) or (a.size and is_uniform(a)):
            return literal(np.asarray(a).flat[0])
        if counts(a):
            return whole(at[0])
        position = flat(a.shape, at)
        if isinstance(position, int) and is_few(a.shape):
            return literal(a.flat[position])
        if is_identity(a):
            return Code(f"({whole(at[0]).text} === {whole(at[1]).text} ? 1 : 0)")
        return Code(f"{self.name(a)}[{position}]")

    def name(self, array: Array) -> str:
        """Return the name of an array, always the same one."""
        for name, constant in self.arrays.items():
            if constant is array:
                return name
        if array.size + sum(c.size for c in self.arrays.values()) > MOST:
            raise NotWrittenError(
                f"an array of the function's own, shape {array.shape}, is too large to be written into JavaScript "
                f"(at most {MOST} numbers): pass it as data"
            )
        name = f"constant{len(self.arrays) + 1}"
        self.arrays[name] = array
        return name

    def definitions(self) -> list[str]:
        return [
            f"const {name} = Float64Array.of({', '.join(literal(number).text for number in array.flat)});"
            for name, array in self.arrays.items()
        ]


def whole(i: Size) -> Code:
    """Return a whole number as code."""
    return literal(i) if isinstance(i, int) else Code(str(i), 2 if len(i.terms) > 1 else 3)


class Expressions:
    """Writes entries into a body, and collects the constants and functions that they need.

    `stored` are names of memory, and of variables for numbers, by the id of the step; `loops` remembers which steps
    need a loop.
    """

    def __init__(self, plan: Plan, names: Names) -> None:
        self.plan, self.names, self.body = plan, names, Body(names)
        self.constants = Constants()
        self.functions: dict[str, str] = {}
        self.stored: dict[int, str] = {}
        self.loops: dict[int, bool] = {}

    def needs(self, name: str) -> None:
        """Have a function written into the factory."""
        self.functions[name] = FUNCTIONS[name]

    def number(self, a: Array, at: Where) -> Code:
        """Return an entry as a number: 1 and 0 for true and false."""
        return as_number(self.entry(a, at))

    def entry(self, a: Array, at: Where, to_store: bool = False) -> Code:
        """Return the code of an entry of a step or a constant; one `to_store` needs no variable."""
        if not isinstance(a, Step):
            return self.constants.entry(a, at)
        if id(a) in self.stored:
            name = self.stored[id(a)]
            return Code(f"{name}[{flat(a.shape, at)}]") if a.shape else Code(name)
        if a.op in ("size", "arange"):
            return Code("B") if a.op == "size" else whole(at[0])
        if is_view(a):
            inner = before(a, at)
            if inner is not None:
                return self.entry(a.inputs[0], inner)
            owner, position = place_of(a)
            name = self.stored[id(owner)] if isinstance(owner, Step) else self.constants.name(owner)
            return Code(f"{name}[{position(at)}]")
        return self.code(a, at, "sum") if to_store else self._computed(a, at)

    def _computed(self, step: Step, at: Where) -> Code:
        """Return an entry that is computed here; it gets a variable if it has a name, is long, or is read again."""
        key = (id(step), tuple(map(str, at)))
        if key in self.body.known:
            return self.body.known[key]
        code = self.code(step, at)
        in_loop = all(n == 1 or isinstance(i, Whole) for n, i in zip(step.shape, at, strict=True))
        named = isinstance(step.label, str) or (isinstance(step.label, Step) and step.label in self.names)
        keeps = self.plan.uses(step) > 1 or (named and in_loop) or len(code.text) > LONG
        if keeps and re.fullmatch(r"\w+", code.text) is None:
            code = Code(self.body.local(self.names[step], as_number(code).text))
        self.body.known[key] = code
        return code

    def code(self, step: Step, at: Where, name: str | None = None) -> Code:
        """Return the code that computes an entry; `name` is for the variable of a loop that reduces."""
        reduction = reduction_of(step)
        if reduction is not None:
            code = self._reduced(step, reduction, at, name)
            return as_condition(code) if step.dtype == bool else code  # true + true is true
        if step.op == "astype":
            return _converted(step, self.entry(step.inputs[0], at))
        if step.op == "getitem":
            x, *arrays = step.inputs
            return self.entry(x, self.inside(step.options["index"], x.shape, at, arrays))
        if not step.elementwise and step.op != "where":
            raise NotWrittenError.of(step)
        args = [self.entry(x, broadcast(np.shape(x), at)) for x in step.inputs]
        return spelled(step, args, self.needs)

    def _reduced(self, step: Step, reduction: Reduction, at: Where, name: str | None) -> Code:
        """Return the code of an entry of a reduction; `name` is for the variable of a loop, if not the step's."""
        where = dict(zip(reduction.result, at, strict=True))
        over = list(reduction.reduced.values())

        def term(inner: Where) -> Code:
            place = {**where, **dict(zip(reduction.reduced, inner, strict=True))}
            return product([self.number(a, reduction.where(k, place)) for k, a in enumerate(reduction.operands)])

        if step.op in PICKS:
            return self._picked(step.op, over, term, name or self.names[step])
        if prod(over) == 1:
            single = term([0] * len(over))
            return as_number(as_condition(single)) if step.op in ALWAYS_LOOPS else single
        if not self.has_loop(step):
            return written_out(step.op, [term(inner) for inner in self.body.each(over)])
        start, change = FOLDS.get(step.op, SUM)
        name = self.body.local(name or self.names[step], start, "let")
        is_sum = step.op not in FOLDS and all(map(self.is_read, reduction.operands))
        together = TOGETHER if is_sum and isinstance(over[-1], int) and over[-1] > 8 and over[-1] % TOGETHER == 0 else 1
        for *outer, last in self.body.loops_over(over, together):
            terms = [term([*outer, last + k]) for k in range(together)]
            self.body.line(change.format(name, written_out(step.op, terms).text))
        return Code(name)

    def _picked(self, op: str, over: Where, term: Callable[[Where], Code], name: str) -> Code:
        """Find the position of the best entry; NaN is better than all, and of several the first is taken."""
        sign, start = PICKS[op]
        best, name = self.body.local("best", start, "let"), self.body.local(name, "0", "let")
        for inner in self.body.loops_over(over):
            entry = self.body.local("entry", term(inner).text)
            with self.body.block(f"if ({entry} {sign} {best} || (Number.isNaN({entry}) && !Number.isNaN({best})))"):
                self.body.line(f"{best} = {entry};\n{name} = {flat(over, inner)};")
        return Code(name)

    def has_loop(self, a: Array) -> bool:
        """Whether an entry needs a loop, in itself or in what it is computed from."""
        if not isinstance(a, Step) or id(a) in self.stored:
            return False
        if id(a) not in self.loops:
            reduction = reduction_of(a)
            has_many = reduction is not None and not is_few([*reduction.reduced.values()])
            self.loops[id(a)] = has_many or a.op in ALWAYS_LOOPS or any(map(self.has_loop, a.inputs))
        return self.loops[id(a)]

    def inside(self, index: Index, shape: Shape, at: Where, arrays: Sequence[Array]) -> Where:
        """Return which entry of an array of this shape an index picks at a place, also with arrays in the index."""
        parts, arrays = without_masks(index.parts, arrays)
        return inside(parts, shape, at, arrays, self._index)

    def _index(self, a: Array, at: Where, n: Size) -> Size:
        """Return an entry of an array of an index as a whole number, counted from the front."""
        if not isinstance(a, Step):
            if counts(a) or isinstance(flat(a.shape, at), int):
                i = at[0] if counts(a) else int(a.flat[flat(a.shape, at)])
                return n + i if isinstance(i, int) and i < 0 else i
            if np.all(a >= 0):
                return Whole.named(self.constants.entry(a, at).text)
        elif a.op == "arange":
            return at[0]
        self.needs("from_front")
        return Whole.named(f"from_front({self.number(a, at).text}, {n})")

    def is_read(self, a: Array) -> bool:
        """Whether an entry is only read, and not computed."""
        return not isinstance(a, Step) or id(a) in self.stored or (is_view(a) and self.is_read(a.inputs[0]))

    def each(self, a: Array) -> Iterator[Where]:
        """Give the index of each entry of a: of few entries one by one, if they need no loops of their own."""
        return self.body.loops_over(np.shape(a)) if self.has_loop(a) else self.body.each(np.shape(a))


def _converted(step: Step, code: Code) -> Code:
    if step.dtype == bool:
        return as_condition(code)
    if step.dtype.kind == "i" and step.inputs[0].dtype.kind == "f":
        return Code(f"Math.trunc({as_number(code).text})")
    return as_number(code)
