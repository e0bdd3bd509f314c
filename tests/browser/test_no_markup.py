"""Text stays text: every word that a lab shows carries markup here, which nowhere becomes an element."""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sgdlab as sl
from tests.browser import zoo
from tests.browser.look import Picture, opened

pytestmark = pytest.mark.slow

EVIL = '<img src=x onerror="window.evil = true"></script><b>&amp;'
WORDS = ("name", "question", "title", "label", "caption", "unit", "value")  # of a description; the rest names a value
CELL = f"""\
import sys
sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r})
from tests.browser.test_no_markup import poisoned

view = poisoned()
view"""
OWN = f"""\
import sgdlab as sl
from dataclasses import replace
EVIL = {EVIL!r}
def slope(x):
    return 2 * x
slope.__name__ = EVIL
zoom = sl.HZoomLab(slope)
zoom"""
MINE = """\
model = replace(sl.linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]), title=EVIL, names=(EVIL, EVIL))
panes = sl.TwinPanesLab(model, x=EVIL, y=EVIL)
panes"""
_MARKUP = """(area) => [...area.querySelectorAll(":is(.sgdlab, .widget-box) :is(img, script)")]
    .map((node) => node.outerHTML)"""


def poison(value: Any, is_word: Callable[[str], bool], name: str = "") -> Any:
    """The same value, and markup behind every word of it; keys and looks stay."""
    if isinstance(value, dict):
        return {key: poison(item, is_word, key) for key, item in value.items()}
    if isinstance(value, list):
        return [poison(item, is_word, name) for item in value]
    return value + EVIL if isinstance(value, str) and is_word(name) else value


def poisoned() -> zoo.View:
    """Every kind of panel, and a goal, with markup in every word."""
    start: dict[str, Any] = {"start": [-2.0, 2.0], "left": [-2.0, -1.0], "right": [2.0, 1.0], "cell": [0, 0]}
    described, values = zoo.described(start)
    spec, frame = poison(described, WORDS.__contains__), poison(values, lambda name: name != "tone")
    goal = {"goals": [{"text": EVIL, "reached": False}]}
    spec = {**spec, "goals": "goals", "presets": [EVIL]}
    return zoo.View(spec, {**frame, **goal, "state": EVIL}, {"pick": lambda message: None})


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "markup.ipynb", CELL, OWN, MINE) as lab:
        yield lab
        assert lab.page_errors == []


def markup(picture):
    """What became an element, and whether anything ran."""
    return [*picture.area.evaluate(_MARKUP), *(["it ran"] if picture.page.evaluate("() => window.evil") else [])]


def literal(picture):
    """How often the markup is to be read, as it was written."""
    texts = picture.area.evaluate("(area) => [...area.querySelectorAll('.sgdlab *')].map((node) => node.textContent)")
    return sum(text.endswith(EVIL) for text in texts)


def test_every_word_of_every_kind_of_panel_is_shown_as_it_was_written(page):
    picture = Picture(page)
    assert literal(picture) > 60
    for plot in picture.area.locator(".sg-plot").all():
        plot.hover()
    picture.area.locator(".sg-node").first.hover()
    box = picture.area.locator("button.sg-cell-box").nth(2)
    box.hover()
    box.click()
    picture.page.wait_for_timeout(200)
    assert markup(picture) == []


def test_an_error_is_shown_as_it_was_written(page):
    picture = Picture(page)
    page.execute(f"view.fail({EVIL!r})")
    picture.area.locator(".sg-alert p").wait_for()
    assert picture.area.locator(".sg-alert p").inner_text() == EVIL
    assert markup(picture) == []


@pytest.mark.parametrize("cell", [1, 2])
def test_names_of_the_learners_own_are_shown_as_they_were_written(page, cell):
    picture = Picture(page, cell)
    assert EVIL in picture.area.inner_text()
    picture.changed(lambda: picture.enter_state(f"{EVIL} seed=1"))
    assert markup(picture) == []


def test_a_saved_page_and_the_stored_picture_have_none_of_it(chromium, tmp_path):
    def slope(x):
        return 2 * x

    slope.__name__ = EVIL
    lab, path = sl.HZoomLab(slope), tmp_path / "page.html"
    lab.save(path)
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.locator(".sgdlab").wait_for()
    page.wait_for_timeout(200)
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2  # the data and the program
    assert page.evaluate("() => window.evil") is None
    context.close()
    stored = lab.figure()._repr_mimebundle_()["text/html"]
    assert EVIL in html.unescape(stored)
    assert "<img src=x" not in stored
