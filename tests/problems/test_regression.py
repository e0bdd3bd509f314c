"""Linear and logistic regression against normal equations, long descents and written-out sums."""

from fractions import Fraction

import numpy as np
import pytest

import sgdlab as sl

RNG = np.random.default_rng(0)
X = RNG.normal(size=(50, 3))
Y = X @ [1.0, -2.0, 0.5] + 3 + 0.3 * RNG.normal(size=50)
LABELS = (X @ [1.0, -1.0, 0.0] + RNG.normal(size=50) > 0).astype(int)


def cross_entropy(w, X, y, l2=0.0):
    """Minus the mean log probability of the right class, the example's probability written out."""
    p = 1 / (1 + np.exp(-(X @ w[:-1] + w[-1])))
    return -np.mean(np.log(np.where(y == 1, p, 1 - p))) + l2 / 2 * np.sum(w[:-1] ** 2)


@pytest.mark.parametrize("intercept", [True, False])
def test_linear_minimum_solves_the_normal_equations(intercept):
    A = np.column_stack([X, np.ones(50)]) if intercept else X
    problem = sl.linear_regression(X, Y, intercept=intercept)
    np.testing.assert_allclose(problem.minimum, np.linalg.solve(A.T @ A, A.T @ Y), rtol=1e-10)
    np.testing.assert_allclose(problem.hessian, 2 / 50 * A.T @ A, rtol=1e-12)


@pytest.mark.parametrize("x", [1.7e18 + 8.64e13 * np.arange(10), 1e16 * RNG.normal(size=10), 1e-16 * np.arange(10)])
def test_the_linear_minimum_is_right_for_features_of_any_unit(x):
    """Times in nanoseconds, say: beside them the column of ones is tiny.  The line in fractions: cov(x, y) / var(x)."""
    y = np.arange(10.0) ** 2
    exact, targets = [Fraction(v) for v in x], [Fraction(v) for v in y]
    middle, mean = sum(exact) / 10, sum(targets) / 10
    slope = sum((v - middle) * t for v, t in zip(exact, targets, strict=True)) / sum((v - middle) ** 2 for v in exact)
    found = sl.linear_regression(x[:, None], y).minimum
    np.testing.assert_allclose(found, [float(slope), float(mean - slope * middle)], rtol=1e-6)


@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_logistic_loss_is_the_cross_entropy(l2):
    w = np.array([0.2, 0.1, -0.4, 1.0])
    assert sl.logistic_regression(X, LABELS, l2=l2)(w) == pytest.approx(cross_entropy(w, X, LABELS, l2), rel=1e-12)


def test_l2_does_not_penalize_the_intercept():
    plain, penalized = sl.logistic_regression(X, LABELS), sl.logistic_regression(X, LABELS, l2=10.0)
    only_b = np.array([0, 0, 0, 1.7])
    assert plain.names == ("w1", "w2", "w3", "b")
    assert penalized(only_b) == pytest.approx(plain(only_b), rel=1e-14)
    assert sl.logistic_regression([[1.0]], [0], intercept=False)([[1000.0], [-1000.0]]).tolist() == [1000.0, 0.0]
    without = sl.logistic_regression(X, LABELS, l2=10.0, intercept=False)
    assert without([0, 0, 1.0]) == pytest.approx(cross_entropy(np.array([0, 0, 1.0, 0]), X, LABELS) + 5, rel=1e-12)


@pytest.mark.parametrize("l2", [0.0, 0.05])
def test_logistic_minimum_against_a_long_descent(l2):
    A, w = np.column_stack([X, np.ones(50)]), np.zeros(4)
    for _ in range(20_000):
        p = 1 / (1 + np.exp(-A @ w))
        w = w - 0.5 * (A.T @ (p - LABELS) / 50 + l2 * w * [1, 1, 1, 0])
    np.testing.assert_allclose(sl.logistic_regression(X, LABELS, l2=l2).minimum, w, atol=1e-8)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([0, 1, 2, 3], [0, 0, 1, 1]),
        ([0, 1, 1, 2], [0, 0, 1, 1]),  # touching: the boundary itself holds both classes
        ([0, 1, 2, 3], [1, 1, 1, 1]),
        ([0.0, 1e-3, 2e-3, 3e3], [0, 0, 1, 1]),
    ],
)
def test_separated_classes_have_no_minimum_unless_penalized(x, y):
    X = np.array(x, dtype=float)[:, None]
    assert sl.logistic_regression(X, y).minimum is None
    if len(set(y)) == 2:
        assert sl.logistic_regression(X, y, l2=0.1).minimum is not None


