"""Whatever `sgdlab.labs` offers, saved as a page and opened from its file: no server, no request, no error."""

import pytest

import sgdlab as sl
from sgdlab.labs import CircuitLab, HZoomLab, MatrixLab
from sgdlab.labs.stage.lab import Lab
from tests.browser.look import FRAMES, until
from tests.browser.saved import Saved
from tests.browser.test_hands import LABS

pytestmark = pytest.mark.slow
SCREENS = [(1024, 768), (1280, 780), (1920, 1080), (820, 1180), (768, 1024)]

WINDOWS = (840, 1280)  # wide, and 900 high

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

# How high a lab and its plots are.
_STANDS = "() => [...document.querySelectorAll('.sgdlab, .sgdlab .sg-plot')].map((one) => one.offsetHeight)"

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


class Opened(Saved):
    """The page of a lab, and what it was like before anything was moved: its text, and how it stands in two windows."""

    def __init__(self, context, kind, path):
        super().__init__(context.new_page(), path)
        self.kind, self.live = kind, kind.live is not Lab.live
        self.text = " ".join(self.page.locator("main").inner_text().split())
        self.stands = {width: self.stand(width) for width in WINDOWS}
        presets = self.page.get_by_role("combobox", name="Presets")  # a stored picture has none
        self.questions = presets.locator("option").all_inner_texts()[1:] if presets.count() else []

    def stand(self, width):
        self.resize(width, 900)
        return self.page.evaluate(_STANDS)

    def ask(self, question):
        self.page.get_by_role("combobox", name="Presets").select_option(question)
        self.page.evaluate(FRAMES)

    def reset(self):
        self.page.get_by_role("button", name="reset").click()
        self.page.evaluate(FRAMES)


@pytest.fixture(scope="module", params=LABS, ids=lambda one: one.__name__)
def opened(request, context, page_of):
    """One page for the tests of a lab: each that is opened anew takes a second of a processor."""
    path = page_of(request.param)
    saved = Opened(context, request.param, path)
    yield saved
    assert {url for url in saved.asked if url != "about:blank"} == {path.as_uri()}
    assert saved.errors == []
    saved.page.close()


def test_no_question_brings_words_that_are_hidden_behind_a_scroll_bar(opened):
    # 40 less for the lab: there its words are longest for their room; those of many runs scroll in a wide one
    widths = (760, 840, 870) if opened.kind is sl.RaceLab else (760, 840, 870, 1240)
    for question in ["", *opened.questions]:
        if question:
            opened.ask(question)
        for width in widths:
            opened.resize(width, 1400)
            assert opened.page.evaluate(_HIDDEN) == [], (question, width)


@pytest.mark.parametrize("width", WINDOWS)
def test_a_lab_that_is_reset_stands_as_it_stood_and_its_page_fits_into_a_window(opened, width):
    assert opened.stand(width)
    for question in opened.questions:
        opened.ask(question)
        assert opened.page.evaluate("() => document.documentElement.scrollHeight") <= 900, question
        opened.reset()
        assert opened.page.evaluate(_STANDS) == opened.stands[width], question


