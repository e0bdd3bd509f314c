"""The three-button trainer as a learner uses it: buttons by mouse and keyboard, the goal, own data, its looks."""

import re

import pytest

import sgdlab as sl
from sgdlab.labs.three_buttons.compute import ThreeButtonsSettings, compute
from tests.browser.look import BACK, Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.ThreeButtonsLab()"""
OWN = "sl.ThreeButtonsLab(*sl.blobs(60, classes=2))"
PLANE = 0


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "three_buttons.ipynb", CELL, OWN) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture(scope="module")
def trainer(page):
    return Picture(page)


def lines(presses, **settings):
    return list(compute(ThreeButtonsSettings(presses=presses, **settings)).lines)


def has(picture, expected):
    """Whether all of the lines come within half a minute: a busy machine is slow to train on other points."""
    for _ in range(300):
        said = picture.seen()["lines"]
        if all(line in said for line in expected):
            return True
        picture.page.wait_for_timeout(100)
    return False


def boundary(picture):
    """The pixels behind the points."""
    return picture.plot(PLANE).locator("canvas").nth(BACK).evaluate("(canvas) => canvas.toDataURL()")


def test_forward_and_backward_leave_the_boundary_and_update_moves_it(trainer):
    trainer.button("reset").click()
    assert has(trainer, lines("f1000b"))
    before = boundary(trainer)
    presses = "f1000b"
    for name, letter in (("forward", "f"), ("backward", "b")):
        presses += letter
        trainer.changed(lambda name=name: trainer.button(name).click())
        assert has(trainer, lines(presses))
        assert boundary(trainer) == before
    trainer.changed(lambda: trainer.button("update").click())
    assert has(trainer, lines(presses + "u"))
    assert boundary(trainer) != before


def test_a_press_while_the_clock_plays_takes_its_rounds_once(trainer):
    trainer.button("start again").click()
    assert has(trainer, lines(""))
    trainer.button("Play").click()
    trainer.page.wait_for_timeout(2000)
    trainer.button("forward").click()
    trainer.page.wait_for_timeout(300)
    trainer.button("Pause").click()
    trainer.settled()
    found = re.match(r"three-buttons presses=([1-9]\d*)rf rounds=(\d+) ", trainer.state())
    assert found, trainer.state()
    taken, since = map(int, found.groups())
    assert since < taken  # else it would go on from there, and count them again


def test_start_again_while_the_clock_plays_goes_back_to_the_start(trainer):
    trainer.button("start again").click()
    assert has(trainer, lines(""))
    trainer.button("Play").click()
    trainer.page.wait_for_timeout(2000)
    played = int(trainer.slider("rounds").get_attribute("aria-valuenow").partition(".")[0])
    trainer.button("start again").click()
    trainer.page.wait_for_timeout(300)
    trainer.button("Pause").click()
    trainer.settled()
    rounds = re.match(r"three-buttons presses='' rounds=(\d+) ", trainer.state())
    assert rounds, trainer.state()
    assert int(rounds[1]) < played


def test_the_goal_is_reached_by_keyboard(trainer):
    everything = trainer.button("all three, 100 times")
    everything.focus()
    for _ in range(3):
        trainer.changed(lambda: everything.press("Enter"))
    assert "reached" in " ".join(trainer.area.locator(".sgdlab").all_inner_texts())
    trainer.changed(lambda: trainer.button("start again").click())
    assert has(trainer, lines(""))
    assert "reached" in " ".join(trainer.area.locator(".sgdlab").all_inner_texts())


def test_the_pointer_is_told_what_the_bars_are_now_and_of_none_nothing(chromium, tmp_path):
    sl.restore("three-buttons presses=''").save(tmp_path / "lab.html")
    tab, errors = chromium.new_page(), []
    tab.on("pageerror", lambda error: errors.append(error.message))
    tab.goto((tmp_path / "lab.html").as_uri())
    bars = tab.get_by_label("The last gradient: typical size in each layer: gradient. No bars yet.")
    bars.hover()
    bars.press("ArrowRight")
    step = tab.get_by_role("button", name="all three, 100 times")
    plot = tab.locator(".sg-plot[aria-label*='gradient. ']")
    step.press("Enter")
    tip, told = plot.locator(".sg-tip"), []
    for rounds in (100, 200):  # the pointer rests while a key changes the bars
        tab.get_by_text(f"So far: forward {rounds}, backward {rounds}, update {rounds}.", exact=True).wait_for()
        plot.hover(position={"x": rounds, "y": 60})
        tip.wait_for()
        told.append(tip.inner_text())
        assert told[-1].replace("\n", ": ", 1) in plot.get_attribute("aria-label")
        step.press("Enter")
        tip.wait_for(state="hidden")  # or it would say what the bars were before
    assert told[0] != told[1]
    assert errors == []
    tab.close()


def test_another_network_replays_the_presses_and_other_points_start_again(trainer):
    trainer.button("start again").click()
    assert has(trainer, lines(""))
    trainer.changed(lambda: trainer.button("all three, 100 times").click())
    trainer.changed(lambda: trainer.field("activation").select_option("relu"))
    assert has(trainer, lines("100r", activation="relu"))
    trainer.changed(lambda: trainer.field("activation").select_option("tanh"))
    trainer.changed(lambda: trainer.field("data").select_option("two spirals"))
    assert has(trainer, lines("", data="two spirals"))
    trainer.changed(lambda: trainer.field("data").select_option("two moons"))
    assert has(trainer, lines(""))


def test_data_of_ones_own(page):
    own = Picture(page, 1)
    _, now = own.changed(lambda: own.button("all three, 100 times").click())
    assert any("100.0 % of the points" in line for line in now["lines"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(trainer, theme, width):
    trainer.lab.theme(theme)
    trainer.lab.viewport(width, 1700)
    trainer.settled()
    trainer.picture(f"three_buttons_{width}_{theme}")
    assert trainer.faults() == []


def test_nothing_in_it_is_inaccessible(trainer, axe_source):
    assert trainer.lab.violations(axe_source, ".jp-Cell:first-child .jp-Cell-outputArea") == []
