"""Homes of a lab besides JupyterLab, each in one browser tab [NotebookHome, VoilaHome], and eyes for its picture."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlparse

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page

from tests.browser.drive import PATIENCE, Lab
from tests.browser.look import until
from tests.browser.server import LOCAL, Server
from tools.outputs import KERNEL

RACE = "import sgdlab as sl\nfrom sgdlab.problems.examples import penguin_line\nrace = sl.RaceLab(penguin_line())\nrace"
NAME = "race.ipynb"

# Where the lines of a panel are: the second one of its canvases holds nothing else.  Blue is the full batch,
# orange is SGD, in both themes.
_LINES = """(panel) => {
    const canvas = panel.querySelectorAll("canvas")[1];
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const sums = { full: 0, sgd: 0, pixels: 0 };
    for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] < 200) continue;
        const key = data[i + 2] > data[i] ? "full" : "sgd";
        sums[key] = (sums[key] * 31 + i) % 4294967291;
        sums.pixels += 1;
    }
    return sums;
}"""

_COLORS = """(root) => [getComputedStyle(root).color, getComputedStyle(root).backgroundColor]
    .map((color) => color.match(/[0-9.]+/g).slice(0, 3).map(Number))"""


class Race:
    """The race lab on a page: its controls and what it shows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator(".sgdlab")
        self.root.wait_for()
        page.wait_for_function("() => document.querySelectorAll('.noUi-handle[aria-label]').length === 3")

    def handle(self, name: str) -> Locator:
        return self.page.locator(f".noUi-handle[aria-label={name!r}]")

    def words(self) -> str:
        return self.root.locator(".sg-words").inner_text()

    def lines(self) -> dict[str, int]:
        """Return a fingerprint of each path's pixels on the loss surface."""
        return self.root.locator(".sg-plot").first.evaluate(_LINES)

    def until(self, holds: Callable[[], bool], otherwise: str) -> None:
        until(self.page, holds, otherwise)

    def until_moved(self, before: dict[str, int]) -> dict[str, int]:
        """Wait until both paths differ from what they were, and return what they are."""
        now = before

        def moved() -> bool:
            nonlocal now
            now = self.lines()
            return now["full"] != before["full"] and now["sgd"] != before["sgd"]

        self.until(moved, "that both paths move")
        return now

    def number(self, name: str) -> float:
        """Return what the number field beside a slider says."""
        return float(self.page.get_by_label(f"{name}, as a number").last.input_value())

    def ring(self) -> tuple[float, float]:
        """Return where the start point is, in pixels of the window."""
        box = self.root.locator(".sg-ring").bounding_box()
        assert box, "the start point is not to be seen"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag_start(self, right: float, up: float) -> None:
        x, y = self.ring()
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y - up, steps=5)
        self.page.mouse.up()

    def brightness(self) -> tuple[float, float]:
        """Return how bright the text and the paper of the lab are, from 0 to 255."""
        ink, paper = self.root.evaluate(_COLORS)
        return sum(ink) / 3, sum(paper) / 3

    def spent(self) -> str:
        return self.root.locator(".sg-clock output").inner_text()


class Home:
    """One home of the lab; `strangers` are the addresses beyond this machine that its page asked for."""

    title: str
    page: Page
    page_errors: list[str]

    def watch(self) -> None:
        self.strangers: list[str] = []
        self.page.on("request", lambda request: self._look(request.url))
        self.page.on("websocket", lambda socket: self._look(socket.url))

    def _look(self, url: str) -> None:
        parts = urlparse(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != LOCAL:
            self.strangers.append(url)

    def race(self, theme: str) -> Race:
        """Open a notebook with the race and nothing else, in this theme."""
        raise NotImplementedError


class NotebookHome(Home, Lab):
    """Notebook 7."""

    title = "Notebook 7"

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}/notebooks/{quote(path)}?token={self.token}")
        self.wait_idle()

    def race(self, theme: str) -> Race:
        self.open(self.write(NAME, RACE))
        self.theme(theme)
        self.run_all()
        return Race(self.page)


class VoilaHome(Home):
    """Voila: the notebook as a page, without its code."""

    title = "Voila"

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server
        self.page_errors = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.page_errors.append(str(error)))

    def race(self, theme: str) -> Race:
        notebook = new_notebook(cells=[new_code_cell(RACE)], metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, Path(self.server.folder) / NAME)
        self.page.goto(f"{self.server.address}/voila/render/{NAME}?theme={theme}&token={self.server.token}")
        return Race(self.page)
