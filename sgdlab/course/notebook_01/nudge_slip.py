"""Find the slip: as small as possible

You will find code like this in tutorials: the smaller the nudge, the better, so take the smallest. Fix it so that six
digits are right for smooth functions at x near 1, near a billion, *and* near minus a billion.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Loss, Traced


@dataclass(frozen=True)
class Power:
    """The function |x|^p."""

    p: float

    def __call__(self, x: Traced) -> Answer:
        return abs(x) ** self.p

    def slope(self, x: float) -> float:
        return float(self.p * abs(x) ** (self.p - 1) * np.sign(x))

    def __repr__(self) -> str:
        return f"lambda x: abs(x)**{self.p}"


def derivative(f: Loss, x: float) -> Answer:
    h = 1e-5 * max(1, abs(x))  # some digits of x change, and some stay
    return (f(x + h) - f(x - h)) / (2 * h)


def _nudged(h_at: Callable[[float], float]) -> Loss:
    """A forward difference with a nudge that may depend on x."""
    return lambda f, x: (f(x + h_at(x)) - f(x)) / h_at(x)


def _central(h_at: Callable[[float], float]) -> Loss:
    return lambda f, x: (f(x + h_at(x)) - f(x - h_at(x))) / (2 * h_at(x))


_FORWARD, _CENTRAL = _nudged(lambda x: 1e-8), _central(lambda x: 1e-5)  # with nudges that suit x near 1

_LOST = (
    "The nudge is still lost in the digits of x: near a billion no rise is left, and near 1 too few digits of it. Make "
    "it longer, and let it grow with x. (A value on each side does not help against rounding.)"
)


def _observe(answer: Loss, f: Power, near: float, far: float) -> dict[str, bool | float]:
    """Whether an answer is right to six digits, near 1 and far from it; and whether the nudge is seen at all."""
    found = [answer(f, x) / f.slope(x) for x in (near, far, -far)]
    times = next((c for c in (0.0, 2.0, 0.5, -1.0) if abs(found[0] - c) <= 1e-3 * abs(c)), 1.0)
    times = times if abs(found[0]) > 1e-6 else float(f"{found[0]:.0e}")  # by brackets that are missing in / 2 * h
    return {
        "six digits right at x near 1": bool(abs(found[0] - 1) < 1e-6),
        "six digits right at x near a billion": bool(abs(found[1] - 1) < 1e-6),
        "six digits right at x near minus a billion": bool(abs(found[2] - 1) < 1e-6),
        "any rise at x near a billion": bool(found[1] != 0),
        "how many times the slope it is at x near 1": times,
    }


def _draw(rng: np.random.Generator) -> tuple[Power, float, float]:
    p = float(rng.choice([0.5, 1.5, 2.5]))
    return Power(p), round(rng.uniform(0.6, 1.9), 3), round(rng.uniform(6e8, 1.9e9), 1)


nudge_slip = Exercise(
    "nudge_slip",
    derivative,
    _draw,
    by_hand=True,
    observe=_observe,
    given=changed(derivative, {"1e-5 * max(1, abs(x))": "1e-15", "f(x - h)) / (2 * h)": "f(x)) / h"}),
    praise="A nudge has to be small beside x, and large beside the gaps between floating-point numbers at x.",
    mistakes=[
        _central(lambda x: 1e-15),
        _LOST,
        lambda f, x: 0.0,
        "Your slope is 0. Did the nudge get lost in x? (Nor is the complex step an answer here: these functions "
        "take an absolute value, which forgets the imaginary part.)",
        *(lambda f, x, there=there: 2 * there(f, x) for there in (derivative, _CENTRAL)),
        "Your slope is twice the right one. From x − h to x + h is a run of 2h.",
        *(lambda f, x, there=there: there(f, x) / 2 for there in (derivative, _FORWARD)),
        "Your slope is half of the right one. Your run is twice as long as it should be.",
        *(lambda f, x, there=there: -there(f, x) for there in (derivative, _FORWARD)),
        "Your slope has the wrong sign. The rise is the value on the right minus the other.",
        _FORWARD,
        _CENTRAL,
        "Now it is right near x = 1, and wrong near a billion. There the floating-point numbers lie about a billion "
        "times as far apart, so the nudge has to grow with x.",
        _nudged(lambda x: 1e-11),
        _central(lambda x: 1e-11),
        _LOST,
        _central(lambda x: 1e-5 * max(1, x)),
        "Now it is right near 1 and near a billion, but not near minus a billion, which is less than 1. The nudge "
        "has to grow with the size of x: abs(x).",
        _nudged(lambda x: 30.0),
        "Now the nudge is too long for x near 1: the curve bends on the way. Let it grow with x instead.",
        _nudged(lambda x: 1e-3 * x),
        "The nudge is no longer lost, but fewer than six digits are right, both near 1 and near a billion. Is it "
        "too short beside x, so that it changes only the last digits, which are rounded? Or too long, so that the "
        "curve bends on the way? (A forward difference needs a shorter nudge than a central one.)",
    ],
    hints=[
        "Print x + 1e-15 for x = 1 and for x = 1e9. What is left of the nudge?",
        "Floats have 16 digits. A nudge that changes only the last of them is mostly rounding.",
        "With a central difference, h = 1e-5 * max(1, abs(x)) works; with a forward difference, use 1e-8 instead "
        "of 1e-5.",
    ],
)
