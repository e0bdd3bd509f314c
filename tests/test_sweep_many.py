"""What a sweep refuses, in words; and its end when a run fails or is interrupted."""

import numpy as np
import pytest

import sgdlab as sl

X = np.random.default_rng(0).normal(size=(30, 2))
LOGISTIC = sl.logistic_regression(X, (X[:, 0] > 0.3) * 1.0)
RATES = {"learning_rate": [0.1, 0.2]}


@pytest.mark.parametrize(
    ("error", "words", "recipe", "settings"),
    [
        (ValueError, "nothing differs: give a list, such as", sl.adam, {"learning_rate": 0.1}),
        (ValueError, "nothing differs", None, {}),
        (ValueError, "learning_rate is an axis without a value", sl.adam, {"learning_rate": []}),
        (
            TypeError,
            r"takes 'rate' here: the recipe takes learning_rate, beta1, .*, train .*steps",
            sl.adam,
            {"rate": [1]},
        ),
        (TypeError, "takes 'seeds' here", sl.adam, {**RATES, "seeds": 3}),
        (TypeError, "takes 'record_every' here: .* sweep keeps only the ends", sl.adam, {**RATES, "record_every": 3}),
        (TypeError, "missing 1 required .* 'batch_size'", sl.sgd, RATES),
        (TypeError, r"got gradient_descent\(0\.1\)\. For many seeds", sl.gradient_descent(0.1), {"seed": range(3)}),
        (TypeError, r"returned None for \{'a': 1\}: it returns an optimizer", lambda a: None, {"a": [1]}),
        (TypeError, "returned 'rate', which train does not take here", lambda a: {"rate": a}, {"a": [1]}),
        (TypeError, "batches is given twice", sl.sgd, {**RATES, "batch_size": 2, "batches": sl.full_batch}),
        (ValueError, "learning_rate is a finite number of at least 0", sl.adam, {"learning_rate": [0.1, -1]}),
        (ValueError, "a batch of 99 out of 30 examples", sl.sgd, {**RATES, "batch_size": 99}),
        (ValueError, "seed is a whole number", sl.adam, {**RATES, "seed": [0, 1.5]}),
        (ValueError, "this problem has 3 parameters, the start", sl.adam, {**RATES, "start": [0.0]}),
        (ValueError, "steps is a whole number", sl.adam, {**RATES, "steps": -1}),
    ],
)
def test_what_can_not_be_swept(error, words, recipe, settings):
    with pytest.raises(error, match=words):
        sl.train_many(LOGISTIC, recipe, **settings)


def test_an_error_in_a_run_is_told():
    def broken(gradient, params):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        sl.train_many(LOGISTIC, lambda a: broken, a=[1, 2], n_jobs=1)


def test_ctrl_c_ends_the_sweep():
    """`train` ends cleanly with what it has; the sweep does not begin the next run."""
    begun = []

    def interrupted(gradient, params):
        begun.append(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sl.train_many(LOGISTIC, lambda a: interrupted, a=[1, 2, 3], n_jobs=1)
    assert begun == [1]
