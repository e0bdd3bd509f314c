"""The race in JupyterLab, with its stock controls, by mouse and by keyboard; its picture and its words."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

import sgdlab as sl
from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.landscape import surface
from sgdlab.problems.examples import penguin_line
from tests.browser.drive import violations
from tests.browser.look import BOX, CURVES, FRONT, SURFACE, Picture, opened, until

CELL = """\
import sgdlab as sl
from sgdlab.problems.examples import penguin_line

lab = sl.RaceLab(penguin_line())
lab"""
LANDSCAPE = surface(penguin_line())


@pytest.fixture(scope="module")
def opened_race(chromium, lab_server):
    with opened(chromium, lab_server, "race.ipynb", CELL) as lab:
        yield Picture(lab)
        assert lab.page_errors == []


@pytest.fixture
def race(opened_race):
    """The race at its default settings, however the test before left it."""
    playhead(opened_race).fill("1")
    opened_race.button("reset").click()
    until_shown(opened_race)
    return opened_race


def playhead(picture):
    return picture.area.get_by_role("slider", name="Playhead")


def at(picture, point):
    """Where a point of the parameters is drawn, in pixels of the surface's plot."""
    size = picture.plot(SURFACE).bounding_box()
    left, top, right, bottom = BOX
    (x0, x1), (y0, y1) = LANDSCAPE.limits
    across = left + (point[0] - x0) / (x1 - x0) * (size["width"] - left - right)
    return across, size["height"] - bottom - (point[1] - y0) / (y1 - y0) * (size["height"] - top - bottom)


def settings(picture):
    """What the controls and the ring say."""
    found = dict(re.findall(r"(\w+)=('[^']*'|\S+)", picture.state()))
    start = tuple(map(float, found["start"].split(",")))
    numbers = float(found["learning_rate"]), int(found["batch_size"]), float(found["momentum"]), int(found["seed"])
    return RaceSettings(*numbers, start=start)


def until_shown(picture, **wanted):
    """Wait for the words and heads of both runs at the settings that the lab has, of which some are known here."""

    found = []

    def said():
        now = settings(picture)
        result = compute(penguin_line(), now)
        lines = [line for line in picture.seen()["lines"] if "backprop" in line]
        found.append(result)
        right = lines == [text.replace(": ", "", 1) for text in result.lines]
        return right and all(getattr(now, name) == value for name, value in wanted.items())

    until(picture.page, said, str(wanted))
    runs = found[-1].full, found[-1].sgd
    if all(run.final in LANDSCAPE for run in runs):  # else the map widens
        for color, run in zip(("blue", "orange"), runs, strict=True):
            head = picture.ink(SURFACE, FRONT, color)
            np.testing.assert_allclose((head["x"], head["y"]), at(picture, run.final), atol=2.5)


def until_other(picture, act):
    """Do something, wait until the settings are others, and for what is true of them."""
    before = settings(picture)
    act()
    until(picture.page, lambda: settings(picture) != before)
    until_shown(picture)
    return settings(picture)


def test_it_begins_with_what_train_says_and_is_accessible(race, axe_source):
    full = sl.train(penguin_line(), (0.0, 0.0), **sl.sgd(0.112, 123), steps=10)
    excess = full.losses[-1] - penguin_line()(penguin_line().minimum)
    expect(race.area.locator(".sg-words")).to_contain_text(
        f"loss {full.losses[-1]:.3g} (excess {excess:.3g}) after 10 steps"
    )
    assert violations(race.page, axe_source, ".jp-Cell-outputArea") == []


@pytest.mark.parametrize("name", ["learning rate", "momentum", "batch size"])
def test_a_slider_is_moved_by_mouse_and_by_keyboard(race, name):
    setting = name.replace(" ", "_")
    far = 40 if name == "batch size" else 10
    for act in (lambda: race.drag(race.slider(name), far), lambda: race.slider(name).press("ArrowLeft")):
        before = getattr(settings(race), setting)
        now = until_other(race, act)
        assert getattr(now, setting) != before
        expect(race.number(name)).to_have_value(f"{getattr(now, setting):g}")


def test_what_is_typed_stays_as_typed_and_is_run(race):
    for name, text, value in (
        ("learning rate", "0.117", 0.117),
        ("learning rate", "0.0105", 0.0105),
        ("learning rate", "0,05", 0.05),
        ("learning rate", "0.9", 0.9),  # which diverges
        ("batch size", "100", 100),
    ):
        field = race.number(name)
        field.select_text()
        field.press_sequentially(text)
        field.press("Enter")
        until_shown(race, **{name.replace(" ", "_"): value})
        race.lab.wait_idle()
        expect(field).to_have_value(f"{value:g}")
    race.type_in(race.field("seed"), 7)
    until_shown(race, seed=7)
    sgd = compute(penguin_line(), settings(race)).sgd
    assert (sgd.diverged_at is None) == (f"diverged at step {sgd.diverged_at}" not in " ".join(race.seen()["lines"]))


