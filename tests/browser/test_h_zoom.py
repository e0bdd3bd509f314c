"""The h-zoom as a learner uses it: its sliders by mouse and keyboard, the list, the goal, its looks."""

import pytest

from sgdlab.labs.h_zoom.compute import HZoomSettings, compute
from tests.browser.look import Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.HZoomLab()"""
START = "h-zoom function='1 / (1 + x²)' x=0.5 h=0.501"


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "h_zoom.ipynb", CELL) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def zoom(page):
    """The lab as it opens, however the test before left it."""
    picture = Picture(page)
    picture.enter_state(START)
    return picture


def assert_said(seen, **settings):
    """The words are those of a result computed here."""
    result = compute(HZoomSettings(**settings))
    wanted = [*(line.replace(": ", "", 1) for line in result.lines), result.reason]
    assert [line.replace("\n", "") for line in seen["lines"][-4:]] == wanted


def test_it_opens_with_a_large_h(zoom):
    zoom.lab.run_all()  # a goal that was reached stays so in the same lab
    seen = zoom.settled()
    assert "goal, open" in seen["lines"][0]
    assert_said(seen)


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_h_is_moved_and_magnifies_the_curve(zoom, way):
    handle = zoom.slider("h")
    act = (
        (lambda: zoom.drag(handle, -40)) if way == "mouse" else (lambda: [handle.press("ArrowLeft") for _ in range(6)])
    )
    before, now = zoom.changed(act)
    zoom.lab.wait_idle()
    h = float(zoom.number("h").input_value())
    assert h < 0.501
    assert_said(zoom.seen(), h=h)
    assert before["inks"][0] != now["inks"][0]


def test_x_is_moved_along_the_curve(zoom):
    handle = zoom.slider("x")
    before, now = zoom.changed(lambda: handle.press("ArrowRight"))
    zoom.lab.wait_idle()
    assert_said(zoom.seen(), x=float(zoom.number("x").input_value()))
    assert all(a != b for a, b in zip(before["inks"], now["inks"], strict=True))


def test_the_goal_is_reached_and_stays_so_with_a_lifted_sine(zoom):
    _, now = zoom.changed(lambda: zoom.type_in(zoom.number("h"), 5e-6))
    assert "goal, reached" in now["lines"][0]
    _, now = zoom.changed(lambda: zoom.field("function").select_option("1000 + sin x"))
    assert "goal, reached" in now["lines"][0]
    assert_said(now, function="1000 + sin x", h=5e-6)


def test_an_h_beyond_the_ends_is_held_with_a_word(zoom):
    _, now = zoom.changed(lambda: zoom.type_in(zoom.number("h"), 5))
    assert any("h: 5 is above 0.708, so 0.708 is taken" in line for line in now["lines"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, zoom, theme, width):
    page.theme(theme)
    page.viewport(width, 1600)
    zoom.settled()
    zoom.picture(f"h_zoom_{width}_{theme}")
    assert zoom.faults() == []


def test_nothing_in_it_is_inaccessible(page, zoom, axe_source):
    assert page.violations(axe_source, ".jp-Cell-outputArea") == []
