"""Many seeds in the matrix: the bands of two pairs against loops of single runs, and why a pair has none."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures.sentences import spread
from sgdlab.labs.band import NOTHING_DRAWN, SEEDS
from sgdlab.labs.matrix.cell import STEPS, run_many
from sgdlab.labs.matrix.compute import MatrixSettings, compute, with_seeds
from sgdlab.labs.matrix.lab import MatrixLab
from sgdlab.labs.matrix.menu import METHODS, NONE, PROBLEMS, rule_of, task
from sgdlab.labs.matrix.picture import scene_of
from sgdlab.scene import figure_of

LINE = compute(MatrixSettings())
ROW = {name: k for k, name in enumerate(LINE.rows)}
COLUMN = {name: k for k, name in enumerate(LINE.columns)}
PAIRS = [("backprop", "Adam"), ("SPSA", "momentum"), (NONE, "evolution strategy"), ("forward gradient", "Newton")]


@pytest.mark.parametrize("pair", PAIRS, ids=" x ".join)
def test_the_band_is_that_of_a_loop_of_single_runs(pair):
    cell = (ROW[pair[0]], COLUMN[pair[1]])
    some = MatrixSettings(batches="mini-batches of 8", factor=0.1, cell=cell, seeds=SEEDS)
    lab = MatrixLab(settings=some)
    assert lab.view.frame["picked_low"] is lab.view.frame["usual_low"] is None  # they come when the hand rests
    lab.settle()
    curves = {one.series.key: one for one in lab.scene(lab.result).panels[-1].curves}
    at_hand, floor = task(some.problem), lab.result.floor
    for key, (row, column) in (("picked", pair), ("usual", ("backprop", "gradient descent"))):
        rule = rule_of(column, at_hand, 0.1)
        method = {} if row == NONE else {"gradient": METHODS[row]}
        parts = {**method, "optimizer": rule, "batches": sl.minibatch(8), "steps": STEPS}
        alone = [sl.train(at_hand.problem, **parts, seed=seed).losses for seed in range(SEEDS)]
        for name, percent in (("low", 10), ("high", 90)):
            edge = np.percentile(alone, percent, axis=0) - floor
            np.testing.assert_allclose(getattr(curves[key], name), edge, rtol=1e-12, atol=1e-12)
    picked, usual = lab.result.many
    told = [spread(picked.run, "the pair"), spread(usual.run, "backprop × gradient descent")]
    assert [f"{line}." for line in lab.result.lines[-2:]] == told
    assert " ".join(told) in lab.result.description


def test_the_band_comes_again_whenever_the_hand_rests():
    lab = MatrixLab(settings=MatrixSettings(seeds=SEEDS))
    lab.settle()
    first = lab.view.frame["picked_high"]
    assert lab.view.frame["usual_high"] is None  # nothing random in the full batch
    for name, value in (("factor", 0.5), ("cell", (ROW["SPSA"], COLUMN["Adam"]))):
        lab.controls[name].value = value
        assert lab.view.frame["picked_high"] is None
        lab.rest({})
        assert lab.view.frame["picked_high"] not in (None, first)
        first = lab.view.frame["picked_high"]


def test_a_pair_without_a_band_says_why():
    for cell, why in (((0, 1), f"64 seeds: {NOTHING_DRAWN}"), ((0, 6), "can't be")):
        lab = MatrixLab(settings=MatrixSettings(cell=cell, seeds=SEEDS))
        lab.settle()
        assert lab.view.frame["picked_low"] is None
        assert why in lab.result.lines[-1]


def test_many_seeds_that_take_too_long_or_fail_are_a_reason():
    parts = {"optimizer": sl.random_search(), "batches": sl.full_batch}
    assert run_many(LINE.problem, parts, 0).run.members == SEEDS
    assert run_many(LINE.problem, parts, 0, seconds=1e-9).reason == "no band, since they take longer than 1e-09 s"

    def fails(gradient, params):
        return None

    assert run_many(LINE.problem, {"optimizer": fails, "batches": sl.minibatch(8)}, 0).reason.startswith("no band: ")


def my_rule(gradient, params):
    return -0.05 * gradient


def test_the_seeds_of_a_part_of_ones_own():
    lab = MatrixLab(yours=my_rule, settings=MatrixSettings(batches="one at a time", seeds=SEEDS))
    lab.controls["cell"].value = (0, 9)
    lab.settle()
    alone = [
        sl.train(lab.result.problem, optimizer=my_rule, batches=sl.one_at_a_time, steps=STEPS, seed=seed).losses[-1]
        for seed in range(SEEDS)
    ]
    np.testing.assert_allclose(lab.result.many[0].run.losses[-1], alone, rtol=1e-12)


def test_the_state_holds_the_seeds_and_an_old_one_opens_one_run():
    lab = MatrixLab(settings=MatrixSettings(seeds=SEEDS))
    assert lab.state.endswith(" seeds='64 seeds'")
    assert sl.restore(lab.state).settings() == lab.settings()
    assert sl.restore("matrix cell=0,3 show=cost").settings() == MatrixSettings(show="cost", cell=(0, 3))


@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_stored_picture_has_the_band_below_the_cells(problem):
    result = with_seeds(compute(MatrixSettings(problem, seeds=SEEDS)))
    drawn = figure_of(scene_of(result))
    table, losses = (next(axes for axes in drawn.axes if axes.get_title(loc="left").startswith(title))
                     for title in ("What each pair", "Loss"))  # fmt: skip
    assert [text.get_text().replace("\n", " ") for text in table.get_yticklabels()] == list(result.rows)
    (area,) = losses.collections
    corners = area.get_paths()[0].vertices[:, 1]
    edge = np.percentile(result.many[0].run.losses, 90, axis=1) - result.floor
    assert corners.max() == pytest.approx(edge.max())
    assert ("minimum" in losses.get_ylabel()) == (result.problem.minimum is not None)
    assert drawn.description == result.description
    assert spread(result.many[0].run, "the pair") in drawn.description
    without = figure_of(scene_of(compute(MatrixSettings(problem)))).axes
    assert not [axes for axes in without if axes.get_title(loc="left").startswith("Loss") and axes.collections]
