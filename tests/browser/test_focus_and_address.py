"""Saved pages in the hands of a reader who uses the keyboard, links, and pages with a frame."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

import sgdlab as sl
from tests.browser.look import FRAMES, until
from tests.browser.saved import Saved

_FOCUSED = """() => {
    const { ariaLabel, labels, textContent } = document.activeElement;
    return ariaLabel ?? labels?.[0]?.firstChild.textContent ?? textContent;
}"""
_FRAME = """(text) => document.body.append(
    Object.assign(document.createElement("iframe"), { sandbox: "allow-scripts", srcdoc: text }))"""
_QUICKLY = """(list) => [1, 2, 3].forEach((k) => {
    list.selectedIndex = k;
    list.dispatchEvent(new Event("change"));
})"""


@pytest.fixture
def opened(chromium, page_of):
    """Opens a saved lab by its name; no page may throw anything."""
    context, pages = chromium.new_context(viewport={"width": 1280, "height": 1000}, offline=True), []

    def open_one(name, end=""):
        pages.append(Saved(context.new_page(), page_of(getattr(sl, name)), end))
        return pages[-1].page

    yield open_one
    assert [page.errors for page in pages] == [[] for _ in pages]
    context.close()


def surfaces(page):
    return page.locator("label:has-text('surface') select").first


def wait_for_surface(page, name):
    page.wait_for_function(
        "(text) => document.querySelector('#restore').textContent.replaceAll(\"'\", '').includes(text)",
        arg=f"surface={name} ",
    )


def test_the_focus_stays_on_a_button_though_the_picture_gets_other_panels(opened):
    page = opened("AnatomyLab")
    presets = page.get_by_role("combobox", name="Presets")
    for k in range(1, presets.locator("option").count()):
        presets.focus()
        presets.select_option(index=k)
        page.evaluate(FRAMES)
        assert page.evaluate(_FOCUSED) == "Presets"
    page.get_by_role("button", name="reset").press("Enter")
    page.evaluate(FRAMES)
    assert page.evaluate(_FOCUSED) == "reset"


def test_another_surface_leaves_the_focus_on_the_list_and_the_lab_on_the_screen(opened):
    page = opened("RaceLab")
    page.get_by_role("button", name="stage").click()
    page.wait_for_function("() => document.fullscreenElement")
    surfaces(page).press("ArrowDown")
    wait_for_surface(page, surfaces(page).locator("option").nth(1).inner_text())
    assert page.evaluate(_FOCUSED) == "surface"
    assert page.evaluate("() => document.fullscreenElement?.querySelectorAll('.sgdlab').length") == 1
    assert page.get_by_role("button", name="stage").get_attribute("aria-pressed") == "true"


def test_of_surfaces_that_are_chosen_quickly_only_the_last_comes(opened):
    page = opened("RaceLab")
    last = surfaces(page).locator("option").nth(3).inner_text()
    surfaces(page).evaluate(_QUICKLY)
    wait_for_surface(page, last)
    page.evaluate(FRAMES)
    assert page.locator(".sgdlab").count() == 1
    assert surfaces(page).evaluate("(list) => list.selectedOptions[0].text") == last


@pytest.mark.parametrize("name", ["CircuitLab", "RaceLab"])
def test_a_link_that_is_changed_by_hand_and_the_back_button_are_followed(opened, name):
    page = opened(name)
    slider = page.locator("main input[type=range]:not([aria-label=Playhead])").first
    for _ in range(2):
        slider.press("ArrowLeft")
    state = page.get_by_label("state", exact=True)

    def followed():
        link = unquote(page.url.partition("#")[2])
        return link and link in state.input_value()

    until(page, followed, "that the address has the settings")
    shown, link = slider.input_value(), page.url.partition("#")[2]
    slider.press("ArrowRight")
    page.wait_for_function("(link) => location.hash !== `#${link}`", arg=link)
    other = slider.input_value()
    assert shown != other
    page.evaluate("(link) => { location.hash = link; }", link)
    expect(slider).to_have_value(shown)
    page.go_back()
    expect(slider).to_have_value(other)


@pytest.mark.parametrize("name", ["CircuitLab", "RaceLab"])
def test_the_words_that_restore_a_lab_have_the_settings_of_its_picture(opened, name):
    page = opened(name)
    page.locator("main input[type=range]:not([aria-label=Playhead])").first.press("ArrowLeft")
    state = page.get_by_label("state", exact=True).input_value()
    assert sl.restore(state).state != getattr(sl, name)().state
    expect(page.locator("#restore")).to_have_text(f'"{state}"')


@pytest.mark.parametrize("name", ["CircuitLab", "RaceLab"])
def test_in_a_frame_that_another_page_has_written_it_stays_the_same_page(chromium, page_of, name):
    """Such a frame has no address of its own, and relative addresses are those of the page around it."""
    page, errors = chromium.new_page(), []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.goto("about:blank")
    page.evaluate(_FRAME, page_of(getattr(sl, name)).read_text(encoding="utf-8"))
    frame = page.frame_locator("iframe")
    slider = frame.locator("main input[type=range]:not([aria-label=Playhead])").first
    before = slider.input_value()
    slider.press("ArrowLeft")
    expect(slider).not_to_have_value(before)
    assert errors == []
    page.close()


def test_what_is_said_of_a_try_that_failed_goes_once_the_reader_goes_on(opened):
    page = opened("RavineLab")
    stage, said = page.get_by_role("button", name="stage"), page.locator("[role=alert] p, p[role=alert]:not(:empty)")
    page.evaluate("() => { Element.prototype.requestFullscreen = () => Promise.reject(new Error('no')); }")
    stage.click()
    expect(said).to_have_text(["The browser does not give the whole screen (no)."])
    page.get_by_role("button", name="reset").click()
    expect(said).to_have_count(0)
    stage.click()
    expect(said).to_have_count(1)
    page.evaluate("() => { Element.prototype.requestFullscreen = async () => {}; }")
    stage.click()
    expect(said).to_have_count(0)
    page.locator("input[type=number]").first.fill("")
    page.keyboard.press("Tab")
    expect(said).to_contain_text(["is a number from"])
    page.get_by_role("button", name="reset").click()
    expect(said).to_have_count(0)


def test_that_an_address_can_not_be_computed_is_said_of_the_stored_picture_alone(opened):
    page = opened("CircuitLab", "#circuit%20move=3%20inputs=1,1")
    expect(page.get_by_text("This page can't compute the state in its address")).to_have_count(1)
    page.get_by_role("slider", name="move", exact=True).press("ArrowRight")
    expect(page.get_by_text("This page can't compute the state in its address")).to_have_count(0)
