"""Who races, by keyboard: runners are added, get values of their own, are removed; and the budget is a line to drag."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

import sgdlab as sl
from sgdlab.scene.colors import LIGHT
from tests.browser.look import CURVES, Picture, opened
from tests.browser.server import Server

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

CELL = """\
import sgdlab as sl

sl.RaceLab()"""
HIGHEST = 760  # pixels of a lab with its controls
PLOT = 145  # pixels of each of four plots beside the file browser, with its axis


@pytest.fixture(scope="module")
def race(chromium: Browser, lab_server: Server) -> Iterator[Picture]:
    with opened(chromium, lab_server, "roster.ipynb", CELL) as lab:
        yield Picture(lab)
        assert lab.page_errors == []


def add(race: Picture, name: str) -> None:
    race.field("Add a runner").focus()
    race.changed(lambda: race.field("Add a runner").select_option(name))


def height(race: Picture) -> float:
    race.lab.viewport(1280, 900)
    race.settled()
    box = race.area.locator(".widget-box").first.bounding_box()
    assert box is not None
    return box["height"]


def test_a_runner_is_added_changed_and_removed_by_keyboard(race: Picture, axe_source: str) -> None:
    add(race, "Adam")
    assert race.ink(CURVES, 1, "crimson")["count"] > 50
    assert race.field("Add a runner").evaluate("(list) => list === document.activeElement"), "the focus stays"
    race.button("Adam").press("Enter")
    rate = race.field("learning rate").locator("visible=true").last
    race.changed(lambda: (rate.fill("0.3"), rate.press("Enter")))
    assert "runners='full batch; SGD; Adam learning_rate=0.3'" in race.state()
    assert race.lab.violations(axe_source, ".jp-Cell-outputArea") == []
    rate.fill("-3")
    rate.press("Enter")
    assert race.seen()["alerts"] == ["Adam learning_rate=-3: a number of at least 0 is needed"]
    rate.press("Escape")
    assert race.seen()["alerts"] == [], "it goes with the field"
    race.button("Adam").press("Enter")
    size = race.field("batch size").locator("visible=true").last
    size.fill("4")
    size.press("Escape")
    assert race.seen()["alerts"] == [], "what is typed before Escape is not given to another runner"
    race.button("Adam").press("Enter")
    assert rate.input_value() == "0.3"
    race.changed(lambda: race.button("as all").press("Enter"))
    assert "runners='full batch; SGD; Adam'" in race.state()
    rate.press("Escape")
    assert race.button("Adam").evaluate("(button) => button === document.activeElement")
    race.button("Adam").press("Enter")
    race.changed(lambda: race.button("remove").press("Enter"))
    assert "runners='full batch; SGD'" in race.state()
    assert race.ink(CURVES, 1, "crimson")["count"] == 0


@pytest.mark.parametrize("width", [1280, 800])
def test_the_values_of_a_runner_hide_nothing_and_plots_keep_their_height(race: Picture, width: int) -> None:
    race.lab.viewport(width, 1500)
    race.settled()
    before = race.area.evaluate(_HEIGHTS)
    race.button("SGD").click()
    race.settled()
    hidden, faults, now = race.area.evaluate(_HIDDEN), race.faults(), race.area.evaluate(_HEIGHTS)
    race.button("SGD").click()
    assert hidden == []
    assert faults == []
    assert now == before


def test_six_runners_tuned_with_many_seeds_can_be_read(race: Picture) -> None:
    """Four plots beside the file browser, and without it: the lab fits into the window, and they can be read."""
    assert height(race) <= HIGHEST
    six = "full batch; SGD; momentum; Adam; RMSProp; Newton"
    race.changed(lambda: race.enter_state(f"race runners='{six}' tuned=tuned seeds='64 seeds'"))
    race.page.wait_for_timeout(1500)
    high, faults, lines = height(race), race.faults(), race.seen()["lines"]
    plots = race.area.evaluate(_HEIGHTS)
    race.lab.command("application:toggle-left-area")
    race.settled()
    alone = height(race)
    race.lab.command("application:toggle-left-area")
    race.changed(lambda: race.button("reset").click())
    assert min(plots) >= PLOT, plots
    assert max(high, alone) <= HIGHEST
    assert faults == []
    assert any(line.startswith("Best of the rates tried: full batch") for line in lines)


def test_the_best_learning_rate_of_a_runner_has_its_marker(race: Picture) -> None:
    race.changed(lambda: race.enter_state("race runners='full batch; SGD' tuned=tuned"))
    race.page.wait_for_timeout(1500)
    color = [int(LIGHT["orange"][k : k + 2], 16) for k in (1, 3, 5)]
    marker, first, last = race.area.locator(".sg-plot").last.evaluate(_LOWEST, color)
    race.changed(lambda: race.button("reset").click())
    assert first - 4 <= marker <= last + 4, (marker, first, last)


def test_who_has_diverged_is_not_ahead(race: Picture) -> None:
    line = race.area.locator(".sg-budget")
    race.changed(lambda: race.enter_state("race learning_rate=1.12 momentum=0.5"))
    said = line.get_attribute("aria-valuetext")
    race.changed(lambda: race.button("reset").click())
    assert said is not None
    assert re.fullmatch(r"example-gradients [\d,]+", said)  # and no colon with nothing behind it


def test_the_budget_is_a_line_that_says_who_is_ahead(race: Picture) -> None:
    line = race.area.locator(".sg-budget")
    assert line.get_attribute("aria-valuetext") == "example-gradients 1,230: SGD is ahead"
    race.drag(line, -100)
    dragged = line.get_attribute("aria-valuetext")
    assert dragged is not None
    assert dragged.endswith("SGD is ahead")
    assert float(line.get_attribute("aria-valuenow") or 0) < 90
    line.press("Home")
    line.press("Control+End")  # of the page
    assert line.get_attribute("aria-valuenow") == "0"
    line.press("End")
    line.press("ArrowLeft")
    assert line.get_attribute("aria-valuenow") == "99"


def test_what_a_page_can_not_run_the_kernel_does(race: Picture) -> None:
    add(race, "random search")
    assert any("random search with 10 samples" in line for line in race.seen()["lines"])
    race.button("random search").press("Enter")
    race.changed(lambda: race.button("remove").press("Enter"))
    assert "runners='full batch; SGD'" in race.state()


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
