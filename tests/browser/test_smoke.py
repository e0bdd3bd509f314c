"""The machinery itself: a stock slider in JupyterLab, moved by a key, reaches the kernel and comes back."""

import pytest

from tests.browser.drive import violations

SLIDER = """\
import ipywidgets as widgets
from IPython.display import display

slider = widgets.IntSlider(value=3, min=0, max=10, description="size")
words = widgets.Label("nothing yet")
slider.observe(lambda change: setattr(words, "value", f"size is {change.new}"), names="value")
display(widgets.VBox([slider, words]))"""


def test_a_key_moves_a_slider_and_the_kernel_answers(lab):
    lab.open(lab.write("slider.ipynb", SLIDER))
    lab.run_all()
    handle = lab.page.locator(".jp-OutputArea .noUi-handle")
    handle.focus()
    handle.press("ArrowRight")
    lab.page.get_by_text("size is 4").wait_for()
    assert lab.page_errors == []


def test_theme_and_window_can_be_changed(lab):
    lab.open(lab.write("plain.ipynb", "1 + 1"))
    backgrounds = {}
    for theme in ("dark", "light"):
        lab.theme(theme)
        backgrounds[theme] = lab.page.evaluate(
            "() => getComputedStyle(document.body).getPropertyValue('--jp-layout-color0').trim()"
        )
    assert backgrounds["dark"] != backgrounds["light"]
    lab.viewport(800)
    assert lab.page.evaluate("() => innerWidth") == 800


@pytest.mark.slow
def test_a_cell_that_raises_fails_the_run(lab):
    lab.open(lab.write("broken.ipynb", "1 / 0"))
    with pytest.raises(AssertionError, match="ZeroDivisionError: division by zero"):
        lab.run_all()


@pytest.mark.slow
def test_axe_finds_the_stock_slider_without_a_name(lab, axe_source):
    lab.open(lab.write("axe.ipynb", SLIDER))
    lab.run_all()
    found = violations(lab.page, axe_source, ".jp-OutputArea")
    assert any("noUi-handle" in violation for violation in found), found
