"""The gradient cloud without a browser: gradients, spreads, words, frames, problems of many kinds.

Oracles: gradients by hand, every possible mini-batch counted out, the law of large numbers.
"""

from itertools import combinations, product

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.gradient_cloud.compute import GradientCloudSettings, compute
from sgdlab.labs.gradient_cloud.lab import GradientCloudLab, window
from sgdlab.labs.gradient_cloud.picture import ARROWS, arrows_of, ranges_of, sizes
from tests.refusals import refused

RNG = np.random.default_rng(3)
X = RNG.normal(size=(12, 1))
Y = 2 * X[:, 0] + 1 + 0.5 * RNG.normal(size=12)
LINE = sl.linear_regression(X, Y)
POINT = (1.0, 0.5)

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"batch_size": 32}, {"batch_size": 1, "point": (0.1, 3.2)}]


def by_hand(point, X=X, Y=Y):
    """The gradient of (w x + b - y)^2, example by example."""
    w, b = point
    return np.array([[2 * (w * x + b - y) * x, 2 * (w * x + b - y)] for x, y in zip(X[:, 0], Y, strict=True)])


def test_the_arrows_are_the_gradients_by_hand():
    noise = compute(LINE, GradientCloudSettings(POINT, 3)).noise
    np.testing.assert_allclose(noise.gradients, by_hand(POINT), atol=1e-12)
    np.testing.assert_allclose(noise.mean, sl.backprop(LINE, POINT)[1], atol=1e-12)


def test_the_predicted_covariance_is_that_of_all_possible_batches():
    for replace, ways in ((False, combinations(range(12), 3)), (True, product(range(12), repeat=3))):
        every = np.array([by_hand(POINT)[list(chosen)].mean(axis=0) for chosen in ways])
        result = compute(LINE, GradientCloudSettings(POINT, 3, replace))
        np.testing.assert_allclose(result.covariance, np.cov(every.T, bias=True), atol=1e-12)
        lengths = np.sqrt(np.mean(np.sum((every - every.mean(axis=0)) ** 2, axis=1)))
        assert result.spread[0] == pytest.approx(lengths), replace


@pytest.mark.parametrize("replace", [False, True])
def test_the_cloud_is_where_it_is_predicted(replace):
    """Of 4,000 mini-batches by eight seeds: 4 standard errors of mean and spread."""
    results = [compute(LINE, GradientCloudSettings(POINT, 4, replace, seed)) for seed in range(8)]
    cloud, covariance = np.concatenate([one.cloud for one in results]), results[0].covariance
    error = np.sqrt(np.diag(covariance) / len(cloud))
    assert np.all(np.abs(cloud.mean(axis=0) - results[0].noise.mean) < 4 * error)
    np.testing.assert_allclose(cloud.var(axis=0), np.diag(covariance), rtol=0.1)


def test_without_replacement_nobody_comes_twice_and_with_it_somebody_does():
    whole = compute(LINE, GradientCloudSettings(POINT, 12))
    assert np.abs(whole.cloud - whole.noise.mean).max() < 1e-12
    assert whole.spread == pytest.approx((0, 0), abs=1e-12)
    assert whole.inside == 1
    again = compute(LINE, GradientCloudSettings(POINT, 12, replace=True))
    assert again.spread[1] == pytest.approx(again.spread[0], rel=0.15)


def test_the_share_inside_is_counted_as_by_the_angle_around():
    result = compute(LINE, GradientCloudSettings(POINT, 3))
    sides = np.roll(result.ellipse, -1, axis=0) - result.ellipse
    off = result.cloud[:, None] - result.ellipse
    turns = sides[:, 0] * off[..., 1] - sides[:, 1] * off[..., 0]
    inside = np.all(turns >= 0, axis=1) | np.all(turns <= 0, axis=1)
    assert result.inside == pytest.approx(inside.mean(), abs=0.005)


def test_downhill_is_where_a_short_step_lowers_the_loss():
    result = compute(LINE, GradientCloudSettings((1.9, 1.2), 1))
    start, h = np.array(result.settings.point), 1e-6
    lower = [LINE(start - h * g) < LINE(start) for g in result.cloud]
    assert result.downhill == pytest.approx(np.mean(lower))
    assert 0.5 < result.downhill < 1
    assert f"{100 * result.downhill:.3g} % of them" in result.lines[2]
    nearly = GradientCloudLab().result
    assert (nearly.downhill, "99.8 % of them" in nearly.lines[2]) == (0.998, True)


CLEAN = sl.linear_regression(X, 2 * X[:, 0] + 1)


def test_examples_without_any_error_agree_at_their_minimum_and_nowhere_else():
    there = compute(CLEAN, GradientCloudSettings((2.0, 1.0), 4))
    assert np.abs(there.noise.gradients).max() < 1e-12
    assert there.downhill is None
    assert "no direction is downhill here" in there.lines[2]
    assert there.inside == 1
    assert compute(CLEAN, GradientCloudSettings((1.0, 1.0), 4)).spread[1] > 0.1


