"""Who races, by keyboard: runners are added, get values of their own, are removed; and the budget is a line to drag."""

from collections.abc import Iterator

import pytest
from look import CURVES, Picture, opened
from playwright.sync_api import Browser
from server import Server

CELL = """\
import sgdlab as sl

sl.RaceLab()"""
HIGHEST = 760  # pixels of a lab with its controls


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
    race.changed(lambda: race.button("as all").press("Enter"))
    assert "runners='full batch; SGD; Adam'" in race.state()
    rate.press("Escape")
    assert race.button("Adam").evaluate("(button) => button === document.activeElement")
    race.button("Adam").press("Enter")
    race.changed(lambda: race.button("remove").press("Enter"))
    assert "runners='full batch; SGD'" in race.state()
    assert race.ink(CURVES, 1, "crimson")["count"] == 0


def test_six_runners_tuned_with_many_seeds_fit_into_the_window(race: Picture) -> None:
    assert height(race) <= HIGHEST
    six = "full batch; SGD; momentum; Adam; RMSProp; Newton"
    race.changed(lambda: race.enter_state(f"race runners='{six}' tuned=tuned seeds='64 seeds'"))
    race.page.wait_for_timeout(1500)
    high, faults, lines = height(race), race.faults(), race.seen()["lines"]
    race.changed(lambda: race.button("reset").click())
    assert high <= HIGHEST
    assert faults == []
    assert any(line.startswith("Best rates: full batch") for line in lines)


def test_the_budget_is_a_line_that_says_who_is_ahead(race: Picture) -> None:
    line = race.area.locator(".sg-budget")
    assert line.get_attribute("aria-valuetext") == "example-gradients 1,230: SGD is ahead"
    race.drag(line, -100)
    dragged = line.get_attribute("aria-valuetext")
    assert dragged is not None
    assert dragged.endswith("SGD is ahead")
    assert float(line.get_attribute("aria-valuenow") or 0) < 90
    line.press("Home")
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
