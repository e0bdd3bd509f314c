"""Losses at the sizes of the batches that a run has: the same in the program, or refused."""

import numpy as np
import pytest

import sgdlab as sl

X = np.random.default_rng(0).normal(size=17)


def scaled(scale):
    return sl.Problem(lambda w, batch: scale(len(batch[0])) * np.sum((w[0] - batch[0]) ** 2), (X,), start=[0.5])


def test_a_loss_that_is_another_one_for_the_last_batch_is_refused():
    for scale in (lambda n: 1.0 / max(n - 1, 1), lambda n: float(max(n, 4))):
        with pytest.raises(ValueError, match="decides by the number of examples: it is another one for 1 of them"):
            _ = sl.program(scaled(scale), batches=sl.minibatch(8)).source
    assert sl.program(scaled(lambda n: 1.0 / max(n - 1, 1)), batches=sl.minibatch(8, drop_last=True)).source


def test_a_loss_without_a_number_for_the_last_batch_is_refused():
    problem = scaled(lambda n: 1.0 / np.float64(n - 1))
    with pytest.raises(ValueError, match="its loss is inf for 1 of the examples"):
        _ = sl.program(problem, batches=sl.minibatch(8)).source
    for full in (sl.minibatch(8, drop_last=True), sl.minibatch(8, replace=True)):
        run = sl.train(problem, batches=full, optimizer=sl.gradient_descent(0.01), steps=5)
        path = sl.program(problem, batches=full, optimizer=sl.gradient_descent(0.01))(steps=5)
        np.testing.assert_allclose(path, run.params, rtol=1e-12)


def test_numbers_keep_their_type_beside_data_in_float32():
    x = np.random.default_rng(0).normal(size=12).astype(np.float32)
    for loss in (
        lambda w, batch: np.mean(batch[0] * 2.0 * np.sum(w**2)),
        lambda w, batch: w[0] ** 2 * np.sum(batch[0] * np.float64(1 / len(batch[0]))),
        lambda w, batch: w[0] ** 2 * np.sum(batch[0] * np.float32(len(batch[0]))),
    ):
        problem = sl.Problem(loss, (x,), start=[0.3, 0.7])
        recipe = {"optimizer": sl.gradient_descent(0.01), "batches": sl.minibatch(5)}
        np.testing.assert_allclose(
            sl.program(problem, **recipe)(steps=6), sl.train(problem, **recipe, steps=6).params, rtol=1e-13
        )
