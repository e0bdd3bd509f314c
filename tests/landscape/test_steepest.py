"""Curvatures around the minimum, against eigenvalues by hand and paths in the whole space."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.landscape.steepest import FLAT, curvatures, flattest_and_steepest, largest_curvature
from sgdlab.problems.examples import penguin_line


def test_curvatures_are_those_by_hand():
    np.testing.assert_allclose(curvatures(sl.ravine())[0], [1, 25])
    by_hand = np.linalg.eigvalsh([[802.0, -400.0], [-400.0, 200.0]])  # of Rosenbrock's function at (1, 1)
    np.testing.assert_allclose(curvatures(sl.rosenbrock())[0], by_hand, rtol=1e-9)


@pytest.mark.parametrize(("curvature", "largest"), [(1e-12, 1e-12), (1e-90, 1e-90), (0.0, FLAT), (-2.0, FLAT)])
def test_the_largest_curvature_may_be_tiny_but_is_above_0(curvature, largest):
    bowl = sl.Problem(lambda w, batch: 0.5 * curvature * (w @ w), start=[1.0, 1.0])
    assert largest_curvature(bowl) == pytest.approx(largest)


def test_the_rounding_of_a_curvature_of_0_is_not_the_largest():
    Q = np.linalg.qr(np.random.default_rng(1).normal(size=(3, 3)))[0]
    assert largest_curvature(sl.quadratic([-3.0, -2.0, 0.0], Q)) == FLAT


def test_in_the_plane_of_many_parameters_the_path_is_that_of_the_whole_problem():
    rng = np.random.default_rng(0)
    Q = np.linalg.qr(rng.normal(size=(5, 5)))[0]
    whole = sl.quadratic([2.0, 0.5, 7.0, 1.0, 3.0], Q)
    cut = flattest_and_steepest(whole)
    assert cut.curvature == pytest.approx((0.5, 7.0))
    assert cut.minimum.tolist() == [0, 0]
    plane = np.linalg.eigh(whole.hessian)[1][:, [0, -1]]
    start = np.array([1.5, -0.5])
    inside = sl.train(cut, start, optimizer=sl.gradient_descent(0.2), steps=30)
    outside = sl.train(whole, plane @ start, optimizer=sl.gradient_descent(0.2), steps=30)
    np.testing.assert_allclose(inside.params @ plane.T, outside.params, atol=1e-12)
    np.testing.assert_allclose(inside.losses, outside.losses, atol=1e-12)
    np.testing.assert_allclose(sl.by_hand(cut, start)[1], sl.backprop(cut, start)[1], atol=1e-12)


def test_the_plane_goes_through_the_start_and_descends_from_there_if_the_minimum_is_unknown():
    X = np.random.default_rng(2).normal(size=(30, 4)) * [1, 10, 100, 1000]
    whole = sl.logistic_regression(X, (X[:, 0] > 0).astype(int))  # the classes are apart
    cut = flattest_and_steepest(whole)
    assert cut.minimum is None
    assert cut.start.tolist() == [0, 0]
    assert cut(cut.start) == whole(whole.start)
    assert largest_curvature(cut) == pytest.approx(largest_curvature(whole))


def test_directions_in_which_nothing_changes_are_not_the_flattest():
    x = np.random.default_rng(4).normal(size=(30, 2))
    y = x @ [1.0, 2.0]
    plain = flattest_and_steepest(sl.linear_regression(x, y))
    constant = flattest_and_steepest(sl.linear_regression(np.hstack([x, np.zeros((30, 1))]), y))
    assert constant.curvature == pytest.approx(plain.curvature)
    classes = flattest_and_steepest(sl.softmax_regression(x, np.arange(30) % 3))
    assert curvatures(classes)[0][0] > 1e-3
    assert flattest_and_steepest(sl.quadratic([0.0, 0.0, 2.0])).curvature == (0, 2)


def test_the_curvature_is_the_largest_eigenvalue_of_the_hessian():
    assert largest_curvature(penguin_line()) == pytest.approx(np.linalg.eigvalsh(penguin_line().hessian)[-1], rel=1e-6)


def test_the_curvature_of_another_loss_is_that_of_its_gradients():
    problem = sl.Problem(
        lambda w, batch: np.mean(batch[0]) * (2 * w[0] ** 4 + w[0] * w[1] + 3 * w[1] ** 2),
        data=(np.ones(3),),
        start=[1.0, 0.0],
    )
    assert largest_curvature(problem) == pytest.approx(np.linalg.eigvalsh([[24.0, 1.0], [1.0, 6.0]])[-1], rel=1e-5)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (sl.quadratic([1.0]), "of 2 to 400 parameters; got a quadratic"),
        (sl.quadratic(np.ones(401)), "of 2 to 400 parameters; got a quadratic"),
        (sl.Problem(lambda w, batch: np.sum(np.sqrt(w)), start=[0.0, 0.0, 0.0]), "no finite curvatures at"),
    ],
)
def test_what_can_not_be_cut_is_named(problem, words):
    with pytest.raises(ValueError, match=words), np.errstate(all="ignore"):
        flattest_and_steepest(problem)
