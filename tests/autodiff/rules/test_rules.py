"""Every line of the table of rules, in both modes, against differences of NumPy's values; test_ranks.py nests them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, mutually_broadcastable_shapes

import sgdlab.autodiff as ad
from sgdlab.autodiff.dispatch import RULES, own
from sgdlab.autodiff.rules.elementwise import elementwise
from sgdlab.autodiff.rules.picking import pick, scatter
from sgdlab.compiler import compile
from tests.derivative_cases import AXIS, ELEMENTWISE, EVERY, SEVERAL, axis_case, check, elementwise_case

quick = settings(max_examples=8)


@pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.__name__)
@quick
@given(data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_elementwise(function, data, seed):
    count = len(ELEMENTWISE[function])
    shapes = data.draw(mutually_broadcastable_shapes(num_shapes=count, max_dims=3, max_side=3)).input_shapes
    check(*elementwise_case(function, shapes, np.random.default_rng(seed)), np.random.default_rng(seed + 1))


@pytest.mark.parametrize("name", AXIS)
@quick
@given(data=st.data(), shape=array_shapes(min_dims=1, max_dims=3, max_side=4), keepdims=st.booleans(),
       seed=st.integers(0, 2**32 - 1))  # fmt: skip
def test_one_array(name, data, shape, keepdims, seed):
    n = len(shape)
    axis = data.draw(
        st.none() | st.integers(-n, n - 1) | st.permutations(range(n)).map(lambda p: tuple(p[: max(1, min(n - 1, 2))]))
    )
    if name == "std" and (axis is not None or np.prod(shape) == 1):
        shape, axis = (3, 4), axis if isinstance(axis, int) and -2 <= axis < 2 else None
    if name == "roll" and isinstance(axis, tuple):
        axis = axis[0]
    if name == "methods" and np.prod(shape) == 1:
        shape, axis = (4,), None
    check(*axis_case(name, shape, axis, keepdims, np.random.default_rng(seed)), np.random.default_rng(seed + 1))


@pytest.mark.parametrize("name", SEVERAL)
@quick
@given(seed=st.integers(0, 2**32 - 1))
def test_several_arrays(name, seed):
    check(*SEVERAL[name](np.random.default_rng(seed)), np.random.default_rng(seed + 1))


@pytest.mark.parametrize("make", [m for _, m in EVERY], ids=[n for n, _ in EVERY])
def test_all_directions_in_one_pass(make):
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


@pytest.mark.parametrize("make", [m for _, m in EVERY if _ not in ("float_power", "astype")],
                         ids=[n for n, _ in EVERY if n not in ("float_power", "astype")])  # fmt: skip
def test_float32_stays_float32(make):
    f, args = make()
    small = [a.astype(np.float32) for a in args]
    if np.asarray(f(*small)).dtype != np.float32:
        pytest.skip("plain NumPy gives float64 here, because the case has float64 constants")
    value, pull = ad.vjp(f, *small)
    assert np.asarray(value).dtype == np.float32
    assert {g.dtype for g in pull(np.ones_like(value))} == {np.dtype(np.float32)}
    assert np.asarray(ad.jvp(f, small, small)[1]).dtype == np.float32


# Kinks, and other places where a derivative is a choice.


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("f", [np.arctan2, np.hypot])
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


@pytest.mark.parametrize(
    ("shift", "axis"), [((1, 2), 0), ((1, 2), None), ((1,), (0, 1)), (1, (0, -1)), ([1, 2], [0, 1])]
)
def test_roll_takes_one_shift_or_one_axis_for_several(shift, axis):
    x = np.arange(6.0).reshape(2, 3)
    value, pull = ad.vjp(lambda a: np.roll(a, shift, axis), x)
    np.testing.assert_array_equal(value, np.roll(x, shift, axis))
    back = np.negative(shift).tolist()
    np.testing.assert_array_equal(pull(x)[0], np.roll(x, back if np.ndim(shift) else -shift, axis))


def test_sinc_has_all_derivatives_at_0():
    second = ad.grad(ad.grad(np.sinc))
    assert second(0.0) == pytest.approx(-(np.pi**2) / 3, rel=1e-14)
    assert ad.grad(ad.grad(second))(0.0) == pytest.approx(np.pi**4 / 5, rel=1e-14)


@pytest.mark.parametrize("shape", [(0, 0), (2, 0), (0, 2)])
@pytest.mark.parametrize("axis", [None, 0, 1])
@pytest.mark.parametrize("keepdims", [False, True])
def test_a_product_of_nothing_is_1(shape, axis, keepdims):
    x = np.empty(shape)

    def product(x):
        return np.prod(x, axis=axis, keepdims=keepdims)

    value, pull = ad.vjp(product, x)
    np.testing.assert_array_equal(value, product(x))
    assert pull(np.ones(value.shape))[0].shape == shape
    np.testing.assert_array_equal(ad.jvp(product, (x,), (x,))[1], 0 * product(x))


def test_a_product_of_empty_matrices_is_0():
    a, b = np.empty((2, 0)), np.empty((0, 3))
    value, pull = ad.vjp(lambda a, b: np.tensordot(a, b, 1), a, b)
    assert value.tolist() == [[0, 0, 0], [0, 0, 0]]
    assert [g.shape for g in pull(np.ones((2, 3)))] == [(2, 0), (0, 3)]


def test_a_condition_has_gradient_0():
    assert ad.grad(lambda c: np.sum(np.where(c, 2.0, 3.0) + c))(np.array([1.0, 0.0])).tolist() == [1, 1]
    assert ad.jvp(lambda c: np.where(c, 2.0, 3.0), (1.0,), (1.0,)) == (2.0, 0.0)


def test_a_large_slope_that_is_kept_elsewhere_is_not_overwritten():
    slope = np.full(5000, 2.0)
    doubled = own(elementwise(lambda x: slope * x, lambda y, x: slope))
    x = np.arange(5000.0)
    for _ in range(2):
        assert ad.grad(lambda x: np.sum(doubled(x) * x))(x)[10] == 40.0
    np.testing.assert_array_equal(ad.grad(lambda x: np.sum(np.exp(np.sin(x))))(x), np.exp(np.sin(x)) * np.cos(x))
    for key in [k for k, primitive in RULES.items() if primitive is RULES[doubled] and k is not doubled] + [doubled]:
        del RULES[key]


def test_picking_the_same_entry_twice_adds_its_gradients():
    assert ad.grad(lambda x: np.sum(x[[0, 0, 1]]))(np.ones(3)).tolist() == [2, 1, 0]
    assert ad.grad(lambda x: np.sum(x[1:] * x[:-1]))(np.array([1.0, 2.0, 3.0])).tolist() == [2, 4, 2]


def test_picking_and_adding_back_are_each_other_s_transpose():
    x, g = np.arange(4.0), np.array([1.0, 10.0])
    index = np.array([3, 3])
    picked = pick(ad.Tensor(x), index).data
    assert picked @ g == x @ scatter(g, index=index, shape=(4,))


@pytest.mark.parametrize(
    ("subscripts", "shapes"),
    [
        ("ij,jk->ik", [(1, 1), (2, 3)]), ("ij,jk->ik", [(2, 3), (1, 4)]), ("i,i", [(3,), (1,)]),
        ("iji,j->i", [(2, 1, 2), (2,)]), ("ij,jk->ik", [(1, 0), (1, 3)]), ("ij,jk", [(2, 1), (3, 3)]),
    ],
)  # fmt: skip
def test_einsum_repeats_an_axis_of_length_1(subscripts, shapes):
    rng = np.random.default_rng(0)
    args = [rng.normal(size=shape) for shape in shapes]
    check(lambda *operands: np.sin(np.einsum(subscripts, *operands)), args, rng)
