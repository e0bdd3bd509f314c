"""Gradient methods against closed forms and PyTorch, and against each other's claims about their error."""

import gc
import math
import weakref
from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.autodiff import Dual
from tests.looping import looped

METHODS = [
    (sl.backprop, 1e-12),
    (sl.by_hand, 1e-12),
    (sl.forward_mode, 1e-12),
    (sl.complex_step, 1e-12),
    (sl.finite_difference, 1e-8),
    (sl.finite_difference(scheme="2-point"), 1e-5),
]
RNG = np.random.default_rng(0)
X = RNG.normal(size=(30, 3))
Y = RNG.normal(size=30)
W = np.array([0.3, -1.2, 0.7, 0.1])


def least_squares(w, X=X, y=Y):
    """Value and gradient of mean squared error with an intercept, written out."""
    r = X @ w[:-1] + w[-1] - y
    return np.mean(r**2), np.append(2 / len(y) * X.T @ r, 2 * np.mean(r))


@looped(("method", "tolerance"), METHODS)
def test_linear_regression_against_the_written_out_gradient(method, tolerance):
    value, gradient = method(sl.linear_regression(X, Y), W)
    expected = least_squares(W)
    assert float(value) == pytest.approx(expected[0], rel=1e-13)
    np.testing.assert_allclose(gradient, expected[1], rtol=tolerance, atol=tolerance)


@looped(("method", "tolerance"), METHODS)
def test_a_batch_is_all_that_is_seen(method, tolerance):
    rows = np.array([3, 7, 8])
    problem = sl.linear_regression(X, Y)
    value, gradient = method(problem, W, tuple(array[rows] for array in problem.data))
    expected = least_squares(W, X[rows], Y[rows])
    assert float(value) == pytest.approx(expected[0], rel=1e-12)
    np.testing.assert_allclose(gradient, expected[1], rtol=tolerance, atol=tolerance)


@looped(("method", "tolerance"), METHODS)
def test_an_ensemble_has_each_members_gradient(method, tolerance):
    many = np.array([W, -W, 2 * W])
    values, gradients = method(sl.linear_regression(X, Y), many)
    for k, w in enumerate(many):
        expected = least_squares(w)
        assert values[k] == pytest.approx(expected[0], rel=1e-12)
        np.testing.assert_allclose(gradients[k], expected[1], rtol=tolerance, atol=tolerance)


def slope_of_the_error(scheme, steps):
    """How the error at exp grows with the step: 1 for an error of order h, 2 for h^2."""
    errors = []
    for h in steps:
        _, gradient = sl.finite_difference(scheme=scheme, step=h)(lambda w: np.sum(np.exp(w)), np.array([0.5]))
        errors.append(abs(gradient[0] - math.exp(0.5)))
    return np.polyfit(np.log(steps), np.log(errors), 1)[0]


def test_the_order_of_the_error_is_as_the_docstring_says():
    steps = np.array([1e-1, 3e-2, 1e-2, 3e-3])
    assert slope_of_the_error("2-point", steps) == pytest.approx(1, abs=0.05)
    assert slope_of_the_error("3-point", steps) == pytest.approx(2, abs=0.05)


@looped(("scheme", "calls"), [("2-point", 5), ("3-point", 9)])
def test_finite_differences_need_as_many_losses_as_they_say(scheme, calls):
    counted = []

    def loss(w):
        counted.append(w.copy())
        return np.sum(w**2)

    sl.finite_difference(scheme=scheme)(loss, W)
    assert len(counted) == calls


@looped("scheme", ["2-point", "3-point"])
def test_the_nudge_grows_with_parameters_above_1(scheme):
    """h = step * max(1, |w|), so 0.1, 0.1 and 0.4 for 0, 0.5 and -4."""
    w, seen = np.array([0.0, 0.5, -4.0]), []

    def loss(w):
        seen.append(w)
        return np.sum(w)

    _, gradient = sl.finite_difference(loss, w, scheme=scheme, step=0.1)
    nudges = np.array([at - w for at in seen if not np.array_equal(at, w)])
    up = np.diag([0.1, 0.1, 0.4])
    np.testing.assert_allclose(nudges[nudges.sum(axis=1) > 0], up, atol=1e-15)
    np.testing.assert_allclose(nudges[nudges.sum(axis=1) < 0], -up if scheme == "3-point" else up[:0], atol=1e-15)
    np.testing.assert_allclose(gradient, [1, 1, 1], rtol=1e-12)


