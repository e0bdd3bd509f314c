"""Whatever `sgdlab.labs` offers, saved as a page and opened from its file: no server, no request, no error."""

import io
from contextlib import contextmanager

import pytest
from PIL import Image

import sgdlab as sl
from sgdlab.labs import CircuitLab, HZoomLab, MatrixLab
from sgdlab.labs.stage.lab import Lab
from tests.browser.look import FAULTS, until
from tests.browser.test_every_lab import LABS
from tests.browser.test_saved_page import Saved
from tests.browser.test_stage_mode import SCREENS

pytestmark = pytest.mark.slow

_INKS = """() => [...document.querySelectorAll(".sg-plot canvas:nth-of-type(2)")].map((canvas) => canvas.toDataURL())"""

# The controls that are not seen in full in stage mode.
_CUT = """() => [...document.querySelectorAll(".sg-controls :is(input, select, button)")]
    .filter((node) => {
    const [own, box] = [node, node.closest(".sg-controls")].map((one) => one.getBoundingClientRect());
    return own.right > box.right + 1 || own.bottom > box.bottom + 1;
}).map((node) => node.getAttribute("aria-label") || node.closest("label")?.textContent || node.outerHTML)"""


# How much of the words and tables is hidden behind a scroll bar.
_HIDDEN = """() => [...document.querySelectorAll(".sg-words, .sg-words > div")].flatMap((box) =>
    [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight]).filter((hidden) => hidden > 1)"""

_BOTTOM = """() => document.fullscreenElement.querySelector(".sg-words").getBoundingClientRect().bottom"""

_SCROLLED = """() => {
    const lab = document.fullscreenElement.querySelector(".sgdlab");
    return lab.scrollHeight - lab.clientHeight;
}"""

# How much wider the words of each cell are than the cell.
_WIDER = """() => [...document.querySelectorAll(".sg-cell-box")].flatMap((box) => {
    const wide = [...box.children].reduce((sum, { offsetWidth }) => sum + offsetWidth, 0);
    return wide > box.clientWidth ? [`${box.textContent}: ${wide} > ${box.clientWidth}`] : [];
})"""

# The controls that are lower than a finger needs (WCAG 2.5.8); those of a matrix share a phone's width.
_LOW = """() => [...document.querySelectorAll("button:not(.sg-cell-box), select, input, summary")]
    .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 24)
    .map((node) => node.getAttribute("aria-label") || node.outerHTML)"""

# How high a lab and its plots are.
_STANDS = (
    """() => [...document.querySelectorAll(".sgdlab, .sgdlab .sg-plot")].map(({ offsetHeight }) => offsetHeight)"""
)

_LOOKS = """(list) => {
    const { height, borderTopWidth, borderTopColor, borderTopLeftRadius, appearance } = getComputedStyle(list);
    return [height, borderTopWidth, borderTopColor, borderTopLeftRadius, appearance];
}"""

_TEXTS = """() => { // what is written on a canvas since it was wiped
    const pen = CanvasRenderingContext2D.prototype, { fillText, clearRect } = pen;
    pen.fillText = function (text, ...place) {
        (this.canvas.texts ??= []).push(text);
        fillText.call(this, text, ...place);
    };
    pen.clearRect = function (...box) {
        this.canvas.texts = [];
        clearRect.apply(this, box);
    };
}"""


@pytest.fixture(scope="module")
def context(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 1400}, offline=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def phone(chromium):
    context = chromium.new_context(viewport={"width": 412, "height": 839}, is_mobile=True, has_touch=True, offline=True)
    yield context
    context.close()


@pytest.mark.parametrize("kind", LABS, ids=lambda one: one.__name__)
def test_it_opens_from_its_file_and_its_sliders_answer(context, page_of, kind):
    lab, path, live = kind(), page_of(kind), kind.live is not Lab.live
    saved = Saved(context.new_page(), path)
    shown = " ".join(saved.page.locator("main").inner_text().split())
    assert lab.question in shown
    assert (lab.goals[0].text in shown) == live  # stored pictures have no settings that reach it
    assert lab.state.split(" ")[0] in shown

    def seen():
        return [saved.page.locator(".sgdlab").inner_text(), *saved.page.evaluate(_INKS)]

    sliders = saved.page.locator(".sg-controls input[type=range]")
    with_places = {name: control.places for name, control in lab.controls.items() if control.places}
    if not live:  # else the page computes all that they can be set to
        with_places = {name: places for name, places in with_places.items() if any(lab.ray(name))}
    assert sliders.count() == len(with_places)
    for slider in sliders.all():
        before = seen()
        slider.focus()
        for key in ("ArrowRight", "ArrowLeft", "ArrowLeft"):
            slider.press(key)
            saved.page.wait_for_timeout(60)
            if seen() != before:
                break
        assert seen() != before, slider.get_attribute("aria-label")
    for width in (800, 383, 272):  # half a screen, the frame of a lab on the site on a phone, and on a small phone
        saved.page.set_viewport_size({"width": width, "height": 1400})
        saved.page.wait_for_timeout(100)
        assert saved.page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert width < 300 or saved.page.evaluate(_HIDDEN) == []
    saved.page.get_by_role("button", name="stage").click()
    for width, height in SCREENS:
        saved.page.set_viewport_size({"width": width, "height": height})
        until(saved.page.wait_for_timeout, lambda height=height: saved.page.evaluate(_BOTTOM) <= height)
        if height > 720:  # in a lower one the picture may be scrolled
            until(saved.page.wait_for_timeout, lambda: saved.page.evaluate(_SCROLLED) == 0)
        assert saved.page.evaluate(_CUT) == []
    assert saved.asked == [path.as_uri()]
    assert saved.errors == []
    saved.page.close()


