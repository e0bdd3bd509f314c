"""The controls: slider and number agree, what is typed stays or is told, and each is named, explained and written."""

import math
from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage.control import Control, plainly, read_number
from sgdlab.labs.stage.controls import (
    GRID,
    Handle,
    LinearSlider,
    LogSlider,
    Pick,
    SizeSlider,
    choice,
    on_grid,
    three_digits,
    whole_number,
)


class Calls:
    """Counts how often a control reported a change."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def heard(control: Any, calls: Calls) -> Any:
    control.on_change = calls
    return control


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def rate(calls: Calls) -> LogSlider:
    return heard(LogSlider("learning rate", 0.1, (-3.0, 0.0), "how far"), calls)


@pytest.fixture
def momentum(calls: Calls) -> LinearSlider:
    return heard(LinearSlider("momentum", 0.0, (0.0, 0.99, 0.01), "how much"), calls)


@pytest.fixture
def size(calls: Calls) -> SizeSlider:
    return heard(SizeSlider("batch size", 8, 123, "how many"), calls)


@pytest.mark.parametrize(
    ("value", "rounded"), [(0.12589254, 0.126), (1234.5, 1230.0), (0.0, 0.0), (-0.00123456, -0.00123)]
)
def test_three_digits(value: float, rounded: float) -> None:
    assert three_digits(value) == rounded


@pytest.mark.parametrize("value", [1e-4, 0.117, 0.5, 3.0, 900.0])
def test_the_grid_is_even_in_the_logarithm_and_near(value: float) -> None:
    place = math.log10(on_grid(value)) / GRID
    assert place == pytest.approx(round(place), abs=1e-9)
    assert abs(math.log10(on_grid(value) / value)) <= GRID / 2 + 1e-12


def test_a_number_off_the_grid_stays_and_moves_the_slider_near(rate: LogSlider, calls: Calls) -> None:
    rate.number.value = 0.117
    assert (rate.value, calls.count) == (0.117, 1)
    assert rate.slider.value == pytest.approx(10**-0.95)


def test_a_slider_that_the_browser_rounds_is_no_hand(rate: LogSlider, calls: Calls) -> None:
    rate.number.value = 0.117
    rate.slider.value = rate.slider.value * (1 + 1e-12)
    assert (rate.value, calls.count) == (0.117, 1)


def test_the_slider_sets_the_number_to_three_digits(rate: LogSlider, calls: Calls) -> None:
    rate.slider.value = 10**-0.9
    assert (rate.value, calls.count) == (0.126, 1)


def test_numbers_beyond_the_ends_are_held_at_them(rate: LogSlider, momentum: LinearSlider, size: SizeSlider) -> None:
    rate.value, momentum.value, size.value = 50.0, 1.0, 1000
    assert (rate.value, momentum.value, size.value) == (1.0, 0.99, 123)
    rate.value, momentum.value, size.value = 0.0, -1.0, 0
    assert (rate.value, momentum.value, size.value) == (0.001, 0.0, 1)


def test_a_linear_slider_goes_in_steps_and_any_number_is_typed(momentum: LinearSlider, calls: Calls) -> None:
    momentum.slider.value = 0.35
    assert (momentum.value, calls.count) == (0.35, 1)
    momentum.value = 0.123
    assert (momentum.value, momentum.slider.value, calls.count) == (0.123, 0.12, 2)


def test_sizes_are_powers_of_two_and_the_whole_set(size: SizeSlider) -> None:
    assert list(size.slider.options) == [1, 2, 4, 8, 16, 32, 64, 123]


def test_a_typed_size_becomes_a_place_on_the_slider(size: SizeSlider, calls: Calls) -> None:
    size.number.value = 100
    assert (size.value, size.slider.value, calls.count) == (100, 100, 1)
    assert 100 in size.slider.options
    size.slider.value = 64
    assert (size.value, calls.count) == (64, 2)


@pytest.mark.parametrize("n", [1, 2, 3, 128])
def test_sizes_of_small_and_round_sets(n: int) -> None:
    options = list(SizeSlider("batch size", 1, n, "how many").slider.options)
    assert options == sorted({2**k for k in range(8) if 2**k <= n} | {n})


def test_setting_the_same_value_reports_nothing(rate: LogSlider, size: SizeSlider, calls: Calls) -> None:
    rate.value, size.value = rate.value, size.value
    assert calls.count == 0


def test_slider_and_number_are_named_and_explained(rate: LogSlider, momentum: LinearSlider, size: SizeSlider) -> None:
    for pair, name in ((rate, "learning rate"), (momentum, "momentum"), (size, "batch size")):
        assert pair.slider.description == name
        assert pair.number.description == f"{name}, as a number"
        assert pair.slider.tooltip == pair.number.tooltip == {"learning rate": "how far"}.get(name, pair.slider.tooltip)
        assert pair.slider.tooltip
        assert list(pair.widget.children) == [pair.slider, pair.number]


def test_a_choice_and_a_whole_number_report_a_change(calls: Calls) -> None:
    box = heard(choice("show", [("one", 1), ("many", 64)], 1, "what"), calls)
    number = heard(whole_number("seed", 0, (0, 9), "which"), calls)
    box.value, number.value = 64, 3
    assert calls.count == 2
    number.value = 99
    assert (number.value, calls.count) == (9, 3)
    for control, name, words in ((box, "show", "what"), (number, "seed", "which")):
        assert (control.widget.description, control.widget.tooltip) == (name, words)


@pytest.mark.parametrize(
    ("typed", "taken", "says"),
    [
        (7.0, 1.0, "learning rate: 7 is above 1, so 1 is taken"),
        (0.0, 0.001, "learning rate: 0 is below 0.001, so 0.001 is taken"),
        (math.inf, 1.0, "learning rate: inf is above 1, so 1 is taken"),
        (0.117, 0.117, ""),
    ],
)
def test_what_is_typed_beyond_the_ends_is_told(
    rate: LogSlider, calls: Calls, typed: float, taken: float, says: str
) -> None:
    rate.number.value = typed
    assert (rate.value, rate.notice, calls.count) == (taken, says, 1)
    rate.slider.value = 10**-0.5
    assert rate.notice == ""


def test_beyond_the_end_a_second_time_is_told_a_second_time(rate: LogSlider, calls: Calls) -> None:
    rate.number.value = 7
    rate.notice = ""
    rate.number.value = 8
    assert (rate.value, rate.notice, calls.count) == (1.0, "learning rate: 8 is above 1, so 1 is taken", 2)


def test_a_whole_number_that_is_none_is_told(size: SizeSlider, calls: Calls) -> None:
    seed = heard(whole_number("seed", 0, (0, 2**31 - 1), "which"), calls)
    seed.widget.value = 1.5
    assert (seed.value, seed.notice) == (1, "seed: 1.5 is no whole number, so 1 is taken")
    size.number.value = 2.7
    assert (size.value, size.notice) == (2, "batch size: 2.7 is no whole number, so 2 is taken")
    assert isinstance(size.value, int)
    seed.widget.value = 2**31 - 1
    assert (seed.value, seed.notice) == (2**31 - 1, "")


def test_what_is_no_number_is_refused(rate: LogSlider) -> None:
    with pytest.raises(ValueError, match=r"learning rate: nan is no number; give one from 0\.001 to 1"):
        rate.value = math.nan


def test_a_choice_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="show: 3 is not in the list; there are 1, 64"):
        choice("show", [("one", 1), ("many", 64)], 3, "what")


@pytest.mark.parametrize(
    ("given", "taken", "says"),
    [
        ((0.12345, -0.5), (0.123, -0.5), ""),
        ((9, 0), (1.0, 0.0), "start: (9, 0) lies outside the picture, so (1, 0) is taken"),
        ((0.9999, 2.0), (1.0, 2.0), ""),
    ],
)
def test_a_handle_is_held_in_its_ranges(given: tuple[float, float], taken: tuple[float, float], says: str) -> None:
    handle = Handle("start", (0, 0), ((-1, 1), (-2, 2)))
    handle.value = given
    assert (handle.value, handle.notice) == (taken, says)


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
        choice("show", ["one run", "64 seeds"], "one run", "what"),
        whole_number("seed", 0, (0, 2**31 - 1), "which"),
        Handle("start", (0, 0), ((-1, 1), (-2, 2))),
        Pick("cell", (0, 0), (2, 3)),
    ]


@pytest.mark.parametrize("control", every_control(), ids=lambda one: type(one).__name__)
def test_corners_and_random_values_are_taken_as_they_are_and_read_back_from_their_text(control: Control) -> None:
    rng = np.random.default_rng(0)
    for value in [*control.corners(), *(control.random(rng) for _ in range(50))]:
        control.value = value
        assert (control.value, control.notice) == (value, "")
        assert control.parse(control.text()) == value


def test_corners() -> None:
    assert [control.corners() for control in every_control()] == [
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


@pytest.mark.parametrize(
    ("control", "text", "says"),
    [
        (every_control()[0], "fast", "'fast' is no number"),
        (every_control()[0], "nan", "'nan' is no number"),
        (every_control()[3], "two", "'two' is not in the list; there are 'one run', '64 seeds'"),
        (every_control()[5], "1", "'1' is not 2 numbers with commas between, such as 0,0"),
        (every_control()[5], "a,b", "'a,b' is not 2 numbers with commas between, such as 0,0"),
        (every_control()[6], "1,1.5", "'1,1.5' is not 2 numbers with commas between, such as 0,0"),
    ],
)
def test_a_text_that_is_no_value_is_refused_in_words(control: Control, text: str, says: str) -> None:
    with pytest.raises(ValueError, match="is n") as caught:
        control.parse(text)
    assert str(caught.value) == says


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-300, -2.5e17, 123456789.0, 0.0])
def test_numbers_are_written_so_that_they_read_back(value: float) -> None:
    assert read_number(plainly(value)) == value
