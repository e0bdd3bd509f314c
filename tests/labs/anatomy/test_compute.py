"""The anatomy of an update without a browser, against a loop written here from the papers of Adam; angles by hand."""

import math

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.anatomy.compute import STEPS, AnatomySettings, compute
from sgdlab.labs.anatomy.lab import AnatomyLab
from sgdlab.labs.anatomy.rules import DECAY
from sgdlab.labs.band import SEEDS, within
from sgdlab.problems.examples import penguin_line

VALLEY = sl.quadratic([1.0, 25.0])
SLOPES = np.array([1.0, 25.0])
RATE, B1, B2 = 0.1, 0.9, 0.99

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"correction": False}, {"start": (2.5, 0.1)}]


def adam_by_loop(steps, correction, largest=False, decay=0.0):
    """Adam as its paper tells it: before the last step w, then the averages as used, and the step."""
    w, m, v, top = np.array([3.0, 1.0]), np.zeros(2), np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = SLOPES * w
        m, v = B1 * m + (1 - B1) * g, B2 * v + (1 - B2) * g**2
        top = np.maximum(top, v)
        used = top if largest else v
        one, two = (1 - B1**t, 1 - B2**t) if correction else (1.0, 1.0)
        mean, square = m / one, used / two
        rate = RATE if correction else RATE * (1 - B1**t) / math.sqrt(1 - B2**t)
        step = -RATE * mean / np.sqrt(square) - rate * decay * w
        before, w = w, w + step
    return before, mean, square, step


@pytest.mark.parametrize("correction", [True, False])
@pytest.mark.parametrize(("name", "largest", "decay"), [("Adam", 0, 0), ("AMSGrad", 1, 0), ("AdamW", 0, DECAY)])
def test_the_parts_of_adam_are_those_of_a_loop(name, largest, decay, correction):
    for step in (1, 17, STEPS):
        result = compute(VALLEY, AnatomySettings(name, step, RATE, B1, B2, correction))
        before, mean, square, update = adam_by_loop(step, correction, largest, decay)
        np.testing.assert_allclose(result.run.params[step - 1], before, atol=1e-7)
        np.testing.assert_allclose(result.gradient, SLOPES * before, atol=1e-6)
        for found, wanted in ((result.mean, mean), (result.square, square), (result.update, update)):
            np.testing.assert_allclose(found, wanted, atol=1e-5, rtol=1e-6)


def test_the_angle_is_that_of_school_geometry_and_gradient_descent_beside_it_has_the_rate_one_over_the_curvature():
    """Minus the gradient is (-3, -25), Adam's step (-1, -1)."""
    degrees = math.degrees(math.atan2(25, 3) - math.atan2(1, 1))
    result = compute(VALLEY, AnatomySettings())
    assert result.turn == pytest.approx(degrees, abs=1e-4)
    assert repr(result.turn) == str(result.turn)  # a plain number, which a cell shows as such
    np.testing.assert_allclose(result.plain.params[:, 0], 3 * (1 - 1 / 25) ** np.arange(STEPS + 1), rtol=1e-9)
    assert compute(VALLEY, AnatomySettings("gradient descent")).turn == pytest.approx(0, abs=1e-5)
    assert compute(VALLEY, AnatomySettings(start=(0.0, 0.0))).turn is None


def test_a_run_that_diverges_says_so_and_its_last_step_is_shown():
    result = compute(VALLEY, AnatomySettings("gradient descent", 60, 1.0))
    assert result.step == len(result.run.gradients) < 60
    assert f"gradient descent: diverged at step {result.run.diverged_at}" in result.description
    bill = f"The bill of Adam: {STEPS} example-gradients, {STEPS} updates; stopped by: steps"
    assert compute(VALLEY, AnatomySettings()).lines[-1] == bill


def test_random_batches_have_the_bands_of_a_loop_of_single_runs():
    lab = AnatomyLab(penguin_line(), AnatomySettings(step=7), batches=sl.minibatch(8))
    lab.settle()
    alone = [compute(penguin_line(), AnatomySettings(seed=seed), sl.minibatch(8)).lengths for seed in range(SEEDS)]
    curves = {one.series.key: one for one in lab.scene(lab.result).panels[-1].curves}
    for k, key in enumerate(("first", "second")):
        for edge, percent in (("low", 10), ("high", 90)):
            wanted = np.percentile(alone, percent, axis=0)[:, k]
            np.testing.assert_allclose(getattr(curves[key], edge), wanted, rtol=1e-9, atol=1e-12)
    low, high = np.percentile(alone, (10, 90), axis=0)[:, 6, 0]
    assert f"steps number 7: {low:.3g} to {high:.3g} × along w" in lab.result.lines[-1]
    lab.controls["step"].value = 8
    assert lab.view.frame["first_low"] is None  # they come when the hand rests
    lab.rest({})
    assert lab.view.frame["first_low"] is not None


def test_a_first_step_to_where_the_loss_is_not_finite_is_refused_in_a_sentence():
    half = sl.Problem(lambda w, batch: w[0] - np.log(w[0]) + w[1] ** 2, start=[1.11, 0.669], pure=True)
    lab = AnatomyLab(half, AnatomySettings(learning_rate=0.933, start=(1.11, 0.669)))
    assert "error" not in lab.view.frame
    lab.apply({"optimizer": "RMSProp"})
    assert lab.view.frame["error"].startswith("RMSProp leaves the region where the loss is finite with its first step")


def test_many_seeds_that_diverge_or_take_too_long_are_a_reason(monkeypatch):
    lab = AnatomyLab(penguin_line(), AnatomySettings("gradient descent", learning_rate=1.0), sl.minibatch(8))
    lab.settle()
    assert lab.view.frame["first_low"] is None
    assert lab.result.lines[-1] == f"{SEEDS} seeds: no band, since {SEEDS} of them diverged"
    monkeypatch.setattr("sgdlab.labs.anatomy.compute.within", lambda: within(1e-9))
    lab.controls["learning_rate"].value = 0.01
    lab.settle()
    assert lab.view.frame["words0"][-1] == f"{SEEDS} seeds: no band, since they take longer than 1e-09 s"


def test_the_learning_rate_fits_the_unit_of_ones_own_problem():
    x = np.random.default_rng(7).normal(size=(40, 2))
    for unit in (1e-6, 1e6):
        lab = AnatomyLab(sl.linear_regression(x, unit * (x @ [2.0, 3.0])))
        first, *_, last = lab.result.run.params @ [0.0, 1.0, 0.0] / unit
        assert first == 0
        assert last == pytest.approx(3, abs=1)  # 60 steps come about as far as the minimum is
        assert lab.settings().learning_rate == pytest.approx(unit * 0.1, rel=0.07)
    years = sl.linear_regression(np.arange(1950.0, 2021)[:, None], np.arange(71.0) ** 2)  # the bias is far away
    run = AnatomyLab(years).result.run
    assert run.losses[-1] < run.losses[0]
