"""The ways in which NumPy lets a function be called: the values are NumPy's, the derivatives differences of NumPy's."""

from fractions import Fraction

import numpy as np
import pytest

import sgdlab.autodiff as ad
from tests.looping import looped

X = np.random.default_rng(0).uniform(0.2, 1.8, (2, 3, 4))
NUMBER, ROW, MATRIX = X[0, 0, 0], X[0, 0], X[0]
W = np.arange(1.0, 5.0)

FORMS = {
    "options by position": (lambda x: np.prod(x, 0, None, None, True), MATRIX),
    "options by position, std": (lambda x: x.std(0, None, None, 1, True), MATRIX),
    "median by position": (lambda x: np.median(x, 0, None, False, True), MATRIX),
    "ravel in C order": (lambda x: np.ravel(x, "C"), MATRIX),
    "reshape in C order": (lambda x: x.reshape(-1, order="C") if isinstance(x, ad.Tensor) else x.ravel(), MATRIX),
    "median over a list of axes": (lambda x: np.median(x, axis=[0, 2]), X),
    "average by a list": (lambda x: np.average(x, axis=1, weights=[1.0, 2.0, 3.0, 4.0]), MATRIX),
    "average by weights that are differentiated": (lambda x: np.average(x, axis=1, weights=x**2), MATRIX),
    "average over two axes, exchanged": (lambda x: np.average(x, axis=(1, 0), weights=W[:3, None] * W[:2]), X),
    "take by booleans, which are numbers": (lambda x: np.take(x, [True, False, True]), MATRIX),
    "take by unsigned integers": (lambda x: np.take(x, np.array([2, 0], np.uint64), 0), MATRIX),
    "take along the last axis": (lambda x: np.take_along_axis(x, np.array([[[0, 0], [1, 3], [2, 1]]])), X),
    "take along no axis": (lambda x: np.take_along_axis(x, np.array([5, 1]), None), MATRIX),
    "pad by a dictionary": (lambda x: np.pad(x, {-1: (1, 2)}, "wrap"), MATRIX),
    "singular values of symmetric matrices": (
        lambda x: np.linalg.svd(x[..., :3] - np.eye(3), compute_uv=False, hermitian=True),
        X,
    ),
    "split by name": (lambda x: np.split(x, indices_or_sections=2, axis=1)[1], MATRIX),
    "take along an axis by name": (lambda x: np.take_along_axis(arr=x, indices=np.array([[0]]), axis=1), MATRIX),
    "tensordot with a list": (lambda x: np.tensordot(x, [1.0, 2.0, 3.0, 4.0], np.int64(1)), X),
    "an empty list": (lambda x: np.sum(x[[]]) + np.sum(x), MATRIX),
    "a tuple in an index": (lambda x: x[((0, 2, 0), slice(1, None))], MATRIX),
    "a fraction": (lambda x: x * float(Fraction(1, 2)) if isinstance(x, np.ndarray) else x * Fraction(1, 2), MATRIX),
    "a fraction and a number": (lambda x: Fraction(1, 2) * x, NUMBER),
    "small integers as places": (lambda x: np.gradient(x, np.array([9, 7, 4, 0], np.uint8), axis=1), MATRIX),
    "small integers as powers": (lambda x: (x + 40) ** np.array([0, 1, 0, 1], np.uint8), MATRIX),
    "powers of small integers": (lambda x: np.power(np.array([3, 2, 0, 1], np.uint8), x), MATRIX),
    "numbers for both infinities": (
        lambda x: np.nan_to_num(x + np.array([np.inf, -np.inf, 0.0, np.nan]), nan=1.0, posinf=2.0, neginf=3.0),
        MATRIX,
    ),
    "the largest numbers for infinities": (
        lambda x: np.nan_to_num(x + np.array([np.inf, -np.inf, 0.0, np.nan])),
        MATRIX,
    ),
    "medians beside a row without one": (
        lambda x: np.nan_to_num(np.median(x + np.array([[np.nan], [0.0], [0.0]]), axis=1)),
        MATRIX,
    ),
    "norms of matrices along exchanged axes": (lambda x: np.linalg.norm(x, "nuc", (2, 0), True), X),
    "einsum with capitals and dots": (lambda x: np.einsum("...A->A...", x), MATRIX),
    "an initial value that is differentiated": (lambda x: np.sum(x[1:], axis=0, initial=x[0, 0]), MATRIX),
    "a range": (lambda x: x @ range(4), MATRIX),
    "reductions as methods of ufuncs": (
        lambda x: np.multiply.reduce(x) + np.maximum.reduce(x) * np.minimum.reduce(x, axis=0),
        MATRIX,
    ),
}


