"""The parts of the matrix: gradient methods [METHODS], optimizers [OPTIMIZERS], problems [PROBLEMS], batches.

Each optimizer has a learning rate that suits the problem, times a factor.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sgdlab.autodiff.rules.methods import LostDerivativeError
from sgdlab.batches import BatchRule, full_batch, minibatch, one_at_a_time
from sgdlab.data import xor
from sgdlab.gradient_free import evolution_strategy, genetic_algorithm, random_search
from sgdlab.gradient_free.search import GradientFree
from sgdlab.gradients import (
    backprop,
    by_hand,
    complex_step,
    evolution_gradient,
    finite_difference,
    forward_gradient,
    forward_mode,
    spsa,
)
from sgdlab.gradients.method import GradientMethod
from sgdlab.landscape.steepest import FLAT, largest_curvature
from sgdlab.optimizers import adagrad, adam, gradient_descent, newton, rmsprop
from sgdlab.optimizers.optimizer import Optimizer
from sgdlab.problems import Problem, mlp, quadratic
from sgdlab.problems.examples import penguin_line
from sgdlab.quantities import Array

NONE = "no gradient"
YOURS = "yours"
METHODS: dict[str, GradientMethod | None] = {
    "backprop": backprop,
    "forward mode": forward_mode,
    "finite differences": finite_difference,
    "complex step": complex_step,
    "by hand": by_hand,
    "SPSA": spsa,
    "forward gradient": forward_gradient,
    "evolution gradient": evolution_gradient,
    NONE: None,
}
EXACT = ("backprop", "forward mode", "finite differences", "complex step", "by hand")

OPTIMIZERS: dict[str, Callable[["Task", float], Optimizer]] = {
    "gradient descent": lambda task, factor: gradient_descent(factor * task.rate),
    "momentum": lambda task, factor: gradient_descent(factor * task.rate, momentum=0.8),
    "AdaGrad": lambda task, factor: adagrad(0.5 * factor * task.reach),
    "RMSProp": lambda task, factor: rmsprop(0.05 * factor * task.reach),
    "Adam": lambda task, factor: adam(0.2 * factor * task.reach),
    "Newton": lambda task, factor: newton(min(factor, 1.0), damping=task.damping),
}
SEARCHES: dict[str, Callable[["Task", float], GradientFree]] = {
    "random search": lambda task, factor: random_search(0.2 * factor * task.reach),
    "evolution strategy": lambda task, factor: evolution_strategy(0.5 * factor * task.reach),
    "genetic algorithm": lambda task, factor: genetic_algorithm(spread=factor * task.reach),
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


def _closed(w: Array, batch: object) -> float:
    """A program that can't be looked into: its values leave NumPy, so the derivatives are lost."""
    a, b = float(w[0]), float(w[1])
    return (a - 1) ** 2 + float(np.cosh(b - a / 2)) - 1


def _network() -> Task:
    X, labels = xor(40)
    return Task(mlp(X, labels.astype(float), hidden=(3,)), rate=0.2, damping=0.1)


def _bowl() -> Task:
    turned = np.linalg.qr(np.random.default_rng(0).normal(size=(30, 30)))[0]
    bowl = quadratic(np.geomspace(1, 10, 30), turned)
    return Task(replace(bowl, title="a bowl with curvatures from 1 to 10"), rate=0.1)


def _program() -> Task:
    return Task(Problem(_closed, start=[3.0, 3.0], names=("a", "b"), title="a closed program"), rate=0.2)


PROBLEMS: dict[str, Callable[[], Task]] = {
    "a line, 2 parameters": lambda: Task(penguin_line(), rate=0.1),
    "a network, 13 parameters": _network,
    "a bowl, 30 parameters": _bowl,
    "a closed program, 2 inputs": _program,
}


@lru_cache(maxsize=8)
def task(name: str, own: Problem | None = None) -> Task:
    """Return a problem of the menu, or your own, whose learning rate is 1 / its largest curvature."""
    if name != YOURS:
        return PROBLEMS[name]()
    assert own is not None
    try:
        curved = largest_curvature(own)
    except LostDerivativeError:  # the methods that need no derivative rule are still worth a try
        curved = FLAT
    return Task(own, rate=0.1 if curved == FLAT else 1 / curved)
