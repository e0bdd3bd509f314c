"""The anatomy of an update as a learner uses it: the step, the optimizer, the correction, the start, its looks."""

import pytest

from sgdlab.labs.anatomy.compute import AnatomySettings, compute
from sgdlab.labs.anatomy.lab import AnatomyLab
from sgdlab.labs.anatomy.picture import table_of
from tests.browser.look import BACK, Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.AnatomyLab()"""
IN, OUT, SURFACE, LENGTHS = range(4)


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "anatomy.ipynb", CELL) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def anatomy(page):
    """The lab as it opens, however the test before left it."""
    picture = Picture(page)
    picture.enter_state(AnatomyLab().state)
    return picture


def assert_said(picture, **settings):
    """The words and the table are those of a result computed here."""
    result, seen = compute(AnatomyLab().problem, AnatomySettings(**settings)), picture.seen()
    assert seen["lines"][-len(result.lines) :] == result.lines
    cells = [cell for row in table_of(result).rows for cell in row[1:]]
    assert [cell for cell in seen["cells"] if cell][-len(cells) :] == cells


def test_it_opens_with_a_first_step_that_is_as_long_both_ways(anatomy):
    anatomy.lab.run_all()  # a goal that was reached stays so in the same lab
    anatomy.settled()
    assert "goal, open" in anatomy.seen()["lines"][0]
    assert "1 × the learning rate along w1, 1 × along w2" in anatomy.seen()["lines"][-4]
    assert_said(anatomy)


def test_the_step_slider_goes_along_the_run(anatomy):
    before = anatomy.ink(OUT, BACK, "crimson")["key"]
    anatomy.changed(lambda: anatomy.slider("step").press("ArrowRight"))
    anatomy.lab.wait_idle()
    assert_said(anatomy, step=2)
    anatomy.changed(lambda: anatomy.type_in(anatomy.number("step"), 40))
    assert_said(anatomy, step=40)
    assert anatomy.ink(OUT, BACK, "crimson")["key"] != before


def test_without_the_correction_the_goal_is_reached(anatomy):
    _, now = anatomy.changed(lambda: anatomy.field("bias correction").select_option("off"))
    assert "goal, reached" in now["lines"][0]
    assert_said(anatomy, correction=False)


def test_every_optimizer_can_be_chosen(anatomy):
    for name in ("gradient descent", "momentum", "AdaGrad", "RMSProp", "AMSGrad", "AdamW"):
        anatomy.changed(lambda name=name: anatomy.field("optimizer").select_option(name))
        assert_said(anatomy, optimizer=name)
        assert anatomy.faults() == []


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_the_start_is_moved(anatomy, way):
    ring, before = anatomy.slider("start"), anatomy.state()
    act = (lambda: anatomy.drag(ring, -40, 30)) if way == "mouse" else (lambda: ring.press("Shift+ArrowLeft"))
    anatomy.changed(act)
    anatomy.lab.wait_idle()
    state = anatomy.state()
    assert state != before
    assert_said(anatomy, start=AnatomyLab.from_state(state).settings().start)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, anatomy, theme, width):
    page.theme(theme)
    page.viewport(width, 1900)
    anatomy.settled()
    anatomy.picture(f"anatomy_{width}_{theme}")
    assert anatomy.faults() == []


def test_nothing_in_it_is_inaccessible(page, anatomy, axe_source):
    assert page.violations(axe_source, ".jp-Cell-outputArea") == []
