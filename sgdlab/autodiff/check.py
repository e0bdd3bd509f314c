"""Compare derivatives with differences of values, entry by entry [check_grads]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sgdlab.checks import as_values, function, generator, given, number, one_of, reals, whole

from .dispatch import Array, Function
from .functional import jvp, vjp

MODES = ("fwd", "rev")
MOST = 6  # the highest order; each order takes several times as long as the one before


class GradientError(AssertionError):
    """A derivative does not agree with differences of values."""


@dataclass(frozen=True)
class Comparison:
    """The worst entry of the derivative with respect to one argument, in one mode: its value, and what it should be."""

    mode: str
    argument: int
    entry: tuple[int, ...]
    derivative: float
    difference: float
    error: float
    steps: tuple[tuple[float, float], ...]

    def __str__(self) -> str:
        where = f"x[{', '.join(map(str, self.entry))}]" if self.entry else "x"
        lines = [
            f"{self.mode}: worst entry {where} of argument {self.argument}: derivative {self.derivative:.10g}, "
            f"differences {self.difference:.10g}, relative error {self.error:.1e}"
        ]
        lines += [f"    step {h:.0e}: off by {e:.1e}" for h, e in self.steps]
        return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """The result of `check_grads`, which prints as a readable table."""

    comparisons: tuple[Comparison, ...]
    tolerance: float

    @property
    def worst(self) -> Comparison:
        """The comparison with the largest error."""
        return max(self.comparisons, key=lambda c: c.error)

    def __str__(self) -> str:
        return f"derivatives agree to {self.tolerance:.0e}\n" + "\n".join(map(str, self.comparisons))

    __repr__ = __str__


def check_grads(
    f: Function,
    args: Sequence[Array],
    modes: Sequence[str] = MODES,
    order: int = 1,
    *,
    tolerance: float = 1e-6,
    seed: int = 0,
) -> Report:
    """Compare the derivatives of f at args with differences of its values.

    Formula: for weights u drawn once, the derivative of sum(u * f) with respect to each entry x_i, against
    (-f(x + 2h) + 8 f(x + h) - 8 f(x - h) + f(x - 2h)) / 12h, of error h^4, with h from 1e-1 to 1e-5 and the most
    consistent one used.  The error is relative to the largest of the derivative, its largest entry and 1e-3.

    modes: "fwd" (dual numbers) and "rev" (backpropagation).  order 2 also checks the derivative of the derivative.
    Errors: `GradientError`, which says which entry is worst, how large its error is, and how the error depends on the
    step.  An error that is the same at every step is in the derivative; one that shrinks and grows again is rounding.

    >>> print(check_grads(np.sin, (np.array([1.0]),), modes=("rev",)).worst.error < 1e-9)
    True
    """
    function(f, "f")
    if not all(isinstance(each, tuple | list) and each for each in (args, modes)):
        raise TypeError(f"args and modes are tuples, such as (x,) and ('rev',); got {given(args)} and {given(modes)}")
    for mode in modes:
        one_of(mode, "a mode", MODES)
    whole(order, "order", 1, MOST)
    number(tolerance, "tolerance", above=0)
    points = tuple(as_values(reals(a, f"args[{i}]").astype(np.float64)) for i, a in enumerate(args))
    rng = generator(seed)
    g, found = f, []
    for k in range(1, order + 1):
        weights = rng.uniform(0.5, 1.5, np.shape(_one_array(g(*points)))) * rng.choice([-1.0, 1.0])
        scalar = _weighted(g, weights)
        for mode in modes:
            found += _compare(scalar, points, mode if k == 1 else f"{mode}, order {k}")
        if k < order:
            g = _directional_derivative(scalar, [rng.normal(size=p.shape) for p in points], modes[-1])
    report = Report(tuple(found), tolerance)
    if not report.worst.error <= tolerance:
        raise GradientError(f"a derivative is wrong by more than {tolerance:.0e}\n{report.worst}")
    return report


def _one_array(value: Array) -> Array:
    if isinstance(value, (tuple, list)):
        raise TypeError(f"check_grads takes a function that returns one array; yours returned {len(value)} values")
    reals(value, "the result of the function")
    return value


def _weighted(f: Function, weights: Array) -> Function:
    return lambda *args: np.sum(weights * f(*args))


def _directional_derivative(f: Function, directions: list[Array], mode: str) -> Function:
    """The derivative of f along a direction, as a function that can be checked in turn."""
    if mode == "fwd":
        return lambda *args: jvp(f, args, directions)[1]

    def by_reverse(*args: Array) -> Array:
        pull = vjp(f, *args)[1]
        return sum(np.sum(d * g) for d, g in zip(directions, pull(np.float64(1.0)), strict=True))

    return by_reverse


def _derivatives(f: Function, points: tuple[Array, ...], mode: str) -> list[Array]:
    if mode.startswith("rev"):
        return [np.asarray(g) for g in vjp(f, *points)[1](np.float64(1.0))]
    found = []
    for i, x in enumerate(points):
        directions = np.eye(x.size).reshape(x.size, *x.shape)
        tangents = [directions if j == i else np.zeros(p.shape) for j, p in enumerate(points)]
        found.append(np.asarray(jvp(f, points, tangents)[1]).reshape(x.shape))
    return found


STEPS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)


def _differences(f: Function, points: tuple[Array, ...], i: int, entry: tuple[int, ...]) -> list[float]:
    """The derivative with respect to one entry, computed from four values of f, for every step."""

    def at(h: float) -> float:
        x = np.array(points[i])
        x[entry] += h
        return float(f(*points[:i], x, *points[i + 1 :]))

    with np.errstate(all="ignore"):
        return [(-at(2 * h) + 8 * at(h) - 8 * at(-h) + at(-2 * h)) / (12 * h) for h in STEPS]


def _believed(values: list[float]) -> float:
    """The difference that agrees best with its neighbor at the next step."""
    gaps = [abs(a - b) for a, b in pairwise(values)]
    finite = [(gap, k) for k, gap in enumerate(gaps) if np.isfinite(gap)]
    return values[min(finite)[1]] if finite else values[-1]


def _compare(f: Function, points: tuple[Array, ...], mode: str) -> list[Comparison]:
    """The worst entry of each argument."""
    found = []
    for i, derivative in enumerate(_derivatives(f, points, mode)):
        scale = max(1e-3, float(np.max(np.abs(derivative), initial=0.0)))
        worst: Comparison | None = None
        for entry in np.ndindex(derivative.shape):
            values = _differences(f, points, i, entry)
            mine, other = float(derivative[entry]), _believed(values)
            error = abs(mine - other) / max(scale, abs(other))
            if not np.isfinite(error):
                error = np.inf
            if worst is None or error > worst.error:
                steps = tuple(zip(STEPS, [abs(mine - v) for v in values], strict=True))
                worst = Comparison(mode, i, entry, mine, other, error, steps)
        if worst is not None:
            found.append(worst)
    return found
