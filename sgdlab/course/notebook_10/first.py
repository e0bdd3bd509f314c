"""Predict: how long is the first step?

One parameter, its first gradient is `slope` (above 0). `rho` is that of RMSProp. Adam has its bias correction. Give
the length of each first step by a rule, as `{"gradient descent": …, "AdaGrad": …, "RMSProp": …, "Adam": …}`; take ε
as 0. It is tried on numbers that you have not seen.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake


def first_steps(slope: float, learning_rate: float, rho: float) -> Answer:
    return {
        "gradient descent": learning_rate * slope,
        "AdaGrad": learning_rate,  # slope / root of slope²
        "RMSProp": learning_rate / np.sqrt(1 - rho),  # the average has only 1 − ρ of slope²
        "Adam": learning_rate,
    }


def _with(**changes: Any) -> Answer:
    """The right answer but for some entries, each a rule (slope, rate, rho) -> length."""

    def model(slope: float, rate: float, rho: float) -> Answer:
        return {
            **first_steps(slope, rate, rho),
            **{name.replace("_", " "): rule(slope, rate, rho) for name, rule in changes.items()},
        }

    return model


def _by_slope(slope: float, rate: float, rho: float) -> float:
    return rate * slope


def _rate(slope: float, rate: float, rho: float) -> float:
    return rate


def _draw(rng: np.random.Generator) -> tuple[float, float, float]:
    return float(rng.uniform(2, 30)), float(rng.uniform(0.01, 0.3)), float(rng.choice([0.9, 0.95, 0.99]))


first = Exercise(
    "first",
    first_steps,
    _draw,
    praise="Only gradient descent looks at the size of the slope. And RMSProp's first step is longer than its "
    "learning rate.",
    mistakes=[
        Mistake(
            _with(AdaGrad=_by_slope, RMSProp=_by_slope, Adam=_by_slope),
            "You multiplied by the slope everywhere. The other three divide by a root of squared slopes, and at the "
            "first step there is only this one.",
        ),
        Mistake(
            _with(RMSProp=_rate),
            "You gave RMSProp the learning rate. Its average of squares began at 0 and has only a share 1 − ρ of the "
            "squared slope, so it divides by too little; and it has no bias correction.",
        ),
        Mistake(
            _with(RMSProp=lambda slope, rate, rho: rate * np.sqrt(1 - rho)),
            "You turned RMSProp around: an average that is too *small* makes the step too *long*.",
        ),
        Mistake(
            _with(RMSProp=lambda slope, rate, rho: rate / (1 - rho)),
            "You forgot the root: RMSProp divides by the square root of (1 − ρ) × slope².",
        ),
        Mistake(
            _with(RMSProp=lambda slope, rate, rho: rate / np.sqrt(rho)),
            "You kept ρ of the new square. ρ is the share of the *old* average; the new square gets 1 − ρ.",
        ),
        Mistake(
            _with(Adam=lambda slope, rate, rho: rate * 0.1 / np.sqrt(0.001)),
            "That is Adam without its bias correction. With it, the two averages after one step are the slope and "
            "its square.",
        ),
        Mistake(
            _with(Adam=_by_slope),
            "You let Adam's first step grow with the slope. It is divided by the slope's own size.",
        ),
        Mistake(
            _with(gradient_descent=_rate),
            "You gave gradient descent the learning rate alone. Its step is the learning rate times the slope.",
        ),
    ],
    hints=[
        "For each one, write down the numerator and the denominator of its step when all it has seen is one slope g.",
        "AdaGrad: g / √(g²). Adam: after the correction also g / √(g²).",
        "RMSProp: g / √((1 − ρ) g²), and no correction.",
    ],
)
