"""A figure refuses the runs of another problem than the one that it draws, and no others."""

from copy import copy

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.landscape.surface import check_runs
from sgdlab.problems import Problem
from tests.refusals import refused

HEIGHTS = np.linspace(0.0, 1.0, 20)
RISING, FALLING = (sl.logistic_regression(HEIGHTS[:, None], side) for side in (HEIGHTS > 0.3, HEIGHTS < 0.7))
BOWL, STEPS = sl.quadratic([1.0, 4.0]), {"steps": 5, "progress": False}


@pytest.mark.parametrize("seeds", [None, 2])
def test_a_run_of_another_problem_of_the_same_size_is_refused(seeds):
    run = sl.train(RISING, seeds=seeds, **STEPS)  # from zeros, where the loss is log 2 whatever the data are
    run = run if seeds is None else run.member(1)
    for draw in (
        lambda: sl.line_on_data(FALLING, {"mine": FALLING.start, "run": run}),
        lambda: sl.loss_surface(FALLING, {"run": run}),
        lambda: sl.loss_surface(lambda w: np.sum(w**2) + 1.0, [run]),
        lambda: sl.loss_curves(run, excess=BOWL),
    ):
        refused(ValueError, {"this run is of another problem: at its start and its end the loss of": draw})
    drawn = sl.loss_surface(BOWL, sl.train(BOWL, **STEPS), sl.surface(sl.beale(), x=(1, 2), y=(1, 2)))
    assert f"the loss of {sl.beale().title} over".casefold() in str(drawn).casefold()  # the surface may be of another


def noisy(params, batch):
    return np.sum(params**2) + np.random.default_rng().normal()


SINGLE = Problem(lambda w, batch: np.mean((batch[0] @ w - 1) ** 2), (np.ones((9, 2), np.float32),), np.float32([3, 4]))


@pytest.mark.parametrize("problem", [BOWL, sl.beale(), RISING, SINGLE, Problem(noisy, start=[1.0, 2.0])], ids=repr)
def test_a_run_of_the_problem_is_never_refused(problem, tmp_path):
    for settings in ({}, {"seeds": 3}, {"optimizer": sl.gradient_descent(9.0)}, {"steps": 0}):
        run = sl.train(problem, **{**STEPS, **settings})
        run.save(tmp_path / "run.npz")
        for one in [run, sl.Run.load(tmp_path / "run.npz"), *([run.member(2)] if run.members else [])]:
            check_runs(copy(problem), [one])
    check_runs(sl.with_examples(BOWL), [sl.train(BOWL, **STEPS)])
