"""The best learning rate of each runner: by single runs, and by the closed form of gradient descent on a bowl."""

from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.runners import read
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.race.tuning import CLOSER, POWERS, tune, usual_rate
from sgdlab.labs.stage.numbers import three_digits
from sgdlab.problems.examples import penguin_line
from sgdlab.scene import Curves
from tests.labs.frames import page_frames


@pytest.mark.parametrize("name", ["full batch", "SGD", "Adam"])
def test_tuning_is_a_run_for_each_rate(name: str) -> None:
    settings = RaceSettings(epochs=3, runners=name)
    (runner,) = read(name)
    found = tune(penguin_line(), settings, runner)
    middle = runner.kind.own.get("learning_rate", usual_rate(penguin_line()))
    assert {three_digits(middle * 10**power) for power in POWERS} <= set(found.rates)
    seeds = range(1 if name == "full batch" else 4)
    for rate, loss in zip(found.rates, found.losses, strict=True):
        runs = [
            compute(penguin_line(), RaceSettings(float(rate), epochs=3, seed=seed, runners=name)).runners[runner.key]
            for seed in seeds
        ]
        if any(run.diverged_at is not None for run in runs):
            assert np.isnan(loss)
        else:
            assert loss == pytest.approx(np.mean([run.losses[-1] for run in runs]), rel=1e-9)
    assert found.best == found.rates[np.nanargmin(found.losses)]  # no other is as good


def test_the_rates_that_are_tried_follow_the_schedule_of_the_runner_and_the_tooltip_says_so() -> None:
    """Full batch for 3 steps on w²/2 from (1, 0): a cosine takes 1, 3/4 and 1/4 of the rate."""
    (runner,) = read("full batch schedule=cosine")
    found = tune(sl.quadratic([1.0, 1.0]), RaceSettings(start=(1.0, 0.0), epochs=3), runner)
    ends = np.prod([1 - share * found.rates for share in (1, 3 / 4, 1 / 4)], axis=0) ** 2 / 2
    kept = ~np.isnan(found.losses)
    np.testing.assert_allclose(found.losses[kept], ends[kept], atol=1e-12)
    assert "with its schedule" in sl.RaceLab().controls["tuned"].described()["help"]


def test_of_rates_that_end_alike_but_for_rounding_the_lowest_is_best() -> None:
    """A sum in another order, as a page adds it up, must not choose another rate."""
    for name, epochs in [("logistic regression", 100), ("bowl", 1000)]:
        lab = sl.restore(f"race surface='{name}' epochs='{epochs:,} epochs' momentum=0.216 start=-2.43,-2.84")
        found = tune(lab.problem, lab.settings(), read("full batch")[0])
        excess = found.losses - np.nanmin(found.losses)
        alike = found.rates[excess <= 1e-13 * abs(np.nanmin(found.losses)) + 1e-31]
        assert len(alike) > 1
        assert found.best <= alike[0]
        settings = replace(lab.settings(), tuned=True, runners="full batch")
        (page,) = page_frames(lab, [settings])
        assert f"Best of the rates tried: full batch {found.best:g}." in str(page)
        panel = lab.scene(lab.compute(settings)).panels[-1]
        assert isinstance(panel, Curves)
        assert page["full_tuned_marked"] == panel.curves[0].marked == list(found.rates).index(found.best)


@pytest.mark.parametrize("steps", [1, 3, 10])
@pytest.mark.parametrize("steep", [1.0, 7.0, 1000.0])
def test_the_best_rate_of_a_bowl_is_that_of_the_closed_form(steep: float, steps: int) -> None:
    """The loss after t steps is half the sum of c (1 - rate c)^2t over the curvatures c."""
    curvatures = np.array([1.0, steep])

    def end(rate: float) -> float:
        return float(np.sum(curvatures * (1 - rate * curvatures) ** (2 * steps)) / 2)

    (runner,) = read("full batch")
    found = tune(sl.quadratic(curvatures), RaceSettings(start=(1.0, 1.0), epochs=steps), runner)
    expected = np.where(np.isnan(found.losses), np.nan, [end(rate) for rate in found.rates])  # NaN: it diverged
    np.testing.assert_allclose(found.losses, expected, rtol=1e-9, atol=1e-12)
    assert (np.diff(found.rates) > 0).all()
    every = np.geomspace(found.rates[0], found.rates[-1], 20_001)
    lowest = every[np.argmin([end(rate) for rate in every])]
    assert found.best == pytest.approx(lowest, rel=0.13)  # a twentieth of a power of ten


def test_rates_are_tried_beyond_the_lowest_and_the_highest_where_the_best_lies_there() -> None:
    (runner,) = read("full batch")
    flat = sl.quadratic([1e-4, 1.0])
    found = tune(flat, RaceSettings(start=(1.0, 0.0), epochs=1), runner)
    assert found.best == found.rates[-1] == three_digits(usual_rate(flat) * 10 ** (POWERS[-1] + CLOSER[-1]))


def test_a_tuned_race_runs_at_the_best_rates_and_shows_the_grid() -> None:
    lab = sl.RaceLab(
        settings=RaceSettings(0.001, tuned=True, start=(0.0, 0.0), runners="full batch; SGD; random search")
    )
    best = {key: one.best for key, one in lab.result.tuned.items()}
    assert best.keys() == {"full", "sgd"}
    assert lab.result.full.learning_rates[0] == best["full"]
    assert lab.result.sgd.losses[-1] < 0.2
    assert f"Best of the rates tried: full batch {best['full']:g}, SGD {best['sgd']:g}." in lab.result.description
    panel = lab.scene(lab.result).panels[-1]
    assert isinstance(panel, Curves)
    assert [curve.x["rate"][curve.marked] for curve in panel.curves] == list(best.values())
    assert panel.x[0].scale == "log"
    assert lab.figure().axes
