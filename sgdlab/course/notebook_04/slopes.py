"""Notebook 04: predict the slopes of an expression [fork_slopes], write a derivative rule [silu_rule]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake

Triple = tuple[float, float, float]


def three_slopes(x: float, y: float, z: float) -> Triple:
    return y + z, (y + z) + (x + y), x + y  # y goes into both factors: two paths, added


def _draw_three(rng: np.random.Generator) -> Triple:
    x, y, z = rng.uniform(1, 4, size=3)
    return float(x), float(y), float(z)


fork_slopes = Exercise(
    "fork_slopes",
    three_slopes,
    _draw_three,
    praise="Along each path the local derivatives are multiplied, and the two paths of y are added.",
    mistakes=[
        Mistake(
            lambda x, y, z: (y + z, y + z, x + y),
            "For y you took the path through the first factor only. y goes into the second one, too, and that path has "
            "to be added.",
        ),
        Mistake(
            lambda x, y, z: (y + z, x + y, x + y),
            "For y you took the path through the second factor only, as a program does that overwrites instead of "
            "adding. Both paths count.",
        ),
        Mistake(
            lambda x, y, z: (y + z, (y + z) * (x + y), x + y),
            "For y you multiplied the two paths. Multiply along a path; add over the paths.",
        ),
        Mistake(
            lambda x, y, z: (x + y, (y + z) + (x + y), y + z),
            "You exchanged x and z. The local derivative of a product by one factor is the *other* factor.",
        ),
        Mistake(
            lambda x, y, z: (1.0, 2.0, 1.0),
            "These are the local derivatives of the sums alone. They still have to be multiplied by what arrives at "
            "the sums from the product.",
        ),
        Mistake(
            lambda x, y, z: (y + z, x + 2 * y + z, y + z),
            "The slope by z is not that by x. z goes into the second factor, which is multiplied by the first one.",
        ),
    ],
    hints=[
        "Name the two factors: u = x + y and v = y + z. What arrives at u from f = u × v? What at v?",
        "At u arrives v, at v arrives u. A sum passes on to each of its arguments what it has.",
        "x gets what u has; z gets what v has; y gets both. Add.",
    ],
)


def silu(x: float) -> tuple[float, float]:
    s = 1 / (1 + np.exp(-x))
    return x * s, s + x * s * (1 - s)  # x goes in twice: as a factor, and inside the sigmoid


def _draw_x(rng: np.random.Generator) -> tuple[float]:
    return (float(rng.uniform(-3, 3)),)


def _wrong(rule: Any, reason: str) -> Mistake:
    """The right value with a wrong derivative, a rule of x and s."""
    return Mistake(lambda x: (silu(x)[0], rule(x, 1 / (1 + np.exp(-x)))), reason)


silu_rule = Exercise(
    "silu_rule",
    silu,
    _draw_x,
    praise="A value and a local derivative: more a new operation does not need. Even this one hides a fork.",
    mistakes=[
        _wrong(
            lambda x, s: s,
            "Your derivative treats sigmoid(x) as a constant. x goes in twice, and the path through the sigmoid is "
            "missing.",
        ),
        _wrong(
            lambda x, s: x * s * (1 - s),
            "Your derivative treats the factor x as a constant. x goes in twice, and that path is missing.",
        ),
        _wrong(
            lambda x, s: s * (1 - s),
            "You multiplied the two derivatives, 1 and s (1 − s). The derivative of a product is not the product of "
            "the derivatives.",
        ),
        _wrong(
            lambda x, s: s * x * s * (1 - s),
            "You multiplied the two paths. Multiply along a path; add over the paths.",
        ),
        _wrong(lambda x, s: s + x * s, "The derivative of the sigmoid is s (1 − s), not s."),
        Mistake(
            lambda x: silu(x)[::-1],
            "Both numbers are right, in the wrong order: first the value, then the derivative.",
        ),
    ],
    hints=[
        "Let s = 1 / (1 + exp(−x)). The value is x × s. The derivative of s by x is s (1 − s).",
        "x × s is a product of two things that both depend on x: add the two paths.",
        "Through the factor: s. Through the sigmoid: x × s (1 − s).",
    ],
)
