"""The race as a learner uses it: every control by mouse and by keyboard, its picture, its words."""

import re

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.landscape import surface
from sgdlab.problems.examples import penguin_line
from tests.browser.look import BOX, CURVES, FRONT, SURFACE, TRAIL, Picture, opened

CELL = """\
import sgdlab as sl
from sgdlab.problems.examples import penguin_line

sl.RaceLab(penguin_line())"""
DEFAULT = {"learning rate": 0.112, "batch size": 8, "momentum": 0}
LANDSCAPE = surface(penguin_line())
LIMITS = LANDSCAPE.limits


@pytest.fixture(scope="module")
def opened_race(chromium, lab_server):
    with opened(chromium, lab_server, "race.ipynb", CELL) as lab:
        yield Picture(lab)
        assert lab.page_errors == []


@pytest.fixture
def race(opened_race):
    """The race at its default settings, however the test before left it."""
    picture = opened_race
    for name, value in DEFAULT.items():
        if picture.number(name).input_value() != str(value):
            picture.changed(lambda name=name, value=value: picture.type_in(picture.number(name), value))
    if picture.field("seed").input_value() != "0":
        picture.changed(lambda: picture.type_in(picture.field("seed"), 0))
    picture.area.get_by_role("slider", name="Playhead").fill("1")
    return picture


@pytest.fixture
def movable(race):
    """A race whose start may be moved: the cell is run again afterwards."""
    yield race
    race.lab.run_all()


def test_a_comma_that_is_typed_is_a_decimal_point(race):
    rate = race.number("learning rate")
    rate.select_text()
    race.changed(lambda: (rate.press_sequentially("0,05"), rate.press("Enter")))
    assert rate.input_value() == "0.05"


def paths(picture):
    return {color: picture.ink(SURFACE, TRAIL, color)["key"] for color in ("blue", "orange")}


def at(picture, point):
    """Where a point of the parameters is drawn, in pixels of the surface's plot."""
    size = picture.plot(SURFACE).bounding_box()
    left, top, right, bottom = BOX
    (x0, x1), (y0, y1) = LIMITS
    across = left + (point[0] - x0) / (x1 - x0) * (size["width"] - left - right)
    return across, size["height"] - bottom - (point[1] - y0) / (y1 - y0) * (size["height"] - top - bottom)


def runs(seen):
    """What is said of both runs, below the goal."""
    return [line for line in seen["lines"] if "backprop" in line]


def expected(**changes):
    return compute(penguin_line(), RaceSettings(**{"learning_rate": 0.112, **changes}))


def assert_drawn(picture, result):
    """The words and the heads of both runs are those of a result computed here."""
    seen = picture.seen()
    assert runs(seen) == [text.replace(": ", "", 1) for text in result.lines]
    for color, run in (("blue", result.full), ("orange", result.sgd)):
        head, place = picture.ink(SURFACE, FRONT, color), at(picture, run.final)
        if run.final in LANDSCAPE:
            np.testing.assert_allclose((head["x"], head["y"]), place, atol=2.5)
        else:
            assert head["count"] == 0


def test_it_begins_with_what_train_says(race):
    assert_drawn(race, expected())
    full = sl.train(penguin_line(), (0.0, 0.0), **sl.sgd(0.112, 123), steps=10)
    excess = full.losses[-1] - penguin_line()(penguin_line().minimum)
    assert f"loss {full.losses[-1]:.3g} (excess {excess:.3g}) after 10 steps" in runs(race.seen())[0]


