"""Saved pages on a phone: fingers find what they need, scroll what they touch, and all words are seen."""

from urllib.parse import quote

import pytest

import sgdlab as sl
from tests.browser.look import FAULTS, FRAMES, until
from tests.browser.saved import Saved
from tests.browser.test_hands import LABS

# The controls that are lower than a finger needs (WCAG 2.5.8); those of a matrix share a phone's width.
_LOW = """() => [...document.querySelectorAll("button:not(.sg-cell-box), select, input, summary")]
    .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 24)
    .map((node) => node.getAttribute("aria-label") || node.outerHTML)"""

_SIDEWAYS = """() => {
    const home = document.fullscreenElement;
    return home && home.scrollWidth - home.clientWidth;
}"""


@pytest.fixture(scope="module")
def phone(chromium):
    context = chromium.new_context(viewport={"width": 412, "height": 839}, is_mobile=True, has_touch=True, offline=True)
    yield context
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", LABS, ids=lambda one: one.__name__)
def test_a_finger_finds_every_control_and_a_small_phone_shows_all_words(phone, page_of, kind):
    saved = Saved(phone.new_page(), page_of(kind))
    saved.page.locator(".sg-state summary").wait_for()
    assert saved.page.evaluate(_LOW) == []
    saved.resize(320, 568)
    assert saved.page.locator("main").evaluate(FAULTS) == []
    saved.page.get_by_role("button", name="stage").click()
    until(saved.page, lambda: saved.page.evaluate(_SIDEWAYS) == 0)
    saved.page.close()


@pytest.mark.slow
def test_a_finger_that_scrolls_the_page_on_a_slider_leaves_its_value_and_no_field_has_small_letters(phone, page_of):
    page = Saved(phone.new_page(), page_of(sl.RavineLab)).page
    slider = page.get_by_role("slider", name="learning rate", exact=True)
    fields = page.locator(".sg-controls :is(input, select)")
    sizes = fields.evaluate_all("(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))")
    assert min(sizes) >= 16  # below, Safari on an iPhone enlarges the page
    before, box, finger = slider.input_value(), slider.bounding_box(), phone.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 2

    def touch(kind, *places):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in places]})

    touch("touchStart", (x, y))
    for k in range(1, 9):
        touch("touchMove", (x, y - 8 * k))
    touch("touchEnd")
    page.wait_for_function("() => scrollY > 20")
    assert slider.input_value() == before
    slider.tap(position={"x": box["width"] / 4, "y": box["height"] / 2})
    assert slider.input_value() != before
    page.close()


@pytest.mark.slow
def test_the_last_word_of_a_title_is_not_torn_off_with_the_name_of_its_axis(phone, page_of):
    saved = Saved(phone.new_page(), page_of(sl.CostMeterLab))
    saved.page.set_viewport_size({"width": 390, "height": 844})
    title = saved.page.get_by_role("heading", name="What they cost here")
    assert title.evaluate("(node) => node.getClientRects().length") == 1
    saved.page.close()


@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=["upright", "turned"])
def test_on_a_phone_the_stage_is_scrolled_and_as_wide_as_it_can_be(chromium, page_of, size):
    viewport = dict(zip(("width", "height"), size, strict=True))
    context = chromium.new_context(viewport=viewport, is_mobile=True, has_touch=True, offline=True)
    page = Saved(context.new_page(), page_of(sl.RaceLab)).page
    page.get_by_role("button", name="stage").tap()
    page.wait_for_function("() => document.fullscreenElement")
    page.evaluate(FRAMES)
    for plot in page.locator(".sg-plot").all():
        plot.scroll_into_view_if_needed()
        box = plot.bounding_box()
        assert box["width"] > 300
        assert box["height"] > 180
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
    context.close()


def test_on_a_phone_the_bill_of_six_runners_is_no_wider_than_the_page(chromium, page_of):
    six = quote("race runners='full batch; SGD; momentum; Adam; RMSProp; Newton'")
    context = chromium.new_context(viewport={"width": 390, "height": 844}, offline=True)
    page = Saved(context.new_page(), page_of(sl.RaceLab), f"#{six}").page
    page.locator("table tr").nth(6).wait_for()
    assert page.locator("table tr").count() == 7
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("() => document.documentElement.scrollWidth") == width
    context.close()


def test_a_tap_on_a_map_says_what_is_there_until_the_next_one(phone, page_of):
    page = Saved(phone.new_page(), page_of(sl.RaceLab)).page
    plot, tip = page.locator(".sg-plot").first, page.locator(".sg-plot .sg-tip:visible")
    plot.tap(position={"x": 200, "y": 100})
    assert "loss" in tip.inner_text()
    page.locator("h1").tap()
    assert tip.count() == 0
    page.close()
