"""The ravine without a browser: the path and what ends it, against a loop written here; the words, by hand."""

import math
import re
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.ravine.compute import RavineSettings, compute
from sgdlab.labs.ravine.lab import RavineLab
from sgdlab.labs.ravine.picture import DRAWN
from sgdlab.scene.limits import across as width_of
from sgdlab.scene.limits import up

VALLEY = sl.ravine()
START = (2.1, 2.37)

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"learning_rate": 0.07}, {"learning_rate": 1e-5, "small_change": 0.1}, {"start": (-0.75, 1.3)}]


def by_loop(rate, small=0.0, change=0.0, most=100):
    """Descend as the lesson tells it, with its three questions; where it ends, after how many steps, and why."""
    H, w, losses = VALLEY.hessian, np.array(START), []
    for k in range(most):
        losses.append(0.5 * w @ H @ w)
        if small and math.sqrt(sum(v * v for v in H @ w)) <= small:
            return w, k, "small gradient"
        if change and k >= 10 and abs(losses[k] - losses[k - 10]) <= change:
            return w, k, "small change"
        w = w - rate * (H @ w)
    return w, most, "most steps"


@pytest.mark.parametrize("rate", [8e-6, 0.01, 0.0708, 0.0794])
def test_it_ends_where_and_why_a_loop_does(rate):
    rules = ((0.0, 0.0), (0.01, 0.0), (0.0, 0.1), (0.01, 0.001), (1.0, 1e-6))
    for (small, change), most in product(rules, (10, 300)):
        result = compute(VALLEY, RavineSettings(rate, START, small, change, most))
        where, steps, why = by_loop(rate, small, change, most)
        np.testing.assert_allclose(result.run.final, where, rtol=1e-9, atol=1e-12)
        assert (int(result.run.steps[-1]), result.ended_by) == (steps, why), (small, change, most)
        assert result.away == pytest.approx(np.linalg.norm(where))
        assert [row[0] for row in result.rules if row[3] == "yes"] == [why]
        assert result.lines[0].startswith(f"Ended by {why} after {steps} step")


def test_divergence_is_told_with_its_reason():
    result = compute(VALLEY, RavineSettings(0.1, START))
    assert result.ended_by == "divergence"
    assert result.lines[0] == "Ended by divergence after 18 steps: its steps grow without end"
    assert "0.1 is above 2/λmax = 0.08" in result.lines[1]
    assert "across it by 1.5" in result.lines[1]  # |1 - 0.1 * 25|
    assert result.rules[-1] == ["divergence", "always on", "", "yes"]
    walled = sl.Problem(lambda w, batch: w[0] - np.log(w[0]) + w[1] ** 2, start=[5.0, 0.1])
    result = compute(walled, RavineSettings(10.0, (5.0, 0.1)))  # 5 - 10 * (1 - 1/5) is below 0
    assert result.lines[0] == (
        "Ended by divergence after 0 steps: the next step leads to where the loss is undefined or too large to compute"
    )


def test_numbers_have_the_digits_that_tell_them_apart():
    """By hand: |1 - 1e-5| = 0.99999 and |1 - 25e-5| = 0.99975; at the edge, |1 - 0.08 * 25| = 1.

    A reader who saw 2.26 as the edge and tried it read that 2.26 is below 2.26.
    """
    slow = compute(VALLEY, RavineSettings(1e-5, START)).lines[1]
    along, across = re.search(r"the valley by (\S+) and across it by (\S+)$", slow).groups()
    assert float(along) == 0.99999
    assert 0.9997 <= float(across) <= 0.9998
    assert compute(VALLEY, RavineSettings(0.08, START)).lines[1].endswith("by 0.92 and across it by 1")
    for edge, words in ((2.2604, "below 2/λmax = 2.2604"), (2.2596, "above 2/λmax = 2.2596"),
                        (2.26, "equal to 2/λmax = 2.26")):  # fmt: skip
        bowl = sl.quadratic([0.1, 2 / edge])
        assert f"Learning rate 2.26 is {words}:" in compute(bowl, RavineSettings(2.26, START)).lines[1]
    said = compute(VALLEY, RavineSettings(0.07, (2013.37, -0.125))).description
    assert said.startswith("Gradient descent from (2013.37, -0.125) with")


def test_each_rule_says_whether_it_is_met_also_at_the_last_step():
    """By hand: along λ = 1 the slope after k steps of 0.1 is 0.9^k, so 0.349 after 10; the loss fell by 0.439.

    After 100 steps of 0.01, the slope that was 2.7733 is 0.99^100 as large, 1.0151, which is not at its limit of 1.
    """
    bowl = sl.quadratic([1.0, 2.0])
    for start, small, change, most, fired in (
        (1.0, 0.5, 0.5, 10, "yes no no no"),  # after 7 steps, before the change over ten is known
        (1.0, 0.35, 0.44, 10, "also met, also met, yes, no"),  # a limit of steps is asked before the next gradient
        (1.0, 0.35, 0.43, 11, "yes no no no"),
        (0.0, 0.0, 0.0, 10, "no no yes no"),  # at the minimum, but with no rule that asks for it
    ):
        rules = compute(bowl, RavineSettings(0.1, (start, 0.0), small, change, most)).rules
        assert [row[3] for row in rules] == (fired.split(", ") if "," in fired else fired.split())
    few = compute(bowl, RavineSettings(0.1, (1.0, 0.0), 0.0, 0.5, 9))
    assert few.rules[1] == ["small change", "0.5", "", "no"]
    result = compute(bowl, RavineSettings(0.01, (2.7733, 0.0), small_gradient=1.0))
    assert result.rules[0] == ["small gradient", "1", "1.02", "no"]


