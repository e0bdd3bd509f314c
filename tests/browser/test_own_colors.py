"""A saved page among colors that the reader has set: shades, borders and what has the focus are still to be seen."""

import io
from contextlib import contextmanager

import pytest
from PIL import Image

import sgdlab as sl

pytestmark = pytest.mark.slow


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
