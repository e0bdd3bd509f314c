"""A home for widgets that has only what anywidget asks for: no manager of widgets, no buffers in messages [Bare].

The kernel is this process: what the page sends reaches the widget at once, and its answers go back.
"""

import base64
import json
from typing import Any

from playwright.sync_api import Browser, Locator

from tests.browser.look import WRITTEN

_RENDER = """async ([number, source, first]) => {
    const code = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const { default: widget } = await import(code);
    const state = JSON.parse(first), heard = {};
    const fire = (event, ...values) => [...(heard[event] ?? [])].forEach((one) => one(...values));
    let unsaved = {};
    const take = (answers) => {
        for (const { custom, changed = {} } of JSON.parse(answers)) {
            Object.assign(state, changed);
            for (const [name, value] of Object.entries(changed)) fire(`change:${name}`, model, value);
            if (custom) fire("msg:custom", custom, []);
        }
    };
    (window.take ??= []).push(take);
    const tell = async (kind, value) => take(await window.kernel(number, kind, value));
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
    widget.render({ model, el: document.querySelector("main").appendChild(document.createElement("section")) });
}"""


def _as_text(value: Any) -> str:
    return json.dumps(value, default=lambda packed: base64.b64encode(packed).decode())


class Bare:
    """A page for widgets; `errors` collects what was thrown in it and what its console was told as an error."""

    def __init__(self, chromium: Browser) -> None:
        self.page = chromium.new_page(viewport={"width": 1280, "height": 1400})
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.add_init_script(f"({WRITTEN})()")
        self.page.expose_function("kernel", self._hear)
        self.clear()

    def clear(self) -> None:
        """Begin with an empty page."""
        self._widgets: list[Any] = []
        self._answers: list[list[dict[str, Any]]] = []
        self.errors.clear()
        self.page.goto("about:blank")
        self.page.set_content("<!doctype html><html lang=en><title>bare</title><main></main>")

    def show(self, widget: Any) -> Locator:
        """Show a widget below the others, and return the element around it."""
        number, answers = len(self._widgets), list[dict[str, Any]]()
        self._widgets.append(widget)
        self._answers.append(answers)
        widget.send_state = lambda key=None: answers.append({"changed": widget.get_state(key)})
        widget.send = lambda content, buffers=None: answers.append({"custom": content})
        first = {name: value for name, value in widget.get_state().items() if not name.startswith("_")}
        self.page.evaluate(_RENDER, [number, str(widget._esm), _as_text(first)])
        return self.page.locator("main > section").nth(number)

    def push(self) -> None:
        """Let the page hear what the widgets have sent by themselves."""
        for number in range(len(self._widgets)):
            self.page.evaluate("([number, answers]) => take[number](answers)", [number, self._answered(number)])

    def _hear(self, number: int, kind: str, value: dict[str, Any]) -> str:
        widget = self._widgets[number]
        if kind == "state":
            widget.set_state(value)
        else:
            widget._handle_custom_msg(value, [])
        return self._answered(number)

    def _answered(self, number: int) -> str:
        text = _as_text(self._answers[number])
        self._answers[number].clear()
        return text
