"""The capstone: the reference meets it, slips are told by what came of them, and nobody spends uncounted."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course.notebook_12 import capstone
from sgdlab.course.notebook_12.capstone import ACCURACY, SLIPS, my_training
from sgdlab.course.notebook_12.metered import task
from sgdlab.course.notebook_12.training import _run


@pytest.mark.parametrize("seed", range(10))
def test_the_reference_meets_it_with_every_seed(seed):
    trained = _run(my_training, seed)
    assert trained.accuracy >= ACCURACY
    assert 0 <= trained.meter.left < 16
    assert not trained.meter.foreign
    assert not any(slip.seen(trained) for slip in SLIPS)


def test_as_it_is_handed_out_it_is_not_attempted():
    def empty(problem, meter, seed):
        # your lines here
        return ...

    assert capstone.check(empty).status == "not attempted"
    assert capstone.check(...).status == "not attempted"


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.reason[:30])
@pytest.mark.parametrize("seed", range(3))
def test_each_slip_is_seen_in_what_came_of_it_and_no_earlier_one(slip, seed):
    trained = _run(slip.model, seed)
    assert next(one for one in SLIPS if one.seen(trained)) is slip


@pytest.mark.parametrize(
    ("gradient", "counts"),
    [
        (lambda problem, w, batch: sl.backprop(problem, w, batch)[1], 7),
        (lambda problem, w, batch: sl.grad(lambda v: problem(v, batch))(w), 7),
        (lambda problem, w, batch: sl.forward_gradient(problem, w, batch)[1], 7),
        (lambda problem, w, batch: problem(w, batch), 0),
    ],
    ids=["backprop", "grad", "forward", "a value is free"],
)
def test_the_problem_counts_whoever_computes(gradient, counts):
    problem, _ = task(0)
    batch = tuple(array[:7] for array in problem.data)
    gradient(problem, problem.start, batch)
    assert (problem.meter.spent, problem.meter.left) == (counts, problem.meter.budget - counts)


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
    assert "flat as problem.start" in outcome.reason


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
    assert "93% are asked for" in outcome.reason
