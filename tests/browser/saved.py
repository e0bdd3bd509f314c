"""A saved page, opened from its file, and what it asked for meanwhile [Saved]."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line
from tests.browser.drive import PATIENCE
from tests.browser.look import FRAMES, until


class Saved:
    """A page that was opened from a file; `asked` and `errors` hold its requests and what went wrong in it."""

    def __init__(self, page: Page, path: Path, end: str = "") -> None:
        self.page, self.path = page, path
        self.asked, self.errors = list[str](), list[str]()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.go(end)

    def go(self, end: str = "") -> None:
        """Open it anew, with settings at the end of its address, and wait until it shows something."""
        self.page.goto("about:blank")  # else only the end of the address would change
        self.page.goto(self.path.as_uri() + end)
        self.page.locator(".sgdlab .sg-words :is(p, td)").first.wait_for(state="attached")

    def lines(self) -> list[str]:
        return self.page.locator(".sg-words p").all_inner_texts()

    def state(self) -> str:
        """Return the state text."""
        return self.page.get_by_label("state", exact=True).input_value()

    def until_state(self, part: str) -> None:
        """Wait until the state text has this in it."""
        until(self.page, lambda: part in self.state())

    def resize(self, width: int, height: int) -> None:
        """Set the size of the window; what is inside has its own after some frames of the screen."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(FRAMES)

    def slide(self, name: str, key: str, times: int = 1) -> Any:
        """Move a slider by its keys, and return what it says then."""
        slider = self.page.get_by_role("slider", name=name, exact=True)
        for _ in range(times):
            slider.press(key)
        return slider.get_attribute("aria-valuetext")

    def until_shown(self, **changes: Any) -> None:
        """Wait until the words are those of the race at these settings."""
        result = compute(penguin_line(), RaceSettings(**{"learning_rate": 0.112, **changes}))
        wanted = {text.replace(": ", "", 1) for text in result.lines}
        until(self.page, lambda: wanted <= {re.sub(r"\s+", " ", text) for text in self.lines()})
