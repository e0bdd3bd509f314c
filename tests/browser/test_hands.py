"""Whatever `sgdlab.labs` offers: every control once, by mouse and by keyboard, and then its page, saved and reopened.

The kernel is this process, and what a page says is compared with what the lab says in Python at the same settings.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

import sgdlab.labs
from sgdlab.labs.stage.lab import Lab
from tests.browser.bare import Bare
from tests.browser.drive import violations
from tests.browser.look import until
from tests.browser.saved import Saved
from tests.browser.truth import Truth

EVERY = [getattr(sgdlab.labs, name) for name in sgdlab.labs.__all__]
LABS = [one for one in EVERY if isinstance(one, type) and issubclass(one, Lab)]
DARK = ("RaceLab", "CircuitLab")  # those of which dark colors are looked at, too

Move = tuple[str, Callable[[], object]]


def along(slider: Locator) -> Iterator[Move]:
    """Move a slider by the mouse and by the keyboard."""
    name, box = slider.get_attribute("aria-label"), slider.bounding_box()
    assert box is not None
    far = slider.evaluate("(one) => (one.value - one.min) / (one.max - one.min) < 0.5")
    middle = {"x": box["width"] * (0.75 if far else 0.25), "y": box["height"] / 2}
    yield f"{name} by mouse", lambda: slider.click(position=middle)  # type: ignore[arg-type]
    yield f"{name} by keyboard", lambda: slider.press("ArrowLeft")


def typed(field: Locator) -> Iterator[Move]:
    """Type another number, and take it back."""
    name, before = field.get_attribute("aria-label"), field.input_value()
    value = float(before)
    other = value + 1 if value == int(value) else 1.1 * value

    def give(text: str) -> None:
        field.fill(text)
        field.press("Enter")

    yield f"{name} typed", lambda: give(f"{other:g}")
    yield f"{name} typed again", lambda: give(before)


def chosen(menu: Locator) -> Iterator[Move]:
    """Choose another entry of a list by the mouse, and the one before by the keyboard."""
    name = menu.evaluate("(list) => list.labels[0].firstChild.textContent")
    here = menu.evaluate("(list) => list.selectedIndex")
    last = here + 1 == menu.locator("option").count()
    yield f"{name} by mouse", lambda: menu.select_option(index=here - 1 if last else here + 1)
    yield f"{name} by keyboard", lambda: menu.press("ArrowDown" if last else "ArrowUp")


def pressed(button: Locator, by_keyboard: bool) -> Move:
    return button.inner_text(), (lambda: button.press("Enter")) if by_keyboard else button.click


def dragged(ring: Locator) -> Iterator[Move]:
    name, mouse = ring.get_attribute("aria-label"), ring.page.mouse

    def drag() -> None:
        ring.scroll_into_view_if_needed()
        box = ring.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        mouse.move(x, y)
        mouse.down()
        mouse.move(x - 25, y + 20, steps=4)
        mouse.up()

    yield f"{name} by mouse", drag
    yield f"{name} by keyboard", lambda: ring.press("Shift+ArrowUp")


def picked(cells: Locator) -> Iterator[Move]:
    """Pick a cell of a table by the mouse, and its neighbor by the keyboard."""
    yield "a cell by mouse", cells.nth(2).click
    yield "a cell by keyboard", lambda: (cells.nth(2).press("ArrowRight"), cells.nth(3).press("Enter"))


def moves(root: Locator) -> Iterator[Move]:
    """Each control of a lab, with its moves."""
    controls = root.locator(".sg-controls")
    for slider in controls.locator("input[type=range]").all():
        yield from along(slider)
    for field in controls.locator("input[type=number]").all():
        yield from typed(field)
    for menu in controls.locator("select").all():
        yield from chosen(menu)
    for k, button in enumerate(controls.get_by_role("button").all()):
        yield pressed(button, k % 2 == 1)
    for ring in root.locator(".sg-ring[role=slider]").all():
        yield from dragged(ring)
    if root.locator("button.sg-cell-box").count():
        yield from picked(root.locator("button.sg-cell-box"))


def try_clock(root: Locator) -> None:
    """Step and play a lab to its end, by mouse and by keyboard."""
    told, playhead = root.locator(".sg-clock output"), root.get_by_role("slider", name="Playhead")
    end = re.compile(r"^([\d,]+) of \1 ")
    playhead.press("End")
    expect(told).to_have_text(end)
    root.get_by_role("button", name="Step back").click()
    expect(told).not_to_have_text(end)
    root.get_by_role("button", name="Step forward").press("Enter")
    expect(told).to_have_text(end)
    root.get_by_label("Speed").select_option("4")
    root.get_by_role("button", name="Play", exact=True).click()
    root.get_by_role("button", name="Pause").wait_for()
    playhead.press("End")
    root.get_by_role("button", name="Play", exact=True).wait_for()


def reopened(chromium: Browser, path: Path, kind: type[Lab[Any, Any]], state: str) -> None:
    """Check that the page of a lab that was saved says what the lab said, without a server and without an error."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, offline=True)
    saved = Saved(context.new_page(), path)
    truth = Truth(kind(), saved.page.locator("#lab"))
    truth.check(refusals=True)
    assert truth.lab.state == state  # a page may name the settings in another order
    if kind.live is not Lab.live:
        truth.lab.choose(list(truth.lab.presets)[1])
        wanted = truth.lab.state
        truth.enter(wanted)
        assert truth.reach(wanted) == wanted
    assert saved.asked == [path.as_uri()]
    assert saved.errors == []
    context.close()


@pytest.mark.parametrize("kind", LABS, ids=lambda one: one.__name__)
def test_every_control_is_used_and_the_lab_is_saved_and_reopened(
    bare: Bare, chromium: Browser, axe_source: str, tmp_path: Path, kind: type[Lab[Any, Any]]
) -> None:
    lab, path = kind(), tmp_path / "lab.html"
    root = bare.show(lab.view)
    root.locator(".sg-controls").wait_for()
    truth = Truth(kind(), root)
    home = truth.check()
    assert root.locator(".sg-question").inner_text().endswith("?")
    assert root.locator(".sg-goal").inner_text().startswith("○")
    for theme in ("light", "dark")[: 1 + (kind.__name__ in DARK)]:
        bare.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        root.locator(f".sgdlab[data-theme={theme}]").wait_for()
        assert violations(bare.page, axe_source, "body") == []
    bare.page.emulate_media(color_scheme="light")
    for name, move in moves(root):
        before = truth.state()
        move()
        until(bare.page, lambda before=before: truth.state() != before or truth.alerts(), name)
        truth.check(refusals=True)
    if root.locator(".sg-clock").count():
        try_clock(root)
    root.get_by_label("Presets").select_option(index=1)
    until(bare.page, lambda: truth.state() != home)
    state = truth.check()
    until(bare.page, lambda: lab.state == state)
    lab.save(path)
    reopened(chromium, path, kind, state)
    root.get_by_role("button", name="reset").click()
    until(bare.page, lambda: truth.state() == home)
    truth.check()