def test_it_opens_from_its_file_and_its_sliders_answer(opened):
    lab, page = opened.kind(), opened.page
    assert lab.question in opened.text
    assert (lab.goals[0].text in opened.text) == opened.live  # stored pictures have no settings that reach it
    assert lab.state.split(" ")[0] in opened.text
    opened.resize(1280, 1400)

    def seen():
        return [page.locator(".sgdlab").inner_text(), *page.evaluate(_INKS)]

    sliders = page.locator(".sg-controls input[type=range]")
    with_places = {name: control.places for name, control in lab.controls.items() if control.places}
    if not opened.live:  # else the page computes all that they can be set to
        with_places = {name: places for name, places in with_places.items() if any(lab.ray(name))}
    assert sliders.count() == len(with_places)
    for slider in sliders.all():
        before = seen()
        slider.focus()
        ends = slider.evaluate("(one) => one.value === one.max")
        slider.press("ArrowLeft" if ends else "ArrowRight")
        until(page, lambda before=before: seen() != before, slider.get_attribute("aria-label"))
    for width in (800, 383, 272):  # half a screen, the frame of a lab on the site on a phone, and on a small phone
        opened.resize(width, 1400)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert width < 300 or page.evaluate(_HIDDEN) == []
    page.get_by_role("button", name="stage").click()
    for width, height in SCREENS:
        opened.resize(width, height)
        until(page, lambda height=height: page.evaluate(_BOTTOM) <= height)
        if height > 720:  # in a lower one the picture may be scrolled
            until(page, lambda: page.evaluate(_SCROLLED) == 0)
        assert page.evaluate(_CUT) == []


def test_plots_fill_a_stage_at_once_and_not_once_the_window_changes(context, page_of):
    saved = Saved(context.new_page(), page_of(sl.RavineLab))
    for width, height in ((800, 900), (1280, 780)):
        saved.resize(width, height)
    saved.page.get_by_role("button", name="stage").click()
    saved.page.evaluate(FRAMES)
    stands = saved.page.evaluate(_STANDS)
    saved.page.evaluate("() => window.dispatchEvent(new Event('resize'))")
    assert saved.page.evaluate(_STANDS) == stands
    saved.page.close()


@pytest.mark.parametrize("kind", [sl.AnatomyLab, sl.RaceLab, sl.CostMeterLab])
def test_a_tablet_shows_all_with_large_plots_and_its_stage_also_reliefs(context, page_of, kind):
    saved = Saved(context.new_page(), page_of(kind))
    page = saved.page
    for height in (900, 1180):  # also where the width stays
        saved.resize(820, height)
    until(page, lambda: min(page.evaluate(_STANDS)) >= 200)  # 105 in a notebook's window
    assert page.evaluate("() => document.documentElement.scrollHeight") <= 1180
    page.get_by_role("button", name="stage").click()
    for button in page.get_by_role("button", name="relief", pressed=False).element_handles():
        button.press("Enter")
    for width, height in ((1024, 768), (820, 1180)):
        saved.resize(width, height)
        until(page, lambda height=height: page.evaluate(_BOTTOM) <= height)
    saved.page.close()


@pytest.mark.parametrize("settings", list(MatrixLab().presets.values()), ids=str)
def test_what_a_cell_of_the_matrix_says_fits_into_it(context, tmp_path, settings):
    lab = MatrixLab()
    lab.apply(settings)
    path = tmp_path / "matrix.html"
    lab.save(path)
    saved = Saved(context.new_page(), path)
    for width in (650, 660, 680, 700, 745, 800, 895, 1280):
        saved.resize(width, 1400)
        assert saved.page.evaluate(_WIDER) == [], width
    for button in saved.page.get_by_role("button", name="relief", pressed=False).element_handles():
        button.press("Enter")
    for width in (745, 895):  # also with a relief beside the path
        saved.resize(width, 1400)
        assert saved.page.evaluate(_WIDER) == [], width
    saved.page.close()


def test_nothing_below_the_circuit_jumps_while_it_is_stepped_through(context, page_of):
    saved = Saved(context.new_page(), page_of(CircuitLab))
    move = saved.page.get_by_role("slider", name="move", exact=True)
    for width in (520, 640, 840, 900):  # there the sentence about some move has a line more than the others
        saved.resize(width, 1400)
        move.press("Home")
        heights = set()
        for _ in range(8):
            saved.page.evaluate(FRAMES)
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
        page.evaluate(FRAMES)
        written = page.locator(".sg-plot canvas").evaluate_all("(all) => all.flatMap(({ texts = [] }) => texts)")
        assert "your h" in written, place
    page.close()


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
        saved.page.evaluate(FRAMES)
    saved.page.close()
