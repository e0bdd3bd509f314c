"""Constants that NumPy treats in a way of their own are refused, because their derivatives would be wrong."""

import operator

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff.rules.calls import call
from sgdlab.gradients import complex_step
from tests.looping import looped

ROW, W = np.array([0.5, 1.5, 0.2, 0.9]), np.arange(1.0, 5.0)


@looped("operate", [operator.add, operator.mul, operator.pow, operator.truediv])
@looped("box", [ad.Tensor(ROW), ad.Dual(ROW, W)])
def test_a_value_and_an_array_do_not_mix(operate, box):
    with pytest.raises(TypeError, match=r"a Value meets .*: write a Tensor in its place, .* or .* v\.data"):
        operate(box, ad.Value(2.0))
    with pytest.raises(TypeError, match=r"takes a number or a Value; got .* use a Tensor"):
        operate(ad.Value(2.0), box)
    for compare in (operator.lt, operator.eq):
        with pytest.raises(TypeError, match="a Value meets"):
            compare(box, ad.Value(2.0))
    with pytest.raises(TypeError, match="a Value meets"):
        assert not ad.Value(2.0) == box  # noqa: SIM201


@pytest.mark.filterwarnings("ignore:the matrix subclass")
@looped(
    "take_derivative",
    [lambda f: ad.grad(f)(ROW), lambda f: ad.jvp(f, (ROW,), (ROW,)), lambda f: complex_step(f, ROW)],
)
def test_a_mask_or_a_matrix_product_is_not_lost(take_derivative):
    mask = np.ma.array(W, mask=[0, 1, 0, 0])
    with pytest.raises(TypeError, match=r"a MaskedArray meets .* write a\.filled"):
        take_derivative(lambda x: np.sum(x * mask))
    square = np.asmatrix(np.outer(W, W))
    with pytest.raises(TypeError, match=r"a matrix meets .* np\.asarray\(m\), with m @ x"):
        take_derivative(lambda x: np.sum(square * x[:, None]))
    with pytest.raises(TypeError, match=r"a Column meets .* t\.to_numpy\(\)"):
        take_derivative(lambda x: np.sum(x * Column()))
    with pytest.raises(TypeError, match=r"of a table of pandas, take t\.to_numpy\(\)"):
        take_derivative(lambda x: np.sum(Column() * x))


class Column:
    """Like a column of pandas, which matches rows by their names."""

    def to_numpy(self):
        return W

    def __mul__(self, other):
        return W * np.asarray(other)


def test_the_shape_has_another_name_in_numpy_2_0():
    """It names the arguments of np.reshape(x, (2, 2)) by NumPy's signature, which has `newshape` before NumPy 2.1."""
    gradient = ad.grad(lambda x: np.sum(call(np.reshape, (x,), {"newshape": (2, 2)})[1] ** 2))(ROW)
    np.testing.assert_allclose(gradient, [0, 0, 0.4, 1.8])
