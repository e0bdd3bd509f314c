"""What a reader does with a lab as a whole: presets, reset, surprise, ghost, state text, relief, stage, goal."""

import re

import pytest

import sgdlab as sl
from tests.browser.look import APART, RELIEF, SURFACE, TRAIL, Picture, opened

CELLS = ("import sgdlab as sl\n\nlab = sl.RaceLab()\nlab", "other = sl.RavineLab()\nother")
_CLIPBOARD = """() => Object.defineProperty(navigator, "clipboard", {
    value: { writeText: async (text) => { window.copied = text; } } })"""
_RELIEF = """(plot) => plot.querySelector("canvas").toDataURL()"""
_FINGER = """([plot, across, down]) => {
    const { left, top } = plot.getBoundingClientRect();
    const send = (type, x, y, dx, dy) => plot.dispatchEvent(new PointerEvent(type, { pointerId: 5, pointerType: "touch",
        isPrimary: true, bubbles: true, clientX: left + x, clientY: top + y, movementX: dx, movementY: dy }));
    plot.setPointerCapture = () => {}; // there is no real finger to capture
    send("pointerdown", 50, 50, 0, 0);
    delete plot.setPointerCapture;
    send("pointermove", 50 + across, 50 + down, across, down);
    plot.dispatchEvent(new PointerEvent("lostpointercapture", { pointerId: 5, pointerType: "touch" }));
}"""


@pytest.fixture(scope="module")
def tab(chromium, lab_server):
    with opened(chromium, lab_server, "hands_on.ipynb", *CELLS, alone=True) as lab:
        lab.page.evaluate(_CLIPBOARD)
        yield lab
        assert lab.page_errors == []


_PLACES = """(area) => [...area.querySelectorAll(".sg-plot")].map((plot) => {
    const { x, y, width, height } = plot.getBoundingClientRect(), home = area.getBoundingClientRect();
    return [x - home.x, y - home.y, width, height];
})"""
FEW = 5  # pixels that are gray because two colors meet there
_GRAY = """(plot) => {
    const hex = getComputedStyle(plot.closest(".sgdlab")).getPropertyValue("--muted").trim().slice(1);
    const wanted = [0, 2, 4].map((k) => parseInt(hex.slice(k, k + 2), 16));
    const canvas = plot.querySelectorAll("canvas")[1];
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
        count += data[at + 3] > 120 && wanted.every((v, k) => Math.abs(v - data[at + k]) < 5);
    }
    return count;
}"""


def back_home(picture, state):
    if picture.state() != state:
        picture.changed(lambda: picture.button("reset").click())
    picture.settled()
    return picture


@pytest.fixture
def race(tab):
    return back_home(Picture(tab), sl.RaceLab().state)


@pytest.fixture
def ravine(tab):
    return back_home(Picture(tab, 1), sl.RavineLab().state)


def relief(picture):
    picture.settled()
    return picture.plot(RELIEF).evaluate(_RELIEF)


def moved(picture, act):
    """Whether the relief looks otherwise after something was done."""
    before = relief(picture)
    act()
    return relief(picture) != before


def settings_of(lab, question):
    lab.choose(question)
    return lab.state


@pytest.mark.parametrize("question", sl.RaceLab.presets or sl.RaceLab().presets)
def test_a_preset_shows_its_settings(race, question):
    race.changed(lambda: race.field("Presets").select_option(question))
    assert race.state() == settings_of(sl.RaceLab(), question)
    assert race.field("Presets").input_value() == "try"


def test_a_preset_is_chosen_by_the_keyboard_alone(race):
    presets = race.field("Presets")
    presets.focus()
    race.changed(lambda: race.page.keyboard.press("ArrowDown"))
    assert race.state() == settings_of(sl.RaceLab(), next(iter(sl.RaceLab().presets)))
    race.page.keyboard.press("Tab")
    assert race.page.evaluate("document.activeElement.textContent") == "reset"
    race.changed(lambda: race.page.keyboard.press("Enter"))
    assert race.state() == sl.RaceLab().state


