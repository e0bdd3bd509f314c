"""Predictions as a learner gives them: a choice, a number, a curve drawn by mouse and by keyboard; kept in the file."""

import json
import os
import re
from pathlib import Path

import pytest

from sgdlab.course.curriculum.passed import FILE
from tests.browser.look import opened

AREA = ".jp-Cell-outputArea"
ASK = 'from sgdlab.course import compare, predict, recall\n\npredict("07")'
DRAW = 'predict("09.4")'
EARLY = 'predict("02.4")', 'predict("06.2")'
RECALL = 'recall("08")'

_TAKES_THE_SPACE_BAR = """(node) => !node.dispatchEvent( // else it scrolls the page
    new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true }))"""


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "predict.ipynb", ASK, DRAW, RECALL, *EARLY) as lab:
        lab.page.locator(AREA).nth(2).get_by_role("button", name="Score it").wait_for()
        lab.page.locator(AREA).nth(4).get_by_role("slider").first.wait_for()
        lab.command("application:toggle-left-area")  # which would leave a narrow window no room
        lab.viewport(1280, 2600)  # all of it at once
        yield lab
        assert lab.page_errors == []


def area(page, cell=0):
    return page.page.locator(AREA).nth(cell)


def kept(lab_server, page, key):
    """What the file has of a prediction, once it is there."""
    area(page, 1 if key == "09.4" else 0).get_by_text("and nowhere else").wait_for()
    page.wait_idle()
    (found,) = Path(lab_server.folder).rglob(FILE)
    return json.loads(found.read_text())["predictions"][key]["said"]


def test_a_choice_and_a_number_are_kept_as_soon_as_they_are_given(page, lab_server):
    area(page).get_by_role("radio", name="too long").check()
    assert kept(lab_server, page, "07.1") == "too long"
    number = area(page).get_by_label("your number")
    number.fill("16")
    number.press("Tab")
    assert kept(lab_server, page, "07.2") == 16
    number.fill("22,5")
    number.press("Tab")
    assert not number.evaluate("(field) => field.checkValidity()")
    assert number.get_attribute("aria-invalid") == "true"
    how = area(page).get_by_text("Write it like 7.5, with a point and no unit.")
    assert how.is_visible()  # though the focus is elsewhere by now
    assert kept(lab_server, page, "07.2") == 16  # not 225
    number.fill("22.5")
    number.press("Tab")
    assert number.get_attribute("aria-invalid") == "false"
    assert not how.is_visible()


def draw(page):
    """Draw a curve by the mouse, from the left to the right."""
    plot = area(page, 1).locator(".sgdlab-quiz svg")
    box = plot.bounding_box()
    scale = box["width"] / 580
    mouse = page.page.mouse
    mouse.move(box["x"] + 62 * scale, box["y"] + 58 * scale)  # the height 1, a quarter of 100 … 1e-6
    mouse.down()
    mouse.move(box["x"] + 560 * scale, box["y"] + 208 * scale, steps=9)
    mouse.up()


def test_a_curve_is_drawn_by_mouse(page, lab_server):
    draw(page)
    said = kept(lab_server, page, "09.4")
    assert len(said) == 13
    assert said == sorted(said, reverse=True)
    assert said[0] == pytest.approx(1, rel=0.2)
    assert said[-1] == pytest.approx(1e-6, rel=0.2)


def test_and_by_keyboard_alone(page, lab_server):
    points, keys = area(page, 1).get_by_role("slider"), page.page.keyboard
    draw(page)
    before = kept(lab_server, page, "09.4")
    points.first.focus()
    assert points.first.evaluate(_TAKES_THE_SPACE_BAR)
    keys.press("End")
    keys.press("Shift+ArrowUp")
    keys.press("ArrowLeft")
    keys.press("Delete")
    said = kept(lab_server, page, "09.4")
    assert said[:11] == before[:11]
    assert said[11] is None
    assert said[12] == pytest.approx(1e-6 * 10**0.8, rel=0.2)  # a tenth of eight decades
    assert points.nth(11).get_attribute("aria-valuetext") == "not drawn yet"


@pytest.mark.parametrize(("cell", "points", "first"), [(3, 13, 24.0), (4, 11, 1.6)])
def test_the_curves_of_the_early_notebooks_are_drawn_too(page, lab_server, cell, points, first):
    key = EARLY[cell - 3][9:13]
    sliders = area(page, cell).get_by_role("slider")
    assert sliders.count() == points
    sliders.first.focus()
    for _ in range(10):
        page.page.keyboard.press("Shift+ArrowUp")  # up to the edge
    area(page, cell).get_by_text("and nowhere else").wait_for()
    page.wait_idle()
    (found,) = Path(lab_server.folder).rglob(FILE)
    assert json.loads(found.read_text())["predictions"][key]["said"] == [first, *[None] * (points - 1)]


def test_what_went_wrong_is_asked_again_and_told(page):
    assert area(page, 2).get_by_role("group").count() == 3
    area(page, 2).get_by_role("radio").first.check()
    area(page, 2).get_by_role("button", name="Score it").click()
    area(page, 2).get_by_text("are right").wait_for()
    answered = area(page, 2).get_by_role("group").first
    assert answered.get_by_text(re.compile("^(✓ Right|✗ )")).is_visible()
    assert area(page, 2).get_by_role("status").count() == 1, "read aloud is the score alone"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_no_text_is_cut_off(page, theme, width):
    page.theme(theme)
    page.viewport(width, 2600)
    page.page.wait_for_timeout(300)
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.page.screenshot(path=Path(folder) / f"predict_{width}_{theme}.png")
    cut = page.page.locator(AREA).evaluate_all(
        """(areas) => areas.flatMap((area) => [...area.querySelectorAll("legend, label, button, svg")])
            .filter((node) => node.clientWidth && node.scrollWidth > node.clientWidth + 1)
            .map((node) => node.textContent)"""
    )
    assert cut == []


def test_nothing_in_it_is_inaccessible(page, axe_source):
    assert page.violations(axe_source, AREA) == []
