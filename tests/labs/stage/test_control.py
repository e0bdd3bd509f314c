"""The base of all controls: its value, and what it says of itself."""

import pytest

import sgdlab as sl
from sgdlab.labs.stage.control import Control


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
