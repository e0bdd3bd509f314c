"""Functions that NumPy lacks, on plain arrays, at extremes, and for every number type."""

import re

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff.functions import constant
from tests.looping import looped


def test_extreme_values_give_no_warning_and_the_right_slope():
    x = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
    np.testing.assert_allclose(
        ad.grad(lambda x: np.sum(ad.softplus(x)))(x), [0, 4.248354255291589e-18, 0.5, 1, 1], atol=1e-300
    )
    np.testing.assert_allclose(ad.sigmoid(x), [0, 4.248354255291589e-18, 0.5, 1, 1], atol=1e-300)
    np.testing.assert_allclose(ad.grad(ad.logsumexp)(np.array([1000.0, 1000.0])), [0.5, 0.5])


@looped("f", [ad.sigmoid, ad.softplus, ad.relu, ad.softmax, ad.logsumexp])
def test_whole_numbers_become_floats_and_words_are_refused(f):
    assert f(np.array([0, 2])).dtype == f(np.array([False, True])).dtype == float
    with pytest.raises(TypeError, match="x holds"):
        f(np.array(["a", "b"]))


@looped("x", [[np.inf, 0.0], [-np.inf, -np.inf], [np.inf, -np.inf]])
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")  # log(0)
def test_logsumexp_of_infinities_is_that_of_scipy(x):
    assert ad.logsumexp(x) == ad.logsumexp(ad.Tensor(x)).data == max(x)


@looped("shape", [(0,), (2, 0)])
@looped("f", [ad.softmax, ad.logsumexp])
def test_an_empty_array_is_refused_in_words(f, shape):
    with pytest.raises(ValueError, match=rf"for an x of shape {re.escape(str(shape))}, which may not be empty"):
        f(np.ones(shape))
    with pytest.raises(ValueError, match="which may not be empty"):
        f(ad.Tensor(np.ones(shape)))


def test_a_constant_stops_the_derivative():
    assert ad.grad(lambda x: x * constant(x))(3.0) == 3.0
    assert ad.jvp(lambda x: x * constant(x), (3.0,), (1.0,))[1] == 3.0
