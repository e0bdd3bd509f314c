"""The star in JupyterLab: sliders answer while the kernel is busy or gone, and it says the same when it comes back."""

import re

import numpy as np
import pytest
from look import FRONT, SURFACE, Picture, opened

from sgdlab.labs.race.compute import RaceSettings, compute
from sgdlab.problems.examples import penguin_line

pytestmark = pytest.mark.slow

CELLS = (
    """\
import time

import sgdlab as sl


def mine(gradient, params):
    return -0.01 * gradient


lab = sl.RaceLab(yours=mine)
lab""",
    "other = sl.RaceLab()\nother",
    "import time\n\ntime.sleep(4)",
    "def mine(gradient, params):\n    return -0.1 * gradient",
)


@pytest.fixture(scope="module")
def opened_labs(chromium, lab_server):
    with opened(chromium, lab_server, "star.ipynb", *CELLS[:2]) as lab:
        lab.page.wait_for_timeout(3000)  # the stars come
        yield Picture(lab), Picture(lab, 1)
        assert lab.page_errors == []


def said(picture, **changes):
    """Whether the lab says what is so at these settings."""
    result = compute(penguin_line(), RaceSettings(**{"learning_rate": 0.112, **changes}))
    shown = picture.seen()["lines"]
    return all(text.replace(": ", "", 1) in shown for text in result.lines)


def run_in_kernel(picture, code):
    """Send code to the notebook's kernel, and do not wait for it."""
    picture.page.evaluate(
        """(code) => {
            const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
            kernel.requestExecute({ code });
        }""",
        code,
    )


def test_a_busy_kernel_is_not_needed_along_a_slider(opened_labs):
    picture, _ = opened_labs
    picture.number("learning rate").scroll_into_view_if_needed()
    run_in_kernel(picture, CELLS[2])
    picture.page.wait_for_timeout(200)
    handle = picture.slider("learning rate")
    handle.focus()
    for value in (0.126, 0.141, 0.158):
        handle.press("ArrowRight")
        picture.page.wait_for_timeout(60)
        assert said(picture, learning_rate=value)
        assert picture.number("learning rate").input_value() == str(value)
    head = picture.ink(SURFACE, FRONT, "orange")
    picture.lab.wait_idle()
    picture.page.wait_for_timeout(1500)
    assert said(picture, learning_rate=0.158)  # the kernel says the same
    after = picture.ink(SURFACE, FRONT, "orange")
    np.testing.assert_allclose((after["x"], after["y"]), (head["x"], head["y"]), atol=0.5)


def test_the_star_moves_along(opened_labs):
    """Another slider is moved, after the star around the new place has come."""
    picture, _ = opened_labs
    rate = float(picture.number("learning rate").input_value())
    run_in_kernel(picture, CELLS[2])
    picture.page.wait_for_timeout(200)
    handle = picture.slider("batch size")
    handle.focus()
    handle.press("ArrowRight")
    picture.page.wait_for_timeout(60)
    assert said(picture, learning_rate=rate, batch_size=16)
    picture.lab.wait_idle()
    picture.page.wait_for_timeout(1000)
    assert said(picture, learning_rate=rate, batch_size=16)


def test_one_lab_does_not_disturb_the_other(opened_labs):
    picture, other = opened_labs
    before, was = other.seen(), picture.seen()
    assert said(other)
    assert picture.seen() == was
    other.changed(lambda: other.slider("momentum").press("ArrowRight"))
    assert picture.seen() == was
    assert other.seen() != before


def test_what_is_typed_beyond_the_ends_is_told_and_so_is_a_broken_state(opened_labs):
    _, other = opened_labs
    other.changed(lambda: other.type_in(other.number("learning rate"), 7))
    assert "learning rate: 7 is above 1.12, so 1.12 is taken" in other.seen()["lines"]
    assert other.number("learning rate").input_value() == "1.12"
    other.changed(lambda: other.type_in(other.field("seed"), 1.5))
    assert "seed: 1.5 is not a whole number, so 1 is taken" in other.seen()["lines"]
    other.changed(lambda: other.enter_state("race seed=one"))
    assert other.seen()["alerts"] == ["seed=one: 'one' is not a number"]
    other.changed(lambda: other.enter_state("race learning_rate=0.05 seed=4 momentum=0.5"))
    assert other.seen()["alerts"] == []
    assert said(other, learning_rate=0.05, seed=4, momentum=0.5)
    assert other.state().startswith("race learning_rate=0.05 batch_size=8 momentum=0.5 seed=4")


def test_running_the_cell_of_your_own_step_again_races_anew(opened_labs):
    picture, _ = opened_labs

    def third():
        return next(text for text in picture.seen()["lines"] if "your mine" in text)

    before = third()
    run_in_kernel(picture, CELLS[3])
    picture.page.wait_for_timeout(1500)
    assert third() != before
    run_in_kernel(picture, "def mine(gradient, params):\n    return 1 / 0")
    picture.page.wait_for_timeout(1500)
    assert "your mine: ZeroDivisionError: division by zero" in picture.seen()["alerts"][0]
    run_in_kernel(picture, CELLS[3])
    picture.page.wait_for_timeout(1500)
    assert picture.seen()["alerts"] == []
    picture.picture("race_yours")


def test_without_a_kernel_the_star_still_answers(opened_labs):
    picture, _ = opened_labs
    picture.page.wait_for_timeout(1500)
    before = picture.seen()["lines"]
    run_in_kernel(picture, "import os\n\nos._exit(1)")
    picture.area.get_by_text("The kernel is gone").wait_for()
    picture.page.locator(".jp-Dialog-button.jp-mod-accept").click()  # JupyterLab says so too
    handle = picture.slider("momentum")
    handle.focus()
    handle.press("ArrowRight")
    picture.page.wait_for_timeout(200)
    after = picture.seen()["lines"]
    assert after != before
    assert any(re.search(r"momentum 0\.02", text) for text in after)


def test_a_kernel_that_was_shut_down_elsewhere_is_told_after_a_slider(chromium, lab_server):
    """No message says so to the page; the slider still shows what the browser has."""
    with opened(chromium, lab_server, "shut_down.ipynb", "import sgdlab as sl\n\nsl.RaceLab()") as tab:
        race = Picture(tab)
        tab.wait_idle()
        lab_server.stop_kernels()
        tab.page.wait_for_function(
            "() => !window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel", timeout=30_000
        )
        race.slider("momentum").focus()
        race.page.keyboard.press("ArrowRight")
        race.area.get_by_text("The kernel is gone").wait_for()
        assert race.area.locator(".sg-alert p").count() == 1
        assert tab.page_errors == []
