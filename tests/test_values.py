"""Numbers as a box takes them in."""

from fractions import Fraction

import numpy as np
import pytest

from sgdlab.autodiff.values import as_values


@pytest.mark.parametrize("given", [[1, 2], np.array([1, 2], np.int8), (True, False), range(3), np.ones(2, np.float32)])
def test_a_read_only_copy_in_floating_point(given):
    made = as_values(given)
    np.testing.assert_array_equal(made, np.asarray(given))
    assert made.dtype == (np.float32 if getattr(given, "dtype", None) == np.float32 else np.float64)
    assert not made.flags.writeable
    assert made is not given


def test_one_number_becomes_a_numpy_scalar():
    assert type(as_values(2)) is np.float64
    assert type(as_values(np.float32(2))) is np.float32
    assert type(as_values(np.array(2.0))) is np.float64


@pytest.mark.parametrize("bad", [1j, "two", None, [Fraction(1, 2), object()]])
def test_what_is_not_a_number(bad):
    with pytest.raises(TypeError, match="data holds real numbers"):
        as_values(bad)
