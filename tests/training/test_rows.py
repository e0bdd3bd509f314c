"""Which rows a run keeps: all, every k-th, or about a thousand."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.training.losses import PIECE, losses_at
from sgdlab.training.record import CHEAP, MOST_NUMBERS, MOST_ROWS, Rows

BOWL = sl.quadratic([1, 9])
SLOW = sl.gradient_descent(0.001)


def test_every_kth_row_and_the_last():
    all_rows = sl.train(BOWL, optimizer=SLOW, steps=23)
    run = sl.train(BOWL, optimizer=SLOW, steps=23, record_every=5)
    assert run.steps.tolist() == [0, 5, 10, 15, 20, 23]
    np.testing.assert_array_equal(run.params, all_rows.params[run.steps])
    np.testing.assert_array_equal(run.gradients, all_rows.gradients[run.steps[:-1]])
    np.testing.assert_array_equal(run.examples_seen, all_rows.examples_seen[run.steps])


@pytest.mark.parametrize(("steps", "gradient"), [(9_001, sl.by_hand), (2_500, sl.backprop)])
def test_a_long_run_is_thinned_evenly_and_keeps_its_step_numbers(steps, gradient):
    run = sl.train(BOWL, optimizer=SLOW, gradient=gradient, steps=steps)
    assert 1_000 <= len(run.steps) <= MOST_ROWS + 1
    assert len(set(np.diff(run.steps[:-1]).tolist())) == 1
    assert (run.steps[0], run.steps[-1]) == (0, steps)
    expected = (1 - 0.001 * np.array([1, 9])) ** run.steps[:, None]
    np.testing.assert_allclose(run.params, expected, rtol=1e-9)
    assert run.examples_seen.tolist() == run.steps.tolist()


def test_of_parameters_that_alone_fill_the_memory_at_most_four_rows_are_kept():
    keeper, counts = Rows(None, 2 * MOST_NUMBERS, examples=1), []
    for step in range(200):
        if step % keeper.every == 0:
            keeper.keep(step=step, examples_seen=10**9)
            counts.append(len(keeper.rows))
    assert max(counts) == 4
    assert [row["step"] for row in keeper.rows] == [0, 64, 128, 192]


@pytest.mark.parametrize(("steps", "seeds"), [(40, None), (1_000, None), (40, 2)])
def test_a_batch_in_the_record_does_not_keep_its_whole_epoch_in_memory(steps, seeds):
    line = sl.linear_regression(np.arange(8.0)[:, None], np.ones(8))
    run = sl.train(line, **sl.sgd(0.001, batch_size=2), steps=steps, seeds=seeds)
    assert len(run.batch_indices) == steps
    assert all(indices.base is None for indices in run.batch_indices)


@pytest.mark.parametrize("batch", [10, 1000])
def test_where_a_row_is_dear_there_is_one_for_two_passes_over_the_data(batch):
    size, examples = 10_000, 1_000  # a row costs 10 million products, so 50 rows are cheap
    assert CHEAP // (size * examples) == 50
    keeper = Rows(None, size, examples)
    for step in range(3_000):
        if step % keeper.every == 0:
            keeper.keep(step=step, examples_seen=step * batch)
        rows = len(keeper.rows)
        assert rows <= max(50, step * batch / examples / 2)
        assert rows <= MOST_NUMBERS // size
    assert rows >= 25


def test_a_chosen_distance_between_rows_is_kept_whatever_it_costs():
    keeper = Rows(1, 10_000, 100_000)
    for step in range(3_000):
        keeper.keep(step=step, examples_seen=step)
    assert len(keeper.rows) == 3_000


def test_losses_in_pieces_are_the_losses_one_by_one():
    problem = sl.linear_regression(np.arange(6000.0)[:, None] / 6000, np.ones(6000))
    params = np.random.default_rng(0).normal(size=(400, 2))  # five pieces
    expected = [np.mean((problem.data[0] @ w - 1) ** 2) for w in params]
    np.testing.assert_allclose(losses_at(problem, params), expected, rtol=1e-12)


@pytest.mark.parametrize("members", [(), (3,)])
def test_losses_of_a_large_problem_are_computed_row_by_row(members):
    data = np.random.default_rng(0).normal(size=(600, 40))
    problem = sl.mlp(data, data[:, 0], hidden=(30,))
    params = np.random.default_rng(1).normal(size=(3, *members, problem.size))
    assert params[0].size * problem.n * 2 > PIECE
    expected = [problem(w) for w in params.reshape(-1, problem.size)]
    np.testing.assert_allclose(losses_at(problem, params).ravel(), expected, rtol=1e-12)
