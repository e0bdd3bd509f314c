"""Every kind of panel (zoo.py) as a learner uses it: what is drawn where, moved, picked, told, and how it looks."""

import numpy as np
import pytest

from tests.browser import zoo
from tests.browser.drive import violations
from tests.browser.look import BACK, BOX, FRONT, Shown, until

SURFACE, PLANE, CURVES, BARS = range(4)  # the panels with axes
START = [-2.0, 2.0]


@pytest.fixture(scope="module")
def opened_zoo(bare_page):
    bare_page.clear()
    bare_page.page.set_viewport_size({"width": 1280, "height": 1400})
    yield Shown(bare_page.show(zoo.everything()))
    assert bare_page.errors == []


@pytest.fixture
def panels(opened_zoo):
    """The panels with the playhead at the end."""
    play(opened_zoo, 1)
    opened_zoo.page.mouse.move(2, 2)
    return opened_zoo


def play(picture, fraction):
    picture.area.get_by_role("slider", name="Playhead").fill(str(fraction))


def at(picture, panel, point, across=(-3, 3), up=(-3, 3)):
    """Where a point is drawn, in pixels of a plot."""
    size = picture.plot(panel).bounding_box()
    (left, top, right, bottom), (x0, x1), (y0, y1) = BOX, across, up
    x = left + (point[0] - x0) / (x1 - x0) * (size["width"] - left - right)
    return x, size["height"] - bottom - (point[1] - y0) / (y1 - y0) * (size["height"] - top - bottom)


def equal(picture):
    """Both ranges of the plane: -3 to 3, the wider side of the box in the same scale."""
    size = picture.plot(PLANE).bounding_box()
    half = 3 * (size["width"] - BOX[0] - BOX[2]) / (size["height"] - BOX[1] - BOX[3])
    return (-half, half)


def handle(picture, name):
    return picture.area.get_by_role("slider", name=name, exact=True)


def middle(picture, name, panel):
    box, plot = handle(picture, name).bounding_box(), picture.plot(panel).bounding_box()
    return box["x"] + box["width"] / 2 - plot["x"], box["y"] + box["height"] / 2 - plot["y"]


def wait_text(locator, words):
    locator.page.wait_for_function(
        "([node, words]) => node.textContent.includes(words)", arg=[locator.element_handle(), words]
    )


def test_the_run_ends_where_the_numbers_say(panels):
    path = zoo.train(START)
    head = panels.ink(SURFACE, FRONT, "blue")
    np.testing.assert_allclose((head["x"], head["y"]), at(panels, SURFACE, path[-1]), atol=2.5)
    play(panels, 0.25)
    head = panels.ink(SURFACE, FRONT, "blue")
    np.testing.assert_allclose((head["x"], head["y"]), at(panels, SURFACE, path[10]), atol=2.5)


def test_points_of_the_plane_are_where_the_numbers_say(panels):
    X, yes = zoo.birds()
    inside = X[~yes]
    drawn = panels.ink(PLANE, BACK, "purple")
    expected = np.mean([at(panels, PLANE, point, equal(panels)) for point in inside], axis=0)
    np.testing.assert_allclose((drawn["x"], drawn["y"]), expected, atol=3)


def test_bars_say_their_numbers(panels):
    label = panels.plot(BARS).get_attribute("aria-label")
    assert "backward pass: this run 19,680, by hand 24,000" in label
    assert panels.ink(BARS, FRONT, "blue")["count"] > 100


def test_marks_and_rules_belong_to_their_axis(panels):
    axis = panels.area.get_by_label("horizontal axis")
    with_mark = panels.ink(CURVES, FRONT, "ink")["count"]
    assert with_mark > 100
    axis.select_option("log")
    assert panels.ink(CURVES, FRONT, "ink")["count"] < with_mark / 2
    assert "against steps + 1" in panels.plot(CURVES).get_attribute("aria-label")
    axis.select_option("steps")
    assert panels.ink(CURVES, FRONT, "ink")["count"] == with_mark


def test_a_handle_follows_the_mouse_on_a_slide_that_is_made_smaller(panels):
    panels.area.evaluate("(lab) => { lab.style.transform = 'scale(0.6)'; }")  # as reveal.js does
    before = middle(panels, "left end", PLANE)
    panels.drag(handle(panels, "left end"), 30, -20)
    after = middle(panels, "left end", PLANE)
    panels.area.evaluate("(lab) => { lab.style.transform = ''; }")
    np.testing.assert_allclose(after, (before[0] + 30, before[1] - 20), atol=2)


@pytest.mark.parametrize(("name", "other"), [("left end", "right end"), ("right end", "left end")])
def test_each_handle_is_moved_alone_by_mouse_and_keyboard(panels, name, other):
    ring, before, others = handle(panels, name), middle(panels, name, PLANE), middle(panels, other, PLANE)
    panels.drag(ring, 40, -30)
    np.testing.assert_allclose(middle(panels, name, PLANE), (before[0] + 40, before[1] - 30), atol=2)
    ring.press("Shift+ArrowLeft")
    wide = panels.plot(PLANE).bounding_box()["width"] - BOX[0] - BOX[2]
    np.testing.assert_allclose(middle(panels, name, PLANE), (before[0] + 40 - 0.05 * wide, before[1] - 30), atol=2)
    assert middle(panels, other, PLANE) == others


