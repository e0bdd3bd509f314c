"""The clock moves a control place by place, and the picture follows: the circuit, the anatomy, the three buttons."""

import re

import pytest
from playwright.sync_api import expect

from sgdlab.labs.anatomy.lab import AnatomyLab
from sgdlab.labs.circuit.compute import CircuitSettings, compute
from sgdlab.labs.circuit.lab import CircuitLab, twice_used
from sgdlab.labs.three_buttons.lab import ThreeButtonsLab
from tests.browser.look import Picture, opened, until

pytestmark = pytest.mark.slow

LABS = {  # the control that the clock moves, its ends, the unit, and what a line of words says at a place
    "CircuitLab": ("move", 0, 7, "moves", r"^Move (\d+) of 7"),
    "AnatomyLab": ("step", 1, 60, "steps", r"^Step (\d+): "),
    "ThreeButtonsLab": ("rounds", 0, 500, "rounds", r"^So far: forward (\d+)"),
}
STATES = {
    "CircuitLab": CircuitLab().state,
    "AnatomyLab": AnatomyLab().state,
    "ThreeButtonsLab": ThreeButtonsLab().state.replace("f1000b", "''"),
}
# In every frame of the screen: the line of words, and the number beside the slider, where they have changed.
_WATCH = """([area, pattern, name]) => {
    const number = [...area.querySelectorAll("input")].find((one) => one.ariaLabel === `${name}, as a number`
        || one.closest(".widget-text")?.textContent.trim() === `${name}, as a number`);
    const watched = window.watched = { seen: [], frames: 0, from: performance.now(), to: 0, stop: false };
    const look = () => {
        const said = [...area.querySelectorAll(".sg-words p")].map((p) => new RegExp(pattern).exec(p.textContent));
        const place = Number(said.find(Boolean)?.[1]);
        if (watched.seen.at(-1)?.[0] !== place) watched.seen.push([place, Number(number.value)]);
        watched.to = performance.now();
        watched.frames += 1;
        if (!watched.stop) requestAnimationFrame(look);
    };
    look();
}"""
_SLOW = """import time
from ipywidgets import Widget

quickly = Widget._handle_msg

def slowly(widget, message):
    time.sleep(0.3)
    quickly(widget, message)

Widget._handle_msg = slowly"""  # each message of the page
_TIP = """(area) => {
    const [, x, y] = /^M(\\S+) (\\S+)L/.exec(area.querySelector(".sg-arrow.sg-back.sg-tone-now").getAttribute("d"));
    const box = area.querySelector(".sg-node.sg-tone-now");
    const away = [Math.abs(x - box.offsetLeft), Math.abs(y - box.offsetTop)]; // from its middle
    return { label: box.querySelector(".sg-label").textContent, over: away[0] - box.offsetWidth / 2,
        above: away[1] - box.offsetHeight / 2 };
}"""


@pytest.fixture(scope="module", params=LABS)
def moving(request, chromium, lab_server):
    name = request.param
    with opened(chromium, lab_server, f"motion_{name}.ipynb", f"import sgdlab as sl\n\nsl.{name}()") as lab:
        picture = Picture(lab)
        picture.name = name
        yield picture
        assert lab.page_errors == []


@pytest.fixture
def clock(moving):
    """The lab at the first place of its control."""
    moving.enter_state(STATES[moving.name])
    control, first, *_ = LABS[moving.name]
    at_place(moving, 5 if moving.name == "CircuitLab" else first)  # where it opens
    moving.type_in(moving.number(control), first)
    at_place(moving, first)
    return moving


def place_of(picture):
    """Where the picture is, as its words say it."""
    lines = picture.area.locator(".sg-words p").all_text_contents()  # `seen` would look at every pixel, too
    found = [re.search(LABS[picture.name][-1], line) for line in lines]
    return next((int(one[1]) for one in found if one), None)


def at_place(picture, place):
    """The picture, the control and the clock come to a place within some seconds."""
    control, _, last, unit, _ = LABS[picture.name]
    text = f"{place} of {last} {unit}"

    def there():
        output = output_of(picture).inner_text()
        return (place_of(picture), float(picture.number(control).input_value()), output) == (place, place, text)

    until(picture.page, there, text)


def output_of(picture):
    return picture.area.locator(".sg-clock output")


def scrub(picture):
    return picture.area.get_by_role("slider", name="Playhead")


def watch(picture):
    picture.page.evaluate(_WATCH, [picture.area.element_handle(), LABS[picture.name][-1], LABS[picture.name][0]])


def watched(picture):
    return picture.page.evaluate("() => { watched.stop = true; return watched; }")


def test_play_goes_from_the_first_place_to_the_last_and_every_picture_is_that_of_its_place(clock):
    _, first, last, _, _ = LABS[clock.name]
    watch(clock)
    clock.button("Play").click()
    clock.button("Pause").wait_for()
    clock.button("Play").wait_for()
    at_place(clock, last)
    found = watched(clock)
    places = [place for place, _ in found["seen"]]
    assert places[0] == first
    assert places[-1] == last
    assert places == sorted(places)
    if last <= 60:
        assert places == list(range(first, last + 1))
    rate = 1000 * (len(places) - 1) / (found["to"] - found["from"])
    print(f"{clock.name}: {len(places)} pictures, {rate:.0f} a second")


def test_what_is_typed_while_the_kernel_still_answers_to_the_clock_is_taken(clock):
    control, _, last, _, _ = LABS[clock.name]
    clock.lab.execute(_SLOW)
    try:
        clock.button("Play").click()
        expect(output_of(clock)).not_to_have_text(re.compile(f"^{LABS[clock.name][1]} of"))
        scrub(clock).fill(str(last))  # which stops the clock
        clock.number(control).select_text()
        clock.page.keyboard.type("003", delay=500)
        clock.page.keyboard.press("Enter")
        at_place(clock, 3)
        clock.settled()
        at_place(clock, 3)
    finally:
        clock.lab.execute("Widget._handle_msg = quickly")


def test_the_scrub_bar_is_moved_by_mouse_and_by_keyboard(clock):
    _, first, last, _, _ = LABS[clock.name]
    bar = scrub(clock)
    box = bar.bounding_box()
    bar.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    until(clock.page, lambda: place_of(clock) != first)
    middle = int(output_of(clock).inner_text().split(" ")[0])
    assert abs(middle - (first + last) / 2) <= max(1, (last - first) / 50)
    at_place(clock, middle)
    bar.press("ArrowRight")
    at_place(clock, middle + 1)
    bar.press("ArrowLeft")
    at_place(clock, middle)
    bar.press("End")
    at_place(clock, last)
    bar.press("Home")
    at_place(clock, first)


def test_a_signal_that_goes_back_has_its_head_at_the_box_that_receives_it(clock):
    if clock.name != "CircuitLab":
        pytest.skip("only the circuit has arrows between boxes")
    for move in range(4, 8):
        clock.type_in(clock.number("move"), move)
        at_place(clock, move)
        result = compute(twice_used, ["x", "y"], CircuitSettings(move=move))
        heads = clock.area.locator(".sg-arrow.sg-back")
        assert heads.count() == (0 if result.edge is None else result.edge + 1)
        if result.edge is None:
            continue
        tip = clock.area.evaluate(_TIP)
        receiver = result.graph.names[result.graph.edges[result.edge].start]
        assert tip["label"].split("\N{NO-BREAK SPACE}")[0] == receiver
        assert max(tip["over"], tip["above"]) == pytest.approx(0, abs=2)