@pytest.mark.parametrize("kind", LABS, ids=lambda one: one.__name__)
def test_no_question_brings_words_that_are_hidden_behind_a_scroll_bar(context, page_of, kind):
    saved = Saved(context.new_page(), page_of(kind))
    presets = saved.page.get_by_role("combobox", name="Presets")
    questions = presets.locator("option").all_inner_texts()[1:] if presets.count() else []  # a stored picture has none
    widths = (760, 840, 870, 1240)  # 40 less for the lab: there its words are longest for their room
    if kind is sl.RaceLab:
        widths = (760, 840, 870)  # in a wide one the words of many runs scroll, so that it fits into a window
    for question in ["", *questions]:
        if question:
            presets.select_option(question)
        for width in widths:
            saved.page.set_viewport_size({"width": width, "height": 1400})
            saved.page.wait_for_timeout(200)
            assert saved.page.evaluate(_HIDDEN) == [], (question, width)
    saved.page.close()


@pytest.mark.parametrize("width", [840, 1280])
@pytest.mark.parametrize("kind", [one for one in LABS if one.live is not Lab.live], ids=lambda one: one.__name__)
def test_a_lab_that_is_reset_stands_as_it_stood_and_its_page_fits_into_a_window(context, page_of, kind, width):
    saved = Saved(context.new_page(), page_of(kind))
    saved.page.set_viewport_size({"width": width, "height": 900})
    saved.page.wait_for_timeout(300)
    presets, reset = saved.page.get_by_role("combobox", name="Presets"), saved.page.get_by_role("button", name="reset")
    before = saved.page.evaluate(_STANDS)
    for question in presets.locator("option").all_inner_texts()[1:]:
        presets.select_option(question)
        saved.page.wait_for_timeout(300)
        assert saved.page.evaluate("() => document.documentElement.scrollHeight") <= 900, question
        reset.click()
        saved.page.wait_for_timeout(300)
        assert saved.page.evaluate(_STANDS) == before, question
    saved.page.close()


@pytest.mark.parametrize("settings", list(MatrixLab().presets.values()), ids=str)
def test_what_a_cell_of_the_matrix_says_fits_into_it(context, tmp_path, settings):
    lab = MatrixLab()
    lab.apply(settings)
    path = tmp_path / "matrix.html"
    lab.save(path)
    saved = Saved(context.new_page(), path)
    for width in (650, 660, 680, 700, 745, 800, 895, 1280):
        saved.page.set_viewport_size({"width": width, "height": 1400})
        saved.page.wait_for_timeout(200)
        assert saved.page.evaluate(_WIDER) == [], width
    saved.page.close()


def test_nothing_below_the_circuit_jumps_while_it_is_stepped_through(context, page_of):
    saved = Saved(context.new_page(), page_of(CircuitLab))
    move = saved.page.get_by_role("slider", name="move", exact=True)
    for width in (520, 640, 840, 900):  # there the sentence about some move has a line more than the others
        saved.page.set_viewport_size({"width": width, "height": 1400})
        move.press("Home")
        heights = set()
        for _ in range(8):
            saved.page.wait_for_timeout(100)
            heights.add(saved.page.locator(".sgdlab").bounding_box()["height"])
            move.press("ArrowRight")
        assert len(heights) == 1, width
    saved.page.close()


def test_the_h_of_the_reader_has_its_name_at_every_place(context, page_of):
    page = context.new_page()
    page.add_init_script(f"({_TEXTS})()")
    Saved(page, page_of(HZoomLab))
    page.set_viewport_size({"width": 800, "height": 1400})
    nudge = page.get_by_role("slider", name="h", exact=True)
    for place in (0, 97, 154, 197, 237, 297, 317):  # at both ends, between the other marks, and close to them
        nudge.fill(str(place))
        page.wait_for_timeout(200)
        written = page.locator(".sg-plot canvas").evaluate_all("(all) => all.flatMap(({ texts = [] }) => texts)")
        assert "your h" in written, place
    page.close()


