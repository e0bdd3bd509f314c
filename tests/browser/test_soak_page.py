"""Random settings of every control of every saved lab: no error, and the memory of the page does not grow.

Each lab gets 30 settings here; `SOAK=10000 pytest tests/browser/test_soak_page.py` tries as many as it says, and
`SOAK=10000 pytest tests/browser/test_every_lab.py -k random` does it in JupyterLab.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from sgdlab.labs.stage.lab import Lab
from tests.browser.soak import GROWN, tried
from tests.browser.test_hands import LABS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", LABS, ids=lambda one: one.__name__)
def test_random_settings_make_no_error_and_the_page_does_not_grow(
    chromium: Browser, page_of: Callable[[Any], Path], kind: type[Lab[Any, Any]]
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 1000}, offline=True)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto(page_of(kind).as_uri())
    page.locator(".sgdlab canvas, .sgdlab svg, .sgdlab table").first.wait_for()
    grown = tried(page, "main")
    assert errors == []
    assert grown < GROWN
    page.close()
