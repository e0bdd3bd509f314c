"""Compare derivatives with differences of values, entry by entry [check_grads]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from sgdlab.checks import as_values, function, generator, given, number, one_of, real_array, reals, whole

from .dispatch import Array, Function
from .functional import grad, jacobian, jvp

MODES = ("fwd", "rev")
MOST = 6  # the highest order; each order takes several times as long as the one before
STEPS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12)
USUAL = 5  # steps that are always tried; the others only where no two of these agree, as beside a pole
EPSILON = float(np.finfo(float).eps)
RIGHT, ROUGH, WRONG = range(3)
PROBLEMS = {
    WRONG: "a derivative is wrong by more than {:.0e}",
    ROUGH: "differences are too rough here to judge a derivative: no two steps agree to {:.0e}; try another place or a "
    "larger tolerance",
}


class GradientError(AssertionError):
    """A derivative does not agree with differences of values, or these are too rough to tell."""


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
    verdict: int  # RIGHT, ROUGH or WRONG

    def __str__(self) -> str:
        where = f"x[{', '.join(map(str, self.entry))}]" if self.entry else "x"
        lines = [
            f"{self.mode}: worst entry {where} of argument {self.argument}: derivative {self.derivative:.10g}, "
            f"differences {self.difference:.10g}, relative error {self.error:.1e}"
        ]
        lines += [f"    step {h:.0e}: off by {e:.1e}" for h, e in self.steps]
        return "\n".join(lines)


_badness = attrgetter("verdict", "error")


@dataclass(frozen=True)
class Report:
    """The result of `check_grads`, which prints as a readable table."""

    comparisons: tuple[Comparison, ...]
    tolerance: float

    @property
    def worst(self) -> Comparison:
        """The comparison with the largest error; one that is surely wrong comes before one that can't be judged."""
        return max(self.comparisons, key=_badness)

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
    (-f(x + 2h) + 8 f(x + h) - 8 f(x - h) + f(x - 2h)) / 12h, of error h^4, with h from 1e-1 to 1e-5, or to 1e-12 where
    no two of these agree.  Of the two neighboring steps that agree best, the smaller one counts.  The error is relative
    to the largest of the derivative, its largest entry and 1e-3.

    modes: "fwd" (dual numbers) and "rev" (backpropagation).  order 2 also checks the derivative of the derivative, and
    so on up to 6.  Errors: `GradientError`, which says which entry is worst, how large its error is, and how the error
    depends on the step.  An error that is the same at every step is in the derivative; one that shrinks and grows again
    is rounding.  Where no two steps agree to the tolerance, the error says that the differences are too rough to judge.

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
    points = tuple(as_values(real_array(a, f"args[{i}]", finite=False).astype(np.float64)) for i, a in enumerate(args))
    rng = generator(seed)
    g, found = f, []
    for k in range(1, order + 1):
        weights = rng.uniform(0.5, 1.5, np.shape(_one_array(g(*points)))) * rng.choice([-1.0, 1.0])
        scalar = _weighted(g, weights)
        for mode in modes:
            found += _compare(scalar, points, mode if k == 1 else f"{mode}, order {k}", tolerance)
        g = _directional_derivative(scalar, [rng.normal(size=p.shape) for p in points], modes[-1])
    report = Report(tuple(found), tolerance)
    if report.worst.verdict != RIGHT:
        raise GradientError(f"{PROBLEMS[report.worst.verdict].format(tolerance)}\n{report.worst}")
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
    gradients = grad(f, tuple(range(len(directions))))
    return lambda *args: sum(np.sum(d * g) for d, g in zip(directions, gradients(*args), strict=True))


def _difference(
    f: Function, points: tuple[Array, ...], i: int, entry: tuple[int, ...], scale: float, tolerance: float
) -> tuple[float, float, list[float]]:
    """The derivative with respect to one entry from values of f, its relative uncertainty, and what every step gives.

    Between two steps far above rounding, the smaller one is the better by far; so it is off by at most their gap.
    """

    def at(h: float) -> float:
        x = np.array(points[i])
        x[entry] += h
        return float(f(*points[:i], x, *points[i + 1 :]))

    best, doubt, found = np.nan, np.inf, list[float]()
    for h in STEPS:
        if len(found) >= USUAL and doubt <= tolerance:
            break
        values = [at(2 * h), at(h), at(-h), at(-2 * h)]
        value = (-values[0] + 8 * values[1] - 8 * values[2] + values[3]) / (12 * h)
        size = max(map(abs, values))
        rounding = EPSILON * (size + abs(float(points[i][entry])) * scale) / h
        gap = abs(value - found[-1]) if found else np.inf
        off = max(gap, rounding) / max(abs(value), min(scale, 1e-3 * max(1, size)))
        if off < doubt:  # never true of NaN
            best, doubt = value, off
        found.append(value)
    return best, doubt, found


def _compare(f: Function, points: tuple[Array, ...], mode: str, tolerance: float) -> list[Comparison]:
    """The worst entry of each argument."""
    found, direction = [], "reverse" if mode.startswith("rev") else "forward"
    for i in range(len(points)):
        derivative = np.asarray(jacobian(f, i, direction)(*points))
        scale = max(1e-3, float(np.max(np.abs(derivative), initial=0.0, where=np.isfinite(derivative))))
        entries = []
        for entry in np.ndindex(derivative.shape):
            mine = float(derivative[entry])
            with np.errstate(all="ignore"):
                other, doubt, values = _difference(f, points, i, entry, scale, tolerance)
                error = abs(mine - other) / max(scale, abs(other))
                steps = tuple(zip(STEPS, [abs(mine - v) for v in values], strict=False))
            verdict = RIGHT if error <= tolerance else WRONG if doubt <= tolerance else ROUGH
            error = error if np.isfinite(error) else np.inf
            entries.append(Comparison(mode, i, entry, mine, other, error, steps, verdict))
        found.append(max(entries, key=_badness))
    return found
