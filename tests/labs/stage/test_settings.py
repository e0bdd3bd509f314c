"""Settings are set one by one, all at once, by a preset, by a text or at random; or none of them is."""

import re
from dataclasses import replace

import pytest

import sgdlab as sl
from tests.labs.stage.powers import Powers, Settings, say

LINE = sl.linear_regression([[0.0, 1.0], [1.0, 3.0], [2.0, 0.0], [4.0, 1.0]], [1.0, 3.0, 2.0, 5.0])


def test_settings_are_applied_together_and_computed_once() -> None:
    lab, wanted = Powers(), Settings(5, -1, (0.5, 2.0), (1,))
    before = lab.computed
    lab.apply(wanted)
    assert lab.settings() == wanted
    assert lab.computed == before + 1
    lab.apply({"power": 4})
    assert lab.settings() == Settings(4, -1, (0.5, 2.0), (1,))


def test_a_cell_that_runs_while_the_page_sets_controls_leaves_a_lab_that_still_computes() -> None:
    """JupyterLab hears the page in another thread than the one that runs cells, and either may be done first."""
    lab = Powers()
    cell, page = lab._silent(), lab._silent()
    for one in (cell, page):
        one.__enter__()
    for one in (cell, page):
        one.__exit__(None, None, None)
    before = lab.computed
    lab.apply({"power": 4})
    assert lab.computed == before + 1


class Interrupted(Powers):
    """A lab whose reader moves a control while a result is computed, and is answered before that result is shown."""

    def compute(self, settings):
        result = super().compute(settings)
        if settings.power == 4:
            self.controls["power"].value = 5
        return result


def test_a_control_that_moves_while_a_cell_computes_is_shown_in_the_end() -> None:
    lab = Interrupted()
    lab.apply({"power": 4})
    assert lab.result.y[-1] == Powers(5).result.y[-1]
    assert lab.view.state == lab.state


def test_a_lab_that_lacks_a_control_takes_its_own_settings_and_refuses_others() -> None:
    """As CircuitLab has no list of expressions if you give it a function, and the slicer may have nothing to scale."""
    circuit, slicer = sl.CircuitLab(lambda x, y: x * y, x=2.5), sl.SlicerLab(LINE, sl.train(LINE, steps=5))
    for lab in (circuit, slicer):
        first = lab.settings()
        lab.surprise(seed=1)
        changed = lab.settings()
        assert changed != first
        for wanted in (changed, vars(changed)):
            lab.reset()
            assert lab.settings() == first
            lab.apply(wanted)
            assert lab.settings() == changed
    with pytest.raises(ValueError, match="there is no setting 'expression'"):
        circuit.apply(replace(circuit.settings(), expression="x × x"))


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
    assert lab.view.frame == {**frame, "error": "cell: there is no (9,) among 3"}
    lab.controls["sign"].value = -1
    assert lab.settings() == Settings(3, -1)
    assert lab.view.frame["said"] == []


def test_a_setting_that_can_not_be_is_named_with_what_it_can_be() -> None:
    for wrong, says in [
        ({"pover": 5}, "there is no setting 'pover'; there are power, sign, at, cell"),
        ({"power": "five"}, "power can't be 'five'; it is a value such as 2"),
        ({"power": None}, "power can't be None"),
        ({"at": "here"}, "at: a point is two finite numbers, such as (0, 0); got 'here'"),
        ({"at": (10**400, 0)}, "a point is two finite numbers"),
        ({"cell": None}, "cell can't be None; it is a value such as (0,)"),
    ]:
        with pytest.raises(ValueError, match=re.escape(says)):
            Powers().apply(wrong)


def test_what_are_no_settings_is_refused() -> None:
    for wrong in [None, 5, "power=5"]:
        with pytest.raises(TypeError, match=r"apply takes what settings\(\) returns, or a dictionary"):
            Powers().apply(wrong)


def test_a_state_that_is_no_text_is_refused() -> None:
    for wrong in [None, 5, b"powers power=5"]:
        with pytest.raises(TypeError, match="the state of a lab is a text, such as 'race seed=1'; got "):
            Powers().restore(wrong)


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
    with pytest.raises(ValueError, match=r"there is no preset \[1\]; there are 'What if it is linear\?'"):
        lab.choose([1])


