"""What a reader does with a lab as a whole: presets, reset, surprise, ghost, state text, relief, stage, goal."""

import re

import pytest
from playwright.sync_api import expect

import sgdlab as sl
from tests.browser.look import FRAMES, SURFACE, TRAIL, Shown, until
from tests.browser.saved import Saved

CLIPBOARD = """() => Object.defineProperty(navigator, "clipboard", {
    value: { writeText: async (text) => { window.copied = text; } } })"""
RELIEF = 1  # where it is shown; the others come after it
APART = """async (addresses) => {
    const [a, b] = await Promise.all(addresses.map(async (address) => {
        const image = Object.assign(new Image(), { src: address });
        await image.decode();
        const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
        pen.drawImage(image, 0, 0);
        return pen.getImageData(0, 0, image.width, image.height).data;
    }));
    return a.reduce((sum, v, k) => sum + Math.abs(v - b[k]), 0) / a.length;
}"""
_RELIEF = """(plot) => plot.querySelector("canvas").toDataURL()"""
_FINGER = """([plot, across, down]) => {
    const { left, top } = plot.getBoundingClientRect();
    const send = (type, x, y, dx, dy) => plot.dispatchEvent(new PointerEvent(type, { pointerId: 5, pointerType: "touch",
        isPrimary: true, bubbles: true, clientX: left + x, clientY: top + y, movementX: dx, movementY: dy }));
    Object.assign(plot, { setPointerCapture: () => {}, hasPointerCapture: () => true }); // there is no real finger
    send("pointerdown", 50, 50, 0, 0);
    send("pointermove", 50 + across, 50 + down, across, down);
    delete plot.setPointerCapture;
    delete plot.hasPointerCapture;
    plot.dispatchEvent(new PointerEvent("lostpointercapture", { pointerId: 5, pointerType: "touch" }));
}"""
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
HOME = sl.RaceLab().state


@pytest.fixture(scope="module")
def page(chromium, page_of):
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, offline=True)
    saved = Saved(context.new_page(), page_of(sl.RaceLab))
    saved.page.evaluate(CLIPBOARD)
    yield saved
    assert saved.errors == []
    context.close()


@pytest.fixture
def race(page):
    shown = Shown(page.page.locator("#lab"))
    shown.button("reset").click()
    becomes(shown, HOME)
    return shown


def becomes(picture, state):
    until(picture.page, lambda: picture.state() == state, state)


def settings_of(lab, question):
    lab.choose(question)
    return lab.state


def test_each_preset_shows_its_settings_by_mouse_and_by_the_keyboard_alone(race):
    presets = race.field("Presets")
    for question in sl.RaceLab().presets:
        presets.select_option(question)
        becomes(race, settings_of(sl.RaceLab(), question))
        expect(presets).to_have_value("try")
    race.button("reset").press("Enter")
    becomes(race, HOME)
    presets.press("ArrowDown")
    becomes(race, settings_of(sl.RaceLab(), next(iter(sl.RaceLab().presets))))
    race.page.keyboard.press("Tab")
    assert race.page.evaluate("document.activeElement.textContent") == "reset"
    race.page.keyboard.press("Enter")
    becomes(race, HOME)
    assert race.number("learning rate").input_value() == "0.112"


def test_a_surprise_is_another_state_that_the_lab_can_take(race):
    race.button("surprise me").click()
    until(race.page, lambda: race.state() != HOME)
    assert race.seen()["alerts"] == []
    sl.RaceLab.from_state(race.state())


def test_a_ghost_stays_while_a_slider_moves_and_goes_when_pressed_again(race):
    def gray():
        return race.plot(SURFACE).evaluate(_GRAY)  # a ghost is pale

    until(race.page, lambda: gray() < FEW)
    ghost, keys = race.button("ghost"), set()
    ghost.click()
    expect(ghost).to_have_attribute("aria-pressed", "true")
    for moves in (1, 2, 3):
        for _ in range(3):
            race.slider("learning rate").press("ArrowLeft")
        until(race.page, lambda: race.ink(SURFACE, TRAIL, "blue")["key"] not in keys)  # the path moves
        keys.add(race.ink(SURFACE, TRAIL, "blue")["key"])
        until(race.page, lambda: gray() > 20, f"a ghost after {3 * moves} moves")
    ghost.click()
    expect(ghost).to_have_attribute("aria-pressed", "false")
    until(race.page, lambda: gray() < FEW)


def test_the_state_is_pasted_and_copied_and_a_broken_one_is_answered_in_sight(race):
    wanted = sl.RaceLab()
    wanted.apply({"learning_rate": 0.05, "seed": 4})
    with race.open_state() as field:
        race.type_in(field, "race learning_rate=0.05 seed=4")
        becomes(race, wanted.state)
        race.button("copy").click()
        race.area.locator(".sg-state output").get_by_text("copied").wait_for()
        assert race.page.evaluate("window.copied") == wanted.state
        race.type_in(field, "race seed=one")
        sentence = race.area.locator(".sg-alert p")
        expect(sentence).to_have_text("seed=one: 'one' is not a number")
        assert 0 <= sentence.bounding_box()["y"] < race.page.viewport_size["height"] - sentence.bounding_box()["height"]
        assert race.state() == "race seed=one"  # to be corrected
        race.type_in(field, HOME)
        expect(sentence).to_have_count(0)


