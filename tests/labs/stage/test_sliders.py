"""Sliders: slider and number agree, what is typed stays or is told, and each is named and explained."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage.sliders import GRID, LinearSlider, LogSlider, SizeSlider, StepSlider, on_grid
from tests.labs.stage.powers import Calls, heard


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


def test_the_grid_is_even_in_the_logarithm_and_near() -> None:
    for value in [1e-4, 0.117, 0.5, 3.0, 900.0]:
        place = math.log10(on_grid(value)) / GRID
        assert place == pytest.approx(round(place), abs=1e-9)
        assert abs(math.log10(on_grid(value) / value)) <= GRID / 2 + 1e-12


def test_a_number_off_the_grid_stays_and_moves_the_slider_near(rate: LogSlider, calls: Calls) -> None:
    rate.number.value = 0.117
    assert (rate.value, calls.count) == (0.117, 1)
    assert rate.slider.value == pytest.approx(10**-0.95)


def test_the_number_of_a_slider_is_sent_to_the_page_unless_the_page_has_moved_it(
    rate: LogSlider, momentum: LinearSlider, size: SizeSlider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows it by then: a late one from the kernel would fall into what the reader types next."""
    sent = list[str]()
    for control, by_hand, number in ((rate, 0.2, 0.2), (momentum, 0.3, 0.3), (size, 4, 16)):
        monkeypatch.setattr(control.number, "send_state", lambda key: sent.append(key))
        control.slider.set_state({control.trait: by_hand})  # as a page does
        assert (control.number.value, sent) == (number, [])
        control.slider.value = control.slider.options[0] if control is size else control.ends[1]
        assert sent.pop() == "value"


def test_a_slider_that_the_browser_rounds_is_no_hand(rate: LogSlider, calls: Calls) -> None:
    rate.number.value = 0.117
    rate.slider.value = rate.slider.value * (1 + 1e-12)
    assert (rate.value, calls.count) == (0.117, 1)


def test_the_slider_sets_the_number_to_three_digits(rate: LogSlider, calls: Calls) -> None:
    rate.slider.value = 10**-0.9
    assert (rate.value, calls.count) == (0.126, 1)
    assert (rate.places[0], rate.places[-1], len(rate.places)) == (0.001, 1.0, 61)  # 20 for every factor of ten


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


def test_sizes_of_small_and_round_sets() -> None:
    for n in [1, 2, 3, 128]:
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
        assert pair.number.step == (1 if pair.whole else None)
        assert list(pair.widget.children) == [pair.slider, pair.number]


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


def test_what_is_no_number_is_refused(rate: LogSlider) -> None:
    with pytest.raises(ValueError, match=r"learning rate: nan is not a number; give one from 0\.001 to 1"):
        rate.value = math.nan


@pytest.mark.parametrize("part", ["number", "slider"])
def test_where_no_number_came_the_last_one_is_shown_again(rate: LogSlider, calls: Calls, part: str) -> None:
    rate.value = 0.2
    place = rate.slider.value
    with pytest.raises(ValueError, match="nan is not a number"):
        getattr(rate, part).value = math.nan
    assert (rate.value, rate.number.value, rate.slider.value, rate.notice) == (0.2, 0.2, place, "")
    rate.number.value = 0.3
    assert (rate.value, calls.count) == (0.3, 2)


def test_a_slider_is_never_pulled_back_to_where_a_hand_was():
    """The browser's value may be off in its last digit; to send a rounder one would undo what the hand did since."""
    slider = LinearSlider("momentum", 0.5, (0.0, 0.99, 0.02), "")
    sent = []
    slider.slider.observe(lambda change: sent.append(change["new"]), names=["value"])
    slider.slider.value = 0.6000000000000001
    assert slider.value == 0.6
    assert sent == [0.6000000000000001]


@pytest.mark.parametrize("typed", [0.0105, 0.1059, 0.11, 0.5])
def test_the_slider_moves_to_the_place_whose_number_is_nearest(rate: LogSlider, typed: float) -> None:
    """As the browser finds it, which else takes the number for one that a hand left behind."""
    rate.number.value = typed
    assert rate.places[rate.position] == min(rate.places, key=lambda place: abs(place - typed))


def pages_of(slider: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[bool, float, float, float]]:
    """Whether a page's views report what they round, and the place and the ends that it has, after each message."""

    def seen() -> tuple[bool, float, float, float]:
        place = getattr(slider, "index", None)
        at = (place, 0, len(slider.options) - 1) if place is not None else (slider.value, slider.min, slider.max)
        return slider.continuous_update, *at

    pages = [seen()]
    monkeypatch.setattr(slider, "send_state", lambda key=None: pages.append(seen()))
    return pages


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LogSlider("rate", 0.0126, (-3.9, -0.9), ""), LogSlider("rate", 0.562, (-2.25, 0.75), "")),
        (LogSlider("rate", 0.112, (-2.95, 0.05), ""), LogSlider("rate", 0.001, (-5.0, -2.0), "")),
        (LogSlider("rate", 0.001, (-5.0, -3.0), ""), LogSlider("rate", 20.0, (0.0, 2.0), "")),
        (LogSlider("rate", 20.0, (0.0, 2.0), ""), LogSlider("rate", 0.001, (-5.0, -3.0), "")),
        (LinearSlider("momentum", 0.9, (0.0, 0.99, 0.01), ""), LinearSlider("momentum", 2.0, (1.0, 3.0, 0.5), "")),
        (StepSlider("step", 60, (1, 60), ""), StepSlider("step", 3, (0, 5), "")),
        (SizeSlider("size", 123, 123, ""), SizeSlider("size", 3, 4, "")),
        (SizeSlider("size", 1, 1, ""), SizeSlider("size", 100, 123, "")),
    ],
)
def test_while_a_slider_becomes_another_no_view_cuts_its_place_off(
    old: Any, new: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page tells its views one after the other: what they round by old ends and by new ones never agrees."""
    pages = pages_of(old.slider, monkeypatch)
    assert old.become(new)
    assert pages[-1] == pages_of(new.slider, monkeypatch)[0]
    assert (old.value, old.described(), old.stops) == (new.value, new.described(), new.stops)
    for (_, _, *ends), (reports, place, low, high) in pairwise(pages):
        assert low <= edge(old, place) <= high
        assert ends == [low, high] or not reports or isinstance(old, SizeSlider)  # whose places are whole numbers


def edge(control: Any, place: float) -> float:
    """Where a page sees a place: at its power of ten, if the ends are powers."""
    return round(math.log10(place), 9) if isinstance(control, LogSlider) else place


def test_a_slider_does_not_become_another_control(rate: LogSlider, momentum: LinearSlider) -> None:
    assert not rate.become(momentum)
    assert not rate.become(LogSlider("learning rate", 0.1, (-3.0, 0.0), "something else"))
    assert rate.value == 0.1


def test_a_step_slider_has_every_whole_number_from_low_to_high() -> None:
    steps = StepSlider("step", 3, (2, 7), "")
    assert (steps.value, steps.places, steps.ends) == (3, [2, 3, 4, 5, 6, 7], (2, 7))
    assert isinstance(steps.value, int)
    assert {steps.random(np.random.default_rng(k)) for k in range(60)} == set(steps.places)


def test_a_number_between_two_steps_is_rounded_with_a_notice() -> None:
    steps, told = StepSlider("step", 3, (2, 7), ""), []
    steps.on_change = lambda: told.append((steps.value, steps.notice))
    steps.value = 4.4
    steps.slider.value = 6.0
    assert told[0][0] == 4
    assert "4.4 is not a whole number" in told[0][1]
    assert told[1] == (6, "")
