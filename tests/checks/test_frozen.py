"""Arrays that nobody changes by mistake."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sgdlab.checks import locked, read_only


@dataclass
class Holds:
    """A value with arrays inside, and something to call."""

    inner: Any
    loss: Any = field(default=print)


class Called:
    def __init__(self) -> None:
        self.data = np.zeros(2)

    def __call__(self) -> None: ...


def test_a_copy_is_read_only_and_the_original_is_not() -> None:
    given = np.arange(3.0)
    copy = read_only(given)
    given[0] = 7.0
    assert (copy.tolist(), copy.flags.writeable) == ([0.0, 1.0, 2.0], False)


def test_a_copy_of_columns_has_each_row_in_one_piece() -> None:
    given = np.asfortranarray(np.arange(6.0).reshape(3, 2))
    assert read_only(given).flags.c_contiguous
    assert np.array_equal(read_only(given), given)


def test_all_arrays_of_a_value_are_read_only_but_those_of_what_can_be_called() -> None:
    a, b, c, loss = np.zeros(1), np.zeros(1), np.zeros(1), Called()
    value = Holds({"a": [a], "b": (b, Holds(c)), "n": 3}, loss)
    assert locked(value) is value
    assert [one.flags.writeable for one in (a, b, c, loss.data)] == [False, False, False, True]
