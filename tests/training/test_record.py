"""Where a record ends, if the last losses are not finite: alone and in an ensemble."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.training import record
from sgdlab.training.losses import losses_in_pieces


def all_finite(run):
    return all(np.isfinite(part).all() for part in (run.params, run.losses))


def only_the_first(n, rng):
    while True:
        yield np.array([0])


@pytest.mark.parametrize("seeds", [None, 3])
@pytest.mark.parametrize(("step", "every"), [(2e4, None), (2e4, 2)])
def test_the_record_ends_where_the_loss_on_all_examples_was_last_finite(step, every, seeds):
    """One example is too large to square, and no batch has it: every batch loss is finite, the loss of all is not."""
    outlier = sl.Problem(
        lambda w, batch: np.mean(batch[0] * w[..., :1] ** 2, axis=-1),
        data=(np.array([1.0, 1.0, 1.0, 1e300]),),
        start=[1.0],
        vectorized=True,
    )

    def strides(gradient, params):
        return np.full_like(params, step)

    run = sl.train(outlier, batches=only_the_first, optimizer=strides, steps=6, seeds=seeds, record_every=every)
    assert all_finite(run)
    assert run.stopped_by == f"diverged at step {every or 1}"
    assert np.all(run.diverged_at == (every or 1))
    assert len(run.steps) == len(run.examples_seen) == len(run.losses) == len(run.batch_losses) + 1 == 1


def test_a_member_whose_last_losses_are_infinite_ends_before_them_and_the_others_go_on():
    """1e300 w^2 overflows above w = 13,407: from the seventh stride of 2,000 on."""
    sizes = (np.array([1.0, 1e300]),)
    loss = sl.Problem(lambda w, b: np.mean(b[0] * w[..., :1] ** 2, axis=-1), data=sizes, start=[1.0], vectorized=True)

    def strides(gradient, params):
        return np.array([[0.0], [2e3]])

    strides.vectorized = True
    run = sl.train(loss, batches=only_the_first, optimizer=strides, steps=9, seeds=2)
    assert all_finite(run)
    assert (run.stopped_by, run.diverged_at.tolist()) == ("steps", [-1, 7])
    assert run.params[:, 1, 0].tolist() == [1 + 2e3 * min(k, 6) for k in range(10)]
    assert run.losses[6:, 1].tolist() == [run.losses[6, 1]] * 4


@pytest.mark.parametrize("seeds", [None, 2])
def test_a_run_that_comes_back_from_an_infinite_loss_keeps_all_of_its_rows(seeds):
    sizes = (np.array([1.0, 1e300]),)
    loss = sl.Problem(lambda w, b: np.mean(b[0] * w[..., :1] ** 2, axis=-1), data=sizes, start=[1.0], vectorized=True)
    away = sl.train(
        loss, batches=only_the_first, optimizer=lambda g, w: np.where(w > 9, -2e4, 2e4), steps=4, seeds=seeds
    )
    assert (away.stopped_by, away.steps.tolist()) == ("steps", [0, 1, 2, 3, 4])
    assert np.isfinite(away.losses).reshape(5, -1).all(axis=1).tolist() == [True, False, True, False, True]
    assert np.all(away.params[-1] == 1)


class Interrupting:
    """The loss of a line whose call number `at` after the last step is interrupted; without `at` it counts them."""

    def __init__(self, steps, at=None):
        self.steps, self.at, self.moved, self.calls = steps, at, 0, 0

    def __call__(self, w, batch):
        if self.moved == self.steps:
            self.calls += 1
            if self.calls == self.at:
                raise KeyboardInterrupt
        return np.mean((batch[0] * w[0] - 1) ** 2) + np.sum(w[1:] ** 2)

    def rule(self, gradient, params):
        self.moved += 1
        return -0.1 * gradient


def interrupted_run(steps=6, at=None, **options):
    loss = Interrupting(steps, at)
    problem = sl.Problem(loss, data=(np.arange(1.0, 4.0),), start=[0.0, 1.0])
    kept = {"gradient": sl.finite_difference, "steps": steps, **options}
    return sl.train(problem, optimizer=loss.rule, batches=sl.minibatch(1), **kept), loss.calls


@pytest.mark.parametrize("at", range(1, 8))
def test_ctrl_c_while_the_history_is_computed_keeps_the_rows_whose_losses_are_known(at):
    """Of six steps: the last loss is judged first, then come the rows 1 to 6."""
    whole, calls = interrupted_run()
    assert calls == 7
    run, _ = interrupted_run(at=at)
    rows = [*range(max(1, at - 1)), 6]
    assert run.stopped_by == "interrupted at step 6, with rows left out"
    assert run.steps.tolist() == rows
    for name in ("params", "losses", "examples_seen"):
        np.testing.assert_array_equal(getattr(run, name), getattr(whole, name)[rows])
    for name in ("batch_losses", "gradients", "learning_rates"):
        np.testing.assert_array_equal(getattr(run, name), getattr(whole, name)[rows[:-1]])
    assert run.bill.example_gradients == whole.bill.example_gradients
    assert run.table()["step"].tolist() == rows


def small(run):
    return abs(run.params[0]) < 0.2


def test_members_of_an_interrupted_history_are_whole_runs(monkeypatch):
    def pieces(problem, params):
        yield from losses_in_pieces(problem, params[:2])
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "losses_in_pieces", pieces)
    run = sl.train(sl.quadratic([1.0]), start=[[1.0], [8.0]], optimizer=sl.gradient_descent(0.5), stop=small, steps=9)
    assert run.steps.tolist() == [0, 1, 2, 6]
    assert [run.member(k).steps.tolist() for k in (0, 1)] == [[0, 1, 2, 3], [0, 1, 2, 6]]
    assert [run.member(k).final.tolist() for k in (0, 1)] == [[1 / 8], [1 / 8]]
    assert {end.stopped_by[:11] for end in run.ends} == {"interrupted"}  # so that a sweep ends, too
