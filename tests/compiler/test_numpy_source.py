"""The source that learners read: short, in the function's own names, and it runs with NumPy alone."""

import gc
import re
import weakref
from pathlib import Path

import numpy as np
import pytest

import sgdlab as sl
import sgdlab.autodiff as ad
import sgdlab.compiler
from sgdlab.compiler import compile
from tests.looping import looped

X3 = np.array([1.0, -2.0, 3.0])


def network(params, X, y):
    W1, b1 = params[:128].reshape(8, 16), params[128:144]
    W2, b2 = params[144:160].reshape(16, 1), params[160:]
    h = np.tanh(X @ W1 + b1)
    prediction = h @ W2 + b2
    return np.mean((prediction - y) ** 2)


def test_the_readme_shows_what_is_written():
    text = (Path(sgdlab.compiler.__file__).parent / "README.md").read_text(encoding="utf-8")
    function, program = re.findall(r"```(?:python|text)\n(.*?)```", text, re.S)
    space = {"np": np}
    exec(function, space)
    fast = compile(space["loss"])
    fast.value_and_grad(np.ones(2), np.ones(2))
    assert fast.source == program


@looped("rows", [8, 300])
def test_source_is_short_and_has_the_function_s_own_names(rows):
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=161), rng.normal(size=(rows, 8)), rng.normal(size=(rows, 1))
    fast = compile(network)
    fast.value_and_grad(*inputs)
    assert len(fast.source.splitlines()) <= 36
    assert max(map(len, fast.source.splitlines())) <= 110
    made = re.findall(r"^    (\w+) = ", fast.source, re.M)
    assert {"W1", "b1", "W2", "b2", "h", "prediction", "value", "dW1", "db1", "dW2", "db2", "gradient"} <= set(made)
    assert fast.source.index("# forward") < fast.source.index("# backward")


X, Y, LABELS = np.eye(9)[:, :4], np.arange(9.0), np.arange(9) % 3
LINE, CLASSES = sl.linear_regression(X, Y), sl.logistic_regression(X, Y > 4)
NETWORK = sl.mlp(X, LABELS, hidden=(2,), loss="cross_entropy")


@looped(
    ("problem", "method", "line"),
    [
        (CLASSES, sl.backprop, "dlogits = 1.0 / (1.0 + exp(minimum(-margins, 709.0))) * s / n"),
        (CLASSES, sl.by_hand, "gradient = error @ X"),
        (NETWORK, sl.backprop, "z = X @ W1 + b1"),
        (NETWORK, sl.backprop, "hot = eye(3)[labels]"),
        (NETWORK, sl.backprop, "dz1 = da * (1.0 - a * a)"),
        (NETWORK, sl.forward_mode, "a = tanh(z)"),
        (sl.softmax_regression(X, LABELS), sl.by_hand, "gradient = concatenate([dW.reshape(12), db])"),
        (sl.softmax_regression(X, LABELS, l2=1.0), sl.backprop, "gradient = penalty * params + t1"),
        (LINE, sl.forward_mode, "prediction = X @ params"),
        (sl.saddle(), sl.forward_mode, "y = params[1]"),
        (sl.saddle(), sl.finite_difference, "gradient = array([rise1 / (x2 - x3), rise2 / (y4 - y5)])"),
        (sl.with_examples(sl.rosenbrock()), sl.backprop, "t1 = concatenate((dhere, t2))"),
    ],
)
def test_lines_are_what_one_would_write(problem, method, line):
    lines = [found.split("  #")[0].strip() for found in sl.program(problem, gradient=method).source.splitlines()]
    assert line in lines


def test_powers_of_powers_and_comparisons_of_comparisons_have_brackets():
    def f(z, x, p, q):
        return np.sum(z * (x**p) ** q + z * ((x < p) == (q > 2)))

    fast, args = compile(f), [np.array(v) for v in ([1.0, 2.0], [1.2, 0.7], [1.5, 0.5], [2.5, 1.5])]
    value, gradient = fast.value_and_grad(*args)
    assert fast.eager_because is None
    assert "(x ** p) ** q" in fast.source
    assert "(x < p) == (q > 2" in fast.source
    assert value == pytest.approx(1.2**3.75 + 1 + 2 * (0.7**0.75 + 1), rel=1e-14)
    np.testing.assert_allclose(gradient, [1.2**3.75 + 1, 0.7**0.75 + 1], rtol=1e-14)


def test_a_program_keeps_no_values_of_the_trace():
    fast = compile(lambda x, d: np.sum(np.tanh(x * d)))
    x, data = np.ones(1000), np.ones(1000)
    gone = weakref.ref(data)
    gc.disable()
    try:
        fast.value_and_grad(x, data)
        del data
        assert gone() is None
    finally:
        gc.enable()


def test_names_of_the_writer_s_own_are_kept_apart():
    t1, ones_3 = np.array([0.5, 0.25, 2.0]), np.array([3.0, 1.0, 2.0])

    def f(buffer1, constant1, s_):
        float64 = np.exp(buffer1 * t1 + np.sin(constant1) * ones_3)
        number_2_0 = 2.0 * float64 * float64 + buffer1[np.array([0, 0, 2])] * np.float32(0.1)
        return np.sum(number_2_0 * np.array([0.1, 0.2, 0.3]) * s_ + np.tanh(float64))

    inputs = X3, np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 1.0])
    expected = ad.value_and_grad(f)(*inputs)
    fast = compile(f)
    for _ in range(5):
        value, gradient = fast.value_and_grad(*inputs)
    assert fast.eager_because is None
    np.testing.assert_allclose(value, expected[0], rtol=1e-14)
    np.testing.assert_allclose(gradient, expected[1], rtol=1e-14)


@looped(
    "f",
    [
        lambda x: np.sum(np.where(x < 1e300, 1e-300 * x, 1.0)),  # two numbers that differ in a sign
        lambda x: np.sum(1e-160 * (1e-160 * np.exp(700.0 + x))),  # whose product has few digits
        lambda x: np.sum(np.where(np.array([np.inf, 1.0, -np.inf]) > x, x, x * x)),
    ],
)
def test_numbers_of_any_size_are_written(f):
    x = np.array([0.25, 2.0, -0.5])
    fast = compile(f)
    value, gradient = fast.value_and_grad(x)
    fast(x)
    assert fast.eager_because is None
    space = {}
    exec(fast.source, space)  # the text alone, as a reader runs it
    for found in (fast.value_and_grad(x), space["value_and_gradient"](x)):
        np.testing.assert_allclose(found[0], value, rtol=1e-13)
        np.testing.assert_allclose(found[1], gradient, rtol=1e-13)


def test_a_variable_may_be_called_as_the_function_that_makes_it():
    def f(x):
        argsort = np.argsort(-x)
        return np.sum(argsort * x * x)

    fast = compile(f)
    for _ in range(5):
        assert fast(np.array([2.0, 3.0, 1.0])) == 1 * 4 + 0 * 9 + 2 * 1
    assert fast.eager_because is None


def test_a_part_of_the_parameters_may_be_empty():
    problem = sl.Problem(lambda w, batch: w[0] ** 2 + np.sum(w[1:][::-1] ** 2), start=[0.5])
    path = sl.program(problem, optimizer=sl.gradient_descent(0.25))(steps=2)
    assert path.ravel().tolist() == [0.5, 0.25, 0.125]
