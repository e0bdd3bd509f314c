"""Keys in a lab are the lab's: none changes the notebook around it, and the space bar plays and doesn't scroll."""

import pytest

from tests.browser.look import CURVES, FRAMES, Picture, opened

CELLS = ("import sgdlab as sl\n\nsl.RaceLab()", "1 + 1", *(f"{k}" for k in range(30)))
NOTEBOOK = """() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    return [content.mode, content.activeCellIndex, content.selectedCells.length,
        ...content.model.sharedModel.cells.map((cell) => [cell.cell_type, cell.getSource(), cell.execution_count])];
}"""
SCROLLED = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"
OF_THE_NOTEBOOK = [  # what JupyterLab does with each where a cell is chosen
    "Control+Enter",  # runs it
    "Shift+Enter",
    "Alt+Enter",  # and makes another one
    "Control+z",  # takes back what was typed or cut
    "Control+Shift+z",
    "Control+a",  # selects all cells
    "Control+Shift+ArrowDown",  # moves it
    "b",
    "m",
]

_RING = """(node) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(node);
    const page = getComputedStyle(document.body).getPropertyValue("--jp-layout-color0");
    const pen = new OffscreenCanvas(1, 1).getContext("2d");
    const light = (color) => {
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
            .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0.05);
    };
    const [one, other] = [light(outlineColor), light(page)];
    return [outlineStyle === "none" ? 0 : parseFloat(outlineWidth), Math.max(one, other) / Math.min(one, other)];
}"""


@pytest.fixture(scope="module")
def race(chromium, lab_server):
    with opened(chromium, lab_server, "keys.ipynb", *CELLS, alone=True) as lab:
        yield Picture(lab)
        assert lab.page_errors == []


@pytest.mark.parametrize("control", ["slider", "picture", "number"])
def test_no_key_in_a_lab_changes_the_notebook(race, control):
    places = {"slider": race.slider("learning rate"), "picture": race.plot(CURVES)}
    place = places.get(control, race.number("learning rate"))
    place.focus()
    before = race.page.evaluate(NOTEBOOK)
    for key in OF_THE_NOTEBOOK:
        place.focus()
        race.page.keyboard.press(key)
        race.page.evaluate(FRAMES)
        race.lab.wait_idle()
        assert race.page.evaluate(NOTEBOOK) == before, key


def test_ctrl_and_s_still_belong_to_jupyterlab(race):
    race.slider("learning rate").focus()
    race.page.evaluate("() => { window.jupyterapp.shell.currentWidget.context.model.dirty = true; }")
    race.page.keyboard.press("Control+s")
    race.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")


@pytest.mark.parametrize(
    "what", [".sg-ring", ".sg-budget", ".sg-plot[tabindex]", ".sg-relief", "[aria-label=Playhead]", ".noUi-handle"]
)
def test_the_space_bar_plays_and_does_not_scroll(race, what):
    if what == ".sg-relief":
        race.button("relief").press("Enter")
    node = race.area.locator(what).first
    node.scroll_into_view_if_needed()
    node.focus()
    before = race.page.evaluate(SCROLLED)
    race.page.keyboard.press("Space")
    race.button("Pause").wait_for()
    race.page.keyboard.press("Space")
    race.button("Play").wait_for()
    race.page.evaluate(FRAMES)
    assert race.page.evaluate(SCROLLED) == before
    if what == ".sg-relief":
        race.button("relief").press("Enter")


def test_a_lab_fills_the_screen_and_leaves_it_by_a_key_on_a_slider_of_jupyter(race):
    handle = race.slider("learning rate")
    for on in (True, False):
        handle.press("f")
        race.page.wait_for_function("(on) => Boolean(document.fullscreenElement) === on", arg=on)
        race.settled()
        assert handle.evaluate("(node) => document.activeElement === node")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("control", ["surface", "learning rate, as a number"])
def test_the_focus_is_seen_on_the_controls_of_jupyter(race, theme, control):
    race.lab.theme(theme)
    race.settled()
    race.field(control).first.focus()
    race.page.keyboard.press("Shift")  # the keyboard is in use
    width, contrast = race.field(control).first.evaluate(_RING)
    race.lab.theme("light")
    assert width >= 2
    assert contrast >= 3
