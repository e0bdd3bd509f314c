"""The momentum map without a browser: words, floors, the best pair, against many noisy runs and known theory."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.momentum_map.compute import STEPS, MomentumMapSettings, compute, noise_of, valley, with_many
from sgdlab.labs.momentum_map.grid import best_point, learning_rates, rates_on_grid
from sgdlab.labs.momentum_map.lab import MomentumMapLab
from sgdlab.labs.rate import best, rate

CURVED = np.array([1.0, 100.0])
KINDS = pytest.mark.parametrize("nesterov", [False, True])

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [
    {"learning_rate": 0.033, "momentum": 0.67},
    {"learning_rate": 0.0133, "momentum": 0.79, "nesterov": True},
    {"learning_rate": 0.004, "momentum": 0.88, "noisy": True},
]


@KINDS
def test_no_pair_on_the_map_is_better_than_the_best(nesterov):
    x, y, grid = rates_on_grid(CURVED, nesterov)
    lowest = float(rate(*best(*CURVED, nesterov), CURVED, nesterov))
    assert grid.min() >= lowest - 1e-9
    assert grid.min() < lowest + 0.03
    j, i = np.unravel_index(grid.argmin(), grid.shape)
    assert (x[i], y[j]) == pytest.approx(best(*CURVED, nesterov), abs=0.03)


def test_two_rates_that_differ_read_as_such():
    """By hand, without momentum: |1 - 0.0198| along the valley, |1 - 0.0198 * 100| = 0.98 across it.

    Over two directions a step multiplies the distance along by 1 - 1e-6 * 1; the edge with momentum 0.4346 is
    (2 + 2 · 0.4346) / 100 = 0.028692, which three digits show as 0.0287.
    """
    line = compute(CURVED, MomentumMapSettings(0.0198, 0.0)).lines[1]
    assert line == "along the valley 0.9802, across it 0.98\nalong sets the rate"
    narrow = compute(np.array([1e-6, 1.0]), MomentumMapSettings(0.5, 0.0)).lines[1]  # 1 would not converge
    assert narrow == "along the valley 0.9999995, across it 0.5\nalong sets the rate"
    slow = compute(np.array([1e-6, 1.0]), MomentumMapSettings(1.0, 0.0))
    assert "rate 0.999999: at this pace 6,907,752 steps" in slow.lines[0]
    passed = compute(CURVED, MomentumMapSettings(0.0287, 0.4346))
    assert passed.rate > 1
    assert passed.lines[2].endswith("with this momentum the edge is 0.02869")
    first = compute(CURVED, MomentumMapSettings())
    assert "yours is above it" in first.lines[2]  # above the plain edge momentum still converges
    assert first.lines[-1] == "the bill\n300 example-gradients, 300 updates; stopped by: steps"
    for learning_rate, steps in ((1.0, "1 step"), (0.97, "2 steps")):
        said = compute(np.array([1.0, 1.0 + 1e-9]), MomentumMapSettings(learning_rate, 0.0)).description
        assert f": at this pace {steps} to a thousandth of the distance" in said


def test_many_noisy_runs_stay_at_the_predicted_floor():
    assert noise_of(valley(CURVED)) == pytest.approx(0.01 * np.hypot(1, 30))
    for alpha, b, nesterov in ((0.02, 0.5, False), (0.015, 0.9, False), (0.01, 0.8, True)):
        result = with_many(compute(CURVED, MomentumMapSettings(alpha, b, nesterov, noisy=True)))
        assert result.many.shape == (STEPS + 1, 64)
        assert result.measured == pytest.approx(result.floor, rel=0.1)
        assert "not yet forgotten" not in result.lines[-1]
        assert f"{result.floor:.3g} predicted, {result.measured:.3g} in the last 100 steps" in result.lines[-1]
    slow = with_many(compute(CURVED, MomentumMapSettings(0.005, 0.0, noisy=True)))
    assert "the start is not yet forgotten" in slow.lines[-1]


def test_a_run_that_diverges_says_so():
    result = with_many(compute(CURVED, MomentumMapSettings(0.04, 0.1, noisy=True)))
    assert (result.many, result.floor) == (None, None)
    assert f"diverged at step {result.diverged_at}" in result.lines[0]
    assert result.lines[-2].endswith(
        f", {result.diverged_at} updates; stopped by: diverged at step {result.diverged_at}"
    )
    assert "no floor" in result.lines[-1]
    assert np.all(np.isfinite(result.losses))


def test_the_goals_of_any_valley_can_be_reached_on_its_map_and_not_elsewhere():
    for power in (0.01, 3, 6, 11.9):
        lab = MomentumMapLab(sl.quadratic([1.0, 10.0**power]))
        for nesterov, goal in ((False, 0), (True, 1)):
            alpha, b = best_point(lab.curved, nesterov)
            assert 0 <= b <= 0.99
            lowest = float(rate(alpha, b, lab.curved, nesterov))
            assert rates_on_grid(lab.curved, nesterov)[2].min() > lowest - 0.01 * (1 - lowest)
            bound = lab.goals[goal].within["rate"][1]
            assert lowest < bound < 1
            assert f"{bound!r}" in lab.goals[goal].text
        assert 0 < lab.goals[2].within["floor"][1] < np.inf


def test_curvatures_are_taken_from_a_problem():
    rng = np.random.default_rng(0)
    problem = sl.linear_regression(rng.normal(size=(30, 3)), rng.normal(size=30))
    lab = MomentumMapLab(problem)
    np.testing.assert_allclose(lab.curved, np.linalg.eigvalsh(problem.hessian)[[0, -1]])
    assert lab.result.settings.learning_rate * lab.curved[1] == pytest.approx(3, rel=0.01)
    assert learning_rates(lab.curved)[1] == pytest.approx(4.2 / lab.curved[1], rel=0.01)


def test_what_is_no_valley_is_a_sentence_in_the_lab():
    for curved in ([2.0, 2.0], [2.0, 2 + 1e-14], [-1.0, 2.0], [1e-14, 1.0]):  # the last is longer than is known
        assert "two different curvatures above 0" in MomentumMapLab(sl.quadratic(curved)).view.frame["error"], curved
    # A number added to all scores leaves a softmax as it is; the smallest curvature was said to be -1.06e-16.
    said = MomentumMapLab(sl.softmax_regression(*sl.xor(40))).view.frame["error"]
    assert "of 2 classes are 0 to 0." in said