def test_the_angle_is_that_of_school_geometry():
    """The valley at 30 degrees, the start 3 along and 1 across: the gradient is (3, 25) in these coordinates."""
    result = compute(VALLEY, RavineSettings(start=tuple(VALLEY.start)))
    assert result.miss == pytest.approx(math.degrees(math.atan2(25, 3) - math.atan2(1, 3)))
    assert compute(VALLEY, RavineSettings(start=(0.0, 0.0))).miss is None
    round_bowl = sl.quadratic([4.0, 4.0])
    assert compute(round_bowl, RavineSettings(0.1, (3.0, 1.0))).miss == pytest.approx(0, abs=1e-5)


def test_a_long_run_is_thinned_by_an_odd_stride_so_that_a_zigzag_is_seen():
    lab = RavineLab(settings=RavineSettings(0.0799, START, 0.0, 0.0, 1000))
    scene = lab.scene(lab.result)
    (path,), (losses,) = scene.panels[0].paths, scene.panels[1].curves
    assert scene.clock.total == losses.x["steps"][-1] == 1000
    assert len(losses.x["steps"]) == len(losses.y) == len(path.data) <= DRAWN + 2
    across = path.data @ np.linalg.eigh(VALLEY.hessian)[1][:, 1]
    assert np.all(across[:-2] * across[1:-1] < 0)


def test_the_chosen_learning_rate_its_factors_and_the_whole_run_are_in_the_picture():
    """The losses ended at 200 while the words said 2.74e7, and most of the steps were not seen."""
    for rate in (8e-6, 0.0794, 0.1, 0.25):
        lab = RavineLab(settings=RavineSettings(rate, START))
        _, losses, panel = lab.scene(lab.result).panels
        yours, edge = panel.marks
        assert (yours.x, edge.x) == (rate, pytest.approx(0.08))
        (left, right), (low, high) = panel.x[0].range, panel.y.range
        assert left <= yours.x <= right
        assert low <= abs(1 - 25 * rate) <= high
        for curve, curvature in zip(panel.curves, (1, 25), strict=True):
            np.testing.assert_allclose(curve.y, np.abs(1 - curve.x["rates"] * curvature))
        run = lab.result.run
        assert (up(losses)[1] >= run.losses.max(), width_of(losses, losses.x[0])) == (True, (0, run.steps[-1]))
        assert len(losses.curves[0].y) == run.steps[-1] + 1


def test_each_preset_shows_what_it_asks():
    lab = RavineLab()
    large, floor, stopped = (lab.compute(replace(lab.settings(), **some)) for some in lab.presets.values())
    assert large.settings.learning_rate == pytest.approx(1.25 * large.edge)
    assert large.ended_by == "divergence"
    assert floor.miss == pytest.approx(0, abs=0.5)
    assert floor.ended_by == "small gradient"
    assert (stopped.ended_by, stopped.away > 3) == ("small change", True)


def test_other_problems_are_shown():
    data = (np.array([0.5, 1.0, 3.0]),)
    lab = RavineLab(sl.Problem(lambda w, batch: np.mean(np.cosh(w[0] - batch[0])) + w[1] ** 2, data, start=[0.0, 1.0]))
    assert lab.result.away is None
    assert ": with the curvatures at the problem's start, each step multiplies" in lab.result.lines[1]
    assert "the loss there is" in lab.result.lines[0]
    saddle = RavineLab(sl.Problem(lambda w, batch: w[0] ** 2 - w[1] ** 2, start=(1.0, 0.1)))
    marks = saddle.scene(saddle.result).panels[2].marks
    assert [mark.x for mark in marks] == [saddle.settings().learning_rate, None]  # where it curves down there's no edge
    assert "2/λmax" not in saddle.result.description


def test_a_small_loss_does_not_end_at_its_start():
    for size, limit in ((1.0, 0.01), (1e-3, 1e-6), (1e-7, 0.0)):
        bowl = sl.Problem(lambda w, batch, size=size: size * (w[0] ** 2 + 5 * w[1] ** 2), start=[1.0, 0.0])
        lab = RavineLab(bowl)
        assert lab.settings().small_gradient == limit
        assert lab.result.run.steps[-1] > 0
    assert RavineLab(replace(bowl, start=[0.0, 0.0])).result.ended_by == "small gradient"  # nowhere to go
