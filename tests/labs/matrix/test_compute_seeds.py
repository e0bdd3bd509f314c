"""Many seeds in the matrix: the bands of two pairs against loops of single runs, and why a pair has none."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures.sentences import spread
from sgdlab.labs.band import SEEDS
from sgdlab.labs.matrix.cell import STEPS, run_many
from sgdlab.labs.matrix.compute import MatrixSettings, compute
from sgdlab.labs.matrix.lab import MatrixLab
from sgdlab.labs.matrix.menu import METHODS, NONE, rule_of, task

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
        method = {} if row == NONE else {"gradient": METHODS[row]}
        parts = {**method, "optimizer": rule_of(column, at_hand, 0.1), "batches": sl.minibatch(8), "steps": STEPS}
        alone = [sl.train(at_hand.problem, **parts, seed=seed).losses for seed in range(SEEDS)]
        for name, percent in (("low", 10), ("high", 90)):
            edge = np.percentile(alone, percent, axis=0) - floor
            np.testing.assert_allclose(getattr(curves[key], name), edge, rtol=1e-12, atol=1e-12)
    picked, usual = lab.result.many
    told = [spread(picked.run, "the pair"), spread(usual.run, "backprop × gradient descent")]
    assert [f"{line}." for line in lab.result.lines[-2:]] == told
    assert " ".join(told) in lab.result.description


def test_many_seeds_that_take_too_long_or_fail_are_a_reason():
    parts = {"optimizer": sl.random_search(), "batches": sl.full_batch}
    assert run_many(LINE.problem, parts, 0).run.members == SEEDS
    assert run_many(LINE.problem, parts, 0, seconds=1e-9).reason == "no band, since they take longer than 1e-09 s"

    def fails(gradient, params):
        return None

    assert run_many(LINE.problem, {"optimizer": fails, "batches": sl.minibatch(8)}, 0).reason.startswith("no band: ")
