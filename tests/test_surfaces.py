"""The quadratic, against its definition by matrices."""

import numpy as np
import pytest

import sgdlab as sl

ANGLE = 0.7
TURN = np.array([[np.cos(ANGLE), -np.sin(ANGLE)], [np.sin(ANGLE), np.cos(ANGLE)]])


@pytest.mark.parametrize("rotation", [ANGLE, TURN], ids=["angle", "matrix"])
def test_it_is_half_w_h_w_with_the_hessian_q_diag_l_qt(rotation):
    H = TURN @ np.diag([2.0, 30.0]) @ TURN.T
    bowl = sl.quadratic([2, 30], rotation)
    w = np.array([0.4, -1.3])
    assert bowl(w) == pytest.approx(0.5 * w @ H @ w, rel=1e-13)
    np.testing.assert_allclose(bowl.gradient(w, ()), H @ w, rtol=1e-13)
    np.testing.assert_allclose(bowl.hessian, H, rtol=1e-13)
    assert bowl.curvature == pytest.approx((2, 30))


def test_in_its_own_axes_the_start_is_one_everywhere():
    np.testing.assert_allclose(TURN.T @ sl.quadratic([1, 9], ANGLE).start, [1, 1], rtol=1e-13)
    assert sl.quadratic([1, 9])(sl.quadratic([1, 9]).start) == 5


def test_a_whole_surface_in_one_call():
    bowl = sl.quadratic([1, 4, 9])
    grid = np.random.default_rng(0).normal(size=(6, 5, 3))
    expected = 0.5 * (grid[..., 0] ** 2 + 4 * grid[..., 1] ** 2 + 9 * grid[..., 2] ** 2)
    np.testing.assert_allclose(bowl(grid), expected, rtol=1e-13)


@pytest.mark.parametrize("rate", [0.05, 0.19])
def test_descent_on_it_is_the_closed_form(rate):
    """In its own axes each coordinate shrinks by the factor 1 - rate * eigenvalue a step."""
    run = sl.train(sl.quadratic([1, 9]), optimizer=sl.gradient_descent(rate), steps=30)
    expected = (1 - rate * np.array([1, 9])) ** np.arange(31)[:, None]
    np.testing.assert_allclose(run.params, expected, rtol=1e-10)


def test_the_minimum_is_the_origin_and_a_saddle_has_none():
    assert sl.quadratic([1, 9]).minimum.tolist() == [0, 0]
    assert sl.quadratic([1, -1]).minimum is None


def test_float32_eigenvalues_make_a_float32_problem():
    bowl = sl.quadratic(np.float32([1, 9]), ANGLE)
    run = sl.train(bowl, steps=5)
    assert bowl.start.dtype == run.params.dtype == np.float32


@pytest.mark.parametrize(
    ("eigenvalues", "rotation", "words"),
    [
        ([[1.0]], None, r"a list of numbers \(P,\), got shape \(1, 1\)"),
        ([1.0, np.nan], None, "eigenvalues has NaN or infinite entries"),
        ([], None, "eigenvalues is empty"),
        ([1, 2], np.ones((2, 2)), r"orthogonal matrix of shape \(2, 2\), or an angle in radians; got"),
        ([1, 2], np.eye(3), r"orthogonal matrix of shape \(2, 2\)"),
        ([1, 2, 3], 0.5, r"orthogonal matrix of shape \(3, 3\); got 0.5"),
        ([1, 2], np.nan, "orthogonal matrix"),
    ],
)
def test_what_does_not_fit_is_refused(eigenvalues, rotation, words):
    with pytest.raises(ValueError, match=words):
        sl.quadratic(eigenvalues, rotation)
