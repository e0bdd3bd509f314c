"""Whatever `sgdlab.labs` offers, in JupyterLab: two of a kind on a page, their controls and looks.

It fits into a notebook's window, its legend is short, its words are apart and easy to read.

What is special about a lab is in a file of its own.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser

import sgdlab.labs
from sgdlab.labs.stage.lab import Lab
from tests.browser.contrast import contrasts
from tests.browser.drive import Lab as Tab
from tests.browser.look import Picture, opened, until
from tests.browser.server import LOCAL, Server
from tests.browser.soak import GROWN, tried

EVERY = [getattr(sgdlab.labs, name) for name in sgdlab.labs.__all__]
LABS = [one for one in EVERY if isinstance(one, type) and issubclass(one, Lab)]

HIGHEST = 760  # pixels of a lab with its controls: what JupyterLab leaves of a window of 900
MOST = 5  # entries of a legend
READABLE = 4.5  # contrast of a text with what lies behind it

_SET = """([first, second]) => {
    const { cells } = window.jupyterapp.shell.currentWidget.content.model.sharedModel;
    [first, second].forEach((source, k) => cells[k].setSource(source));
}"""


class Watch:
    """What a page should not do: the errors it logs, and the addresses beyond this machine that it asks for."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.logged, self.strangers = tab, list[str](), list[str]()
        tab.page.on("console", lambda line: self.logged.append(line.text) if line.type == "error" else None)
        tab.page.on("request", lambda request: self._look(request.url))
        tab.page.on("websocket", lambda socket: self._look(socket.url))

    def _look(self, url: str) -> None:
        parts = urlparse(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != LOCAL:
            self.strangers.append(url)

    def faults(self) -> list[str]:
        return [*self.tab.page_errors, *self.logged, *self.strangers]


@pytest.fixture(scope="module")
def watch(chromium: Browser, lab_server: Server) -> Iterator[Watch]:
    """One notebook for all labs: each is put into its two cells."""
    with opened(chromium, lab_server, "every_lab.ipynb", "0", "0") as tab:
        yield Watch(tab)


@pytest.fixture(scope="module", params=LABS, ids=lambda one: one.__name__)
def kind(request: pytest.FixtureRequest) -> type[Lab[Any, Any]]:
    """A class of labs."""
    found: type[Lab[Any, Any]] = request.param
    return found


@pytest.fixture(scope="module")
def pair(kind: type[Lab[Any, Any]], watch: Watch) -> tuple[Picture, Picture]:
    """A lab in the first cell, and another of its kind in the second."""
    name = kind.__name__
    watch.tab.page_errors.clear()
    watch.logged.clear()
    cells = [f"from sgdlab.labs import {name}\n\nlab = {name}()\nlab", f"other = {name}()\nother"]
    watch.tab.page.evaluate(_SET, cells)
    watch.tab.run_all()
    return Picture(watch.tab), Picture(watch.tab, 1)


@pytest.fixture
def first(pair: tuple[Picture, Picture]) -> Picture:
    return pair[0]


def height(picture: Picture) -> float:
    """How high the lab is with its controls, in pixels."""
    box = picture.area.locator(".widget-box").first.bounding_box()
    assert box is not None
    return box["height"]


# What each slider says to who can't see it, and the number beside it.
_TOLD = """(area) => [...area.querySelectorAll(".widget-slider")].map((slider) =>
    [slider.querySelector(".noUi-handle").ariaValueText, slider.nextElementSibling.querySelector("input").value])"""


def by_keyboard(picture: Picture) -> None:
    """Use the first control, away from where it ends: a slider, or a button of the lab's own, or a list."""
    slider, buttons = picture.area.locator(".noUi-handle").first, picture.area.locator(".jupyter-button").first
    listed = picture.area.locator(".widget-dropdown select").last
    if slider.count():
        ends = slider.get_attribute("aria-valuenow") == slider.get_attribute("aria-valuemax")
        picture.changed(lambda: slider.press("ArrowLeft" if ends else "ArrowRight"))
    elif buttons.count():
        picture.changed(lambda: buttons.press("Enter"))
    else:
        ends = listed.evaluate("(list) => list.selectedIndex + 1 === list.length")
        picture.changed(lambda: listed.press("ArrowUp" if ends else "ArrowDown"))


def test_it_opens_and_answers_the_keyboard(pair: tuple[Picture, Picture], watch: Watch, axe_source: str) -> None:
    for picture in pair:
        assert picture.seen()["alerts"] == []
        assert picture.area.locator(".sg-question").inner_text().endswith("?")
        assert picture.area.locator(".sg-goal").inner_text().startswith("○")
        assert picture.faults() == []
    assert watch.tab.violations(axe_source, ".jp-Cell-outputArea") == []
    by_keyboard(pair[0])
    until(watch.tab.page.wait_for_timeout, lambda: all(told == number for told, number in pair[0].area.evaluate(_TOLD)))
    assert watch.faults() == []


def test_no_two_elements_have_the_same_id(pair: tuple[Picture, Picture]) -> None:
    ids = "(nodes) => nodes.map((node) => node.id)"
    found = pair[0].page.locator(".jp-Cell-outputArea [id]").evaluate_all(ids)
    assert sorted(found) == sorted(set(found))


@pytest.mark.slow
def test_it_fits_into_the_window_and_its_legend_is_short(first: Picture) -> None:
    first.lab.viewport(1280, 900)
    try:
        until(first.page.wait_for_timeout, lambda: height(first) <= HIGHEST)
        first.settled()
        assert height(first) <= HIGHEST
        assert first.area.locator(".sg-key li").count() <= MOST
        home = first.state()
        presets = first.field("Presets")
        for question in presets.locator("option").all_inner_texts()[1:]:
            presets.select_option(question)
            first.settled()  # the gradient of a deep network has a long table
            until(first.page.wait_for_timeout, lambda: height(first) <= HIGHEST)
        first.enter_state(home)
    finally:
        first.lab.viewport(1280, 1000)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_overlaps_or_is_clipped(first: Picture, watch: Watch, axe_source: str, theme: str) -> None:
    first.lab.theme(theme)
    root = first.area.locator(".sgdlab")
    name = re.sub(r"[^a-z0-9]+", "_", str(root.get_attribute("aria-label")).lower())
    try:
        for width in (1280, 800):
            for height in (900, 1900):  # as a reader has it, and with both labs in full
                first.lab.viewport(width, height)
                first.settled()
                assert first.faults() == [], width
            told = contrasts(first.area)
            assert len(told) > 10
            assert [one for one in told if one[0] < READABLE] == []
            assert first.lab.violations(axe_source, ".jp-Cell-outputArea") == []
            assert root.get_attribute("data-theme") == theme
            paper = root.evaluate("(node) => getComputedStyle(node).backgroundColor")
            assert (paper == "rgb(255, 255, 255)") == (theme == "light")
            first.picture(f"every_{name}_{width}_{theme}")
    finally:
        first.lab.viewport(1280, 1000)
        first.lab.theme("light")
    assert watch.faults() == []


@pytest.mark.slow
def test_a_handle_is_dragged_and_moved_by_arrow_keys(first: Picture, watch: Watch) -> None:
    rings = first.area.locator(".sg-ring[role=slider]")
    if not rings.count():
        pytest.skip("nothing is dragged in this lab")
    ring = rings.first
    ring.scroll_into_view_if_needed()
    first.settled()
    here, plot = ring.bounding_box(), ring.locator("..").bounding_box()
    assert here is not None
    assert plot is not None
    across = plot["x"] + plot["width"] / 2 - here["x"]
    down = plot["y"] + plot["height"] / 2 - here["y"]
    first.changed(lambda: first.drag(ring, across / 2 if abs(across) > 40 else 40, down / 2 if abs(down) > 40 else 40))
    first.changed(lambda: [ring.press("ArrowUp") for _ in range(4)])
    assert watch.faults() == []


@pytest.mark.slow
def test_it_plays_and_stops(first: Picture, watch: Watch) -> None:
    if not first.area.locator(".sg-clock").count():
        pytest.skip("this lab has no clock")
    scrub = first.area.get_by_role("slider", name="Playhead")
    last = float(scrub.get_attribute("max") or 1)  # 1 is the whole budget, or it counts the places of a control
    first.area.get_by_label("speed").select_option("0.5")
    scrub.fill(str(last // 4 if last > 1 else 0.25))
    before = float(scrub.input_value())
    first.button("Play").click()
    first.page.wait_for_timeout(2_500 if last > 1 else 300)
    first.button("Pause").click()
    assert before < float(scrub.input_value()) <= last
    first.button("Step forward").click()
    scrub.fill(str(int(last)))
    assert watch.faults() == []


@pytest.mark.slow
def test_what_cannot_be_taken_is_answered_in_words(first: Picture, watch: Watch) -> None:
    fields = first.area.locator("input[type=number]")
    if fields.count():
        first.type_in(fields.first, 9_999_999_999)
        above = re.compile(r": 9999999999 is above \S+, so \S+ is taken")
        until(first.page.wait_for_timeout, lambda: any(map(above.search, first.seen()["lines"])))
    good = first.state()
    first.enter_state("no-lab-at-all seed=0")
    told = re.compile("this is the state of the lab 'no-lab-at-all'; it is .* that is open here")
    until(first.page.wait_for_timeout, lambda: any(map(told.match, first.seen()["alerts"])))
    first.enter_state(good.split(" ")[0] + " nothing=3")
    until(first.page.wait_for_timeout, lambda: "is not a setting of this lab" in "".join(first.seen()["alerts"]))
    first.enter_state(good)
    until(first.page.wait_for_timeout, lambda: first.seen()["alerts"] == [])
    assert watch.faults() == []


@pytest.mark.slow
def test_the_other_lab_is_left_alone(pair: tuple[Picture, Picture], watch: Watch) -> None:
    here, other = pair
    before = other.settled()
    by_keyboard(here)
    here.settled()
    assert other.seen() == before
    was = here.seen()
    by_keyboard(other)
    other.settled()
    assert here.seen() == was
    assert watch.faults() == []


@pytest.mark.slow
def test_random_settings_make_no_error_and_the_page_does_not_grow(
    pair: tuple[Picture, Picture], watch: Watch, kind: type[Lab[Any, Any]]
) -> None:
    """Last of a lab's tests; JupyterLab itself keeps more and more, too."""
    assert tried(watch.tab.page, ".jp-Cell-outputArea") < 4 * GROWN, kind
    assert watch.faults() == []