@pytest.mark.parametrize("kind", LABS, ids=lambda one: one.__name__)
def test_a_finger_finds_every_control_and_a_small_phone_shows_all_words(phone, page_of, kind):
    saved = Saved(phone.new_page(), page_of(kind))
    saved.page.locator(".sg-state summary").wait_for()
    assert saved.page.evaluate(_LOW) == []
    saved.page.set_viewport_size({"width": 320, "height": 568})
    saved.page.wait_for_timeout(200)
    assert saved.page.locator("main").evaluate(FAULTS) == []
    saved.page.close()


@contextmanager
def in_colors(chromium, path, colors="active"):
    """A saved page, among colors that the reader has set or not."""
    context = chromium.new_context(forced_colors=colors)
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()


def test_a_scale_keeps_its_shades_among_colors_that_the_reader_has_set(chromium, page_of):
    with in_colors(chromium, page_of(sl.RaceLab)) as page:
        strip = page.locator(".sg-strip").first.screenshot()
        assert len(Image.open(io.BytesIO(strip)).convert("RGB").getcolors()) > 8


@pytest.mark.parametrize("colors", ["none", "active"])
def test_a_button_that_is_pressed_shows_that_it_has_the_focus(chromium, page_of, colors):
    """Also among colors that the reader has set, where it has no shade of its own, it is seen to be pressed."""
    with in_colors(chromium, page_of(sl.RaceLab), colors) as page:
        ghost = page.get_by_role("button", name="ghost")
        ghost.focus()
        page.keyboard.press("Enter")
        assert ghost.get_attribute("aria-pressed") == "true"
        assert ghost.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
        those = (page.locator(".sg-code summary"), page.get_by_text("reset"))
        assert len({one.evaluate("(one) => getComputedStyle(one).color") for one in those}) == 1
        ghost.blur()
        style = ghost.evaluate("(one) => getComputedStyle(one).outlineStyle")
        assert style == {"none": "none", "active": "solid"}[colors]


def test_the_boxes_of_the_circuit_differ_among_colors_that_the_reader_has_set(chromium, page_of):
    looks = "(box) => getComputedStyle(box).outlineStyle + getComputedStyle(box).borderTopStyle"
    with in_colors(chromium, page_of(sl.CircuitLab)) as page:
        tones = [page.locator(f".sg-node.sg-tone-{tone}").first.evaluate(looks) for tone in ("open", "now", "done")]
        assert len(set(tones)) == 3


def test_the_clock_of_stored_pictures_is_where_the_picture_is(context, page_of):
    saved = Saved(context.new_page(), page_of(sl.CircuitLab))
    saved.page.get_by_role("button", name="Play").click()
    saved.page.locator(".sg-words").get_by_text("Move 7 of 7").wait_for()
    assert saved.page.locator(".sg-clock output").inner_text() == "7 of 7 moves"
    assert saved.page.get_by_label("Playhead").input_value() == "7"
    saved.page.close()


def test_a_seed_of_nine_digits_is_seen_whole_also_on_a_stage(context, page_of):
    saved = Saved(context.new_page(), page_of(sl.RaceLab))
    seed = saved.page.get_by_label("seed", exact=True)
    seed.fill("888888888")  # the widest digits, where they are not all as wide
    seed.press("Enter")
    for _ in range(2):
        assert seed.evaluate("(field) => field.scrollWidth <= field.clientWidth")
        saved.page.get_by_role("button", name="stage").click()
        saved.page.wait_for_timeout(300)
    saved.page.close()


def test_the_last_word_of_a_title_is_not_torn_off_with_the_name_of_its_axis(phone, page_of):
    saved = Saved(phone.new_page(), page_of(sl.CostMeterLab))
    saved.page.set_viewport_size({"width": 390, "height": 844})
    title = saved.page.get_by_role("heading", name="What they cost here")
    assert title.evaluate("(node) => node.getClientRects().length") == 1
    saved.page.close()


def test_a_list_looks_as_it_does_in_jupyterlab(lab, context, page_of):
    lab.open(lab.write("lists.ipynb", "import sgdlab as sl\n\nsl.RavineLab()"))
    lab.run_all()
    looks = lab.page.locator(".widget-dropdown select").first.evaluate(_LOOKS)
    saved = Saved(context.new_page(), page_of(sl.RavineLab))
    assert saved.page.locator(".sg-controls select").first.evaluate(_LOOKS) == looks
    saved.page.close()
