"""The labs for a projector: larger text and lines, and everything still where the pointer is."""

import pytest
from look import BACK, TRAIL, Picture, opened

pytestmark = pytest.mark.slow

CELL = "import sgdlab as sl\n\nsl.{}()"
LABS = ["RavineLab", "RaceLab", "CircuitLab", "ThreeButtonsLab"]
_SIZES = """(area) => {
    const canvas = area.querySelector(".sg-plot canvas"), text = area.querySelector(".sg-words p");
    return { text: text.getBoundingClientRect().height, sharp: canvas.width / canvas.getBoundingClientRect().width };
}"""


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "large.ipynb", *(CELL.format(name) for name in LABS)) as lab:
        lab.viewport(1920, 1080)
        yield lab
        assert lab.page_errors == []


@pytest.fixture(params=range(len(LABS)), ids=LABS)
def picture(page, request):
    found = Picture(page, request.param)
    found.name = LABS[request.param]
    found.button("large").scroll_into_view_if_needed()
    found.button("large").press("Enter")
    page.page.wait_for_timeout(300)
    yield found
    found.button("large").press("Space")
    assert found.button("large").get_attribute("aria-pressed") == "false"


@pytest.fixture
def ravine(page):
    found = Picture(page, LABS.index("RavineLab"))
    small = found.area.evaluate(_SIZES), found.number("learning rate").bounding_box()
    found.button("large").click()
    page.page.wait_for_timeout(300)
    yield found, small
    found.button("large").click()
    page.page.wait_for_timeout(300)


def test_nothing_overlaps_or_is_cut(picture):
    assert picture.button("large").get_attribute("aria-pressed") == "true"
    picture.picture(f"large {picture.name}")
    assert picture.faults() == []


def test_text_controls_and_lines_are_larger_and_crisp(ravine):
    picture, (before, field) = ravine
    after = picture.area.evaluate(_SIZES)
    assert after["text"] == pytest.approx(1.75 * before["text"], rel=0.02)
    assert after["sharp"] == pytest.approx(1, rel=0.01)
    assert picture.number("learning rate").bounding_box()["height"] == pytest.approx(1.75 * field["height"], rel=0.02)
    assert picture.ink(0, BACK, "muted")["count"] > 0


def test_a_handle_stays_under_the_mouse(ravine):
    picture, _ = ravine
    ring = picture.slider("start")
    ring.scroll_into_view_if_needed()
    before = ring.bounding_box()
    picture.changed(lambda: picture.drag(ring, -60, 40))
    picture.lab.wait_idle()
    after = ring.bounding_box()
    assert after["x"] - before["x"] == pytest.approx(-60, abs=2)
    assert after["y"] - before["y"] == pytest.approx(40, abs=2)


def test_a_slider_stays_under_the_mouse(ravine):
    picture, _ = ravine
    handle = picture.slider("learning rate")
    before = handle.bounding_box()
    key = picture.ink(0, TRAIL, "blue")["key"]
    picture.changed(lambda: picture.drag(handle, -80))
    picture.lab.wait_idle()
    picture.page.wait_for_timeout(300)
    assert handle.bounding_box()["x"] - before["x"] == pytest.approx(-80, abs=12)  # it has stops
    assert picture.ink(0, TRAIL, "blue")["key"] != key