@pytest.mark.parametrize("name", ["learning rate", "momentum"])
@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_learning_rate_and_momentum_change_both_paths(race, name, way):
    handle, before = race.slider(name), paths(race)
    act = (lambda: race.drag(handle, 10)) if way == "mouse" else (lambda: handle.press("ArrowRight"))
    was, now = race.changed(act)
    assert runs(was)[0] != runs(now)[0]
    assert runs(was)[1] != runs(now)[1]
    assert_both_changed(race, before)
    value = float(race.number(name).input_value())
    assert value != DEFAULT[name]
    assert_drawn(race, expected(**{name.replace(" ", "_"): value}))


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_batch_size_changes_the_path_of_sgd_alone(race, way):
    handle, before = race.slider("batch size"), paths(race)
    act = (lambda: race.drag(handle, 40)) if way == "mouse" else (lambda: handle.press("ArrowRight"))
    was, now = race.changed(act)
    assert runs(was)[0] == runs(now)[0]
    size = int(race.number("batch size").input_value())
    assert size > 8
    assert f"mini-batches of {size}" in runs(now)[1]
    assert paths(race)["orange"] != before["orange"]
    assert_drawn(race, expected(batch_size=size))


def test_what_is_typed_stays_as_typed_and_is_run(race):
    race.changed(lambda: race.type_in(race.number("learning rate"), 0.117))
    race.lab.wait_idle()
    assert race.number("learning rate").input_value() == "0.117"
    assert_drawn(race, expected(learning_rate=0.117))
    race.changed(lambda: race.type_in(race.number("batch size"), 100))
    assert race.number("batch size").input_value() == "100"
    assert_drawn(race, expected(learning_rate=0.117, batch_size=100))


@pytest.mark.parametrize("rate", [0.5, 0.11, 0.0105])
def test_what_is_typed_far_from_the_slider_moves_it_and_stays_as_typed(race, rate):
    race.number("learning rate").focus()
    race.lab.page.keyboard.press("Control+a")
    race.changed(lambda: (race.lab.page.keyboard.type(str(rate)), race.lab.page.keyboard.press("Enter")))
    race.lab.wait_idle()
    assert f"learning_rate={rate:g} " in race.state()
    assert race.number("learning rate").input_value() == f"{rate:g}"


def test_the_start_is_dragged_by_the_mouse(movable):
    race, ring, before = movable, movable.area.locator(".sg-ring"), paths(movable)
    race.changed(lambda: race.drag(ring, 30, -40))
    assert_both_changed(race, before)
    first = at(race, (0, 0))
    np.testing.assert_allclose(middle(race, ring), (first[0] + 30, first[1] - 40), atol=2)
    assert_both_begin_at(race, middle(race, ring))


def test_the_start_is_moved_by_the_arrow_keys(movable):
    race, area, ring = movable, movable.plot(SURFACE), movable.area.locator(".sg-ring")
    size, where = area.bounding_box(), list(middle(race, ring))
    wide, high = size["width"] - BOX[0] - BOX[2], size["height"] - BOX[1] - BOX[3]
    ring.focus()
    for key, across, up in (("Shift+ArrowRight", 0.05, 0), ("Shift+ArrowUp", 0, 0.05), ("ArrowLeft", -0.01, 0)):
        before = paths(race)
        race.changed(lambda key=key: ring.press(key))
        assert_both_changed(race, before)
        where = [where[0] + across * wide, where[1] - up * high]
        np.testing.assert_allclose(middle(race, ring), where, atol=2)
    assert_both_begin_at(race, middle(race, ring))


def middle(picture, ring):
    """The middle of the ring, in pixels of the surface's plot."""
    box, plot = ring.bounding_box(), picture.plot(SURFACE).bounding_box()
    return box["x"] + box["width"] / 2 - plot["x"], box["y"] + box["height"] / 2 - plot["y"]


def assert_both_changed(picture, before):
    assert all(paths(picture)[color] != before[color] for color in before)


def assert_both_begin_at(picture, place):
    scrub = picture.area.get_by_role("slider", name="Playhead")
    scrub.fill("0")
    heads = [picture.ink(SURFACE, FRONT, color) for color in ("blue", "orange")]
    np.testing.assert_allclose((heads[1]["x"], heads[1]["y"]), place, atol=2)
    assert heads[0]["count"] < heads[1]["count"]  # the other head is right below
    scrub.fill("1")


