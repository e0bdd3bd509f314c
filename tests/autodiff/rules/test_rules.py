"""The table of rules where derivatives are a choice, at edges and at types; test_ranks.py tries every line of it."""

import itertools

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff.dispatch import RULES, own
from sgdlab.autodiff.rules.elementwise import elementwise
from sgdlab.compiler import compile
from tests.derivative_cases import EVERY
from tests.looping import looped


@looped("name, make", EVERY)
def test_all_directions_in_one_pass(name, make):
    """A tangent with a leading axis gives what one pass for each direction gives."""
    f, args = make()
    rng = np.random.default_rng(2)
    many = [rng.normal(size=(4, *np.shape(a))) for a in args]
    value, tangents = ad.jvp(f, args, many)
    assert tangents.shape == (4, *np.shape(value))
    for k in range(4):
        np.testing.assert_allclose(tangents[k], ad.jvp(f, args, [m[k] for m in many])[1], rtol=1e-12, atol=1e-13)
    if len(args) > 1:  # many directions for one argument beside one for the others
        mixed = ad.jvp(f, args, [many[0], *[m[0] for m in many[1:]]])[1]
        one = ad.jvp(f, args, [m[0] for m in many])[1]
        np.testing.assert_allclose(mixed[0], one, rtol=1e-12, atol=1e-13)


@looped("name, make", [one for one in EVERY if one[0] not in ("float_power", "astype")])
def test_float32_stays_float32(name, make):
    """Where plain NumPy gives float64, the case has constants in float64."""
    f, args = make()
    small = [a.astype(np.float32) for a in args]
    if np.asarray(f(*small)).dtype == np.float32:
        value, pull = ad.vjp(f, *small)
        assert np.asarray(value).dtype == np.float32
        assert {g.dtype for g in pull(np.ones_like(value))} == {np.dtype(np.float32)}
        assert np.asarray(ad.jvp(f, small, small)[1]).dtype == np.float32


# Kinks, and other places where a derivative is a choice.


@looped(
    ("f", "x", "expected"),
    [
        (lambda x: ad.relu(x), 0.0, 0.0),
        (lambda x: np.abs(x), 0.0, 0.0),
        (lambda x: np.sum(np.maximum(x, np.array([1.0, 0.0, 2.0]))), [1.0, 1.0, 1.0], [0.5, 1.0, 0.0]),
        (lambda x: np.sum(np.minimum(np.array([1.0, 0.0, 2.0]), x)), [1.0, 1.0, 1.0], [0.5, 0.0, 1.0]),
        (lambda x: np.max(x), [2.0, 2.0, 1.0], [0.5, 0.5, 0.0]),
        (lambda x: np.min(x), [1.0, 1.0, 1.0, 1.0], [0.25] * 4),
        (lambda x: np.linalg.norm(x), [0.0, 0.0], [0.0, 0.0]),
        (lambda x: np.linalg.norm(x, 3), [0.0, 0.0], [0.0, 0.0]),
        (lambda x: np.std(x), [1.0, 1.0], [0.0, 0.0]),
        (lambda x: np.hypot(x, 0.0), 0.0, 0.0),
        (lambda x: np.arctan2(x[0], x[1]), [0.0, 0.0], [0.0, 0.0]),
        (lambda x: np.fmax(x[0], x[1]) + np.fmin(x[0], x[1]), [2.0, 2.0], [1.0, 1.0]),
        (lambda x: np.fmax(x[0], x[1]), [np.nan, 2.0], [0.0, 1.0]),
        (lambda x: np.nan_to_num(x).sum(), [np.nan, 2.0, np.inf], [0.0, 1.0, 0.0]),
        (lambda x: np.cumprod(x)[2], [0.0, 2.0, 3.0], [6.0, 0.0, 0.0]),
        (lambda x: np.sinc(x), 0.0, 0.0),
        (lambda x: x % 2, 4.0, 1.0),
        (lambda x: np.sum(x.astype(int) * x), [1.5, 2.5], [1.0, 2.0]),
        (lambda x: np.prod(x), [0.0, 2.0, 3.0], [6.0, 0.0, 0.0]),
        (lambda x: x**0, 0.0, 0.0),
        (lambda x: x**0, np.inf, 0.0),
        (lambda x: x**2, 0.0, 0.0),
        (lambda x: x ** np.float64(1), 0.0, 1.0),
        (lambda x: np.where(x > 0, np.sqrt(np.where(x > 0, x, 1)), 0), 0.0, 0.0),
    ],
)
def test_kinks(f, x, expected):
    x = np.asarray(x)
    np.testing.assert_array_equal(ad.grad(f)(x), expected)
    np.testing.assert_array_equal(ad.jacobian(f, mode="forward")(x), expected)


