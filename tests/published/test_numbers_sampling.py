"""What sampling does, by `train` with many seeds: one step, the noise floor with and without momentum, a last batch."""

import numpy as np
import pytest

import sgdlab as sl

RNG = np.random.default_rng(6)
X = RNG.normal(size=(30, 2))
LINE = sl.linear_regression(X, X @ [1.0, -1.0] + RNG.normal(size=30))
AT = np.array([0.2, 0.4, 0.1])


@pytest.mark.parametrize("size", [1, 4])
def test_one_step_changes_the_loss_as_predicted_on_average(size):
    """E dL = -lr |G|^2 + lr^2/2 (G'HG + tr(H S)/B), within 3 standard errors of 4,000 runs of `train`."""
    rate, members = 0.1, 4000
    run = sl.train(
        LINE,
        np.tile(AT, (members, 1)),
        optimizer=sl.gradient_descent(rate),
        batches=sl.minibatch(size, replace=True),
        steps=1,
    )
    noise, H = sl.gradient_noise(LINE, AT), LINE.hessian
    G = noise.mean
    predicted = -rate * G @ G + rate**2 / 2 * (G @ H @ G + np.trace(H @ noise.batch_covariance(size, replace=True)))
    changes = run.losses[1] - run.losses[0]
    assert abs(changes.mean() - predicted) < 3 * changes.std() / np.sqrt(members)


def curvature_problem(curvature, points):
    """l/2 (w - x)^2 on average: the gradient's noise has the variance l^2 var x = s^2."""
    return sl.Problem(
        lambda w, batch: 0.5 * curvature * np.mean((w[..., :1] - batch[0]) ** 2, axis=-1),
        (points,),
        start=[0.0],
        vectorized=True,
        pure=True,
    )


@pytest.mark.parametrize(("rate", "momentum"), [(0.1, 0.0), (0.6, 0.0), (0.1, 0.5), (0.1, 0.9)])
def test_the_noise_floor_and_how_momentum_raises_it(rate, momentum):
    """Variance lr s^2 (1 + b) / (l (1 - b) (2 (1 + b) - lr l)); lr s^2 / (l (2 - lr l)) without momentum.

    Mandt, Hoffman, Blei, "Stochastic gradient descent as approximate Bayesian inference", 2017, in discrete time.
    The mean of each of 200 runs after 200 steps gives the standard error; 3.5 of them are allowed.
    """
    curvature, points = 2.0, np.random.default_rng(0).normal(size=50)
    points = points - points.mean()
    s2 = curvature**2 * points.var()
    run = sl.train(
        curvature_problem(curvature, points),
        optimizer=sl.gradient_descent(rate, momentum),
        batches=sl.minibatch(1, replace=True),
        steps=600,
        seeds=200,
        record_every=1,
    )
    b, edge = momentum, rate * curvature
    predicted = rate * s2 * (1 + b) / (curvature * (1 - b) * (2 * (1 + b) - edge))
    by_run = np.mean(run.params[200:, :, 0] ** 2, axis=0)
    assert abs(by_run.mean() - predicted) < 3.5 * by_run.std() / np.sqrt(len(by_run))
    assert by_run.std() / np.sqrt(len(by_run)) < 0.05 * predicted


def test_the_mean_over_an_epoch_needs_the_sizes_of_its_batches():
    """30 examples in batches of 8: weighted by size the gradients of an epoch average to the full one, else not."""
    batches = list(sl.minibatch(8)(30, np.random.default_rng(0)))
    sizes = [len(rows) for rows in batches]
    assert sizes == [8, 8, 8, 6]
    gradients = [sl.backprop(LINE, AT, tuple(a[rows] for a in LINE.data))[1] for rows in batches]
    full = sl.backprop(LINE, AT)[1]
    np.testing.assert_allclose(np.average(gradients, axis=0, weights=sizes), full, atol=1e-14)
    assert np.abs(np.mean(gradients, axis=0) - full).max() > 1e-3


def test_where_every_example_is_fitted_sgd_stands_still():
    """Interpolation: at such a minimum mini-batches have no noise, so that SGD converges at a constant rate."""
    exact = sl.linear_regression(X, X @ [1.0, -1.0] + 0.5)
    there = sl.train(exact, [1.0, -1.0, 0.5], **sl.sgd(0.1, batch_size=1), steps=60)
    assert np.abs(there.params - there.params[0]).max() < 1e-14
    assert sl.train(exact, **sl.sgd(0.1, batch_size=1), steps=3000).losses[-1] < 1e-20
    assert sl.train(LINE, **sl.sgd(0.1, batch_size=1), steps=3000).losses[-1] > LINE(LINE.minimum) + 1e-3
