"""The three-button trainer: nothing learns until update; presses are replayed; judged by `train` and by bits."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.three_buttons.compute import YOURS, Own, ThreeButtonsSettings, compute, lines
from sgdlab.labs.three_buttons.lab import ThreeButtonsLab
from sgdlab.labs.three_buttons.presses import BUTTONS, Presses, read
from sgdlab.labs.three_buttons.trainer import Moment
from sgdlab.problems.networks import ACTIVATIONS
from tests.refusals import refused

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [
    {"presses": "", "rounds": 300},
    {"presses": "", "rounds": 60, "learning_rate": 3.0},
    {"presses": "", "rounds": 500, "data": "exclusive or", "hidden": "4 units"},
]


def pressed(presses, **settings):
    return compute(ThreeButtonsSettings(presses=presses, **settings))


def test_without_an_update_after_a_backward_nothing_changes_to_the_last_bit():
    start = pressed("")
    for presses in ("f", "f1000b", "bbb", "uuu", "fu", "fbfb"):
        result = pressed(presses)
        assert np.array_equal(result.moment.params, result.problem.start), presses
        assert np.array_equal(result.region, start.region), presses
        assert result.losses.tolist() == start.losses.tolist(), presses
        assert result.moment.changed == 0, presses


def test_an_update_is_one_step_of_gradient_descent():
    result = pressed("fbu", learning_rate=0.3)
    problem = result.problem
    expected = problem.start - 0.3 * sl.backprop(problem, problem.start)[1]
    assert np.array_equal(result.moment.params, expected)
    assert result.losses.tolist() == [problem(problem.start), problem(expected)]
    assert result.moment.changed == problem.size


def test_a_gradient_is_used_up_by_its_update():
    once, twice = pressed("fbu"), pressed("fbuu")
    assert np.array_equal(once.moment.params, twice.moment.params)
    assert "belonged to the parameters before" in twice.moment.report
    assert "no gradient" in pressed("u").moment.report
    assert "press forward first" in pressed("b").moment.report
    assert np.array_equal(pressed("fb3u").moment.params, once.moment.params)


def test_zero_weights_keep_the_hidden_units_identical():
    """Rumelhart, Hinton, Williams 1986: equal weights can never part, since their gradients are equal."""
    for activation in ACTIVATIONS:
        result = pressed("500r", start="all zero", activation=activation, hidden="2 layers of 8")
        assert result.identical
        assert "identical" in result.description
        assert not pressed("500r", activation=activation, hidden="2 layers of 8").identical


def test_the_region_is_the_difference_of_the_two_probabilities():
    result = pressed("100r")
    (left, right), (low, high) = result.limits
    corners = np.array([[left, low], [right, low], [left, high], [right, high]])
    chances = sl.softmax(result.problem.outputs(result.moment.params, corners))
    found = [result.region[i, j] for i in (0, -1) for j in (0, -1)]
    np.testing.assert_allclose(found, chances[:, 1] - chances[:, 0], atol=1e-12)


def test_features_of_any_scale_can_be_learned():
    """Raw millimeters and grams left all units of tanh saturated, and no learning rate helped."""
    X, labels = sl.moons(100, noise=0.1, seed=0)
    for unit in (1e-6, 1e6):
        lab = ThreeButtonsLab(X * [unit, 1.0] + [0.0, 4e3], labels)
        lab.apply({"presses": "500r"})
        assert lab.result.accuracy > 0.97
        panel = lab.scene(lab.result).panels[0]
        assert (panel.x.label, panel.y.label) == ("x1, standardized", "x2, standardized")
    assert "column 1 is constant" in repr(ThreeButtonsLab([[0.0, 5.0], [1.0, 5.0], [2.0, 5.0]], [0, 1, 0]))


def test_without_a_hidden_layer_exclusive_or_is_not_learned():
    """Minsky, Papert, "Perceptrons", 1969: no straight line parts it."""
    assert pressed("100r" * 10, data="exclusive or", hidden="none").accuracy < 0.75


def test_a_run_that_diverges_says_so_and_stays():
    own = Own(np.array([[1.0, 2.0], [2.0, -1.0], [-1.0, 0.5]]), np.array([0, 1, 0]))
    result = compute(ThreeButtonsSettings(YOURS, activation="relu", learning_rate=1e200, presses="10rfbu"), own)
    assert result.moment.diverged
    assert "start again" in result.moment.report
    assert np.all(np.isfinite(result.region))


def test_data_that_do_not_fit_are_refused_in_words():
    refused(ValueError, {
        r"two features.*\(4, 3\)": lambda: ThreeButtonsLab(np.ones((4, 3)), [0, 1, 0, 1]),
        "two classes.*got 3": lambda: ThreeButtonsLab(np.ones((3, 2)), [0, 1, 2]),
        "both, or neither": lambda: ThreeButtonsLab(None, [0, 1]),
        "'your data' is not in the list": lambda: ThreeButtonsLab().apply({"data": YOURS}),
    })  # fmt: skip


def test_presses_are_read():
    assert read("f1000bu100r") == ((1, "f"), (1000, "b"), (1, "u"), (100, "r"))
    assert read("") == ()
    for wrong, words in {"x": "not a list of presses", "20000r": "start again"}.items():
        with pytest.raises(ValueError, match=words):
            read(wrong)


def test_buttons_add_presses_and_start_again():
    buttons, told = Presses("presses", ""), []
    buttons.on_change = lambda: told.append(buttons.value)
    for letters in BUTTONS:
        buttons.buttons[letters].click()
    buttons.again.click()
    assert told == ["f", "fb", "fbu", "fbu100r", ""]
    with pytest.raises(TypeError):
        buttons.value = 3
    full = Presses("presses", "10000r")
    full.on_change = lambda: told.append(full.notice)
    full.press("f")
    assert (full.value, "start again" in told[-1]) == ("10000r", True)


def test_start_again_forgets_rounds_of_the_slider_though_nothing_was_pressed():
    lab, heard = ThreeButtonsLab(), []
    lab.controls["presses"].press(None)
    lab.controls["rounds"].value = 50
    trained = lab.result.losses
    lab.view.observe(lambda change: heard.append(change["new"]["presses"]), names=["places"])
    lab.controls["presses"].press(None)
    assert (lab.settings().presses, lab.settings().rounds) == ("", 0)
    assert len(trained) == 51
    assert len(lab.result.losses) == 1
    assert heard == ["50r", ""]  # each is a change, so a page that plays the rounds hears of it
    lab.controls["presses"].press(None)
    assert heard == ["50r", ""]


def test_what_a_page_resets_is_what_the_lab_resets_and_it_has_the_programs_of_the_networks_that_were_chosen():
    lab = ThreeButtonsLab(settings=ThreeButtonsSettings(presses="fbu", rounds=3))
    resets = lab.controls["seed"].resets
    lab.controls["seed"].value = 5
    assert {name: lab.controls[name].value for name in resets} == resets
    assert Presses("presses", "").described()["buttons"][-1][0] is None
    lab.controls["hidden"].value = "4 units"
    assert sorted(lab.view.live["recipes"]) == ["4 units tanh", "8 units tanh"]


def test_all_points_but_one_are_not_all_of_them():
    for right, said in ((5000, "100.0 %"), (4999, "99.9 %"), (1, "0.1 %"), (0, "0.0 %"), (2500, "50.0 %")):
        stand = lines(Moment(np.zeros(2)), np.ones(1), right / 5000, identical=False)[2]
        assert f"; {said} of the points are on the right side" in stand
