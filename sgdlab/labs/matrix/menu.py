"""The parts of the matrix: gradient methods [METHODS], optimizers [OPTIMIZERS], problems [PROBLEMS], batches.

Each optimizer has a learning rate that suits the problem, times a factor.  Optimizers and problems are made by the
lines that the reader copies.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from sgdlab import gradients
from sgdlab.autodiff.rules.methods import LostDerivativeError
from sgdlab.batches import BatchRule, full_batch, minibatch, one_at_a_time
from sgdlab.gradients.method import GradientMethod
from sgdlab.labs.stage.code import PENGUIN_LINE, made_by
from sgdlab.labs.stage.numbers import three_digits
from sgdlab.landscape.steepest import FLAT, largest_curvature
from sgdlab.problems import Problem

NONE = "no gradient"
YOURS = "yours"
METHODS: dict[str, GradientMethod | None] = {
    "backprop": gradients.backprop,
    "forward mode": gradients.forward_mode,
    "finite differences": gradients.finite_difference,
    "complex step": gradients.complex_step,
    "by hand": gradients.by_hand,
    "SPSA": gradients.spsa,
    "forward gradient": gradients.forward_gradient,
    "evolution gradient": gradients.evolution_gradient,
    NONE: None,
}
EXACT = ("backprop", "forward mode", "finite differences", "complex step", "by hand")

OPTIMIZERS = {  # as code, like the searches; `factor`, `rate`, `reach` and `damping` are variables of it
    "gradient descent": "sl.gradient_descent(factor * rate)",
    "momentum": "sl.gradient_descent(factor * rate, momentum=0.8)",
    "AdaGrad": "sl.adagrad(0.5 * factor * reach)",
    "RMSProp": "sl.rmsprop(0.05 * factor * reach)",
    "Adam": "sl.adam(0.2 * factor * reach)",
    "Newton": "sl.newton(factor, damping=damping)",
}
SEARCHES = {
    "random search": "sl.random_search(0.2 * factor * reach)",
    "evolution strategy": "sl.evolution_strategy(0.5 * factor * reach)",
    "genetic algorithm": "sl.genetic_algorithm(spread=factor * reach)",
}
BATCHES: dict[str, BatchRule] = {
    "full batch": full_batch,
    "mini-batches of 8": minibatch(8),
    "one at a time": one_at_a_time,
}


class Task(NamedTuple):
    """A problem, with the learning rate of gradient descent, the size of a sensible step, and Newton's damping."""

    problem: Problem
    rate: float
    reach: float = 1.0
    damping: float = 0.0


def rule_of(name: str, chosen: Task, factor: float) -> Any:
    """Return an optimizer or a search of the menu for a problem."""
    return made_by(f"rule = {(OPTIMIZERS | SEARCHES)[name]}", factor=factor, **chosen._asdict())["rule"]


class Entry(NamedTuple):
    """A problem as code, with what suits it; `named`: its title and the names of its parameters, if they are others."""

    code: str
    rate: float
    damping: float = 0.0
    named: Mapping[str, Any] = {}


CLOSED = "a closed program, 2 inputs"  # it can't be looked into: its values leave NumPy, so the derivatives are lost
PROBLEMS = {
    "a line, 2 parameters": Entry("\n".join(PENGUIN_LINE), 0.1),
    "a network, 13 parameters": Entry(
        "X, labels = sl.xor(40)\nproblem = sl.mlp(X, labels.astype(float), hidden=(3,))", 0.2, 0.1
    ),
    "a bowl, 30 parameters": Entry(
        "turned = np.linalg.qr(np.random.default_rng(0).normal(size=(30, 30)))[0]\n"
        "problem = sl.quadratic(np.geomspace(1, 10, 30), turned)",
        0.1,
        named={"title": "a bowl with curvatures from 1 to 10"},
    ),
    CLOSED: Entry(
        """
def closed(w, batch):
    a, b = float(w[0]), float(w[1])
    return (a - 1) ** 2 + float(np.cosh(b - a / 2)) - 1


problem = sl.Problem(closed, start=[3.0, 3.0])""",
        0.2,
        named={"title": "a closed program", "names": ("a", "b")},
    ),
}


@lru_cache(maxsize=8)
def task(name: str, own: Problem | None = None) -> Task:
    """Return a problem of the menu, or your own, whose learning rate is 1 / its largest curvature.

    The size of a step on your own is how far the minimum is from the start in a typical parameter; 1 if it isn't known.
    """
    if name != YOURS:
        code, rate, damping, named = PROBLEMS[name]
        return Task(replace(made_by(code)["problem"], **named), rate, damping=damping)
    assert own is not None
    try:
        curved = largest_curvature(own)
    except LostDerivativeError:  # the methods that need no derivative rule are still worth a try
        curved = FLAT
    far = np.zeros(0) if own.minimum is None else np.abs(own.minimum - own.start)
    reach = float(np.exp(np.mean(np.log(far[far > 0])))) if np.any(far > 0) else 1.0
    return Task(own, rate=0.1 if curved == FLAT else 1 / curved, reach=three_digits(reach))
