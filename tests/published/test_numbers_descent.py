"""Formulas of gradient descent that are exact, by `train`: the path on a quadratic, its edge, its rates, its limits."""

import numpy as np
import pytest

import sgdlab as sl

EIGENVALUES = np.array([0.5, 2.0, 7.0])
Q, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(3, 3)))
BOWL = sl.quadratic(EIGENVALUES, rotation=Q)
START = np.array([1.0, -2.0, 0.5])
RNG = np.random.default_rng(4)
X = RNG.normal(size=(40, 3))
LABELS = (X @ [1.0, -2.0, 0.5] + RNG.normal(size=40) > 0).astype(float)


@pytest.mark.parametrize("rate", [0.05, 0.28])
def test_the_path_on_a_quadratic_in_closed_form(rate):
    """Goh, "Why momentum really works", 2017: w_k = Q (I - lr L)^k Q^T w_0, f = 1/2 sum l_i (1 - lr l_i)^2k x_i^2."""
    run = sl.train(BOWL, START, optimizer=sl.gradient_descent(rate), steps=40)
    shrink = (1 - rate * EIGENVALUES) ** np.arange(41)[:, None]
    np.testing.assert_allclose(run.params, (shrink * (Q.T @ START)) @ Q.T, atol=1e-12)
    np.testing.assert_allclose(run.losses, 0.5 * (shrink * (Q.T @ START)) ** 2 @ EIGENVALUES, atol=1e-12)


def test_it_diverges_from_two_over_the_largest_eigenvalue_on():
    edge = 2 / EIGENVALUES.max()
    below, above = (
        sl.train(BOWL, START, optimizer=sl.gradient_descent(rate), steps=2000) for rate in (0.99 * edge, 1.01 * edge)
    )
    assert below.losses[-1] < 1e-9
    assert above.stopped_by.startswith("diverged")


def test_the_best_learning_rate_and_its_rate():
    """Polyak 1987, section 1.4: lr = 2 / (l_min + l_max) has the rate (k - 1) / (k + 1), and others are slower."""
    best, condition = 2 / (EIGENVALUES[0] + EIGENVALUES[-1]), EIGENVALUES[-1] / EIGENVALUES[0]

    def rate_of(learning_rate):
        run = sl.train(BOWL, START, optimizer=sl.gradient_descent(learning_rate), steps=200)
        lengths = np.linalg.norm(run.params, axis=1)
        return lengths[-1] / lengths[-2]

    assert rate_of(best) == pytest.approx((condition - 1) / (condition + 1), rel=1e-9)
    assert min(rate_of(0.97 * best), rate_of(1.03 * best)) > rate_of(best) + 1e-3


def test_the_learning_rate_at_which_cross_entropy_falls_at_every_step():
    """L = lambda_max(X^T X) / (4 N) bounds the curvature (Boehning, Lindsay 1988), so lr = 1/L falls by lr/2 |g|^2."""
    model = sl.logistic_regression(5 * X, LABELS)
    table = model.data[0]
    rate = 4 * len(table) / np.linalg.eigvalsh(table.T @ table)[-1]
    run = sl.train(model, optimizer=sl.gradient_descent(rate), steps=300)
    fall = -np.diff(run.losses)
    assert np.all(fall >= 0.5 * rate * np.sum(run.gradients**2, axis=1) - 1e-12)
    for params in run.params[::50]:
        assert sl.sharpness(model, params) <= (1 + 1e-12) / rate  # equal where all probabilities are 1/2


def test_the_gradient_of_the_mean_cross_entropy():
    """X^T (p - y) / N, and the loss at zero weights is ln 2 whatever the data."""
    model = sl.logistic_regression(X, LABELS)
    w = np.array([0.3, -0.2, 0.7, 0.1])
    table = np.column_stack([X, np.ones(40)])
    p = 1 / (1 + np.exp(-table @ w))
    np.testing.assert_allclose(sl.backprop(model, w)[1], table.T @ (p - LABELS) / 40, atol=1e-15)
    assert model(np.zeros(4)) == pytest.approx(np.log(2), rel=1e-15)


def test_squared_error_on_a_saturated_sigmoid_has_hardly_a_gradient():
    """At z = -10, y = 1: about -4.5e-5 from half the squared error, about -1 from the cross-entropy."""
    squared = sl.grad(lambda z: 0.5 * (sl.sigmoid(z) - 1) ** 2)(-10.0)
    entropy = sl.grad(lambda z: sl.softplus(z) - z)(-10.0)
    assert squared == pytest.approx(-4.5e-5, rel=0.02)
    assert entropy == pytest.approx(-1, abs=1e-4)


CONDITION, SIZE = 100, 2000


def lower_bound(w):
    """Nesterov's function in Goh's form, "convex Rosenbrock"."""
    return 0.5 * (w[0] - 1) ** 2 + 0.5 * np.sum((w[:-1] - w[1:]) ** 2) + 2 / (CONDITION - 1) * np.sum(w**2)


@pytest.mark.slow
def test_the_lower_bound_function_and_its_minimum():
    """Nesterov 2004, section 2.1.4; Goh 2017: w_i = q^i, q = (sqrt k - 1)/(sqrt k + 1); the condition nears k = 100."""
    H = sl.hessian(lower_bound)(np.zeros(SIZE))
    eigenvalues = np.linalg.eigvalsh(H)
    assert eigenvalues[-1] / eigenvalues[0] == pytest.approx(99.998, abs=1e-3)
    minimum = np.linalg.solve(H, -sl.grad(lower_bound)(np.zeros(SIZE)))
    q = (np.sqrt(CONDITION) - 1) / (np.sqrt(CONDITION) + 1)
    np.testing.assert_allclose(minimum, q ** np.arange(1, SIZE + 1), atol=1e-12)
    assert sl.lanczos(lower_bound, np.zeros(SIZE), tolerance=1e-3)[0] == pytest.approx(eigenvalues[-1], rel=1e-3)


@pytest.mark.parametrize(
    "optimizer",
    [
        sl.gradient_descent(0.2),
        sl.gradient_descent(0.3, momentum=0.6),
        sl.gradient_descent(0.2, momentum=0.6, nesterov=True),
        sl.adam(0.1),
    ],
    ids=repr,
)
def test_after_k_steps_nothing_beyond_coordinate_k_has_moved(optimizer):
    """Nesterov 2004: a gradient passes what it knows on by one coordinate a step, whatever is made of it."""
    run = sl.train(lower_bound, np.zeros(SIZE), optimizer=optimizer, steps=30)
    for k, params in zip(run.steps, run.params, strict=True):
        assert not params[k:].any()
        assert np.all(params[:k] != 0)
