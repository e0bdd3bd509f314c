"""The picture of the three-button trainer: gradients layer by layer, rounds, the questions."""

from dataclasses import replace
from itertools import product

import numpy as np

from sgdlab.labs.three_buttons.compute import HIDDEN, ThreeButtonsSettings
from sgdlab.labs.three_buttons.lab import ThreeButtonsLab
from tests.labs.three_buttons.test_compute import pressed


def panels(lab):
    return lab.scene(lab.result).panels


def table(lab):
    return lab.scene(lab.result).words[-1].rows


def test_the_picture_has_a_gradient_for_each_layer_once_it_is_computed():
    """Before that there is no bar: a 0 would say that the gradient is 0."""
    for hidden in HIDDEN:
        lab = ThreeButtonsLab(settings=ThreeButtonsSettings(hidden=hidden, presses="f"))
        assert (panels(lab)[2].groups, panels(lab)[2].bars[0].data.shape) == ([], (0,))
        assert {row[2] for row in table(lab)} == {"none yet"}
        lab.controls["presses"].press("b")
        assert panels(lab)[2].groups == [f"W{k + 1}" for k in range(len(HIDDEN[hidden]) + 1)]
        assert np.all(panels(lab)[2].bars[0].data > 0)
        assert "none yet" not in str(table(lab))


def test_rounds_follow_the_presses_and_are_the_same_in_any_order():
    """Forward and back along the slider: as if pressed at once."""
    for presses, rounds in product(("", "fb", "30r"), (7, 60, 0, 61)):
        result = pressed(presses, rounds=rounds)
        wanted = pressed(presses + f"{rounds}r" if rounds else presses)
        assert np.array_equal(result.moment.params, wanted.moment.params)
        assert result.losses.tolist() == wanted.losses.tolist()
        assert result.lines == wanted.lines


def test_a_press_comes_after_the_rounds_of_the_slider():
    lab = ThreeButtonsLab()
    lab.apply({"presses": "", "rounds": 30})
    lab.controls["presses"].press("f")
    assert (lab.settings().presses, lab.settings().rounds) == ("30rf", 0)
    lab.controls["rounds"].value = 5
    lab.controls["presses"].press(None)
    assert (lab.settings().presses, lab.settings().rounds) == ("", 0)


def test_parameters_that_did_not_move_are_explained():
    """A line on exclusive or arrives; then what is left of a step is below the rounding of a float."""
    report = pressed("10000r", data="exclusive or", hidden="none", learning_rate=3.0, rounds=1).moment.report
    changed = int(report.split(" of 6 parameters changed")[0].split()[-1])
    assert changed < 6
    assert report.endswith("changed; the gradient of the others is 0, or too small to change a float.")
    assert pressed("fbu").moment.report.endswith("42 of 42 parameters changed.")
    assert pressed("1000b").moment.report.endswith("0 of 42 parameters changed.")


def test_each_question_is_answered_in_the_picture():
    lab = ThreeButtonsLab()
    trained, zero, deep = (lab.compute(replace(lab.home, **some)) for some in lab.presets.values())
    assert trained.accuracy > 0.98
    assert zero.identical
    assert zero.accuracy == 0.5
    gradient = deep.problem.pieces(deep.moment.gradient)
    assert np.abs(gradient["W1"]).mean() < np.abs(gradient["W5"]).mean() / 30
