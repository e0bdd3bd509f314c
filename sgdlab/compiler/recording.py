"""Record what is computed, operation by operation [Recording].

A `Tracer` is a box like the others: it holds a value and records how it was computed.  All tracers of a `Recording` are
its nodes, in the order in which they were computed.

The recording is simplified on the way [simplify]: the same operation on the same inputs is one node, and whatever does
not depend on the inputs is computed at once.  A function can't be traced if it needs to know a value that depends on
the inputs (for a branch, a float(), a plain array); then `UntraceableError` says which.
"""

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

from sgdlab.autodiff.arraylike import ArrayLike
from sgdlab.autodiff.dispatch import DERIVED, RULES, Array, Box, Function, Options, Primitive, fresh_level
from sgdlab.autodiff.dual import Dual
from sgdlab.autodiff.rules.calls import constant_of
from sgdlab.autodiff.tensor import Tensor

from .index import split_index
from .python_names import local_variables
from .simplify import REWRITTEN, STATIC, simplified
from .steps import VIEWS, numpy_function

# Primitives of the engine that a step can stand for, besides the functions of NumPy itself.
_WRITTEN = {"getitem", "scatter", "concatenate", "astype", "einsum", "cumsum", "sign of det", "logdet"}


class UntraceableError(Exception):
    """The function does something that can't be replayed; the message says what it is."""


def _refuse(what: str) -> Callable[..., NoReturn]:
    def method(self: "Tracer", *_: object, **__: object) -> NoReturn:
        self.recording.refuse(f"it {what}, which is different for every input")

    return method


def _in_place(ufunc: np.ufunc) -> Function:
    """An operator such as +=, which would change the caller's array if it were on an argument, or on a view of one."""

    def method(self: "Tracer", other: Array) -> Array:
        origin = self
        while origin.primitive is not None and origin.primitive.name in VIEWS:
            origin = origin.inputs[0]
        if self.ndim and any(origin is given for given in self.recording.inputs):
            self.recording.refuse("it changes an argument in place, which a program would not do")
        return ufunc(self, other)

    return method


