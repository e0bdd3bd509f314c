"""Every gradient method x every optimizer x several problems: each cell converges, or says why it cannot."""

import itertools
import math
from typing import Any, NamedTuple

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.data import penguins
from sgdlab.part import part_name
from tests.update_paths import MAKERS

# The same loop in 534 combinations: the tests of its parts reach every line.
pytestmark = pytest.mark.no_cover

GENTOO = penguins().where(species="Gentoo")
X = sl.standardize(GENTOO["flipper_length_mm", "bill_depth_mm"])
LOGISTIC = sl.logistic_regression(X, GENTOO["body_mass_g"] > 5000, l2=0.05)
XOR = sl.mlp([[0, 0], [0, 1], [1, 0], [1, 1]], [0.0, 1.0, 1.0, 0.0], hidden=(8,))


def valley(w):
    """A function of one's own, in NumPy: minimum 1 at (1, 0)."""
    return (w[0] - 1) ** 2 + np.exp(w[1]) - w[1]


def table(w):
    """A function of one's own that leaves NumPy, so that nothing can follow it: minimum 1 at (1, 0)."""
    return (float(w[0]) - 1) ** 2 + math.cosh(float(w[1]))


class Row(NamedTuple):
    """A problem, its start and its minimum, and how near to it a run comes: exactly and by chance, in some steps."""

    problem: Any
    start: Any
    minimum: float
    exactly: float
    by_chance: float
    steps: int


PROBLEMS = {
    "bowl": Row(sl.quadratic([1.0, 4.0]), None, 0.0, 1e-8, 1e-2, 200),
    "logistic": Row(LOGISTIC, None, float(LOGISTIC(LOGISTIC.minimum)), 2e-4, 3e-4, 200),
    "network": Row(XOR, None, 0.0, 1e-4, 1e-2, 300),
    "own": Row(valley, [0.0, 2.0], 1.0, 1e-6, 1e-2, 200),
    "own, not differentiable": Row(table, [0.0, 2.0], 1.0, 1e-6, 1e-2, 200),
}
EXACT = {
    "backprop": sl.backprop,
    "by hand": sl.by_hand,
    "forward mode": sl.forward_mode,
    "complex step": sl.complex_step,
    "3-point": sl.finite_difference,
    "2-point": sl.finite_difference(scheme="2-point"),
}
BY_CHANCE = {
    "spsa": sl.spsa,
    "forward gradient": sl.forward_gradient(samples=2),
    "evolution": sl.evolution_gradient(sigma=0.03),
}


def plain(gradient, params):
    return -0.1 * gradient


OPTIMIZERS = {
    "descent": sl.gradient_descent(0.15),
    "momentum": sl.gradient_descent(0.05, momentum=0.8),
    "nesterov": sl.gradient_descent(0.05, momentum=0.8, nesterov=True),
    "adagrad": sl.adagrad(0.5),
    "rmsprop": sl.rmsprop(sl.schedules.inverse_time(0.05, decay=0.02)),
    "adam": sl.adam(0.1),
    "amsgrad": sl.adam(0.1, amsgrad=True),
    "adamw": sl.adamw(0.1, weight_decay=1e-3),
    "newton": sl.newton(0.2, damping=1.0),
    "clipped": sl.clip_norm(sl.gradient_descent(0.15), 5.0),
    "plain": plain,
}
OPTIMIZERS |= {make.__name__: make(0.1) for make in MAKERS if make not in {type(one) for one in OPTIMIZERS.values()}}
SEARCHES = {
    "random search": sl.random_search(),
    "(1+1)": sl.evolution_strategy(),
    "mirrored": sl.evolution_strategy(population=20),
    "genetic": sl.genetic_algorithm(),
}