def test_a_slider_says_the_number_beside_it_also_if_that_alone_has_changed(race):
    """The slider stands at the nearest place already, so nothing else of the page changes with the number."""
    race.lab.execute("with lab.controls['batch_size']._settled(): lab.controls['batch_size'].number.value = 9")
    expect(race.number("batch size")).to_have_value("9")
    expect(race.slider("batch size")).to_have_attribute("aria-valuetext", "9")


def middle(picture, ring):
    """The middle of the ring, in pixels of the surface's plot."""
    box, plot = ring.bounding_box(), picture.plot(SURFACE).bounding_box()
    return box["x"] + box["width"] / 2 - plot["x"], box["y"] + box["height"] / 2 - plot["y"]


def test_the_start_is_moved_by_mouse_and_by_keyboard(race):
    ring, first = race.area.locator(".sg-ring"), at(race, (0, 0))
    until_other(race, lambda: race.drag(ring, 30, -40))
    np.testing.assert_allclose(middle(race, ring), (first[0] + 30, first[1] - 40), atol=2)
    size, where = race.plot(SURFACE).bounding_box(), list(middle(race, ring))
    wide, high = size["width"] - BOX[0] - BOX[2], size["height"] - BOX[1] - BOX[3]
    for key, across, up in (("Shift+ArrowRight", 0.05, 0), ("Shift+ArrowUp", 0, 0.05), ("ArrowLeft", -0.01, 0)):
        now = until_other(race, lambda key=key: ring.press(key))
        where = [where[0] + across * wide, where[1] - up * high]
        np.testing.assert_allclose(middle(race, ring), where, atol=2)
        np.testing.assert_allclose(at(race, now.start), where, atol=2)
    playhead(race).fill("0")
    heads = [race.ink(SURFACE, FRONT, color) for color in ("blue", "orange")]
    np.testing.assert_allclose((heads[1]["x"], heads[1]["y"]), where, atol=2)
    assert heads[0]["count"] < heads[1]["count"]  # the other head is right below


def test_play_runs_and_stops_and_the_playhead_moves_the_heads(race):
    spent, result = race.area.locator(".sg-clock output"), compute(penguin_line(), settings(race))
    playhead(race).fill("0.5")
    for color, run in (("blue", result.full), ("orange", result.sgd)):
        row = int(np.searchsorted(run.examples_seen, 615, side="right")) - 1
        head = race.ink(SURFACE, FRONT, color)
        np.testing.assert_allclose((head["x"], head["y"]), at(race, run.params[row]), atol=2.5)
    expect(spent).to_have_text("615 of 1,230 example-gradients")
    for button, told in (("Step back", "612"), ("Step forward", "615"), ("Step forward", "623")):
        race.button(button).click()
        expect(spent).to_have_text(re.compile(f"^{told} of"))
    race.area.get_by_label("speed").select_option("0.5")
    race.button("Play").click()
    expect(spent).not_to_have_text(re.compile("^623 of"))
    race.button("Pause").click()
    stopped = float(playhead(race).input_value())
    assert stopped > 623 / 1230
    race.area.get_by_label("speed").select_option("4")
    race.button("Play").click()
    race.button("Play").wait_for()  # it stops by itself
    expect(playhead(race)).to_have_value("1")


def test_the_horizontal_axis_and_the_band_of_many_seeds_are_chosen(race):
    axis, seen = race.area.get_by_label("horizontal axis"), set()
    for name in ("steps", "epochs", "example-gradients"):
        axis.select_option(name.replace("example-gradients", "examples"))
        until(race.page, lambda name=name: f"against {name}" in race.seen()["curves"][0])
        seen.add(race.seen()["inks"][CURVES])
    assert len(seen) >= 2  # epochs and example-gradients are the same curve on another scale
    without = race.back(CURVES)
    race.field("show").select_option("64 seeds")
    until(race.page, lambda: race.back(CURVES) != without)
    race.field("show").select_option("one run")
    until(race.page, lambda: race.back(CURVES) == without)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_overlaps_or_is_clipped(race, theme):
    race.lab.theme(theme)
    for width in (1280, 800):
        race.lab.viewport(width, 1500)
        race.settled()
        assert race.faults() == []
        assert race.area.locator(".sgdlab").get_attribute("data-theme") == theme
        light = race.area.locator(".sgdlab").evaluate("(node) => getComputedStyle(node).backgroundColor")
        assert (light == "rgb(255, 255, 255)") == (theme == "light")
        assert min(race.ink(SURFACE, FRONT, color)["count"] for color in ("blue", "orange")) > 20
    race.lab.viewport(1280, 1000)
    race.lab.theme("light")
    race.settled()