def test_reset_shows_the_settings_at_the_start_in_every_control(race):
    race.changed(lambda: race.type_in(race.number("learning rate"), 0.05))
    race.changed(lambda: race.type_in(race.field("seed"), 5))
    race.changed(lambda: race.button("reset").click())
    assert race.state() == sl.RaceLab().state
    assert race.number("learning rate").input_value() == "0.112"
    assert race.field("seed").input_value() == "0"


def test_a_surprise_is_another_state_that_the_lab_can_take(race):
    before = race.state()
    race.changed(lambda: race.button("surprise me").click())
    assert race.state() != before
    assert race.seen()["alerts"] == []
    sl.RaceLab.from_state(race.state())


def test_a_ghost_stays_while_a_slider_moves_and_goes_when_pressed_again(race):
    def gray():
        return race.plot(SURFACE).evaluate(_GRAY)  # a ghost is pale

    assert gray() < FEW
    ghost = race.button("ghost")
    ghost.click()
    assert ghost.get_attribute("aria-pressed") == "true"
    handle = race.slider("learning rate")
    handle.focus()
    lines = []
    for _ in range(3):
        race.changed(lambda: [handle.press("ArrowLeft") for _ in range(3)])
        lines.append((race.ink(SURFACE, TRAIL, "blue")["key"], gray()))
    assert len({key for key, _ in lines}) == 3  # the path moves
    assert min(count for _, count in lines) > 20  # and the ghost is there
    ghost.click()
    race.settled()
    assert ghost.get_attribute("aria-pressed") == "false"
    assert gray() < FEW


def test_the_state_is_pasted_and_copied(race):
    wanted = sl.RaceLab()
    wanted.apply({"learning_rate": 0.05, "seed": 4})
    race.changed(lambda: race.enter_state("race learning_rate=0.05 seed=4"))
    assert race.number("learning rate").input_value() == "0.05"
    with race.open_state() as field:
        assert field.input_value() == wanted.state
        race.button("copy").click()
        race.area.locator(".sg-state output").get_by_text("copied").wait_for()
    assert race.page.evaluate("window.copied") == wanted.state


def test_a_broken_state_is_answered_by_a_sentence_in_sight(race):
    with race.open_state() as field:
        race.changed(lambda: race.type_in(field, "race seed=one"))
        sentence = race.area.locator(".sg-alert p")
        assert sentence.inner_text() == "seed=one: 'one' is not a number"
        box, window = sentence.bounding_box(), race.page.viewport_size
        assert 0 <= box["y"] < window["height"] - box["height"]
        assert race.state() == "race seed=one"  # to be corrected
        race.changed(lambda: race.type_in(field, sl.RaceLab().state))
    assert race.seen()["alerts"] == []


def test_what_is_typed_stays_while_the_picture_changes(race):
    with race.open_state() as field:
        field.fill("race seed=8")
        race.changed(lambda: race.lab.execute("lab.apply({'seed': 3})"))
        assert field.input_value() == "race seed=8"
        race.changed(lambda: field.press("Enter"))
    race.settled()
    assert race.field("seed").input_value() == "8"


def test_the_state_is_opened_and_typed_by_the_keyboard_alone(race):
    keyboard = race.page.keyboard
    race.area.locator(".sg-state summary").focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert race.page.evaluate("document.activeElement.ariaLabel") == "state"
    keyboard.press("Control+a")
    keyboard.type("race seed=7")
    race.changed(lambda: keyboard.press("Enter"))
    assert race.field("seed").input_value() == "7"
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    assert not race.field("state").is_visible()


def test_the_relief_comes_and_goes(race):
    button = race.button("relief")
    assert button.get_attribute("aria-pressed") == "false"
    for state, panels in (("true", 4), ("false", 3)):
        button.press("Enter")
        race.settled()
        assert button.get_attribute("aria-pressed") == state
        assert button.evaluate("(node) => node === document.activeElement")
        assert race.area.locator(".sg-plot").count() == panels
        assert race.faults() == []