def test_the_questions_of_the_lab_show_their_answers():
    lab = GradientCloudLab()
    first = lab.result
    answers = []
    for question in lab.presets:
        lab.choose(question)
        answers.append(lab.result)
    single, everything, minimum = answers
    assert single.spread[0] > first.length  # no direction can be trusted
    assert single.downhill < 0.95 < first.downhill
    assert everything.spread == pytest.approx((0, 0), abs=1e-12)
    assert everything.downhill == 1
    assert minimum.length is None
    assert "the full gradient has length 0" in minimum.lines[0]
    assert minimum.spread[0] == pytest.approx(first.spread[0], rel=0.1)


def test_the_goal_is_reached_with_about_four_times_the_examples():
    lab = GradientCloudLab()
    reached = []
    for changes in (
        *({"batch_size": size} for size in (26, 27, 123)),  # (123 - B) / B <= (123 - 8) / 8 / 4 from B = 27 on
        *({"batch_size": size, "replace": True} for size in (33, 34)),  # with replacement: B >= 4 * 8 * 122 / 115
        {"point": (0.5, 4.0)},
    ):
        lab.apply(changes)
        reached.append(lab.reached[0])
    assert reached == [False, True, False, False, True, False]


def test_the_picture_shows_the_cloud_and_the_steps():
    lab = GradientCloudLab()
    surface, plane, _ = lab.scene(lab.result).panels
    assert np.array_equal(plane.points[0].data, lab.result.cloud[: len(plane.points[0].data)])
    assert np.array_equal(plane.lines[0].data, np.vstack([lab.result.ellipse, lab.result.ellipse[:1]]))
    assert np.array_equal(plane.arrows[0].data[:, 2:], lab.result.noise.gradients)
    assert lab.scene(lab.result).words[1].lines[0].startswith("the bill\n123 example-gradients")
    step = surface.paths[1].data
    np.testing.assert_allclose(step[1] - step[0], -lab.rate * lab.result.noise.mean)
    assert lab.rate == pytest.approx(1 / lab.problem.curvature[1], rel=0.01)
    assert len(arrows_of(ARROWS + 50)) == ARROWS  # many examples are drawn as some
    assert sizes(5000)[[0, -1]].tolist() == [1, 5000]


def test_the_curves_are_the_formula():
    lab = GradientCloudLab(LINE)
    one, B = np.sqrt(lab.result.noise.variance), np.arange(1, 13)
    for replace, wanted in ((False, (one * np.sqrt((12 - B) / 11 / B))[:-1]), (True, one / np.sqrt(B))):
        lab.apply({"replace": replace})
        predicted, measured = lab.scene(lab.result).panels[2].curves
        np.testing.assert_allclose(predicted.y, wanted)
        assert measured.y[0] == pytest.approx(lab.result.spread[1])
        assert measured.x["size"] == [lab.result.settings.batch_size]


def test_all_gradients_are_in_the_frame_which_rests_on_a_grid():
    result = compute(LINE, GradientCloudSettings(POINT, 3))
    across, up = ranges_of(result)
    everything = np.concatenate([result.cloud, result.noise.gradients, result.ellipse, np.zeros((1, 2))])
    assert np.all(everything >= [across[0], up[0]])
    assert np.all(everything <= [across[1], up[1]])
    nearby = compute(LINE, GradientCloudSettings((1.001, 0.5), 3))
    assert ranges_of(nearby) == (across, up)


def test_small_gradients_of_small_data_are_not_zero():
    result = compute(sl.linear_regression(X, 1e-13 * Y), GradientCloudSettings((0.0, 0.0), 3))
    assert f"predicted {result.spread[0]:.3g}" in result.lines[1]
    assert result.rows[0][1:] == [f"{result.noise.mean[0]:.3g}", f"{result.cloud[:, 0].mean():.3g}"]
    assert 1e-13 < result.spread[0] < 1e-12
    assert result.inside == compute(LINE, GradientCloudSettings((0.0, 0.0), 3)).inside < 1  # in other units, the same


def test_the_window_holds_minimum_and_point():
    for point in ((2.0, 1.0), (9.0, -9.0)):
        assert LINE.minimum in window(LINE, point, 0.1)
        assert point in window(LINE, point, 0.1)
    assert CLEAN.start in window(CLEAN, (0.0, 0.0), 0.1)
    apart = sl.logistic_regression([[-200.0], [-100.0], [100.0], [300.0]], [0, 0, 1, 1])  # has no minimum
    (left, right), _ = window(apart, (0.0, 0.0), 1e-4).limits  # as wide as two steps of single examples
    assert right == -left == pytest.approx(2e-4 * np.sqrt((200**2 + 100**2 + 100**2 + 300**2) / 16))  # slopes x / 2


def test_what_cannot_be_shown_is_a_sentence():
    refused(ValueError, {
        "problem with data": lambda: GradientCloudLab(sl.rosenbrock()),
        "two or more": lambda: GradientCloudLab(sl.linear_regression([[1.0]], [1.0])),
    })  # fmt: skip
    refused(TypeError, {"such as sgdlab.linear_regression": lambda: GradientCloudLab(lambda w: w @ w)})
