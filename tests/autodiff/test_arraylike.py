"""A box looks like the array inside it: operators, comparisons, conversions."""

import numpy as np
import pytest

from sgdlab.autodiff import Tensor, grad


def test_every_order_of_operands():
    t = Tensor([2.0, 4.0])
    for made, expected in [
        (np.float64(2) * t, [4, 8]),
        (2 - t, [0, -2]),
        (8 / t, [4, 2]),
        (2**t, [4, 16]),
        (np.array([1.0, 2.0]) - t, [-1, -2]),
        (np.array([1.0, 2.0]) @ t, 10),
        (np.eye(2) @ t, [2, 4]),
        (t @ np.eye(2), [2, 4]),
        (np.add(t, [1, 2]), [3, 6]),
        (abs(-t), [2, 4]),
        (+t, [2, 4]),
    ]:
        assert isinstance(made, Tensor)
        np.testing.assert_array_equal(made.data, expected)


def test_comparisons_are_plain():
    t = Tensor([1.0, 3.0])
    above = t > 2
    assert type(above) is np.ndarray
    assert above.tolist() == [False, True]
    assert type(np.array([2.0, 2.0]) < t) is np.ndarray
    assert bool(t[0] > 0)
    assert [e.data for e in t] == [1.0, 3.0]
    assert np.argmax(t) == t.argmax() == 1
    assert (len(t), np.shape(t), np.isfinite(t).all()) == (2, (2,), True)
    assert (np.zeros_like(t).tolist(), np.full_like(t, 7).tolist()) == ([0, 0], [7, 7])


def test_adding_a_tensor_into_a_plain_array_says_what_to_write():
    a = np.ones(2)
    with pytest.raises(TypeError, match=r"a = a \+ t"):
        a += Tensor([1.0, 2.0])


def test_a_method_that_is_not_there_says_what_to_write():
    with pytest.raises(AttributeError, match=r"no \.tolist.*\.data\.tolist"):
        Tensor([1.0]).tolist()
    for name, home in (("exp", "np"), ("tanh", "np"), ("relu", "sgdlab"), ("sigmoid", "sgdlab")):
        with pytest.raises(AttributeError, match=rf"a Tensor has no \.{name}: write {home}\.{name}\(…\)$"):
            getattr(Tensor([1.0]), name)
    assert not hasattr(Tensor([1.0]), "fill")


def test_properties_and_methods_are_numpy_s():
    a = np.arange(6.0).reshape(2, 3)
    t = Tensor(a)
    assert (t.shape, t.ndim, t.size, t.dtype) == ((2, 3), 2, 6, np.float64)
    for made, expected in [
        (t.T, a.T), (t.sum(0), a.sum(0)), (t.mean(axis=1), a.mean(axis=1)), (t.max(), a.max()), (t.min(1), a.min(1)),
        (t.reshape(3, 2), a.reshape(3, 2)), (t.reshape((3, -1)), a.reshape(3, 2)), (t.transpose(1, 0), a.T),
        (t.transpose(), a.T), (t.ravel(), a.ravel()), (t.flatten(), a.ravel()), (t.var(0), a.var(0)),
        (t.prod(1), a.prod(1)), (t.cumsum(1), a.cumsum(1)), (t.dot(a.T), a.dot(a.T)), (t.clip(1, 3), a.clip(1, 3)),
        (t.swapaxes(0, 1), a.T), (t.repeat(2, 0), a.repeat(2, 0)), (t.take([0, 1]), a.take([0, 1])),
        (t.trace(), a.trace()), (t.diagonal(), a.diagonal()), (t.round(1), a), (t[:1].squeeze(), a[0]),
        (t.astype(np.float32), a),
    ]:  # fmt: skip
        np.testing.assert_array_equal(made.data, expected)
    assert (t > -1).all()
    assert t.any()
    assert t.argsort().tolist() == a.argsort().tolist()
    assert t.argmin() == 0


def test_the_one_axis_of_a_vector_may_be_named():
    assert grad(lambda t: np.sum(t.transpose(0) * np.array([1.0, 2.0])))(np.ones(2)).tolist() == [1, 2]