# Why a cell has no run: what is said.  Everything else converges.
NO_FORMULA = "no gradient derived by hand: give sgdlab.Problem"
LOST = "does not become a plain number or array, because its derivative would be lost"
WHY_NOT = {
    ("by hand", "*", "network"): NO_FORMULA,
    ("by hand", "*", "own"): NO_FORMULA,
    ("by hand", "*", "own, not differentiable"): NO_FORMULA,
    ("backprop", "*", "own, not differentiable"): LOST,
    ("forward mode", "*", "own, not differentiable"): LOST,
    ("complex step", "*", "own, not differentiable"): LOST,
    ("forward gradient", "*", "own, not differentiable"): LOST,
    ("3-point", "newton", "own, not differentiable"): LOST,
    ("2-point", "newton", "own, not differentiable"): LOST,
    ("spsa", "newton", "own, not differentiable"): LOST,
    ("evolution", "newton", "own, not differentiable"): LOST,
}


def cells():
    """Every cell; the quick ones are a cross of the rows and columns that differ most."""
    for method, optimizer, problem in itertools.product([*EXACT, *BY_CHANCE], OPTIMIZERS, PROBLEMS):
        column = optimizer == "momentum" if problem == "network" else optimizer in ("momentum", "newton", "plain")
        quick = method in ("backprop", "by hand") or column
        yield pytest.param(method, optimizer, problem, marks=[] if quick else pytest.mark.slow)


@pytest.mark.parametrize(("method", "optimizer", "problem"), list(cells()))
def test_each_cell_converges_or_says_why_not(method, optimizer, problem):
    row, gradient = PROBLEMS[problem], (EXACT | BY_CHANCE)[method]
    if method in BY_CHANCE and problem == "network":
        gradient = gradient(samples=20)  # 33 parameters: the rates above need estimates that are less noisy
    parts = {"gradient": gradient, "optimizer": OPTIMIZERS[optimizer], "steps": row.steps, "record_every": 1000}
    reason = WHY_NOT.get((method, optimizer, problem)) or WHY_NOT.get((method, "*", problem))
    if reason is not None:
        with pytest.raises(TypeError, match=reason):
            sl.train(row.problem, row.start, **parts)
        return
    run = sl.train(row.problem, row.start, **parts)
    assert run.stopped_by == "steps"
    allowed = row.exactly if method in EXACT else row.by_chance
    assert run.losses[-1] - row.minimum < allowed, f"give {optimizer} another rate or a schedule in OPTIMIZERS"
    assert part_name(gradient) in run.recipe


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_each_search_converges_whatever_the_loss_is_written_in(search, problem):
    row = PROBLEMS[problem]
    run = sl.train(row.problem, row.start, optimizer=SEARCHES[search], steps=300, record_every=1000)
    assert run.losses[-1] - row.minimum < row.by_chance
    assert run.bill.example_gradients == 0


@pytest.mark.parametrize("batches", [sl.minibatch(8), sl.one_at_a_time], ids=repr)
@pytest.mark.parametrize("method", [*EXACT, *BY_CHANCE])
def test_each_method_takes_mini_batches(method, batches):
    row = PROBLEMS["logistic"]
    rate = sl.gradient_descent(sl.schedules.inverse_time(0.1, decay=0.02))
    run = sl.train(row.problem, gradient=(EXACT | BY_CHANCE)[method], batches=batches, optimizer=rate, steps=400)
    assert run.losses[-1] - row.minimum < 0.02


def test_every_part_of_sgdlab_has_cells():
    tried = {type(part) for table in (EXACT, BY_CHANCE, OPTIMIZERS, SEARCHES) for part in table.values()}
    homes = (sl.gradients, sl.optimizers, sl.gradient_free)
    names = [name for home in homes for name in home.__all__ if name in sl.__all__ and name != "schedules"]
    parts = {part if isinstance(part := getattr(sl, name), type) else type(part) for name in names}
    wrapped = {sl.clip_norm, sl.clip_value, sl.weight_decay}  # one of them is in a cell
    assert parts - tried - wrapped == set(), "add each to EXACT, BY_CHANCE, OPTIMIZERS or SEARCHES above"


def test_no_reason_is_left_over():
    names = {(method, problem) for method, problem in itertools.product([*EXACT, *BY_CHANCE], PROBLEMS)}
    assert {(method, problem) for method, _, problem in WHY_NOT} <= names
    assert {optimizer for _, optimizer, _ in WHY_NOT} <= {"*", *OPTIMIZERS}
