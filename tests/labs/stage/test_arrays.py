"""Arrays on their way to the browser: what travels, and what is refused."""

import struct

import numpy as np
import pytest

from sgdlab.labs.stage.arrays import pack, pack_all
from tests.labs.frames import unpack


def test_numbers_travel_as_little_endian_float32() -> None:
    packed = pack(np.array([[1.5, -2.0], [np.nan, np.inf]]))
    assert packed["shape"] == [2, 2]
    assert packed["f32"][:8] == struct.pack("<2f", 1.5, -2.0)
    back = unpack(packed)
    assert back.dtype == np.float32
    np.testing.assert_array_equal(back, [[1.5, -2.0], [np.nan, np.inf]])


def test_every_kind_of_real_number_survives() -> None:
    for kind in [np.int64, np.float32, np.float64, np.bool_, ">f8"]:
        numbers = np.array([[0, 1, 1], [1, 0, 1]]).astype(kind)
        np.testing.assert_array_equal(unpack(pack(numbers)), numbers.astype(float))
        np.testing.assert_array_equal(unpack(pack(numbers.T)), numbers.T.astype(float))  # not contiguous


def test_finite_numbers_beyond_float32_stay_finite_and_keep_their_sign() -> None:
    held = unpack(pack(np.array([1e300, -1e300])))
    assert np.isfinite(held).all()
    assert held[0] > 3e38
    assert held[1] < -3e38


def test_numbers_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(ValueError, match="complex128 cannot be drawn"):
        pack(np.array([1j]))


def test_arrays_are_packed_wherever_they_are() -> None:
    packed = pack_all({"a": [np.ones(2), np.float64(3)], "names": np.array(["x", "y"]), "none": None})
    assert packed == {"a": [pack(np.ones(2)), 3.0], "names": ["x", "y"], "none": None}
    assert type(packed["a"][1]) is float


def test_numbers_too_small_for_float32_become_0_even_if_numpy_is_told_to_raise() -> None:
    with np.errstate(all="raise"):
        assert not any(pack(np.array([1e-60]))["f32"])
