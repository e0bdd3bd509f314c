"""Data, words and names that carry markup, tried in a browser: nothing runs, nothing of it becomes an element."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sgdlab as sl
from sgdlab.problems.examples import penguin_line
from tests.browser.look import FRAMES, LEARNED, until
from tests.browser.saved import Saved

pytestmark = pytest.mark.slow
TRAPS = (  # all of them in each word; an address is one only where the word begins with it
    "javascript:window.hacked=1",
    "<img src=x onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</textarea><iframe srcdoc='<script>parent.hacked=1</script>'>",
    '1"><svg onload=window.hacked=1>',
    "'+(window.hacked=1)+'",
    "${window.hacked=1}",
    "*/window.hacked=1/*",
    "<!--<script>",
    "{loss} $& __proto__",
)
TRAP = " ".join(TRAPS)
BORDER, LINE = "your classes: a border", "your points: a line"
ROWS = "0.1,0.2,{0}\n0.3,-0.4,{0}\n-0.5,0.1,{1}\n-0.2,-0.3,{1}"
NAME, IMAGE = TRAP.replace('"', "'"), TRAPS[1]  # what a table can hold, and what a refusal shows whole
CHOSEN = "(name) => document.querySelector('.sg-state input')?.value.includes(name)"
DROP = """(plot, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "points.csv", { type: "text/csv" }));
    plot.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
}"""
ALL = "(area) => area.textContent + [...area.querySelectorAll('[aria-label]')].map((one) => one.ariaLabel).join()"
FOUND = """(inside) => [
    ...document.querySelectorAll(`${inside} :is(img, script, iframe, object, embed, [onload], [onerror], [srcdoc])`),
    ...document.querySelectorAll(`${inside} :is(a, form, area)[href^="javascript:" i]`),
].map((node) => node.outerHTML)"""


def tables() -> Iterator[tuple[str, str]]:
    """Tables with a trap as the name of a column, as a class, as a number, and as a third class; a surface for each."""
    yield BORDER, f"{NAME},x2,class\n" + ROWS.format(NAME, "other")
    yield BORDER, ROWS.format(NAME, "other")
    yield LINE, f"0.1,0.2\n0.3,{IMAGE}\n0.5,0.1"
    yield BORDER, ROWS.format("a", "b") + f"\n0,0,{IMAGE}"


def shown(table: str) -> str:
    """The trap that the lab writes of a table."""
    return NAME if NAME in table else IMAGE


def assert_harmless(page: Any, inside: str) -> None:
    assert page.evaluate("() => window.hacked") is None
    assert page.evaluate(FOUND, inside) == []


def words(area: Any) -> str:
    """All that is to be read, and the errors."""
    return re.sub(r"\s+", " ", " ".join(area.locator(".sg-words, .sg-said, .sg-alert").all_inner_texts()))


@pytest.fixture(scope="module")
def race(chromium: Any, page_of: Any) -> Iterator[Saved]:
    """A saved page of the race, with its code open."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = Saved(context.new_page(), page_of(sl.RaceLab))
    page.page.get_by_text("as code", exact=True).click()
    yield page
    assert page.errors == []
    context.close()


@pytest.mark.parametrize("how", ["pasted", "dropped"])
def test_a_table_with_markup_in_a_saved_page(race: Saved, how: str) -> None:
    page = race.page
    field = page.get_by_role("textbox", name="your points")
    for surface, table in tables():
        page.locator(".sg-controls select").first.select_option(label=surface)
        page.wait_for_function(CHOSEN, arg=surface)
        before = field.input_value()
        if how == "pasted":
            field.fill(table)
        else:
            page.locator(".sg-plot").nth(LEARNED).evaluate(DROP, table)
        until(page, lambda table=table: shown(table) in words(page))
        refused = how == "dropped" and shown(table) == IMAGE  # the points that were there stay
        assert field.input_value() == (before if refused else table)
        assert_harmless(page, "main")


def labeled() -> sl.RaceLab:
    """A race on arrays whose labels are words."""
    return sl.RaceLab([[0.0, 1.0], [1.0, 0.0], [2.0, 5.0], [3.0, 1.0], [4.0, 3.0]], [TRAP, "b", TRAP, f"c{TRAP}", "b"])


def hostile() -> sl.RaceLab:
    """A race whose problem and own runner have such names."""

    def mine(gradient: Any, params: Any) -> Any:
        return -0.05 * gradient

    mine.__name__ = mine.__qualname__ = TRAP
    return sl.RaceLab(replace(penguin_line(), title=TRAP, names=(TRAP, f"b {TRAP}")), yours=mine)


@pytest.mark.parametrize("make", [labeled, hostile])
def test_a_saved_page_of_hostile_words(chromium: Any, tmp_path: Path, make: Any) -> None:
    path = tmp_path / "race.html"
    lab = make()
    lab.save(path)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    saved = Saved(context.new_page(), path)
    page = saved.page
    assert page.locator("h1").inner_text() == re.sub(r"\s+", " ", lab.view.spec["name"])
    page.locator(".sg-plot").first.hover()
    page.get_by_text("as code", exact=True).click()
    page.locator(".sg-code pre", has_text="import").wait_for()
    assert TRAP in page.locator("main").evaluate(ALL) or make is labeled
    page.get_by_role("slider", name="learning rate", exact=True).press("ArrowRight")
    page.evaluate(FRAMES)
    assert_harmless(page, "main")
    assert page.locator("script").count() == 2  # the data and the program
    assert saved.errors == []
    context.close()
