"""Reverse mode: the graph, backward, and what users of other engines trip over."""

import copy
import gc
import pickle
import weakref

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff import Tensor
from tests.looping import looped

# The graph.


def test_leaves_accumulate_over_backward_and_inner_gradients_are_computed_anew():
    x = Tensor(3.0)
    y = x * x
    z = y * 2
    z.backward()
    z.backward()
    assert (float(x.grad), float(y.grad)) == (24.0, 2.0)


def test_gradients_of_leaves_are_arrays_of_their_own():
    """An addition passes the array that it was given on to both; a and b have had a gradient of their own before."""
    a, b, given = Tensor([1.0, 2.0]), Tensor([3.0, 4.0]), np.ones(2)
    np.sum(a * a + b * b).backward()
    a.grad = b.grad = None
    (a + b).backward(given)
    a.grad *= 7
    assert (b.grad.tolist(), given.tolist()) == ([1, 1], [1, 1])
    _, pull = ad.vjp(lambda a, b: a + b, np.ones(2), np.ones(2))
    first, second = pull(given)
    first *= 7
    assert (second.tolist(), given.tolist()) == ([1, 1], [1, 1])


@pytest.mark.parametrize("depth", [20_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_depth(depth):
    x = y = Tensor(1.0)
    for _ in range(depth):
        y = y + 1.0
    y.backward()
    assert (float(y.data), float(x.grad)) == (depth + 1.0, 1.0)


def test_a_graph_is_freed_with_its_last_reference():
    gc.disable()
    try:
        x = Tensor(np.ones(3))
        big = np.exp(x) * 2
        inside = weakref.ref(big.parents[0].inner)
        loss = np.sum(big)
        loss.backward()
        assert inside() is not None
        del loss, big
        assert inside() is None
    finally:
        gc.enable()


def test_nodes_know_how_they_were_made():
    x = Tensor([1.0, 2.0])
    y = np.exp(x)[0] * 3
    assert (x.operation, y.operation, y.parents[0].operation) == ("", "multiply", "getitem")
    assert y.parents[0].parents[0].parents == (x,)
    assert repr(x) == "Tensor([1., 2.])"
    assert repr(Tensor(2.0) * 3) == "Tensor(6., made by multiply)"


# Types.


def test_integers_and_booleans_become_floats():
    x = Tensor([1, 2])
    np.sum(x**2).backward()
    assert x.grad.tolist() == [2.0, 4.0]
    assert Tensor(True).data == 1.0
    assert ad.grad(lambda n: n * n)(3) == 6.0


@looped("bad", [1j, "two", None, [object()]])
def test_what_is_not_a_real_number_is_refused(bad):
    with pytest.raises(TypeError, match="data holds real numbers"):
        Tensor(bad)


def test_float32_stays_float32():
    w = Tensor(np.ones(3, np.float32))
    loss = np.mean((w * 2.0 - 1) ** 2 / 3) + 0.5 * ad.relu(w).sum()
    loss.backward()
    assert (loss.dtype, w.grad.dtype) == (np.float32, np.float32)
    mixed = np.sum(w * np.ones(3))  # float64 data: computed in float64, the gradient is the parameter's
    w.grad = None
    mixed.backward()
    assert (mixed.dtype, w.grad.dtype) == (np.float64, np.float32)


def test_a_tensor_of_a_tensor_is_refused():
    with pytest.raises(TypeError, match="use it as it is"):
        Tensor(Tensor(1.0))


# backward's argument.


def test_backward_starts_from_a_number():
    x = Tensor([1.0, 2.0])
    with pytest.raises(ValueError, match=r"\(2,\).*np\.mean.*backward\(gradient\)"):
        (x * x).backward()
    with pytest.raises(ValueError, match=r"shape \(3,\); it needs .* \(2,\)"):
        (x * x).backward(np.ones(3))
    with pytest.raises(TypeError, match="the gradient holds real numbers, not complex ones"):
        (x * x).backward([1j, 1.0])
    (x * x).backward([1, 10])
    assert x.grad.tolist() == [2.0, 40.0]


def test_new_data_for_a_leaf_alone():
    x = Tensor([1.0, 2.0])
    y = x * x
    x.data = x.data - 0.5
    assert x.data.tolist() == [0.5, 1.5]
    np.sum(y).backward()  # the graph still holds the values that it was made with
    assert x.grad.tolist() == [2.0, 4.0]
    with pytest.raises(AttributeError, match="made by multiply"):
        y.data = [1.0, 2.0]


@looped("clone", [copy.copy, copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))])
def test_your_own_tensor_is_copied_and_a_computed_one_says_why_not(clone):
    x = Tensor(np.array([1.0, 2.0], np.float32))
    np.sum(x * x).backward()
    twin = clone(x)
    assert twin.dtype == np.float32
    assert (twin.data.tolist(), twin.grad.tolist()) == ([1.0, 2.0], [2.0, 4.0])
    np.sum(twin).backward()
    assert x.grad.tolist() == [2.0, 4.0]
    for computed in (x * x, np.sum(x), np.where(x > 1, x, 0.0), x[0]):
        with pytest.raises(TypeError, match=r"made by .* can't be copied or pickled: take t\.data, or redo it"):
            clone(computed)


def test_a_mask_is_not_lost():
    with pytest.raises(TypeError, match="data has masked entries, and the mask would be lost"):
        Tensor(np.ma.masked_array([1.0, 99.0, 3.0], [0, 1, 0]))
    assert Tensor(np.ma.masked_array([1.0, 2.0], [0, 0])).data.tolist() == [1.0, 2.0]
