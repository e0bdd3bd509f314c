"""What a lab says in a sentence: settings that do not fit together, and what gives no picture."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs import SentenceBuilder
from sgdlab.labs.circuit.compute import CircuitSettings
from sgdlab.labs.gradient_cloud.compute import GradientCloudSettings
from sgdlab.labs.matrix.compute import MatrixSettings
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.sentence.compute import Sentence
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.twin_panes.compute import TwinPanesSettings


def test_a_refusal_is_a_value_error_and_no_traceback_in_the_lab() -> None:
    lab = SentenceBuilder()
    with pytest.raises(ValueError, match="choose the full batch") as refusal:
        lab.compute(Sentence(problem="a bowl without data"))
    assert isinstance(refusal.value, SettingsError)
    lab.apply({"problem": "a bowl without data"})  # raises nothing
    assert lab.view.frame["error"] == str(refusal.value)


X = np.arange(8.0).reshape(4, 2)
OWN = (sl.RaceLab, sl.AnatomyLab, sl.RavineLab, sl.GradientCloudLab, sl.MatrixLab, sl.MomentumMapLab)


def broken(w: Any, batch: Any = None) -> Any:
    raise ValueError("my loss is broken")


def flat(w: Any, batch: Any = None) -> Any:
    return 0 * (w @ w) + 3.0


def lost(w: Any, batch: Any = None) -> Any:
    return (w @ w) * np.nan


def test_a_loss_that_gives_no_picture_is_a_sentence_in_the_lab() -> None:
    for loss, says in [(broken, "my loss is broken"), (flat, "all the same|curvatures above 0"), (lost, "finite")]:
        for lab in OWN:
            shown = lab(sl.Problem(loss, (X,), start=[1.0, 2.0]))
            assert re.search(says, shown.view.frame["error"])
            assert repr(shown) == f"{lab.__name__}: {shown.view.frame['error']}"


def test_a_function_that_raises_is_a_sentence_in_the_lab() -> None:
    for make in [lambda: sl.CircuitLab(broken, w=1.0), lambda: sl.CostMeterLab(broken, 2)]:
        lab = make()
        assert "my loss is broken" in lab.view.frame["error"]
        assert lab.reached == []


def test_what_are_no_settings_is_refused() -> None:
    for make in [
        lambda: sl.MomentumMapLab(settings={"learning_rate": 0.1}),
        lambda: sl.MomentumMapLab(None, 0.1),
        lambda: sl.SentenceBuilder("adam"),
    ]:
        with pytest.raises(
            TypeError, match=r"takes .*; settings are (MomentumMapSettings|Sentence)\(…\), from sgdlab\.labs\..*; got"
        ):
            make()


def test_data_where_a_model_belongs_is_told_what_the_lab_takes() -> None:
    """Who gives X and y does not mean settings."""
    with pytest.raises(TypeError, match=r"^TwinPanesLab takes model, settings, x, y; settings are"):
        sl.TwinPanesLab(X, np.ones(4))  # type: ignore[arg-type]


def test_a_setting_that_a_control_refuses_is_a_sentence_in_the_lab() -> None:
    assert repr(sl.RaceLab(settings=RaceSettings(epochs=7))).startswith("RaceLab: epochs: 7 is not in the list; there")
    seeds = sl.MatrixLab(settings=MatrixSettings(seeds=3))  # the label of its list is `show`, another setting
    assert repr(seeds) == "MatrixLab: seeds: 3 is not in the list; there are 1, 64"
    with pytest.raises(ValueError, match=r"^seeds: 3 is not in the list; there are 1, 64$"):
        sl.MatrixLab().apply({"seeds": 3})
    three: Any = (0, 0, 0)
    shown = sl.MatrixLab(settings=MatrixSettings(cell=three))
    assert repr(shown) == "MatrixLab: cell: there is no (0, 0, 0) among 9 x 9"
    fast: Any = "fast"
    told = repr(sl.RaceLab(settings=RaceSettings(learning_rate=fast)))
    assert told == "RaceLab: learning_rate: 'fast' is not a number; give one from 0.00112 to 1.12"
    for rate in (0.0, -7.0):
        told = repr(sl.TwinPanesLab(settings=TwinPanesSettings((0.5, 3.0), learning_rate=rate)))
        assert told == f"TwinPanesLab: learning_rate is a finite number above 0; got {rate}"
    told = repr(sl.GradientCloudLab(settings=GradientCloudSettings(seed=-7)))
    assert told == "GradientCloudLab: seed is a whole number of at least 0; got -7"
    told = repr(sl.CircuitLab(settings=CircuitSettings(expression="zz")))
    assert told == "CircuitLab: expression is one of '(x + y) × x', 'x × y + x', '(x − y) ÷ x'; got 'zz'"
    none: Any = None
    assert repr(sl.RaceLab(settings=RaceSettings(seed=none))).startswith("RaceLab: seed: None is not a number; ")


def test_a_lab_without_a_picture_says_why_whatever_is_asked_of_it(tmp_path: Path) -> None:
    shown = sl.RaceLab([[1.0], [np.inf]], [0.5, 1.0])
    says = re.escape(shown.view.frame["error"])
    asked = [lambda: shown.apply({"seed": 3}), shown.reset, shown.surprise, lambda: shown.restore("race seed=3")]
    for ask in [*asked, shown.figure, lambda: shown.save(tmp_path / "a.png"), lambda: shown.choose("?")]:
        with pytest.raises(ValueError, match=says):
            ask()
    for ask in [lambda: shown.compute(sl.RaceLab().settings()), lambda: setattr(shown, "yours", sl.adam(0.1))]:
        with pytest.raises(ValueError, match=says):
            ask()
    seen = [lambda: shown.home, lambda: shown.landscape, lambda: shown.surfaces, lambda: shown.drawn]
    for look in [lambda: shown.problem, lambda: shown.result.runners, *seen]:
        with pytest.raises(AttributeError, match=says):
            look()
    again = sl.restore("race seed=3", [[1.0], [np.inf]], [0.5, 1.0])
    assert repr(again) == repr(shown)


def test_a_setting_given_as_an_argument_is_put_where_it_belongs(tmp_path: Path) -> None:
    lab: Any = sl.RaceLab
    shown = lab(learning_rate=0.1)
    assert "write settings=RaceSettings(learning_rate=0.1), from sgdlab.labs.race.settings" in repr(shown)
    with pytest.raises(ValueError, match="has no argument 'learning_rate'"):
        shown.save(tmp_path / "lab.html")


def test_a_number_of_inputs_is_checked() -> None:
    assert "inputs is a whole number from 1 to 256; got 0" in repr(sl.CostMeterLab(lambda w: w @ w, 0))
    circuit: Any = sl.CircuitLab
    assert "x is a finite number; got 'a'" in repr(circuit(lambda x: x * x, x="a"))


def test_a_lab_made_with_another_kind_of_setting_names_it() -> None:
    for lab, wrong, usual in [
        (sl.RaceLab, {"start": (float("nan"), 1.0)}, "(0.0, 0.0)"),
        (sl.RaceLab, {"runners": None}, "'full batch; SGD'"),
        (sl.AnatomyLab, {"start": (1,)}, "(3.0, 1.0)"),
        (sl.TwinPanesLab, {"learning_rate": "zz"}, "0.1"),
        (sl.SlicerLab, {"learning_rate": float("nan")}, "0.5"),
        (sl.GradientCloudLab, {"seed": 3.5}, "0"),
        (sl.RavineLab, {"small_gradient": (1, 2)}, "0.01"),
        (sl.CircuitLab, {"inputs": (None, 1.0)}, "(2.0, -3.0)"),
    ]:
        [(name, value)] = wrong.items()
        assert lab(settings=lab.Settings(**wrong)).result.description == (
            f"{name} can't be {value!r}; it is a value such as {usual}"
        )