def test_the_kernel_answers_a_moved_handle(panels):
    ring = handle(panels, "start")
    ring.press("ArrowRight")
    wait_text(panels.area.locator(".sg-words"), "from (−1.94, 2.00)")
    assert ring.get_attribute("aria-valuetext").startswith("w1 −1.94, w2 2, loss ")
    ring.press("ArrowLeft")
    wait_text(panels.area.locator(".sg-words"), "from (−2.00, 2.00)")


def test_a_handle_stays_in_the_picture(panels):
    ring = handle(panels, "start")
    for _ in range(12):
        ring.press("Shift+ArrowUp")
    assert ring.get_attribute("aria-valuetext").startswith("w1 −2, w2 3, ")
    panels.drag(ring, 0, at(panels, SURFACE, START)[1] - at(panels, SURFACE, [-2, 3])[1])
    wait_text(panels.area.locator(".sg-words"), "from (−2.00, 2.0")


def test_boxes_of_a_graph_say_what_they_hold_and_what_comes_in(panels):
    said = [box.get_attribute("aria-label") for box in panels.area.get_by_role("img").all()]
    assert {
        "x, value 2",
        "×, value 1, gradient ∇ −4, from x (w = 0.5) and w (x = 2), at work",
        "², value 4, gradient ∇ 1, from − (2·(−2)), done",
    } <= set(said)


def test_cells_are_walked_told_and_picked(panels):
    cells = panels.area.locator(".sg-cell-box")
    cells.nth(0).focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp"):
        panels.page.keyboard.press(key)
    assert panels.page.evaluate("document.activeElement.ariaLabel") == "gradient descent, saddle, nothing"
    panels.page.keyboard.press("ArrowDown")
    assert panels.area.locator(".sg-cells .sg-tip").inner_text() == "momentum on the saddle"
    assert [k for k, cell in enumerate(cells.all()) if cell.get_attribute("tabindex") == "0"] == [6]
    press = "(box, key) => box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))"
    assert cells.nth(6).evaluate(press, "a")
    assert not cells.nth(6).evaluate(press, "ArrowLeft")  # the page does not scroll
    cells.nth(6).click()
    wait_text(panels.area.locator(".sg-cell-box[aria-pressed=true]"), "12")
    assert [cell.get_attribute("aria-pressed") for cell in cells.all()].index("true") == 6


def test_a_panel_without_a_neighbor_has_its_row_for_itself(panels):
    wide = panels.area.locator(".sg-panels > *").evaluate_all(
        "(all) => all.map((panel) => panel.classList.contains('sg-wide'))"
    )
    assert wide == [False, False, False, False, True, True]


def test_the_pointer_is_told_what_is_there(panels):
    X, yes = zoo.birds()
    bird = X[yes][4]
    x, y = at(panels, PLANE, bird, equal(panels))
    panels.plot(PLANE).hover(position={"x": x, "y": y})
    tip = panels.plot(PLANE).locator(".sg-tip")
    assert tip.inner_text().split("\n")[0] == "yes"
    x, y = at(panels, PLANE, [2.6, 2.6], equal(panels))
    panels.plot(PLANE).hover(position={"x": x, "y": y})
    assert tip.inner_text().split("\n")[-1] == "yes's side"
    panels.plot(BARS).hover(position={"x": 100, "y": 90})
    assert "forward pass\nthis run 9,840\nby hand 9,600" in panels.plot(BARS).locator(".sg-tip").inner_text()


def test_the_keyboard_is_told_what_is_there(panels):
    for panel, words in ((CURVES, "steps 0, the run "), (BARS, "forward pass, this run 9,840, by hand 9,600")):
        plot = panels.plot(panel)
        plot.focus()
        plot.press("ArrowRight")
        assert words in plot.locator("[aria-live]").inner_text()


def test_it_is_crisp_on_a_fine_screen(panels):
    session = panels.page.context.new_cdp_session(panels.page)
    size = {"width": 1280, "height": 1000, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 2})
    play(panels, 0.5)
    for panel in (SURFACE, PLANE, CURVES, BARS):
        ratio = panels.plot(panel).evaluate("(plot) => plot.querySelector('canvas').width / plot.clientWidth")
        assert ratio == pytest.approx(2, abs=0.01)
    session.send("Emulation.clearDeviceMetricsOverride")
    play(panels, 1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_overlaps_or_is_clipped(panels, axe_source, theme):
    panels.page.emulate_media(color_scheme=theme)
    panels.area.locator(f".sgdlab[data-theme={theme}]").wait_for()
    count = "(box) => getComputedStyle(box).gridTemplateColumns.split(' ').length"
    for width, columns in ((1280, 2), (700, 1)):
        panels.page.set_viewport_size({"width": width, "height": 3000})
        until(panels.page, lambda columns=columns: panels.area.locator(".sg-panels").evaluate(count) == columns)
        panels.settled()
        assert panels.faults() == []
    assert violations(panels.page, axe_source, "main") == []
    panels.page.set_viewport_size({"width": 1280, "height": 1400})
    panels.page.emulate_media(color_scheme="light")
