"""Twin panes without a browser: a point and its line are the same thing, from both sides.

Oracles: the two-point form of a line, NumPy's polyfit, the closed form of gradient descent on a bowl (I - αH)^k, the
derivatives of the losses by hand.
"""

from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.twin_panes.compute import STEPS, TwinPanesSettings, compute
from sgdlab.labs.twin_panes.lab import TwinPanesLab, opening_rate
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.problems.examples import penguin_line
from tests.refusals import refused

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"point": (0.546, 4.13)}, {"add_up": "sum", "learning_rate": 0.000911}]


def sexes():
    gentoo = sl.penguins().where(species="Gentoo")
    known = gentoo["sex"] != ""
    return sl.logistic_regression(gentoo["body_mass_g",][known] / 1000 - 5, gentoo["sex"][known] == "male")


def lines_on_the_data(lab):
    """The lines of the right pane, by their series."""
    return {line.series.key: line.data for line in lab.scene(lab.result).panels[1].lines}


def ends_on_the_data(lab):
    """Where the two ends of the line are drawn, by their name."""
    return {handle.key: list(handle.at) for handle in lab.scene(lab.result).panels[1].handles}


@pytest.fixture(scope="module")
def masses():
    return OneFeature(penguin_line())


@pytest.fixture(scope="module")
def classes():
    return OneFeature(sexes())


def test_a_line_through_both_ends_has_their_parameters(masses):
    (x0, x1), point = masses.ends, (0.7, 3.0)
    for end, height in ((0, 5.5), (1, 2.0)):
        w, b = masses.moved(point, end, height)
        z = [0.7 * x0 + 3.0, 0.7 * x1 + 3.0]
        z[end] = height
        assert w == pytest.approx((z[1] - z[0]) / (x1 - x0))
        assert [w * x0 + b, w * x1 + b] == pytest.approx(z)


def test_a_probability_goes_through_the_end_that_was_dragged(classes):
    w, b = classes.moved((3.0, -1.0), 1, 0.9)
    assert classes.heights((w, b), classes.ends)[1] == pytest.approx(0.9)
    assert w * classes.ends[0] + b == pytest.approx(3.0 * classes.ends[0] - 1.0)
    assert np.isfinite(classes.moved((3.0, -1.0), 0, -0.06)).all()
    assert np.isfinite(classes.moved((3.0, -1.0), 0, 1.06)).all()


def test_loss_slopes_and_words_are_the_formulas(masses, classes):
    error = 0.2 * masses.x + 4.4 - masses.y
    w, b = np.polyfit(masses.x, masses.y, 1)
    for add_up, total in (("mean", np.mean), ("sum", np.sum)):
        result = compute(masses, TwinPanesSettings((0.2, 4.4), add_up))
        assert result.loss == pytest.approx(total(error**2))
        assert result.slopes == pytest.approx([total(2 * error * masses.x), total(2 * error)])
        assert result.excess == pytest.approx(np.mean(error**2) - np.mean((w * masses.x + b - masses.y) ** 2))
    words = compute(masses, TwinPanesSettings((0.0, 0.0), "sum", 1e-4)).description
    assert f"loss {np.sum(masses.y**2):,.0f}, the sum over 123 examples" in words
    assert f"b by +{1e-4 * np.sum(2 * masses.y):.3g}" in words
    assert "2,460 example-gradients, 20 updates; stopped by: steps" in words  # 20 times 123 examples
    result = compute(classes, TwinPanesSettings((2.0, -0.5)))
    error = 1 / (1 + np.exp(-(2.0 * classes.x - 0.5))) - classes.y
    assert result.slopes == pytest.approx([np.mean(error * classes.x), np.mean(error)])
    assert compute(classes, TwinPanesSettings((0.0, 0.0))).loss == pytest.approx(np.log(2), abs=1e-15)


def test_the_way_down_is_the_closed_form_and_the_sum_takes_it_at_a_smaller_rate(masses):
    H, best = masses.model.hessian, masses.model.minimum
    start = np.array([0.5, 3.0])
    by_mean = compute(masses, TwinPanesSettings((0.5, 3.0), "mean", 0.1)).run
    by_sum = compute(masses, TwinPanesSettings((0.5, 3.0), "sum", 0.1 / masses.model.n)).run
    shrink = np.linalg.matrix_power(np.eye(2) - 0.1 * H, STEPS)
    np.testing.assert_allclose(by_mean.final, best + shrink @ (start - best), rtol=1e-10)
    np.testing.assert_allclose(by_sum.params, by_mean.params, rtol=1e-12)
    gone = compute(masses, TwinPanesSettings((0.5, 3.0), "sum", 0.1))
    assert gone.run.diverged_at is not None
    assert f"diverged at step {gone.run.diverged_at}" in gone.description