def test_the_state_is_opened_and_typed_by_the_keyboard_alone(race):
    keyboard = race.page.keyboard
    race.area.locator(".sg-state summary").press("Enter")
    keyboard.press("Tab")
    assert race.page.evaluate("document.activeElement.ariaLabel") == "state"
    keyboard.press("Control+a")
    keyboard.type("race seed=7 f")  # and no key of the stage
    assert not race.page.evaluate("() => Boolean(document.fullscreenElement)")
    keyboard.press("Backspace")
    keyboard.press("Enter")
    expect(race.field("seed")).to_have_value("7")
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    expect(race.field("state")).not_to_be_visible()


def look(race):
    """What the relief looks like, once it is drawn."""
    race.page.evaluate(FRAMES)
    return race.plot(RELIEF).evaluate(_RELIEF)


def turned(race, act):
    """Do something, and wait until the relief looks otherwise."""
    before = look(race)
    act()
    until(race.page, lambda: look(race) != before)


def test_the_relief_comes_is_turned_by_mouse_keys_and_touch_and_goes(race):
    button, plots = race.button("relief"), race.area.locator(".sg-plot")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(plots).to_have_count(4)
    assert button.evaluate("(node) => node === document.activeElement")
    race.settled()
    assert race.faults() == []
    plot = race.plot(RELIEF)
    plot.scroll_into_view_if_needed()
    race.page.mouse.move(2, 2)
    at_home = look(race)
    turned(race, lambda: race.drag(plot, 60, 20))
    race.page.mouse.move(2, 2)
    before = look(race)
    plot.hover()
    race.page.mouse.down(button="middle")  # it scrolls, as the right one opens a menu, which keeps its release
    race.page.mouse.move(2, 2)
    assert look(race) == before
    race.page.mouse.up(button="middle")
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        turned(race, lambda key=key: plot.press(key))
    turned(race, lambda: race.page.evaluate(_FINGER, [plot.element_handle(), -80, 15]))
    assert plot.evaluate("(plot) => getComputedStyle(plot).touchAction") == "pinch-zoom"  # of the page
    plot.dblclick()
    race.page.mouse.move(2, 2)
    until(race.page, lambda: race.page.evaluate(APART, [at_home, look(race)]) < 0.5)  # edges may be smoothed otherwise
    turned(race, lambda: race.plot(SURFACE).hover(position={"x": 200, "y": 50}))  # which is pinned on the relief
    turned(race, lambda: race.page.mouse.move(2, 2))
    size, tip = plot.bounding_box(), race.plot(SURFACE).locator(".sg-tip")
    plot.hover(position={"x": size["width"] / 2, "y": size["height"] / 2})
    expect(tip).to_have_text(re.compile(r"w\s*\S+\s*b\s*\S+\s*loss\s*\S+"))  # and the other way round
    button.press("Enter")  # hidden under the pointer, which does not leave it
    expect(plots).to_have_count(3)
    expect(tip).not_to_be_visible()
    assert race.faults() == []


def test_f_is_the_stage_and_in_a_number_it_is_none(race):
    race.button("ghost").focus()
    for wanted in (True, False):
        race.page.keyboard.press("f")
        race.page.wait_for_function("(on) => Boolean(document.fullscreenElement) === on", arg=wanted)
    race.number("learning rate").press("f")
    race.number("learning rate").press("Escape")
    assert not race.page.evaluate("() => Boolean(document.fullscreenElement)")


def test_a_goal_that_is_reached_stays_so_and_offers_the_next(chromium, page_of):
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, offline=True)
    ravine = Shown(Saved(context.new_page(), page_of(sl.RavineLab)).page.locator("#lab"))
    goal, following = (ravine.area.locator(f".sg-goal{part}") for part in ("", " button"))
    lab, height = sl.RavineLab(), ravine.area.bounding_box()["height"]
    answers = [{"learning_rate": 0.07}, {"learning_rate": 1e-5, "small_change": 0.1}, {"start": (-0.75, 1.3)}]
    for k, changes in enumerate(answers):
        expect(goal).to_have_text(re.compile(f"^○goal, open {k + 1} of 3"))
        lab.apply({**vars(lab.home), **changes})
        with ravine.open_state() as field:
            ravine.type_in(field, lab.state)
        reached = f"{k + 1} of 3" if k < 2 else "the last goal"
        expect(goal).to_have_text(re.compile(f"^✓goal, reached {reached}"))
        ravine.button("reset").click()
        becomes(ravine, sl.RavineLab().state)
        expect(goal).to_have_text(re.compile(f"^✓goal, reached {reached}"))
        assert (ravine.area.bounding_box()["height"] <= height, following.is_visible()) == (True, k < 2)
        if k < 2:
            following.press("Enter")
            assert ravine.page.evaluate("() => document.activeElement.closest('.sg-goal') !== null")
    context.close()


def test_a_notice_does_not_move_the_picture(race):
    before = race.area.evaluate(_PLACES)
    race.type_in(race.number("learning rate"), 7)
    notice = race.area.locator(".sg-said p")
    expect(notice).to_have_text("learning rate: 7 is above 1.12, so 1.12 is taken")
    assert race.faults() == []
    assert race.area.evaluate(_PLACES) == before
    race.type_in(race.number("learning rate"), 0.112)
    expect(notice).to_have_count(0)
    assert race.area.locator(".sg-question").is_visible()
