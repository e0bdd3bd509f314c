"""What compiling does where it can't: it runs the function as it is and says why."""

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.compiler import compile
from sgdlab.compiler.compiled import MOST
from sgdlab.compiler.replay import CHECKED
from tests.looping import looped

X3 = np.array([1.0, -2.0, 3.0])


def branch(x):
    return np.sum(x) if x[0] > 0 else np.sum(x * x)


def loops_until(x):
    while np.sum(x * x) > 1.0:
        x = 0.5 * x
    return np.sum(x * x)


FALLBACKS = {
    "a branch": (branch, "branches on a traced value"),
    "a loop": (loops_until, "branches on a traced value"),
    "float()": (lambda x: np.sum(x) * float(x.data[0]), "Python number"),
    "max() of Python": (lambda x: max(x[0], x[1]) + 0.0 * x[0], "branches on a traced value"),
    "no rule": (lambda x, d: np.sum(x * np.unwrap(d)), "np.unwrap"),
    "a plain array": (lambda x, d: np.sum(x * np.asarray(d)), "plain array"),
    "a number": (lambda x, d: np.sum(x) * float(d[0]), "Python number"),
    "a mask": (lambda x, d: np.sum(x[d > 1.5]), "mask"),
    "an attribute": (lambda x, d: np.sum(x) * len(d.tolist()), ".tolist"),
    "an operator": (lambda x, d: np.sum(x * ((d > 1.0) & (d < 3.0))), "&, | or ~"),
    "its own Tensor": (lambda x, d: np.sum(x * (ad.Tensor([1.0, 2.0, 3.0]) * d).data), "of its own"),
}


@looped("name", FALLBACKS)
def test_falls_back_and_says_why(name):
    f, why = FALLBACKS[name]
    data = (np.array([1.0, 2.0, 4.0]),) if f.__code__.co_argcount == 2 else ()
    fast = compile(f)
    for x in (X3, -X3):  # the second takes the other branch
        value, gradient = fast.value_and_grad(x, *data)
        expected = ad.value_and_grad(f)(x, *data)
        assert value == expected[0]
        np.testing.assert_array_equal(gradient, expected[1])
        assert fast(x, *data) == expected[0]
    assert why in fast.eager_because
    assert why in repr(fast)
    with pytest.raises(ValueError, match="there is no program"):
        _ = fast.source


@looped("part", [slice(None), slice(1)])
def test_an_argument_that_is_changed_in_place_is_changed_in_every_call(part):
    def adds_one(x, d):
        view = d[part]
        view += 1.0
        return np.sum(x * d)

    fast, ours, theirs = compile(adds_one), np.zeros(3), np.zeros(3)
    for _ in range(CHECKED + 2):
        assert fast(X3, ours) == adds_one(X3, theirs)
    np.testing.assert_array_equal(ours, theirs)
    assert "changes an argument in place" in fast.eager_because


def test_errors_of_the_function_are_its_own():
    class OwnError(Exception):
        pass

    def fails(x, d):
        if d.shape[0] > 2:
            raise OwnError("too many")
        return np.sum(x) * np.sum(d)

    fast = compile(fails)
    with pytest.raises(OwnError, match="too many"):
        fast.value_and_grad(X3, np.ones(3))
    assert fast.value_and_grad(X3, np.ones(2))[0] == 4.0
    assert fast.eager_because is None


@looped("kind", ["counter", "random draw", "changed array"])
def test_hidden_state_is_noticed_and_said(kind):
    rng, calls, own = np.random.default_rng(0), [], np.ones(3)

    def f(x):
        calls.append(1)
        own[0] += kind == "changed array"
        extra = {"counter": len(calls), "random draw": rng.normal(), "changed array": 0.0}[kind]
        return np.sum(x * own) * (1.0 + extra)

    fast = compile(f)
    with pytest.warns(RuntimeWarning, match="is run without compiling"):
        fast.value_and_grad(X3)
    assert "a different result" in fast.eager_because
    assert fast(X3) != fast(X3)


def test_every_shape_and_type_has_its_program():
    calls = []

    def loss(w, X):
        calls.append(X.shape)
        return np.mean((X @ w) ** 2)

    fast = compile(loss)
    for rows in (8, 8, 8, 8, 3, 8, 3, 3, 3):
        X = np.arange(2.0 * rows).reshape(rows, 2)
        value, gradient = fast.value_and_grad(np.array([1.0, -1.0]), X)
        assert (value, gradient.tolist()) == (1.0, [float(np.mean(-2 * X[:, 0])), float(np.mean(-2 * X[:, 1]))])
    assert calls.count((8, 2)) == calls.count((3, 2)) == 1 + CHECKED
    assert fast.value_and_grad(np.ones(2, np.float32), np.ones((8, 2), np.float32))[1].dtype == np.float32
    for rows in range(1, 2 * MOST):
        fast(np.ones(2), np.ones((rows, 2)))
    assert len(fast.replays.by_key) == MOST


def test_numbers_lists_and_integers_are_inputs():
    fast = compile(lambda x, d: x * x * d)
    for _ in range(6):
        assert fast.value_and_grad(3.0, 2) == (18.0, 12.0)
        assert fast.value_and_grad(3, 2.0) == (18.0, 12.0)
    value, gradient = compile(lambda x, d: np.sum(x * d)).value_and_grad([1, 2], [3.0, 4.0])
    assert (value, gradient.tolist()) == (11.0, [3.0, 4.0])
    with pytest.raises(TypeError, match="x holds numbers"):
        fast(np.array(["a"]), 1.0)
    with pytest.raises(TypeError, match="f is a function"):
        compile(3)
    with pytest.raises(ValueError, match="reduce it first"):
        compile(lambda x: x[:2] * x[:2]).value_and_grad(X3)


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_a_program_in_use_runs_on_plain_arrays_only():
    x = np.linspace(0.0, 1.0, 3000)  # so large that the program keeps memory for it
    fast = compile(lambda x: np.sum(np.tanh(x[:]) ** 2) + x[0])
    for _ in range(6):
        slope = fast.value_and_grad(x)[1]
    np.testing.assert_allclose(ad.grad(fast)(x), slope)
    curve = ad.jvp(lambda x: fast.value_and_grad(x)[1], (x,), (np.ones(3000),))[1]
    np.testing.assert_allclose(curve, ad.hvp(lambda x: np.sum(np.tanh(x) ** 2), x, np.ones(3000)))
    square = compile(lambda x: np.sum(x * x))
    for _ in range(6):
        assert square(np.ones((2, 2))) == 4.0
    assert square(np.asmatrix([[1.0, 2.0], [3.0, 4.0]])) == 30.0  # and not the sum of a product of matrices
    with pytest.raises(TypeError, match="masked"):
        square(np.ma.array(np.ones((2, 2)), mask=np.eye(2)))
