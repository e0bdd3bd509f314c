"""A function, run once and replayed as straight-line NumPy [compile].

fast = sgdlab.compile(loss)
value, gradient = fast.value_and_grad(params, X, y)
print(fast.source)                                     # what backpropagation does, line by line
"""

from __future__ import annotations

import inspect
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..dispatch import Box, fresh_level
from ..tensor import Tensor, backward, leaf, settled
from ..values import as_values
from .emit import Source, emit
from .lower import lower
from .trace import UntraceableError, trace

CHECKED = 3  # replays of a user's function that are compared with the function itself
MOST = 64  # programs kept, one for each combination of shapes and types

_ndarray = np.ndarray


class Replays(threading.local):
    """The programs of one function by the shapes and types of its inputs; their buffers belong to one thread."""

    def __init__(self) -> None:
        self.by_key: dict[Any, Replay] = {}


class Replay:
    """One traced program: `both(x, *data)` for value and gradient, `value(x, *data)`, their sources."""

    def __init__(self, f: Callable[..., Any], arguments: Sequence[Any], names: Sequence[str], known: Any) -> None:
        program = trace(f, arguments, names)
        both = lower(program, (program.value, program.gradient))
        alone = lower(program, (program.value,))
        program.forget()
        self.sources = [emit(*both, "value_and_gradient", known), emit(*alone, "value", known)]
        self.both, self.value = [source.function() for source in self.sources]
        self.unchecked = CHECKED


class Compiled:
    """A function (x, *data) -> value, with `value_and_grad` and `source`; made by `compile`, which documents it."""

    def __init__(self, f: Callable[..., Any], names: Sequence[str] | None = None, sees: Any = None) -> None:
        self.f, self.names, self.sees = f, names, sees
        self.trusted = sees is not None
        self.known = _arrays_of(f if sees is None else sees)
        self.eager_because: str | None = None  # why it is not replayed, in words
        self.replays = Replays()
        self._sources: list[Source] = []

    def value_and_grad(self, x: Any, *data: Any) -> Any:
        """Return f(x, *data) and its gradient with respect to x, of the shape of x; both arrays are yours."""
        try:
            key: tuple[Any, ...] = (x.shape, x.dtype)  # as _key, without the call
            for a in data:
                key += (a.shape, a.dtype)
            replay = self.replays.by_key[key]
        except (KeyError, AttributeError):
            return self._slowly(_value_and_grad, x, data)
        return self._slowly(_value_and_grad, x, data) if replay.unchecked else replay.both(x, *data)

    def __call__(self, x: Any, *data: Any) -> Any:
        """Return f(x, *data)."""
        try:
            replay = self.replays.by_key[_key(x, data)]
        except (KeyError, AttributeError):
            return self._slowly(_value, x, data)
        return self._slowly(_value, x, data) if replay.unchecked else replay.value(x, *data)

    @property
    def source(self) -> str:
        """The NumPy program that computed the latest new combination of shapes, value and gradient."""
        if self.eager_because is not None:
            raise ValueError(f"there is no program: the function is run as it is, because {self.eager_because}")
        if not self._sources:
            raise ValueError("there is no program yet: call it, or value_and_grad, with an x to see that x's program")
        return self._sources[0].code

    def _slowly(self, eager: Callable[..., Any], x: Any, data: Sequence[Any]) -> Any:
        """A call that needs a new program, or the comparison with the function itself, or the function alone."""
        if any(isinstance(a, Box) for a in (x, *data)):
            return eager(self.f, x, *data)
        x, data = _number_or_array(x, "x", floats=True), [_number_or_array(a, "data") for a in data]
        replay = self._replay(x, data) if self.eager_because is None else None
        if replay is None:
            return eager(self.f, x, *data)
        run = replay.both if eager is _value_and_grad else replay.value
        if not replay.unchecked:
            return run(x, *data)
        expected, replayed = eager(self.f, x, *data), run(x, *data)
        replay.unchecked -= 1
        if not _agree(expected, replayed):
            self.eager_because = "it gave another result when it was run again"
            warnings.warn(
                f"{_name(self.f)} is run as it is and not compiled: replayed, it gives {_first(replayed):.6g} and run "
                f"again {_first(expected):.6g}. A random draw, a counter or changed arrays inside it would be "
                "frozen: pass such numbers as arguments",
                RuntimeWarning,
                stacklevel=3,
            )
        return expected

    def _replay(self, x: Any, data: Sequence[Any]) -> Replay | None:
        """The program for inputs like these, traced now if there is none; None where that can't be done."""
        key = _key(x, data)
        if key not in self.replays.by_key:
            names = self.names or _parameter_names(self.f, 1 + len(data))
            try:
                made = Replay(self.f, [x, *data], names, self.known)
            except UntraceableError as reason:
                self.eager_because = str(reason)
                return None
            made.unchecked = 0 if self.trusted else CHECKED
            if len(self.replays.by_key) >= MOST:
                self.replays.by_key.pop(next(iter(self.replays.by_key)))
            self.replays.by_key[key] = made
            self._sources = made.sources
        return self.replays.by_key[key]

    def __reduce__(self) -> Any:
        """Copies and other processes trace anew: a program has memory of its own."""
        return Compiled, (self.f, self.names, self.sees)

    def __repr__(self) -> str:
        state = f"run as it is, because {self.eager_because}" if self.eager_because else "compiled"
        return f"<{_name(self.f)}, {state}>"


