"""The cost meter as a learner uses it: sliders by keyboard, the goal, a function of one's own, its looks."""

import pytest
from playwright.sync_api import expect

from sgdlab.labs.cost_meter.compute import CostMeterSettings, compute
from tests.browser.look import Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

lab = sl.CostMeterLab()
lab"""
# The slider stands at the nearest place already, so nothing else of the page changes with the number.
LATE = """\
with lab.controls["inputs"]._settled():
    lab.controls["inputs"].number.value = 3"""
OWN = """\
import numpy as np

W = np.arange(6.0).reshape(2, 3)
sl.CostMeterLab(lambda x: np.tanh(W @ x), inputs=3)"""


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "cost_meter.ipynb", CELL, OWN) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture(scope="module")
def meter(page):
    return Picture(page)


def lines(**settings):
    return list(compute(CostMeterSettings(**settings)).lines)


def test_sliders_by_keyboard_reach_the_goal(meter):
    assert lines()[0] in meter.seen()["lines"]
    assert meter.field("outputs, as a number").input_value() == "1"
    meter.changed(lambda: meter.slider("outputs").press("End"))
    now = meter.seen()
    assert all(line in now["lines"] for line in lines(outputs=64))
    assert "reached" in " ".join(meter.area.locator(".sgdlab").all_inner_texts())
    meter.changed(lambda: meter.type_in(meter.number("outputs"), 1))
    meter.changed(lambda: meter.type_in(meter.number("inputs"), 300))
    assert any("300 is above 256" in line for line in meter.seen()["lines"])
    assert lines(inputs=256)[0] in meter.seen()["lines"]
    meter.changed(lambda: meter.type_in(meter.number("inputs"), 2))


def test_a_slider_says_the_number_beside_it_also_if_that_alone_has_changed(page, meter):
    handle = meter.slider("inputs")
    assert handle.get_attribute("aria-valuetext") == "2"
    page.execute(LATE)
    expect(meter.number("inputs")).to_have_value("3")
    expect(handle).to_have_attribute("aria-valuetext", "3")
    page.execute(LATE.replace("3", "2"))
    expect(handle).to_have_attribute("aria-valuetext", "2")


def test_the_bill_is_the_one_that_was_counted(meter):
    cells = meter.seen()["cells"]
    for cost in compute(CostMeterSettings()).costs.methods:
        assert f"{cost.operations:,}" in cells
        assert f"{cost.held:,}" in cells


def test_a_function_of_ones_own_and_the_wrong_number_of_inputs(page):
    own = Picture(page, 1)
    before = own.seen()["lines"]
    assert any(line.startswith("3 inputs, 2 outputs") for line in before)
    _, now = own.changed(lambda: own.type_in(own.number("inputs"), 4))
    assert now["alerts"] == ["your function takes 3 inputs: set inputs to 3"]
    assert now["lines"] == before
    _, now = own.changed(lambda: own.type_in(own.number("inputs"), 3))
    assert now["alerts"] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(meter, theme, width):
    meter.lab.theme(theme)
    meter.lab.viewport(width, 1500)
    meter.settled()
    meter.picture(f"cost_meter_{width}_{theme}")
    assert meter.faults() == []


def test_nothing_in_it_is_inaccessible(meter, axe_source):
    assert meter.lab.violations(axe_source, ".jp-Cell:first-child .jp-Cell-outputArea") == []
