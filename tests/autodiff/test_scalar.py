"""Value: against closed forms, finite differences and published numbers."""

import gc
import math
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdlab.autodiff.scalar import Value
from tests.looping import looped

UNARY = {
    "exp": (lambda v: v.exp(), math.exp, math.exp),
    "log": (lambda v: v.log(), math.log, lambda x: 1 / x),
    "tanh": (lambda v: v.tanh(), math.tanh, lambda x: 1 / math.cosh(x) ** 2),
    "sigmoid": (lambda v: v.sigmoid(), lambda x: 1 / (1 + math.exp(-x)), lambda x: 0.25 / math.cosh(x / 2) ** 2),
    "sin": (lambda v: v.sin(), math.sin, math.cos),
    "cos": (lambda v: v.cos(), math.cos, lambda x: -math.sin(x)),
    "relu": (lambda v: v.relu(), lambda x: max(x, 0.0), lambda x: float(x > 0)),
    "abs": (abs, abs, lambda x: math.copysign(1, x)),
    "neg": (lambda v: -v, lambda x: -x, lambda x: -1.0),
    "cube": (lambda v: v**3, lambda x: x * x * x, lambda x: 3 * x * x),
    "root": (lambda v: v**0.5, math.sqrt, lambda x: 0.5 / math.sqrt(x)),
    "reciprocal": (lambda v: v**-1, lambda x: 1 / x, lambda x: -1 / x**2),
    "constant power": (lambda v: v**0, lambda x: 1.0, lambda x: 0.0),
    "2 to the": (lambda v: 2**v, lambda x: math.exp(x * math.log(2)), lambda x: math.log(2) * 2.0**x),
    "number +": (lambda v: 3 + v, lambda x: x + 3, lambda x: 1.0),
    "+ number": (lambda v: v + 3, lambda x: x + 3, lambda x: 1.0),
    "number -": (lambda v: 3 - v, lambda x: 3 - x, lambda x: -1.0),
    "- number": (lambda v: v - 3, lambda x: x - 3, lambda x: 1.0),
    "number *": (lambda v: 3 * v, lambda x: 3 * x, lambda x: 3.0),
    "* number": (lambda v: v * 3, lambda x: 3 * x, lambda x: 3.0),
    "number /": (lambda v: 3 / v, lambda x: 3 / x, lambda x: -3 / x**2),
    "/ number": (lambda v: v / 4, lambda x: x / 4, lambda x: 0.25),
    "self * self": (lambda v: v * v, lambda x: x * x, lambda x: 2 * x),
    "self - self": (lambda v: v - v, lambda x: 0.0, lambda x: 0.0),
    "self / self": (lambda v: v / v, lambda x: 1.0, lambda x: 0.0),
    "self ** self": (lambda v: v**v, lambda x: math.exp(x * math.log(x)), lambda x: x**x * (math.log(x) + 1)),
}
POSITIVE_ONLY = {"log", "root", "self ** self"}


@looped("name", UNARY)
@looped("x", [-1.7, -0.3, 0.4, 1.0, 2.5])
def test_functions_of_one_value_against_their_closed_form(name, x):
    ours, function, derivative = UNARY[name]
    x = abs(x) if name in POSITIVE_ONLY else x
    v = Value(x)
    out = ours(v)
    out.backward()
    assert out.data == pytest.approx(function(x), rel=1e-14, abs=1e-15)
    assert v.grad == pytest.approx(derivative(x), rel=1e-13, abs=1e-14)


numbers = st.floats(-3, 3)


@given(numbers, numbers, numbers)
def test_any_expression_against_central_differences(a, b, c):
    def f(a, b, c):
        u = a * b + (c - a) / (b * b + 1.5)
        return ((u * u + 1) ** 0.5 - c * u) * (u * u + 0.5) ** (c / 3) / (2 + c * c) - b

    values = Value(a), Value(b), Value(c)
    out = f(*values)
    out.backward()
    assert out.data == pytest.approx(f(a, b, c), rel=1e-12, abs=1e-12)
    h = 1e-5
    steps = [(h, 0, 0), (0, h, 0), (0, 0, h)]
    slopes = [(f(a + i, b + j, c + k) - f(a - i, b - j, c - k)) / (2 * h) for i, j, k in steps]
    assert [v.grad for v in values] == pytest.approx(slopes, rel=1e-5, abs=1e-5)


def test_repeated_backward_adds_at_leaves_and_starts_anew_in_between():
    x = Value(2.0)
    y = x * x
    z = y * 3
    z.backward()
    assert (x.grad, y.grad, z.grad) == (12.0, 3.0, 1.0)
    x.grad = 0
    z.backward()
    assert (x.grad, y.grad, z.grad) == (12.0, 3.0, 1.0)  # micrograd's gradient is 18
    z.backward()
    assert (x.grad, y.grad, z.grad) == (24.0, 3.0, 1.0)
    y.backward()
    assert (x.grad, y.grad) == (28.0, 1.0)


def test_changing_data_after_the_forward_pass_does_not_change_the_gradient():
    x, y = Value(2.0), Value(3.0)
    out = x * y
    x.data = y.data = 100.0
    out.backward()
    assert (x.grad, y.grad) == (3.0, 2.0)


def chain(x, n):
    """n operations in a row, of different kinds, on numbers near 1."""
    v = x
    for _ in range(n // 5):
        v = (v * 0.5 + x).tanh() * v
        v = v + 0.25
    return v


@pytest.mark.no_cover  # each of its many nodes takes the same lines
def test_a_million_nodes_are_not_too_deep():
    x, n = Value(0.9), 1_000_000
    gc.disable()
    try:
        v = x
        for _ in range(n):
            v = v + x
        v.backward()
        assert x.grad == n + 1
        del v
    finally:
        gc.enable()


@pytest.fixture
def traced():
    gc.collect()
    gc.disable()
    tracemalloc.start()
    yield tracemalloc.get_traced_memory
    tracemalloc.stop()
    gc.enable()


def test_a_node_takes_at_most_300_bytes_with_its_gradient_and_is_freed_without_the_collector(traced):
    x, n = Value(0.9), 40_000
    chain(x, n).backward()  # fills what Python keeps for its next tuples and floats
    empty = traced()[0]
    v = chain(x, n)
    v.backward()
    now, peak = traced()
    assert 150 < (now - empty) / n < 300
    assert (peak - empty) / n < 300
    del v
    assert traced()[0] - empty < 2_000


def test_a_function_of_ones_own():
    v = Value(0.5)
    out = Value(math.atan(v.data), (v, 1 / (1 + v.data**2)), "atan")
    (out * 2).backward()
    assert v.grad == pytest.approx(2 / 1.25)
