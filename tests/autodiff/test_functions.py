"""Functions that NumPy lacks, on plain arrays, at extremes, and for every number type."""

import re

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff.functions import constant


def test_extreme_values_give_no_warning_and_the_right_slope():
    x = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
    np.testing.assert_allclose(
        ad.grad(lambda x: np.sum(ad.softplus(x)))(x), [0, 4.248354255291589e-18, 0.5, 1, 1], atol=1e-300
    )
    np.testing.assert_allclose(ad.sigmoid(x), [0, 4.248354255291589e-18, 0.5, 1, 1], atol=1e-300)
    np.testing.assert_allclose(ad.grad(ad.logsumexp)(np.array([1000.0, 1000.0])), [0.5, 0.5])


@pytest.mark.parametrize("f", [ad.sigmoid, ad.softplus, ad.relu, ad.softmax, ad.logsumexp])
def test_lists_and_every_number_type(f):
    x = [0.5, -1.0]
    expected = f(np.array(x))
    np.testing.assert_array_equal(f(x), expected)
    np.testing.assert_array_equal(f(ad.Tensor(x)).data, expected)
    np.testing.assert_array_equal(f(ad.Dual(x, [1.0, 1.0])).data, expected)


@pytest.mark.parametrize("f", [ad.sigmoid, ad.softplus, ad.relu, ad.softmax, ad.logsumexp])
def test_whole_numbers_become_floats_and_words_are_refused(f):
    assert f(np.array([0, 2])).dtype == f(np.array([False, True])).dtype == float
    with pytest.raises(TypeError, match="x holds"):
        f(np.array(["a", "b"]))


def test_closed_forms():
    x = np.linspace(-3, 3, 7)
    np.testing.assert_allclose(ad.sigmoid(x), 1 / (1 + np.exp(-x)), rtol=1e-14)
    np.testing.assert_allclose(ad.softplus(x), np.log(1 + np.exp(x)), rtol=1e-14)
    np.testing.assert_allclose(ad.softmax(x), np.exp(x) / np.exp(x).sum(), rtol=1e-14)
    assert ad.softmax(np.ones((2, 3)), axis=0)[0, 0] == 0.5


@pytest.mark.parametrize("x", [[np.inf, 0.0], [-np.inf, -np.inf], [np.inf, -np.inf]])
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")  # log(0)
def test_logsumexp_of_infinities_is_that_of_scipy(x):
    assert ad.logsumexp(x) == ad.logsumexp(ad.Tensor(x)).data == max(x)


def test_logsumexp_over_several_axes():
    x = np.arange(24.0).reshape(2, 3, 4)
    np.testing.assert_allclose(ad.logsumexp(x, axis=(0, 2)), np.log(np.exp(x).sum((0, 2))), rtol=1e-14)
    assert ad.logsumexp(x, axis=(0, 2), keepdims=True).shape == (1, 3, 1)


@pytest.mark.parametrize("shape", [(0,), (2, 0)])
@pytest.mark.parametrize("f", [ad.softmax, ad.logsumexp])
def test_an_empty_array_is_refused_in_words(f, shape):
    with pytest.raises(ValueError, match=rf"for an x of shape {re.escape(str(shape))}, which may not be empty"):
        f(np.ones(shape))
    with pytest.raises(ValueError, match="which may not be empty"):
        f(ad.Tensor(np.ones(shape)))


def test_a_constant_stops_the_derivative():
    assert ad.grad(lambda x: x * constant(x))(3.0) == 3.0
    assert ad.jvp(lambda x: x * constant(x), (3.0,), (1.0,))[1] == 3.0
