"""The star in JupyterLab: sliders answer while the kernel is busy or gone, and it says the same when it comes back.

It serves the labs that the kernel computes, here the h-zoom.
"""

import pytest

from sgdlab.labs.h_zoom.compute import HZoomSettings, compute
from tests.browser.look import Picture, opened

pytestmark = pytest.mark.slow

CELLS = ("import sgdlab as sl\n\nlab = sl.HZoomLab()\nlab", "other = sl.HZoomLab()\nother")
BUSY = "import time\n\ntime.sleep(4)"


@pytest.fixture(scope="module")
def opened_labs(chromium, lab_server):
    with opened(chromium, lab_server, "star.ipynb", *CELLS) as lab:
        lab.page.wait_for_timeout(3000)  # the stars come
        yield Picture(lab), Picture(lab, 1)
        assert [error for error in lab.page_errors if "Canceled future for" not in error] == []


def said(picture):
    """Whether the lab says what is so at the settings that its fields show."""
    x, h = (float(picture.number(name).input_value()) for name in ("x", "h"))
    result = compute(HZoomSettings(x=x, h=h))
    shown = picture.seen()["lines"]
    return all(text in shown for text in [*(line.replace(": ", "", 1) for line in result.lines), result.reason])


def run_in_kernel(picture, code):
    """Send code to the notebook's kernel, and do not wait for it."""
    picture.page.evaluate(
        """(code) => {
            const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
            kernel.requestExecute({ code });
        }""",
        code,
    )


def slide(picture, name, key="ArrowLeft"):
    """Move a slider by one place; the picture follows in a moment."""
    handle, before = picture.slider(name), picture.number(name).input_value()
    handle.focus()
    handle.press(key)
    picture.page.wait_for_timeout(60)
    assert picture.number(name).input_value() != before
    assert said(picture)


def test_a_busy_kernel_is_not_needed_along_a_slider(opened_labs):
    picture, _ = opened_labs
    picture.number("h").scroll_into_view_if_needed()
    run_in_kernel(picture, BUSY)
    picture.page.wait_for_timeout(200)
    for _ in range(3):
        slide(picture, "h")
    shown = picture.seen()
    picture.lab.wait_idle()
    picture.page.wait_for_timeout(1500)
    assert picture.seen()["lines"] == shown["lines"]  # the kernel says the same


def test_the_star_moves_along(opened_labs):
    """Another slider is moved, after the star around the new place has come."""
    picture, _ = opened_labs
    run_in_kernel(picture, BUSY)
    picture.page.wait_for_timeout(200)
    slide(picture, "x", "ArrowRight")
    picture.lab.wait_idle()
    picture.page.wait_for_timeout(1000)
    assert said(picture)


def test_one_lab_does_not_disturb_the_other(opened_labs):
    picture, other = opened_labs
    before, was = other.seen(), picture.seen()
    other.changed(lambda: other.slider("x").press("ArrowRight"))
    assert picture.seen() == was
    assert other.seen() != before


def test_what_is_typed_beyond_the_ends_is_told_and_so_is_a_broken_state(opened_labs):
    _, other = opened_labs
    other.changed(lambda: other.type_in(other.number("h"), 7))
    assert "h: 7 is above 0.708, so 0.708 is taken" in other.seen()["lines"]
    assert other.number("h").input_value() == "0.708"
    other.changed(lambda: other.enter_state("h-zoom x=one"))
    assert other.seen()["alerts"] == ["x=one: 'one' is not a number"]
    other.changed(lambda: other.enter_state("h-zoom x=1 h=0.01"))
    assert other.seen()["alerts"] == []
    assert said(other)


def test_without_a_kernel_the_star_still_answers(opened_labs):
    picture, _ = opened_labs
    picture.page.wait_for_timeout(1500)
    run_in_kernel(picture, "import os\n\nos._exit(1)")
    picture.area.get_by_text("The kernel is gone").wait_for()
    picture.page.locator(".jp-Dialog-button.jp-mod-accept").click()  # JupyterLab says so too
    slide(picture, "h")


def test_a_kernel_that_was_shut_down_elsewhere_is_told_after_a_slider(chromium, lab_server):
    """No message says so to the page; the slider still shows what the browser has."""
    with opened(chromium, lab_server, "shut_down.ipynb", "import sgdlab as sl\n\nsl.HZoomLab()") as tab:
        zoom = Picture(tab)
        tab.wait_idle()
        lab_server.stop_kernels()
        tab.page.wait_for_function(
            "() => !window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel", timeout=30_000
        )
        zoom.slider("h").focus()
        zoom.page.keyboard.press("ArrowLeft")
        zoom.area.get_by_text("The kernel is gone").wait_for()
        assert zoom.area.locator(".sg-alert p").count() == 1
        # Of what a kernel prints while it is shut down, JupyterLab may get half a message.
        assert [error for error in tab.page_errors if "Kernel message validation error" not in error] == []
