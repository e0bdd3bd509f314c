"""What every lab does: it shows a result, says what went wrong, and leaves a described picture where no kernel is."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import numpy as np
import pytest

from sgdlab.figures.described import Figure
from sgdlab.labs.stage.lab import Lab

SPEC = {
    "name": "Powers",
    "series": [{"key": "y", "name": "y"}],
    "panels": [
        {
            "kind": "curves",
            "x": [{"key": "x", "label": "x"}],
            "y": {"label": "y"},
            "curves": [{"series": "y", "x": {"x": "x"}, "y": "y"}],
        }
    ],
}


class Result:
    """x and x to a power."""

    def __init__(self, power: int) -> None:
        self.x = np.arange(4.0)
        self.y = self.x**power
        self.description = f"x to the power of {power}."


class Powers(Lab):
    """The smallest lab: one number."""

    def __init__(self) -> None:
        self.power = widgets.BoundedIntText(2, min=0, max=9, description="power")
        self.power.observe(lambda change: self.refresh(), names=["value"])
        self.show(SPEC, [self.power])

    def settings(self) -> int:
        return int(self.power.value)

    def compute(self, settings: int) -> Result:
        if settings == 7:
            raise ValueError("seven is not allowed here")
        if settings == 8:
            raise ZeroDivisionError
        return Result(settings)

    def frame(self, result: Result) -> Mapping[str, Any]:
        return {"x": result.x, "y": result.y}

    def figure(self) -> Figure:
        result: Result = self.result
        return Figure(lambda figure: figure.subplots().plot(result.x, result.y), f"Drawn: {result.description}")


def test_a_control_changes_result_view_and_words() -> None:
    lab = Powers()
    before = lab.view.frame
    lab.power.value = 3
    assert lab.result.y.tolist() == [0, 1, 8, 27]
    assert lab.view.frame != before
    assert repr(lab) == "Powers: x to the power of 3."


@pytest.mark.parametrize(
    ("power", "error", "sentence"),
    [(7, ValueError, "seven is not allowed here"), (8, ZeroDivisionError, "ZeroDivisionError")],
)
def test_an_error_is_raised_and_shown_over_the_last_picture(power: int, error: type[Exception], sentence: str) -> None:
    lab = Powers()
    last = lab.view.frame
    with pytest.raises(error):
        lab.power.value = power
    assert lab.view.frame == {**last, "error": sentence}
    assert lab.result.description == "x to the power of 2."
    lab.power.value = 1
    assert "error" not in lab.view.frame
    assert lab.result.description == "x to the power of 1."


def test_the_output_has_the_live_view_and_a_described_picture() -> None:
    lab = Powers()
    bundle = lab._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == lab.model_id
    assert bundle["text/plain"] == "Drawn: x to the power of 2."
    assert '<img alt="Drawn: x to the power of 2."' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]


def test_controls_stand_above_the_view() -> None:
    lab = Powers()
    controls, view = lab.children
    assert list(controls.children) == [lab.power]
    assert view is lab.view


def test_a_lab_without_a_start_says_so() -> None:
    lab = Powers()
    with pytest.raises(NotImplementedError, match="Powers has no start point"):
        lab.view._receive(lab.view, {"kind": "start", "start": [0.0, 0.0], "request": 1}, [])
    assert lab.view.frame["error"] == "Powers has no start point"


def test_a_lab_has_to_define_its_parts() -> None:
    bare = Lab.__new__(Lab)
    for call in (bare.settings, bare.figure, lambda: bare.compute(None), lambda: bare.frame(None)):
        with pytest.raises(NotImplementedError):
            call()
