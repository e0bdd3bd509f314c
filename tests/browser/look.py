"""What the browser tests of the labs see: a lab in a cell's output, its words, its pixels, its controls."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from tests.browser.drive import READY, Lab

AS_PYTHON = """(words) => words.replaceAll("−", "-").replace(/×10(⁻?)([⁰¹²³⁴-⁹]+)/g, (_, minus, power) =>
    `e${minus ? "-" : "+"}${[...power].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)).join("").padStart(2, "0")}`)"""
BACK, TRAIL, FRONT = range(3)  # the layers of a plot
SURFACE, CURVES, LEARNED = range(3)  # the panels of the race
BOX = (54, 8, 10, 24)  # pixels that a plot leaves free: left, top, right, bottom

_SIZED = """(area) => [...area.querySelectorAll(".sg-plot canvas")].every(({ width, height }) => width && height)"""
FRAMES = """async () => {
    for (let k = 0; k < 4; k++) await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done, 100)); // what a pause of the hand brings
}"""
_SEEN = """(area) => {
    const sized = [...area.querySelectorAll(".sg-plot canvas")].every(({ width, height }) => width && height);
    if (!sized) return null; // another width or theme, and the canvases are about to be drawn
    const text = (selector) => [...area.querySelectorAll(selector)].map((node) => (AS_PYTHON)(node.textContent));
    const inks = [...area.querySelectorAll(".sg-plot")].map((plot) => {
        const [only, canvas = only] = plot.querySelectorAll("canvas"); // a relief has one layer
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const pixels = new Uint32Array(data.buffer);
        let sum = canvas.width;
        for (let k = 0; k < pixels.length; k++) sum = (Math.imul(sum, 31) + pixels[k]) | 0;
        return sum;
    });
    const lines = text(".sg-said p, .sg-goal p, .sg-words p");
    return { lines, cells: text(".sg-words td"), alerts: text(".sg-alert p"), inks,
        curves: [...area.querySelectorAll("[role=img]:not(.sg-relief)")].map((node) => node.ariaLabel) };
}""".replace("AS_PYTHON", AS_PYTHON)
WRITTEN = """() => { // where names were written on a canvas since it was wiped: their ink is not counted
    const pen = CanvasRenderingContext2D.prototype, { strokeText, clearRect } = pen;
    pen.strokeText = function (text, x, y) {
        if (this.textAlign === "start") (this.canvas.words ??= []).push([x, y, this.measureText(text).width]);
        strokeText.call(this, text, x, y);
    };
    pen.clearRect = function (...box) {
        this.canvas.words = [];
        clearRect.apply(this, box);
    };
}"""
_AT_REST = f"""async ([area, seconds, home]) => {{ // one question instead of four, each of which takes processors
    const ready = home ? {READY} : () => true, frames = {FRAMES}, seen = {_SEEN};
    const end = performance.now() + 1000 * seconds;
    for (let before = ""; ; ) {{
        while (!ready() && performance.now() < end) await new Promise(requestAnimationFrame);
        await frames();
        if (!area.isConnected) return null; // its cell has made another
        const now = seen(area), text = JSON.stringify(now);
        if (now && text === before) return now;
        before = text;
        if (performance.now() > end) return text;
    }}
}}"""
INK = """(plot, [layer, name]) => {
    const style = getComputedStyle(plot.closest(".sgdlab")), hex = style.getPropertyValue(`--${name}`).trim().slice(1);
    const wanted = [0, 2, 4].map((k) => parseInt(hex.slice(k, k + 2), 16));
    const canvas = plot.querySelectorAll("canvas")[layer];
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const found = { count: 0, x: 0, y: 0, key: 0 }, ratio = canvas.width / canvas.clientWidth;
    const words = (canvas.words ?? []).map((box) => box.map((v) => v * ratio));
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] < 250 || wanted.some((v, k) => Math.abs(v - data[at + k]) > 3)) continue;
        const x = (at / 4) % canvas.width + 0.5, y = Math.floor(at / 4 / canvas.width) + 0.5;
        const over = ([left, middle, wide]) => x > left && x < left + wide && Math.abs(y - middle) < 8 * ratio;
        if (words.some(over)) continue;
        found.count += 1;
        found.x += x;
        found.y += y;
        found.key = (found.key * 31 + at) | 0;
    }
    return { ...found, x: found.x / found.count, y: found.y / found.count };
}"""
FAULTS = """(cell) => {
    const area = document.fullscreenElement ?? cell;
    const faults = [], boxes = [], edge = area.getBoundingClientRect();
    const style = (node) => getComputedStyle(node), pen = document.createElement("canvas").getContext("2d");
    const unseen = (node) => node.closest("style, option, .sg-unseen, .sg-tip, [hidden]")
        || !node.checkVisibility({ visibilityProperty: true })
        || (node.tagName === "LABEL" && !node.clientWidth);
    const walk = document.createTreeWalker(area, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (walk.nextNode()) {
        const node = walk.currentNode, owner = node.parentElement, words = node.textContent.trim();
        if (!words || unseen(owner)) continue;
        const cut = owner.scrollWidth > owner.clientWidth + 1 && style(owner).overflowX !== "visible";
        if (cut) faults.push(`clipped: ${words}`);
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) if (box.width > 1) boxes.push([words, box]);
    }
    for (const node of area.querySelectorAll("input:not([type=range]), select, button, .noUi-target")) {
        const seen = node.clientWidth && node.checkVisibility({ visibilityProperty: true });
        if (node.tagName === "BUTTON" && node.textContent.trim()) continue; // its words are among the texts
        if (seen) boxes.push([node.title || node.tagName, node.getBoundingClientRect()]);
    }
    for (const list of area.querySelectorAll("select")) {
        const { fontWeight, fontSize, fontFamily, paddingLeft, paddingRight, appearance } = style(list);
        pen.font = `${fontWeight} ${fontSize} ${fontFamily}`; // the shorthand is empty where the figures are tabular
        const words = list.selectedOptions[0].text, arrow = appearance === "none" ? 0 : 15;
        const room = list.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
        if (pen.measureText(words).width > room + 1) faults.push(`clipped: ${words}`);
    }
    boxes.forEach(([words, a], k) => {
        if (a.left < edge.left - 1 || a.right > edge.right + 1) faults.push(`beyond the edge: ${words}`);
        for (const [others, b] of boxes.slice(k + 1)) {
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (wide > 1.5 && high > 3) faults.push(`${words} over ${others}`);
        }
    });
    for (const node of [area, ...area.querySelectorAll("*")]) {
        const scrolls = node.scrollWidth > node.clientWidth + 1 && ["auto", "scroll"].includes(style(node).overflowX);
        if (scrolls) faults.push(`scrolls sideways: ${node.className}`);
    }
    return faults;
}"""


class Shown:
    """A lab in an area of a page that has no kernel, or one that answers at once."""

    in_jupyter = False

    def __init__(self, area: Locator) -> None:
        self.page, self.area = area.page, area
        area.locator(".sgdlab").wait_for()
        self._wait_for_canvases()  # the first are drawn later

    def _wait_for_canvases(self) -> None:
        self.page.wait_for_function(_SIZED, arg=self.area.element_handle())

    def seen(self) -> dict[str, Any]:
        """Return the words and a number for what each panel's lines look like."""
        found: dict[str, Any] | None = self.area.evaluate(_SEEN)
        while found is None:
            self._wait_for_canvases()
            found = self.area.evaluate(_SEEN)
        return found

    def plot(self, panel: int) -> Locator:
        return self.area.locator(".sg-plot").nth(panel)

    def ink(self, panel: int, layer: int, color: str) -> dict[str, float]:
        """Return count, center (x, y) and a key of the pixels of one color in a layer of a panel."""
        found: dict[str, float] = self.plot(panel).evaluate(INK, [layer, color])
        return found

    def slider(self, name: str) -> Locator:
        return self.area.get_by_role("slider", name=name, exact=True)

    def number(self, name: str) -> Locator:
        return self.area.get_by_label(f"{name}, as a number", exact=True)

    def field(self, name: str) -> Locator:
        return self.area.get_by_label(name, exact=True)

    def button(self, name: str) -> Locator:
        return self.area.get_by_role("button", name=name, exact=True)

    def type_in(self, field: Locator, value: object) -> None:
        field.fill(str(value))
        field.press("Enter")

    @contextmanager
    def open_state(self) -> Iterator[Locator]:
        """The field of the state text, which lies behind a button of the toolbar, while it is open."""
        box = self.area.locator(".sg-state")
        box.locator("summary").click()
        yield self.field("state")
        box.evaluate("(box) => { box.open = false; }")  # it may be a new one, and closed, after another description

    def enter_state(self, text: str) -> None:
        """Type a state text, and press Enter."""
        with self.open_state() as field:
            self.type_in(field, text)
        self.settled()  # otherwise a late answer would take back what is done next

    def state(self) -> str:
        """Return the state text."""
        return self.field("state").input_value()

    def choose(self, name: str, option: str) -> None:
        """Choose from a list by the arrow keys."""
        field = self.field(name)
        field.focus()
        options = [text.replace("\N{NO-BREAK SPACE}", " ") for text in field.locator("option").all_inner_texts()]
        here, there = field.evaluate("(list) => list.selectedIndex"), options.index(option)
        for _ in range(abs(there - here)):
            field.press("ArrowDown" if there > here else "ArrowUp")

    def back(self, panel: int) -> str:
        """Return what lies behind the lines of a panel, such as a band, as one text."""
        drawn: str = self.plot(panel).locator("canvas").first.evaluate("(canvas) => canvas.toDataURL()")
        return drawn

    def faults(self) -> list[str]:
        """Return which texts and controls overlap, are clipped, or stand beyond the edge."""
        found: list[str] = self.area.evaluate(FAULTS)
        return found

    def settled(self, seconds: float = 120) -> dict[str, Any]:
        """Return what is seen once the kernel has answered all, and the page has drawn it: a busy machine is slow."""
        found: Any = None
        while found is None:
            found = self.page.evaluate(_AT_REST, [self.area.element_handle(), seconds, self.in_jupyter])
        assert isinstance(found, dict), f"it did not come to rest in {seconds:g} seconds: {found}"
        return found

    def changed(self, act: Callable[[], object], seconds: float = 60) -> tuple[dict[str, Any], dict[str, Any]]:
        """Do something; wait until another picture is shown and has come to rest; return both."""
        before = self.settled()
        act()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            now = self.settled()
            if now != before:
                return before, now
        raise AssertionError(f"nothing changed in {seconds:g} seconds: {before['lines'] + before['alerts']}")

    def drag(self, handle: Locator, across: float, down: float = 0) -> None:
        """Drag by the mouse in ten moves."""
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + across, y + down, steps=10)
        self.page.mouse.up()


