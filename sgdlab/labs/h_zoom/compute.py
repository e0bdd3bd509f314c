"""The h-zoom without a widget: a function, a place x and a nudge h in; slopes and their errors out [compute]."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from sgdlab.autodiff import jvp
from sgdlab.autodiff.complex_step import Complex
from sgdlab.checks import locked
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.quantities import Array, Traced, count

Function: TypeAlias = Callable[[Traced], Traced]  # of a number or an array, also of those that carry derivatives

EPS = float(np.finfo(float).eps)  # 2.2e-16: the gap between 1 and the next floating-point number
ENDS = (-3.0, 3.0)  # of x
POWERS = (-16.0, -0.15)  # of ten, between which h is; at h = 1 the complex step of 1 / (1 + x²) divides by 0
H_GRID = np.logspace(*POWERS, 96)  # six for each power of ten
VIEW = 1.6  # half the width of the magnified picture, in h
PLACES, SHARES = np.polynomial.legendre.leggauss(5)  # for a mean over [-1, 1], half of which each share counts
FEW = 1000  # floating-point numbers between x and x + h: with fewer the curve is a staircase

FUNCTIONS: Mapping[str, Function] = {
    "1 / (1 + x²)": lambda x: 1 / (1 + x * x),
    "sin x": lambda x: np.sin(x),
    "1000 + sin x": lambda x: 1000 + np.sin(x),
    "x³": lambda x: x * x * x,
    "eˣ": lambda x: np.exp(x),
    "3 x": lambda x: 3 * x,
}
NAMES = {"forward": "forward difference", "central": "central difference", "complex": "complex step"}
BILL = {"forward": "2 values of f", "central": "2 values of f", "complex": "1 complex value of f"}


@dataclass(frozen=True)
class HZoomSettings:
    """What the controls of the h-zoom say."""

    function: str = "1 / (1 + x²)"
    x: float = 0.5
    h: float = 0.501


@dataclass(frozen=True)
class HZoomResult:
    """Slopes by three recipes, their errors for every h, and the curve in two magnifications.

    slope, curvature: the first and second derivative, exact to rounding;  estimates, errors: by recipe, at this h;
    sweep: by recipe, the errors (96,) at the h of H_GRID;  zoomed (N, 2): the curve in floating-point numbers, in
    units of h around the point, where it is finite;  reason: what limits the estimates here.
    """

    settings: HZoomSettings
    value: float
    slope: float
    curvature: float
    estimates: Mapping[str, float]
    errors: Mapping[str, float]
    sweep: Mapping[str, Array]
    zoomed: Array
    reason: str

    @property
    def lines(self) -> list[str]:
        """A line for each recipe: its estimate, its error, and what it cost."""
        return [
            f"{NAMES[key]} {_short(self.estimates[key])}: {_off(self.errors[key], self.slope)}, for {BILL[key]}"
            for key in NAMES
        ]

    @property
    def description(self) -> str:
        """What the picture shows, in a sentence or two."""
        chosen = self.settings
        where = f"{chosen.function} at x = {chosen.x:g} with h = {chosen.h:.3g}: the slope is {_short(self.slope)}"
        return f"{where}; {'; '.join(line.replace(':', ',') for line in self.lines)}. {self.reason}"


def compute(settings: HZoomSettings, functions: Mapping[str, Function] = FUNCTIONS) -> HZoomResult:
    """Estimate the slope of a function at x from its values, and compare with the exact one.

    Formula: forward (f(x + h) - f(x)) / h;  central (f(x + h) - f(x - h)) / 2h;  complex step Im f(x + ih) / h.
    Forward-mode differentiation gives the exact slope, and done twice the exact curvature.

    functions: {name: f}, each written with NumPy functions.  Errors: SettingsError where f is not finite at x, x - h or
    x + h.
    """
    x, h = float(settings.x), float(settings.h)
    f = functions[settings.function]
    value = _finite(f, settings)
    slope, curvature, sweep = _for_every_h(f, x)
    estimates = {name: float(found[0]) for name, found in recipes(f, x, np.array([h])).items()}
    errors = {name: abs(found - slope) for name, found in estimates.items()}
    across = np.linspace(-VIEW, VIEW, 241)
    zoomed = np.column_stack([across, (heights(f, x + across * h) - value) / h])
    zoomed = zoomed[np.isfinite(zoomed[:, 1])]
    reason = _reason(f, x, h, value, slope, curvature)
    return HZoomResult(settings, value, slope, curvature, estimates, errors, sweep, zoomed, reason)


@lru_cache(maxsize=128)  # once for all places of the slider of h
def _for_every_h(f: Function, x: float) -> tuple[float, float, Mapping[str, Array]]:
    """Return the slope and the curvature at x, and the errors at all h of H_GRID."""
    with np.errstate(all="ignore"):  # where there is no slope
        slope = float(jvp(f, (x,), (1.0,))[1])
        curvature = float(jvp(lambda t: jvp(f, (t,), (1.0,))[1], (x,), (1.0,))[1])
    return slope, curvature, locked({name: np.abs(found - slope) for name, found in recipes(f, x, H_GRID).items()})


def recipes(f: Function, x: float, h: Array) -> dict[str, Array]:
    """Return the three estimates of the slope of f at x for every h (N,), by their textbook formulas."""
    here, above, below = heights(f, np.full(len(h), x)), heights(f, x + h), heights(f, x - h)
    with np.errstate(all="ignore"):
        aside = f(Complex(np.full(len(h), x), h))
    imaginary = aside.imag if isinstance(aside, Complex) else np.zeros(len(h))  # a constant function has none
    return {"forward": (above - here) / h, "central": (above - below) / (2 * h), "complex": imaginary / h}


def heights(f: Function, t: Array) -> Array:
    """Return f at every t (N,); where it is not a number, NaN or infinity without a warning."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(f(t), dtype=float), t.shape)