def test_the_seed_of_a_surprise_is_a_whole_number() -> None:
    for seed in ["a", -1, 1.5]:
        with pytest.raises(ValueError, match=f"^seed is a whole number of at least 0; got {seed!r}$"):
            Powers().surprise(seed)


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


def test_a_surprise_is_computed_once_and_what_comes_after_it_anew() -> None:
    lab = Powers()
    for seed in (1, 5, 6):
        before = lab.computed
        lab.surprise(seed)
        assert lab.computed == before + 1
        assert lab.result.description == lab.compute(lab.settings()).description
        shown, before = lab.settings(), lab.computed
        lab.apply(shown)
        assert (lab.settings(), lab.computed) == (shown, before + 1)


def test_a_surprise_is_no_refusal() -> None:
    """A third of what could be drawn are batches of a problem without examples."""
    for lab in [sl.SentenceBuilder, sl.MatrixLab]:
        one = lab()
        for seed in range(4):
            one.surprise(seed)
            assert not one.view.frame.get("error")


def test_what_a_control_would_refuse_is_not_computed() -> None:
    for make, wrong, says in [
        (sl.HZoomLab, {"h": 0}, r"^h: 0 is not a positive number; give one from 1e-16 to 0\.708$"),
        (sl.HZoomLab, {"x": float("nan")}, r"^x: nan is not a finite number; give one from -3 to 3$"),
        (sl.HZoomLab, {"x": "1"}, "^x: '1' is not a finite number"),
        (sl.AnatomyLab, {"step": -1}, "^step: -1 is not a whole number; give one from 1 to 60$"),
        (sl.AnatomyLab, {"step": 2.5}, "^step: 2.5 is not a whole number"),
        (sl.AnatomyLab, {"start": "x"}, r"^start can't be 'x'; it is a value such as \(3\.0, 1\.0\)$"),
        (sl.CostMeterLab, {"seed": -1}, "^seed: -1 is not a whole number; give one from 0 to 2147483647$"),
        (sl.CircuitLab, {"inputs": 2.0}, r"^inputs can't be 2\.0; it is a value such as \(2\.0, -3\.0\)$"),
        (sl.MatrixLab, {"cell": (99, 0)}, r"^cell: there is no \(99, 0\) among"),
        (sl.MatrixLab, {"cell": 3}, r"^cell can't be 3; it is a value such as"),
        (sl.MatrixLab, {"cell": "ab"}, r"^cell can't be 'ab'; it is a value such as"),
        (sl.TwinPanesLab, {"point": (None, 1.0)}, r"^point can't be \(None, 1\.0\); it is a value such as"),
        (sl.RaceLab, {"epochs": -7}, "^epochs: -7 is not in the list; there are 1, 3"),
        (sl.RaceLab, {"runners": 3}, "^runners can't be 3; it is a value such as 'full batch; SGD'$"),
    ]:
        lab = make()
        with pytest.raises(ValueError, match=says):
            lab.compute(replace(lab.settings(), **wrong))


def test_what_are_no_settings_is_not_computed() -> None:
    with pytest.raises(TypeError, match=r"^compute takes what settings\(\) returns; got \{'power': 4\}$"):
        Powers().compute({"power": 4})  # type: ignore[arg-type]


def test_a_number_beyond_a_slider_or_between_those_of_a_list_has_a_result() -> None:
    lab = sl.HZoomLab()
    assert lab.compute(replace(lab.settings(), x=10.0)).slope == pytest.approx(-20 / 101**2)
    race = sl.RaceLab()
    assert race.compute(replace(race.settings(), epochs=7)).full.steps[-1] == 7


def test_what_is_no_text_is_refused_by_a_control_that_keeps_one() -> None:
    for make, name in [(sl.RaceLab, "runners"), (sl.ThreeButtonsLab, "presses")]:
        lab = make()
        with pytest.raises(ValueError, match=f"^{name} can't be inf; it is a value such as '"):
            lab.apply({name: float("inf")})
        with pytest.raises(TypeError, match=f"^{name} can't be inf; it is a value such as '"):
            lab.controls[name].value = float("inf")
