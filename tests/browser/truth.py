"""What a lab has to say at the settings that a page shows, computed here by the lab itself, in Python [Truth]."""

import re
import time
from typing import Any

from playwright.sync_api import Locator

from sgdlab.labs.stage.lab import Lab
from sgdlab.scene import split
from tests.browser.look import AS_PYTHON, until

_SAID = """(root) => {
    const plain = (node) => (AS_PYTHON)(node.textContent);
    const text = (selector) => [...root.querySelectorAll(selector)].map(plain);
    const state = root.querySelector("[aria-label=state]").value;
    return { state, said: [...text(".sg-words p"), ...text(".sg-words :is(td, th)")], alerts: text(".sg-alert p") };
}""".replace("AS_PYTHON", AS_PYTHON)
_ENTER = """(root, text) => {
    const field = root.querySelector("[aria-label=state]");
    field.value = text;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind));
}"""
_NEXT = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
    setTimeout(done, 1000); // a page that is not shown has no frames
})"""

_EXPONENT = re.compile(r"e([+-])(\d)\b")  # of a word that was written by hand
NEGLIGIBLE = 1e-12


class Truth:
    """A lab that nobody sees, beside one of its kind on a page."""

    def __init__(self, lab: Lab[Any, Any], root: Locator) -> None:
        self.lab, self.root, self.home = lab, root, lab.state

    def words(self, state: str) -> list[str]:
        """Return the lines, then the cells of the tables, that belong below the picture."""
        self.lab.restore(state)
        self.lab.settle()
        spec, frame = split(self.lab.scene(self.lab.result))
        lines, cells = list[str](), list[str]()
        for one in spec["words"]:
            value = frame[one["data"]] if isinstance(one["data"], str) else one["data"]
            if one["kind"] == "table":
                cells += [str(cell) for row in [value["columns"], *value["rows"]] for cell in row]
            else:
                lines += [line.replace("\n", "") for line in ([value] if isinstance(value, str) else value)]
        return [_EXPONENT.sub(r"e\g<1>0\2", one.replace("−", "-")) for one in lines + cells]

    def state(self) -> str:
        """Return the state text of the page."""
        text: str = self.root.evaluate(_SAID)["state"]
        return text

    def enter(self, state: str) -> None:
        """Put a state text into the page."""
        self.root.evaluate(_ENTER, state)
        self.answer()

    def answer(self) -> None:
        """Wait until the page has begun with what it was asked for: it waits for the next frame of the screen."""
        self.root.page.evaluate(_NEXT)

    def alerts(self) -> list[str]:
        """Return the sentences above the picture."""
        found: list[str] = self.root.evaluate(_SAID)["alerts"]
        return found

    def reach(self, state: str) -> str:
        """Wait until the page shows a state, or says why it can't, and return what it shows, which is true."""
        self.answer()
        until(self.root.page, lambda: self.state() == state or self.alerts(), state)  # a long training comes in slices
        return self.check(refusals=True)

    def check(self, refusals: bool = False) -> str:
        """Wait until the page says what is true of the settings that it shows, and return these.

        refusals: whether controls may stand where the lab has no picture, and says why over its last one.
        """
        self.answer()
        state, wanted, deadline = "", list[str](), time.monotonic() + 60
        while time.monotonic() < deadline:
            seen = self.root.evaluate(_SAID)
            if seen["state"] != state:  # else nothing new has to be computed
                state, wanted = seen["state"], self.words(seen["state"])
            if _same(seen["said"], wanted) and (refusals or not seen["alerts"]):
                return str(seen["state"])
            self.root.page.wait_for_timeout(50)  # the band of many seeds comes in slices
        wrong = [(one, other) for one, other in zip(seen["said"], wanted, strict=False) if not _same([one], [other])]
        raise AssertionError(f"{seen['state']}: {seen['alerts']} {wrong}")


def _same(seen: list[str], wanted: list[str]) -> bool:
    """Whether texts are the same, but for cells of numbers in which only rounding is left."""
    pairs = zip(seen, wanted, strict=False)
    return len(seen) == len(wanted) and all(a == b or max(map(_size, (a, b))) < NEGLIGIBLE for a, b in pairs)


def _size(text: str) -> float:
    try:
        return abs(float(text))
    except ValueError:
        return float("inf")
