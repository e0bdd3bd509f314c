"""A traced value that would become a plain number raises, with what to write instead."""

import math

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.autodiff import Dual, Tensor
from sgdlab.autodiff.called import called
from sgdlab.autodiff.complex_step import Complex
from sgdlab.autodiff.rules.methods import LostDerivativeError
from tests.looping import looped

BOXES = {
    "Tensor": Tensor([1.0, 2.0]),
    "Dual": Dual([1.0, 2.0], [1.0, 0.0]),
    "Complex": Complex(np.array([1.0, 2.0]), np.array([1e-20, 0.0])),
}


def filled(t):
    squares = np.zeros(len(t))
    for i in range(len(t)):
        squares[i] = t[i] ** 2
    return squares.sum()


def added(t):
    sums = np.zeros(2)
    sums[0] += t[0]
    return sums


WAYS = {
    "float": lambda t: float(t[0]),
    "int": lambda t: int(t[0]),
    "complex": lambda t: complex(t[0]),
    "item": lambda t: t[0].item(),
    "math.exp": lambda t: math.exp(t[0]),
    "math.floor": lambda t: math.floor(t[0]),
    "np.float64": lambda t: np.float64(t[0]),
    "np.asarray": np.asarray,
    "np.array of several": lambda t: np.array([t[0], t[1]]),
    "np.array beside numbers": lambda t: np.array([t[0], 1.0]),
    "np.full": lambda t: np.full(3, t[0]),
    "np.fromiter": lambda t: np.fromiter(t, float),
    "np.sum of a list": lambda t: np.sum([t[0], t[1]]),
    "np.r_": lambda t: np.r_[t, 1.0],
    "np.c_": lambda t: np.c_[t, t],
    "filled": filled,
    "added": added,
    "a row": lambda t: np.zeros((2, 2)).__setitem__(0, t),
    "a slice": lambda t: np.zeros(2).__setitem__(slice(None), t),
    "a mask": lambda t: np.zeros(2).__setitem__(np.array([True, True]), t),
    "fill": lambda t: np.zeros(2).fill(t[0]),
}


@looped("way", WAYS)
@looped("name", BOXES)
def test_leaving_raises_and_says_what_to_write(way, name):
    with pytest.raises(LostDerivativeError, match=rf"a {name} does not become.*np\.exp.*np\.stack.*\.data"):
        called(WAYS[way], BOXES[name])


X = np.array([1.0, 2.0, 3.0])


@looped(
    "differentiated",
    [
        sl.grad(filled),
        sl.value_and_grad(filled),
        sl.hessian(filled),
        sl.jacobian(filled, mode="forward"),
        lambda x: sl.jvp(filled, (x,), (x,)),
        lambda x: sl.vjp(filled, x),
        lambda x: sl.hvp(filled, x, x),
        lambda x: sl.grad(lambda y: sl.grad(filled)(y)[0])(x),
        lambda x: sl.check_grads(filled, (x,)),
        lambda x: sl.compile(filled).value_and_grad(x),
        lambda x: sl.backprop(filled, x),
        lambda x: sl.forward_mode(filled, x),
        lambda x: sl.complex_step(filled, x),
        lambda x: sl.train(filled, start=x, steps=2),
    ],
)
def test_a_loop_that_fills_a_plain_array_is_never_silent(differentiated):
    with pytest.raises(LostDerivativeError, match=r"instead of filling a plain array"):
        differentiated(X)


def test_the_error_is_not_lost_where_numpy_s_own_is_meant():
    with pytest.raises(ValueError, match="inhomogeneous"):
        called(np.array, [[1.0, 2.0], [3.0]])


@looped("name", BOXES)
def test_the_values_are_there_to_be_asked_for(name):
    t = BOXES[name]
    assert np.asarray(t.data).tolist() == [1.0, 2.0]
    assert (float(t[0].data), f"{t[0]:.2f}") == (1.0, "1.00")
    assert name in f"{t}"
