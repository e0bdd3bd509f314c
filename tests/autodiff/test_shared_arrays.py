"""What a graph needs is not changed under it: a change raises, or it does not matter."""

import sys

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff import Tensor
from sgdlab.autodiff.shared_arrays import LARGE, frozen
from tests.looping import looped

X = np.random.default_rng(0).normal(size=(6, 3))


def test_changing_what_was_given_does_not_matter_or_raises():
    given, factor = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    x = Tensor(given)
    y = x * factor
    given[0] = factor[0] = 100.0
    np.sum(y).backward()
    assert x.grad.tolist() == [3.0, 4.0]
    with pytest.raises(ValueError, match="read-only"):
        y.data[0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        x.data[0] = 1.0


def test_a_large_array_is_read_only_while_a_graph_needs_it():
    big = np.ones(LARGE // 8)
    x = Tensor(np.ones(LARGE // 8))
    y, z = x * big, x * big
    with pytest.raises(ValueError, match="read-only"):
        big[0] = 2.0
    del y
    with pytest.raises(ValueError, match="read-only"):
        big[0] = 2.0
    del z
    big[0] = 2.0


def test_views_and_read_only_arrays_are_safe_too():
    base = np.ones((2, LARGE))
    view = frozen(base[0])
    base[:] = 2.0
    assert view[0] == 1.0
    fixed = np.ones(LARGE)
    fixed.setflags(write=False)
    assert frozen(fixed) is fixed
    assert not fixed.flags.writeable


def test_a_buffer_reused_inside_a_loss():
    def loss(w):
        buffer, total = np.empty(6), 0.0
        for k in range(3):
            buffer[:] = X[:, k]
            total = total + np.sum(buffer * w[k])
        return total

    np.testing.assert_allclose(ad.grad(loss)(np.ones(3)), X.sum(0))


@looped("f", [lambda x: x[0] + np.sum(x**3), lambda x: np.sum(x**3) + x[0]])
def test_the_gradient_of_a_slice_meets_one_that_is_differentiated_again(f):
    np.testing.assert_array_equal(ad.grad(lambda x: np.sum(ad.grad(f)(x)))(np.array([1.0, 2.0])), [6.0, 12.0])


def test_an_index_changed_afterwards():
    index = np.array([0, 0])
    x = Tensor([1.0, 2.0])
    y = x[index]
    index[:] = 1
    np.sum(y).backward()
    assert x.grad.tolist() == [2.0, 0.0]


def test_ctrl_c_on_the_way_leaves_an_array_writable(monkeypatch):
    def interrupted(*args):
        raise KeyboardInterrupt

    big = np.ones(LARGE // 8)
    monkeypatch.setattr("sgdlab.autodiff.shared_arrays.ref", interrupted)
    with pytest.raises(KeyboardInterrupt):
        frozen(big)
    assert big.flags.writeable


def test_no_python_code_runs_where_an_array_is_released_because_a_ctrl_c_in_it_would_be_lost():
    big, seen = np.ones(LARGE // 8), []
    needed = frozen(big)
    sys.setprofile(lambda frame, event, of: seen.append(event))
    del needed
    sys.setprofile(None)
    assert seen == ["c_call"]  # of the last setprofile
    assert big.flags.writeable
