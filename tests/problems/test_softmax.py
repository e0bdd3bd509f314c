"""Softmax regression against sums written out, complex steps, logistic regression, and scikit-learn's minimum."""

import numpy as np
import pytest

import sgdlab as sl

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 3))
LABELS = np.array(["crow", "ant", "bee", "ant"])[RNG.integers(0, 4, 40)]
NAMES = ["ant", "bee", "crow"]


def cross_entropy(w, l2=0.0):
    """Minus the mean log probability of the right class, example by example."""
    W, b = w[:9].reshape(3, 3), w[9:]
    total = 0
    for row, label in zip(X, LABELS, strict=True):
        powers = np.exp(row @ W + b)
        total -= np.log(powers[NAMES.index(label)] / powers.sum())
    return total / 40 + l2 / 2 * np.sum(W**2)


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_the_loss_is_the_cross_entropy_and_its_gradients_are_those_of_the_complex_step(l2):
    problem, w = sl.softmax_regression(X, LABELS, l2), RNG.normal(size=12)
    assert problem(w) == pytest.approx(cross_entropy(w, l2), rel=1e-12)
    expected = [np.imag(cross_entropy(w + 1e-30j * e, l2)) / 1e-30 for e in np.eye(12)]
    np.testing.assert_allclose(problem.gradient(w, problem.data), expected, atol=1e-14)
    np.testing.assert_allclose(sl.backprop(problem, w)[1], expected, atol=1e-14)
    assert sl.backprop.program(problem).eager_because is None


@pytest.mark.oracle
def test_the_minimum_is_scikit_learns():
    linear = pytest.importorskip("sklearn.linear_model", reason="scikit-learn, the oracle, is not installed")
    run = sl.train(sl.softmax_regression(X, LABELS, l2=0.1), optimizer=sl.gradient_descent(0.5), steps=3000)
    theirs = linear.LogisticRegression(C=1 / (0.1 * 40), tol=1e-10, max_iter=10_000).fit(X, LABELS)
    np.testing.assert_allclose(run.final[:9].reshape(3, 3), theirs.coef_.T, atol=1e-5)
    assert theirs.classes_.tolist() == NAMES


def test_the_loss_is_right_far_out():
    one = sl.softmax_regression([[1.0], [1.0]], [0, 1])
    assert one([[1000.0, 0, 0, 0], [0, 1000, 0, 0]]).tolist() == [500, 500]


def test_names_pieces_and_words():
    problem = sl.softmax_regression(X[:, :2], LABELS)
    assert problem.names == (*(f"W[{i}, {k}]" for i in range(2) for k in range(3)), "b[0]", "b[1]", "b[2]")
    pieces = problem.pieces(np.arange(9.0))
    assert pieces["W"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert pieces["b"].tolist() == [6, 7, 8]
    assert repr(problem) == "softmax regression on 40 examples of 3 classes, 9 parameters"


def test_float32_stays_float32_through_training():
    problem = sl.softmax_regression(X.astype(np.float32), LABELS, l2=0.1)
    for gradient in (sl.backprop, sl.by_hand):
        run = sl.train(problem, gradient=gradient, **sl.sgd(0.1, 8), steps=5)
        assert run.params.dtype == run.gradients.dtype == run.losses.dtype == np.float32


@pytest.mark.parametrize(
    ("labels", "l2", "words"),
    [
        (LABELS[:-1], 0.0, r"labels has one label per row of X, so shape \(40,\); got \(39,\)"),
        (np.eye(2)[[0, 1] * 20], 0.0, r"got \(40, 2\); np.argmax\(labels, axis=1\) are those of one-hot rows"),
        (np.eye(2)[[0, 1] * 20][:, 1:].tolist(), 0.0, r"got \(40, 1\); np.ravel\(labels\) makes it flat"),
        (np.ones(40), 0.0, r"at least two classes; got only \[1.0\]"),
        (X[:, 0], 0.0, r"labels are whole numbers or words.*measured numbers need linear_regression"),
        ([*LABELS[:-1], None], 0.0, "where None is neither"),
        (LABELS, -1.0, "l2 is a finite number of at least 0; got -1.0"),
    ],
)
def test_what_does_not_fit_is_refused(labels, l2, words):
    with pytest.raises(ValueError, match=words):
        sl.softmax_regression(X, labels, l2)


def test_a_great_many_classes_have_the_gradient_of_the_closed_form():
    problem = sl.softmax_regression(RNG.normal(size=(600, 2)), np.arange(600))
    batch = tuple(array[:16] for array in problem.data)
    value, gradient = sl.backprop(problem, problem.start, batch)
    np.testing.assert_allclose(value, np.log(600))
    np.testing.assert_allclose(gradient, problem.gradient(problem.start, batch), atol=1e-15)
