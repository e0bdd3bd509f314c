"""The capstone: the reference meets it, nobody spends uncounted; test_course.py has its slips, as of every exercise."""

import copy

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course.notebook_12 import capstone
from sgdlab.course.notebook_12.capstone import ACCURACY, SLIPS, my_training
from sgdlab.course.notebook_12.metered import Meter, task
from sgdlab.course.notebook_12.training import Trained, _run


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(2, 10), marks=pytest.mark.slow)])
def test_the_reference_meets_it_with_every_seed(seeds):
    for seed in seeds:
        trained = _run(my_training, seed)
        assert trained.accuracy >= ACCURACY, seed
        assert 0 <= trained.meter.left < 16, seed
        assert not trained.meter.foreign
        assert not any(slip.seen(trained) for slip in SLIPS), seed


def test_as_it_is_handed_out_it_is_not_attempted():
    def empty(problem, meter, seed):
        # your lines here
        return ...

    assert capstone.check(empty).status == "not attempted"
    assert capstone.check(...).status == "not attempted"


@pytest.mark.parametrize(
    ("gradient", "counts"),
    [
        (lambda problem, w, batch: sl.backprop(problem, w, batch)[1], 7),
        (lambda problem, w, batch: sl.grad(lambda v: problem(v, batch))(w), 7),
        (lambda problem, w, batch: sl.forward_gradient(problem, w, batch)[1], 7),
        (lambda problem, w, batch: problem(w, batch), 7),
        (lambda problem, w, batch: problem(w), 0),
        (lambda problem, w, batch: [sl.backprop(problem, w, batch) for _ in range(3)], 7),
        (lambda problem, w, batch: [sl.backprop(problem, w + k, batch) for k in range(3)], 21),
        (lambda problem, w, batch: sl.spsa(problem, w, batch, rng=np.random.default_rng(0)), 14),
    ],
    ids=["backprop", "grad", "forward", "a value", "of all is free", "the same once", "three parameters", "spsa"],
)
def test_the_problem_counts_whoever_computes(gradient, counts):
    problem, _ = task(0)
    batch = tuple(array[:7] for array in problem.data)
    gradient(problem, problem.start, batch)
    assert (problem.meter.spent, problem.meter.left) == (counts, problem.meter.budget - counts)


def by_hand(X, y, W1, products):
    """One layer forward and back, as people write it."""
    a = np.tanh(products[0](X, W1))
    return products[1](X, a - y[:, None])


FORWARD = {
    "@": lambda X, W: X @ W,
    "dot": np.dot,
    "method": lambda X, W: X.dot(W),
    "columns": lambda X, W: (W.T @ X.T).T,
    "einsum": lambda X, W: np.einsum("ij,jk->ik", X, W),
    "sums": lambda X, W: np.stack([np.sum(X * w, axis=1) for w in W.T[:1]] * W.shape[1], axis=1),
    "each": lambda X, W: np.array([x @ W for x in X]),
    "scaled": lambda X, W: (2 * X - 1) @ W,
    "tensor": lambda X, W: (X @ sl.Tensor(W)).data,
}


BACK = [lambda X, d: X.T @ d, lambda X, d: (d.T @ X).T, lambda X, d: np.einsum("ki,kj", X, d)]
HANDS = [*[(forward, BACK[0]) for forward in FORWARD], *[("@", back) for back in BACK[1:]]]


@pytest.mark.parametrize(("forward", "back"), HANDS)
def test_products_by_hand_are_counted_once_a_step(forward, back):
    problem, _ = task(0)
    X, y = problem.data
    for step in range(3):
        W1 = np.full((64, 5), 0.01 * step)
        by_hand(X[100:107], y[100:107], W1, (FORWARD[forward], back))
        assert problem.meter.spent == 7 * (step + 1)
    assert problem.meter.drawn == [*range(100, 107)] * 3


def test_the_full_batch_by_hand_is_counted():
    problem, _ = task(0)
    X, y = problem.data
    for step in range(4):
        by_hand(X, y, np.full((64, 2), step), (FORWARD["@"], lambda X, d: X.T @ d))
    assert (problem.meter.spent, problem.meter.drawn) == (4 * problem.n, [])