class Tracer(ArrayLike):
    """A value that records how it was computed; `inputs` are tracers and constants."""

    may_index = True
    __slots__ = ("inputs", "is_constant", "is_literal", "label", "number", "options", "phase", "primitive", "recording")

    def __init__(
        self,
        recording: "Recording",
        value: Array,
        primitive: Primitive | None = None,
        inputs: Sequence[Array] = (),
        options: Options | None = None,
    ) -> None:
        self.inner, self.level = value, recording.level
        self.recording, self.primitive, self.inputs, self.options = recording, primitive, inputs, options or {}
        self.phase = recording.phase
        self.is_constant = self.is_literal = False  # see Recording.constant
        self.label: Any = None  # (how far inside, name), or the tracer whose gradient this is
        self.number = len(recording.nodes)
        recording.nodes.append(self)

    def record(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Record the primitive, or the primitives that it is composed of."""
        return self.recording.record(primitive, args, options)

    constant = record

    def __array_function__(self, func: Function, types: object, args: object, kwargs: object) -> Array:
        if func not in RULES and func not in DERIVED:
            self.recording.refuse(f"it calls np.{func.__name__}, which has no rule here")
        return super().__array_function__(func, types, args, kwargs)

    __bool__ = _refuse("branches on a traced value")
    __float__ = __int__ = __index__ = item = _refuse("turns a traced value into a Python number")
    __array__ = __reduce__ = _refuse("turns a traced value into a plain array")
    __and__ = __or__ = __xor__ = __invert__ = __rand__ = __ror__ = _refuse("uses &, | or ~ on a traced value")
    __setitem__ = _refuse("changes a traced value in place")
    __iadd__, __isub__ = _in_place(np.add), _in_place(np.subtract)
    __imul__, __itruediv__ = _in_place(np.multiply), _in_place(np.divide)
    data = property(_refuse("asks for .data of a traced value"))

    def __getattr__(self, name: str) -> NoReturn:
        if hasattr(np.ndarray, name) and not name.startswith("__"):
            self.recording.refuse(f"it asks for .{name} of an array, which can't be traced")
        raise AttributeError(f"a traced array has no {name!r}")

    def __repr__(self) -> str:
        return f"Tracer({self.primitive or 'input'}, shape={self.shape})"


class Recording:
    """What was traced: `nodes`, oldest first, each of a phase; and `inputs`, those that a program takes."""

    def __init__(self, arguments: Sequence[Array], names: Sequence[str], few_calls: bool = False) -> None:
        """`arguments` are the values of the inputs, with their names; one without a name has "".

        few_calls: whether small arrays take few calls, which takes less time and is harder to read.
        """
        self.level = fresh_level()
        self.nodes: list[Tracer] = []
        self.phase = "forward"  # then "backward", and "step" for what is done with the gradient
        self.by_operation: dict[object, Tracer] = {}
        self.constants: dict[object, Array] = {}
        self.expanding: list[Primitive] = []
        self.simplifying = False  # so that no function has moved on since the last names were learned
        self.few_calls = few_calls
        self.refused: str | None = None  # set even if the function caught the error and went on
        self.inputs = [Tracer(self, value) for value in arguments]
        for tracer, name in zip(self.inputs, names, strict=True):
            tracer.label = (-1, name) if name else None

    def run(self, f: Function, *args: Array) -> Array:
        """Call a function on tracers; whatever it raises is the reason why it can't be traced."""
        try:
            output = f(*args)
        except UntraceableError:
            raise
        except Exception as error:
            why = self.refused or f"tracing it raises {type(error).__name__} ({error})"  # NumPy hides our reason
            raise UntraceableError(why) from error
        if self.refused is not None:
            raise UntraceableError(self.refused)
        return output

    def forget(self) -> None:
        """Drop the nodes, which refer back to the recording, so that their memory is freed at once."""
        self.nodes, self.inputs, self.by_operation = [], [], {}

    def refuse(self, why: str) -> NoReturn:
        """Stop, because the function does something that can't be replayed."""
        self.refused = why
        raise UntraceableError(why)

    def record(self, primitive: Primitive, args: Sequence[Array], options: Options) -> Array:
        """Record a primitive; one that is composed of others is recorded as those."""
        if self.phase != "backward" and not self.simplifying:
            self._learn_names()
        for a in args:
            if isinstance(a, Box) and not (isinstance(a, Tracer) and a.recording is self):
                self.refuse(f"a {type(a).__name__} of its own meets a traced value")
        name = primitive.name
        if name in STATIC:
            return result_of(primitive, args, options)
        if name in ("argwhere", "nonzero"):
            self.refuse(f"it calls np.{name}, whose result has another shape for other inputs")
        index = options.get("index", ())
        parts = index if isinstance(index, tuple) else (index,)
        if any(isinstance(p, bool | np.bool_) for p in parts):
            self.refuse("it picks by True or False instead of a number")
        if any(isinstance(p, Tracer) and p.dtype == bool for p in parts):
            self.refuse("it picks by a mask that depends on the input, so shapes would depend on it too")
        if name in REWRITTEN:
            return REWRITTEN[name](*args, **options)
        function = numpy_function(name)  # it may have another rule: our norm is not that of NumPy
        if name not in _WRITTEN and (function is None or RULES.get(function) is not primitive):
            return self._expanded(primitive, args, options)
        return self.add(primitive, *split_index(args, options))

    def _expanded(self, primitive: Primitive, args: Sequence[Array], options: Options) -> Array:
        if primitive in self.expanding:
            self.refuse(f"it uses {primitive.name}, which can't be written as NumPy source")
        self.expanding.append(primitive)
        try:
            return primitive.plain(*args, **options)
        finally:
            self.expanding.pop()

    def add(self, primitive: Primitive, args: Sequence[Array], options: Options) -> Array:
        """Return the node of an operation: a simpler one, one that exists already, or a new one."""
        inputs = tuple(self.unique(a) for a in args)
        if not any(isinstance(a, Tracer) for a in inputs):
            return self.constant(result_of(primitive, inputs, options))
        before, self.simplifying = self.simplifying, True
        simpler = simplified(self.add, primitive, inputs, options)
        self.simplifying = before
        if simpler is not None:
            return simpler
        read = tuple(a.number if isinstance(a, Tracer) else (id(a),) for a in inputs)
        key = primitive, read, repr(sorted(options.items()))
        if key not in self.by_operation:
            value = result_of(primitive, inputs, options)
            if isinstance(value, (bool, int, float)):
                value = np.asarray(value)[()]
            if not isinstance(value, (np.ndarray, np.generic)):
                self.refuse(f"np.{primitive.name} returns a {type(value).__name__}, not one array")
            if value.dtype.kind in "fc" and value.dtype.itemsize > 8:
                self.refuse(f"it computes with {value.dtype.name}, and programs have real numbers of up to 64 bits")
            self.by_operation[key] = Tracer(self, value, primitive, inputs, options)
        return self.by_operation[key]

    def constant(self, value: Array, is_literal: bool = False) -> Tracer:
        """Return a tracer for a value that does not depend on the inputs, so that its uses are recorded.

        A literal stays in the program: what is made of it is recorded, not computed.
        """
        tracer = Tracer(self, value)
        tracer.is_constant, tracer.is_literal = not is_literal, is_literal
        return tracer

    def unique(self, a: Array) -> Array:
        """Return a tracer as it is, and for equal constants always the same read-only object."""
        if isinstance(a, Tracer):
            if not a.is_constant:
                return a
            a = a.inner
        a = constant_of(a)
        if not isinstance(a, np.ndarray):
            return self.constants.setdefault((type(a), a, str(a)), a)
        key = (a.shape, a.dtype.str, a.tobytes())
        if key not in self.constants:
            self.constants[key] = a.copy()
        return self.constants[key]

    def _learn_names(self) -> None:
        """Label the tracers that are in variables now; if one has several names, the outermost function's wins."""
        for depth, name, value in local_variables(Recording.run.__code__):
            tracer = traced(value)
            if tracer is not None and tracer.recording is self and (not tracer.label or depth < tracer.label[0]):
                tracer.label = (depth, name)


def traced(value: Array) -> Tracer | None:
    """Return the tracer in a Tensor or Dual, or the tracer itself."""
    while isinstance(value, Tensor | Dual):
        value = value.inner
    return value if isinstance(value, Tracer) else None


def result_of(primitive: Primitive, inputs: Sequence[Array], options: Options) -> Array:
    """Return what the primitive computes, with the arrays of an index put back in their places."""
    values = [a.inner if isinstance(a, Tracer) else a for a in inputs]
    if "index" in options:
        values, index = values[:1], options["index"].filled(values[1:])
        options = {**options, "index": index}
    return primitive.plain(*values, **options)