def test_the_relief_is_turned_by_mouse_keys_and_touch_and_turned_back(race, with_relief):
    plot = race.plot(RELIEF)
    plot.scroll_into_view_if_needed()
    race.page.mouse.move(2, 2)
    at_home = relief(race)
    assert moved(race, lambda: race.drag(plot, 60, 20))
    race.page.mouse.move(2, 2)
    turned = relief(race)
    plot.hover()
    race.page.mouse.down(button="middle")  # it scrolls, as the right one opens a menu, which keeps its release
    race.page.mouse.move(2, 2)
    assert relief(race) == turned
    race.page.mouse.up(button="middle")
    plot.focus()
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        assert moved(race, lambda key=key: plot.press(key))
    assert moved(race, lambda: race.page.evaluate(_FINGER, [plot.element_handle(), 40, 10]))
    assert plot.evaluate("(plot) => getComputedStyle(plot).touchAction") == "pinch-zoom"  # of the page
    plot.dblclick()
    race.page.mouse.move(2, 2)
    assert race.page.evaluate(APART, [at_home, relief(race)]) < 0.5  # edges may be smoothed in another way


def test_what_the_pointer_is_at_is_pinned_on_the_relief_and_on_the_map(race, with_relief):
    race.plot(SURFACE).scroll_into_view_if_needed()
    race.page.mouse.move(2, 2)
    without = relief(race)
    race.plot(SURFACE).hover(position={"x": 200, "y": 50})
    assert relief(race) != without
    race.page.mouse.move(2, 2)
    assert relief(race) == without
    size = race.plot(RELIEF).bounding_box()
    race.plot(RELIEF).hover(position={"x": size["width"] / 2, "y": size["height"] / 2})
    tip = race.plot(SURFACE).locator(".sg-tip")
    assert re.fullmatch(r"w \S+\nb \S+\nloss \S+", tip.inner_text())
    for _ in range(2):  # hidden under the pointer, which does not leave it, and shown again
        race.button("relief").press("Enter")
        assert not tip.is_visible()
    race.page.mouse.move(2, 2)
    assert not tip.is_visible()


def test_f_is_the_stage_and_in_a_field_it_is_a_letter(race):
    def on_stage():
        return race.page.evaluate("() => Boolean(document.fullscreenElement)")

    race.button("ghost").focus()
    for wanted in (True, False):
        race.page.keyboard.press("f")
        race.page.wait_for_function("(on) => Boolean(document.fullscreenElement) === on", arg=wanted)
    race.number("learning rate").focus()
    race.page.keyboard.press("f")
    with race.open_state() as field:
        field.focus()
        race.page.keyboard.press("End")
        race.page.keyboard.type("f")
        race.page.wait_for_timeout(300)
        assert not on_stage()
        assert race.state().endswith("f")
        race.changed(lambda: field.press("Enter"))
        race.changed(lambda: race.type_in(field, sl.RaceLab().state))


def test_a_goal_that_is_reached_stays_so_and_offers_the_next(ravine):
    goal, following = (ravine.area.locator(f".sg-goal{part}") for part in ("", " button"))
    lab, height = sl.RavineLab(), ravine.area.bounding_box()["height"]
    answers = [{"learning_rate": 0.07}, {"learning_rate": 1e-5, "small_change": 0.1}, {"start": (-0.75, 1.3)}]
    for k, changes in enumerate(answers):
        assert goal.text_content().startswith(f"○goal, open {k + 1} of 3")
        lab.apply({**vars(lab.home), **changes})
        ravine.changed(lambda: ravine.enter_state(lab.state))
        ravine.changed(lambda: ravine.button("reset").click())
        assert goal.text_content().startswith(f"✓goal, reached {f'{k + 1} of 3' if k < 2 else 'the last goal'}")
        assert (ravine.area.bounding_box()["height"] <= height, following.is_visible()) == (True, k < 2)
        if k < 2:
            following.press("Enter")
            assert ravine.page.evaluate("() => document.activeElement.closest('.sg-goal') !== null")


def test_a_notice_does_not_move_the_picture(race):
    def places():
        return race.area.evaluate(_PLACES)

    before = places()
    race.changed(lambda: race.type_in(race.number("learning rate"), 7))
    notice = race.area.locator(".sg-said p")
    assert notice.inner_text() == "learning rate: 7 is above 1.12, so 1.12 is taken"
    assert race.faults() == []
    assert places() == before
    race.changed(lambda: race.type_in(race.number("learning rate"), 0.112))
    assert notice.count() == 0
    assert race.area.locator(".sg-question").is_visible()
