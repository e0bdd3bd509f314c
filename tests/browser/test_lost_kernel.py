"""A kernel that is lost: every lab tells it where the kernel is needed, its picture stays, and its cell runs again.

All labs are in one notebook, because each kernel that is lost has to start anew.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser

from sgdlab.labs.stage.lab import Lab
from tests.browser.drive import Lab as Tab
from tests.browser.look import Picture, opened, until
from tests.browser.server import Server
from tests.browser.test_every_lab import LABS, Watch, by_keyboard

pytestmark = pytest.mark.slow

BY_THE_PAGE = [kind.live is not Lab.live for kind in LABS]


@pytest.fixture(scope="module")
def tab(chromium: Browser, lab_server: Server) -> Iterator[Tab]:
    cells = [f"from sgdlab.labs import {kind.__name__}\n\n{kind.__name__}()" for kind in LABS]
    with opened(chromium, lab_server, "lost_kernel.ipynb", *cells, alone=True) as tab:
        watch = Watch(tab)
        yield tab
        ours = [error for error in tab.page_errors if "Canceled future for" not in error]
        assert ours == []  # JupyterLab itself mourns what it had asked the kernel
        assert watch.strangers == []


@pytest.fixture(scope="module")
def before(tab: Tab) -> list[dict[str, Any]]:
    """What each lab shows with its kernel, which is gone then."""
    seen = [Picture(tab, k).settled() for k in range(len(LABS))]
    tab.execute("import os\n\nos._exit(1)")
    tab.page.locator(".jp-Dialog-button.jp-mod-accept").click()  # JupyterLab says so too
    return seen


def shows_no_alert(picture: Picture) -> bool:
    return bool(picture.seen()["alerts"] == [])


@pytest.mark.parametrize("k", range(len(LABS)), ids=lambda k: LABS[k].__name__)
def test_it_is_told_where_it_is_needed_and_the_picture_stays(tab: Tab, before: list[dict[str, Any]], k: int) -> None:
    picture, was = Picture(tab, k), before[k]
    if not BY_THE_PAGE[k]:
        picture.area.get_by_text("The kernel is gone").wait_for()
    now = picture.seen()
    if not BY_THE_PAGE[k]:  # marks at the controls that work no more take room, so the pictures may be smaller
        now["inks"] = was["inks"]
    assert now == {**was, "alerts": now["alerts"]}
    if BY_THE_PAGE[k]:
        assert now["alerts"] == []
        by_keyboard(picture)
    else:
        assert "run the cell again to go on" in " ".join(now["alerts"])


def test_the_labs_go_on_when_their_cells_run_again(tab: Tab, before: list[dict[str, Any]]) -> None:
    tab.wait_idle()
    tab.run_all()
    for picture in [Picture(tab, k) for k in range(len(LABS))]:
        until(picture.page.wait_for_timeout, partial(shows_no_alert, picture))
        by_keyboard(picture)


def test_a_reader_who_waits_for_it_is_told(chromium: Browser, lab_server: Server) -> None:
    with opened(chromium, lab_server, "waits.ipynb", "import sgdlab as sl\n\nsl.RaceLab()", alone=True) as tab:
        picture = Picture(tab)
        picture.area.locator(".sg-code summary").click()
        tab.execute("import os, time\n\ntime.sleep(8)\nos._exit(1)")
        picture.button("plain NumPy").click()
        picture.field("surface").select_option(label="moons")
        picture.area.get_by_text("…", exact=True).wait_for()
        picture.area.get_by_text("The kernel prepares this surface").wait_for()
        picture.area.get_by_text("# The kernel, which writes these programs, is gone").wait_for()
        picture.area.get_by_text("Another surface needs the kernel, which is gone").wait_for()
