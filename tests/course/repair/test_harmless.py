"""sgdlab.course.repair: trying changes of a program leaves the learner's own lists and random numbers alone."""

import numpy as np

from tests.course.repair.test_repair import POINTS, found


def test_what_a_program_writes_down_is_written_down_by_its_own_runs_alone():
    history, counts, table = [], {}, np.zeros(1)

    def keeps(values, scale):
        history.append(scale)
        counts[scale] = counts.get(scale, 0) + 1
        table[0] += 1
        return np.sqrt(np.mean((values + scale) ** 2))

    assert "+" in found(keeps).at
    assert len(history) == sum(counts.values()) == table[0] <= 2 * len(POINTS)


def test_a_program_that_draws_from_numpys_own_generator_is_left_alone():
    def draws(values, scale):
        return np.sqrt(np.mean((values + scale) ** 2)) + 0 * np.random.normal()

    np.random.seed(1)
    assert found(draws) is None
    wanted = np.random.RandomState(1).get_state()
    assert np.array_equal(np.random.get_state()[1], wanted[1])