def compile(f: Callable[..., Any]) -> Compiled:
    """Trace f once for each combination of shapes and types, and replay it as straight-line NumPy from then on.

    f(x, *data) returns one number, or for x (..., P) one for each leading index (independent members of an
    ensemble); the gradient is that with respect to x, data are arrays or numbers.  `fast(x, *data)` is the value,
    `fast.value_and_grad(x, *data)` both, `fast.source` the program; it takes 0.5 to 1 times as long as
    NumPy code written by hand (benchmarks/engine.py).

    What can't be replayed is run as it is, and `fast.eager_because` says why: a branch on a traced value (write
    np.where), float() or np.asarray() of one, a function without a derivative rule here.  What must not be compiled:
    a function with a random draw, a counter, or an array of its own that changes later; all of it would be frozen at
    its first value.  The first three replays are compared with f itself, and a difference is a warning.

    Errors: what f raises itself, and inputs that are not numbers.

    Source: Maclaurin, Duvenaud, Adams, "Autograd", 2015, on tracing; Frostig, Johnson, Leary, "Compiling machine
    learning programs via high-level tracing", 2018.

    >>> fast = compile(lambda w, x: np.sum((w * x - 1.0) ** 2))
    >>> value, gradient = fast.value_and_grad(np.array([1.0, 2.0]), np.array([3.0, 1.0]))
    >>> float(value), gradient.tolist()
    (5.0, [12.0, 2.0])
    >>> print(fast.source)
    def value_and_gradient(w, x):
        # forward: compute the value, and keep what the way back needs
        t1 = w * x - 1.0    # 2
        value = t1.dot(t1)
        # backward: dz is how the value changes with z; the chain rule, from the last line to the first
        dt1 = 2.0 * t1      # 2
        gradient = dt1 * x  # 2
        return value, gradient
    <BLANKLINE>
    """
    if not callable(f):
        raise TypeError(f"compile takes a function (x, *data) -> value; got {f!r:.80}")
    return Compiled(f)


def _key(x: Any, data: Sequence[Any]) -> tuple[Any, ...]:
    """What a program depends on; AttributeError for what is neither an array nor a NumPy number."""
    key: tuple[Any, ...] = (x.shape, x.dtype)
    for a in data:
        key += (a.shape, a.dtype)
    return key


def _value(f: Callable[..., Any], x: Any, *data: Any) -> Any:
    return f(x, *data)


def _value_and_grad(f: Callable[..., Any], x: Any, *data: Any) -> tuple[Any, Any]:
    """The same without a program."""
    w = leaf(x, fresh_level())
    value = f(w, *data)
    if not isinstance(value, Tensor) or value.level != w.level:
        return value, np.zeros_like(w.inner)
    if value.shape not in ((), w.shape[:-1]):
        raise ValueError(
            f"a gradient is of one number, and the function returned shape {value.shape} for an input of shape "
            f"{w.shape}: reduce it first, e.g. with np.mean(...)"
        )
    backward(value, np.ones(value.shape, value.dtype)[()])
    return value.inner, np.zeros_like(w.inner) if w.grad is None else settled(w)


def _number_or_array(a: Any, what: str, floats: bool = False) -> Any:
    if isinstance(a, _ndarray) and a.ndim and a.dtype.kind in ("f" if floats else "fiub"):
        return a
    array = np.asarray(a)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{what} holds numbers, not {array.dtype} ({type(a).__name__} given)")
    return as_values(array) if floats else array[()]


def _parameter_names(f: Callable[..., Any], count: int) -> list[str]:
    """The names of the function's parameters, or x and data1, data2, … where it has none."""
    names = ["x", *(f"data{i}" for i in range(1, count))]
    try:
        parameters = [p for p in inspect.signature(f).parameters.values() if p.kind <= p.POSITIONAL_OR_KEYWORD]
    except (TypeError, ValueError):  # a function written in C
        return names
    return [p.name for p in parameters[:count]] + names[len(parameters) : count]


def _arrays_of(f: Callable[..., Any]) -> dict[str, Any]:
    """The arrays that a function sees besides its arguments, by name."""
    code = getattr(f, "__code__", None)
    if code is None:
        return {}
    cells = dict(zip(code.co_freevars, f.__closure__ or (), strict=True))
    seen = {name: cell.cell_contents for name, cell in cells.items()}
    seen |= {name: f.__globals__[name] for name in code.co_names if name in f.__globals__}
    return {name: a for name, a in seen.items() if isinstance(a, _ndarray)}


def _agree(a: Any, b: Any) -> bool:
    if isinstance(a, tuple):
        return all(map(_agree, a, b))
    a, b = np.asarray(a), np.asarray(b)
    loose = 1e-4 if a.dtype == np.float32 else 1e-9
    scale = np.max(np.abs(a), initial=0.0, where=np.isfinite(a))
    return bool(a.shape == b.shape and np.allclose(a, b, rtol=loose, atol=loose * float(scale), equal_nan=True))


def _first(result: Any) -> float:
    return float(np.ravel(result[0] if isinstance(result, tuple) else result)[0])


def _name(f: Callable[..., Any]) -> str:
    return getattr(f, "__name__", type(f).__name__)
