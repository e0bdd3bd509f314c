"""Composite nodes against the primitives that they stand for; their rules are tested in test_rules."""

import numpy as np
import pytest

from sgdlab.autodiff import (
    Dual,
    Tensor,
    affine,
    binary_cross_entropy,
    dense,
    grad,
    hessian,
    jvp,
    mean_squared_error,
    softmax_cross_entropy,
    value_and_grad,
)
from sgdlab.autodiff.composites import one_hot
from tests.looping import looped

rng = np.random.default_rng(0)
X, y, labels = rng.normal(size=(8, 3)), (rng.random(8) < 0.5).astype(float), rng.integers(0, 4, 8)


def close(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)


PAIRS = {
    "mean squared error": (
        lambda p: mean_squared_error(affine(X, p[:3], p[3]), y),
        lambda p: np.mean((X @ p[:3] + p[3] - y) ** 2),
        4,
    ),
    "binary cross-entropy": (
        lambda p: binary_cross_entropy(affine(X, p[:3], p[3]), y),
        lambda p: np.mean(np.log(1 + np.exp(-(2 * y - 1) * (X @ p[:3] + p[3])))),
        4,
    ),
    "softmax cross-entropy": (
        lambda p: softmax_cross_entropy(dense(X, p[:12].reshape(3, 4), p[12:]), labels),
        lambda p: np.mean(
            np.log(np.sum(np.exp(X @ p[:12].reshape(3, 4) + p[12:]), axis=1))
            - (X @ p[:12].reshape(3, 4) + p[12:])[np.arange(8), labels]
        ),
        16,
    ),
}


@looped("name", PAIRS)
def test_fused_is_what_the_primitives_give(name):
    fused, spelled_out, size = PAIRS[name]
    p = rng.normal(size=size)
    close(fused(p), spelled_out(p))
    for mine, theirs in zip(value_and_grad(fused)(p), value_and_grad(spelled_out)(p), strict=True):
        close(mine, theirs)
    np.testing.assert_allclose(hessian(fused)(p), hessian(spelled_out)(p), rtol=1e-11, atol=1e-13)
    close(jvp(fused, (p,), (np.eye(size),))[1], grad(spelled_out)(p))


@looped("leading", [(), (3, 4)])  # the same labels for all, or own ones
@looped("classes", [1, 2, 7, 8, 10])
def test_softmax_cross_entropy_at_many_parameters_at_once(classes, leading):
    Z, labels = 10 * rng.normal(size=(3, 4, 6, classes)), rng.integers(0, classes, (*leading, 6))
    found = softmax_cross_entropy(Z, labels)
    assert found.shape == (3, 4)
    for at in np.ndindex(3, 4):
        wanted = labels[at] if leading else labels
        close(found[at], np.mean([-np.log(np.exp(z[k]) / np.exp(z).sum()) for z, k in zip(Z[at], wanted, strict=True)]))


@looped("leading", [(), (5,)])
def test_a_class_that_is_excluded_changes_nothing(leading):
    Z, labels = rng.normal(size=(5, 6, 9)), rng.integers(0, 8, (*leading, 6))
    excluded = Z.copy()
    excluded[..., 8] = -np.inf
    close(softmax_cross_entropy(excluded, labels), softmax_cross_entropy(Z[..., :8], labels))


def test_stable_at_any_size():
    z = np.array([-1000.0, 1000.0, 1000.0])
    assert binary_cross_entropy(z, np.array([0.0, 1.0, 0.0])) == pytest.approx(1000 / 3)
    close(grad(lambda z: binary_cross_entropy(z, np.array([0.0, 1.0, 0.0])))(z), [0, 0, 1 / 3])
    Z = np.array([[1000.0, 0.0], [0.0, 1000.0]])
    assert softmax_cross_entropy(Z, np.array([0, 0])) == 500.0
    close(grad(lambda z: softmax_cross_entropy(z, np.array([0, 0])))(Z), [[0, 0], [-0.5, 0.5]])


def test_a_step_keeps_the_tail_of_a_large_margin():
    """sigmoid(z) - y would round to 0 here."""
    assert grad(lambda z: binary_cross_entropy(z, np.ones(1)))(np.array([50.0]))[0] == pytest.approx(-np.exp(-50.0))


def test_targets_that_are_constants_say_so():
    for target in (Tensor(y), Dual(y, y)):
        with pytest.raises(TypeError, match=r"argument 1 of binary_cross_entropy.*constant"):
            binary_cross_entropy(np.zeros(8), target)


@looped("loss", [mean_squared_error, binary_cross_entropy])
def test_a_mean_over_no_examples_is_refused(loss):
    for kind in (np.asarray, Tensor):
        with pytest.raises(ValueError, match=r"B at least 1; got shapes \(0,\), \(0,\)"):
            loss(kind(np.zeros(0)), np.zeros(0))
        with pytest.raises(ValueError, match=r"B at least 1; got shapes \(0, 4\), \(0,\)"):
            softmax_cross_entropy(kind(np.zeros((0, 4))), labels[:0])


@looped("classes", [3, 501])  # with many classes no identity matrix is made
def test_one_hot(classes):
    np.testing.assert_array_equal(one_hot([[2], [0]], classes), np.eye(classes)[[[2], [0]]])
