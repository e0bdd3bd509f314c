"""A traced program that can be run [Replay], and the function itself, run eagerly [value, value_and_grad]."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from sgdlab.autodiff.called import called
from sgdlab.autodiff.dispatch import Array, Box, Function, Options, fresh_level
from sgdlab.autodiff.tensor import Tensor, backward, leaf
from sgdlab.checks import reals

from .numpy_source import Writer
from .trace import trace

CHECKED = 3  # replays of a user's function that are compared with the function itself

# How far a replay may differ from the function itself, as a share of the largest entry; the keys are the bytes of the
# least precise numbers that are involved.
TOLERANCES = {2: 1e-2, 4: 1e-4, 8: 1e-9}


class Replay:
    """A traced program: `both(x, *data)` gives value and gradient, `value(x, *data)` the value."""

    def __init__(
        self, f: Function, arguments: Sequence[Array], names: Sequence[str], arrays: Options, is_pure: bool = False
    ) -> None:
        self.program = trace(f, arguments, names, few_calls=is_pure)
        floats = [step.dtype for step in (*self.program.inputs, *self.program.steps) if step.dtype.kind == "f"]
        self.precision = max(map(np.finfo, floats), key=lambda info: info.eps)
        self.arrays, self.source = arrays, Writer(self.program, arrays).source("value_and_gradient")
        self.both = self.source.function()
        self.largest = max(map(_largest, arguments))
        self.unchecked = 0 if is_pure else CHECKED

    @cached_property
    def value(self) -> Function:
        """The function (x, *data) -> value, written when somebody asks for it: training needs both."""
        alone = self.program.part(self.program.inputs, self.program.results[:1])
        return Writer(alone, self.arrays).source("value").function()  # type: ignore[no-any-return]

    def run(self, eager: Function, x: Array, *data: Array) -> Array:
        """Return what `eager` (one of the two functions below) would return."""
        return self.both(x, *data) if eager is value_and_grad else self.value(x, *data)

    def agrees(self, a: Array, b: Array) -> bool:
        """Whether two results agree to rounding; terms that cancel to 0 keep the rounding of the larger terms."""
        first, second = ([np.asarray(v) for v in (r if isinstance(r, tuple) else (r,))] for r in (a, b))
        loose = TOLERANCES[min(self.precision.bits // 8, 8)]
        scales = [_largest(v) for v in first]
        least = 64 * float(self.precision.eps) * max(scales[0], self.largest)
        alike = [(v.shape, v.dtype) for v in first] == [(v.shape, v.dtype) for v in second]
        return alike and all(
            np.allclose(v, w, rtol=loose, atol=loose * scale + least, equal_nan=True)
            for v, w, scale in zip(first, second, scales, strict=True)
        )


def _largest(numbers: Array) -> float:
    """Return the largest finite number in an array, or 0 if there is none."""
    return float(np.max(np.abs(numbers), initial=0.0, where=np.isfinite(numbers)))


def value(f: Function, x: Array, *data: Array) -> Array:
    """Return f(x, *data) by running f."""
    return f(x, *data)


def value_and_grad(f: Function, x: Array, *data: Array) -> tuple[Array, Array]:
    """Return f(x, *data) and its gradient with respect to x, by running f on a Tensor."""
    w = leaf(x, fresh_level())
    value = called(f, w, *data)
    found: Array = value if isinstance(value, Box) else reals(value, "the result of the function")
    if found.shape not in ((), w.shape[:-1]):
        raise ValueError(
            f"the function returned shape {found.shape}, but only one number has a gradient; its input has shape "
            f"{w.shape}: reduce it first, e.g. with np.mean(...)"
        )
    if not isinstance(value, Tensor) or value.level != w.level:
        return value, np.zeros_like(w.inner)
    backward(value, np.ones(value.shape, value.dtype)[()])
    return value.inner, np.zeros_like(w.inner) if w.grad is None else w.grad
