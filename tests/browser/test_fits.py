"""Every lab in a notebook's window: it fits into its height, its legend is short, its words apart and easy to read."""

from collections.abc import Iterator

import pytest
from drive import Lab as Tab
from look import Picture, opened
from playwright.sync_api import Browser
from server import Server
from test_every_lab import LABS

pytestmark = pytest.mark.slow

HIGHEST = 760  # pixels of a lab with its controls: what JupyterLab leaves of a window of 900
MOST = 5  # entries of a legend
READABLE = 4.5  # contrast of a text with what lies behind it

_SET = "(code) => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].setSource(code)"
_CONTRASTS = """(area) => {
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parse = (color) => { // also what color-mix() gives
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
    function behind(node) {
        const layers = [];
        for (let one = node; one; one = one.parentElement) {
            layers.push(parse(getComputedStyle(one).backgroundColor));
            if (layers.at(-1)[3] === 1) break;
        }
        return layers.reverse().reduce((under, [r, g, b, a]) => [r, g, b].map((v, k) => a * v + (1 - a) * under[k]),
            [255, 255, 255]);
    }
    const lab = area.querySelector(".widget-box"); // what is around it is JupyterLab's
    const walk = document.createTreeWalker(lab, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement, words = walk.currentNode.textContent.trim();
        const seen = node.checkVisibility({ visibilityProperty: true }) && node.clientWidth + node.offsetWidth;
        if (!words || !seen || node.closest("style, option, .sg-unseen, .sg-tip")) continue;
        const paper = behind(node), [r, g, b, a] = parse(getComputedStyle(node).color);
        const [x, y] = [light([r, g, b].map((v, k) => a * v + (1 - a) * paper[k])), light(paper)];
        found.push([(Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05), words]);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def tab(chromium: Browser, lab_server: Server) -> Iterator[Tab]:
    """One notebook; each lab is put into its cell."""
    with opened(chromium, lab_server, "fits.ipynb", "0") as lab:
        lab.viewport(1280, 900)
        yield lab
        assert lab.page_errors == []


@pytest.fixture(scope="module", params=LABS, ids=lambda one: one.__name__)
def picture(request: pytest.FixtureRequest, tab: Tab) -> Picture:
    name = request.param.__name__
    tab.page.evaluate(_SET, f"from sgdlab.labs import {name}\n\n{name}()")
    tab.run_all()
    found = Picture(tab)
    tab.page.wait_for_timeout(800)  # what takes longer comes
    tab.wait_idle()
    return found


def test_it_fits_into_the_window(picture: Picture) -> None:
    box = picture.area.locator(".widget-box").first.bounding_box()
    assert box is not None
    assert box["height"] <= HIGHEST


def test_its_legend_is_short(picture: Picture) -> None:
    assert picture.area.locator(".sg-key li").count() <= MOST


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_its_words_are_apart_and_readable(picture: Picture, width: int, theme: str) -> None:
    picture.lab.theme(theme)
    picture.lab.viewport(width)
    try:
        picture.page.wait_for_timeout(400)
        assert picture.faults() == []
        contrasts = picture.area.evaluate(_CONTRASTS)
        assert len(contrasts) > 10
        assert [one for one in contrasts if one[0] < READABLE] == []
    finally:
        picture.lab.viewport(1280)
        picture.lab.theme("light")
        picture.page.wait_for_timeout(200)
