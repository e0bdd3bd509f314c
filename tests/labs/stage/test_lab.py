"""What every lab does: it shows a result, says what went wrong, and leaves a described picture where no kernel is."""

import sys

import pytest

from sgdlab.labs.race.lab import RaceLab
from sgdlab.labs.stage.lab import Lab
from tests.labs.stage.powers import Powers, Settings


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


def test_a_result_whose_computation_was_interrupted_is_computed_when_somebody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lab = Powers()

    def interrupted(self: Powers, settings: Settings) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Powers, "compute", interrupted)
    with pytest.raises(KeyboardInterrupt):
        lab.controls["power"].value = 3
    monkeypatch.undo()
    assert repr(lab) == "Powers: x to the power of 3."
    assert lab.view.frame["state"] == lab.state


def test_what_was_refused_is_still_said_when_the_rest_of_the_picture_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Powers, "enriched", lambda self, result: result)
    lab = Powers()
    with pytest.raises(ValueError, match="state of the lab"):
        lab.restore("others power=3")
    lab.view.fail("this is the state of another lab")
    lab.settle()
    assert "error" not in lab.view.frame
    assert lab.view.frame["refused"] == "this is the state of another lab"
    lab.controls["power"].value = 3
    assert lab.view.frame.keys().isdisjoint({"error", "refused"})


def test_the_output_has_the_live_view_and_a_described_picture() -> None:
    lab = Powers()
    bundle = lab._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == lab.model_id
    assert bundle["text/plain"] == "x to the power of 2."
    assert '<img alt="x to the power of 2."' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]


def test_in_a_browser_the_output_does_not_wait_for_a_picture_of_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "emscripten")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    bundle = Powers()._repr_mimebundle_()
    assert bundle.keys() >= {"application/vnd.jupyter.widget-view+json"}
    assert bundle["text/plain"] == "x to the power of 2."
    assert bundle.keys().isdisjoint({"image/png", "text/html"})


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
    assert lab.view.spec["goals"] == "goals"
    assert lab.view.frame["goals"] == [{"text": "Reach 27.", "reached": False}]
    assert lab.reached == [False]
    assert lab.view.frame["description"] == "x to the power of 2."
    lab.controls["power"].value = 3
    assert lab.view.frame["goals"] == [{"text": "Reach 27.", "reached": True}]
    assert lab.reached == [True]


def test_a_number_that_is_not_allowed_is_told_once() -> None:
    lab = Powers()
    lab.controls["power"].value = 70
    assert lab.settings().power == 9
    assert lab.view.frame["said"] == ["power: 70 is above 9, so 9 is taken"]
    lab.controls["sign"].value = -1
    assert lab.view.frame["said"] == []
    assert Powers(-1).view.frame["said"] == ["power: -1 is below 0, so 0 is taken"]


def test_the_value_of_a_control_is_not_set_beside_it() -> None:
    lab = Powers()
    with pytest.raises(AttributeError, match=r"power is a control .*: write lab.controls\['power'\].value = 3$"):
        lab.power = 3
    with pytest.raises(TypeError, match=r"its value changes: write controls\['power'\].value = 3$"):
        lab.controls["power"] = 3  # type: ignore[assignment]
    with pytest.raises(AttributeError, match=r"write controls\['power'\]$"):
        lab.controls.power  # type: ignore[attr-defined] # noqa: B018
    lab.controls["power"].value = 3
    lab.note = "an attribute of my own"
    assert (lab.settings().power, lab.note) == (3, "an attribute of my own")


def test_a_misspelt_control_is_not_an_attribute() -> None:
    for name in ["learning_rat", "lr", "batch", "value"]:
        with pytest.raises(
            AttributeError, match=r"(is a control|are controls) of the lab: write lab.controls\['\w+'\].value = 3"
        ):
            setattr(RaceLab(), name, 3)


def test_settings_that_are_assigned_are_told_how_to_be_shown() -> None:
    for name, value, write in [
        ("settings", Settings(4), r"lab\.apply\(Settings\(power=4, "),
        ("state", "powers power=4", r"lab\.restore\('powers"),
    ]:
        lab = Powers()
        with pytest.raises(AttributeError, match=rf"^lab.{name} only says what there is: write {write}"):
            setattr(lab, name, value)
        assert lab.settings() == lab.home


def test_a_lab_of_your_own_has_attributes_with_all_other_names() -> None:
    class Mine(RaceLab):
        def __init__(self) -> None:
            super().__init__()
            self.rate, self.value = 3, 4

    lab = Mine()
    assert (lab.rate, lab.value) == (3, 4)
    lab.close()


def test_a_control_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    lab = RaceLab("moons")
    for surface in ("moons", "penguins"):  # which has other controls
        lab.controls["surface"].value = surface
        with pytest.raises(KeyError, match=r"there is no control 'lr'; there are surface, learning_rate, batch_size, "):
            lab.controls["lr"].value = 0.1


def test_handles_and_cells_are_moved_in_the_picture() -> None:
    lab = Powers()
    lab.moved("at", [0.12345, 3.0])
    assert lab.result.at == lab.settings().at == (0.123, 3.0)
    lab.moved("cell", [2])
    assert lab.settings().cell == (2,)
    with pytest.raises(KeyError, match="Powers has no control 'elsewhere'"):
        lab.moved("elsewhere", [1.0, 1.0])


def test_a_lab_has_to_define_its_parts() -> None:
    bare = Lab.__new__(Lab)
    for call in (lambda: bare.compute(None), lambda: bare.scene(None)):
        with pytest.raises(NotImplementedError):
            call()
