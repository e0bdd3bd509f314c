"""Compiled functions where they are easy to get wrong: sizes 0 and 1, unequal ranks, types."""

import numpy as np

import sgdlab.autodiff as ad
from sgdlab.compiler import buffers, compile
from tests.looping import looped

Y = np.array([[1.0, 2.0, -1.0], [0.5, -0.3, 2.0]])
LONG = np.linspace(-1.0, 1.0, 50)
EMPTY = np.zeros((0, 3))
# Function, x and data.
AXES = {
    "hypot of a row": (lambda x: np.sum(np.hypot(Y, x) * Y) + np.sum(x * 0.1), np.array([0.7])),
    "an outer product": (lambda x: np.sum(np.outer(x, x) ** 2), 1.5),
    "a product of vectors as a matrix": (lambda x: np.prod(np.inner(x, 2.0 * x)), LONG[:3]),
    "a number picked": (lambda x: x[..., 0] * np.where(x[0] > 0, x[0], 0.5), np.array([0.7])),
    "a number as index": (lambda x, d, i: np.sum(x * d[i]), LONG[:3], Y, np.int64(1)),
    "a gradient that repeats": (lambda x, d: np.sum(d) * np.sum(x), LONG[:4], LONG[:3]),
    "columns in place": (lambda x, d: np.sum((d @ x[:, :2]) ** 2) + np.sum(x[:, 2] ** 2), Y, np.ones((3, 2))),
    "empty x": (lambda x: np.sum(x * EMPTY + 1.0), np.zeros((0, 3))),
    "empty data": (lambda x, d: np.sum(d * x) + np.sum(x), np.ones(3), EMPTY),
}
TYPES = {
    "float64 number": (lambda x: np.sum(np.float64(0.1) * x), LONG.astype(np.float32)),
    "float64 number compared": (lambda x: np.sum(x * (x > np.float64(0.1))), np.full(3, 0.1, np.float32)),
    "float64 exponent": (lambda x: np.sum((x * x) ** np.float64(2.0)), LONG.astype(np.float32)),
    "float32 scales": (lambda x: np.sum(3.1 * (np.float32(0.1) * x)), LONG),
    "integer number": (lambda x: np.sum(x + np.int64(2)), LONG.astype(np.float32)),
    "bytes as data": (lambda x, d: np.sum(x + (-d)) + np.sum(ad.softplus(d) * x), LONG[:3], np.uint8([1, 2, 3])),
    "bytes in softmax": (lambda x, d: np.sum(ad.softmax(d) * x), LONG[:3], np.uint8([1, 2, 3])),
    "squares of booleans": (lambda x, d: np.sum(x * (d**2 + d**2)), LONG[:3], np.array([True, False, True])),
    "float32 in between": (lambda x: np.sum(x.astype(np.float32) * np.float32(0.1)), LONG),
    "float16": (lambda x: np.mean(np.tanh(x)), LONG[:4].astype(np.float16)),
    "infinite numbers": (lambda x: np.sum(np.minimum(x, np.float64(np.inf))), LONG[:3].astype(np.float32)),
}


@looped("large", [buffers.LARGE, 1])
@looped("name", AXES | TYPES)
def test_shapes_and_types_are_those_of_the_function_itself(name, large, monkeypatch):
    monkeypatch.setattr(buffers, "LARGE", large)
    f, x, *data = (AXES | TYPES)[name]
    x = np.asarray(x)[()]
    fast = compile(f)
    for k in range(5):
        moved = (x * (1 + 0.25 * k)).astype(x.dtype)
        value, gradient = fast.value_and_grad(moved, *data)
        expected = ad.value_and_grad(f)(moved, *data)
        assert fast.eager_because is None
        assert (value.shape, value.dtype) == (expected[0].shape, expected[0].dtype)
        assert (gradient.shape, gradient.dtype) == (x.shape, x.dtype)
        if x.ndim:
            assert gradient.flags.writeable
            assert not any(np.may_share_memory(gradient, a) for a in (moved, *data))
        loose = {2: 2e-3, 4: 1e-6, 8: 1e-14}[
            2 if x.dtype == np.float16 else 4 if "float32" in name + str(x.dtype) else 8
        ]
        np.testing.assert_allclose(value, expected[0], rtol=loose, atol=loose)
        np.testing.assert_allclose(gradient, expected[1], rtol=loose, atol=loose)


def test_the_first_calls_return_the_numbers_of_all_later_ones():
    """A run with a compiled loss is the same when it is made again, though its first replays are compared."""
    X = np.random.default_rng(0).normal(size=(23, 5))
    fast = compile(lambda w: np.mean((X @ w) ** 2) + np.std(X @ w) / 3)
    for w in np.random.default_rng(1).normal(size=(9, 5)):
        made = [compile(fast.f), compile(fast.f)]
        made += made * 4
        values, gradients = zip(*(one.value_and_grad(w) for one in made), strict=True)
        assert len({*values}) == len({g.tobytes() for g in gradients}) == len({float(one(w)) for one in made}) == 1


def test_zero_and_minus_zero_are_two_numbers():
    signs = np.array([0.0, -0.0])
    fast = compile(lambda x: np.sum(np.arctan2(x * signs, -1.0)))
    assert abs(fast(np.array([1.0, 1.0]))) < 1e-15
    assert abs(fast.value_and_grad(np.array([1.0, 1.0]))[0]) < 1e-15
    assert fast.eager_because is None


def test_batches_of_other_sizes_none_among_them():
    def loss(w, X):
        return np.sum(np.tanh(X @ w)) + np.sum(w * w)

    fast = compile(loss)
    for rows in (4, 1, 0, 7, 4, 0, 1):
        X = np.linspace(-1.0, 1.0, 3 * rows).reshape(rows, 3)
        value, gradient = fast.value_and_grad(np.ones(3), X)
        np.testing.assert_allclose(value, np.sum(np.tanh(X.sum(axis=1))) + 3.0)
        np.testing.assert_allclose(gradient, X.T @ (1 - np.tanh(X.sum(axis=1)) ** 2) + 2.0)
    assert fast.eager_because is None


def test_places_that_depend_on_the_values_are_not_replayed():
    def positive(x, d):
        return np.mean(x[np.argwhere(d > 0)[:, 0]])

    fast = compile(positive)
    x, d = np.arange(4.0), np.array([1.0, 1.0, -1.0, -1.0])
    for _ in range(5):
        assert fast(x, d) == 0.5
    assert fast(x, np.ones(4)) == 1.5
    assert "np.argwhere" in fast.eager_because


def test_true_and_false_in_an_index_are_not_replayed_as_1_and_0():
    fast, x = compile(lambda x: np.sum(x.reshape(2, 3)[1, True] ** 2)), np.arange(6.0)
    assert fast(x) == 9 + 16 + 25
    assert "True or False" in fast.eager_because
