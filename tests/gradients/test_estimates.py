"""Random gradient estimates against their closed-form means and variances, and what they cost."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.gradients import estimates
from tests.looping import looped

G = np.array([1.0, -2.0, 0.5])  # the gradient of a plane, wherever
PLANE = sl.Problem(lambda w, batch: np.sum(w * G, axis=-1), start=np.zeros(3), vectorized=True)
BOWL = sl.quadratic([1.0, 4.0, 9.0])
W = np.array([0.3, -1.2, 0.7])
MANY = 40_000
# Entry i of one sample has this variance: for signs Spall 1992, for normal directions Baydin et al. 2022, theorem 1.
VARIANCES = {
    "spsa": (sl.spsa, np.sum(G**2) - G**2),
    "forward gradient": (sl.forward_gradient, np.sum(G**2) + G**2),
    "evolution": (sl.evolution_gradient, np.sum(G**2) + G**2),
}
methods = looped(("method", "variance"), VARIANCES.values())
METHODS = [sl.spsa, sl.forward_gradient, sl.evolution_gradient]
thousands = pytest.mark.no_cover  # of draws, through lines that the other tests reach
every_method = looped("method", METHODS)


@thousands
@methods
def test_the_mean_is_the_gradient(method, variance):
    value, gradient = method(PLANE, W, rng=0, samples=MANY)
    assert np.all(np.abs(gradient - G) < 4 * np.sqrt(variance / MANY))
    assert float(value) == pytest.approx(float(W @ G), abs=4 * 0.1 * np.linalg.norm(G) / np.sqrt(MANY) + 1e-9)


@thousands
@methods
def test_the_variance_is_the_published_one(method, variance):
    rng = np.random.default_rng(1)
    drawn = np.array([method(PLANE, W, rng=rng, samples=1)[1] for _ in range(4000)])
    np.testing.assert_allclose(drawn.var(axis=0), variance, rtol=0.12)
    averaged = np.array([method(PLANE, W, rng=rng, samples=16)[1] for _ in range(2000)])
    np.testing.assert_allclose(averaged.var(axis=0), variance / 16, rtol=0.12)


def test_spsa_averaged_over_all_signs_is_the_gradient_of_a_quadratic():
    """Every pair of signs is drawn within these seeds; the mean over the pairs is exact."""
    bowl = sl.quadratic([1.0, 4.0])
    seen = {tuple(sl.spsa(bowl, W[:2], rng=seed)[1].round(9).tolist()) for seed in range(40)}
    slope = W[:2] * [1, 4]
    assert seen == {
        tuple((slope @ v * np.array(v)).round(9).tolist()) for v in [(1, 1), (1, -1)]
    }  # v and -v give the same
    np.testing.assert_allclose(np.mean(list(seen), axis=0), slope, atol=1e-8)


def test_the_bias_of_spsa_is_of_order_h_squared():
    """With one parameter the sign cancels: (e^h - e^-h) / 2h = 1 + h^2/6 + …"""
    steps = np.array([0.3, 0.1, 0.03, 0.01])
    errors = [sl.spsa(lambda w: np.sum(np.exp(w)), np.zeros(1), rng=0, step=h)[1][0] - 1 for h in steps]
    np.testing.assert_allclose(errors, steps**2 / 6, rtol=0.01)


def test_a_forward_gradient_is_exact_along_its_direction():
    v = np.random.default_rng(5).standard_normal((2, 3))
    _, gradient = sl.forward_gradient(BOWL, W, rng=5, samples=2)
    slope = W * [1, 4, 9]
    np.testing.assert_allclose(gradient, np.mean([(slope @ d) * d for d in v], axis=0), rtol=1e-12)


@thousands
def test_evolution_strategies_differentiate_the_smoothed_loss():
    """E (w + sigma v)^3 = w^3 + 3 w sigma^2, whose derivative is 3 w^2 + 3 sigma^2."""
    cube = sl.Problem(lambda w, batch: np.sum(w**3, axis=-1), start=[1.0], vectorized=True)
    value, gradient = sl.evolution_gradient(cube, [2.0], rng=0, samples=200_000, sigma=0.5)
    assert float(value) == pytest.approx(8 + 6 * 0.25, rel=2e-3)
    assert gradient[0] == pytest.approx(12 + 3 * 0.25, rel=0.02)


@every_method
def test_a_batch_is_all_that_is_seen(method):
    rng = np.random.default_rng(0)
    line = sl.linear_regression(rng.normal(size=(30, 2)), rng.normal(size=30))
    batch = tuple(a[[3, 7, 8]] for a in line.data)
    alone = sl.linear_regression(batch[0][:, :2], batch[1])
    for got, expected in zip(method(line, W, batch, rng=3), method(alone, W, rng=3), strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-12)


@every_method
def test_members_of_an_ensemble_draw_as_they_would_alone(method):
    many = np.array([W, -W, 2 * W])
    values, gradients = method(BOWL, many, rng=[np.random.default_rng(k) for k in range(3)], samples=4)
    for k, w in enumerate(many):
        value, gradient = method(BOWL, w, rng=k, samples=4)
        assert float(values[k]) == pytest.approx(float(value), rel=1e-12)
        np.testing.assert_allclose(gradients[k], gradient, rtol=1e-9)


@every_method
def test_a_loss_that_takes_one_set_of_parameters_gives_the_same(method):
    single = sl.Problem(lambda w, batch: np.sum(w * w * [0.5, 2.0, 4.5]), start=W)
    _, gradient = method(single, W, rng=0, samples=5)
    np.testing.assert_allclose(gradient, method(BOWL, W, rng=0, samples=5)[1], rtol=1e-9)


def test_large_problems_are_evaluated_one_set_at_a_time(monkeypatch):
    shapes = []

    def loss(w, batch):
        shapes.append(w.shape)
        return np.sum(w * w * [0.5, 2.0, 4.5], axis=-1)

    bowl = sl.Problem(loss, start=W, vectorized=True)
    together = sl.spsa(bowl, W, rng=0, samples=5)[1]
    monkeypatch.setattr(estimates, "AT_ONCE", 10)
    np.testing.assert_allclose(sl.spsa(bowl, W, rng=0, samples=5)[1], together, rtol=1e-9)
    assert shapes == [(10, 3)] + [(3,)] * 10


@every_method
def test_float32_stays_float32_and_integers_are_promoted(method):
    assert method(lambda w: np.sum(w * w), np.float32([1, 2]), rng=0)[1].dtype == np.float32
    assert method(lambda w: np.sum(w * w), [1, 2], rng=0)[1].dtype == np.float64


@looped(
    ("attempt", "error", "words"),
    [
        (lambda: sl.spsa(samples=0), ValueError, "samples is a whole number of at least 1; got 0"),
        (lambda: sl.forward_gradient(samples=2.5), ValueError, "got 2.5"),
        (lambda: sl.spsa(step=-1), ValueError, "step is a finite number above 0; got -1"),
        (lambda: sl.evolution_gradient(sigma=np.inf), ValueError, "sigma is a finite number above 0; got inf"),
        (lambda: sl.spsa(sigma=1), TypeError, "spsa has no argument 'sigma'; it has samples, step"),
        (
            lambda: sl.spsa(0.1),
            TypeError,
            "takes a loss and its parameters, or options by name, such as samples=1; got 0.1",
        ),
        (lambda: sl.forward_gradient(lambda w: 3.0, W), TypeError, "plain float, so its tangents are lost"),
    ],
)
def test_what_does_not_fit_is_named(attempt, error, words):
    with pytest.raises(error, match=words):
        attempt()
