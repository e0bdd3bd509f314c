"""The anatomy of an update on two of more than two parameters: all are trained, the entries of two are seen.

Oracles: plain runs of `train`, and the loss itself at single points.
"""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.anatomy.compute import STEPS, AnatomySettings, compute
from sgdlab.labs.anatomy.lab import AnatomyLab
from sgdlab.labs.anatomy.pair import MOST, pair_of
from sgdlab.labs.anatomy.picture import incoming, outgoing
from sgdlab.labs.given import names_of

RNG = np.random.default_rng(4)
X = RNG.normal(size=(30, 3)) * [1.0, 3.0, 0.3]
LINE = sl.linear_regression(X, X @ [1.0, -2.0, 3.0] + 0.5 + RNG.normal(size=30))
NET = sl.mlp(RNG.normal(size=(12, 3)), RNG.integers(0, 2, 12), hidden=(4,), loss="cross_entropy")  # 26 parameters
MANY = sl.quadratic(np.linspace(1.0, 30.0, 300))


def surface_of(lab):
    return next(one for one in lab.scene(lab.result).panels if one.kind == "surface")


def test_arrows_are_the_entries_of_gradient_average_and_step():
    settings = AnatomySettings("momentum", 3, 0.01, start=(0.5, -0.5), across="b", up="w2")
    result = compute(LINE, settings)
    start = LINE.start.copy()
    start[[3, 1]] = 0.5, -0.5
    run = sl.train(LINE, start, optimizer=sl.gradient_descent(0.01, 0.9), steps=STEPS, record_every=1)
    velocity = run.gradients[2] + 0.9 * run.gradients[1] + 0.81 * run.gradients[0]
    into, out = incoming(result), outgoing(result)
    np.testing.assert_allclose(into.arrows[0].data[0, 2:], -run.gradients[2][[3, 1]], atol=1e-12)
    np.testing.assert_allclose(into.marks[0].at, -velocity[[3, 1]], atol=1e-12)
    np.testing.assert_allclose(out.arrows[1].data[0, 2:], np.diff(run.params, axis=0)[2][[3, 1]], atol=1e-12)


@pytest.mark.parametrize(("problem", "held"), [(LINE, "the minimum has"), (NET, "400 steps of Adam leave")])
def test_the_surface_is_the_loss_with_the_others_held(problem, held):
    lab = AnatomyLab(problem)
    low = problem.minimum
    if low is None:
        low = sl.train(problem, optimizer=sl.adam(0.05), steps=400).final
    shown = surface_of(lab)
    x, y = (np.linspace(*axis.range, 81) for axis in (shown.x, shown.y))
    for i, j in ((0, 0), (40, 7), (80, 80)):
        at = low.copy()
        at[list(lab.plane.pair)] = x[i], y[j]
        assert shown.losses[j, i] == pytest.approx(float(problem(at)), rel=1e-9)
    assert f"2 of {problem.size} parameters; all {problem.size} are trained" in lab.result.description
    assert held in lab.result.description


def test_the_first_two_have_the_largest_gradient_and_of_many_a_list_names_twenty():
    slopes = np.abs(sl.backprop(LINE, LINE.start)[1])
    assert set(AnatomyLab(LINE).plane.pair) == set(np.argsort(-slopes)[:2].tolist())
    lab = AnatomyLab(MANY)
    assert lab.controls["across"].options == [f"w{k}" for k in range(300 - MOST + 1, 301)]
    assert f"The lists name the {MOST} with the largest gradient" in lab.result.description


def test_another_choice_turns_the_surface_and_goes_to_its_own_start():
    lab = AnatomyLab(LINE)
    lab.controls["across"].value, lab.controls["up"].value = "w1", "b"
    assert [surface_of(lab).x.label, surface_of(lab).y.label] == ["w1", "b"]
    assert {axis["label"] for panel in lab.view.spec["panels"][:3] for axis in (panel["x"], panel["y"])} == {"w1", "b"}
    assert lab.settings().start == tuple(LINE.start[[0, 3]])
    assert lab.view.frame["said"] == []
    lab.moved("start", (0.25, 0.25))
    np.testing.assert_allclose(lab.result.run.params[0], [0.25, LINE.start[1], LINE.start[2], 0.25])


def test_one_parameter_twice_or_one_that_there_is_not_is_a_sentence():
    with pytest.raises(ValueError, match="has no parameter 'q'; it has w1, w2, w3, b"):
        pair_of(LINE, "q", "b")
    lab = AnatomyLab(LINE)
    lab.controls["across"].value = lab.settings().up
    assert f"both show {lab.settings().up}: choose another parameter" in lab.view.frame["error"]
    lab.controls["across"].value = "w1" if lab.settings().up != "w1" else "w2"
    assert "error" not in lab.view.frame
    twice = sl.Problem(lambda w, batch: w @ w, start=[1.0, 2.0, 3.0], names=("a", "b", "b"))
    assert names_of(twice) == ("w1", "w2", "w3")
