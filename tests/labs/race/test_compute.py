"""The race without a widget: equal budgets, the paths of `train`, and words that are true, in every corner."""

import itertools
import re
from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import compute, with_bands
from sgdlab.labs.race.drawn import FITS
from sgdlab.labs.race.one_run import DRAWN
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line

CORNERS = list(itertools.product((1e-3, 0.1, 5.0), (1, 100, 123), (0.0, 0.99), (1, 30)))

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [
    {"batch_size": 2, "learning_rate": 0.0891},
    {"batch_size": 1, "epochs": 30},
    {"batch_size": 1, "learning_rate": 0.0355},
]


def test_both_are_the_paths_of_train() -> None:
    result = compute(penguin_line(), RaceSettings(0.112, 8, seed=3, start=(1.0, -2.0)))
    full = sl.train(penguin_line(), (1.0, -2.0), optimizer=sl.gradient_descent(0.112), steps=10)
    sgd = sl.train(penguin_line(), (1.0, -2.0), **sl.sgd(0.112, batch_size=8), seed=3, steps=160)
    for ours, by_train in ((result.full, full), (result.sgd, sgd)):
        np.testing.assert_array_equal(ours.params, by_train.params)
        np.testing.assert_array_equal(ours.losses, by_train.losses)
        assert ours.bill == by_train.bill


