"""The plane of a race with many parameters holds what it says, and a race of two parameters is seen as it is."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import RaceSettings, compute
from sgdlab.landscape.plane import plane_of
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


def test_axes_are_at_right_angles_and_as_long_as_one() -> None:
    axes = plane_of(PROBLEM).axes
    np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-12)


def test_the_loss_on_the_plane_is_the_loss() -> None:
    plane, points = plane_of(PROBLEM), RNG.normal(size=(3, 4, 2))
    np.testing.assert_allclose(plane.loss(points), PROBLEM(plane.at(points)), rtol=1e-12)
    np.testing.assert_allclose(plane.loss.minimum, [0, 0])


def test_how_far_a_run_ends_beside_it() -> None:
    result = compute(PROBLEM, RaceSettings(0.1))
    assert plane_of(PROBLEM).beside(result.sgd) == pytest.approx(in_plane(result.sgd.final), rel=1e-12)


def test_two_parameters_are_seen_as_they_are() -> None:
    plane, run = plane_of(penguin_line()), compute(penguin_line(), RaceSettings()).sgd
    assert plane.words == ""
    np.testing.assert_array_equal(plane.seen(run).params, run.params)
    np.testing.assert_array_equal(plane.at((0.25, -1.5)), [0.25, -1.5])


def test_where_all_begin_at_the_minimum_there_is_a_plane_too() -> None:
    flat = sl.linear_regression(X, np.zeros(40))
    np.testing.assert_allclose(plane_of(flat).axes @ plane_of(flat).axes.T, np.eye(2), atol=1e-12)


def test_without_a_known_minimum_a_search_ends_somewhere_low() -> None:
    network = sl.mlp(X[:, :2], X[:, 2] + X[:, 3], hidden=(4,))
    plane = plane_of(network)
    assert "where 400 steps of Adam end" in plane.words
    assert network(plane.origin) < 0.7 * network(network.start)
