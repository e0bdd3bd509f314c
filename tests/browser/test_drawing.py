"""Points drawn by hand in a page alone, from a file: what is drawn is raced on at once, and learned."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import sgdlab as sl
from sgdlab.labs.race.learned import CLASSES
from tests.browser.look import BOX, FRAMES, INK, LEARNED, SURFACE, until

BORDER, NETWORK = "your classes: a border", "your classes: network 2-8-2"
LINE = "your points: a line"
CHOSEN = "(name) => document.querySelector('.sg-state input')?.value.includes(name)"


class Drawing:
    """A saved page with the picture of the data."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.table = page.get_by_role("textbox", name="your points")
        self.plot = page.locator(".sg-plot").nth(LEARNED)

    def choose(self, name: str) -> None:
        self.page.locator(".sg-controls select").first.select_option(label=name)
        self.page.wait_for_function(CHOSEN, arg=name)

    def until_losses(self, hold: Callable[[float, float], bool]) -> None:
        """Wait until those of full batch and of SGD, which stand below the picture, are as they should be."""

        def holds() -> bool:
            words = self.page.locator(".sg-words").inner_text()
            losses = [float(one) for one in re.findall(r"loss ([\d.]+) (?:after|\()", words)]
            return len(losses) == 2 and hold(*losses)

        until(self.page, holds)

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the data is, which run from -1.1 to 1.1 on both axes."""
        box, (left, top, right, bottom) = self.plot.bounding_box(), BOX
        wide, high = box["width"] - left - right, box["height"] - top - bottom
        return box["x"] + left + wide * (x / 2.2 + 0.5), box["y"] + top + high * (0.5 - y / 2.2)

    def click(self, x: float, y: float) -> None:
        self.page.mouse.click(*self.pixel(x, y))

    def stroke(self, places: list[tuple[float, float]]) -> None:
        """Draw by the mouse, with the button down."""
        self.page.mouse.move(*self.pixel(*places[0]))
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*self.pixel(*place))
        self.page.mouse.up()

    def ink(self, color: str) -> int:
        """How many pixels the points of a color have."""
        count: int = self.plot.evaluate(INK, [0, color])["count"]
        return count

    def rows(self) -> list[list[str]]:
        return [line.split(",") for line in self.table.input_value().splitlines()]


@pytest.fixture
def drawing(chromium: Any, page_of: Any) -> Iterator[Drawing]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_of(sl.RaceLab).as_uri())
    yield Drawing(page)
    assert errors == []
    page.close()


def test_a_ring_is_learned_by_the_network_and_not_by_the_border(drawing: Drawing) -> None:
    drawing.choose(NETWORK)
    data, map_ = (drawing.page.locator(".sg-plot").nth(panel).bounding_box() for panel in (LEARNED, SURFACE))
    assert data["x"] + data["width"] < map_["x"]  # there is room to draw in: it has the left half
    assert data["height"] > 200
    drawing.table.fill("")
    drawing.page.get_by_text("there are no points: click into the picture of the data").wait_for()
    assert drawing.ink("indigo") == drawing.ink("gold") == 0
    for k in range(6):
        before = drawing.ink("indigo")
        drawing.click(0.15 * math.cos(k), 0.15 * math.sin(k))
        until(drawing.page, lambda before=before: drawing.ink("indigo") > before + 15)
    assert len(drawing.rows()) == 6
    drawing.page.get_by_text("the third column needs two classes; here it has 0").wait_for()
    assert drawing.ink("gold") == 0
    assert drawing.plot.evaluate(INK, [2, "orange"])["count"] > 100  # the border of the last race is still there
    drawing.page.get_by_label("a click adds").select_option(label=CLASSES[1])
    drawing.click(0.8, 0)
    drawing.page.locator(".sg-alert p").wait_for(state="detached")
    drawing.stroke([(0.8 * math.cos(0.1 + k / 10), 0.8 * math.sin(0.1 + k / 10)) for k in range(60)])
    drawing.until_losses(lambda full, sgd: sgd < 0.05 < full)
    ring = [math.hypot(float(x), float(y)) for x, y, label in drawing.rows() if label == "1"]
    assert len(ring) > 12
    assert 0.6 < min(ring) < max(ring) < 1
    assert drawing.plot.evaluate(INK, [2, "orange"])["count"] > 300  # the border of SGD
    points = drawing.table.input_value()
    drawing.choose(BORDER)
    assert drawing.table.input_value() == points
    drawing.until_losses(lambda full, sgd: min(full, sgd) > 0.4)


def test_a_click_on_a_point_removes_it_and_a_stroke_from_there_draws(drawing: Drawing) -> None:
    drawing.choose(LINE)
    before = drawing.rows()
    drawing.click(0.7, -0.6)
    assert len(drawing.rows()) == len(before) + 1
    drawing.page.mouse.move(*drawing.pixel(0.72, -0.6))  # beside its middle
    drawing.page.get_by_text("a click removes it").wait_for()
    drawing.page.mouse.move(*drawing.pixel(0.85, -0.6))
    drawing.page.get_by_text("a click removes it").wait_for(state="hidden")
    drawing.stroke([(0.7, -0.6), (0.9, -0.6)])
    assert len(drawing.rows()) > len(before) + 2
    for row in drawing.rows()[len(before) :]:
        drawing.click(float(row[0]), float(row[1]))
    assert drawing.rows() == before
    assert drawing.page.get_by_text("a click removes it").is_hidden()  # the point is gone
    drawing.choose(NETWORK)
    for row in drawing.rows():
        drawing.click(float(row[0]), float(row[1]))
    assert drawing.table.input_value() == ""
    drawing.page.get_by_text("there are no points: click into the picture of the data").wait_for()
    drawing.click(0.2, 0.2)
    assert len(drawing.rows()) == 1


def test_a_file_that_cannot_be_read_is_named(drawing: Drawing) -> None:
    """A folder that is dropped has no text."""
    drawing.choose(LINE)
    drawing.plot.evaluate(
        """(plot) => {
            const file = { name: "folder", arrayBuffer: () => Promise.reject(new Error("no file")) };
            plot.dispatchEvent(Object.assign(new Event("drop"), { dataTransfer: { files: [file] } }));
        }"""
    )
    drawing.page.get_by_text("'folder' can't be read (no file): drop a CSV of points in UTF-8").wait_for()


def drop(drawing: Drawing, content: bytes, name: str = "points.csv") -> None:
    drawing.plot.evaluate(
        """(plot, [bytes, name]) => {
            const dataTransfer = { files: [new File([Uint8Array.from(bytes)], name)] };
            plot.dispatchEvent(Object.assign(new Event("drop"), { dataTransfer }));
        }""",
        [list(content), name],
    )


def test_a_csv_that_a_spreadsheet_wrote_is_read_and_another_file_refused(drawing: Drawing) -> None:
    drawing.choose(LINE)
    drop(drawing, "größe,y\r\n0,0.5\r\n1,1\r\n".encode("utf-8-sig"))
    drawing.page.get_by_text("Your data: 2 points; the first line holds names: größe, y").wait_for()
    drawing.page.locator("[aria-label*='größe across, y up']").first.wait_for(state="attached")
    drop(drawing, b"PK\x03\x04\xff\xff\x06\x00", "points.xlsx")
    drawing.page.get_by_text("'points.xlsx' can't be read").wait_for()
    drop(drawing, "größe;y\r\n0,5;1\r\n1;1\r\n".encode())
    drawing.page.get_by_text('line 1 is "größe;y": it has 1 field; write x, y').wait_for()


def test_a_finger_draws_and_does_not_scroll_the_page(chromium: Any, page_of: Any) -> None:
    context = chromium.new_context(viewport={"width": 412, "height": 839}, is_mobile=True, has_touch=True)
    drawing = Drawing(context.new_page())
    drawing.page.goto(page_of(sl.RaceLab).as_uri())
    drawing.choose(NETWORK)
    drawing.plot.scroll_into_view_if_needed()
    before, scrolled = drawing.rows(), drawing.page.evaluate("scrollY")
    browser = context.new_cdp_session(drawing.page)
    for kind, y in [("touchStart", -0.9), *(("touchMove", -0.9 + k / 10) for k in range(1, 18)), ("touchEnd", None)]:
        place = [] if y is None else [dict(zip("xy", drawing.pixel(0.9, y), strict=True))]
        browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": place})
    until(drawing.page, lambda: len(drawing.rows()) > len(before) + 4)
    assert drawing.page.evaluate("scrollY") == scrolled
    drawn = drawing.table.input_value()
    for spread in range(12):  # two fingers, which may want to see it larger
        both = [drawing.pixel(side * (0.1 + 0.05 * spread), 0) for side in ((-1, 1) if spread else (-1,))]
        points = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(both)]
        browser.send(
            "Input.dispatchTouchEvent", {"type": "touchMove" if spread > 1 else "touchStart", "touchPoints": points}
        )
    browser.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    drawing.page.evaluate(FRAMES)
    assert drawing.table.input_value() == drawn
    context.close()
