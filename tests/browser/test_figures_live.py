"""Every public figure's scene, drawn by the browser: without an error, and on the axes that Matplotlib gives it."""

import base64
import re
from functools import cache

import numpy as np
import pytest

import sgdlab.figures
from sgdlab.labs.stage.arrays import pack_all
from sgdlab.labs.stage.view import FRONT_END
from sgdlab.scene import Bars, Curves, Plane, split
from sgdlab.scene.limits import even, span
from tests.browser.look import FRAMES
from tests.figures.examples import EXAMPLES

WITHOUT_SCENE = {"Figure", "graph"}
_MOUNT = """async ([source, figures]) => {
    const pen = CanvasRenderingContext2D.prototype, { fillText, strokeRect, clearRect } = pen;
    const place = (c, x, y) => {
        const at = c.getTransform().transformPoint({ x, y });
        return [at.x / devicePixelRatio, at.y / devicePixelRatio];
    };
    pen.clearRect = function (...box) {
        this.canvas.words = [];
        clearRect.apply(this, box);
    };
    pen.fillText = function (words, x, y, ...more) {
        this.canvas.words.push([words, ...place(this, x, y), this.textAlign]);
        fillText.call(this, words, x, y, ...more);
    };
    pen.strokeRect = function (x, y, wide, high) {
        this.canvas.frame = [...place(this, x, y), ...place(this, x + wide, y + high)];
        strokeRect.call(this, x, y, wide, high);
    };
    const { mount } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    for (const [name, spec, frame] of figures) {
        const box = document.body.appendChild(document.createElement("section"));
        box.id = name;
        mount(box, { spec, frame });
    }
}"""
_PANELS = """(box) => [...box.querySelectorAll(".sg-panels > :not([hidden])")].map((panel) => {
    const inked = (canvas) => new Uint32Array(
        canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer).some((pixel) => pixel);
    const [back] = panel.querySelectorAll("canvas"), area = panel.querySelector(".sg-plot");
    return { inked: [...panel.querySelectorAll("canvas")].map(inked), words: back?.words, frame: back?.frame,
        unit: panel.querySelector(".sg-unit")?.textContent, height: area?.clientHeight,
        cells: [...panel.querySelectorAll(".sg-cell-box")].map((cell) => cell.textContent) };
})"""


def sent(value):
    """Return a message as a page can be given it: bytes in base64, and no number that JSON lacks."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {key: sent(item) for key, item in value.items()}
    return [sent(item) for item in value] if isinstance(value, list) else value


def test_no_figure_is_left_out():
    known = {name.split()[0].rstrip(",") for name in EXAMPLES}
    assert known == set(sgdlab.figures.__all__) - WITHOUT_SCENE


@cache
def figure(name):
    return EXAMPLES[name]()


WITH_AXES = [name for name in EXAMPLES if not name.startswith(("cells", "sweep_map"))]


@pytest.fixture(scope="module")
def page(chromium):
    """One page with all of them."""
    context = chromium.new_context(viewport={"width": 1000, "height": 1200}, offline=True)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    figures = [[name, *map(sent, map(pack_all, split(figure(name).scene)))] for name in EXAMPLES]
    page.evaluate(_MOUNT, [(FRONT_END / "lab.js").read_text("utf-8"), figures])
    page.evaluate(FRAMES)
    assert errors == []
    yield page
    assert errors == []
    context.close()


RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def number(words):
    """Return the number that a tick says: "1,000", "−0.5", "2×10⁻³", "10⁵"."""
    plain = words.replace("−", "-").replace(",", "")
    power = re.fullmatch(r"(?:([\d.-]+)×)?10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", plain)
    return float(power[1] or 1) * 10.0 ** int(power[2].translate(RAISED)) if power else float(plain)


def test_the_words_of_ticks_are_read():
    assert [number(words) for words in ("1,000", "−0.5", "2×10⁻³", "10⁵", "100")] == [1000, -0.5, 2e-3, 1e5, 100]


def ends(ticks, log, low, high):
    """Return the numbers at two places of an axis, by the places of its ticks: log: their logarithms."""
    places, numbers = np.array(ticks, float).T
    slope, start = np.polyfit(places, np.log10(numbers) if log else numbers, 1)
    return np.array([start + slope * low, start + slope * high])


def check(ticks, axis, places, wanted):
    """Check the range of an axis, to the pixels to which the places of its ticks are rounded."""
    log = axis.scale == "log"
    wanted = np.log10(wanted) if log else np.array(wanted)
    if len(ticks) > 1:
        np.testing.assert_allclose(ends(ticks, log, *places), wanted, atol=0.012 * (wanted[1] - wanted[0]))


def limits(panel, axes, box):
    """Return both ranges that Matplotlib gives a panel; where one scale widens them, for a box of this size."""
    if isinstance(panel, Plane) and panel.equal:
        return even(box, span(panel.x), span(panel.y))
    return axes.get_xlim(), axes.get_ylim()


def box_of(shown):
    """Return left, top, right and bottom of a plot; bars have no frame, but margins of their own."""
    left, top, right, bottom = shown["frame"] or (54, 16, 0, shown["height"] - 36)
    return (left + 0.5, top + 0.5, right - 0.5, bottom - 0.5) if shown["frame"] else (left, top, right, bottom)


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_drawn_without_an_error_and_not_blank(page, name):
    box = page.locator(f"[id='{name}']")
    assert box.locator(".sg-alert p").count() == 0
    panels = box.evaluate(_PANELS)
    assert len(panels) == len(figure(name).scene.panels)
    for shown, panel in zip(panels, figure(name).scene.panels, strict=True):
        if panel.kind == "cells":
            assert len(shown["cells"]) == len(panel.rows) * len(panel.columns)
            texts = [cell.text for row in panel.cells for cell in row]
            assert all(text in there for text, there in zip(texts, shown["cells"], strict=True))
        else:
            assert shown["inked"][0]
            assert any(shown["inked"][1:]) or panel.kind == "plane"  # lines, heads or bars; points are at the back


@pytest.mark.parametrize("name", WITH_AXES)
def test_its_axes_are_those_of_matplotlib(page, name):
    panels = page.locator(f"[id='{name}']").evaluate(_PANELS)
    for shown, panel, axes in zip(panels, figure(name).scene.panels, figure(name).axes, strict=True):
        left, top, right, bottom = box_of(shown)
        across, up = limits(panel, axes, (right - left, bottom - top))
        words = [(text, round(x, 3), round(y, 3), side) for text, x, y, side in shown["words"]]
        at_left = [(y, number(text)) for text, x, y, side in words if (x, side) == (left - 8, "right")]
        check(at_left, panel.y, (bottom, top), up)
        assert shown["unit"] == f"↑ {panel.y.label}"
        below = [(x, text) for text, x, y, side in words if (y, side) == (bottom + 7, "center")]
        if isinstance(panel, Bars):
            assert len(below) >= len(panel.groups)
            continue
        axis = panel.x[0] if isinstance(panel, Curves) else panel.x
        check([(x, number(text)) for x, text in below], axis, (left, right), across)
        assert axes.get_xlabel() == axis.label
        chosen = isinstance(panel, Curves) and len(panel.x) > 1  # then a list below the plot has its name
        name_of_axis = f"{axis.label} →" if axis.label and not chosen else ""
        assert [text for text, *_, side in words if side == "right"][-1] == name_of_axis
