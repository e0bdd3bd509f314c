"""Whatever `sgdlab.labs` offers, in JupyterLab: two of a kind on a page, with the stock controls, and their looks.

Every control is used in a lighter home (test_hands.py), and random settings in saved pages (test_soak_page.py).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.contrast import contrasts
from tests.browser.drive import Lab as Tab
from tests.browser.drive import violations
from tests.browser.look import Picture, opened, until
from tests.browser.server import LOCAL, Server
from tests.browser.test_hands import LABS

pytestmark = pytest.mark.slow

HIGHEST = 760  # pixels of a lab with its controls: what JupyterLab leaves of a window of 900
MOST = 5  # entries of a legend
READABLE = 4.5  # contrast of a text with what lies behind it

_SET = """([first, second]) => {
    const { cells } = window.jupyterapp.shell.currentWidget.content.model.sharedModel;
    [first, second].forEach((source, k) => cells[k].setSource(source));
}"""
# What each slider says to who can't see it, and the number beside it.
_TOLD = """(area) => [...area.querySelectorAll(".widget-slider")].map((slider) =>
    [slider.querySelector(".noUi-handle").ariaValueText, slider.nextElementSibling.querySelector("input").value])"""


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
def pair(request: pytest.FixtureRequest, watch: Watch) -> Iterator[tuple[Picture, Picture]]:
    """A lab in the first cell, and another of its kind in the second."""
    name = request.param.__name__
    watch.tab.page_errors.clear()
    watch.logged.clear()
    cells = [f"from sgdlab.labs import {name}\n\nlab = {name}()\nlab", f"other = {name}()\nother"]
    watch.tab.page.evaluate(_SET, cells)
    watch.tab.run_all()
    yield Picture(watch.tab), Picture(watch.tab, 1)
    assert watch.faults() == []


def height(picture: Picture) -> float:
    """How high the lab is with its controls, in pixels."""
    box = picture.area.locator(".widget-box").first.bounding_box()
    assert box is not None
    return box["height"]


def by_keyboard(picture: Picture) -> None:
    """Use the first control, away from where it ends: a slider, or a button of the lab's own, or a list."""
    slider, buttons = picture.area.locator(".noUi-handle").first, picture.area.locator(".jupyter-button").first
    listed, before = picture.area.locator(".widget-dropdown select").last, picture.state()
    if slider.count():
        ends = slider.get_attribute("aria-valuenow") == slider.get_attribute("aria-valuemax")
        slider.press("ArrowLeft" if ends else "ArrowRight")
    elif buttons.count():
        buttons.press("Enter")
    else:
        ends = listed.evaluate("(list) => list.selectedIndex + 1 === list.length")
        listed.press("ArrowUp" if ends else "ArrowDown")
    until(picture.page, lambda: picture.state() != before)


def test_it_opens_answers_the_keyboard_and_leaves_the_other_alone(
    pair: tuple[Picture, Picture], watch: Watch, axe_source: str
) -> None:
    for picture in pair:
        picture.settled()
        assert picture.seen()["alerts"] == []
        assert picture.faults() == []
    assert violations(watch.tab.page, axe_source, ".jp-Cell-outputArea") == []
    for here, other in (pair, pair[::-1]):
        before = other.settled()
        by_keyboard(here)
        until(watch.tab.page, lambda here=here: all(told == value for told, value in here.area.evaluate(_TOLD)))
        here.settled()
        assert other.seen() == before
    ids = watch.tab.page.locator(".jp-Cell-outputArea [id]").evaluate_all("(nodes) => nodes.map(({ id }) => id)")
    assert sorted(ids) == sorted(set(ids))


def test_what_cannot_be_taken_is_answered_in_words(pair: tuple[Picture, Picture]) -> None:
    here = pair[0]
    fields, good = here.area.locator("input[type=number]"), here.state()
    if fields.count():
        here.type_in(fields.first, 9_999_999_999)
        above = re.compile(r": 9999999999 is above \S+, so \S+ is taken")
        until(here.page, lambda: any(map(above.search, here.seen()["lines"])))
        good = here.state()
    alert = here.area.locator(".sg-alert")
    with here.open_state() as field:
        here.type_in(field, "no-lab-at-all seed=0")
        expect(alert).to_contain_text("this is the state of the lab 'no-lab-at-all'; it is")
        here.type_in(field, good.split(" ")[0] + " nothing=3")
        expect(alert).to_contain_text("is not a setting of this lab")
        here.type_in(field, good)
        expect(alert).to_have_text("")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_nothing_overlaps_and_all_can_be_read(
    pair: tuple[Picture, Picture], axe_source: str, theme: str
) -> None:
    first = pair[0]
    first.button("reset").click()
    first.lab.theme(theme)
    root = first.area.locator(".sgdlab")
    try:
        for width, high in ((1280, 900), (1280, 1900), (800, 900), (800, 1900)):  # as a reader has it, and in full
            first.lab.viewport(width, high)
            first.settled()
            assert first.faults() == [], (width, high)
            if (width, high) == (1280, 900):
                until(first.page, lambda: height(first) <= HIGHEST, "that it fits")
        assert first.area.locator(".sg-key li").count() <= MOST
        told = contrasts(first.area)
        assert len(told) > 10
        assert [one for one in told if one[0] < READABLE] == []
        assert violations(first.page, axe_source, ".jp-Cell-outputArea") == []
        assert root.get_attribute("data-theme") == theme
        paper = root.evaluate("(node) => getComputedStyle(node).backgroundColor")
        assert (paper == "rgb(255, 255, 255)") == (theme == "light")
    finally:
        first.lab.viewport(1280, 1000)
        first.lab.theme("light")
