"""The two halves of a step: gradients of one run or of all members, and the update of each."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.training.stepper import Gradients

RNG = np.random.default_rng(0)
X, Y, MEMBERS = RNG.normal(size=(22, 3)), RNG.normal(size=22), RNG.normal(size=(4, 3))
LINE = sl.linear_regression(X, Y, intercept=False)


def own(loss, params, batch):
    """A gradient method that can't take several members at once, and returns the same array every time."""
    assert params.shape == (3,)
    SHARED[:] = sl.backprop(loss, params, batch)[1]
    return float(loss(params, batch)), SHARED


SHARED = np.zeros(3)
METHODS = {"all at once": sl.by_hand, "one by one": own, "differences": sl.finite_difference}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_each_member_has_the_gradient_of_its_own_parameters_and_examples(method):
    chosen = RNG.integers(22, size=(4, 5))
    batch = X[chosen], Y[chosen]
    gradients = Gradients(LINE, method, MEMBERS, [0, 1, 2, 3])
    values, found = gradients.at(MEMBERS, batch)
    errors = np.einsum("mbp,mp->mb", batch[0], MEMBERS) - batch[1]
    np.testing.assert_allclose(values, np.mean(errors**2, axis=1), rtol=1e-9)
    np.testing.assert_allclose(found, 2 / 5 * np.einsum("mb,mbp->mp", errors, batch[0]), rtol=1e-6)
    if method is not sl.finite_difference:
        assert gradients.meter.example_gradients == 5, "the bill is for one member"


def test_the_hessian_of_a_member_that_has_ended_is_not_computed():
    gradients = Gradients(LINE, sl.backprop, MEMBERS, [0, 1, 2, 3])
    running = np.array([False, True, True, True])
    first, second, *_ = gradients.hessian(MEMBERS, (X, Y), running)
    np.testing.assert_array_equal(first, np.eye(3))
    np.testing.assert_allclose(second, 2 / 22 * X.T @ X, rtol=1e-9)