def test_play_runs_and_stops_and_the_playhead_moves_the_heads(race):
    scrub = race.area.get_by_role("slider", name="Playhead")
    scrub.fill("0.5")
    result = expected()
    for color, run in (("blue", result.full), ("orange", result.sgd)):
        row = int(np.searchsorted(run.examples_seen, 615, side="right")) - 1
        head = race.ink(SURFACE, FRONT, color)
        np.testing.assert_allclose((head["x"], head["y"]), at(race, run.params[row]), atol=2.5)
    assert race.area.locator(".sg-clock output").inner_text() == "615 of 1,230 example-gradients"
    race.button("Step back").click()
    assert race.area.locator(".sg-clock output").inner_text().startswith("612 of")
    race.button("Step forward").click()
    race.button("Step forward").click()
    assert race.area.locator(".sg-clock output").inner_text().startswith("623 of")
    race.area.get_by_label("speed").select_option("0.5")
    race.button("Play").click()
    race.button("Pause").wait_for()
    race.page.wait_for_timeout(200)
    race.button("Pause").click()
    stopped = float(scrub.input_value())
    assert 623 / 1230 < stopped < 1
    race.page.wait_for_timeout(150)
    assert float(scrub.input_value()) == stopped
    race.area.get_by_label("speed").select_option("4")
    race.button("Play").click()
    race.button("Play").wait_for()  # it stops by itself
    race.page.wait_for_function("(scrub) => scrub.value === '1'", arg=scrub.element_handle())


def test_the_horizontal_axis_is_chosen(race):
    axis = race.area.get_by_label("horizontal axis")
    keys = set()
    for name in ("steps", "epochs", "example-gradients"):
        axis.select_option(name.replace("example-gradients", "examples"))
        seen = race.seen()
        assert f"against {name}" in seen["curves"][0]
        keys.add(seen["inks"][CURVES])
    assert len(keys) >= 2  # epochs and example-gradients are the same curve on another scale


def test_the_seed_changes_the_path_of_sgd_alone(race):
    was, now = race.changed(lambda: race.type_in(race.field("seed"), 7))
    assert runs(was)[0] == runs(now)[0]
    assert_drawn(race, expected(seed=7))


def test_the_band_of_many_seeds_is_shown_and_taken_away(race):
    def band():
        return race.plot(CURVES).locator("canvas").first.evaluate("(canvas) => canvas.toDataURL()")

    def wait(other):
        race.page.wait_for_function(
            "([a, b]) => a.toDataURL() !== b", arg=[race.plot(CURVES).locator("canvas").first.element_handle(), other]
        )

    without = band()
    race.field("show").select_option("64 seeds")
    wait(without)
    filled = band()
    race.field("show").select_option("one run")
    wait(filled)
    assert band() == without


def test_a_learning_rate_too_large_is_told_with_step_and_reason(race):
    race.changed(lambda: race.type_in(race.number("learning rate"), 0.9))
    result = expected(learning_rate=0.9)
    words = runs(race.seen())
    assert re.search(
        rf"diverged at step {result.sgd.diverged_at}; learning rate 0\.9 is above 2/λmax = 0\.234$", words[1]
    )


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(race, theme, width):
    race.lab.theme(theme)
    race.lab.viewport(width, 1500)
    race.settled()
    assert race.faults() == []
    assert race.area.locator(".sgdlab").get_attribute("data-theme") == theme
    light = race.area.locator(".sgdlab").evaluate("(node) => getComputedStyle(node).backgroundColor")
    assert (light == "rgb(255, 255, 255)") == (theme == "light")
    assert min(race.ink(SURFACE, FRONT, color)["count"] for color in ("blue", "orange")) > 20
    race.picture(f"race_{width}_{theme}")
    race.lab.viewport(1280, 1000)
    race.lab.theme("light")
    race.settled()


def test_nothing_in_it_is_inaccessible(race, axe_source):
    assert race.lab.violations(axe_source, ".jp-Cell-outputArea") == []
