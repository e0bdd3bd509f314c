"""Takes the place of MyGrad's own conftest: its tests that compare derivatives with difference quotients, on sgdlab.

Its two factories make these tests from a function, NumPy's function of the same kind, and what may be drawn for them.
The drawing stays theirs, and so do the numbers to compare with.  What they ask of MyGrad's tensors, such as locked
memory, is left out; the same products are asked of forward mode instead.
"""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose
from tests.utils import functools, wrappers
from tests.utils.numerical_gradient import finite_difference, numerical_gradient, numerical_gradient_full
from tests.wrappers import uber

import sgdlab.autodiff as ad

settings.register_profile(
    "peers", max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("peers")


def drawn(factory, shapes, data):
    """The arrays and the keywords of one example."""
    missing = dict(zip(sorted(factory.missing_shapes), shapes.input_shapes, strict=False))
    factory.index_to_arr_shapes.update(missing)
    beside = getattr(factory, "arrs_from_kwargs", {})
    arrays = [data.draw(factory.arrays(i)) for i in range(factory.num_arrays) if i not in beside]
    rule = factory.kwargs or {}
    if callable(rule):
        kwargs = data.draw(rule(*arrays))
    else:
        kwargs = {key: data.draw(one(*arrays)) if callable(one) else one for key, one in rule.items()}
    for i, key in sorted(beside.items()):
        arrays.insert(i, np.asarray(kwargs.pop(key)))
    assume(factory.assumptions is None or factory.assumptions(*arrays, **kwargs))
    for i, no_go in (factory.index_to_no_go or {}).items():
        assume(not np.isin(arrays[i], no_go).any())
    return arrays, kwargs


def forward(factory, _):
    """A test that the value is NumPy's."""

    @given(shapes=factory.shapes, data=st.data())
    def test(shapes, data):
        arrays, kwargs = drawn(factory, shapes, data)
        found, _ = ad.vjp(lambda *boxes: factory.op(*boxes, **kwargs, constant=False), *arrays)
        assert_allclose(found, factory.true_func(*arrays, **kwargs), **factory.tolerances)

    return test


def backward(factory, _):
    """A test that the gradients are those of difference quotients, and that forward mode has the same products."""
    full = numerical_gradient_full if factory.vary_each_element else numerical_gradient
    quotients = finite_difference if factory.use_finite_difference else full

    @given(shapes=factory.shapes, data=st.data())
    def test(shapes, data):
        arrays, kwargs = drawn(factory, shapes, data)
        function = lambda *boxes: factory.op(*boxes, **kwargs, constant=False)  # noqa: E731
        value, pull = ad.vjp(function, *arrays)
        elements = st.floats(-10, 10, allow_subnormal=False)
        weights = data.draw(hnp.arrays(float, np.shape(value), elements=elements, unique=True))
        gradients = pull(weights)
        wanted = quotients(factory.true_func, *(a.copy() for a in arrays), back_grad=weights, kwargs=kwargs)
        for found, expected in zip(gradients, wanted, strict=True):
            assert_allclose(found, expected, **factory.tolerances)
        tangents = tuple(np.cos(np.arange(a.size)).reshape(a.shape) for a in arrays)
        along = np.sum(weights * ad.jvp(function, tuple(arrays), tangents)[1])
        products = [g * t for g, t in zip(gradients, tangents, strict=True)]
        size = 1 + sum(np.sum(np.abs(one)) for one in products)
        assert_allclose(along, sum(map(np.sum, products)), rtol=0, atol=1e-9 * size)

    return test


def marked(make):
    def call(factory, function):
        test = make(factory, function)
        test.of_derivatives = True
        return test

    return call


def without_constant(function):
    """A function that takes the keyword `constant`, which says nothing here."""
    return lambda *args, constant=None, **kwargs: function(*args, **kwargs)


wrappers.adds_constant_arg = functools.add_constant_passthrough = without_constant
uber.fwdprop_test_factory.__call__ = marked(forward)
uber.backprop_test_factory.__call__ = marked(backward)


def pytest_collection_modifyitems(config, items):
    """Only what the factories made: the rest is about tensors of MyGrad's."""
    others = [one for one in items if not getattr(getattr(one, "function", None), "of_derivatives", False)]
    config.hook.pytest_deselected(items=others)
    items[:] = [one for one in items if one not in others]


@pytest.fixture
def no_autodiff():
    pytest.skip("sgdlab has no switch for derivatives")
