"""Stage mode, for a projector: the whole screen, everything inside of it, and hands still where the mouse is."""

import pytest

from tests.browser.look import TRAIL, Picture, opened

pytestmark = pytest.mark.slow

CELL = "import sgdlab as sl\n\nsl.{}()"
LABS = ["RavineLab", "RaceLab", "CircuitLab", "ThreeButtonsLab"]
SCREENS = [(1024, 768), (1280, 780), (1920, 1080), (820, 1180), (768, 1024)]
_ON = "(on) => Boolean(document.fullscreenElement) === on"
_BEYOND = """() => {
    const home = document.fullscreenElement, { clientWidth: wide, clientHeight: high } = document.documentElement;
    const parts = home.querySelectorAll(".sg-plot, .sg-graph, .sg-cells, button, select, input, .noUi-target, p, td");
    return [...parts].filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.clientWidth)
        .filter((node) => !node.closest(".sg-words, .sg-tip, .sg-unseen")).flatMap((node) => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        const beyond = left < -1 || top < -1 || right > wide + 1 || bottom > high + 1;
        return beyond ? [`${node.className || node.tagName}: ${[left, top, right, bottom].map(Math.round)}`] : [];
    });
}"""
_WORDS = """() => {
    const words = document.fullscreenElement.querySelector(".sg-words"), { bottom } = words.getBoundingClientRect();
    return { bottom: bottom - document.documentElement.clientHeight, hidden: words.scrollHeight - words.clientHeight };
}"""
_SHARP = """(area) => {
    const canvas = area.querySelector(".sg-plot canvas");
    return canvas.width / canvas.getBoundingClientRect().width;
}"""
_TEXT = """(area) => parseFloat(getComputedStyle(area.querySelector(".sg-words")).fontSize)
    * (area.querySelector(".sg-words").currentCSSZoom ?? 1)"""


@pytest.fixture(scope="module")
def tab(chromium, lab_server):
    with opened(chromium, lab_server, "stage_mode.ipynb", *(CELL.format(name) for name in LABS)) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture(params=SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def screen(tab, request):
    tab.viewport(*request.param)
    tab.page.wait_for_timeout(300)
    return request.param


def enter(picture):
    picture.button("stage").scroll_into_view_if_needed()
    picture.button("stage").click()
    picture.page.wait_for_function(_ON, arg=True)
    picture.settled()
    return picture


def leave(picture):
    picture.page.keyboard.press("Escape")
    if picture.page.evaluate("() => Boolean(document.fullscreenElement)"):  # a headless browser may leave that to pages
        picture.page.evaluate("() => document.exitFullscreen()")
    picture.page.wait_for_function(_ON, arg=False)
    picture.settled()


@pytest.fixture(params=range(len(LABS)), ids=LABS)
def staged(tab, screen, request):
    """A lab that fills the screen."""
    picture = enter(Picture(tab, request.param))
    yield picture
    leave(picture)
    assert picture.button("stage").get_attribute("aria-pressed") == "false"


@pytest.fixture
def ravine(tab, screen):
    picture = enter(Picture(tab, LABS.index("RavineLab")))
    yield picture
    leave(picture)


def test_everything_is_on_the_screen_and_nothing_overlaps(staged, screen, request):
    staged.picture(f"stage {request.node.callspec.id}")
    assert staged.page.evaluate(_BEYOND) == []
    assert staged.faults() == []
    words = staged.page.evaluate(_WORDS)
    assert words["bottom"] < 2
    assert staged.button("stage").get_attribute("aria-pressed") == "true"


def test_texts_grow_with_the_screen_and_lines_stay_crisp(ravine, screen):
    assert ravine.area.evaluate(_SHARP) == pytest.approx(1, rel=0.01)
    assert ravine.area.evaluate(_TEXT) == pytest.approx(13 * max(1, min(screen[0] / 1024, screen[1] / 720)), rel=0.02)


def test_a_handle_stays_under_the_mouse(ravine):
    ring = ravine.slider("start")
    before = ring.bounding_box()
    ravine.changed(lambda: ravine.drag(ring, -60, 40))
    after = ring.bounding_box()
    assert after["x"] - before["x"] == pytest.approx(-60, abs=2)
    assert after["y"] - before["y"] == pytest.approx(40, abs=2)
    ravine.changed(lambda: ravine.drag(ring, 60, -40))


def test_a_slider_stays_under_the_mouse(ravine):
    handle = ravine.slider("learning rate")
    before = handle.bounding_box()
    key = ravine.ink(0, TRAIL, "blue")["key"]
    ravine.changed(lambda: ravine.drag(handle, -40))
    assert handle.bounding_box()["x"] - before["x"] == pytest.approx(-40, abs=12)  # it has stops
    assert ravine.ink(0, TRAIL, "blue")["key"] != key
    ravine.changed(lambda: ravine.drag(handle, 40))


def test_escape_gives_the_page_back(tab):
    tab.viewport(1280, 900)
    picture = Picture(tab, LABS.index("RaceLab"))
    picture.settled()
    before = picture.area.locator(".widget-box").first.bounding_box()
    enter(picture)
    leave(picture)
    after = picture.area.locator(".widget-box").first.bounding_box()
    assert (after["width"], after["height"]) == pytest.approx((before["width"], before["height"]), abs=2)
    assert picture.area.locator(".sg-stage").count() == 0
