"""Numbers as a reader types them, and how they are written."""

import pytest

import sgdlab as sl
from sgdlab.labs.stage.control import Control, plainly, read_number, three_digits


@pytest.mark.parametrize(
    ("value", "rounded"), [(0.12589254, 0.126), (1234.5, 1230.0), (0.0, 0.0), (-0.00123456, -0.00123)]
)
def test_three_digits(value: float, rounded: float) -> None:
    assert three_digits(value) == rounded


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-300, -2.5e17, 123456789.0, 0.0])
def test_numbers_are_written_so_that_they_read_back(value: float) -> None:
    assert read_number(plainly(value)) == value


@pytest.mark.parametrize("text", ["", "fast", "1,5", "nan", "1_000", "１２"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' is not a number$"):
        read_number(text)


def test_a_control_has_to_say_what_it_is() -> None:
    bare = Control("bare")
    for call in (lambda: bare.value, lambda: setattr(bare, "value", 1), lambda: bare.random(None)):  # type: ignore[arg-type]
        with pytest.raises(NotImplementedError):
            call()


def test_a_control_shows_its_value() -> None:
    lab = sl.RavineLab()
    lab.controls["learning_rate"].value = 0.01
    assert repr(lab.controls["learning_rate"]) == "control 'learning rate': .value is 0.01"
    assert all("object at" not in repr(control) for control in lab.controls.values())
