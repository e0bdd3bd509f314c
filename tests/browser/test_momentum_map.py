"""The momentum map as a learner uses it: click a pair, drag the ring, the other kind, noise, the goal, its looks."""

import re

import pytest

from sgdlab.labs.momentum_map.lab import MomentumMapLab
from tests.browser.look import Picture, opened, until

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.MomentumMapLab()"""
MAP, VALLEY, LOSS, FLOOR = range(4)
PAIR = "learning rate and momentum"


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "momentum_map.ipynb", CELL) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def chart(page):
    picture = Picture(page)
    picture.enter_state(MomentumMapLab().state)
    return picture


def rate(seen):
    found = re.search(r"rate (\d\.\d+):", " ".join(seen["lines"]))
    return float(found[1])


def chosen(seen):
    found = re.search(r"learning rate ([\d.]+), momentum ([\d.]+)rate", " ".join(seen["lines"]).replace("\n", ""))
    return float(found[1]), float(found[2])


def test_a_click_on_the_map_chooses_a_pair(chart):
    spot = chart.plot(MAP).locator("canvas").first
    box = spot.bounding_box()
    before, now = chart.changed(
        lambda: spot.click(position={"x": box["width"] / 2, "y": box["height"] / 3}, force=True)
    )
    assert chosen(before) == (0.03, 0.6)
    assert 0.012 < chosen(now)[0] < 0.028
    assert 0.55 < chosen(now)[1] < 0.8
    assert float(chart.number("momentum").input_value()) == chosen(now)[1]


def test_dragging_the_ring_moves_path_and_losses(chart):
    chart.changed(lambda: chart.field("gradients").select_option("with noise"))  # brings the panel of the floor
    before, now = chart.changed(lambda: chart.drag(chart.slider(PAIR), -60, 30))
    assert chosen(now)[0] < chosen(before)[0]
    assert chosen(now)[1] < chosen(before)[1]
    assert all(before["inks"][k] != now["inks"][k] for k in (VALLEY, LOSS, FLOOR))


def test_arrow_keys_move_the_ring(chart):
    _, now = chart.changed(lambda: [chart.slider(PAIR).press("ArrowDown") for _ in range(5)])
    assert chosen(now)[1] < 0.6


def test_the_goal_is_reached_by_numbers(chart):
    chart.lab.run_all()  # another test may have reached it
    assert "goal, open" in " ".join(chart.seen()["lines"])
    chart.changed(lambda: chart.type_in(chart.number("learning rate"), 0.033))
    _, now = chart.changed(lambda: chart.type_in(chart.number("momentum"), 0.67))
    assert "goal, reached" in " ".join(now["lines"])
    assert rate(now) == 0.8185  # the root of 0.67


def test_nesterov_has_a_map_of_its_own(chart):
    _, now = chart.changed(lambda: chart.field("kind").select_option("Nesterov"))
    assert "diverged at step" in " ".join(now["lines"])
    _, now = chart.changed(lambda: chart.field("kind").select_option("heavy ball"))
    assert rate(now) == 0.9124


def test_noise_brings_many_runs_when_the_hand_rests(chart):
    chart.changed(lambda: chart.field("gradients").select_option("with noise"))
    lab = MomentumMapLab()
    lab.apply({"noisy": True})
    lab.settle()
    until(chart.page.wait_for_timeout, lambda: chart.seen()["lines"][-1] == lab.result.lines[-1].replace("\n", ""))


def test_nothing_is_said_of_curves_that_are_not_there(chart):
    """Many runs of which some diverge have no mean, and no floor."""
    chart.enter_state("momentum-map learning_rate=0.2 momentum=0.9 noisy='with noise'")
    plot = chart.plot(LOSS)
    plot.focus()
    plot.press("ArrowLeft")
    told = plot.locator(".sg-tip").inner_text()
    assert re.fullmatch(r"steps \S+\nyours \S+", told)
    assert re.search(r"yours from 5 to [\d,]+\.$", plot.get_attribute("aria-label"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, chart, theme, width):
    page.theme(theme)
    page.viewport(width, 1700)
    noisy = "momentum-map momentum=0.7 noisy='with noise'"
    chart.enter_state(noisy if theme == "dark" else MomentumMapLab().state)
    chart.picture(f"momentum_map_{width}_{theme}")
    assert chart.faults() == []


def test_nothing_in_it_is_inaccessible(chart, axe_source):
    assert chart.lab.violations(axe_source, ".jp-Cell-outputArea") == []
