"""The composite operations as users call them: what they can't compute with is refused, with and without a gradient."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import autodiff
from tests.looping import looped

Z, TWO = np.array([0.3, -1.0, 2.0]), np.array([[0.1, 0.9], [2.0, -1.0], [0.5, 0.5]])
STACK = np.broadcast_to(TWO, (4, 3, 2)).copy()
MASKED = np.ma.masked_array([1.0, 99.0, 3.0], [False, True, False])
DATES = np.array(["2020-01-01"] * 3, dtype="M8[D]")
CLASSES, SQUARES, LABELS = autodiff.binary_cross_entropy, autodiff.mean_squared_error, autodiff.softmax_cross_entropy
RANGE = "labels are whole numbers from 0 to 1; got "


def plainly(f, x, *rest):
    return f(x, *rest)


def in_a_gradient(f, x, *rest):
    return sl.grad(lambda z: np.sum(f(z, *rest)))(x)


def in_forward_mode(f, x, *rest):
    return sl.jvp(lambda z: f(z, *rest), (x,), (np.ones_like(x),))


REFUSED = [
    *((LABELS, TWO, np.array(bad), ValueError, RANGE) for bad in ([0, 1, 2], [0, -1, 1], [0, 0.5, 1], [0, np.nan, 1])),
    (LABELS, STACK, np.array([True, False, True]), ValueError, RANGE),
    *((LABELS, TWO, bad, TypeError, "labels h") for bad in (None, "ab", [1, None, 0], [1j, 0, 0], MASKED)),
    *((LABELS, TWO, np.array(bad), ValueError, r"softmax_cross_entropy takes logits .* labels .*; got shapes \(3, 2\)")
      for bad in (0, [0], [0, 1], [[0], [1], [1]])),
    *((CLASSES, Z, np.array(bad), ValueError, "target holds 0 and 1, the class of each example; got ")
      for bad in ([5.0, 0, 1], [-1, 1, 1], [0.5, 0, 1], [np.nan, 0, 1], [np.inf, 0, 1])),
    *((loss, Z, np.ones(shape), ValueError, rf"{loss.__name__} takes .*; got shapes \(3,\), ")
      for loss in (SQUARES, CLASSES) for shape in ((), (1,), (3, 1), (2,))),
    *((SQUARES, Z, bad, TypeError, r"target (holds real numbers|has masked entries)")
      for bad in ("yes", None, MASKED, DATES, 1j * Z)),
    *((autodiff.dense, TWO, rest, ValueError, r"dense takes .*; got shapes \(3, 2\), ")
      for rest in ((np.eye(2), 0.5), (np.eye(2), np.ones(3)), (np.eye(3),), (np.ones(2),))),
    (autodiff.dense, Z, (TWO,), ValueError, "dense takes X "),
    *((autodiff.affine, TWO, rest, ValueError, r"affine takes .*; got shapes \(3, 2\), ")
      for rest in ((np.ones(3),), (np.ones((5, 2)), np.ones(4)))),
    (autodiff.affine, Z, (np.ones(3),), ValueError, r"affine takes .*; got shapes \(3,\), "),
    (LABELS, np.array(1.0), (np.array([0]),), ValueError, r"softmax_cross_entropy takes .*; got shapes \(\), "),
]  # fmt: skip


@looped("way", [plainly, in_a_gradient, in_forward_mode])
def test_what_does_not_fit_is_refused(way):
    for f, x, rest, error, words in REFUSED:
        with pytest.raises(error, match=words):
            way(f, x, *(rest if isinstance(rest, tuple) else (rest,)))


def test_whole_logits_and_lists_are_numbers():
    expected = LABELS(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0, 1]))
    np.testing.assert_allclose(expected, (np.log1p(np.e) + np.log1p(np.exp(-1))) / 2)
    assert LABELS([[1, 2], [3, 4]], [0, 1]) == LABELS(np.array([[1, 2], [3, 4]]), np.uint8([0, 1])) == expected


def test_arguments_by_name_and_numbers_of_python():
    np.testing.assert_array_equal(autodiff.affine(b=1, w=[1, 2], X=[[1, 2], [3, 4]]), [6.0, 12.0])
    assert autodiff.affine(np.float32([[1.0]]), np.float32([2.0]), 0.5).dtype == np.float32
    gradient = sl.grad(lambda w: np.sum(autodiff.affine(X=TWO, w=w, b=0.5)))(np.ones(2))
    np.testing.assert_allclose(gradient, TWO.sum(axis=0))
