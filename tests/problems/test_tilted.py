"""Tilted copies of a surface: their mean, the noise of their gradients, and what stays known."""

import numpy as np
import pytest

import sgdlab as sl

SURFACES = {
    "bowl": sl.quadratic([1.0, 9.0]),
    "rosenbrock in 5": sl.rosenbrock(5),
    "rastrigin": sl.rastrigin(),
}
named = pytest.mark.parametrize("name", SURFACES)


def places(problem):
    return problem.start + np.random.default_rng(1).normal(size=(7, problem.size))


def example(problem, i):
    return (problem.data[0][i : i + 1],)


@named
def test_the_mean_of_the_copies_is_the_surface(name):
    plain, noisy = SURFACES[name], sl.with_examples(SURFACES[name])
    points = places(plain)
    np.testing.assert_allclose(noisy(points), plain(points), rtol=1e-12)
    each = [[noisy(point, example(noisy, i)) for i in range(noisy.n)] for point in points]
    np.testing.assert_allclose(np.mean(each, axis=1), plain(points), rtol=1e-12)
    assert np.std(each, axis=1).min() > 0


@named
@pytest.mark.parametrize("noise", [1e-3, 1e6])
def test_gradients_are_unbiased_and_have_the_covariance_of_the_formula(name, noise):
    plain, noisy = SURFACES[name], sl.with_examples(SURFACES[name], n=50, noise=noise, seed=3)
    for point in places(plain)[:2]:
        each = np.array([sl.backprop(noisy, point, example(noisy, i))[1] for i in range(50)])
        true = sl.complex_step(plain, point)[1]
        np.testing.assert_allclose(each.mean(axis=0), true, rtol=1e-9, atol=1e-12 * noise)
        near = 1e-9 + 1e-13 * (np.abs(true).max() / noise) ** 2  # a large gradient hides a small noise
        np.testing.assert_allclose(np.cov(each.T, bias=True) / noise**2, np.eye(plain.size), atol=near)


@named
def test_by_hand_is_backprop(name):
    noisy = sl.with_examples(SURFACES[name])
    for batch in (None, example(noisy, 4), (noisy.data[0][:9],)):
        by_hand, by_backprop = (method(noisy, noisy.start + 0.1, batch)[1] for method in (sl.by_hand, sl.backprop))
        np.testing.assert_allclose(by_hand, by_backprop, rtol=1e-10, atol=1e-10)


@named
def test_what_was_known_stays_known(name):
    plain, noisy = SURFACES[name], sl.with_examples(SURFACES[name])
    assert noisy.curvature == plain.curvature
    for one, other in ((noisy.start, plain.start), (noisy.minimum, plain.minimum)):
        np.testing.assert_array_equal(one, other)
    if plain.hessian is None:
        assert noisy.hessian is None
    else:
        np.testing.assert_array_equal(noisy.hessian, plain.hessian)
    assert noisy.names == plain.names
    assert noisy.title == f"{plain.title}, the mean of 120 tilted copies"


def test_the_usual_noise_is_half_of_the_slope_at_the_start():
    slope = np.linalg.norm(sl.backprop(sl.rosenbrock(), [-1.2, 1.0])[1])
    tilts = sl.with_examples(sl.rosenbrock()).data[0]
    assert np.sqrt(np.square(tilts).sum(axis=1).mean()) == pytest.approx(slope / 2, rel=1e-12)
    level = sl.Problem(lambda w, batch: np.sum(w**4), start=[0.0, 0.0])  # no slope there
    assert sl.with_examples(level).data[0].std() == pytest.approx(0.5 / np.sqrt(2))


def test_float32_stays_float32():
    noisy = sl.with_examples(sl.quadratic(np.float32([1, 9])))
    assert noisy.data[0].dtype == np.float32
    assert sl.train(noisy, **sl.sgd(0.01, 4), steps=5).params.dtype == np.float32


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.with_examples(sl.linear_regression([[1.0], [2.0]], [1.0, 2.0])), "has 2 examples already"),
        (lambda: sl.with_examples(sl.Problem(lambda w, batch: w @ w)), "has no start"),
        (lambda: sl.with_examples(sl.ravine(), n=2), "n is 2, and noise in 2 directions needs at least 3 copies"),
        (lambda: sl.with_examples(sl.ravine(), n=0), "n is a whole number of at least 1, the number of copies; got 0"),
        (
            lambda: sl.with_examples(sl.ravine(), noise=-1),
            "a finite number of at least 0, a standard deviation; got -1",
        ),
        (lambda: sl.with_examples(sl.ravine(), seed=-1), "seed"),
    ],
)
def test_what_does_not_fit_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_what_is_no_problem_is_refused():
    for problem in (np.sum, "rosenbrock", sl.rosenbrock):
        with pytest.raises(TypeError, match=r"problem is a sgdlab.Problem without data, such as rosenbrock\(\); got"):
            sl.with_examples(problem)
