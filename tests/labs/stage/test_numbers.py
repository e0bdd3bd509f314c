"""Numbers as a reader types them, and how they are written."""

import pytest

from sgdlab.labs.stage.numbers import plainly, read_number, three_digits


def test_three_digits() -> None:
    for value, rounded in [(0.12589254, 0.126), (1234.5, 1230.0), (0.0, 0.0), (-0.00123456, -0.00123)]:
        assert three_digits(value) == rounded


def test_numbers_are_written_so_that_they_read_back() -> None:
    for value in [0.1, 1 / 3, 1e-300, -2.5e17, 123456789.0, 0.0]:
        assert read_number(plainly(value)) == value


def test_what_is_no_number_is_refused() -> None:
    for text in ["", "fast", "1,5", "nan", "1_000", "１２"]:
        with pytest.raises(ValueError, match=f"^'{text}' is not a number$"):
            read_number(text)
