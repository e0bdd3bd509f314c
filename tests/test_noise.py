"""Gradient noise: each example's gradient by a loop, mini-batches by listing them all."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path

import sgdlab as sl
from sgdlab.noise import GradientNoise

RNG = np.random.default_rng(7)
X = RNG.normal(size=(10, 2))
Y = X @ [1.0, -2.0] + RNG.normal(size=10)
CLASSES = np.arange(10) % 3
MODELS = [
    sl.linear_regression(X, Y),
    sl.logistic_regression(X, (CLASSES > 0).astype(float), l2=0.3),
    sl.softmax_regression(X, CLASSES),
    sl.mlp(X, CLASSES, hidden=(4, 3), loss="cross_entropy", l2=0.1),
    sl.mlp(X, Y, hidden=(5,), activation="relu"),
    sl.mlp(X, np.column_stack([Y, Y**2]), hidden=3),
]
LINE = MODELS[0]
AT = np.array([0.3, -0.4, 0.2])


@pytest.mark.parametrize("model", MODELS, ids=repr)
def test_every_row_is_the_gradient_of_its_example(model):
    """Against central differences of the loss of one example."""
    params = model.start + 0.1 * RNG.normal(size=model.size)
    found = sl.gradient_noise(model, params)
    h = 1e-6
    for i in range(model.n):
        batch = tuple(a[i : i + 1] for a in model.data)
        slopes = [(model(params + h * e, batch) - model(params - h * e, batch)) / (2 * h) for e in np.eye(model.size)]
        np.testing.assert_allclose(found.gradients[i], slopes, atol=1e-7)
    np.testing.assert_allclose(found.mean, sl.backprop(model, params)[1], atol=1e-14)


def test_a_loss_of_ones_own_is_looped_with_the_same_result():
    calls = []

    def loss(params, batch):
        calls.append(params.shape)
        return LINE.loss(params, batch)

    own = sl.Problem(loss, LINE.data, start=LINE.start)
    np.testing.assert_allclose(sl.gradient_noise(own, AT).gradients, sl.gradient_noise(LINE, AT).gradients, atol=1e-14)
    assert calls == [(3,)] * 10


def test_many_examples_are_done_some_at_a_time(monkeypatch):
    whole = sl.gradient_noise(LINE, AT).gradients
    monkeypatch.setattr("sgdlab.noise.MOST", 12)
    np.testing.assert_array_equal(sl.gradient_noise(LINE, AT).gradients, whole)


@pytest.mark.parametrize("model", MODELS[:4], ids=repr)
def test_all_mini_batches_of_three_without_replacement(model):
    """All C(10, 3) = 120 of them: no bias, and the covariance S / B * (N - B) / (N - 1)."""
    params = model.start + 0.2
    noise = sl.gradient_noise(model, params)
    batches = [tuple(a[list(rows)] for a in model.data) for rows in combinations(range(10), 3)]
    gradients = np.array([sl.backprop(model, params, batch)[1] for batch in batches])
    scale = np.abs(gradients).max()
    assert np.abs(gradients.mean(axis=0) - noise.mean).max() <= 1e-15 * max(1.0, scale)
    off = gradients - gradients.mean(axis=0)
    np.testing.assert_allclose(noise.batch_covariance(3), off.T @ off / len(off), atol=1e-14 * max(1.0, scale**2))


def test_all_mini_batches_of_two_with_replacement():
    """All 10^2 of them: the covariance S / B."""
    noise = sl.gradient_noise(LINE, AT)
    gradients = np.array([noise.gradients[list(rows)].mean(axis=0) for rows in product(range(10), repeat=2)])
    off = gradients - noise.mean
    np.testing.assert_allclose(gradients.mean(axis=0), noise.mean, atol=1e-15 * np.abs(gradients).max() * 4)
    np.testing.assert_allclose(noise.batch_covariance(2, replace=True), off.T @ off / 100, rtol=1e-12)


def test_the_covariance_is_that_of_numpy_and_vanishes_for_the_full_batch():
    noise = sl.gradient_noise(LINE, AT)
    np.testing.assert_allclose(noise.covariance, np.cov(noise.gradients.T, bias=True), rtol=1e-12)
    assert noise.variance == pytest.approx(np.trace(noise.covariance))
    assert not noise.batch_covariance(10).any()
    np.testing.assert_allclose(noise.batch_covariance(1), noise.covariance)


def test_the_noise_scale_is_the_batch_at_which_noise_and_gradient_are_equal():
    """McCandlish et al. 2018: at B = B_simple, with replacement, E|g_B - G|^2 = |G|^2."""
    noise = sl.gradient_noise(LINE, AT)
    assert np.trace(noise.covariance) / noise.scale == pytest.approx(noise.mean @ noise.mean)
    best = sl.gradient_noise(LINE, LINE.minimum)
    assert best.scale > 1e20
    assert GradientNoise(np.array([[1.0], [-1.0]]), "opposite").scale == np.inf
    one = sl.gradient_noise(sl.linear_regression(X[:1], Y[:1]), AT)
    assert one.scale == 0
    assert not one.batch_covariance(1).any()


@pytest.mark.parametrize("unit", [1e-310, 1e-170, 1e160, 1e300, -1e300])
def test_the_noise_scale_has_no_unit(unit):
    """The squares of these gradients are 0 or infinite: (1/4) / (1/4) examples."""
    assert GradientNoise(unit * np.array([[0.0], [1.0]]), "two").scale == pytest.approx(1.0)


@pytest.mark.parametrize("unit", ["1e-200", "1e+200"])
def test_lengths_are_told_where_their_squares_are_no_floats(unit):
    """The rows are (0, 0) and (6, 8): their mean (3, 4) has length 5, and both are 5 from it."""
    noise = GradientNoise(float(unit) * np.array([[0.0, 0.0], [6.0, 8.0]]), "two")
    start = unit.removeprefix("1")
    assert f"the mean has length 5{start}, single ones are 5{start} from it" in repr(noise)


def test_equal_gradients_have_no_noise_although_their_mean_is_rounded():
    assert np.full(1000, 0.1).mean() != 0.1
    assert GradientNoise(np.tile([0.1, 0.3], (1000, 1)), "the same").scale == 0


def test_where_all_examples_are_fitted_every_gradient_is_zero():
    """The noise is sampling, not dirty data: targets on a plane have none at its parameters."""
    exact = sl.linear_regression(X, X @ [1.0, -2.0] + 0.5)
    noise = sl.gradient_noise(exact, [1.0, -2.0, 0.5])
    assert np.abs(noise.gradients).max() < 1e-14
    assert np.abs(sl.gradient_noise(LINE, LINE.minimum).gradients).max() > 0.1


@given(level=st.floats(0.05, 0.95), size=st.integers(2, 9))
def test_the_ellipse_is_a_contour_of_the_predicted_covariance(level, size):
    noise = sl.gradient_noise(sl.linear_regression(X[:, :1], Y), [0.2, 0.1])
    off = noise.ellipse(size, level) - noise.mean
    distance = np.sum(off @ np.linalg.inv(noise.batch_covariance(size)) * off, axis=1)
    np.testing.assert_allclose(distance, -2 * np.log(1 - level), rtol=1e-9)
    assert np.abs(off.mean(axis=0)).max() < 1e-12 * np.abs(off).max()  # all the way around
    assert off[0, 1] == pytest.approx(off[30, 0])  # the root of the covariance is symmetric, so no sign is chosen


def test_the_ellipse_holds_its_share_of_the_mini_batches():
    """123 penguins, batches of 32: 95 % of 2,000 lie inside, within 3 standard errors and a little for the shape."""
    table = sl.penguins().where(species="Gentoo")
    line = sl.linear_regression((table["flipper_length_mm"][:, None] - 200) / 10, table["body_mass_g"] / 1000)
    noise, rng = sl.gradient_noise(line, [0.0, 4.0]), np.random.default_rng(0)
    batches = np.array([noise.gradients[rng.choice(123, 32, replace=False)].mean(axis=0) for _ in range(2000)])
    assert np.mean(Path(noise.ellipse(32)).contains_points(batches)) == pytest.approx(0.95, abs=0.02)
    assert np.mean(Path(noise.ellipse(32, 0.5)).contains_points(batches)) == pytest.approx(0.5, abs=0.04)


def test_one_step_of_sgd_lowers_the_loss_as_predicted():
    """The one-step identity: E dL = -lr |G|^2 + lr^2/2 (G'HG + tr(H S_B)), by Monte Carlo within 3 standard errors."""
    model, rate, rng = LINE, 0.05, np.random.default_rng(1)
    noise = sl.gradient_noise(model, AT)
    G, H = noise.mean, model.hessian
    rows = rng.integers(0, 10, (20_000, 4))
    changes = model(AT - rate * noise.gradients[rows].mean(axis=1)) - model(AT)
    predicted = -rate * G @ G + rate**2 / 2 * (G @ H @ G + np.trace(H @ noise.covariance) / 4)
    assert abs(changes.mean() - predicted) < 3 * changes.std() / np.sqrt(len(changes))
    assert abs(changes.mean() - (-rate * G @ G)) > 10 * changes.std() / np.sqrt(len(changes))


def test_a_description():
    noise = sl.gradient_noise(LINE, AT)
    length, spread = np.linalg.norm(noise.mean), np.sqrt(noise.variance)
    assert repr(noise) == (
        f"10 gradients of linear regression on 10 examples: the mean has length {length:.4g}, single ones are "
        f"{spread:.4g} from it (root mean square); noise scale {spread**2 / length**2:.3g} examples"
    )
    for numbers in (noise.gradients, noise.mean, noise.covariance):
        with pytest.raises(ValueError, match="read-only"):
            numbers /= 2.0


def test_one_example_has_one_gradient():
    noise = sl.gradient_noise(sl.linear_regression([[1.0]], [2.0]), [0.0, 0.0])
    assert repr(noise).startswith("1 gradient of linear regression on 1 example: ")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.gradient_noise(sl.quadratic([1, 2]), [0, 0]), "problem needs data, .*; got"),
        (lambda: sl.gradient_noise(LINE, [0.0, 0.0]), r"params is an array of shape \(3,\); got shape \(2,\)"),
        (lambda: sl.gradient_noise(LINE, [0.0, 0.0, np.nan]), "params has NaN"),
        (lambda: sl.gradient_noise(LINE, AT).batch_covariance(11), "from 1 to 10; with replacement any; got 11"),
        (
            lambda: sl.gradient_noise(LINE, AT).batch_covariance(0, replace=True),
            "size is a whole number of at least 1; got 0",
        ),
        (lambda: sl.gradient_noise(LINE, AT).ellipse(2), "over two parameters; .* has 3"),
        (lambda: sl.gradient_noise(sl.linear_regression(X[:, :1], Y), [0, 0]).ellipse(2, 1.0), "got 1"),
    ],
)
def test_wrong_use_is_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_the_size_of_a_batch_may_be_a_small_integer_of_numpy():
    noise = sl.gradient_noise(sl.linear_regression(np.arange(200.0)[:, None], np.ones(200)), [0.0, 0.0])
    np.testing.assert_array_equal(noise.batch_covariance(np.int8(5)), noise.batch_covariance(5))
