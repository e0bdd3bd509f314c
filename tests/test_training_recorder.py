"""Which rows a run keeps: all, every k-th, or about a thousand."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.training.recorder import MOST_NUMBERS, MOST_ROWS, Recorder, losses_at

BOWL = sl.quadratic([1, 9])
SLOW = sl.gradient_descent(0.001)


def test_every_kth_row_and_the_last():
    all_rows = sl.train(BOWL, optimizer=SLOW, steps=23)
    run = sl.train(BOWL, optimizer=SLOW, steps=23, record_every=5)
    assert run.steps.tolist() == [0, 5, 10, 15, 20, 23]
    np.testing.assert_array_equal(run.params, all_rows.params[run.steps])
    np.testing.assert_array_equal(run.gradients, all_rows.gradients[run.steps[:-1]])
    np.testing.assert_array_equal(run.examples_seen, all_rows.examples_seen[run.steps])


def test_a_short_run_keeps_every_row():
    assert len(sl.train(BOWL, optimizer=SLOW, steps=MOST_ROWS - 1).steps) == MOST_ROWS


@pytest.mark.parametrize("steps", [2_500, 9_001])
def test_a_long_run_is_thinned_evenly_and_keeps_its_step_numbers(steps):
    run = sl.train(BOWL, optimizer=SLOW, gradient=sl.by_hand, steps=steps)
    assert 1_000 <= len(run.steps) <= MOST_ROWS + 1
    assert len(set(np.diff(run.steps[:-1]).tolist())) == 1
    assert (run.steps[0], run.steps[-1]) == (0, steps)
    expected = (1 - 0.001 * np.array([1, 9])) ** run.steps[:, None]
    np.testing.assert_allclose(run.params, expected, rtol=1e-9)
    assert run.examples_seen.tolist() == run.steps.tolist()


def test_memory_is_bounded_by_numbers_too():
    size = MOST_NUMBERS // 20
    keeper = Recorder(None, size)
    for step in range(500):
        if keeper.wants(step):
            keeper.keep(step=step)
        assert len(keeper.rows) * size <= MOST_NUMBERS
    assert len(keeper.rows) > 8
    assert [row["step"] for row in keeper.rows] == list(range(0, 500, keeper.every))


def test_losses_in_pieces_are_the_losses_one_by_one():
    problem = sl.linear_regression(np.arange(6000.0)[:, None] / 6000, np.ones(6000))
    params = np.random.default_rng(0).normal(size=(400, 2))  # 2.4 million residuals: three pieces
    expected = [np.mean((problem.data[0] @ w - 1) ** 2) for w in params]
    np.testing.assert_allclose(losses_at(problem, params), expected, rtol=1e-12)


def test_losses_of_no_rows_are_no_losses():
    assert losses_at(BOWL, np.zeros((0, 2))).shape == (0,)
    assert losses_at(BOWL, np.zeros((0, 5, 2))).shape == (0, 5)
