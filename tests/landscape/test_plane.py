"""The plane of a race with many parameters holds what it says, and a race of two parameters is seen as it is."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.landscape.plane import plane_of
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.problems.examples import penguin_line

RNG = np.random.default_rng(3)
X = RNG.normal(size=(40, 5))
PROBLEM = sl.linear_regression(X, X @ np.arange(5.0) + RNG.normal(size=40))


def in_plane(params):
    plane = plane_of(PROBLEM)
    return np.linalg.norm(params - plane.at(plane.of(params)))


def test_start_minimum_and_first_step_lie_in_the_plane() -> None:
    result = compute(PROBLEM, RaceSettings(0.1, start=tuple(plane_of(PROBLEM).of(PROBLEM.start))))
    np.testing.assert_allclose(result.full.params[0], PROBLEM.start, atol=1e-12)
    for params in (PROBLEM.start, PROBLEM.minimum, result.full.params[1]):
        assert in_plane(params) < 1e-12
    assert in_plane(result.sgd.params[3]) > 1e-3
    np.testing.assert_allclose(plane_of(PROBLEM).of(PROBLEM.minimum), 0, atol=1e-12)


def test_the_loss_on_the_plane_is_the_loss() -> None:
    plane, points = plane_of(PROBLEM), RNG.normal(size=(3, 4, 2))
    np.testing.assert_allclose(plane.loss(points), PROBLEM(plane.at(points)), rtol=1e-12)
    np.testing.assert_allclose(plane.loss.minimum, [0, 0])


def test_how_much_of_a_run_is_outside() -> None:
    run = compute(PROBLEM, RaceSettings(0.1)).sgd
    missing = sum(in_plane(params) ** 2 for params in run.params)
    away = sum(np.linalg.norm(params - run.params[0]) ** 2 for params in run.params)
    assert plane_of(PROBLEM).outside(run) == pytest.approx(missing / away, rel=1e-12)
    assert 0.01 < missing / away < 1
    still = sl.train(PROBLEM, optimizer=sl.gradient_descent(0.0), steps=3)
    assert plane_of(PROBLEM).outside(still) == 0


def test_two_parameters_are_seen_as_they_are() -> None:
    plane, run = plane_of(penguin_line()), compute(penguin_line(), RaceSettings()).sgd
    assert plane.words == ""
    np.testing.assert_array_equal(plane.seen(run).params, run.params)
    np.testing.assert_array_equal(plane.at((0.25, -1.5)), [0.25, -1.5])


def test_where_all_begin_at_the_minimum_there_is_a_plane_too() -> None:
    flat = sl.linear_regression(X, np.zeros(40))
    np.testing.assert_allclose(plane_of(flat).axes @ plane_of(flat).axes.T, np.eye(2), atol=1e-12)


def test_without_a_known_minimum_it_is_spanned_by_the_ends_of_both_runs() -> None:
    network = sl.mlp(X[:, :2], X[:, 2] + X[:, 3], hidden=(4,))
    plane, rate = plane_of(network), 1 / np.linalg.eigvalsh(sl.hessian(network)(network.start))[-1]
    full = sl.train(network, optimizer=sl.gradient_descent(rate), steps=30)
    sgd = sl.train(network, **sl.sgd(rate, 8), steps=150)
    for held in (network.start, full.final, sgd.final):
        np.testing.assert_allclose(plane.at(plane.of(held)), held, atol=1e-6 * np.linalg.norm(held))
    np.testing.assert_allclose(plane.origin, sgd.final, atol=1e-6)
    assert "the ends of SGD and full batch" in plane.words
    assert plane.loss.minimum is None


def test_the_runs_that_span_a_plane_of_many_examples_have_2000_steps_an_epoch() -> None:
    """With batches of 8, a million examples took minutes."""
    X = np.random.default_rng(0).normal(size=(20_001, 2))
    problem = sl.logistic_regression(X, X[:, 0] > X[:, 1])
    rate = 1 / largest_curvature(problem)
    run = sl.train(problem, **sl.sgd(rate, batch_size=11), steps=30 * 1_819, record_every=1_819, progress=False)
    assert plane_of(problem).origin.tolist() == run.final.tolist()


def test_one_parameter_has_no_plane():
    with pytest.raises(ValueError, match="a problem with one parameter has only one"):
        plane_of(sl.quadratic([2.0]))