def test_the_budget_is_the_same_for_both_and_is_what_the_bill_says() -> None:
    for epochs in [1, 3, 10]:
        for batch_size in [1, 7, 8, 64, 122, 123]:
            result = compute(penguin_line(), RaceSettings(0.01, batch_size, epochs=epochs))
            for run in (result.full, result.sgd):
                assert run.bill.example_gradients == run.examples_seen[-1] == epochs * 123
                assert run.epochs[-1] == epochs
            assert result.full.bill.updates == epochs
            assert result.sgd.bill.updates == epochs * -(-123 // batch_size)


def test_every_corner_of_the_controls_is_finite_or_marked_as_diverged() -> None:
    for rate, batch_size, momentum, epochs in CORNERS:
        result = compute(penguin_line(), RaceSettings(rate, batch_size, momentum, epochs=epochs))
        for run, words in zip((result.full, result.sgd), result.lines, strict=True):
            assert len(run.losses) <= DRAWN + 2
            if run.diverged_at is None:
                assert np.isfinite(run.params).all()
                assert np.isfinite(run.losses).all()
                assert f"after {int(run.steps[-1]):,} step" in words
            else:
                assert f"diverged at step {run.diverged_at:,}; learning rate {rate:g}" in words


def test_the_reason_of_a_divergence_is_the_edge_of_stability() -> None:
    for settings, reason in [
        (RaceSettings(0.9), "learning rate 0.9 is above 2/λmax = 0.234"),
        (RaceSettings(0.9, momentum=0.5), "learning rate 0.9 is above (2 + 2 momentum)/λmax = 0.351"),
    ]:
        H = penguin_line().hessian
        assert 2 / np.linalg.eigvalsh(H)[-1] == pytest.approx(0.234, abs=5e-4)
        result = compute(penguin_line(), settings)
        assert result.sgd.diverged_at is not None
        assert reason in result.lines[1]


def test_a_rate_that_only_single_examples_cannot_stand_is_told_apart() -> None:
    steep = sl.linear_regression([[0.0], [0.0], [0.0], [4.0]], [0.0, 1.0, 0.0, 1.0])
    edge = 2 / np.linalg.eigvalsh([[8.0, 2.0], [2.0, 2.0]])[-1]
    result = compute(steep, RaceSettings(0.2, 1, epochs=100))
    assert result.full.diverged_at is None
    reason = f"learning rate 0.2 is not above 2/λmax = {edge:.3g}, but some batches are steeper than the whole set"
    assert result.lines[1].endswith(f"diverged at step {result.sgd.diverged_at}; {reason}")


def test_an_edge_has_the_digits_that_tell_it_from_the_rate() -> None:
    """By hand: λmax = 5 + sqrt(13), so 2/λmax = 0.23241; a reader tries 0.232, which is what three digits show."""
    steep = sl.linear_regression([[0.0], [0.0], [0.0], [4.0]], [0.0, 1.0, 0.0, 1.0])
    result = compute(steep, RaceSettings(0.232, 1, epochs=100))
    assert "learning rate 0.232 is not above 2/λmax = 0.2324, but" in result.lines[1]


def test_a_rate_at_the_edge_is_not_above_it_by_rounding() -> None:
    """By hand: the mean of the squares of a standardized feature is 1, so λmax = 2 and 2/λmax = 1."""
    rng = np.random.default_rng(0)
    problem = sl.linear_regression(sl.standardize(rng.normal(size=(40, 1))), rng.normal(size=40))
    result = compute(problem, RaceSettings(1.0, 1, epochs=100))
    assert "learning rate 1 is not above 2/λmax = 1, but" in result.lines[1]


@pytest.mark.parametrize("curvatures", [[2.0, -2.0], [-1.0, -3.0]])
def test_there_is_no_edge_of_stability_where_the_loss_falls_without_end(curvatures: list[float]) -> None:
    """Above the edge a step is too long; here each step leads further down, whatever the learning rate."""
    H = np.diag(curvatures)
    falls = sl.Problem(lambda w, batch: 0.5 * w @ H @ w, start=[1.0, 1.0], hessian=H)
    result = compute(falls, RaceSettings(1e5, start=(1.0, 1.0), runners="full batch", epochs=100))
    assert result.full.diverged_at is not None
    assert "λmax" not in result.lines[0]


def test_words_name_the_recipe_and_the_last_loss() -> None:
    result = compute(penguin_line(), RaceSettings(0.112, 8, momentum=0.5))
    full, sgd = result.lines
    recipe = "backprop · gradient descent with momentum 0.5"
    floor = penguin_line()(penguin_line().minimum)
    for said, who, run in ((full, "the full batch", result.full), (sgd, "mini-batches of 8", result.sgd)):
        excess = f"(excess {run.losses[-1] - floor:.3g})"  # the same number as on the axis and in the goal
        assert said == f"{who} · {recipe}: loss {run.losses[-1]:.3g} {excess} after {run.steps[-1]} steps"
    assert result.description.startswith(f"Full batch: {full}. SGD: {sgd}. Start: w = 0, b = 0; ")
    assert re.search(r"after 1 step$", compute(penguin_line(), RaceSettings(epochs=1)).lines[0])


def test_small_losses_of_small_data_are_not_zero() -> None:
    """Lengths in meters, of a few micrometers: the squared errors are about 1e-12."""
    line = sl.linear_regression([[0.0], [1.0], [2.0], [3.0]], [1e-6, 3e-6, 2e-6, 5e-6])
    result = with_bands(line, compute(line, RaceSettings(0.1, 2, seeds=64)))
    for said, run in zip(result.lines, (result.full, result.sgd), strict=True):
        excess = run.losses[-1] - line(line.minimum)
        assert f": loss {run.losses[-1]:.3g} (excess {excess:.3g}) after" in said
    ends = np.percentile(result.many.losses[-1], (10, 90))
    assert f"which end at losses from {ends[0]:.3g} to {ends[1]:.3g}" in result.luck


def test_the_rounding_of_a_huge_loss_is_no_excess() -> None:
    rounded = []  # how it comes out depends on the processor
    for high in (1.1e3, 1e145, 1.3e145):
        line = sl.linear_regression([[0.0], [1.0], [2.0], [3.0]], [high, 3 * high, 2 * high, 5 * high])
        result = compute(line, RaceSettings(0.1, 4, epochs=600))
        for said, run in zip(result.lines, (result.full, result.sgd), strict=True):
            rounded.append(run.losses[-1] != line(line.minimum))
            assert said.endswith(f"(excess 0) after {run.steps[-1]} steps")
    assert any(rounded)


def test_many_seeds_are_the_single_runs_side_by_side() -> None:
    result = with_bands(penguin_line(), compute(penguin_line(), RaceSettings(0.112, 8, seeds=5)))
    assert result.many is not None
    assert result.many.losses.shape[1] == 5
    for seed in range(5):
        single = compute(penguin_line(), RaceSettings(0.112, 8, seed=seed)).sgd
        np.testing.assert_allclose(result.many.losses[:, seed], single.losses, rtol=1e-10)
    assert compute(penguin_line(), RaceSettings(seeds=5)).many is None  # they come when the hand rests


def test_each_runner_that_draws_has_many_seeds_of_its_own() -> None:
    line, settings = penguin_line(), RaceSettings(0.05, 8, epochs=2, seeds=3, runners="full batch; Adam; SGD")
    result = with_bands(line, compute(line, settings))
    assert list(result.bands) == ["sgd", "adam"]
    for seed in range(3):
        runs = compute(line, replace(settings, seed=seed)).runners
        for key, many in result.bands.items():
            np.testing.assert_allclose(many.losses[:, seed], runs[key].losses, rtol=1e-10)
    assert result.luck.startswith("The band of SGD holds the middle 80 % of 3 seeds")
    assert [re.findall("of SGD", line) for line in result.verdict] == [["of SGD"], ["of SGD"]]
    late = with_bands(line, result, seconds=1e-9).lines[-1]
    assert late == "3 seeds of SGD: no band, since they take longer than 1e-09 s"


def test_settings_out_of_range_are_refused_by_their_value() -> None:
    for settings, words in [
        (RaceSettings(-0.1), "-0.1"),
        (RaceSettings(float("nan")), "nan"),
        (RaceSettings(batch_size=0), "0"),
        (RaceSettings(batch_size=124), "124"),
        (RaceSettings(momentum=1.0), "1"),
        (RaceSettings(start=(0.0, float("inf"))), "inf"),
    ]:
        with pytest.raises(ValueError, match=words):
            compute(penguin_line(), settings)


def test_a_result_for_other_points_leaves_the_picture_and_the_goals_as_they_are() -> None:
    for name in FITS:
        lab = sl.RaceLab(name)
        said, words = lab.measured(lab.result), lab.code
        map_before, *_ = lab.scene(lab.result).panels
        fewer = lab.settings().points.rsplit("\n", 1)[0]
        other = lab.compute(replace(lab.settings(), points=fewer))
        assert other.problem.n == lab.problem.n - 1
        map_after, *_ = lab.scene(lab.result).panels
        np.testing.assert_array_equal(map_after.losses, map_before.losses)
        assert (lab.measured(lab.result), lab.code) == (said, words)
