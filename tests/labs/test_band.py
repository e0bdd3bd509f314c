"""The band of many seeds: its edges row by row against a loop of single runs, what it says, and who has none."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures import loss_curves
from sgdlab.figures.curves import edges_of
from sgdlab.figures.sentences import spread
from sgdlab.labs.band import SEEDS, draws, show_seeds
from sgdlab.labs.matrix.menu import METHODS, OPTIMIZERS, SEARCHES, rule_of, task
from sgdlab.problems.examples import penguin_line


def runs(rate, every=1, **how):
    """The same recipe once, and with many seeds."""
    parts = {**sl.sgd(rate, 8), "steps": 20, "record_every": every, **how}
    return sl.train(penguin_line(), **parts), sl.train(penguin_line(), **parts, seeds=SEEDS)


def test_the_edges_are_the_percentiles_of_a_loop():
    for floor in [0.0, 0.1]:
        one, many = runs(0.1)
        alone = [sl.train(penguin_line(), **sl.sgd(0.1, 8), steps=20, seed=seed).losses for seed in range(SEEDS)]
        for edge, percent in zip(edges_of(many, one, floor), (10, 90), strict=True):
            np.testing.assert_allclose(edge, np.percentile(alone, percent, axis=0) - floor, rtol=0, atol=1e-12)


def test_an_edge_stands_at_the_step_that_it_belongs_to():
    one, many = runs(0.6, every=4)  # too large a learning rate
    assert one.diverged_at is not None
    assert one.steps[-1] not in many.steps
    low, high = edges_of(many, one)
    assert len(low) == len(high) == len(one.steps)
    np.testing.assert_allclose(low[:-1], np.percentile(many.losses[: len(low) - 1], 10, axis=1))
    assert np.isnan([low[-1], high[-1]]).all()


def test_without_a_run_or_an_ensemble_there_is_none():
    one, many = runs(0.1)
    assert edges_of(None, one) == edges_of(many, None) == (None, None)


def test_it_says_where_the_middle_ends_and_how_many_diverged():
    _, many = runs(0.1)
    low, middle, high = (f"{one:.3g}" for one in np.percentile(many.losses[-1], (10, 50, 90)))
    ends = f"which end at losses from {low} to {high}, the median at {middle}."
    assert spread(many) == f"The band holds the middle 80 % of 64 seeds, {ends}"
    assert spread(many, "mine") == f"The band of mine holds the middle 80 % of 64 seeds, {ends}"
    _, lost = runs(1.0)
    assert spread(lost) == "All 64 seeds diverged."
    _, some = runs(0.28)
    count = int(np.sum(some.diverged_at >= 0))
    assert 0 < count < SEEDS
    assert spread(some).endswith(f" {count} of them diverged.")


def test_what_draws_is_what_another_seed_changes():
    for name in [*METHODS, *OPTIMIZERS, *SEARCHES]:
        at_hand = task("a line, 2 parameters")
        if name in METHODS:
            parts = {"gradient": METHODS[name]} if METHODS[name] else {}
        else:
            parts = {"optimizer": rule_of(name, at_hand, 1.0)}
        one, other = (sl.train(at_hand.problem, **parts, steps=3, seed=seed).final for seed in (0, 1))
        assert draws(**parts) == bool(np.any(one != other))
        assert draws(sl.minibatch(8), **parts)


def test_the_list_is_one_run_or_many_seeds():
    control = show_seeds(1, "Which")
    assert [control.text(), control.options] == ["one run", [1, SEEDS]]
    assert control.parse("64 seeds") == SEEDS


def test_a_figure_of_single_runs_has_the_bands_that_it_is_given():
    one, many = runs(0.1)
    full = sl.train(penguin_line(), steps=20)
    figure = loss_curves({"all": full, "some": one}, seeds={"some": many})
    (area,) = figure.axes[0].collections
    corners = area.get_paths()[0].vertices[:, 1]
    assert corners.min() == pytest.approx(np.percentile(many.losses, 10, axis=1).min())
    assert "The band of some holds the middle 80 % of 64 seeds" in figure.description
    with pytest.raises(ValueError, match="seeds belong to runs by name: 'all', 'some'; got 'none'"):
        loss_curves({"all": full, "some": one}, seeds={"none": many})
    with pytest.raises(ValueError, match=r"seeds is an ensemble, .*; got linear"):
        loss_curves({"all": full, "some": one}, seeds={"some": one})
