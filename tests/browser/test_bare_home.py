"""The picture of a lab in a home that has only what anywidget asks for: no manager of widgets, no buffers in messages.

Every control of every lab is used there in test_hands.py.
"""

import pytest

import sgdlab as sl
from sgdlab.course.asking.quiz import Quiz
from tests.browser.bare import Bare
from tests.browser.contrast import contrasts
from tests.browser.truth import Truth


def test_another_surface_comes_with_its_own_controls(bare: Bare) -> None:
    page = bare.page
    bare.show(sl.RaceLab().view)
    page.locator(".sg-controls select").first.select_option(label="your points: a line")
    page.get_by_role("textbox", name="your points").wait_for()
    Truth(sl.RaceLab(), page.locator("body")).check()


def test_the_theme_is_that_of_the_home_when_it_changes_too(bare: Bare) -> None:
    page = bare.page
    page.evaluate("() => document.documentElement.style.setProperty('color-scheme', 'dark')")
    bare.show(sl.HZoomLab().view)
    page.locator(".sgdlab[data-theme=dark]").wait_for()
    page.evaluate("() => document.documentElement.style.setProperty('color-scheme', 'light dark')")
    page.locator(".sgdlab[data-theme=light]").wait_for()  # as the system
    page.evaluate("() => document.body.setAttribute('data-vscode-theme-kind', 'vscode-dark')")
    page.locator(".sgdlab[data-theme=dark]").wait_for()


STOCK = ":root { --jp-layout-color0: white; --jp-content-font-color1: black; }"  # what ipywidgets brings to a home


@pytest.mark.parametrize("stock", [STOCK, ""], ids=["the white paper of stock widgets", "no paper"])
def test_in_a_dark_home_all_words_can_be_read(bare: Bare, stock: str) -> None:
    page = bare.page
    page.add_style_tag(content=stock + "body { background: #1f1f1f; color: #ccc; }")
    page.evaluate("() => document.body.setAttribute('data-vscode-theme-kind', 'vscode-dark')")
    bare.show(sl.HZoomLab().view)
    page.locator(f".sgdlab[data-theme={'light' if stock else 'dark'}]").wait_for()
    bare.show(Quiz("before"))
    graph = sl.draw_graph(sl.Value(2.0) * sl.Value(3.0))._repr_mimebundle_()["text/html"]
    page.evaluate("(graph) => document.body.insertAdjacentHTML('beforeend', graph)", graph)
    assert [one for one in contrasts(page.locator("body")) if one[0] < 4.5] == []
    ink, paper = page.locator("figure svg").evaluate(
        "(svg) => [getComputedStyle(svg).color, getComputedStyle(svg).backgroundColor]"
    )
    assert (ink, paper) == (
        ("rgb(0, 0, 0)", "rgb(255, 255, 255)") if stock else ("rgb(204, 204, 204)", "rgba(0, 0, 0, 0)")
    )