def floats_between(x: float, h: float) -> int:
    """Return how many floating-point numbers x + h is away from x; above -1 they are twice as close as below it."""
    return round(min(((x + h) - x) / (math.nextafter(x, math.inf) - x), 1e300))


def _finite(f: Function, settings: HZoomSettings) -> float:
    """Return f(x), after a check of f on both sides of x."""
    near = settings.x + settings.h * np.array([0.0, -1.0, 1.0])
    found = heights(f, near)
    bad = np.flatnonzero(~np.isfinite(found))
    if len(bad):
        raise SettingsError(
            f"{settings.function} is {found[bad[0]]:g} at {near[bad[0]]:g}: move x, or take a smaller h, so that it is "
            "finite at x and h to its sides"
        )
    return float(found[0])


def _reason(f: Function, x: float, h: float, value: float, slope: float, curvature: float) -> str:
    """Which of its two errors limits the forward difference, in a sentence."""
    steps = floats_between(x, h)
    if not np.isfinite(slope):
        return "There is no slope here, so no estimate comes near it."
    if steps == 0:
        return "x + h is rounded to x itself, so the rise is 0."
    if steps < FEW:
        return f"Rounding dominates: x + h is only {count(steps, 'floating-point number')} away from x."
    bend, expected, noise = _bend(f, x, h), abs(curvature) * h / 2, EPS * (abs(value) + abs(x * slope)) / h
    if 2 * expected <= EPS * abs(slope) and bend <= 4 * EPS * max(1.0, abs(slope)):
        return "There is no bend here: the forward difference is off by rounding alone."
    if bend > noise and not bend / 2 < expected < 2 * bend:
        return f"The bend dominates. It changes within h, so the error is not h/2 × the curvature at x, {expected:.2g}."
    if bend > noise:
        return f"The bend dominates: the error of the forward difference is about h/2 × the curvature, {expected:.2g}."
    return f"Rounding dominates: x + h and f are wrong in their 16th digit, and dividing by h makes that {noise:.2g}."


def _bend(f: Function, x: float, h: float) -> float:
    """Return the forward difference's error without rounding: the mean slope from x to x + h, minus the slope at x."""
    places = np.array([x, *(x + h * (1 + PLACES) / 2)])
    with np.errstate(all="ignore"):
        slopes = np.broadcast_to(jvp(f, (places,), (np.ones(6),))[1], (6,))
    return float(abs(SHARES @ (slopes[1:] - slopes[0])) / 2)


def _short(value: float) -> str:
    return f"{value:.6g}" if abs(value) > EPS else "0"


def _off(error: float, slope: float) -> str:
    """An error in words; rounding errors differ between machines, so they are not printed."""
    return "exact to rounding" if error <= 4 * EPS * max(1.0, abs(slope)) else f"off by {error:.2g}"
