"""The twin panes as a learner uses them: drag on either side, the sum, the goal by keyboard, a curve, its looks."""

import re

import pytest

from sgdlab.labs.twin_panes.compute import TwinPanesSettings, compute
from sgdlab.labs.twin_panes.lab import TwinPanesLab
from tests.browser.look import Picture, opened

pytestmark = pytest.mark.slow

LINE = """\
import sgdlab as sl

sl.TwinPanesLab()"""
CURVE = """\
gentoo = sl.penguins().where(species="Gentoo")
known = gentoo["sex"] != ""
sex = sl.logistic_regression(gentoo["body_mass_g",][known] / 1000 - 5, gentoo["sex"][known] == "male")
sl.TwinPanesLab(sex, x="body mass, kg above 5", y="male")"""
SURFACE, DATA = range(2)


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "twin_panes.ipynb", LINE, CURVE) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def twin(page):
    picture = Picture(page)
    picture.enter_state(TwinPanesLab().state)
    return picture


def point(seen):
    """The parameters that the words name."""
    found = re.search(r"w = (\S+), b = (\S+?)loss", " ".join(seen["lines"]).replace("\n", ""))
    return float(found[1]), float(found[2])


def test_dragging_the_ring_moves_the_line(twin):
    before, now = twin.changed(lambda: twin.drag(twin.slider("the parameters"), -40, -60))
    (w0, b0), (w1, b1) = point(before), point(now)
    assert w1 < w0
    assert b1 > b0
    assert all(a != b for a, b in zip(before["inks"], now["inks"], strict=True))


def test_dragging_an_end_of_the_line_moves_the_ring(twin):
    low, high = TwinPanesLab().panes.ends
    before, now = twin.changed(lambda: twin.drag(twin.slider("right end"), 0, -60))
    (w0, b0), (w1, b1) = point(before), point(now)
    assert w1 * high + b1 > w0 * high + b0 + 0.3
    assert w1 * low + b1 == pytest.approx(w0 * low + b0, abs=0.03)


def test_arrow_keys_move_an_end(twin):
    end = twin.slider("left end")
    before, now = twin.changed(lambda: [end.press("ArrowUp") for _ in range(5)])
    assert point(now)[1] > point(before)[1]


def test_the_sum_diverges_and_a_smaller_rate_brings_it_back(twin):
    lab = TwinPanesLab()
    twin.changed(lambda: twin.field("the loss is the").select_option("sum over the examples"))
    assert "diverged at step" in " ".join(twin.seen()["lines"])
    assert twin.faults() == []
    _, now = twin.changed(lambda: twin.type_in(twin.number("learning rate"), 0.001))
    wanted = compute(lab.panes, TwinPanesSettings(lab.result.settings.point, "sum", 0.001)).lines
    assert [line.replace("\n", "") for line in wanted] == [line.replace("\n", "") for line in now["lines"][-3:]]


def test_the_goal_is_reached(twin):
    assert "goal, open" in " ".join(twin.seen()["lines"])
    best = ",".join(f"{v:.3g}" for v in TwinPanesLab().panes.model.minimum)
    twin.changed(lambda: twin.enter_state(f"twin-panes point={best}"))
    assert "reached" in " ".join(twin.seen()["lines"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, twin, theme, width):
    page.theme(theme)
    page.viewport(width, 1600)
    for number, name in enumerate(("line", "curve")):
        picture = Picture(page, number)
        picture.settled()
        picture.picture(f"twin_panes_{name}_{width}_{theme}")
        assert picture.faults() == []


def test_dragging_the_curve_keeps_it_between_0_and_1(page):
    page.viewport(1280, 1600)
    curve = Picture(page, 1)
    before, now = curve.changed(lambda: curve.drag(curve.slider("left end"), 0, 60))
    assert point(now)[0] > point(before)[0]


def test_nothing_in_it_is_inaccessible(twin, axe_source):
    assert twin.lab.violations(axe_source, ".jp-Cell-outputArea") == []
