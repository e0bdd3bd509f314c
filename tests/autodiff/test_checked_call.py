"""The composite operations as users call them: what they can't compute with is refused, with and without a gradient."""

import re

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import autodiff

Z, TWO = np.array([0.3, -1.0, 2.0]), np.array([[0.1, 0.9], [2.0, -1.0], [0.5, 0.5]])
MASKED = np.ma.masked_array([1.0, 99.0, 3.0], [False, True, False])


def plainly(f, x, *rest):
    return f(x, *rest)


def in_a_gradient(f, x, *rest):
    return sl.grad(lambda z: np.sum(f(z, *rest)))(x)


def in_forward_mode(f, x, *rest):
    return sl.jvp(lambda z: f(z, *rest), (x,), (np.ones_like(x),))


ways = pytest.mark.parametrize("way", [plainly, in_a_gradient, in_forward_mode])


@ways
@pytest.mark.parametrize("shape", [(), (4,)], ids=["2-D", "3-D"])
@pytest.mark.parametrize("labels", [[0, 1, 2], [0, -1, 1], [0, 0.5, 1], [True, False, True], [0, np.nan, 1]], ids=repr)
def test_labels_out_of_range(way, shape, labels):
    logits = np.broadcast_to(TWO, shape + TWO.shape).copy()
    with pytest.raises(ValueError, match="labels are whole numbers from 0 to 1; got "):
        way(autodiff.softmax_cross_entropy, logits, np.array(labels))


@ways
@pytest.mark.parametrize("labels", [None, "ab", [1, None, 0], [1j, 0, 0], MASKED], ids=repr)
def test_labels_that_are_no_numbers(way, labels):
    with pytest.raises(TypeError, match="labels h"):
        way(autodiff.softmax_cross_entropy, TWO, labels)


@ways
@pytest.mark.parametrize("labels", [0, [0], [0, 1], [[0], [1], [1]]], ids=repr)
def test_labels_for_another_number_of_examples(way, labels):
    with pytest.raises(ValueError, match=r"softmax_cross_entropy takes logits .* labels .*; got shapes \(3, 2\), \("):
        way(autodiff.softmax_cross_entropy, TWO, np.array(labels))


@pytest.mark.parametrize(
    ("f", "x", "w"), [("affine", TWO[:, :1], np.array(2.0)), ("dense", Z, TWO), ("dense", TWO, Z[:2])]
)
def test_maps_take_rows_of_examples(f, x, w):
    with pytest.raises(ValueError, match=f"{f} takes X "):
        getattr(autodiff, f)(x, w)


def test_whole_logits_and_lists_are_numbers():
    expected = autodiff.softmax_cross_entropy(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0, 1]))
    np.testing.assert_allclose(expected, (np.log1p(np.e) + np.log1p(np.exp(-1))) / 2)
    assert autodiff.softmax_cross_entropy([[1, 2], [3, 4]], [0, 1]) == expected
    assert autodiff.softmax_cross_entropy(np.array([[1, 2], [3, 4]]), np.uint8([0, 1])) == expected


@ways
@pytest.mark.parametrize("target", [[5.0, 0, 1], [-1, 1, 1], [0.5, 0, 1], [np.nan, 0, 1], [np.inf, 0, 1]], ids=repr)
def test_targets_that_are_no_classes(way, target):
    with pytest.raises(ValueError, match="target holds 0 and 1, the class of each example; got "):
        way(autodiff.binary_cross_entropy, Z, np.array(target))


@ways
@pytest.mark.parametrize("loss", [autodiff.mean_squared_error, autodiff.binary_cross_entropy])
@pytest.mark.parametrize("shape", [(), (1,), (3, 1), (2,)])
def test_targets_for_another_number_of_examples(way, loss, shape):
    with pytest.raises(ValueError, match=rf"{loss.__name__} takes .*; got shapes \(3,\), {re.escape(str(shape))}"):
        way(loss, Z, np.ones(shape))


@ways
@pytest.mark.parametrize("bad", ["yes", None, MASKED, np.array(["2020-01-01"] * 3, dtype="M8[D]"), 1j * Z], ids=repr)
def test_a_target_of_no_real_numbers(way, bad):
    with pytest.raises(TypeError, match=r"target (holds real numbers|has masked entries)"):
        way(autodiff.mean_squared_error, Z, bad)


@ways
@pytest.mark.parametrize(
    ("f", "x", "rest"),
    [
        (autodiff.dense, TWO, (np.eye(2), 0.5)),
        (autodiff.dense, TWO, (np.eye(2), np.ones(3))),
        (autodiff.dense, TWO, (np.eye(3),)),
        (autodiff.dense, TWO, (np.ones(2),)),
        (autodiff.affine, TWO, (np.ones(3),)),
        (autodiff.affine, TWO, (np.ones((5, 2)), np.ones(4))),
        (autodiff.affine, Z, (np.ones(3),)),
        (autodiff.softmax_cross_entropy, np.array(1.0), (np.array([0]),)),
    ],
)
def test_arrays_whose_shapes_do_not_fit(way, f, x, rest):
    with pytest.raises(ValueError, match=rf"{f.__name__} takes .*; got shapes {re.escape(str(x.shape))}, "):
        way(f, x, *rest)


def test_arguments_by_name_and_numbers_of_python():
    np.testing.assert_array_equal(autodiff.affine(b=1, w=[1, 2], X=[[1, 2], [3, 4]]), [6.0, 12.0])
    assert autodiff.affine(np.float32([[1.0]]), np.float32([2.0]), 0.5).dtype == np.float32
    gradient = sl.grad(lambda w: np.sum(autodiff.affine(X=TWO, w=w, b=0.5)))(np.ones(2))
    np.testing.assert_allclose(gradient, TWO.sum(axis=0))
