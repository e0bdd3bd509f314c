"""Many races at once are the single races, to rounding: paths, losses, ends, bills and words."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import compute, compute_many
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line
from sgdlab.run import Run

RATES = [float(f"{rate:.3g}") for rate in np.geomspace(0.0011, 1.1, 16)]
MOMENTA = [0.0, 0.3, 0.5, 0.9, 0.99]


def table(count: int) -> sl.Problem:
    rng = np.random.default_rng(count)
    X = rng.normal(size=(count, 2))
    return sl.logistic_regression(X, X[:, 0] + rng.normal(size=count) > 0, intercept=False)


def check_same(one: Run, other: Run) -> None:
    assert one.params.shape == other.params.shape
    np.testing.assert_allclose(one.params, other.params, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(one.losses, other.losses, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(one.batch_losses, other.batch_losses, rtol=1e-8, atol=1e-12)
    for name in ("steps", "examples_seen", "learning_rates"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert [list(drawn) for drawn in one.batch_indices if drawn is not None] == [
        list(drawn) for drawn in other.batch_indices if drawn is not None
    ]
    for name in ("bill", "recipe", "stopped_by", "diverged_at", "seed", "examples"):
        assert getattr(one, name) == getattr(other, name), name


@pytest.mark.parametrize(
    ("settings", "name", "values"),
    [
        (RaceSettings(), "learning_rate", RATES),
        (RaceSettings(batch_size=5, momentum=0.9, seed=3, start=(1.0, -2.0), epochs=30), "learning_rate", RATES),
        (RaceSettings(batch_size=1, epochs=3), "learning_rate", RATES),
        (RaceSettings(0.11), "momentum", MOMENTA),
        (RaceSettings(0.3, 123, epochs=30), "momentum", MOMENTA),
        (RaceSettings(0.3), "batch_size", [1, 7, 8, 64, 123]),
    ],
)
def test_each_is_the_single_race(settings: RaceSettings, name: str, values: list[Any]) -> None:
    """Some of them diverge, in the middle and at once, and are still equal."""
    for value, one in zip(values, compute_many(penguin_line(), settings, name, values), strict=True):
        other = compute(penguin_line(), replace(settings, **{name: value}))
        check_same(one.full, other.full)
        check_same(one.sgd, other.sgd)
        assert (one.settings, one.lines, one.description) == (other.settings, other.lines, other.description)


def test_so_it_is_for_another_loss() -> None:
    problem, settings = table(41), RaceSettings(0.5, 4, 0.5)
    for one, rate in zip(
        compute_many(problem, settings, "learning_rate", [0.01, 1.0, 100.0]), (0.01, 1.0, 100.0), strict=True
    ):
        other = compute(problem, replace(settings, learning_rate=rate))
        check_same(one.full, other.full)
        check_same(one.sgd, other.sgd)


def test_some_diverge_and_some_do_not() -> None:
    ends = [one.sgd.diverged_at for one in compute_many(penguin_line(), RaceSettings(), "learning_rate", RATES)]
    assert None in ends
    assert len({end for end in ends if end is not None}) > 2
