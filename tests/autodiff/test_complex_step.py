"""The complex step against 3-point differences and reverse mode, and where it follows the real part or refuses."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import autodiff
from sgdlab.autodiff import Dual
from sgdlab.autodiff.complex_step import Complex

RNG = np.random.default_rng(3)
H = 1e-20
FUNCTIONS = {
    "abs": lambda x: np.sum(np.abs(x) ** 3),
    "fabs": lambda x: np.sum(np.fabs(x)),
    "maximum": lambda x: np.sum(np.maximum(x, x[::-1] ** 2)),
    "minimum": lambda x: np.sum(np.minimum(0.3, x * x)),
    "max and min": lambda x: np.max(x.reshape(2, 3), axis=1)[0] * np.min(x),
    "sort": lambda x: np.sort(x)[1] * np.sort(x)[4],
    "clip": lambda x: np.sum(np.clip(x, -0.5, 0.5) * x),
    "hypot": lambda x: np.sum(np.hypot(x[:3], x[3:])),
    "arctan2": lambda x: np.sum(np.arctan2(x[:3], x[3:]) ** 2),
    "cbrt": lambda x: np.sum(np.cbrt(x)),
    "logaddexp": lambda x: np.sum(np.logaddexp(40 * x[:3], x[3:])),
    "logaddexp2": lambda x: np.sum(np.logaddexp2(40 * x[:3], x[3:])),
    "log1p": lambda x: np.sum(np.log1p(x * x)),
    "sigmoid": lambda x: np.sum(sl.sigmoid(50 * x)),
    "softplus": lambda x: np.sum(sl.softplus(-3 * x)),
    "relu": lambda x: np.sum(sl.relu(x) * x),
    "logsumexp": lambda x: sl.logsumexp(30 * x),
    "softmax": lambda x: sl.softmax(x)[2],
    "var and std": lambda x: np.var(x) + np.std(x),
    "norm": lambda x: np.linalg.norm(x),
    "kept axes": lambda x: np.sum(
        (x.reshape(2, 3) / np.linalg.norm(x.reshape(2, 3), axis=1, keepdims=True)) ** 3
        * np.max(x.reshape(2, 3), axis=1, keepdims=True)
    ),
    "slogdet": lambda x: np.linalg.slogdet(np.outer(x, x[::-1]) - 2 * np.eye(6))[1],
    "det and inv": lambda x: (
        np.linalg.det(np.outer(x, x) + np.eye(6)) + np.linalg.inv(np.outer(x, x) + np.eye(6))[0, 1]
    ),
    "solve": lambda x: np.linalg.solve(np.outer(x, x) + np.eye(6), x)[3],
    "where": lambda x: np.sum(np.where(x > 0, np.exp(x), x * x)),
    "flat": lambda x: np.sum(np.floor(5 * x) * x + np.sign(x) * x),
    "modulo": lambda x: np.sum(x % x[0] + np.fmod(x, 0.3) * x + x // 0.7 * x),
    "fmax and fmin": lambda x: np.sum(np.fmax(x, x[::-1] ** 2) * np.fmin(np.nan, x)),
    "degrees": lambda x: np.sum(np.degrees(x) * np.radians(x) + np.rad2deg(x) * np.deg2rad(x)),
    "parts": lambda x: np.sum(np.real(x) * np.conj(x) + np.imag(x) + np.angle(x) * x),
    "astype": lambda x: np.sum(x.astype(np.float64) ** 2),
    "full_like": lambda x: np.sum(np.full_like(x, x[0]) * x),
    "quantile": lambda x: np.quantile(x, 0.3) * np.median(x) * np.ptp(x),
    "cumprod": lambda x: np.cumprod(x)[3],
    "sinc": lambda x: np.sum(np.sinc(x / 3)),
    "gradient": lambda x: np.sum(np.gradient(x**2, 0.5) ** 2),
    "power": lambda x: np.sum(np.abs(x) ** 1.5 + x**3),
    "cross-entropy": lambda x: (
        autodiff.binary_cross_entropy(20 * x.reshape(2, 3), np.array([1.0, 0, 1])) @ np.array([1.0, 2.0])
    ),
    "softmax cross-entropy": lambda x: autodiff.softmax_cross_entropy(x.reshape(2, 3), np.array([2, 0])),
    "squared error": lambda x: autodiff.mean_squared_error(x, np.arange(6.0)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_agrees_with_its_differences_and_with_reverse_mode_to_rounding(name):
    f, x = FUNCTIONS[name], RNG.normal(size=6)
    value, gradient = sl.complex_step(f, x)
    assert float(value) == pytest.approx(float(f(x)), rel=1e-12)
    np.testing.assert_allclose(gradient, sl.finite_difference(f, x)[1], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(gradient, sl.backprop(f, x)[1], rtol=1e-11, atol=1e-12)


SMOOTH_AT_0 = {  # the function, and its derivative at 0 in closed form; each is computed by way of |x|
    "softplus": (lambda x: np.sum(sl.softplus(x)), 1 / 2),
    "sigmoid": (lambda x: np.sum(sl.sigmoid(x)), 1 / 4),
    "logaddexp": (lambda x: np.sum(np.logaddexp(x, 0.0)), 1 / 2),
    "cross-entropy": (lambda x: autodiff.binary_cross_entropy(x, np.array([0.0])), 1 / 2),
}


@pytest.mark.parametrize("name", SMOOTH_AT_0)
def test_what_is_smooth_at_0_has_its_derivative_there(name):
    f, derivative = SMOOTH_AT_0[name]
    assert sl.complex_step(f, np.zeros(1))[1][0] == pytest.approx(derivative, rel=1e-15)


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("f", [np.sqrt, np.log, np.log2, np.log10, np.arcsin, np.arccosh, np.arctanh])
def test_outside_its_real_domain_a_function_is_nan_as_for_real_numbers(f):
    assert np.isnan(f(Complex(-3.0, H)).inner)


def test_what_has_no_derivative_is_refused_by_name():
    with pytest.raises(TypeError, match=r"np\.fft|fft"):
        np.fft.fft(Complex(np.ones(2), H))
    with pytest.raises(TypeError, match="heaviside"):
        np.heaviside(Complex(np.ones(2), H), 0.5)


def test_comparisons_and_branches_follow_the_real_part():
    z = Complex(np.array([1.0, -1.0]), H)
    assert (z > 0).tolist() == [True, False]
    assert bool(z[0] > 0)
    assert z[1].data == -1.0
    assert np.max(Complex([[1.0, 2.0], [3.0, 4.0]], H), axis=1).data.tolist() == [2.0, 4.0]
    assert repr(z[0]) == "Complex(1.+1.e-20j)"


def test_the_largest_along_an_axis_that_is_not_there():
    with pytest.raises(ValueError, match="axis 2 is out of bounds"):
        np.max(Complex(np.ones((2, 3)), H), axis=2)


def test_two_derivatives_at_once_are_an_error_that_says_how():
    with pytest.raises(TypeError, match="same level"):
        Complex(1.0, H) * Dual(1.0, 1.0)
    with pytest.raises(TypeError, match=r"sgdlab\.grad"):
        Complex(Dual(1.0, 1.0), H)


def test_a_bias_alone_may_be_complex():
    b = Complex(np.array([0.5, 1.0]), H * np.array([1.0, 2.0]))
    assert autodiff.dense(np.ones((3, 2)), np.eye(2), b).imag.tolist() == [[H, 2 * H]] * 3


@pytest.mark.parametrize("f", [np.maximum, np.minimum, np.fmax, np.fmin])
def test_the_larger_or_smaller_of_two_is_numpys_beside_nan_too(f):
    a, b = np.array([np.nan, 1.0, np.nan, 1.0, 2.0]), np.array([1.0, np.nan, np.nan, 2.0, 2.0])
    with np.errstate(invalid="ignore"):
        np.testing.assert_array_equal(f(Complex(a, H), Complex(b, H)).data, f(a, b))
