"""Labs in JupyterLab that the page computes: true pictures while the kernel is busy, and when there is none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from playwright.sync_api import Browser

import sgdlab as sl
from tests.browser.drive import Lab as Tab
from tests.browser.look import Picture, opened, until
from tests.browser.server import Server
from tests.browser.soak import RANDOM
from tests.browser.truth import Truth

CELLS = (
    "import sgdlab as sl\n\ndef mine(gradient, params):\n    return -0.01 * gradient\n\n"
    "lab = sl.RaceLab(yours=mine)\nlab",
    "other = sl.TwinPanesLab()\nother",
)
_ASK = """async (code) => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const future = kernel.requestExecute({ code }), said = [];
    future.onIOPub = ({ content }) => said.push(content.text ?? content.evalue ?? "");
    const late = new Promise((done) => setTimeout(done, 10_000)); // an interrupt may swallow a question
    await Promise.race([future.done, late]);
    return said.join("");
}"""
# The status of a kernel may be that of another thread of it, which answers a control.
_SLEEP = """() => new Promise((begun) => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    kernel.requestExecute({ code: "import time\\n\\ntime.sleep(3600)" }).onIOPub = () => begun();
    setTimeout(begun, 60_000);
})"""  # a busy machine may need minutes for the moves
_INTERRUPT = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt()"


def mine(gradient: Any, params: Any) -> Any:
    return -0.01 * gradient


@pytest.fixture(scope="module")
def tab(chromium: Browser, lab_server: Server) -> Iterator[Tab]:
    with opened(chromium, lab_server, "page_computes.ipynb", *CELLS) as tab:
        yield tab
        assert [error for error in tab.page_errors if "Canceled future for" not in error] == []


class Here(Picture):
    """A lab in a cell, with the truth about it."""

    def __init__(self, tab: Tab, cell: int, lab: Any) -> None:
        super().__init__(tab, cell)
        self.truth = Truth(lab, self.area)
        self.page.wait_for_function(
            "(area) => area.querySelectorAll('.noUi-handle[aria-label]').length > 0", arg=self.area.element_handle()
        )

    def does(self, act: Callable[[], object], contains: str = "") -> str:
        """Do something, and wait until a true picture of other settings is shown."""
        before = self.truth.state()
        act()
        until(self.page, lambda: self.truth.state() != before)
        state = self.truth.check()
        assert contains in state
        return state


@pytest.fixture(scope="module")
def race(tab: Tab) -> Here:
    return Here(tab, 0, sl.RaceLab(yours=mine))


@contextmanager
def busy(tab: Tab) -> Iterator[None]:
    """The kernel works all the while, and is stopped at the end."""
    try:
        tab.page.evaluate(_SLEEP)
        yield
    finally:
        tab.page.evaluate(_INTERRUPT)
        tab.wait_idle()


def asked(tab: Tab, expression: str) -> str:
    """What the kernel prints of something."""
    text: str = tab.page.evaluate(_ASK, f"print({expression})")
    return text.strip()


def becomes(tab: Tab, expression: str, wanted: str) -> None:
    """Wait until the kernel prints this of something."""
    with suppress(AssertionError):  # the other one says what it is instead
        until(tab.page, lambda: asked(tab, expression) == wanted)
    assert asked(tab, expression) == wanted


def every_move(race: Here) -> None:
    """Each kind of control once."""
    rate = race.slider("learning rate")
    rate.focus()
    for wanted in ("0.126", "0.141"):
        race.does(lambda: rate.press("ArrowRight"), f"learning_rate={wanted} ")
        assert race.number("learning rate").input_value() == wanted
    race.does(lambda: race.slider("batch size").press("ArrowRight"), "batch_size=16 ")
    race.does(lambda: race.type_in(race.number("momentum"), 0.315), "momentum=0.315 ")
    race.does(lambda: race.type_in(race.field("seed"), 5), "seed=5 ")
    race.does(lambda: race.field("show").select_option("64 seeds"), "seeds='64 seeds'")
    race.does(lambda: race.field("budget").select_option("3 epochs"), "epochs='3 epochs'")
    race.does(lambda: race.drag(race.area.locator(".sg-ring"), 30, -40))
    race.does(lambda: race.area.locator(".sg-ring").press("Shift+ArrowRight"))
    race.does(lambda: race.field("Presets").select_option(index=1))
    race.page.evaluate(
        f"() => {{ Math.random = ({RANDOM})(3); }}"
    )  # a thousand epochs of 64 seeds would take minutes to check
    race.does(lambda: race.button("surprise me").click())
    race.does(lambda: race.truth.enter("race learning_rate=0.05 seed=4 start=0.1,0.2"), "learning_rate=0.05 ")
    race.does(lambda: race.button("reset").click(), race.truth.home)


def test_a_busy_kernel_is_not_needed_for_any_control_and_later_agrees(tab: Tab, race: Here) -> None:
    race.truth.check()
    with busy(tab):
        every_move(race)
        race.does(lambda: race.slider("learning rate").press("ArrowLeft"))
        last = race.does(lambda: race.drag(race.area.locator(".sg-ring"), -40, -30))
    becomes(tab, "lab.state", last)  # each control tells it in its turn
    race.truth.words(last)
    result = race.truth.lab.result.description  # a number that was sent late may come between
    becomes(tab, "lab.result.description", result)
    assert race.truth.check() == last  # the kernel's answers have moved nothing back
    race.does(lambda: race.button("reset").click(), race.truth.home)


def test_what_is_typed_beyond_the_ends_is_told_at_once(tab: Tab, race: Here) -> None:
    notice = race.area.locator(".sg-said p")
    with busy(tab):
        race.does(lambda: race.type_in(race.number("learning rate"), 7), "learning_rate=1.12 ")
        assert notice.all_inner_texts() == ["learning rate: 7 is above 1.12, so 1.12 is taken"]
        until(tab.page, lambda: race.number("learning rate").input_value() == "1.12")
        race.does(lambda: race.type_in(race.field("seed"), 1.5), "seed=1 ")
        assert notice.all_inner_texts() == ["seed: 1.5 is not a whole number, so 1 is taken"]
        until(tab.page, lambda: race.field("seed").input_value() == "1")
        race.truth.enter("race seed=one")
        until(tab.page, lambda: race.truth.alerts() == ["seed=one: 'one' is not a number"])
        race.does(lambda: race.slider("momentum").press("ArrowRight"), "momentum=0.02 ")
        assert notice.count() == 0
    becomes(tab, "lab.state", race.truth.check())
    race.does(lambda: race.button("reset").click(), race.truth.home)


def test_a_size_that_was_typed_is_a_place_of_the_slider(tab: Tab, race: Here) -> None:
    # Right below the last place: "surprise me" may have made others.
    race.does(lambda: race.type_in(race.number("batch size"), 122), "batch_size=122 ")
    until(tab.page, lambda: "batch_size=122 " in asked(tab, "lab.state"))
    tab.wait_idle()  # the kernel makes the place
    race.does(lambda: race.slider("batch size").press("ArrowRight"), "batch_size=123 ")
    race.does(lambda: race.slider("batch size").press("ArrowLeft"), "batch_size=122 ")
    race.does(lambda: race.button("reset").click(), race.truth.home)


def test_a_program_in_python_moves_the_controls_and_the_picture(tab: Tab, race: Here) -> None:
    becomes(tab, "lab.state", race.truth.home)  # what was done before would be told after it
    race.does(lambda: tab.execute("lab.restore('race seed=9 start=0.3,1')"), "seed=9 start=0.3,1 ")
    assert race.field("seed").input_value() == "9"
    race.does(lambda: tab.execute("lab.controls['momentum'].value = 86.74"), "momentum=0.99 ")
    until(tab.page, lambda: race.number("momentum").input_value() == "0.99")
    race.does(lambda: tab.execute("lab.reset()"), race.truth.home)


def test_one_lab_does_not_move_the_other(tab: Tab, race: Here) -> None:
    panes = Here(tab, 1, sl.TwinPanesLab())
    panes.truth.check()
    before = race.seen()
    with busy(tab):
        panes.does(lambda: panes.slider("learning rate").press("ArrowRight"))
    becomes(tab, "other.state", panes.truth.check())
    assert race.seen() == before


def third(race: Here) -> str:
    return next(text for text in race.seen()["lines"] if "your mine" in text)


def run(tab: Tab, body: str) -> None:
    tab.execute(f"def mine(gradient, params):\n    return {body}")


def test_running_the_cell_of_your_own_step_again_races_anew(tab: Tab, race: Here) -> None:
    before = third(race)
    run(tab, "-0.1 * gradient")
    until(tab.page, lambda: third(race) != before)
    lines = race.seen()["lines"]
    run(tab, "1 / 0")
    until(tab.page, lambda: race.seen()["alerts"] != [])
    assert "your mine: ZeroDivisionError: division by zero" in race.seen()["alerts"][0]
    assert race.seen()["lines"] == lines
    run(tab, "-0.01 * gradient if gradient[0] > 0 else -0.02 * gradient")  # which the page can't compute
    until(tab.page, lambda: race.seen()["alerts"] == [])
    assert third(race) not in (before, *lines)
    run(tab, "-0.01 * gradient")
    until(tab.page, lambda: third(race) == before)
    race.truth.check()


def test_a_page_that_meets_what_it_does_not_know_says_so_and_the_kernel_computes(tab: Tab, race: Here) -> None:
    before = race.truth.check()
    tab.execute("live = lab.view.live; lab.view.live = {**live, 'gestures': []}")
    until(tab.page, lambda: race.seen()["alerts"] != [])
    (alert,) = race.seen()["alerts"]
    assert "The kernel computes this lab, because the page can't" in alert
    assert "“gestures”" in alert
    assert race.truth.check(refusals=True) == before
    race.slider("learning rate").press("ArrowRight")
    until(tab.page, lambda: race.truth.state() != before)
    assert race.truth.check(refusals=True) != before
    tab.execute("lab.view.live = live")
    until(tab.page, lambda: race.seen()["alerts"] == [])
    race.does(lambda: race.slider("learning rate").press("ArrowLeft"), before)


@pytest.mark.parametrize("way", ["dies", "is shut down"])
def test_without_a_kernel_it_goes_on_without_a_word(tab: Tab, race: Here, lab_server: Server, way: str) -> None:
    """Last of the tests: the kernel does not come back."""
    if way == "dies":
        tab.execute("import os\n\nos._exit(1)")
        tab.page.locator(".jp-Dialog-button.jp-mod-accept").click()  # JupyterLab says so
    else:
        lab_server.stop_kernels()
        gone = "() => !window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
        tab.page.wait_for_function(gone, timeout=30_000)
    every_move(race)
