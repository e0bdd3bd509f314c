"""Compiled functions against the same functions run as they are, and against closed forms."""

import dataclasses
import threading

import numpy as np
import pytest

import sgdlab as sl
import sgdlab.autodiff as ad
from sgdlab.autodiff.functional import value_and_grad
from sgdlab.compiler import buffers, compile
from sgdlab.compiler.replay import CHECKED
from tests.derivative_cases import AS_IT_IS, COMPILED, EVERY
from tests.looping import looped


def settled(f, *inputs):
    """A compiled function whose replays were all compared with f, and which is replayed from now on."""
    fast = compile(f)
    for _ in range(CHECKED):
        fast.value_and_grad(*inputs)
    assert fast.eager_because is None
    return fast


def assert_same(found, expected, scale=0.0):
    """Equal to 1e-14 of the largest entry, and of the same kind, shape and type."""
    for a, b in zip(found, expected, strict=True):
        assert type(a) is type(b)
        assert (a.shape, a.dtype) == (b.shape, b.dtype)
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-14 * max(scale, np.max(np.abs(b), initial=0.0)))


@looped("name", AS_IT_IS)
def test_what_is_not_written_as_source_runs_as_it_is(name):
    f, (x,) = dict(EVERY)[name]()

    def loss(x):
        return np.sum(np.sin(f(x)))

    fast = compile(loss)
    for found, expected in zip(fast.value_and_grad(x), value_and_grad(loss)(x), strict=True):
        np.testing.assert_array_equal(found, expected)
    assert AS_IT_IS[name] in fast.eager_because


@pytest.mark.parametrize("large", [buffers.LARGE, 1], ids=["expressions", "buffers"])
@looped("name, make", COMPILED)
def test_every_function_replays_as_it_runs(name, make, large, monkeypatch):
    monkeypatch.setattr(buffers, "LARGE", large)
    f, args = make()
    weights = np.random.default_rng(1).uniform(0.5, 1.5, np.shape(f(*args)))
    for k in range(len(args)):

        def loss(x, *rest, k=k):
            return np.sum(weights * f(*rest[:k], x, *rest[k:]))

        rest = args[:k] + args[k + 1 :]
        fast = settled(loss, args[k], *rest)
        expected = value_and_grad(loss)(args[k], *rest)
        scale = float(np.sum(np.abs(weights * f(*args))))
        for _ in range(2):
            assert_same(fast.value_and_grad(args[k], *rest), expected, scale)
        assert_same([fast(args[k], *rest)], expected[:1], scale)


def mlp(params, X, y):
    W1, b1 = params[:40].reshape(4, 10), params[40:50]
    W2, b2 = params[50:70].reshape(10, 2), params[70:]
    h = np.tanh(X @ W1 + b1)
    return np.mean((h @ W2 + b2 - y) ** 2)


def classifier(params, X, labels):
    return ad.softmax_cross_entropy(ad.dense(X, params[:12].reshape(4, 3), params[12:]), labels)


def by_index(params, X, labels):
    z = X @ params[:12].reshape(4, 3) + params[12:]
    return -np.mean((z - ad.logsumexp(z, axis=1, keepdims=True))[np.arange(len(labels)), labels])


@looped("rows", [1, 7, 600])
@looped("kind", [np.float64, np.float32])
def test_losses_of_networks(rows, kind):
    rng = np.random.default_rng(rows)
    X, y, labels = rng.normal(size=(rows, 4)).astype(kind), rng.normal(size=(rows, 2)).astype(kind), np.arange(rows) % 3
    for f, size, target in ((mlp, 72, y), (classifier, 15, labels), (by_index, 15, labels)):
        params = rng.normal(size=size).astype(kind)
        value, gradient = settled(f, params, X, target).value_and_grad(params, X, target)
        expected = value_and_grad(f)(params, X, target)
        assert value.dtype == gradient.dtype == kind
        np.testing.assert_allclose(value, expected[0], rtol=1e-14 if kind is np.float64 else 1e-5)
        tolerance = 1e-14 if kind is np.float64 else 1e-5
        np.testing.assert_allclose(gradient, expected[1], rtol=0, atol=tolerance * np.abs(expected[1]).max())


def shipped(rows=20):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(rows, 2)), rng.normal(size=rows)
    return [
        sl.linear_regression(X, y), sl.logistic_regression(X, y > 0, l2=0.1), sl.logistic_regression(X, y > 0),
        sl.quadratic([1, 9], 0.3),
    ]  # fmt: skip


@looped("problem", shipped())
@looped("shape", [(), (5,)])
def test_shipped_losses_equal_their_closed_form(problem, shape):
    params = np.random.default_rng(1).normal(size=(*shape, problem.size))
    value, gradient = sl.backprop(problem, params)
    assert sl.backprop.program(problem).eager_because is None
    np.testing.assert_allclose(value, problem(params), rtol=1e-13)
    np.testing.assert_allclose(gradient, problem.gradient(params, problem.data), rtol=1e-12, atol=1e-13)