def test_finite_differences_need_no_differentiable_code():
    value, gradient = sl.finite_difference(lambda w: math.sin(float(w[0])), [1])  # an integer list, and math's sine
    assert value == math.sin(1)
    assert gradient[0] == pytest.approx(math.cos(1), abs=1e-9)


def test_integers_are_taken_and_float32_is_kept():
    assert sl.backprop(lambda w: np.sum(w**2), np.array([1, 2]))[1].tolist() == [2.0, 4.0]
    for method in (sl.backprop, sl.forward_mode, sl.finite_difference, sl.complex_step):
        assert {x.dtype for x in method(lambda w: np.sum(w**2), np.float32([1, 2]))} == {np.dtype(np.float32)}


@looped("loss", [lambda w: 3.0, lambda w: np.float64(2.0)])
def test_a_loss_that_loses_its_gradient_is_refused(loss):
    with pytest.raises(TypeError, match=r"returned a plain float.*computed from its parameters with NumPy functions"):
        sl.backprop(loss, np.array([1.0]))


def test_by_hand_says_when_there_is_no_closed_form():
    def bowl(w):
        return np.sum(w**2)

    with pytest.raises(TypeError, match=r"bowl has no gradient derived by hand: give sgdlab.Problem\(…, gradient="):
        sl.by_hand(bowl, W)


@looped("scheme", ["4-point", "cs", 2])
def test_an_unknown_scheme_is_refused(scheme):
    with pytest.raises(ValueError, match="scheme is one of '2-point', '3-point'; got"):
        sl.finite_difference(scheme=scheme)


@looped("step", [0.0, -1e-3, np.nan, np.inf])
def test_a_step_that_is_not_positive_is_refused(step):
    with pytest.raises(ValueError, match="step is a finite number above 0, or None"):
        sl.finite_difference(step=step)


def test_backprop_keeps_the_program_of_a_pure_loss_as_long_as_the_problem():
    problem = sl.linear_regression(X, Y)
    sl.backprop(problem, W)
    program = sl.backprop.program(problem)
    assert program is sl.backprop.program(problem)
    assert "def value_and_gradient(params, X, y):" in program.source
    gone = weakref.ref(program)
    del problem, program
    gc.collect()
    assert gone() is None


def test_backprop_runs_a_pure_loss_once_to_compile_it():
    problem, calls = sl.linear_regression(X, Y), []

    def loss(params, batch):
        calls.append(1)
        return problem.loss(params, batch)

    counted = replace(problem, loss=loss)
    for _ in range(3):
        np.testing.assert_array_equal(sl.backprop(counted, W)[1], sl.backprop(problem, W)[1])
    assert calls == [1]


@looped("method", [sl.backprop, sl.forward_mode, sl.by_hand])
def test_a_loss_without_data_takes_no_notice_of_a_batch(method):
    valley = sl.rosenbrock()
    for batch in ((), (X, Y), 3):
        np.testing.assert_array_equal(method(valley, [1.0, 2.0], batch)[1], [-400.0, 200.0])


@looped("loss", [least_squares, sl.Problem(lambda w, batch: np.sum(w**2)), 3])
def test_what_is_not_known_to_be_pure_has_no_program(loss):
    with pytest.raises(TypeError, match="only a pure problem has a program"):
        sl.backprop.program(loss)


METHODS = [sl.backprop, sl.forward_mode, sl.complex_step, sl.finite_difference, sl.spsa, sl.forward_gradient]


@looped("method", METHODS[1:])
@looped("params", [0.0, np.nan, np.float64(3), Dual(3.0, 1.0)])
def test_one_number_is_no_vector_of_parameters(method, params):
    with pytest.raises(ValueError, match=r"params is an array of shape \(…, P\); got the single number"):
        method(lambda w: np.sum(w**2), params)
