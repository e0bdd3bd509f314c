"""The ravine as a learner uses it: the start by mouse and by keyboard, the rate, the stop rules, play, its looks."""

import re

import pytest

from sgdlab.labs.ravine.compute import RavineSettings, compute
from sgdlab.labs.ravine.lab import RavineLab
from tests.browser.look import TRAIL, Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.RavineLab()"""
SURFACE = 0


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "ravine.ipynb", CELL) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def ravine(page):
    """The lab as it opens, however the test before left it."""
    picture = Picture(page)
    picture.enter_state(RavineLab().state)
    return picture


def assert_said(picture, **settings):
    """The words and the table are those of a result computed here."""
    result, seen = compute(RavineLab().problem, RavineSettings(**settings)), picture.seen()
    wanted = [line.replace(": ", "", 1) for line in result.lines]
    assert [line.replace("\n", "") for line in seen["lines"][-len(wanted) :]] == wanted
    assert seen["cells"][-len(result.rules) * 3 :] == [cell for row in result.rules for cell in row[1:]]


def start_of(picture):
    """Where the state field says that the start is."""
    found = re.search(r"start=(\S+),(\S+)", picture.state())
    return float(found[1]), float(found[2])


def test_it_opens_with_a_zigzag_that_has_used_up_its_steps(ravine):
    ravine.lab.run_all()  # another test may have reached the goal
    assert "goal, open" in ravine.seen()["lines"][0]
    assert_said(ravine)


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_the_start_is_moved(ravine, way):
    ring = ravine.slider("start")
    before = ravine.ink(SURFACE, TRAIL, "blue")["key"]
    act = (lambda: ravine.drag(ring, -40, 30)) if way == "mouse" else (lambda: ring.press("Shift+ArrowLeft"))
    ravine.changed(act)
    ravine.lab.wait_idle()
    where = start_of(ravine)
    assert where != (2.1, 2.37)
    assert_said(ravine, start=where)
    assert ravine.ink(SURFACE, TRAIL, "blue")["key"] != before


def test_a_better_learning_rate_reaches_the_goal_and_a_larger_one_diverges(ravine):
    handle = ravine.slider("learning rate")
    _, now = ravine.changed(lambda: handle.press("ArrowLeft"))
    assert "goal, reached" in now["lines"][0]
    ravine.lab.wait_idle()
    assert_said(ravine, learning_rate=float(ravine.number("learning rate").input_value()))
    ravine.changed(lambda: ravine.type_in(ravine.number("learning rate"), 0.1))
    assert_said(ravine, learning_rate=0.1)
    assert ravine.faults() == []


def test_each_stop_rule_is_chosen_and_fires(ravine):
    ravine.changed(lambda: ravine.field("small gradient").select_option("off"))
    ravine.changed(lambda: ravine.field("most steps").select_option("30 steps"))
    assert_said(ravine, small_gradient=0.0, most_steps=30)
    ravine.changed(lambda: ravine.type_in(ravine.number("learning rate"), 8e-6))
    ravine.changed(lambda: ravine.field("small change").select_option("at most 0.1 in 10 steps"))
    assert_said(ravine, learning_rate=8e-6, small_gradient=0.0, small_change=0.1, most_steps=30)


def test_play_walks_the_path(ravine):
    scrub = ravine.area.get_by_role("slider", name="Playhead")
    scrub.fill("0.2")
    assert ravine.area.locator(".sg-clock output").inner_text() == "20 of 100 steps"
    part = ravine.ink(SURFACE, TRAIL, "blue")["count"]
    scrub.fill("1")
    assert ravine.ink(SURFACE, TRAIL, "blue")["count"] > part


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, ravine, theme, width):
    page.theme(theme)
    page.viewport(width, 1700)
    ravine.settled()
    ravine.picture(f"ravine_{width}_{theme}")
    assert ravine.faults() == []


def test_nothing_in_it_is_inaccessible(page, ravine, axe_source):
    assert page.violations(axe_source, ".jp-Cell-outputArea") == []
