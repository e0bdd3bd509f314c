"""Write: a new operation

An engine learns a new operation from two numbers: its value, and its local derivative. The operation *silu* is x × s
with s = 1 / (1 + e⁻ˣ), and the derivative of s is s (1 − s). Return value and local derivative at x.
"""

from collections.abc import Callable

import numpy as np

from sgdlab.course.exercises import Exercise, both_signs


def silu(x: float) -> tuple[float, float]:
    s = 1 / (1 + np.exp(-x))
    return x * s, s + x * s * (1 - s)  # x goes in twice: as a factor, and inside the sigmoid


def _with(rule: Callable[[float, float], float]) -> Callable[[float], tuple[float, float]]:
    """The right value with a wrong derivative, a rule of x and s."""
    return lambda x: (silu(x)[0], rule(x, 1 / (1 + np.exp(-x))))


silu_rule = Exercise(
    "silu_rule",
    silu,
    both_signs(silu, lambda rng: (rng.uniform(-3, 3),)),
    by_hand=True,
    praise="A value and a local derivative: that is all a new operation needs. And even this one hides a fork.",
    mistakes=[
        lambda x: (silu(x)[0], silu(x)[0] * (1 - silu(x)[0])),
        "You took the rule of the sigmoid, s (1 − s), with silu where s belongs. Silu is a product: use the "
        "product rule.",
        lambda x: (1 / (1 + np.exp(-x)), np.exp(-x) / (1 + np.exp(-x)) ** 2),
        "Those are the two numbers of the sigmoid, s. Silu is x × s: its value has the factor x, and its "
        "derivative two paths.",
        _with(lambda x, s: s + s * (1 - s)),
        "On the path through the sigmoid a factor is missing: x is held still there, but it is still a factor.",
        _with(lambda x, s: x * s + s * (1 - s)),
        "Your paths have each other's factor: s is held still where x moves, and x is held still where s moves.",
        _with(lambda x, s: s),
        "Your derivative treats sigmoid(x) as a constant. x goes in twice, and the path through the sigmoid is "
        "missing.",
        _with(lambda x, s: x * s * (1 - s)),
        "Your derivative treats the factor x as a constant. x goes in twice, and that path is missing.",
        _with(lambda x, s: s * (1 - s)),
        "You multiplied the two derivatives, 1 and s (1 − s). The derivative of a product is not the product of "
        "the derivatives.",
        _with(lambda x, s: s * x * s * (1 - s)),
        "You multiplied the two paths. Multiply along a path; add over the paths.",
        _with(lambda x, s: s - x * s * (1 - s)),
        "You subtracted the second path. What arrives over several is added.",
        _with(lambda x, s: s + x * s * (1 + s)),
        "The derivative of the sigmoid is s (1 − s), with a minus.",
        _with(lambda x, s: s + x * s * (1 - x * s)),
        "In s (1 − s) both are the sigmoid, not the value x × s.",
        _with(lambda x, s: s + x * s),
        "The derivative of the sigmoid is s (1 − s), not s.",
        _with(lambda x, s: s + x * (1 - s)),
        "The derivative of the sigmoid is s (1 − s), not 1 − s.",
    ],
    hints=[
        "Let s = 1 / (1 + exp(−x)). The value is x × s. The derivative of s with respect to x is s (1 − s).",
        "x × s is a product of two things that both depend on x: add the two paths.",
        "Through the factor: s. Through the sigmoid: x × s (1 − s).",
    ],
)
