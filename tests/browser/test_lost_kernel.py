"""A kernel that is lost: every lab tells it where the kernel is needed, its picture stays, and its cell runs again.

All labs are in one notebook, because each kernel that is lost has to start anew.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from sgdlab.labs.stage.lab import Lab
from tests.browser.drive import Lab as Tab
from tests.browser.look import Picture, opened, until
from tests.browser.server import Server
from tests.browser.test_every_lab import Watch, by_keyboard
from tests.browser.test_hands import LABS

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


def words(picture: Picture) -> dict[str, Any]:
    seen = picture.seen()
    return {name: seen[name] for name in ("lines", "cells", "curves")}


def test_all_labs_tell_it_where_they_need_it_and_go_on_when_their_cells_run_again(tab: Tab) -> None:
    pictures = [Picture(tab, k) for k in range(len(LABS))]
    before = [(picture.settled(), words(picture))[1] for picture in pictures]
    tab.execute("import os\n\nos._exit(1)")
    tab.page.locator(".jp-Dialog-button.jp-mod-accept").click()  # JupyterLab says so too
    for kind, picture, was, by_the_page in zip(LABS, pictures, before, BY_THE_PAGE, strict=True):
        if by_the_page:
            assert picture.seen()["alerts"] == [], kind
            assert words(picture) == was, kind
            by_keyboard(picture)
        else:
            picture.area.get_by_text("The kernel is gone").wait_for()
            assert "run the cell again to go on" in " ".join(picture.seen()["alerts"]), kind
            assert words(picture) == was, kind
    tab.wait_idle()
    tab.run_all()
    for kind, picture in zip(LABS, (Picture(tab, k) for k in range(len(LABS))), strict=True):
        until(tab.page, lambda picture=picture: picture.seen()["alerts"] == [], kind.__name__)
        by_keyboard(picture)


def test_a_reader_who_waits_for_it_is_told(chromium: Browser, lab_server: Server) -> None:
    """The kernel works until the lab waits for it, and then it is gone."""
    with opened(chromium, lab_server, "waits.ipynb", "import sgdlab as sl\n\nsl.RaceLab()", alone=True) as tab:
        picture = Picture(tab)
        picture.area.locator(".sg-code summary").click()
        gone = "import os, time\nwhile not os.path.exists('waits.txt'): time.sleep(0.05)\nos._exit(1)"
        tab.execute(gone)
        picture.button("plain NumPy").click()
        picture.field("surface").select_option(label="moons")
        picture.area.get_by_text("…", exact=True).wait_for()
        picture.area.get_by_text("The kernel prepares this surface").wait_for()
        (tab.folder / "waits.txt").touch()
        picture.area.get_by_text("# The kernel, which writes these programs, is gone").wait_for()
        picture.area.get_by_text("Another surface needs the kernel, which is gone").wait_for()


def test_a_kernel_that_was_shut_down_elsewhere_is_told_after_a_slider(chromium: Browser, lab_server: Server) -> None:
    """No message says so to the page; the slider still shows what the browser has stored along it."""
    with opened(chromium, lab_server, "shut_down.ipynb", "import sgdlab as sl\n\nsl.HZoomLab()", alone=True) as tab:
        zoom = Picture(tab)
        zoom.settled()
        lab_server.stop_kernels()
        gone = "() => !window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
        tab.page.wait_for_function(gone)
        zoom.slider("h").press("ArrowLeft")
        expect(zoom.area.locator(".sg-alert p")).to_have_count(1)
        zoom.area.get_by_text("The kernel is gone").wait_for()
        # Of what a kernel prints while it is shut down, JupyterLab may get half a message.
        assert [error for error in tab.page_errors if "Kernel message validation error" not in error] == []
