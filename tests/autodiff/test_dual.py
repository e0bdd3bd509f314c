"""Forward mode: duals by hand; the rules themselves are tested in test_rules."""

import pickle

import numpy as np
import pytest

from sgdlab.autodiff import Dual, Tensor, sigmoid


def test_directions_in_front_come_out_in_front():
    x = Dual([1.0, 2.0, 3.0], np.eye(3))
    y = np.outer(x, x)
    assert y.tangent.shape == (3, 3, 3)
    np.testing.assert_array_equal(y.tangent[1], [[0, 1, 0], [1, 4, 3], [0, 3, 0]])


def test_integers_and_float32():
    assert (Dual(3, 1) ** 2).tangent == 6.0
    x = Dual(np.ones(2, np.float32), [1, 1])
    assert sigmoid(x * 2.0).tangent.dtype == np.float32


def test_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match=r"shape \(3,\).*its value, \(2,\)"):
        Dual([1.0, 2.0], [1.0, 0.0, 0.0])


def test_two_kinds_at_one_level_are_refused():
    with pytest.raises(TypeError, match="same level"):
        Dual(1.0, 1.0) * Tensor(2.0)
    with pytest.raises(TypeError, match="same level"):
        Tensor(1.0) * Dual(2.0, 1.0)
    with pytest.raises(TypeError, match="nest derivatives with"):
        Dual(Tensor(1.0), 1.0)


def test_repr_shows_both():
    assert repr(Dual([1.0, 2.0], [0.0, 1.0])) == "Dual([1., 2.], tangent=[0., 1.])"


def test_a_dual_can_be_pickled():
    twin = pickle.loads(pickle.dumps(Dual([1.0, 2.0], [0.0, 1.0])))
    assert repr(np.sum(twin**2)) == "Dual(5., tangent=4.)"
