"""Who races, by keyboard: runners are added, get values of their own, are removed; and the budget is a line to drag."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import sgdlab as sl
from sgdlab.scene.colors import LIGHT
from tests.browser.look import CURVES, Shown, until
from tests.browser.saved import Saved

_LOWEST = """(plot, color) => { // how far across: the marker of a color on the front, and where its line is lowest
    const [, trail, front] = [...plot.querySelectorAll("canvas")].map((canvas) => {
        const { width, height } = canvas, { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        const is = (x, y) => [0, 1, 2].every((k) => Math.abs(data[4 * (y * width + x) + k] - color[k]) < 3);
        return { is, places: Array.from({ length: width * height }, (_, at) => [at % width, Math.floor(at / width)]) };
    });
    const block = [...Array(49).keys()].map((k) => [k % 7, Math.floor(k / 7)]); // no letter has as much
    const marker = front.places.find(([x, y]) => block.every(([i, j]) => front.is(x + i, y + j)));
    const drawn = trail.places.filter(([x, y]) => trail.is(x, y)), bottom = drawn.at(-1)[1];
    const lowest = drawn.filter(([, y]) => y === bottom).map(([x]) => x);
    return [marker[0] + 3, lowest[0], lowest.at(-1)];
}"""

_HIDDEN = """(area) => [...area.querySelectorAll("button, select, summary")].filter((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return node.checkVisibility() && above?.closest(".sg-own") && !node.closest(".sg-own");
}).map((node) => node.textContent)"""
_HEIGHTS = "(area) => [...area.querySelectorAll('.sg-plot')].map((plot) => plot.offsetHeight)"

PLOT = 145  # pixels of each of four plots beside the file browser, with its axis


@pytest.fixture(scope="module")
def page(chromium: Browser, page_of: Any) -> Iterator[Saved]:
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, offline=True)
    saved = Saved(context.new_page(), page_of(sl.RaceLab))
    yield saved
    assert saved.errors == []
    context.close()


@pytest.fixture
def race(page: Saved) -> Shown:
    page.resize(1280, 1000)
    page.page.get_by_role("button", name="reset").click()
    page.until_state("runners='full batch; SGD'")
    return Shown(page.page.locator("#lab"))


def test_a_runner_is_added_changed_and_removed_by_keyboard(race: Shown, page: Saved) -> None:
    race.field("Add a runner").focus()
    race.field("Add a runner").select_option("Adam")
    until(race.page, lambda: race.ink(CURVES, 1, "crimson")["count"] > 50)
    assert race.field("Add a runner").evaluate("(list) => list === document.activeElement"), "the focus stays"
    race.button("Adam").press("Enter")
    rate, alert = race.field("learning rate").locator("visible=true").last, race.area.locator(".sg-alert p")
    race.type_in(rate, 0.3)
    page.until_state("runners='full batch; SGD; Adam learning_rate=0.3'")
    race.type_in(rate, -3)
    expect(alert).to_have_text("Adam learning_rate=-3: a number of at least 0 is needed")
    rate.press("Escape")
    expect(alert).to_have_count(0)  # it goes with the field
    race.button("Adam").press("Enter")
    size = race.field("batch size").locator("visible=true").last
    size.fill("4")
    size.press("Escape")
    assert alert.count() == 0, "what is typed before Escape is not given to another runner"
    race.button("Adam").press("Enter")
    expect(rate).to_have_value("0.3")
    race.button("as all").press("Enter")
    page.until_state("runners='full batch; SGD; Adam'")
    rate.press("Escape")
    assert race.button("Adam").evaluate("(button) => button === document.activeElement")
    race.button("Adam").press("Enter")
    race.button("remove").press("Enter")
    page.until_state("runners='full batch; SGD'")
    until(race.page, lambda: race.ink(CURVES, 1, "crimson")["count"] == 0)


def test_the_values_of_a_runner_hide_nothing_and_plots_keep_their_height(race: Shown, page: Saved) -> None:
    for width in (1280, 800):
        page.resize(width, 1500)
        before = race.area.evaluate(_HEIGHTS)
        race.button("SGD").click()
        race.button("as all").wait_for()
        assert race.area.evaluate(_HIDDEN) == []
        assert race.faults() == []
        assert race.area.evaluate(_HEIGHTS) == before
        race.button("SGD").click()


def enter(race: Shown, page: Saved, state: str, part: str) -> None:
    with race.open_state() as field:
        race.type_in(field, state)
        page.until_state(part)


def test_six_runners_tuned_with_many_seeds_can_be_read(race: Shown, page: Saved) -> None:
    six = "full batch; SGD; momentum; Adam; RMSProp; Newton"
    page.resize(1280, 900)
    enter(race, page, f"race runners='{six}' tuned=tuned seeds='64 seeds'", six)
    race.area.locator(".sg-words p", has_text="the median at").wait_for()
    assert min(race.area.evaluate(_HEIGHTS)) >= PLOT
    assert race.faults() == []
    assert race.page.evaluate("() => document.documentElement.scrollHeight") <= 900


def test_the_best_learning_rate_of_a_runner_has_its_marker(race: Shown, page: Saved) -> None:
    enter(race, page, "race runners='full batch; SGD' tuned=tuned", "tuned=tuned")
    race.area.locator(".sg-words p", has_text="Best of the rates tried").wait_for()
    color = [int(LIGHT["orange"][k : k + 2], 16) for k in (1, 3, 5)]
    marker, first, last = race.area.locator(".sg-plot").last.evaluate(_LOWEST, color)
    assert first - 4 <= marker <= last + 4, (marker, first, last)


def test_the_budget_is_a_line_that_says_who_is_ahead_and_who_has_diverged_is_not(race: Shown, page: Saved) -> None:
    line = race.area.locator(".sg-budget")
    expect(line).to_have_attribute("aria-valuetext", "example-gradients 1,230: SGD is ahead")
    race.drag(line, -100)
    expect(line).to_have_attribute("aria-valuetext", re.compile("SGD is ahead$"))
    assert float(line.get_attribute("aria-valuenow") or 0) < 90
    line.press("Home")
    line.press("Control+End")  # of the page
    expect(line).to_have_attribute("aria-valuenow", "0")
    line.press("End")
    line.press("ArrowLeft")
    expect(line).to_have_attribute("aria-valuenow", "99")
    enter(race, page, "race learning_rate=1.12 momentum=0.5", "learning_rate=1.12 ")
    expect(line).to_have_attribute("aria-valuetext", re.compile(r"^example-gradients [\d,]+$"))


def test_what_the_reader_has_chosen_to_see_stays_when_a_runner_is_added(chromium: Browser, page_of: Any) -> None:
    page = chromium.new_page()
    page.goto(page_of(sl.RaceLab).as_uri())
    axis, speed = page.locator("select.sg-axis"), page.get_by_label("Speed")
    axis.select_option("epochs")
    speed.select_option("0.25")
    pressed = [page.get_by_role("button", name=name) for name in ("relief", "ghost")]
    for button in pressed:
        button.click()
    page.get_by_role("button", name="Play", exact=True).click()
    page.locator(".sg-roster select").first.select_option(label="momentum")
    page.locator(".sg-runners button", has_text="momentum").wait_for()
    assert (axis.input_value(), speed.input_value()) == ("epochs", "0.25")
    assert [button.get_attribute("aria-pressed") for button in pressed] == ["true", "true"]
    assert page.get_by_role("button", name="Pause").count() == 1
    page.close()
