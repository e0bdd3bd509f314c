"""Predictions as a learner gives them: a choice, a number, a curve drawn by mouse and by keyboard; kept in the file."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from sgdlab.course import predict, recall
from sgdlab.course.curriculum import passed
from tests.browser.bare import Bare
from tests.browser.drive import violations
from tests.browser.look import until
from tests.browser.test_quiz import CUT

_TAKES_THE_SPACE_BAR = """(node) => !node.dispatchEvent( // else it scrolls the page
    new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true }))"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passed, "get_ipython", object)  # a script would keep nothing


def kept(bare: Bare, key: str, matches: Any = lambda said: True) -> Any:
    """What the file has of a prediction, once it matches."""

    def said() -> Any:
        found = json.loads(Path(passed.FILE).read_text("utf-8"))["predictions"] if Path(passed.FILE).exists() else {}
        return found.get(key, {}).get("said")

    until(bare.page, lambda: said() is not None and matches(said()), key)
    return said()


def test_a_choice_and_a_number_are_kept_as_soon_as_they_are_given(bare: Bare) -> None:
    area = bare.show(predict("07"))
    area.get_by_role("radio", name="too long").check()
    assert kept(bare, "07.1") == "too long"
    number = area.get_by_label("your number")
    number.fill("16")
    number.press("Tab")
    assert kept(bare, "07.2") == 16
    number.fill("22,5")
    number.press("Tab")
    expect(number).to_have_attribute("aria-invalid", "true")
    how = area.get_by_text("Write it like 7.5, with a point and no unit.")
    expect(how).to_be_visible()  # though the focus is elsewhere by now
    assert kept(bare, "07.2") == 16  # not 225
    number.fill("22.5")
    number.press("Tab")
    expect(number).to_have_attribute("aria-invalid", "false")
    expect(how).not_to_be_visible()
    assert kept(bare, "07.2", lambda said: said != 16) == 22.5


def draw(area: Locator) -> None:
    """Draw a curve by the mouse, from the left to the right."""
    plot = area.locator(".sgdlab-quiz svg")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    scale, mouse = box["width"] / 580, area.page.mouse
    mouse.move(box["x"] + 62 * scale, box["y"] + 58 * scale)  # the height 1, a quarter of 100 … 1e-6
    mouse.down()
    mouse.move(box["x"] + 560 * scale, box["y"] + 208 * scale, steps=9)
    mouse.up()


def test_a_curve_is_drawn_by_mouse_and_changed_by_keyboard_alone(bare: Bare) -> None:
    area, keys = bare.show(predict("09.4")), bare.page.keyboard
    points = area.get_by_role("slider")
    points.first.wait_for()
    draw(area)
    before = kept(bare, "09.4", lambda said: None not in said)
    assert len(before) == 13
    assert before == sorted(before, reverse=True)
    assert (before[0], before[-1]) == (pytest.approx(1, rel=0.2), pytest.approx(1e-6, rel=0.2))
    points.first.focus()
    assert points.first.evaluate(_TAKES_THE_SPACE_BAR)
    for key in ("End", "Shift+ArrowUp", "ArrowLeft", "Delete"):
        keys.press(key)
    said = kept(bare, "09.4", lambda said: said[11] is None)
    assert said[:11] == before[:11]
    assert said[12] == pytest.approx(1e-6 * 10**0.8, rel=0.2)  # a tenth of eight decades
    assert points.nth(11).get_attribute("aria-valuetext") == "not drawn yet"


def test_the_curves_of_the_early_notebooks_are_drawn_too(bare: Bare) -> None:
    for key, many, first in (("02.4", 13, 24.0), ("06.2", 11, 1.6)):
        sliders = bare.show(predict(key)).get_by_role("slider")
        expect(sliders).to_have_count(many)
        for _ in range(10):
            sliders.first.press("Shift+ArrowUp")  # up to the edge
        kept(bare, key, lambda said, wanted=[first, *[None] * (many - 1)]: said == wanted)


def test_what_went_wrong_is_asked_again_and_told(bare: Bare) -> None:
    area = bare.show(recall("08"))
    expect(area.get_by_role("group")).to_have_count(3)
    area.get_by_role("radio").first.check()
    area.get_by_role("button", name="Score it").click()
    area.get_by_text("are right").wait_for()
    area.get_by_role("group").first.get_by_text(re.compile("^(✓ Right|✗ )")).wait_for()
    assert area.get_by_role("status").count() == 1, "read aloud is the score alone"


def test_no_text_is_cut_off_and_nothing_is_inaccessible(bare: Bare, axe_source: str) -> None:
    for key in ("07", "09.4", "02.4"):
        bare.show(predict(key)).get_by_role("group").first.wait_for()
    for width in (1280, 500):
        bare.page.set_viewport_size({"width": width, "height": 1400})
        assert bare.page.locator("main").evaluate(CUT) == []
    bare.page.set_viewport_size({"width": 1280, "height": 1400})
    assert violations(bare.page, axe_source, "main") == []
