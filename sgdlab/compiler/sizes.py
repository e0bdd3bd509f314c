"""One program for every number of examples [merged], from the same function traced at three [at_sizes].

A size that differs between the three becomes a B + b, and so does what was computed from it: the 2 / B of a mean's
gradient, an array of B ones.  Two programs decide on a formula, and the third checks it.
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

import numpy as np

from sgdlab.autodiff.dispatch import Array

from .index import Index
from .lowering import coverage
from .recording import UntraceableError
from .size_formulas import fitted, same
from .steps import Step, TracedProgram
from .whole import Whole

FLOAT, WHOLE = np.dtype(float), np.dtype(np.int64)
MadeT = TypeVar("MadeT")  # programs
SMALL = 1000  # the largest denominator of a number that is written as a quotient


def at_sizes(make: Callable[[tuple[Array, ...]], MadeT], data: Sequence[Array], x: Array) -> tuple[list[MadeT], Any]:
    """Return what `make` makes of batches of three sizes, and these sizes; without data, only one, and no sizes."""
    if not data:
        return [make(())], ()
    other = {n for array in (*data, x[None]) for n in array.shape[1:]}
    sizes = sizes_besides(other | {n + 1 for n in other})
    return [make(tuple(np.resize(array, (size, *array.shape[1:])) for array in data)) for size in sizes], sizes


def sizes_besides(others: Collection[int]) -> tuple[int, int, int]:
    """Return three numbers of examples that can't be taken for one of these other sizes.

    The last one is divisible by much that the others are not, so n // 2 and n % 3 have no formula.

    >>> sizes_besides([2, 7])
    (5, 11, 12)
    """
    primes = (p for p in range(5, 10_000) if all(p % q for q in range(2, p)) and p not in others)
    x, y = next(primes), next(primes)
    return x, y, next(z for z in range(12, 10_000, 12) if z > y and z not in others)


def merged(programs: Sequence[TracedProgram], sizes: Sequence[int]) -> TracedProgram:
    """Return the program for B examples, given the programs for three different B, or the only one without sizes.

    In its shapes and indices a size may be a `Whole`, such as 2 B + 1. Two operations are added to those of `steps`,
    both without inputs: "size" is the number B, and "arange" counts 0, 1, 2, … up to its shape.

    UntraceableError says which part is not the same, or has no formula that the third program agrees with.
    """
    return _Merger(programs, sizes).run() if sizes else programs[0]


class _Merger:
    def __init__(self, programs: Sequence[TracedProgram], sizes: Sequence[int]) -> None:
        self.programs, self.sizes = programs, tuple(sizes)
        self.made: dict[tuple[int, ...], Array] = {}  # ids of a step, or of a constant, in the three -> the merged one
        self.steps: list[Step] = []
        self.size: Step | None = None
        self.is_single = any(s.dtype == np.float32 for p in programs for s in (*p.inputs, *p.steps))
        self.phase = "forward"  # of the step that is merged now

    def run(self) -> TracedProgram:
        for part in ("inputs", "steps", "results"):
            if len({len(getattr(p, part)) for p in self.programs}) != 1:
                self._refuse("it computes something else", f": other {part}")
        inputs = [self._step(alike) for alike in zip(*(p.inputs for p in self.programs), strict=True)]
        self.steps.clear()
        for alike in zip(*(p.steps for p in self.programs), strict=True):
            self._step(alike)
        results = [self._value(alike) for alike in zip(*(p.results for p in self.programs), strict=True)]
        return TracedProgram(inputs, self.steps, results)

    def _refuse(self, what: str, more: str = "") -> NoReturn:
        *sizes, last = self.sizes
        raise UntraceableError(f"{what} for {', '.join(map(str, sizes))} and {last} examples{more}")

    def _step(self, alike: Sequence[Step]) -> Step:
        first = alike[0]
        if len({(s.op, s.dtype, len(s.inputs), s.ndim) for s in alike}) != 1:
            self._refuse("it computes something else", f", such as {first.op}")
        self.phase = first.phase
        inputs = tuple(self._value(a) for a in zip(*(s.inputs for s in alike), strict=True))
        names = [name for name in first.options if name != "shape"]  # the step's own shape says it
        options = {name: self._merged([s.options[name] for s in alike]) for name in names}
        shape = tuple(self._whole(n) for n in zip(*(s.shape for s in alike), strict=True))
        label = first.label
        if isinstance(label, Step):
            label = self.made.get(tuple(id(s.label) for s in alike))
        step = self._add(first.op, inputs, shape, first.dtype)
        step.options, step.label = options, label
        self._check(step)
        self.made[tuple(map(id, alike))] = step
        return step

    def _add(self, op: str, inputs: tuple[Array, ...], shape: Any = (), dtype: np.dtype[Any] = FLOAT) -> Step:
        self.steps.append(Step(op, inputs, {}, shape, dtype, self.phase))
        return self.steps[-1]

    def _check(self, step: Step) -> None:
        """See that indices mean the same for one example, where NumPy cuts off slices, and the last is the first."""
        pairs = [(step.options["index"], step.inputs[0].shape, step.shape)] if step.op == "getitem" else []
        pairs += [(index, step.shape, value.shape) for index, _, value in step.pieces]
        for index, whole, shape in pairs:
            if index.is_basic and _picked(_for_one(index), _for_one(whole)) != _for_one(shape):
                raise UntraceableError(f"it picks [{index.code()}], which is not there for a batch of 1")
        if step.op == "assemble" and coverage(*map(_for_one, (step.shape, step.options["indices"]))) == "overlap":
            step.options["fill"] = "overlap"

    def _merged(self, values: Sequence[Any]) -> Any:
        """Return an option: an index, several of them, what is in one, or a setting that is always the same."""
        kinds = set(map(type, values))
        if kinds == {tuple}:
            return tuple(map(self._merged, zip(*values, strict=True)))
        if kinds == {Index}:
            return Index(self._merged([index.parts for index in values]))
        if kinds == {slice}:
            return slice(*(self._merged([getattr(part, end) for part in values]) for end in ("start", "stop", "step")))
        if kinds == {int}:
            return self._whole(values)
        if len(set(values)) > 1:
            self._refuse("it picks something else")
        return values[0]

    def _whole(self, values: Sequence[int]) -> Any:
        """Return the size that has these values: a number, or a B + b."""
        if len(set(values)) == 1:
            return values[0]
        a = (values[1] - values[0]) // (self.sizes[1] - self.sizes[0])
        b = values[0] - a * self.sizes[0]
        if [a * n + b for n in self.sizes] != [*values]:
            self._refuse(f"a size is {', '.join(map(str, values))}", ", not a B + b")
        size = a * Whole.named("B") + b
        if a + b < 0:
            raise UntraceableError(f"a size is {size}, so there is no program for a batch of 1")
        return size

    def _value(self, alike: Sequence[Array]) -> Array:
        """Return the merged step, or a constant: the same one, or a step that computes it."""
        key = tuple(map(id, alike))
        if key not in self.made:
            kinds = {(type(a), np.ndim(a), getattr(a, "dtype", None)) for a in alike}
            if len(kinds) > 1 or isinstance(alike[0], Step):
                self._refuse("it computes something else")
            self.made[key] = self._array(alike) if np.ndim(alike[0]) else self._typed(self._number(alike), alike[0])
        return self.made[key]

    def _array(self, alike: Sequence[Array]) -> Array:
        first = alike[0]
        if all(a.shape == first.shape and same(a, first) for a in alike):
            return first
        shape = tuple(self._whole(n) for n in zip(*(a.shape for a in alike), strict=True))
        if all((a == a.flat[0]).all() for a in alike):
            number = self._number([a.flat[0] for a in alike])
            return self._add("broadcast_to", (number,), shape, first.dtype)
        if first.dtype.kind == "f" and first.any() and all(a.shape == first.shape for a in alike):
            k = np.abs(first).argmax()
            parts = first / first.flat[k]
            if all(same(a, parts * a.flat[k]) for a in alike):
                return self._add("multiply", (self._number([a.flat[k] for a in alike]), parts), shape, first.dtype)
        counted = self._counted(alike, shape)
        if counted is not None:
            return counted
        shapes = ", ".join(str(a.shape) for a in alike)
        raise UntraceableError(f"it makes an array, like np.repeat or a draw, of shapes {shapes}: pass it as data")

    def _counted(self, alike: Sequence[Array], shape: Sequence[Any]) -> Array:
        """Return the steps for arrays that count along one axis, that of the examples if there is one, or None."""
        first = alike[0]
        axis = next((k for k, n in enumerate(shape) if isinstance(n, Whole)), int(np.argmax(first.shape)))
        if first.dtype == bool or first.shape[axis] < 2:
            return None
        begins = [a.take([0], axis) for a in alike]
        step = (first.take([1], axis) - begins[0]).flat[0].item()
        along: list[Any] = [1] * first.ndim
        along[axis] = -1
        steps = [step * np.arange(a.shape[axis]).reshape(along) for a in alike]
        if not all(map(same, alike, map(np.add, begins, steps))):
            return None
        count = self._arithmetic("multiply", step, self._add("arange", (), (shape[axis],), first.dtype))
        if first.ndim > 1:
            along[axis] = shape[axis]
            count = self._add("reshape", (count,), tuple(along), first.dtype)
        if begins[0].size == 1:
            return self._arithmetic("add", count, self._number([begin.item() for begin in begins]))
        return self._add("add", (count, self._array(begins)), shape, first.dtype)

    def _number(self, alike: Sequence[Array]) -> Array:
        """Return a number that is always the same, or the steps that compute it from B."""
        if all(same(a, alike[0]) for a in alike):
            return alike[0]
        found = fitted(alike, self.sizes)
        if found is None:
            self._refuse(f"a number is {', '.join(f'{float(v):.6g}' for v in alike)}")
        if self.size is None:
            self.size = self._add("size", (), (), WHOLE)
        times, over = _quotient(found.factor)
        sign = "subtract" if found.b < 0 else "add"
        base = self._arithmetic(sign, self._arithmetic("multiply", found.a, self.size), abs(found.b))
        if abs(found.power) == 0.5:
            base = self._add("sqrt", (base,))
        if abs(found.power) == 2:
            base = self._arithmetic("multiply", base, base)
        if found.power < 0:
            return self._arithmetic("divide", times, self._arithmetic("multiply", over, base))
        product = self._arithmetic("multiply", times, base)
        return product if over == 1 else self._arithmetic("divide", product, over)

    def _typed(self, number: Array, first: Array) -> Array:
        """Return a number as one of NumPy, if it was one, where its type counts: beside float32."""
        if not (self.is_single and isinstance(number, Step) and isinstance(first, np.generic)):
            return number
        return self._add(first.dtype.name, (number,), (), first.dtype)

    def _arithmetic(self, op: str, a: Array, b: Array) -> Step:
        """Return a step, or its input where it changes nothing; a whole number is written as one."""
        a, b = (int(x) if isinstance(x, float) and x.is_integer() else x for x in (a, b))
        if (op, b) == ("add", 0):
            return a  # type: ignore[no-any-return]
        if (op, a) == ("multiply", 1):
            return b  # type: ignore[no-any-return]
        shape = next(x.shape for x in (a, b) if isinstance(x, Step))
        return self._add(op, (a, b), shape)


def _quotient(number: float) -> tuple[float, int]:
    """Return two numbers whose quotient is this one: a number of few digits and 1, or else small whole ones."""
    near = Fraction(number).limit_denominator(SMALL)
    exact = abs(float(near) - number) < 1e-14 * abs(number)
    short = len(repr(number)) <= len("0.1234")
    return (near.numerator, near.denominator) if exact and not short else (number, 1)


def _for_one(part: Any) -> Any:
    """Return shapes, indices, or what is in them, for one example."""
    if isinstance(part, tuple):
        return tuple(map(_for_one, part))
    if isinstance(part, Index):
        return Index(_for_one(part.parts))
    if isinstance(part, slice):
        return slice(*map(_for_one, (part.start, part.stop, part.step)))
    return part(B=1) if isinstance(part, Whole) else part


def _picked(index: Index, shape: tuple[int, ...]) -> tuple[int, ...] | None:
    try:
        return index.shape_in(shape)
    except IndexError:
        return None
