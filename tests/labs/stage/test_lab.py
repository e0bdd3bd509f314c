"""What every lab does: it shows a result, says what went wrong, and leaves a described picture where no kernel is."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage import controls
from sgdlab.labs.stage.controls import Choice, Pick, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.scene import Axis, Curve, Curves, Handle, Plane, Scene, Series


@dataclass(frozen=True)
class Settings:
    """What the controls of `Powers` say."""

    power: int = 2
    sign: int = 1
    at: tuple[float, float] = (0.0, 0.0)
    cell: tuple[int, ...] = (0,)


class Result:
    """x and x to a power."""

    def __init__(self, power: int, at: tuple[float, float]) -> None:
        self.x, self.at = np.arange(4.0), at
        self.y = self.x**power
        self.description = f"x to the power of {power}."


class Powers(Lab):
    """The smallest lab with every kind of control but a slider."""

    name = "powers"
    question = "How fast does it grow?"
    goal = Goal("Reach 27.", lambda result: result.y[-1] >= 27)
    Settings = Settings
    presets = MappingProxyType({"What if it is linear?": {"power": 1}, "What is upside down?": {"sign": -1}})

    def __init__(self, power: int = 2) -> None:
        self.controls = {
            "power": WholeNumber("power", power, (0, 9), "how often"),
            "sign": Choice("sign", [("plus one", 1), ("minus one", -1)], 1, "which way"),
            "at": controls.Handle("the point", (0.0, 0.0), ((-1.0, 1.0), (0.0, 8.0))),
            "cell": Pick("the cell", (0,), (3,)),
        }
        self.computed = 0
        self.show()

    def compute(self, settings: Settings) -> Result:
        self.computed += 1
        if settings.power == 7:
            raise ValueError("seven is not allowed here")
        if settings.power == 8:
            raise ZeroDivisionError
        return Result(settings.power, settings.at)

    def scene(self, result: Result) -> Scene:
        curve = Curve(Series("y", "y"), result.y, {"x": result.x})
        grown = Curves([Axis("x")], Axis("y"), [curve])
        place = Plane(Axis("x", (-1, 1)), Axis("y", (0, 8)), handles=[Handle("at", result.at)])
        return Scene("Powers", result.description, [grown, place])


def say(lab: Powers, kind: str, **content: Any) -> None:
    """A message as the page sends it."""
    lab.view._receive(lab.view, {"kind": kind, **content}, [])


def test_a_control_changes_result_view_and_words() -> None:
    lab = Powers()
    before = lab.view.frame
    lab.controls["power"].value = 3
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
        lab.controls["power"].value = power
    assert lab.view.frame == {**last, "error": sentence}
    assert lab.result.description == "x to the power of 2."
    lab.controls["power"].value = 1
    assert "error" not in lab.view.frame
    assert lab.result.description == "x to the power of 1."


def test_the_output_has_the_live_view_and_a_described_picture() -> None:
    lab = Powers()
    bundle = lab._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == lab.model_id
    assert bundle["text/plain"] == "x to the power of 2."
    assert '<img alt="x to the power of 2."' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]


def test_controls_stand_above_the_view_which_has_the_state() -> None:
    lab = Powers()
    controls, view = lab.children
    assert list(controls.children) == [lab.controls["power"].widget, lab.controls["sign"].widget]
    assert view is lab.view
    assert view.frame["state"] == lab.state == "powers power=2 sign='plus one' at=0,0 cell=0"


def test_what_every_lab_shows_is_in_its_spec_and_frame() -> None:
    lab = Powers()
    assert lab.view.spec["question"] == "How fast does it grow?"
    assert lab.view.spec["said"] == "said"
    assert lab.view.spec["goal"] == "goal"
    assert (lab.view.frame["goal"], lab.view.frame["reached"]) == (["goal, open\nReach 27."], False)
    assert lab.view.frame["description"] == "x to the power of 2."
    lab.controls["power"].value = 3
    assert (lab.view.frame["goal"], lab.view.frame["reached"]) == (["goal, reached\nReach 27."], True)


def test_a_number_that_is_not_allowed_is_told_once() -> None:
    lab = Powers()
    lab.controls["power"].value = 70
    assert lab.settings().power == 9
    assert lab.view.frame["said"] == ["power: 70 is above 9, so 9 is taken"]
    lab.controls["sign"].value = -1
    assert lab.view.frame["said"] == []
    assert Powers(-1).view.frame["said"] == ["power: -1 is below 0, so 0 is taken"]


def test_handles_and_cells_are_moved_in_the_picture() -> None:
    lab = Powers()
    lab.moved("at", [0.12345, 3.0])
    assert lab.result.at == lab.settings().at == (0.123, 3.0)
    lab.moved("cell", [2])
    assert lab.settings().cell == (2,)
    with pytest.raises(KeyError, match="Powers has no control 'elsewhere'"):
        lab.moved("elsewhere", [1.0, 1.0])


def test_settings_are_applied_together_and_computed_once() -> None:
    lab, wanted = Powers(), Settings(5, -1, (0.5, 2.0), (1,))
    before = lab.computed
    lab.apply(wanted)
    assert lab.settings() == wanted
    assert lab.computed == before + 1
    lab.apply({"power": 4})
    assert lab.settings() == Settings(4, -1, (0.5, 2.0), (1,))


def test_where_one_setting_is_refused_none_is_taken() -> None:
    lab = Powers()
    lab.controls["power"].value = 3
    before, frame = lab.settings(), lab.view.frame
    for wrong in ({"power": 5, "cell": (9,)}, {"power": 5, "at": (0.5, float("nan"))}, {"power": 99, "height": 1}):
        with pytest.raises((ValueError, KeyError)):
            lab.apply(wrong)
        assert (lab.settings(), lab.view.frame) == (before, frame)
    with pytest.raises(ValueError, match="there is no"):
        say(lab, "state", text="powers power=5 cell=9")
    assert lab.settings() == before
    assert lab.view.frame == {**frame, "error": "the cell: there is no (9,) among 3"}
    lab.controls["sign"].value = -1
    assert lab.settings() == Settings(3, -1)
    assert lab.view.frame["said"] == []


def test_the_state_as_text_makes_the_same_lab_again() -> None:
    lab = Powers()
    lab.apply(Settings(5, -1, (0.5, 2.0), (1,)))
    assert lab.state == lab.view.frame["state"] == "powers power=5 sign='minus one' at=0.5,2 cell=1"
    again = Powers.from_state(lab.state)
    assert again.settings() == lab.settings()
    assert again.result.description == lab.result.description


def test_a_pasted_state_is_shown_and_a_broken_one_is_answered() -> None:
    lab = Powers()
    say(lab, "state", text="powers power=4")
    assert lab.result.description == "x to the power of 4."
    last = lab.view.frame
    with pytest.raises(ValueError, match="is not a number"):
        say(lab, "state", text="powers power=four")
    assert lab.view.frame == {**last, "error": "power=four: 'four' is not a number"}
    lab.controls["power"].value = 3
    assert "error" not in lab.view.frame
    assert lab.view.frame["state"] == lab.state


def test_a_preset_names_some_settings_and_the_others_are_those_at_the_start() -> None:
    lab = Powers()
    assert lab.view.spec["presets"] == ["What if it is linear?", "What is upside down?"]
    lab.controls["sign"].value = -1
    say(lab, "preset", question="What if it is linear?")
    assert lab.settings() == Settings(1)
    say(lab, "preset", question="What is upside down?")
    assert lab.settings() == Settings(2, -1)
    with pytest.raises(ValueError, match=r"there is no preset 'Why\?'; there are 'What if it is linear\?'"):
        say(lab, "preset", question="Why?")
    assert "no preset" in lab.view.frame["error"]


def test_reset_goes_back_to_the_start() -> None:
    lab = Powers(3)
    lab.apply(Settings(5, -1, (0.5, 2.0), (1,)))
    say(lab, "reset")
    assert lab.settings() == Settings(3)


def test_a_surprise_is_drawn_from_all_that_can_be_chosen_and_a_seed_repeats_it() -> None:
    lab, seen = Powers(), set()
    for seed in (1, 5, 6, 1):
        lab.surprise(seed)
        seen.add(lab.settings())
    assert len(seen) == 3
    assert all(0 <= one.power <= 9 and -1 <= one.at[0] <= 1 for one in seen)


def test_a_lab_has_to_define_its_parts() -> None:
    bare = Lab.__new__(Lab)
    for call in (lambda: bare.compute(None), lambda: bare.scene(None)):
        with pytest.raises(NotImplementedError):
            call()
