"""Run a function once, and replay it as straight-line NumPy [compile]."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from sgdlab.autodiff.dispatch import Array, Box, Function
from sgdlab.checks import as_array, as_values, function

from .javascript import write_javascript
from .python_names import outside_arrays, parameter_names, title
from .recording import UntraceableError
from .replay import Replay, value, value_and_grad

MOST = 64  # programs kept in memory, one for each combination of shapes and types

# Why a function is run without its program, if its first replays were wrong.
DEFECT = "a defect of sgdlab.compile"
IMPURE = "it returned a different result when it was run again"
CHANGED = "something that it reads besides its arguments has changed"
ROUNDING = "rounding alone changes its result"


class Replays(threading.local):
    """The programs of one function, by the shapes and types of its inputs; each thread has its own, with buffers."""

    def __init__(self) -> None:
        self.by_key: dict[object, Replay] = {}


class Compiled:
    """A function (x, *data) -> value with `value_and_grad`, `source` and `javascript`; made by `compile`."""

    def __init__(self, f: Function, names: Sequence[str] | None = None, wraps: Function | None = None) -> None:
        """`wraps` is a pure function that f only calls: its arrays give names, and its replays are not checked.

        `names` are names for the arguments, if those of f are not good.
        """
        self.f, self.names, self.wraps = f, names, wraps
        self.arrays = outside_arrays(wraps or f)
        self.eager_because: str | None = None  # why it is not replayed, as text
        self.replays = Replays()
        self._compiled_last: Replay | None = None

    def value_and_grad(self, x: Array, *data: Array, **named: Array) -> tuple[Array, Array]:
        """Return f(x, *data) and its gradient with respect to x, of the shape of x; both are new arrays."""
        return self._run(value_and_grad, x, data, named)  # type: ignore[no-any-return]

    def __call__(self, x: Array, *data: Array, **named: Array) -> Array:
        """Return f(x, *data)."""
        return self._run(value, x, data, named)

    def _run(self, eager: Function, x: Array, data: Sequence[Array], named: Iterable[str]) -> Array:
        """Return what `eager` would, by the program for inputs like these if its first replays were right."""
        if named:
            names = ", ".join(f"{name}=" for name in named)
            raise TypeError(f"a compiled function takes x and its data in order, without names: leave out {names}")
        try:
            replay = self.replays.by_key[_key(x, data)]
        except (KeyError, AttributeError):
            replay = None
        if replay is None or replay.unchecked:
            return self._checked(eager, x, data)
        return replay.both(x, *data) if eager is value_and_grad else replay.value(x, *data)

    @property
    def source(self) -> str:
        """The NumPy program for value and gradient that was compiled last, for the latest combination of shapes."""
        return self._latest().source.code

    @property
    def javascript(self) -> str:
        """The same program as a JavaScript module: its default export takes the same arguments, as typed arrays.

        It returns [value, gradient]; arrays go in and out flat, in C order, and numbers as numbers.  The gradient is
        overwritten by the next call.

        Errors: there is no program (as for `source`), or a part of it is not written in JavaScript; the error says
        which.

        >>> fast = compile(lambda w, x: np.sum((w * x - 1.0) ** 2))
        >>> value, gradient = fast.value_and_grad(np.array([1.0, 2.0]), np.array([3.0, 1.0]))
        >>> print(fast.javascript)
        export default (() => {
          const t1 = new Float64Array(2), gradient = new Float64Array(2);
          const results = [0, gradient];
          return (w, x) => {
            // forward: compute the value, and keep what the way back needs
            t1[0] = w[0] * x[0] - 1;
            t1[1] = w[1] * x[1] - 1;
            const value = t1[0] * t1[0] + t1[1] * t1[1];
            // backward: dz is how the value changes with z; the chain rule, from the last line to the first
            gradient[0] = 2 * t1[0] * x[0];
            gradient[1] = 2 * t1[1] * x[1];
            results[0] = value;
            return results;
          };
        })();
        <BLANKLINE>
        """
        return f"export default ({write_javascript(self._latest().program)})();\n"

    def _latest(self) -> Replay:
        if self.eager_because is not None:
            raise ValueError(f"there is no program: f is run without compiling, because {self.eager_because}")
        if self._compiled_last is not None:
            return self._compiled_last
        raise ValueError("there is no program yet: call the compiled function with an x to see the program for that x")

    def _checked(self, eager: Function, x: Array, data: Sequence[Array]) -> Array:
        """Handle a call that needs a new program, a comparison with the function itself, or only the function."""
        if any(isinstance(a, Box) for a in (x, *data)):
            return eager(self.f, x, *data)
        x = _number_or_array(x, (self.names or ["x"])[0], floats=True)
        data = [_number_or_array(a, "data") for a in data]
        if self.eager_because is not None:
            return eager(self.f, x, *data)
        why = ""
        try:
            replay = self._replay(x, data)
            replayed = replay.run(eager, x, *data)
            if not replay.unchecked:
                return replayed
        except UntraceableError as reason:
            why = str(reason)
        except Exception as error:
            why = f"its program raises {type(error).__name__} ({error}), {DEFECT}"
        expected = eager(self.f, x, *data)  # if the function itself fails, it raises here, as if it were not compiled
        if not why:
            replay.unchecked -= 1
            if replay.agrees(expected, replayed):
                return replayed  # rounded as in all later calls
            why = self._reason(replay, eager, x, data, expected)
        self._step_back(why)
        return expected

    def _reason(self, replay: Replay, eager: Function, x: Array, data: Sequence[Array], expected: object) -> str:
        """Say why a replay differs: f is not repeatable, or f has changed, or it is rounding or the program."""
        if not replay.agrees(expected, _attempt(eager, self.f, x, *data)):
            return IMPURE
        traced_now = _attempt(lambda: self._traced(x, data).run(eager, x, *data))
        if traced_now is None or replay.agrees(expected, traced_now):
            return CHANGED
        nearby = (x + 16 * replay.precision.eps * np.abs(x)).astype(x.dtype)
        if not replay.agrees(expected, _attempt(eager, self.f, nearby, *data)):
            return ROUNDING
        return f"its program returns a different result, {DEFECT}"

    def _step_back(self, why: str) -> None:
        """Run the function without compiling from now on, with a warning if the user should do something about it."""
        self.eager_because = why
        self.replays = Replays()
        if DEFECT in why:
            advice = "The results are right; please report it"
        elif why in (IMPURE, CHANGED):
            advice = "A random draw, a counter or an array that changes would be frozen: pass such numbers as arguments"
        else:
            return
        message = f"{title(self.f)} is run without compiling, because {why}. {advice}"
        warnings.warn(message, RuntimeWarning, stacklevel=5)

    def _traced(self, x: Array, data: Sequence[Array]) -> Replay:
        names = self.names or parameter_names(self.f, 1 + len(data))
        return Replay(self.f, [x, *data], names, self.arrays, is_pure=self.wraps is not None)

    def _replay(self, x: Array, data: Sequence[Array]) -> Replay:
        """Return the program for inputs like these, and trace it now if there is none."""
        kept, key = self.replays.by_key, _key(x, data)
        if key not in kept:
            made = self._compiled_last = self._traced(x, data)
            if len(kept) >= MOST:
                kept.pop(next(iter(kept)))
            kept[key] = made
        return kept[key]

    def __reduce__(self) -> Any:
        """Copies and other processes trace again, because a program owns its buffers."""
        return Compiled, (self.f, self.names, self.wraps)

    def __repr__(self) -> str:
        state = f"run without compiling, because {self.eager_because}" if self.eager_because else "compiled"
        return f"<{title(self.f)}, {state}>"


def compile(f: Function) -> Compiled:
    """Compile f: trace it once for each combination of shapes and types, then replay it as straight-line NumPy.

    f(x, *data) returns one number, or for x (..., P) one for each leading index (independent members of an ensemble).
    The gradient is taken with respect to x; data are arrays or numbers.  With `fast = compile(f)`, `fast(x, *data)` is
    the value, `fast.value_and_grad(x, *data)` the value and the gradient, and `fast.source` the program, which takes
    0.5 to 1.1 times as long as NumPy code written by hand (benchmarks/engine.py).

    A function that can't be replayed is run without compiling, and `fast.eager_because` says why: it branches on a
    traced value (write np.where instead), calls float() or np.asarray() on one, or uses a function without a derivative
    rule. Don't compile a function with a random draw, a counter, or an array of its own that changes later, because all
    of these would stay at their first values.  The first three replays are compared with f itself.  If one differs, f
    is run without compiling from then on, with a warning that says whether f changed or the program is wrong.

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
    return Compiled(function(f, "f", "a function (x, *data) -> value"))


def _key(x: Array, data: Sequence[Array]) -> tuple[Array, ...]:
    """Return what a program depends on; AttributeError for anything that isn't an array or a NumPy number.

    The type is part of it, because boxes have shapes, too, and are differentiated by running the function itself.
    """
    key: tuple[Array, ...] = (type(x), x.shape, x.dtype)
    for a in data:
        key += (type(a), a.shape, a.dtype)
    return key


def _number_or_array(a: Array, what: str, floats: bool = False) -> Array:
    if type(a) is np.ndarray and a.ndim and a.dtype.kind in ("f" if floats else "fiub"):
        return a if a.dtype.isnative else a.astype(a.dtype.newbyteorder("="))
    array = as_array(a, what)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{what} holds numbers, not {array.dtype} ({type(a).__name__} given)")
    return as_values(array) if floats else array[()]


def _attempt(run: Function, *args: Array) -> Array:
    try:
        return run(*args)
    except Exception:
        return None
