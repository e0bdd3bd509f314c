"""Gradient noise: each example's gradient by a loop, mini-batches by listing them all."""

from itertools import combinations

import numpy as np
import pytest

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


@pytest.mark.parametrize("model", [MODELS[0], MODELS[3]], ids=repr)
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


def test_the_covariance_is_that_of_numpy_and_vanishes_for_the_full_batch():
    noise = sl.gradient_noise(LINE, AT)
    np.testing.assert_allclose(noise.covariance, np.cov(noise.gradients.T, bias=True), rtol=1e-12)
    assert noise.variance == pytest.approx(np.trace(noise.covariance))
    assert not noise.batch_covariance(10).any()
    np.testing.assert_allclose(noise.batch_covariance(2, replace=True), noise.covariance / 2)
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
    assert GradientNoise(np.tile([0.1, 0.3], (1000, 1)), "whose mean is rounded").scale == 0


@pytest.mark.parametrize("unit", [1e-310, -1e300])
def test_the_noise_scale_has_no_unit(unit):
    """The squares of these gradients are 0 or infinite: (1/4) / (1/4) examples."""
    assert GradientNoise(unit * np.array([[0.0], [1.0]]), "two").scale == pytest.approx(1.0)


@pytest.mark.parametrize(("level", "size"), [(0.05, 9), (0.95, 2)])
def test_the_ellipse_is_a_contour_of_the_predicted_covariance(level, size):
    noise = sl.gradient_noise(sl.linear_regression(X[:, :1], Y), [0.2, 0.1])
    off = noise.ellipse(size, level) - noise.mean
    distance = np.sum(off @ np.linalg.inv(noise.batch_covariance(size)) * off, axis=1)
    np.testing.assert_allclose(distance, -2 * np.log(1 - level), rtol=1e-9)
    assert np.abs(off.mean(axis=0)).max() < 1e-12 * np.abs(off).max()  # all the way around
    assert off[0, 1] == pytest.approx(off[30, 0])  # the root of the covariance is symmetric, so no sign is chosen


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