def test_neither_the_meter_can_be_set_nor_the_data_copied_out_of_sight():
    def sets(problem, meter, seed):
        meter.spent = 0

    assert "no setter" in capstone.check(sets).reason
    copied = capstone.mistakes[2]
    assert capstone.check(copied.model).reason == copied.reason
    assert "out of its sight" in copied.reason


def test_many_looks_at_the_whole_loss_are_charged():
    problem, _ = task(0)
    for _ in range(12):
        problem(problem.start)
    assert problem.meter.spent == 2 * problem.n


def adam(problem, meter, seed):
    """Small batches, and Adam with a rate that falls as the budget does."""
    rule, rng, w = sl.adam(1.0), np.random.default_rng(seed), problem.start
    state = rule.init(w)
    while True:
        for chosen in sl.minibatch(16)(problem.n, rng):
            if meter.left < len(chosen):
                return w
            _, gradient = sl.backprop(problem, w, tuple(array[chosen] for array in problem.data))
            step, state = rule.update(gradient, state, w)
            w = w + 0.04 * meter.left / meter.budget * step


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "tiers"), [(adam, {3}), (my_training, {1, 2})])
def test_the_third_tier_needs_a_step_size_for_each_parameter(answer, tiers):
    fresh = copy.copy(capstone)
    fresh._checks = 0  # each check has a seed of its own
    outcomes = [fresh.check(answer) for _ in range(3)]
    assert all(outcome.passed for outcome in outcomes), outcomes
    assert {number for number in (1, 2, 3) for one in outcomes if f"That is tier {number} of 3." in one.reason} <= tiers


def test_what_is_counted_is_what_train_bills():
    problem, _ = task(1)
    run = sl.train(problem, **sl.sgd(0.1, batch_size=50), steps=30)
    assert problem.meter.spent == run.bill.example_gradients
    assert problem.meter.gradients == 30


def test_the_metered_gradient_is_the_gradient():
    problem, _ = task(2)
    batch = tuple(array[5:9] for array in problem.data)
    value, gradient = sl.backprop(problem, problem.start, batch)
    assert value == problem(problem.start, batch)
    direction, h = np.random.default_rng(0).normal(size=problem.size), 1e-6
    slope = (problem(problem.start + h * direction, batch) - problem(problem.start - h * direction, batch)) / (2 * h)
    assert gradient @ direction == pytest.approx(slope, rel=1e-6)


def test_the_parts_are_apart_and_sorted():
    problem, (images, labels) = task(3)
    assert problem.n + len(labels) == len(sl.digits())
    assert np.all(np.diff(problem.data[1]) >= 0)
    rows = {row.tobytes() for row in problem.data[0]}
    assert not any(row.tobytes() in rows for row in images)
    assert set(labels) == set(range(10))


@pytest.mark.parametrize("answer", [(1, 2), "none", [[1.0], [1.0, 2.0]], np.zeros(3)])
def test_what_is_no_vector_of_parameters_is_refused_in_words(answer):
    outcome = capstone.check(lambda problem, meter, seed: answer)
    assert outcome.status == "not yet"
    assert "flat as problem.start is (of a run: run.final)" in outcome.reason


def test_an_error_is_shown_with_what_it_happened_for():
    outcome = capstone.check(lambda problem, meter, seed: problem.nothing)
    assert outcome.status == "raised"
    assert "13,480 example-gradients left" in outcome.reason


def test_a_training_that_is_too_slow_is_told_how_far_it_came():
    def slow(problem, meter, seed):
        steps = meter.left // 16 - 10
        return sl.train(problem, **sl.sgd(0.001, batch_size=16), steps=steps, seed=seed).final

    outcome = capstone.check(slow)
    assert outcome.status == "not yet"
    assert "of the test digits are right" in outcome.reason
    assert "93 % are asked for" in outcome.reason


SHARES = {431 / 449: "95.9 %", 417 / 449: "92.8 %", 1.0: "100.0 %", 0.93: "93.0 %", 0.935: "93.5 %", 0.96: "96.0 %"}


@pytest.mark.parametrize(("share", "said"), SHARES.items())
def test_a_share_is_rounded_down_so_that_it_is_never_the_one_asked_for_by_rounding(share, said):
    """Of 449: 431 are 95.991 %, and less than the 96 % of the second tier."""
    assert str(Trained(Meter(10, np.ones((1, 1))), share, (1.0, 0.5), True)).startswith(said)
