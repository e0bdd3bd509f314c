"""NumPy functions written with others: each has a case in derivative_cases; here are their edges."""

from fractions import Fraction
from functools import wraps

import numpy as np
import pytest

import sgdlab as sl
import sgdlab.autodiff as ad
from sgdlab.autodiff import Tensor
from sgdlab.autodiff.dispatch import DERIVED
from tests.derivative_cases import EVERY
from tests.looping import looped


def test_every_derived_function_has_a_case(monkeypatch):
    called = set()
    for key, function in list(DERIVED.items()):

        @wraps(function)
        def noting(*args, key=key, function=function, **options):
            called.add(key)
            return function(*args, **options)

        monkeypatch.setitem(DERIVED, key, noting)
    for _, make in EVERY:
        f, args = make()
        ad.vjp(f, *args)
    assert {f.__name__ for f in set(DERIVED) - called} == set()


@looped("ddof", [0, 1, 2])
@looped("axis", [None, 0, 1])
def test_variance_and_deviation_divide_by_the_number_less_ddof(axis, ddof):
    """By hand: v = sum of (w - mean)^2 / (n - ddof), so dv/dw = 2 (w - mean) / (n - ddof), d sqrt v = dv / 2 sqrt v."""
    w = np.random.default_rng(5).normal(size=(4, 5))
    r = w - w.mean(axis=axis, keepdims=True)
    n = w.size if axis is None else w.shape[axis]
    variance = (r * r).sum(axis=axis, keepdims=True) / (n - ddof)
    for function, value, slope in (
        (np.var, variance, 2 * r / (n - ddof)),
        (np.std, np.sqrt(variance), r / (n - ddof) / np.sqrt(variance)),
    ):
        found, gradient = ad.value_and_grad(lambda w, f=function: np.sum(f(w, axis=axis, ddof=ddof)))(w)
        assert found == pytest.approx(value.sum(), rel=1e-14)
        np.testing.assert_allclose(gradient, slope, rtol=1e-12, atol=1e-15)


@looped("unit", [1e-320, 1e-200, 1e-100, 1.0, 1e100, 1e200, 1e307])
def test_deviations_and_lengths_at_numbers_of_any_size(unit):
    """Exact fractions give the squares: a deviation and a length are as large as the numbers, and their slopes are not.

    Of s = sqrt(v) the slope is r / n s, for r = x - mean, and its curvature (I - 1/n - r r^T / n v) / n s.
    """
    x = unit * np.array([1.0, 3.0, -4.0, 2.5])
    exact = [Fraction(one) for one in x.tolist()]
    scale = Fraction(unit)
    for function, center, n in ((np.std, sum(exact) / 4, 4), (np.linalg.norm, Fraction(0), 1)):
        r = np.array([float((one - center) / scale) for one in exact])  # in units, all of them near 1
        length = np.sqrt(float(sum((one - center) ** 2 for one in exact) / scale**2 / n))
        slope = r / n / length
        loose = 1e-14 if unit > 1e-300 else 1e-3  # numbers below 2e-308 have few digits
        for value, found in (
            ad.value_and_grad(function)(x), (ad.jvp(function, (x,), (x,))[0], ad.jacobian(function, mode="forward")(x))
        ):  # fmt: skip
            assert float(value / unit) == pytest.approx(length, rel=loose)
            np.testing.assert_allclose(found, slope, rtol=loose, atol=loose)
        if 1e-300 < unit < 1e300:
            middle = np.eye(4) - (0.25 if function is np.std else 0)
            curved = (middle - n * np.outer(slope, slope)) / n / length
            np.testing.assert_allclose(ad.hessian(function)(x) * unit, curved, rtol=1e-12, atol=1e-12)
            again = sl.compile(lambda x, f=function: f(x) + 0.0)
            np.testing.assert_allclose(again.value_and_grad(x)[1], slope, rtol=1e-14)


