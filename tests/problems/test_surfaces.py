"""The quadratic against its definition by matrices; the others against published values and complex steps."""

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
    np.testing.assert_allclose(TURN.T @ bowl.start, [1, 1], rtol=1e-13)
    np.testing.assert_allclose(TURN.T @ sl.ravine(64, ANGLE).start, [3, 1], rtol=1e-13)


def test_the_minimum_is_the_origin_and_a_saddle_has_none():
    assert (sl.quadratic([1, 9]).minimum.tolist(), sl.quadratic([1, -1]).minimum) == ([0, 0], None)


def test_many_curvatures_are_summed_up_in_the_title():
    assert sl.quadratic(np.arange(1.0, 9.0)).title == "a quadratic with curvatures 1, 2, 3, 4, 5, 6, 7, 8"
    assert sl.quadratic(np.linspace(0.5, 2.0, 300)).title == "a quadratic with 300 curvatures from 0.5 to 2"


@pytest.mark.parametrize(
    ("eigenvalues", "rotation", "words"),
    [
        ([[1.0]], None, r"eigenvalues is an array of shape \(P,\); got shape \(1, 1\)"),
        ([1.0, np.nan], None, "eigenvalues has NaN or infinite entries"),
        ([], None, "eigenvalues is empty"),
        ([1, 2], np.ones((2, 2)), r"orthogonal matrix of shape \(2, 2\), or an angle in radians; got"),
        ([1, 2], np.eye(3), r"orthogonal matrix of shape \(2, 2\)"),
        ([1, 2, 3], 0.5, r"orthogonal matrix of shape \(3, 3\); got 0.5"),
        ([1, 2], np.nan, "rotation is nan, and has to be finite"),
    ],
)
def test_what_does_not_fit_is_refused(eigenvalues, rotation, words):
    with pytest.raises(ValueError, match=words):
        sl.quadratic(eigenvalues, rotation)


SURFACES = {
    "ravine": sl.ravine(40, 0.3),
    "saddle": sl.saddle(),
    "rosenbrock": sl.rosenbrock(),
    "rosenbrock in 5": sl.rosenbrock(5),
    "himmelblau": sl.himmelblau(),
    "beale": sl.beale(),
    "rastrigin": sl.rastrigin(),
    "rastrigin in 3": sl.rastrigin(3),
}
surfaces = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


@pytest.mark.parametrize(
    ("surface", "point", "value"),
    [
        (sl.rosenbrock(), [-1.2, 1], 24.2),  # Moré, Garbow, Hillstrom 1981, as is Beale below
        (sl.rosenbrock(4), [-1.2, 1, -1.2, 1], 2 * 24.2 + 100 * (-1.2 - 1) ** 2),
        (sl.beale(), [1, 1], 14.203125),
        (sl.himmelblau(), [0, 0], 170),  # 11^2 + 7^2
        (sl.himmelblau(), [-2.805118, 3.131312], 0),
        (sl.himmelblau(), [-0.270845, -0.923039], 181.616522),  # the only maximum between the four
        (sl.rastrigin(), [0.5, 0.5], 2 * (0.25 + 20)),
        (sl.rastrigin(3), [1, -2, 3], 1 + 4 + 9),
        (sl.saddle(), [0, 0], 0),
        (sl.saddle(), [0, -1], -0.25),
        (sl.ravine(40, np.pi / 2), [1, 0], 20),
    ],
)
def test_values_that_are_known(surface, point, value):
    assert surface(point) == pytest.approx(value, rel=1e-8, abs=1e-9)


@surfaces
def test_the_gradient_by_hand_and_by_the_compiled_loss_is_that_of_the_complex_step(surface):
    points = np.random.default_rng(1).normal(size=(6, surface.size))
    nudged = points[:, None, :] + 1e-30j * np.eye(surface.size)
    expected = np.imag(surface.loss(nudged, ())) / 1e-30
    np.testing.assert_allclose(surface.gradient(points, ()), expected, rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(sl.backprop(surface, points)[1], expected, rtol=1e-11, atol=1e-11)
    assert sl.backprop.program(surface).eager_because is None


@surfaces
def test_around_the_minimum_nothing_is_lower(surface):
    around = surface.minimum + 0.05 * np.random.default_rng(2).normal(size=(500, surface.size))
    assert np.all(surface(around) > surface(surface.minimum))
    np.testing.assert_allclose(surface.gradient(surface.minimum, ()), 0, atol=1e-13)


@surfaces
def test_two_seeds_train_from_the_start_as_it_is(surface):
    grid = np.random.default_rng(3).normal(size=(3, surface.size))
    np.testing.assert_allclose(surface(grid), [surface(point) for point in grid], rtol=1e-13)
    run = sl.train(surface, optimizer=sl.gradient_descent(1e-4), steps=5, seeds=2)
    assert run.params[0].tolist() == [surface.start.tolist()] * 2
    assert np.all(np.diff(run.losses, axis=0) < 0)
    assert len(surface.names) == surface.size


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.rosenbrock(1), "size is a whole number of at least 2; got 1"),
        (lambda: sl.rosenbrock(2.0), "at least 2; got 2.0"),
        (lambda: sl.rastrigin(0), "size is a whole number of at least 1; got 0"),
        (lambda: sl.rastrigin(True), "got True"),
        (lambda: sl.ravine(0.5), "condition is a finite number of at least 1; got 0.5"),
        (lambda: sl.ravine(9, np.nan), "angle is a finite number; got nan"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_what_is_no_real_number_is_refused():
    with pytest.raises(TypeError, match="eigenvalues holds real numbers, not "):
        sl.quadratic([1j])
    with pytest.raises(TypeError, match="params h"):
        sl.beale()([1.0, None])
    with pytest.raises(ValueError, match=r"Beale's function has 2 parameters, so params is \(…, 2\); got \(3,\)"):
        sl.beale()([1.0, 2.0, 3.0])
