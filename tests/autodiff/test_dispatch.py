"""One dispatch for every number type: levels, and clear errors for what has no rule."""

import copy

import numpy as np
import pytest

import sgdlab as sl
import sgdlab.autodiff as ad
from sgdlab.autodiff.dispatch import RULES, Primitive, apply, own
from tests.looping import looped


@looped(
    ("call", "words"),
    [
        (lambda t: np.fft.fft(t), "fft"),
        (lambda t: np.linalg.eig(t), "linalg.eig has no derivative rule"),
        (lambda t: np.linalg.svd(t), "compute_uv=False"),
        (lambda t: np.linalg.cond(t), "linalg.cond has no derivative rule"),
        (lambda t: np.gradient(t, edge_order=2), "edge_order=2"),
        (lambda t: np.quantile(t, 0.5, method="nearest"), "method='nearest'"),
        (lambda t: np.cross(t, t), "length 3 here; got 2 and 2"),
        (lambda t: np.cross(t, np.ones(3)), "length 3 here; got 2 and 3"),
        (lambda t: np.cross(np.ones(3), t), "length 3 here; got 3 and 2"),
        (lambda t: np.copyto(np.zeros((2, 2)), t), "np.copyto has no derivative rule"),
        (lambda t: t.astype(complex), "can't become complex128"),
        (lambda t: t.astype(object), "can't become object"),
        (lambda t: np.partition(t, 1), "np.partition has no derivative rule"),
        (lambda t: np.heaviside(t, 0.0), "np.heaviside has no derivative rule for a Tensor.*logsumexp|matmul"),
        (lambda t: np.multiply.accumulate(t), "np.multiply.accumulate has no derivative rule"),
        (lambda t: np.logaddexp.reduce(t), "np.logaddexp.reduce has no derivative rule"),
        (lambda t: np.mean(t, where=True), "np.mean can be .*, but not with where=; it takes axis=, keepdims="),
        (lambda t: np.spacing(t), "^np.spacing has no derivative rule"),
        (lambda t: np.frompyfunc(abs, 1, 1)(t), r"^abs \(vectorized\) has no derivative rule"),
        (lambda t: t[0].mT, "axis -2 is out of bounds for array of dimension 1"),
        (lambda t: np.max(t, initial=0.0), "not with initial=; it takes axis=, keepdims="),
        (lambda t: np.var(t, dtype=float), "np.var can be differentiated, but not with dtype=$"),
        (lambda t: np.exp(t, where=True), "np.exp on a Tensor has no option where="),
        (lambda t: np.linalg.norm(t, -2), "ord=-2"),
        (lambda t: np.asarray(t), r"\.data"),
        (lambda t: np.array([t, t]), r"np\.stack"),
        (lambda t: t.__setitem__(0, 1.0), "in place"),
        (lambda t: np.arange(3.0)[t], r"\.data"),
        (lambda t: t[t], "index is made of integers"),
    ],
)
def test_what_is_not_supported_says_so(call, words):
    with pytest.raises((TypeError, IndexError), match=words):
        call(ad.Tensor(np.eye(2)))


def test_arrays_may_be_given_by_name():
    a = np.array([[2.0, 1.0], [0.0, 4.0]])
    np.testing.assert_allclose(np.linalg.solve(a=ad.Tensor(a), b=a).data, np.eye(2), atol=1e-15)
    np.testing.assert_allclose(np.linalg.solve(ad.Tensor(a), b=a).data, np.eye(2), atol=1e-15)
    assert np.sum(a=ad.Tensor(a), axis=0).data.tolist() == [2, 5]


def test_a_function_of_one_s_own_is_one_line():
    """The table is open: a new primitive nests and runs in both modes."""
    cube = own(Primitive("cube", lambda x: x**3, (lambda g, y, x: g * 3 * x**2,), (lambda t, y, x: t * 3 * x**2,)))
    assert cube(2.0) == 8.0
    assert ad.grad(cube)(2.0) == 12.0
    assert ad.grad(ad.grad(cube))(2.0) == 12.0
    assert ad.jvp(cube, (2.0,), (1.0,)) == (8.0, 12.0)
    del RULES[cube]


def test_the_highest_level_takes_the_call():
    seen = []

    def outer(x):
        def inner(y):
            z = x * y
            seen.append((z.level, type(z.inner).__name__))
            return z

        return ad.grad(inner)(3.0)

    assert ad.grad(outer)(2.0) == 1.0
    ((level, inside),) = seen
    assert level > 0
    assert inside == "Tensor"


def test_plain_arguments_need_no_box():
    assert apply(RULES[np.exp], 0.0) == 1.0
    assert repr(RULES[np.exp]) == "<primitive exp>"


def test_too_many_arguments():
    x = ad.Tensor(np.eye(2))
    assert np.sum(x, 0, None, None, True, 0, True).shape == (1, 2)
    with pytest.raises(TypeError, match=r"np\.sum takes up to 7 arguments by position; got 8"):
        x.sum(0, None, None, True, 0, True, 5)
    with pytest.raises(TypeError, match=r"np\.sum got axis= by position and by name"):
        x.sum(0, axis=0)


@pytest.mark.oracle
@looped(("name", "words"), [("expit", r"sgdlab\.sigmoid is the same function.*\.data"), ("erf", r"Use its")])
def test_a_function_of_scipy_is_called_by_its_name(name, words):
    function = getattr(pytest.importorskip("scipy.special"), name)
    with pytest.raises(TypeError, match=rf"^scipy\.special\.{name} has no derivative rule for a Tensor\. {words}"):
        function(ad.Tensor(1.0))


@looped("clone", [copy.copy, copy.deepcopy])
@looped("of", [lambda w: w, lambda w: 3 * w])
def test_a_copy_inside_a_differentiated_function_keeps_the_derivative(clone, of):
    """By hand: the sum of squares of a w, plus w_0, has the slope 2 a^2 w + e_0 and the curvature 2 a^2."""
    x, v = np.array([0.3, 0.7]), np.array([1.0, -2.0])
    square = of(1.0) ** 2

    def f(w):
        return np.sum(clone([of(w)])[0] ** 2) + w[0]

    slope = 2 * square * x + [1, 0]
    for found in (
        ad.grad(f)(x),
        ad.jacobian(f, mode="forward")(x),
        ad.vjp(f, x)[1](1.0)[0],
        sl.compile(f).value_and_grad(x)[1],
        sl.backprop(f, x)[1],
        sl.forward_mode(f, x)[1],
        sl.complex_step(f, x)[1],
        sl.train(f, start=x, steps=1).gradients[0],
    ):
        np.testing.assert_allclose(found, slope, rtol=1e-15)
    assert sl.compile(f).eager_because is None
    np.testing.assert_allclose(ad.hvp(f, x, v), 2 * square * v, rtol=1e-15)
    np.testing.assert_allclose(ad.hessian(f)(x), 2 * square * np.eye(2), rtol=1e-15)
    np.testing.assert_allclose(ad.grad(lambda w: ad.grad(f)(w)[1])(x), [0, 2 * square], rtol=1e-15)
