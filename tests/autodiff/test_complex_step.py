"""The complex step against 3-point differences and reverse mode, and where it follows the real part or refuses."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import autodiff
from sgdlab.autodiff import Dual
from sgdlab.autodiff.complex_step import Complex
from tests.looping import looped

H = 1e-20
SMOOTH_AT_0 = {  # the function, and its derivative at 0 in closed form; each is computed by way of |x|
    "softplus": (lambda x: np.sum(sl.softplus(x)), 1 / 2),
    "sigmoid": (lambda x: np.sum(sl.sigmoid(x)), 1 / 4),
    "logaddexp": (lambda x: np.sum(np.logaddexp(x, 0.0)), 1 / 2),
    "cross-entropy": (lambda x: autodiff.binary_cross_entropy(x, np.array([0.0])), 1 / 2),
}


@looped("name", SMOOTH_AT_0)
def test_what_is_smooth_at_0_has_its_derivative_there(name):
    f, derivative = SMOOTH_AT_0[name]
    assert sl.complex_step(f, np.zeros(1))[1][0] == pytest.approx(derivative, rel=1e-15)


@looped(
    ("f", "x", "expected"),
    [
        (np.max, [1.0, 0.0, 1.0], [0.5, 0.0, 0.5]),
        (lambda x: np.sum(np.min(x.reshape(2, 2), axis=1)), [3.0, 3.0, 1.0, 2.0], [0.5, 0.5, 1.0, 0.0]),
        (lambda x: np.sum(np.maximum(x, 0.0)), [0.0, 1.0], [0.5, 1.0]),
        (lambda x: np.sum(np.minimum(x, x[::-1])), [2.0, 2.0], [1.0, 1.0]),
        (lambda x: np.sum(np.fmax(x, 1.0) + np.fmin(x, 1.0)), [1.0, 2.0], [1.0, 1.0]),
        (lambda x: np.sum(np.clip(x, -1.0, 1.0)), [-1.0, 1.0, 0.5], [0.5, 0.5, 1.0]),
        (np.linalg.norm, [0.0, 0.0], [0.0, 0.0]),
        (lambda x: np.sum(np.linalg.norm(x.reshape(2, 2), axis=1)), [0.0, 0.0, 3.0, 4.0], [0.0, 0.0, 0.6, 0.8]),
        (lambda x: np.sum(np.hypot(x, 0.0)), [0.0, -2.0], [0.0, -1.0]),
        (np.std, [1.5, 1.5], [0.0, 0.0]),
        (lambda x: np.sum(sl.relu(x)), [0.0, 1.0], [0.0, 1.0]),
    ],
)
def test_at_ties_and_kinks_the_slope_is_that_of_the_other_engines(f, x, expected):
    np.testing.assert_allclose(sl.complex_step(f, np.array(x))[1], expected, rtol=1e-15)
    np.testing.assert_allclose(sl.backprop(f, np.array(x))[1], expected, rtol=1e-15)


def test_the_logarithm_beside_1_keeps_its_digits():
    value, gradient = sl.complex_step(lambda x: np.log1p(x[0]), np.array([1e-17]))
    assert (value, gradient[0]) == (1e-17, 1.0)


def test_no_step_is_too_small_as_nothing_cancels():
    x = 1.5
    exact = np.exp(x) / np.sqrt(np.sin(x) ** 3 + np.cos(x) ** 3)  # the example of Squire and Trapp
    f = lambda z: np.exp(z) / np.sqrt(np.sin(z) ** 3 + np.cos(z) ** 3)  # noqa: E731
    u = np.sin(x) ** 3 + np.cos(x) ** 3
    slope = exact - np.exp(x) * (3 * np.sin(x) ** 2 * np.cos(x) - 3 * np.cos(x) ** 2 * np.sin(x)) / (2 * u**1.5)
    for h in (1e-8, 1e-20, 1e-200):
        assert f(Complex(x, h)).imag / h == pytest.approx(slope, rel=1e-14)


@looped("f", [np.sqrt, np.log, np.log2, np.log10, np.arcsin, np.arccosh, np.arctanh])
def test_outside_its_real_domain_a_function_is_nan_as_for_real_numbers(f):
    assert np.isnan(f(Complex(-3.0, H)).inner)


def test_comparisons_and_branches_follow_the_real_part():
    z = Complex(np.array([1.0, -1.0]), H)
    assert (z > 0).tolist() == [True, False]
    assert bool(z[0] > 0)
    assert z[1].data == -1.0
    assert np.max(Complex([[1.0, 2.0], [3.0, 4.0]], H), axis=1).data.tolist() == [2.0, 4.0]
    assert repr(z[0]) == "Complex(1.+1.e-20j)"


def test_two_derivatives_at_once_are_an_error_that_says_how():
    with pytest.raises(TypeError, match="same level"):
        Complex(1.0, H) * Dual(1.0, 1.0)
    with pytest.raises(TypeError, match=r"sgdlab\.grad"):
        Complex(Dual(1.0, 1.0), H)


def test_a_bias_alone_may_be_complex():
    b = Complex(np.array([0.5, 1.0]), H * np.array([1.0, 2.0]))
    assert autodiff.dense(np.ones((3, 2)), np.eye(2), b).imag.tolist() == [[H, 2 * H]] * 3


@looped("f", [np.maximum, np.minimum, np.fmax, np.fmin])
def test_the_larger_or_smaller_of_two_is_numpys_beside_nan_too(f):
    a, b = np.array([np.nan, 1.0, np.nan, 1.0, 2.0]), np.array([1.0, np.nan, np.nan, 2.0, 2.0])
    with np.errstate(invalid="ignore"):
        np.testing.assert_array_equal(f(Complex(a, H), Complex(b, H)).data, f(a, b))