class Picture(Shown):
    """A lab in the output of cell number `cell` in JupyterLab."""

    in_jupyter = True

    def __init__(self, lab: Lab, cell: int = 0) -> None:
        self.lab = lab
        super().__init__(lab.page.locator(".jp-Cell-outputArea").nth(cell))


def until(page: Page, holds: Callable[[], object], what: str = "it") -> None:
    """Wait until something holds; a busy machine may need long for it."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come true in a minute"
        page.wait_for_timeout(50)


_kept: dict[str, Lab] = {}  # by the server's address: a tab that the last file of tests has left in order


@contextmanager
def tab(chromium: Browser, server: Any, alone: bool = False) -> Iterator[Lab]:
    """JupyterLab in a tab, 1280 x 1000, light theme; its kernels are stopped in the end.

    JupyterLab takes four seconds of a processor to load, so the next one takes over the tab, with a notebook and a
    kernel of its own, unless something was thrown in it or a dialog is open.  alone: a page that the tests change.
    """
    lab = _kept.pop(server.address, None)
    if lab is None:
        context = chromium.new_context(viewport={"width": 1280, "height": 1000})
        lab = Lab(context.new_page(), server.address, server.token, server.folder)
        lab.page.add_init_script(f"({WRITTEN})()")
    whole = False
    try:
        yield lab
        whole = not alone and lab.page_errors == [] and lab.page.locator(".jp-Dialog").count() == 0
    finally:
        if whole:
            lab.put_away()
            _kept[server.address] = lab
        else:
            lab.page.context.close()
        server.stop_kernels()


@contextmanager
def opened(chromium: Browser, server: Any, name: str, *cells: str, alone: bool = False) -> Iterator[Lab]:
    """A notebook of these cells, run in JupyterLab, for the many tests of one file; alone as in `tab`."""
    with tab(chromium, server, alone) as lab:
        lab.open(lab.write(name, *cells))
        lab.run_all()
        yield lab
