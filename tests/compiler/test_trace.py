"""What a trace holds: every operation once, nothing that can be computed in advance, the function's own names."""

import numpy as np

import sgdlab.autodiff as ad
from sgdlab.compiler import compile
from sgdlab.compiler.index import split_index
from sgdlab.compiler.replay import Replay
from sgdlab.compiler.trace import trace
from tests.looping import looped

X3 = np.array([1.0, 2.0, 3.0])


def steps_of(f, x):
    """The names of the operations of value and gradient, after all simplification."""
    return [step.op for step in trace(f, (x,), ["x"]).steps]


def test_an_operation_is_noted_once():
    assert steps_of(lambda x: np.sum(np.exp(x)) + np.sum(np.exp(x)), X3).count("exp") == 1
    assert steps_of(lambda x: np.sum(np.exp(x) + np.exp(x + 1.0)), X3).count("exp") == 2


def test_what_no_result_needs_is_left_out():
    def f(x):
        np.exp(np.sin(x))
        return np.sum(x * x)

    assert steps_of(f, X3) == ["dot", "add"]


def test_what_does_not_depend_on_inputs_is_computed_at_once():
    assert steps_of(lambda x: np.sum(x * np.exp(X3) * 2.0 * 1.0 + 0.0), X3) == ["dot"]
    assert steps_of(lambda x: np.sum(3.0 * (2.0 * x)), X3) == ["multiply", "sum"]


@looped(
    ("f", "ops"),
    [
        (lambda x: np.sum(np.reshape(np.reshape(x, (3, 1)), (3,))), ["sum"]),
        (lambda x: np.sum(x.T.T), ["sum"]),
        (lambda x: np.sum(x[:]), ["sum"]),
        (lambda x: np.sum(x.astype(float)), ["sum"]),
        (lambda x: np.sum(np.broadcast_to(x, (2, 3)) * np.ones((2, 3)))[()], ["broadcast_to", "sum"]),
        (lambda x: np.sum(x - (-x)), ["add", "sum"]),
        (lambda x: np.sum(np.exp(sum([x]))), ["exp", "sum"]),  # the sum begins with 0
        (lambda x: np.sum(np.exp(x + np.ones(3))), ["add", "exp", "sum"]),
        (lambda x: np.sum(np.exp(2.0 * (-x))), ["multiply", "exp", "sum", "multiply"]),
        (lambda x: np.sum(np.exp(-(2.0 * x))), ["multiply", "exp", "sum", "multiply"]),
        (lambda x: np.sum(np.exp(-(x - X3))), ["subtract", "exp", "sum", "negative"]),
        (lambda x: np.sum(np.exp(-x + X3)), ["subtract", "exp", "sum", "negative"]),
        (lambda x: np.sum(np.exp(X3 + (-x) / 2.0)), ["divide", "subtract", "exp", "sum", "divide", "negative"]),
        (lambda x: np.sum(np.square(x)), ["dot", "multiply"]),
        (lambda x: np.mean(x**2), ["dot", "divide", "multiply"]),
        (lambda x: np.sum(3.0 * np.cos(x)), ["cos", "multiply", "sum", "sin", "multiply"]),  # -3 sin x, not 3 (-sin x)
    ],
)
def test_shapes_and_arithmetic_are_simplified(f, ops):
    found = steps_of(f, X3)
    assert found == ops
    np.testing.assert_allclose(Replay(f, [X3], ["x"], {}).both(X3)[1], ad.grad(f)(X3), rtol=1e-15)


@looped(
    ("f", "fill", "pieces"),
    [
        (lambda x: np.sum(x[:2] ** 2) + np.sum(np.exp(x[2:])), "whole", 2),
        (lambda x: np.sum(x[1:] ** 2), "gaps", 1),
        (lambda x: np.sum(x[1:] * x[:-1]), "overlap", 2),
        (lambda x: x[0] * x[0] * x[1], "gaps", 2),
        (lambda x: np.sum(x[[0, 0, 2]] ** 3), "overlap", 1),
        (lambda x: np.sum(x[:2] ** 2) + np.sum(np.exp(x[2:])) + np.sum(x * x), "whole", 2),  # a penalty is added to it
    ],
)
def test_slices_are_written_into_one_gradient(f, fill, pieces):
    (whole,) = [step for step in trace(f, [X3], ["x"]).steps if step.op == "assemble"]
    assert (whole.options["fill"], len(whole.pieces)) == (fill, pieces)
    np.testing.assert_allclose(Replay(f, [X3], ["x"], {}).both(X3)[1], ad.grad(f)(X3))


def test_names_are_the_function_s_own():
    def f(x, d0):
        residual = x * d0 - 1.0
        for _ in range(2):
            residual = np.tanh(residual)
        return np.sum(residual * residual)

    program = trace(f, [X3, X3], ["x", "d0"])
    labels = [step.label for step in (*program.inputs, *program.steps)]
    assert labels.count("residual") == 3
    assert {"x", "d0", "value", "gradient"} <= set(labels)


@looped(
    ("index", "ndim", "code"),
    [
        (0, 1, "0"), (slice(1, 3), 1, "1:3"), (slice(None, None, -1), 1, "::-1"), ((0, slice(2)), 2, "0, :2"),
        ((Ellipsis, 0), 1, "0"), ((Ellipsis, 0), 2, "..., 0"), ((slice(None), None), 1, ":, None"),
        (Ellipsis, 0, "()"), (np.int64(2), 1, "2"),
    ],
)  # fmt: skip
def test_index_code_picks_the_same(index, ndim, code):
    array = np.arange(4.0**ndim).reshape((4,) * ndim)
    made = split_index([array], {"index": index})[1]["index"]
    assert made.code() == code
    np.testing.assert_array_equal(array[made.filled()], array[index])
    np.testing.assert_array_equal(eval(f"array[{made.code()}]"), array[index])
    assert made.shape_in(array.shape) == array[index].shape


def test_a_loop_of_1000_operations_is_replayed():
    def loss(w):
        for _ in range(1_000):
            w = w + 0.01 * np.sin(w)
        return np.sum(w)

    fast, w, slope = compile(loss), X3.copy(), 1.0
    value, gradient = fast.value_and_grad(X3)
    assert fast.eager_because is None
    for _ in range(1_000):
        slope, w = slope * (1 + 0.01 * np.cos(w)), w + 0.01 * np.sin(w)
    np.testing.assert_allclose(value, w.sum())
    np.testing.assert_allclose(gradient, slope)
