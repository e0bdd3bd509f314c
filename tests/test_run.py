"""The record and its sentence."""

import dataclasses

import numpy as np
import pytest

import sgdlab as sl

LINE = sl.linear_regression(np.arange(6.0)[:, None] / 6, np.arange(6.0))


def test_the_sentence_of_a_run():
    run: sl.Run = sl.train(sl.quadratic([1, 9]), optimizer=sl.gradient_descent(0.1), steps=10)
    last = 0.5 * (0.9**20 + 9 * 0.1**20)
    assert repr(run) == (
        "a quadratic with curvatures 1, 9: 10 steps of the full batch, backprop, gradient descent: full-batch "
        f"gradient descent with backpropagation; loss 5 -> {last:.4g} for 10 example-gradients, 10 updates; "
        "stopped by: steps."
    )


def test_the_sentence_of_an_ensemble_gives_the_median():
    run = sl.train(LINE, **sl.sgd(0.1, 2), steps=6, seeds=3)
    assert "6 steps x 3 runs of mini-batches of 2" in repr(run)
    assert "1 step x 1 run of the full batch" in repr(sl.train(LINE, steps=1, seeds=1))
    assert f"median loss {np.median(run.losses[0]):.4g} -> {np.median(run.losses[-1]):.4g}" in repr(run)


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("loss", "write run.losses"),
        ("weights", "write run.params"),
        ("final_loss", r"write run.losses\[-1\]"),
        ("lr", "write run.learning_rates"),
        ("theta", "it has params, steps, losses, .* member, save, load, table"),
    ],
)
def test_a_name_that_a_run_does_not_have_leads_to_its_own(name, instead):
    with pytest.raises(AttributeError, match=f"^a run has no '{name}': {instead}$"):
        getattr(sl.train(LINE, steps=1), name)


def test_a_record_is_not_rewritten():
    run = sl.train(LINE, steps=2, batches=sl.minibatch(2))
    with pytest.raises(dataclasses.FrozenInstanceError):
        run.stopped_by = "magic"
    numbers = (run.params, run.losses, run.gradients, run.steps, run.batch_losses, run.examples_seen)
    for part in (*numbers, *run.batch_indices):
        with pytest.raises(ValueError, match="read-only"):
            part[0] = 7


def test_the_table_of_a_run():
    """Gradient descent on w^2 / 2 by hand: w = 1, 0.75, 0.5625; |g| = w."""
    table = sl.train(sl.quadratic([1.0]), optimizer=sl.gradient_descent(0.25), steps=2).table()
    nan = np.nan
    expected = {
        "step": [0, 1, 2],
        "epoch": [0, 1, 2],
        "examples_seen": [0, 1, 2],
        "loss": [0.5, 0.28125, 0.158203125],
        "batch_loss": [0.5, 0.28125, nan],
        "learning_rate": [0.25, 0.25, nan],
        "gradient_norm": [1, 0.75, nan],
        "w1": [1, 0.75, 0.5625],
    }
    assert list(table) == list(expected)
    for name, column in expected.items():
        np.testing.assert_array_equal(table[name], column)


def test_the_table_of_an_ensemble_has_a_row_for_every_member():
    rates = np.array([[0.1], [0.2]])
    run = sl.train(LINE, optimizer=sl.gradient_descent(rates), batches=sl.minibatch(4), steps=3, seeds=2)
    table = run.table(names=LINE.names)
    assert table["step"].tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert table["member"].tolist() == [0, 1] * 4
    assert table["learning_rate"][:6].tolist() == [0.1, 0.2] * 3
    for k in range(2):
        one = sl.train(LINE, optimizer=sl.gradient_descent(rates[k, 0]), batches=sl.minibatch(4), steps=3, seed=k)
        for name, column in one.table(names=LINE.names).items():
            np.testing.assert_allclose(table[name][k::2], column, rtol=1e-12, err_msg=name)


def test_what_there_is_not_is_left_out_of_the_table():
    run = sl.train(LINE, steps=2)
    assert "gradient_norm" not in dataclasses.replace(run, gradients=None).table()
    per_parameter = sl.train(LINE, optimizer=sl.gradient_descent([0.1, 0.2]), steps=2).table()
    assert "learning_rate" not in per_parameter
    assert list(run.table(names=[]))[-1] == "gradient_norm"


@pytest.mark.parametrize("settings", [{}, {"seeds": 3}], ids=["one", "ensemble"])
def test_the_table_of_no_step(settings):
    table = sl.train(LINE, steps=0, **settings).table()
    assert {len(column) for column in table.values()} == {settings.get("seeds", 1)}
    assert np.isnan(table["batch_loss"]).all()


def test_names_that_do_not_fit_the_table():
    run = sl.train(LINE, steps=2)
    with pytest.raises(ValueError, match=r"names has 2 words \(or none\); got 3"):
        run.table(names=["a", "b", "c"])
    with pytest.raises(ValueError, match=r"have to differ from each other and from step, .*got \['loss', 'b'\]"):
        run.table(names=["loss", "b"])