@pytest.mark.parametrize(("l2", "unit"), [(1e-2, 1e-9), (1e-2, 1e9), (1e-14, 1e-9), (1e-14, 1e9), (1e-6, 1.0)])
def test_a_weak_penalty_and_large_units_leave_a_minimum_and_newton_finds_it(l2, unit):
    """By symmetry b = 0, so the slope of the loss in w alone is zero there: bisection."""
    x, low, high = np.array([-2.0, -1.0, 1.0, 2.0]), 0.0, 1e18  # w in units of the features
    for _ in range(200):
        middle = (low + high) / 2
        falls = l2 * middle / unit**2 < np.mean(np.abs(x) * np.exp(-np.logaddexp(0, np.abs(x) * middle)))
        low, high = (middle, high) if falls else (low, middle)
    w, b = sl.logistic_regression(x[:, None] * unit, [0, 0, 1, 1], l2=l2).minimum
    assert w * unit == pytest.approx(low, rel=1e-9)
    assert b == pytest.approx(0, abs=1e-9)


def test_a_single_class_has_no_minimum_with_a_penalty_that_leaves_b_free():
    assert sl.logistic_regression([[0.0], [1.0], [2.0]], [1, 1, 1], l2=0.3).minimum is None
    assert sl.logistic_regression([[0.5], [1.0], [2.0]], [1, 1, 1], l2=0.3, intercept=False).minimum is not None


@pytest.mark.parametrize("make", [sl.linear_regression, sl.logistic_regression])
def test_float32_stays_float32_through_training(make):
    problem = make(X.astype(np.float32), LABELS.astype(float))
    for gradient in (sl.backprop, sl.by_hand, sl.finite_difference):
        run = sl.train(problem, gradient=gradient, **sl.sgd(0.1, 8, momentum=0.5), steps=5)
        assert run.params.dtype == run.gradients.dtype == run.losses.dtype == np.float32


@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        (X[:, 0], Y, r"X is an array of shape \(N, d\); got shape \(50,\); for a single feature use np\.reshape"),
        (X, Y[:-1], r"one number per row of X, so shape \(50,\); got \(49,\)"),
        (X, Y[:, None], r"got \(50, 1\); np.ravel\(y\) makes it flat"),
        (np.where(X > 2, np.nan, X), Y, "X has NaN or infinite entries .*, the first at"),
        (X, np.where(Y > 5, np.inf, Y), "y has NaN or infinite entries"),
        (np.zeros((0, 3)), [], r"X is empty \(shape \(0, 3\)\)"),
    ],
)
def test_data_that_do_not_fit_are_refused(X, y, words):
    for make in (sl.linear_regression, sl.logistic_regression):
        with pytest.raises(ValueError, match=words):
            make(X, y)


def test_labels_that_are_not_0_and_1_are_refused():
    with pytest.raises(
        ValueError, match=r"labels 0 and 1; this one also has \[-1.0, 2.0\]: write y = \(labels == 'one of them'\)"
    ):
        sl.logistic_regression([[1.0], [2.0], [3.0]], [-1, 2, 1])
    for words in (["cat", "dog"], np.array(["cat", "dog"], dtype=object)):
        with pytest.raises(ValueError, match=r"also has \['cat', 'dog'\]: write y = \(labels == 'one of them'\)"):
            sl.logistic_regression([[1.0], [2.0]], words)


def test_a_penalty_below_0_is_refused():
    with pytest.raises(ValueError, match="l2 is a finite number of at least 0; got"):
        sl.logistic_regression(X, LABELS, l2=-1.0)