@looped("batches", [sl.full_batch, sl.minibatch(8)])  # 20 examples: the last batch has 4
@looped("seeds", [None, 3])
def test_training_is_the_same_with_and_without(batches, seeds):
    for problem in shipped()[:3]:
        as_it_is = dataclasses.replace(problem, pure=False)
        settings = {"batches": batches, "steps": 30, "seeds": seeds}
        fast, slow = sl.train(problem, **settings), sl.train(as_it_is, **settings)
        assert sl.backprop.program(problem).eager_because is None
        assert len(sl.backprop.program(problem).replays.by_key) == (1 if batches is sl.full_batch else 2)
        with pytest.raises(TypeError, match="only a pure problem has a program"):
            sl.backprop.program(as_it_is)
        np.testing.assert_allclose(fast.params, slow.params, rtol=1e-12, atol=1e-14)
        assert fast.bill == slow.bill
        assert repr(fast) == repr(slow)


# Results belong to the caller.


@looped("large", [buffers.LARGE, 1])
@looped(
    "f",
    [
        lambda x, d: np.sum(x * x), lambda x, d: np.sum(x), lambda x, d: np.sum(x * d),
        lambda x, d: np.sum(x[0] * x[1:]), lambda x, d: np.sum(x.reshape(2, 2) @ d.reshape(2, 2)),
        lambda x, d: np.sum(d) * x[0], lambda x, d: x[3],
    ],
)  # fmt: skip
def test_results_are_fresh(f, large, monkeypatch):
    monkeypatch.setattr(buffers, "LARGE", large)
    x, data = np.arange(1.0, 5.0), np.arange(2.0, 6.0)
    fast = settled(f, x, data)
    _, first = fast.value_and_grad(x, data)
    kept = first.copy()
    first_of_other = fast.value_and_grad(2 * x, 3 * data)[1]
    np.testing.assert_array_equal(first, kept)
    assert first.flags.writeable
    first[:] = -1.0
    np.testing.assert_array_equal(x, np.arange(1.0, 5.0))
    np.testing.assert_array_equal(data, np.arange(2.0, 6.0))
    assert not np.shares_memory(first, first_of_other)
    np.testing.assert_array_equal(fast.value_and_grad(x, data)[1], kept)


def test_a_number_is_returned_as_a_number():
    fast = settled(lambda x: 0.5 * x * x, 2.0)
    x = np.array(3.0)
    value, gradient = fast.value_and_grad(x)
    x[()] = 7.0
    assert (value, gradient) == (4.5, 3.0)
    assert not isinstance(gradient, np.ndarray)


@looped("compared", [np.array_equal, np.allclose])
def test_a_comparison_that_returns_a_plain_bool_is_replayed(compared):
    fast = settled(lambda x, d: np.sum(x) * compared(d, [1.0, 2.0]), np.array([3.0, 5.0]), np.array([1.0, 2.0]))
    for data, slope in (([1.0, 2.0], 1.0), ([1.0, 3.0], 0.0)):
        value, gradient = fast.value_and_grad(np.array([3.0, 5.0]), np.array(data))
        assert value == 8.0 * slope
        np.testing.assert_array_equal(gradient, [slope, slope])


@looped("kind", [">f8", ">f4", "<f8"])
def test_numbers_may_have_their_bytes_in_either_order(kind):
    """A file of another machine has them so; a program takes those of this machine."""
    inputs = np.array([1.0, 2.0], kind), np.array([3.0, 1.0], kind)
    fast = settled(lambda w, x: np.sum((w * x - 1.0) ** 2), *inputs)
    value, gradient = fast.value_and_grad(*inputs)
    assert (value, gradient.tolist()) == (5.0, [12.0, 2.0])


def test_inputs_are_not_written_to():
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=72), rng.normal(size=(600, 4)), rng.normal(size=(600, 2))
    for a in inputs:
        a.flags.writeable = False
    fast = settled(mlp, *inputs)
    assert "out=buffer" in fast.source
    fast.value_and_grad(*inputs)


def test_threads_have_buffers_of_their_own():
    rng = np.random.default_rng(0)
    params, X, y = rng.normal(size=(4, 72)), rng.normal(size=(600, 4)), rng.normal(size=(600, 2))
    problem = sl.Problem(lambda p, batch: mlp(p, *batch), (X, y), start=params[0], pure=True)
    expected = [value_and_grad(mlp)(p, X, y)[1] for p in params]
    wrong = []

    def work(k):
        for _ in range(50):
            gradient = sl.backprop(problem, params[k])[1]
            if not np.allclose(gradient, expected[k], rtol=1e-12, atol=1e-15):
                wrong.append(k)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