def test_a_variance_at_numbers_of_any_size_is_right_or_infinite():
    """Also 0, where the square is below all numbers; its slope, 2 r / n, is as large as the numbers."""
    for unit, variance in ((1e-200, 0.0), (1e-150, 1e-300), (1e150, 1e300), (1e200, np.inf)):
        x, slope = unit * np.array([1.0, 3.0]), [-unit, unit]
        with np.errstate(over="ignore"):
            value, gradient = ad.value_and_grad(np.var)(x)
            forward = ad.jvp(np.var, (x,), (np.eye(2),))[1]
            curvature = ad.hessian(np.var)(x)
        assert value == pytest.approx(variance, rel=1e-15)
        np.testing.assert_allclose([gradient, forward], [slope, slope], rtol=1e-15)
        np.testing.assert_allclose(curvature, [[0.5, -0.5], [-0.5, 0.5]], rtol=1e-15)


def test_what_does_not_fit_says_so():
    t = Tensor(np.ones((2, 3)))
    with pytest.raises(ValueError, match="length 1 can be squeezed"):
        np.squeeze(t, axis=0)
    with pytest.raises(ValueError, match="3 is not a multiple of 2"):
        np.split(t, 2, axis=1)


SMALL = np.array([[1.0, 2.0, 4.0], [0.5, 3.0, -1.0]], np.float32)


@looped(
    "f",
    [
        lambda x: np.dot(x, 0.5),
        lambda x: np.dot(np.float64(0.5), x),
        lambda x: np.inner(x, 0.5),
        lambda x: np.quantile(x, [0.3, 0.8], axis=1),
        lambda x: np.quantile(x, 0.3, axis=1),
        lambda x: np.percentile(x, [30, 80]),
        lambda x: np.select([SMALL > 1, SMALL > 0], [x, -0.5], 1.5),
        lambda x: np.amax(x, 1),
        lambda x: np.amin(x, None),
        lambda x: np.full_like(x, x[0, 0]),
        lambda x: np.full_like(x, x[0, 0], dtype=float),
        lambda x: np.arctan2(1.0, x),
        lambda x: np.angle(x, deg=True),
    ],
)
def test_types_and_positional_axes_are_those_of_numpy(f):
    expected, (value, tangent) = f(SMALL), ad.jvp(f, (SMALL,), (SMALL,))
    assert value.dtype == expected.dtype
    np.testing.assert_allclose(value, expected, rtol=1e-6)
    assert tangent.shape == expected.shape
    assert ad.vjp(f, SMALL)[1](np.ones(expected.shape))[0].dtype == np.float32


def test_float32_weights_of_float64_numbers_are_summed_in_float64():
    x, w = SMALL.astype(float), np.array([1.4375483, 0.57423425], np.float32)
    value = ad.jvp(lambda x: np.average(x, axis=0, weights=w), (x,), (x,))[0]
    np.testing.assert_allclose(value, np.average(x, axis=0, weights=w), rtol=1e-15)


INFINITE = np.array([[1.0, -np.inf, np.nan], [np.inf, -0.0, 2.0], [-2.0, np.inf, 3.5]])


@looped(
    "f",
    [
        np.tril,
        np.triu,
        lambda x: np.triu(x[2], 1),
        lambda x: np.linalg.eigvalsh(np.stack([x[2, [2, 0]], x[[0, 1], 2]]), UPLO="U"),
        lambda x: np.linalg.cholesky(np.stack([x[2, [2, 1]], x[1:, 2]])),
        lambda x: np.modf(x[2])[0],
        lambda x: np.modf(x[2])[1],
        np.angle,
    ],
)
def test_what_is_infinite_or_left_out_gives_what_it_gives_in_numpy(f):
    with np.errstate(all="ignore"):
        found, expected = ad.jvp(f, (INFINITE,), (np.ones((3, 3)),))[0], f(INFINITE)
    np.testing.assert_allclose(found, expected, rtol=1e-15)


def test_a_quantile_that_is_an_entry_is_that_entry_next_to_an_infinite_one():
    x = np.array([3.5, np.inf, -np.inf, -2.0, np.inf])
    found = ad.jvp(lambda x: np.quantile(x, np.linspace(0, 1, 5)), (x,), (np.ones(5),))
    np.testing.assert_array_equal(found, [np.sort(x), np.ones(5)])
