"""What a sweep refuses, in words; and its end when a run fails or is interrupted."""

from contextlib import nullcontext

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.sweep import many, work
from sgdlab.training.so_far import RunSoFar

X = np.random.default_rng(0).normal(size=(30, 2))
LOGISTIC = sl.logistic_regression(X, (X[:, 0] > 0.3) * 1.0)
RATES = {"learning_rate": [0.1, 0.2]}


@pytest.mark.parametrize(
    ("error", "words", "recipe", "settings"),
    [
        (
            ValueError,
            r"give an argument of the recipe as a list, as in train_many\(problem, adam, learning_rate=",
            sl.adam,
            {"learning_rate": 0.1},
        ),
        (
            TypeError,
            r'write train_many\(problem, lambda optimizer: {"optimizer": optimizer}, optimizer=\[…\]\)',
            None,
            {"optimizer": [sl.adam(0.1), sl.adam(0.2)]},
        ),
        (ValueError, "learning_rate is an axis without values", sl.adam, {"learning_rate": []}),
        (
            TypeError,
            r"takes 'rate' here: the recipe takes learning_rate, beta1, .*, train .*steps",
            sl.adam,
            {"rate": [1]},
        ),
        (TypeError, "takes 'record_every' here: .* sweep keeps only the ends", sl.adam, {**RATES, "record_every": 3}),
        (TypeError, "batches is given twice", sl.sgd, {**RATES, "batch_size": 2, "batches": sl.full_batch}),
        (TypeError, "sgd needs batch_size: write sgd", sl.sgd, RATES),
        (TypeError, r"for many seeds .*; got gradient_descent\(0\.1\)", sl.gradient_descent(0.1), {"seed": range(3)}),
        (TypeError, r"returned None for \{'a': 1\}: it returns an optimizer", lambda a: None, {"a": [1]}),
        (TypeError, "returned 'rate', which a sweep does not take; it takes start", lambda a: {"rate": a}, {"a": [1]}),
        (
            TypeError,
            "the recipe has an argument seed, .* call it otherwise",
            lambda seed: sl.adam(0.1),
            {"seed": [0, 1]},
        ),
        (ValueError, "learning_rate is a finite number of at least 0", sl.adam, {"learning_rate": [0.1, -1]}),
        (ValueError, "n_jobs is a number of cores, .* or None; got 0", sl.adam, {**RATES, "n_jobs": 0}),
        (TypeError, "an axis is a list of values, or an array", sl.adam, {"learning_rate": np.array([1j, 2j])}),
    ],
)
def test_what_can_not_be_swept(error, words, recipe, settings):
    with pytest.raises(error, match=words):
        sl.train_many(LOGISTIC, recipe, **settings)


def stops(at, begun):
    """Make steps of a rule that is interrupted at the third step of the run with that number."""

    def make(number):
        def step(gradient, params):
            begun.append(number)
            if number == at and begun.count(at) == 3:
                raise KeyboardInterrupt
            return -0.1 * number * gradient

        return step

    return make


def test_ctrl_c_keeps_what_has_finished_and_how_far_the_run_under_way_came():
    begun = []
    sweep = sl.train_many(LOGISTIC, stops(2, begun), number=[1, 2, 3], n_jobs=1, steps=5)
    assert set(begun) == {1, 2}
    assert sweep.stopped_by.tolist() == ["steps", "interrupted at step 2", "interrupted before there was a result"]
    assert sweep.interrupted.tolist() == [False, True, True]
    for k, steps in enumerate([5, 2]):
        run = sl.train(LOGISTIC, optimizer=sl.gradient_descent(0.1 * (k + 1)), steps=steps)
        np.testing.assert_allclose(sweep.params[k], run.final, rtol=1e-12)
        assert sweep.steps[k] == steps
    assert np.isnan(sweep.losses[2])
    assert np.isnan(sweep.params[2]).all()
    assert sweep.best == (0,)
    assert "3 runs of 2 to 5 steps, 2 of them interrupted" in repr(sweep)
    assert "none diverged" in repr(sweep)


def test_ctrl_c_keeps_how_far_an_ensemble_came(monkeypatch):
    usual = RunSoFar.move

    def move(self, step):
        if self.step == 3:
            raise KeyboardInterrupt
        usual(self, step)

    monkeypatch.setattr(RunSoFar, "move", move)
    sweep = sl.train_many(LOGISTIC, sl.gradient_descent, learning_rate=[0.1, 0.2], steps=9)
    monkeypatch.undo()
    there = sl.train_many(LOGISTIC, sl.gradient_descent, learning_rate=[0.1, 0.2], steps=3)
    assert sweep.stopped_by.tolist() == ["interrupted at step 3"] * 2
    np.testing.assert_array_equal(sweep.params, there.params)


@pytest.fixture
def ctrl_c_after_two(monkeypatch):
    """It comes while the sweep waits for the third run to end."""

    class Bar:
        done = 0

        def update(self, n):
            self.done += n
            if self.done == 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(many, "progress_bar", lambda *words: nullcontext(Bar()))


def test_ctrl_c_before_there_is_anything_to_keep_is_ctrl_c(monkeypatch):
    def interrupted(*args, **settings):
        raise KeyboardInterrupt

    monkeypatch.setattr(work, "train", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sl.train_many(LOGISTIC, sl.gradient_descent, **RATES)


@pytest.mark.oracle
@pytest.mark.parametrize("backend", ["threading", pytest.param("loky", marks=pytest.mark.slow)])
def test_ctrl_c_keeps_what_other_cores_have_finished(backend, ctrl_c_after_two):
    joblib = pytest.importorskip("joblib", reason="joblib is not installed: pip install sgdlab[sweep]")
    with joblib.parallel_config(backend=backend):
        sweep = sl.train_many(LOGISTIC, stops(None, []), number=range(1, 9), n_jobs=2, steps=5)
    kept = np.flatnonzero(~sweep.interrupted)
    assert len(kept) == 2
    assert set(sweep.stopped_by[sweep.interrupted]) == {"interrupted before there was a result"}
    for k in kept:
        run = sl.train(LOGISTIC, optimizer=sl.gradient_descent(0.1 * (k + 1)), steps=5)
        np.testing.assert_allclose(sweep.params[k], run.final, rtol=1e-12)
    assert sweep.bill.updates == 10


def test_where_all_that_have_a_result_diverged_none_is_best(ctrl_c_after_two):
    sweep = sl.train_many(LOGISTIC, lambda number: lambda gradient, params: params + np.inf, number=range(3), n_jobs=1)
    assert "2 diverged, for" in repr(sweep)
    with pytest.raises(ValueError, match="all 2 runs that have a result diverged"):
        _ = sweep.best
