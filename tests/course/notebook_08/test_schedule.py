"""The schedule that makes SGD a mean, of notebook 08: what the reply to a wrong answer says is what happens."""

import numpy as np

from sgdlab.course.notebook_08.schedule import schedule


def test_a_step_late_the_start_counts_like_one_more_number_and_fades():
    w = start = 7.0
    numbers = np.random.default_rng(0).normal(size=50)
    for step, number in enumerate(numbers):
        w += (number - w) / (step + 2)
        assert np.isclose(w, np.mean([start, *numbers[: step + 1]]))
    told = schedule.check(lambda step: 1 / (step + 2)).reason
    assert "the start counts like one more number in the mean" in told
