"""Operators on functions, against algebra and against one another."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.autodiff import Tensor, grad, hessian, hvp, jacobian, jvp, logsumexp, vjp
from tests.looping import looped

A = np.array([[2.0, 1.0, 0.0], [1.0, 3.0, -1.0], [0.0, -1.0, 4.0]])
X = np.array([0.3, -1.2, 0.7])


def quadratic(x):
    return 0.5 * x @ A @ x


def test_float32_is_computed_in_float32_on_the_way_back_too():
    """The same digits as those of PyTorch's way, which starts from a 1 of the loss's own type."""
    x = np.random.default_rng(0).normal(size=200).astype(np.float32)

    def loss(x):
        return np.sum(np.tanh(x) * np.exp(x) / (1 + x * x))

    leaf = Tensor(x)
    loss(leaf).backward(np.float32(1.0))
    found = grad(loss)(x)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, leaf.grad)
    assert not np.array_equal(found, grad(loss)(x.astype(float)).astype(np.float32))


@looped("operator", [jacobian, hessian])
def test_one_jacobian_is_of_one_argument(operator):
    with pytest.raises(ValueError, match=r"argnums=\(0, 1\): jacobian and hessian take one argument; call them once"):
        operator(lambda a, b: a * b, argnums=(0, 1))


def test_what_does_not_depend_on_x_has_gradient_0():
    assert grad(lambda x: 3.0)(2.0) == 0.0
    assert grad(lambda x: np.sum(np.floor(x)))(X).tolist() == [0, 0, 0]
    assert grad(lambda x, y: y * 2, 0)(X, 1.0).tolist() == [0, 0, 0]
    assert jvp(lambda x: 3.0, (X,), (np.eye(3),))[1].tolist() == [0, 0, 0]
    assert vjp(lambda x: np.ones(2), X)[1](np.ones(2))[0].tolist() == [0, 0, 0]
    assert vjp(lambda x, y: x, X, X)[1](X)[1].tolist() == [0, 0, 0]


def test_higher_derivatives():
    f = np.sin
    for k in range(5):
        assert f(0.7) == pytest.approx(np.sin(0.7 + k * np.pi / 2), rel=1e-13)
        f = grad(f)

    def forward(f):
        return lambda x: jvp(f, (x,), (1.0,))[1]

    assert forward(grad(forward(lambda x: x**5)))(2.0) == 5 * 4 * 3 * 4


def test_third_derivatives_of_a_picked_entry():
    def cubed(z):
        return z[0] ** 3

    assert grad(lambda z: hvp(cubed, z, np.ones(1))[0])(np.ones(1)).tolist() == [6]
    assert jacobian(hessian(cubed))(np.ones(1)).tolist() == [[[6]]]
    third = jacobian(hessian(lambda z: np.sum(z[1:] ** 3)))(np.ones(2))
    assert third.tolist() == [[[0, 0], [0, 0]], [[0, 0], [0, 6]]]


def test_inner_and_outer_variables_are_not_confused():
    assert grad(lambda x: x * grad(lambda y: x * y)(3.0))(2.0) == 4.0
    assert grad(lambda x: x * jvp(lambda y: x + y, (1.0,), (1.0,))[1])(2.0) == 1.0
    assert jvp(lambda x: jvp(lambda y: x, (1.0,), (1.0,))[1], (2.0,), (1.0,)) == (0.0, 0.0)  # x is a constant inside
    assert grad(lambda x: x + vjp(lambda y: x, 1.0)[1](1.0)[0])(2.0) == 1.0
    assert grad(lambda x: grad(lambda y: (y * y, 3 * x), has_aux=True)(1.0)[1])(2.0) == 3.0
    assert jvp(lambda x: x * jvp(lambda y: x * y, (1.0,), (1.0,))[1], (2.0,), (1.0,)) == (4.0, 4.0)
    assert jvp(lambda x: x * grad(lambda y: x * y)(1.0), (2.0,), (1.0,))[1] == 4.0
    assert grad(lambda x: x * grad(lambda y: x)(3.0))(2.0) == 0.0


def test_a_tensor_of_the_user_s_own_closed_over():
    w = Tensor(2.0)
    slope = grad(lambda x: w * x**2)(3.0)
    assert isinstance(slope, Tensor)
    slope.backward()
    assert (float(slope.data), float(w.grad)) == (12.0, 6.0)


def test_jvp_and_vjp_are_transposes():
    def f(x, y):
        return np.tanh(A @ x) * y, x

    def g(x, y):
        return f(x, y)[0]

    rng = np.random.default_rng(0)
    y, dx, dy, u = rng.normal(size=(4, 3))
    value, tangent = jvp(g, (X, y), (dx, dy))
    same, pull = vjp(g, X, y)
    gx, gy = pull(u)
    np.testing.assert_allclose(value, same)
    assert u @ tangent == pytest.approx(gx @ dx + gy @ dy, rel=1e-13)
    np.testing.assert_array_equal(pull(u)[0], gx)  # again
    transposed = grad(lambda u: np.sum(vjp(g, X, y)[1](u)[0] * dx))(u)  # the weights may be differentiated, too
    np.testing.assert_allclose(transposed, jvp(lambda x: g(x, y), (X,), (dx,))[1])
    with pytest.raises(ValueError, match=r"shape \(2,\); they need .*\(3,\)"):
        pull(np.ones(2))
    with pytest.raises(ValueError, match="same length"):
        jvp(g, (X, y), (dx,))
    for k in (1, 2):
        with pytest.raises(
            ValueError, match=f"tangents of {k} and of 4 directions: give each as many, or a single one"
        ):
            jvp(g, (X, y), (np.ones((k, 3)), np.ones((4, 3))))


@looped("mode", [None, "forward", "reverse"])
@looped("rows", [1, 3, 5])
def test_jacobian_of_a_linear_map(mode, rows):
    M = np.arange(3.0 * rows).reshape(rows, 3)
    np.testing.assert_array_equal(jacobian(lambda x: M @ x, mode=mode)(X), M)
    J = jacobian(lambda x: np.outer(M @ x, x), mode=mode)(X)
    assert J.shape == (rows, 3, 3)
    np.testing.assert_allclose(
        J, M[:, None, :] * X[None, :, None] + (M @ X)[:, None, None] * np.eye(3)[None], rtol=1e-14
    )


def test_hessian_of_a_quadratic_and_of_logsumexp():
    np.testing.assert_allclose(hessian(quadratic)(X), A, rtol=1e-14)
    p = np.exp(X) / np.exp(X).sum()
    np.testing.assert_allclose(hessian(logsumexp)(X), np.diag(p) - np.outer(p, p), atol=1e-15)
    np.testing.assert_allclose(hvp(logsumexp, X, A[0]), (np.diag(p) - np.outer(p, p)) @ A[0], atol=1e-15)
    np.testing.assert_allclose(
        hvp(logsumexp, X, np.stack([A[0], A[1]])), np.stack([A[0], A[1]]) @ (np.diag(p) - np.outer(p, p)), atol=1e-15
    )


@looped(
    "f",
    [
        lambda x: np.abs(x * 1j),
        lambda x: np.abs(np.exp(np.array(1j) * x) - 1.0) ** 2,
        lambda x: np.abs(np.stack([x, x])[0] * 1j) + x,
    ],
)
@looped(
    "differentiate",
    [
        lambda f: grad(f)(1.0),
        lambda f: hessian(f)(1.0),
        lambda f: jvp(f, (1.0,), (1.0,)),
        lambda f: vjp(f, 1.0)[1](1.0),
        lambda f: f(Tensor(1.0)).backward(),
        lambda f: sl.compile(f).value_and_grad(1.0),
        lambda f: sl.forward_mode(lambda w: f(w[0]), [1.0]),
        lambda f: sl.complex_step(lambda w: f(w[0]), [1.0]),
    ],
)
def test_complex_numbers_on_the_way_are_refused(f, differentiate):
    """The rules are for real numbers: with theirs the slope of |ix| would be -1 for a positive x."""
    with pytest.raises(TypeError, match="complex numbers on the way"):
        differentiate(f)


def test_weights_and_tangents_that_are_no_numbers():
    _, pull = vjp(lambda x: x**2, np.ones(2))
    for wrong in ("ab", np.ma.masked_array([1.0, 2.0], [True, False])):
        with pytest.raises(TypeError, match="the weights h"):
            pull(wrong)
        with pytest.raises(TypeError, match="tangent h"):
            jvp(np.sum, (np.ones(2),), (wrong,))
    with pytest.raises(ValueError, match=r"primals and tangents are tuples of the same length.*; got"):
        jvp(np.sum, (np.ones(2),), 3.0)


def test_a_jacobian_takes_the_mode_with_fewer_passes():
    passes = []

    def f(x):
        passes.append(type(x).__name__)
        return A[:, :2] @ x

    assert jacobian(f)(np.ones(2)).shape == (3, 2)
    assert passes == ["Tensor", "Dual"]  # the first pass tells how many results there are
    del passes[:]
    jacobian(lambda x: f(x)[:1])(np.ones(2))
    assert passes == ["Tensor"]