def test_it_opens_where_only_one_thing_is_wrong(masses, classes):
    for panes in (masses, classes):
        lab = TwinPanesLab(panes.model)
        w, b = lab.result.settings.point
        if panes is masses:
            assert w == pytest.approx(panes.model.minimum[0], abs=5e-4)
            assert lab.result.slopes[0] / lab.result.slopes[1] == pytest.approx(panes.x.mean(), rel=0.01)
        else:
            assert (w, b) == pytest.approx(tuple(-panes.model.minimum), rel=5e-3)
            assert lab.result.loss > np.log(2)
        assert not lab.reached[0]
        assert lab.result.run.diverged_at is None
        assert np.all(np.diff(lab.result.run.losses) < 0)
    assert opening_rate(masses) == pytest.approx(1 / 8.547, rel=0.06)  # one over the largest curvature
    X = classes.model.data[0]
    assert opening_rate(classes) == pytest.approx(4 * len(X) / np.linalg.eigvalsh(X.T @ X)[-1], rel=0.06)


def test_dragging_either_pane_moves_both():
    lab = TwinPanesLab()
    rows = lab.scene(lab.result).words[1].rows
    assert [row[1:3] for row in rows[1:3]] == [["-3.46", "-2.02"], ["+0.388", "+0.226"]]
    lab.moved("point", (0.0, 5.0))
    assert lab.settings().point == (0.0, 5.0)
    np.testing.assert_allclose(lines_on_the_data(lab)["here"][:, 1], 5.0, rtol=1e-6)
    lab.moved("right_end", (123.0, 6.0))
    (x0, x1), (w, b) = lab.panes.ends, lab.settings().point
    assert (w * x0 + b, w * x1 + b) == pytest.approx((5.0, 6.0), abs=0.02)  # to three digits of w and b
    assert ends_on_the_data(lab)["right_end"] == pytest.approx([x1, 6.0], abs=0.02)
    lab.apply({"point": tuple(end[1] for end in lab.surface.limits)})
    low, high = lab.panes.frame[1]
    heights = [at[1] for at in ends_on_the_data(lab).values()]
    assert low <= min(heights) < max(heights) == high  # ends beyond the picture stay at its edge


def test_the_minimum_can_be_hit_by_hand_and_left_again():
    """To three digits of w and b, the slopes of the sum were 0.99 and 0.59 beside the minimum."""
    lab = TwinPanesLab()
    lab.apply({"add_up": "sum"})
    best = lab.panes.model.minimum
    lab.moved("point", best + np.array([0.01, -0.02]))  # not farther than a pointer can be off
    assert lab.settings().point == tuple(best)
    assert lab.scene(lab.result).words[1].rows[1][1:3] == ["0", "0"]
    for k, (low, high) in enumerate(lab.surface.limits):  # a press of an arrow key is 1 % of the picture
        aside = best + 0.01 * (high - low) * np.eye(2)[k]
        lab.moved("point", aside)
        assert lab.settings().point == pytest.approx(tuple(aside), abs=5e-3)
        assert lab.settings().point != tuple(best)


def test_each_question_shows_its_answer():
    lab = TwinPanesLab()
    runs = [lab.compute(replace(lab.home, **settings)) for settings in lab.presets.values()]
    large, added, small = sorted(runs, key=lambda one: (one.settings.add_up, -one.settings.learning_rate))
    assert large.settings.learning_rate == pytest.approx(2 * 2 / lab.panes.model.curvature[1], rel=1e-3)
    assert (large.run.diverged_at is None, large.run.losses[1] > large.run.losses[0]) == (False, True)
    assert added.run.diverged_at == 2
    assert small.run.diverged_at is None
    assert np.all(np.diff(small.run.losses) < 0)


def test_other_problems_are_refused_in_words():
    two = sl.linear_regression([[1.0, 2.0], [2.0, 1.0]], [1.0, 2.0])
    through = sl.linear_regression([[1.0], [2.0]], [1.0, 2.0], intercept=False)
    refused(ValueError, {
        "twin panes show a line over one feature.*2 in X, 3 parameters": lambda: TwinPanesLab(two),
        "twin panes show a line over one feature.*1 in X, 1 parameter": lambda: TwinPanesLab(through),
    })  # fmt: skip
    words = "twin panes show a line over one feature.*a quadratic"
    refused(TypeError, {words: lambda: TwinPanesLab(sl.quadratic([1.0, 2.0]))})


def test_two_classes_that_are_apart_have_a_frame_with_curves_between_them():
    x = np.array([[1.0], [1.5], [4.5], [6.0]])
    for flip, w in ((False, 4.0), (True, -4.0)):  # 12 over the gap from 1.5 to 4.5, whose middle is 3
        lab = TwinPanesLab(sl.logistic_regression(x, np.array([0, 0, 1, 1]) ^ flip))
        assert not lab.reached[0]
        assert (w, -3 * w) in lab.surface
        lab.apply({"point": (w, -3 * w)})
        assert lab.result.mean == pytest.approx(np.mean(np.log1p(np.exp(-4 * np.array([2, 1.5, 1.5, 3])))))
        assert lab.reached[0]