@looped("name", FORMS)
def test_what_numpy_allows_is_differentiated(name):
    f, x = FORMS[name]
    expected = f(x)
    assert f(ad.Tensor(x)).shape == np.shape(expected)
    assert np.allclose(f(ad.Tensor(x)).data, expected, rtol=1e-12)

    def number(x):
        return np.sum(np.sin(f(x)))

    v = np.random.default_rng(1).normal(size=np.shape(x))
    slope = (number(x + 1e-5 * v) - number(x - 1e-5 * v)) / 2e-5
    assert np.sum(ad.grad(number)(x) * v) == pytest.approx(slope, rel=1e-7, abs=1e-8)
    assert ad.jvp(number, (x,), (v,))[1] == pytest.approx(slope, rel=1e-7, abs=1e-8)
    assert np.allclose(ad.jvp(number, (x,), (np.stack([v, 2 * v]),))[1], [slope, 2 * slope], rtol=1e-7, atol=1e-8)


@looped(
    ("f", "words"),
    [
        (lambda x: np.prod(x, axis=2), "axis 2 is out of bounds"),
        (lambda x: np.flip(x, 2), "axis 2 is out of bounds"),
        (lambda x: np.flip(x, (0, 0)), "repeated axis"),
        (lambda x: np.diff(x, axis=-3), "axis -3 is out of bounds"),
        (lambda x: np.tensordot(x, np.ones((4, 3)), 2), "same length"),
        (lambda x: np.quantile(x, -0.1), "from 0 to 1"),
        (lambda x: np.quantile(x, 1.1, 0), "from 0 to 1"),
        (lambda x: np.gradient(x, [1.0, 2.0], axis=0), "places along axis 0"),
        (lambda x: np.gradient(x[:1], axis=0), "at least 2 entries"),
        (lambda x: np.diff(x, -1), "n of at least 0"),
        (lambda x: np.average(x, axis=0, weights=np.ones((1, 1))), "weights of the shape"),
        (lambda x: np.average(x, weights=W), "weights of the shape"),
        (lambda x: np.einsum("ii", x), "of one length"),
        (lambda x: x @ np.array(2.0), "enough dimensions"),
        (lambda x: np.linalg.norm(x[None], axis=(0, 1, 2)), "one axis for vectors"),
        (lambda x: np.linalg.norm(x[None], 2), "one axis for vectors"),
        (lambda x: np.linalg.eigvalsh(x[:, :3], "x"), "UPLO is"),
        (lambda x: np.linalg.eigvalsh(x[0]), "as many rows as columns"),
        (lambda x: np.linalg.eigvalsh(x), "as many rows as columns"),
        (lambda x: np.take_along_axis(x, np.array([0]), 0), "with 2 axes"),
        (lambda x: np.take(x, np.array([0.5])), "according to the rule"),
    ],
)
def test_what_numpy_refuses_is_refused(f, words):
    with pytest.raises(Exception, match=r"."):
        f(MATRIX)
    with pytest.raises((ValueError, TypeError), match=words):
        f(ad.Tensor(MATRIX))


@looped("mode", ["linear_ramp", "maximum", "mean", "empty"])
def test_padding_with_computed_numbers_is_refused(mode):
    with pytest.raises(TypeError, match="no derivative rule here; there are constant, edge"):
        np.pad(ad.Tensor(ROW), 1, mode=mode)


def test_a_type_by_position_is_not_taken_for_keepdims():
    for f in (np.sum, np.mean, np.prod, np.var):
        with pytest.raises(TypeError, match="not with dtype="):
            f(ad.Tensor(MATRIX), 0, np.float32)


@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:Degrees of freedom")
def test_no_variance_is_negative():
    for f in (np.var, np.std):
        assert f(ad.Tensor(ROW), ddof=9).data == f(ROW, ddof=9) == np.inf
