"""What an operator gives to its function, and what it takes back: against algebra."""

from collections import namedtuple

import numpy as np
import pytest

from sgdlab.autodiff import grad, hessian, jacobian, jvp, value_and_grad, vjp
from tests.looping import looped

X = np.array([0.3, -1.2, 0.7])


def test_argnums():
    def f(a, b, c):
        return a * b**2 + c

    assert grad(f, 1)(2.0, 3.0, 1.0) == 12.0
    assert grad(f, (0, -1))(2.0, 3.0, 1.0) == (9.0, 1.0)
    with pytest.raises(ValueError, match=r"argnums is .*; got 3 for a function that was called with 3 arguments"):
        grad(f, 3)(2.0, 3.0, 1.0)


@looped("argnums", [(0, 0), (0, -2), (1, 0, -1)])
def test_an_argument_that_is_named_twice(argnums):
    with pytest.raises(ValueError, match=r"argnums names each argument once .*; got .*: leave out the repeats"):
        grad(lambda a, b: a * b, argnums)(2.0, 3.0)


def test_arguments_by_name_are_constants():
    """By hand: of the sum of a w^3, the slope is 3 a w^2, and the curvature 6 a w."""

    def f(w, a=1.0, f=0.0):
        return a * np.sum(w**3) + f

    np.testing.assert_allclose(grad(f)(X, a=2.0), 6 * X**2, rtol=1e-15)
    np.testing.assert_allclose(value_and_grad(f)(X, f=7.0)[0], np.sum(X**3) + 7, rtol=1e-15)
    np.testing.assert_allclose(hessian(f)(X, a=2.0), np.diag(12 * X), rtol=1e-14)
    for mode in ("forward", "reverse"):
        np.testing.assert_allclose(jacobian(lambda w, a: a * w, mode=mode)(X, a=2.0), 2 * np.eye(3))
    assert grad(lambda a: grad(f)(2.0, a=a))(1.0) == 12.0  # a constant of the inner pass, and not of the outer one
    with pytest.raises(ValueError, match="called with 0 arguments by position"):
        grad(f)(w=X)


def test_auxiliary_results_leave_with_the_pass():
    """Of this level they become numbers, also inside other things; those of an outer level keep their derivative."""
    Point = namedtuple("Point", "x y")

    def f(x):
        y = np.sum(x**2)
        return y, (x * 2, [y, "seen"], {"y": y, "p": Point(y, 3)}, X)

    for doubled, (y, seen), named, same in (grad(f, has_aux=True)(X)[1], value_and_grad(f, has_aux=True)(X)[0][1]):
        assert (type(doubled), type(y), seen, named) == (np.ndarray, np.float64, "seen", {"y": y, "p": Point(y, 3)})
        assert (doubled.tolist(), y, same is X) == ((X * 2).tolist(), np.sum(X**2), True)
        assert type(named["p"].x) is type(named["y"]) is np.float64
    outer = grad(lambda x: grad(lambda z: (z * x, {"product": z * x * x}), has_aux=True)(5.0)[1]["product"])
    assert outer(3.0) == 5.0 * 2 * 3.0


def test_auxiliary_results():
    def f(x):
        return np.sum(x**2), "seen"

    (value, seen), gradient = value_and_grad(f, has_aux=True)(X)
    assert (value, seen) == (np.sum(X**2), "seen")
    assert grad(f, has_aux=True)(X)[1] == "seen"
    np.testing.assert_allclose(gradient, 2 * X)
    with pytest.raises(ValueError, match="has_aux"):
        grad(np.sum, has_aux=True)(X)


def test_a_gradient_is_of_one_number():
    with pytest.raises(ValueError, match=r"shape \(3,\).*np\.mean.*jacobian"):
        grad(lambda x: x * 2)(X)


@looped("result", ["low", None, 1j, np.array(["2020-01-01"], "M8[D]")[0]])
@looped("of", [lambda r: r, lambda r: (r,), lambda r: [r, r]])
def test_what_is_no_number_has_no_derivative(result, of):
    for differentiate in (lambda f: grad(f)(1.0), lambda f: jvp(f, (1.0,), (1.0,)), lambda f: vjp(f, 1.0)):
        with pytest.raises(TypeError, match=r"the result of the function (holds|is one array)"):
            differentiate(lambda x: of(result))


@looped("operator", [grad, value_and_grad, jacobian, hessian])
def test_a_point_in_the_place_of_argnums_is_refused_at_once(operator):
    with pytest.raises(ValueError, match=r"got array\(\[1., 1., 1.\]\). The point .* as in grad\(f\)\(x\)"):
        operator(np.sum, np.ones(3))


@looped("several", [lambda x: (np.sum(x), x), lambda x: [x[0], x[1]]])
@looped("derivative", [grad, value_and_grad])
def test_several_values_without_has_aux_are_refused_with_its_name(derivative, several):
    with pytest.raises(TypeError, match=r"the function returned 2 values: .* has_aux=True"):
        derivative(several)(X)
