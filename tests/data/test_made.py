"""The made data sets: without noise on their curves, with noise as far off as it says, classes even and mixed."""

import numpy as np
import pytest

import sgdlab as sl

MADE = {"moons": sl.moons, "circles": sl.circles, "spirals": sl.spirals, "blobs": sl.blobs, "xor": sl.xor}
made = pytest.mark.parametrize("make", MADE.values(), ids=MADE)


@made
def test_shapes_even_classes_and_seeds(make):
    for n in (30, 101):
        X, y = make(n, seed=3)
        assert X.shape == (n, 2)
        counts = np.bincount(y)
        assert counts.sum() == n
        assert np.ptp(counts) <= 1
        again, other = make(n, seed=3), make(n, seed=4)
        assert (again[0] == X).all()
        assert (again[1] == y).all()
        assert (other[0] != X).all()
        assert len(set(y[: n // 3])) > 1, "the classes are mixed"


@made
def test_noise_is_the_standard_deviation_of_what_is_added(make):
    added = make(20_000, noise=0.3, seed=1)[0] - make(20_000, noise=0, seed=1)[0]
    assert added.std() == pytest.approx(0.3, rel=0.03)
    assert abs(added.mean()) < 0.01


def test_moons_lie_on_two_half_circles():
    X, y = sl.moons(500, noise=0)
    upper, lower = X[y == 0], X[y == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1, rtol=1e-12)
    np.testing.assert_allclose(np.hypot(lower[:, 0] - 1, lower[:, 1] - 0.5), 1, rtol=1e-12)
    assert upper[:, 1].min() >= 0
    assert lower[:, 1].max() <= 0.5


def test_circles_have_their_radii():
    X, y = sl.circles(300, noise=0, factor=0.3)
    np.testing.assert_allclose(np.hypot(*X.T), np.where(y == 0, 1, 0.3), rtol=1e-12)
    angles = np.sort(np.arctan2(*X[y == 0].T))
    assert np.diff([*angles, angles[0] + 2 * np.pi]).max() < 0.5  # all the way around


@pytest.mark.parametrize(("classes", "turns"), [(2, 1.0), (5, 1.5)])
def test_spirals_wind_at_the_same_distance_from_one_another(classes, turns):
    X, y = sl.spirals(600, noise=0, classes=classes, turns=turns)
    r, angle = np.hypot(*X.T), np.arctan2(X[:, 1], X[:, 0])
    unwound = (angle / (2 * np.pi) - turns * r - y / classes + 0.5) % 1 - 0.5
    np.testing.assert_allclose(unwound, 0, atol=1e-12)
    assert 0.1 <= r.min() < r.max() <= 1
    assert sorted(set(y)) == list(range(classes))


def test_blobs_are_round_and_their_centers_on_a_circle():
    X, y = sl.blobs(4000, noise=0.5, classes=4)
    for k, center in enumerate([(2, 0), (0, 2), (-2, 0), (0, -2)]):
        np.testing.assert_allclose(X[y == k].mean(axis=0), center, atol=0.07)
        np.testing.assert_allclose(np.cov(X[y == k].T), 0.25 * np.eye(2), atol=0.03)


def test_xor_is_the_sign_of_the_product():
    X, y = sl.xor(4000)
    assert (y == (X[:, 0] * X[:, 1] < 0)).all()
    assert np.abs(X).max() <= 1
    quarters = np.bincount(2 * (X[:, 0] > 0) + (X[:, 1] > 0))
    np.testing.assert_allclose(quarters, 1000, atol=120)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.moons(1), "n is a whole number from 2 to 100,000,000; got 1"),
        (lambda: sl.blobs(3, classes=4), "n is a whole number from 4 to 100,000,000; got 3"),
        (lambda: sl.blobs(classes=1), "classes is a whole number of at least 2; got 1"),
        (lambda: sl.spirals(classes=2.5), "got 2.5"),
        (lambda: sl.xor(noise=-1), "noise is a finite number of at least 0, a standard deviation; got -1"),
        (
            lambda: sl.circles(factor=1),
            "factor is a finite number above 0 and below 1, the radius of the inner circle; got 1",
        ),
    ],
)
def test_what_does_not_fit_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
