"""The controls: lists, whole numbers, points and picks; and of all: corners, random values, and their texts."""

import math

import numpy as np
import pytest

from sgdlab.labs.circuit.inputs import Inputs
from sgdlab.labs.stage.control import Control
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.handles import Handle, Pick
from sgdlab.labs.stage.sliders import LinearSlider, LogSlider, SizeSlider
from tests.labs.corners import corners
from tests.labs.stage.powers import Calls, heard


@pytest.fixture
def calls() -> Calls:
    return Calls()


def test_a_choice_and_a_whole_number_report_a_change(calls: Calls) -> None:
    box = heard(Choice("show", [("one", 1), ("many", 64)], 1, "what"), calls)
    number = heard(WholeNumber("seed", 0, "which", (0, 9)), calls)
    box.value, number.value = 64, 3
    assert calls.count == 2
    number.value = 99
    assert (number.value, calls.count) == (9, 3)
    for control, name, words in ((box, "show", "what"), (number, "seed", "which")):
        assert (control.widget.description, control.widget.tooltip) == (name, words)


def test_a_whole_number_that_is_none_is_told(calls: Calls) -> None:
    size = SizeSlider("batch size", 8, 123, "how many")
    seed = heard(WholeNumber("seed", 0, "which"), calls)
    seed.widget.value = 1.5
    assert (seed.value, seed.notice) == (1, "seed: 1.5 is not a whole number, so 1 is taken")
    size.number.value = 2.7
    assert (size.value, size.notice) == (2, "batch size: 2.7 is not a whole number, so 2 is taken")
    assert isinstance(size.value, int)
    seed.widget.value = 2**31 - 1
    assert (seed.value, seed.notice) == (2**31 - 1, "")


def test_a_choice_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="show: 3 is not in the list; there are 1, 64"):
        Choice("show", [("one", 1), ("many", 64)], 3, "what")


def test_a_handle_and_a_pick_report_a_change_and_nothing_else(calls: Calls) -> None:
    handle, pick = heard(Handle("start", (0, 0), ((-1, 1), (-2, 2))), calls), heard(Pick("cell", (0, 0), (2, 3)), calls)
    handle.value, pick.value = (0, 0), (0, 0)
    assert calls.count == 0
    handle.value, pick.value = (0.5, 0), [1, 2]
    assert (calls.count, pick.value) == (2, (1, 2))
    with pytest.raises(ValueError, match=r"start: a point is two finite numbers, such as \(0, 0\); got \(nan, 1\)"):
        handle.value = (math.nan, 1)
    with pytest.raises(ValueError, match=r"cell: there is no \(2, 0\) among 2 x 3"):
        pick.value = (2, 0)


def every_control() -> list[Control]:
    return [
        LogSlider("learning rate", 0.1, (-3.0, 0.0), "how far"),
        LinearSlider("momentum", 0.0, (0.0, 0.99, 0.01), "how much"),
        SizeSlider("batch size", 8, 123, "how many"),
        Choice("show", ["one run", "64 seeds"], "one run", "what"),
        WholeNumber("seed", 0, "which"),
        Handle("start", (0, 0), ((-1, 1), (-2, 2))),
        Pick("cell", (0, 0), (2, 3)),
    ]


def test_corners_and_random_values_are_taken_as_they_are_and_read_back_from_their_text() -> None:
    for control in every_control():
        rng = np.random.default_rng(0)
        for value in [*corners(control), *(control.random(rng) for _ in range(50))]:
            control.value = value
            assert (control.value, control.notice) == (value, "")
            assert control.parse(control.text()) == value


def test_corners() -> None:
    assert [corners(control) for control in every_control()] == [
        [0.001, 1.0],
        [0.0, 0.99],
        [1, 123],
        ["one run", "64 seeds"],
        [0, 2**31 - 1],
        [(-1.0, -2.0), (-1.0, 2.0), (1.0, -2.0), (1.0, 2.0)],
        [(0, 0), (1, 2)],
    ]


def test_the_places_of_a_slider_are_the_settings_that_its_stops_make() -> None:
    for control, count in zip(every_control()[:3], (61, 100, 8), strict=True):
        assert isinstance(control, LogSlider | LinearSlider | SizeSlider)
        assert len(control.places) == len(control.stops) == count
        for place, stop in zip(control.places, control.stops, strict=True):
            setattr(control.slider, control.trait, int(stop) if control.trait == "index" else stop)
            assert control.value == place
    uneven = LinearSlider("decay", 0.0, (0.0, 1.0, 0.3), "how much")
    assert uneven.places == [0.0, 0.3, 0.6, 0.9, 1.0]


def test_a_text_that_is_no_value_is_refused_in_words() -> None:
    for control, text, says in [
        (every_control()[0], "fast", "'fast' is not a number"),
        (every_control()[0], "nan", "'nan' is not a number"),
        (every_control()[3], "two", "'two' is not in the list; there are 'one run', '64 seeds'"),
        (every_control()[5], "1", "'1' is not 2 numbers with commas between, such as 0,0"),
        (every_control()[5], "a,b", "'a,b' is not 2 numbers with commas between, such as 0,0"),
        (every_control()[6], "1,1.5", "'1,1.5' is not 2 numbers with commas between, such as 0,0"),
        (Inputs("", ["x", "y"], (2.0, 1.0), ""), "2,b", "'2,b' is not 2 numbers with commas between, such as 0,0"),
    ]:
        with pytest.raises(ValueError, match="is n") as caught:
            control.parse(text)
        assert str(caught.value) == says
