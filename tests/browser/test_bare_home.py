"""The picture of a lab in a home that has only what anywidget asks for: no manager of widgets, no buffers in messages.

The kernel is this process: what the page sends reaches the lab at once, and the answers go back.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import sgdlab as sl
from sgdlab.course.asking.quiz import Quiz
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.view import FRONT_END
from tests.browser.contrast import contrasts
from tests.browser.look import until
from tests.browser.truth import Truth

pytestmark = pytest.mark.slow

_RENDER = """async ([source, first]) => {
    const { default: widget } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    const state = JSON.parse(first), heard = {};
    const fire = (event, ...values) => [...(heard[event] ?? [])].forEach((one) => one(...values));
    let unsaved = {};
    window.take = (answers) => {
        for (const { custom, changed = {} } of JSON.parse(answers)) {
            Object.assign(state, changed);
            for (const [name, value] of Object.entries(changed)) fire(`change:${name}`, model, value);
            if (custom) fire("msg:custom", custom, []);
        }
    };
    const tell = async (kind, value) => take(await window.kernel(kind, value));
    const model = {
        get: (name) => state[name],
        set(name, value) {
            state[name] = unsaved[name] = value;
            fire(`change:${name}`, model, value);
        },
        save_changes() {
            tell("state", unsaved);
            unsaved = {};
        },
        send: (message) => void tell("custom", message),
        on: (event, one) => (heard[event] ??= new Set()).add(one),
        off: (event, one) => heard[event]?.delete(one),
    };
    widget.render({ model, el: document.body });
}"""


def as_text(value: Any) -> str:
    return json.dumps(value, default=lambda packed: base64.b64encode(packed).decode())


class Home:
    """A page with the picture of a lab."""

    def __init__(self, page: Page, lab: Lab[Any, Any]) -> None:
        self.page, self.lab, self.answers = page, lab, list[dict[str, Any]]()
        view: Any = lab.view
        view.send_state = lambda key=None: self.answers.append({"changed": view.get_state(key)})
        view.send = lambda content: self.answers.append({"custom": content})
        page.expose_function("kernel", self._hear)
        page.evaluate(_RENDER, [(FRONT_END / "lab.js").read_text("utf-8"), as_text(view.get_state())])

    def _hear(self, kind: str, value: dict[str, Any]) -> str:
        if kind == "state":
            self.lab.view.set_state(value)
        else:
            self.lab.view._receive(self.lab.view, value, [])
        return self._answered()

    def _answered(self) -> str:
        answers, self.answers = self.answers, []
        return as_text(answers)

    def push(self) -> None:
        """Let the page hear what the lab has sent by itself."""
        self.page.evaluate("(answers) => take(answers)", self._answered())


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page, errors = chromium.new_page(viewport={"width": 1280, "height": 1400}), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content("<!doctype html><title>bare</title>")
    yield page
    page.close()
    assert errors == []


@pytest.mark.parametrize(
    ("kind", "slider"), [(sl.HZoomLab, "h"), (sl.RaceLab, "learning rate")], ids=["by the kernel", "by the page"]
)
def test_the_picture_has_controls_of_its_own_and_follows_them(page: Page, kind: Any, slider: str) -> None:
    home, root = Home(page, kind()), page.locator("body")
    handle = root.get_by_role("slider", name=slider, exact=True)
    handle.wait_for()
    truth = Truth(kind(), root)
    was = truth.check()
    handle.press("ArrowLeft")
    until(page.wait_for_timeout, lambda: truth.state() != was)
    moved = truth.check()
    until(page.wait_for_timeout, lambda: home.lab.state == moved)  # the kernel knows it
    home.lab.surprise(seed=5)
    home.push()
    until(page.wait_for_timeout, lambda: truth.state() == home.lab.state)
    truth.check()
    root.get_by_role("button", name="reset").click()
    until(page.wait_for_timeout, lambda: truth.state() == was)
    truth.check()


def test_the_circuit_has_a_field_for_each_input_and_for_the_guess(page: Page) -> None:
    home, root = Home(page, sl.CircuitLab()), page.locator("body")
    field = root.get_by_label("y", exact=True)
    field.fill("4.5")
    field.press("Enter")
    until(page.wait_for_timeout, lambda: home.lab.settings().inputs == (2.0, 4.5))
    root.get_by_label("your guess: gradient of x").fill("12")
    root.get_by_role("slider", name="move", exact=True).press("End")
    until(page.wait_for_timeout, lambda: home.lab.settings().guess == (12.0,) and home.lab.settings().move == 7)
    Truth(sl.CircuitLab(), root).check()
    root.get_by_text("7 of 7 moves").wait_for()
    root.get_by_role("button", name="Step back").click()
    until(page.wait_for_timeout, lambda: home.lab.settings().move == 6)
    root.get_by_text("6 of 7 moves").wait_for()
    field.fill("99")
    field.press("Enter")
    root.get_by_text("y: 99 is above 10, so 10 is taken").wait_for()
    field.fill("")
    field.press("Enter")
    root.get_by_text("y is a number from -10 to 10").wait_for()
    assert home.lab.settings().inputs == (2.0, 10.0)


def test_another_surface_comes_with_its_own_controls(page: Page) -> None:
    Home(page, sl.RaceLab())
    page.locator(".sg-controls select").first.select_option(label="your points: a line")
    page.get_by_role("textbox", name="your points").wait_for()
    Truth(sl.RaceLab(), page.locator("body")).check()


def test_the_theme_is_that_of_the_home_when_it_changes_too(page: Page) -> None:
    page.evaluate("() => document.documentElement.style.setProperty('color-scheme', 'dark')")
    Home(page, sl.HZoomLab())
    page.locator(".sgdlab[data-theme=dark]").wait_for()
    page.evaluate("() => document.documentElement.style.setProperty('color-scheme', 'light dark')")
    page.locator(".sgdlab[data-theme=light]").wait_for()  # as the system
    page.evaluate("() => document.body.setAttribute('data-vscode-theme-kind', 'vscode-dark')")
    page.locator(".sgdlab[data-theme=dark]").wait_for()


STOCK = ":root { --jp-layout-color0: white; --jp-content-font-color1: black; }"  # what ipywidgets brings to a home


@pytest.mark.parametrize("stock", [STOCK, ""], ids=["the white paper of stock widgets", "no paper"])
def test_in_a_dark_home_all_words_can_be_read(page: Page, stock: str) -> None:
    page.add_style_tag(content=stock + "body { background: #1f1f1f; color: #ccc; }")
    page.evaluate("() => document.body.setAttribute('data-vscode-theme-kind', 'vscode-dark')")
    Home(page, sl.HZoomLab())
    page.locator(f".sgdlab[data-theme={'light' if stock else 'dark'}]").wait_for()
    quiz = Quiz("before")
    page.evaluate(_RENDER, [quiz._esm, as_text(quiz.get_state())])
    graph = sl.draw_graph(sl.Value(2.0) * sl.Value(3.0))._repr_mimebundle_()["text/html"]
    page.evaluate("(graph) => document.body.insertAdjacentHTML('beforeend', graph)", graph)
    assert [one for one in contrasts(page.locator("body")) if one[0] < 4.5] == []
    ink, paper = page.locator("figure svg").evaluate(
        "(svg) => [getComputedStyle(svg).color, getComputedStyle(svg).backgroundColor]"
    )
    assert (ink, paper) == (
        ("rgb(0, 0, 0)", "rgb(255, 255, 255)") if stock else ("rgb(204, 204, 204)", "rgba(0, 0, 0, 0)")
    )