@looped(
    "f",
    [
        lambda x: np.sqrt(np.floor(x)),
        lambda x: np.sqrt(x // 1),
        lambda x: np.sqrt(np.rint(x) ** 2),
        lambda x: np.log(np.sign(x) - 1),
        lambda x: np.sqrt(np.where(x, 0.0, 1.0)),
    ],
)
def test_what_is_flat_has_gradient_0_even_under_an_infinite_slope(f):
    x, fast = np.array([0.25, 0.4]), compile(lambda x: np.sum(f(x)))
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(ad.grad(lambda x: np.sum(f(x)))(x), [0.0, 0.0])
        np.testing.assert_array_equal([fast.value_and_grad(x)[1] for _ in range(4)], np.zeros((4, 2)))
    assert fast.eager_because is None


@looped(
    ("f", "x", "reciprocal"),
    [
        (np.arcsin, 1 - 2.0**-40, (2.0**-40 * (2 - 2.0**-40)) ** 0.5),
        (np.arccos, 1 - 2.0**-40, -((2.0**-40 * (2 - 2.0**-40)) ** 0.5)),
        (np.arccosh, 1 + 2.0**-40, (2.0**-40 * (2 + 2.0**-40)) ** 0.5),
        (np.arctanh, -1 + 2.0**-40, 2.0**-40 * (2 - 2.0**-40)),
    ],
)
def test_next_to_the_end_of_an_inverse_function_its_slope_is_exact_to_rounding(f, x, reciprocal):
    np.testing.assert_allclose(ad.grad(f)(x), 1 / reciprocal, rtol=1e-15)


def test_the_angle_near_the_origin_does_not_overflow():
    gradient = ad.grad(lambda x: np.arctan2(x[0], x[1]))(np.array([3e-200, 4e-200]))
    np.testing.assert_allclose(gradient, [4 / 25e-200, -3 / 25e-200], rtol=1e-14)


@looped("f", [np.arctan2, np.hypot])
def test_second_derivatives_at_the_origin_do_not_depend_on_their_order(f):
    found = ad.hessian(lambda x: f(x[0], x[1]))(np.zeros(2))
    np.testing.assert_array_equal(found, found.T)
    away = ad.hessian(lambda x: f(x[0], x[1]))(np.array([0.3, 0.4]))
    r2, y, x = 0.25, 0.3, 0.4
    angle = np.array([[-2 * x * y, y * y - x * x], [y * y - x * x, 2 * x * y]]) / r2**2
    length = np.array([[x * x, -x * y], [-x * y, y * y]]) / r2**1.5
    np.testing.assert_allclose(away, angle if f is np.arctan2 else length, rtol=1e-14)


def test_a_power_has_all_derivatives_where_its_exponent_is_0():
    def mixed(a, p):  # of a**p, once along a and once along p: a**(p - 1) (1 + p log a)
        return ad.grad(lambda p: ad.grad(lambda a: a**p)(a))(p)

    assert mixed(2.0, 0.0) == pytest.approx(0.5, rel=1e-15)
    assert ad.grad(mixed, 1)(2.0, 0.0) == pytest.approx(np.log(2), rel=1e-15)  # of this, once more along p
    assert ad.grad(mixed, 1)(2.0, 1.0) == pytest.approx((2 + np.log(2)) * np.log(2), rel=1e-15)


@looped(("shift", "axis"), [((1, 2), 0), ((1, 2), None), ((1,), (0, 1)), (1, (0, -1)), ([1, 2], [0, 1])])
def test_roll_takes_one_shift_or_one_axis_for_several(shift, axis):
    x = np.arange(6.0).reshape(2, 3)
    value, pull = ad.vjp(lambda a: np.roll(a, shift, axis), x)
    np.testing.assert_array_equal(value, np.roll(x, shift, axis))
    back = np.negative(shift).tolist()
    np.testing.assert_array_equal(pull(x)[0], np.roll(x, back if np.ndim(shift) else -shift, axis))


def test_a_product_of_nothing_is_1():
    for shape, axis, keepdims in itertools.product([(0, 0), (2, 0), (0, 2)], [None, 0, 1], [False, True]):
        x, options = np.empty(shape), {"axis": axis, "keepdims": keepdims}
        value, pull = ad.vjp(lambda x, options=options: np.prod(x, **options), x)
        np.testing.assert_array_equal(value, np.prod(x, **options))
        assert pull(np.ones(value.shape))[0].shape == shape
        tangent = ad.jvp(lambda x, options=options: np.prod(x, **options), (x,), (x,))[1]
        np.testing.assert_array_equal(tangent, 0 * np.prod(x, **options))


@looped("function", [np.logaddexp, np.logaddexp2])
def test_shares_of_large_and_of_infinite_numbers(function):
    a = np.array([1e9, 1e16, -1e16, 1e300, np.inf, 0.0, 5.0, -3.0])
    b = np.array([1e9, 1e16, -1e16, 1e300, 0.0, np.inf, -np.inf, 800.0])
    first, second = ad.grad(lambda a, b: np.sum(function(a, b)), (0, 1))(a, b)
    np.testing.assert_allclose(first, [0.5, 0.5, 0.5, 0.5, 1, 0, 1, 0], atol=1e-200)
    np.testing.assert_allclose(second, [0.5, 0.5, 0.5, 0.5, 0, 1, 0, 1], atol=1e-200)


def test_a_large_slope_that_is_kept_elsewhere_is_not_overwritten():
    slope = np.full(5000, 2.0)
    doubled = own(elementwise(lambda x: slope * x, lambda y, x: slope))
    x = np.arange(5000.0)
    for _ in range(2):
        assert ad.grad(lambda x: np.sum(doubled(x) * x))(x)[10] == 40.0
    np.testing.assert_array_equal(ad.grad(lambda x: np.sum(np.exp(np.sin(x))))(x), np.exp(np.sin(x)) * np.cos(x))
    for key in [k for k, primitive in RULES.items() if primitive is RULES[doubled] and k is not doubled] + [doubled]:
        del RULES[key]
