"""Schedules at points computed by hand, composed, and in a run."""

import pickle

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers import schedules
from tests.update_paths import SCHEDULES, follow

# schedule: (its repr, its words, {step: learning rate})
POINTS = {
    schedules.constant(0.3): ("constant(0.3)", "a constant learning rate", {0: 0.3, 1000: 0.3}),
    schedules.step_decay(0.8, 3, factor=0.5): (
        "step_decay(0.8, every=3, factor=0.5)",
        "a learning rate that drops every 3 steps",
        {0: 0.8, 2: 0.8, 3: 0.4, 6: 0.2},
    ),
    schedules.exponential(2.0, 0.5): (
        "exponential(2.0, factor=0.5)",
        "a learning rate that falls exponentially",
        {0: 2.0, 1: 1.0, 4: 0.125},
    ),
    schedules.inverse_time(0.6, 0.1): (
        "inverse_time(0.6, decay=0.1)",
        "a learning rate that falls with inverse time",
        {0: 0.6, 10: 0.3, 20: 0.2},
    ),
    schedules.one_over_t(): ("one_over_t()", "a learning rate that falls as 1/t", {0: 1.0, 1: 0.5, 9: 0.1}),
    schedules.cosine(0.4, 60, lowest=0.2): (
        "cosine(0.4, steps=60, lowest=0.2)",
        "a learning rate that falls as a cosine over 60 steps",
        {0: 0.4, 20: 0.35, 30: 0.3, 60: 0.2, 99: 0.2},
    ),
    schedules.warm_up(0.8, 4): (
        "warm_up(0.8, steps=4)",
        "a learning rate after a warm-up of 4 steps",
        {0: 0.2, 1: 0.4, 2: 0.6, 3: 0.8, 4: 0.8, 100: 0.8},
    ),
    schedules.warm_up(schedules.cosine(0.4, 60), 5): (
        "warm_up(cosine(0.4, steps=60), steps=5)",
        "a learning rate that falls as a cosine over 60 steps after a warm-up of 5 steps",
        {0: 0.08, 4: 0.4, 24: 0.3, 34: 0.2, 64: 0.0, 65: 0.0},
    ),
}
every_schedule = pytest.mark.parametrize("schedule", POINTS, ids=repr)


def test_every_schedule_is_tried():
    assert {type(schedule) for schedule in POINTS} == set(SCHEDULES), "write points computed by hand into POINTS"


@every_schedule
def test_points_computed_by_hand_words_repr_and_pickle(schedule):
    text, words, points = POINTS[schedule]
    for step, rate in points.items():
        assert schedule(step) == pytest.approx(rate, rel=1e-12, abs=1e-16), step
    assert (repr(schedule), schedule.words) == (text, words)
    for copy in (eval(text, dict(vars(schedules))), pickle.loads(pickle.dumps(schedule))):
        assert [copy(step) for step in points] == [schedule(step) for step in points]


@every_schedule
def test_the_steps_of_a_run_follow_it(schedule):
    path = follow(sl.gradient_descent(schedule), np.ones((70, 1)), np.zeros(1))
    np.testing.assert_allclose(np.diff(path[:, 0], prepend=0.0), [-schedule(k) for k in range(70)], atol=1e-12)
    run = sl.train(sl.quadratic([1.0]), optimizer=sl.adam(schedule), steps=5)
    np.testing.assert_array_equal(run.learning_rates, [schedule(k) for k in range(5)])
    assert run.recipe.startswith(f"the full batch, backprop, Adam with {schedule.words}: full-batch Adam with")


def test_a_function_of_ones_own_can_be_warmed_up():
    schedule = schedules.warm_up(lambda step: 1.0 if step < 2 else 0.5, 3)
    assert [schedule(k) for k in range(6)] == pytest.approx([1 / 3, 2 / 3, 1, 1, 0.5, 0.5])
    assert schedule.words == "a learning rate after a warm-up of 3 steps"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: schedules.constant(-0.1), r"rate is a finite number of at least 0; got -0.1"),
        (lambda: schedules.cosine(0.1, 0), r"steps is a whole number of at least 1, such as steps=100; got 0"),
        (lambda: schedules.cosine(0.1, 9, lowest=-1), r"lowest is a finite number of at least 0; got -1"),
        (lambda: schedules.step_decay(0.1, every=0), r"every is a whole number of at least 1, such as"),
        (lambda: schedules.step_decay(0.1, 5, factor=0), r"factor is a finite number above 0 and at most 1; got 0"),
        (lambda: schedules.exponential(0.1, 1.01), r"factor is a finite number above 0 and at most 1; got 1.01"),
        (lambda: schedules.inverse_time(0.1, -1), r"decay is a finite number of at least 0; got -1"),
        (lambda: schedules.one_over_t(np.inf), r"rate is a finite number of at least 0; got inf"),
        (lambda: schedules.warm_up(-1.0, 5), r"schedule is a finite number of at least 0, or a schedule"),
        (lambda: schedules.warm_up(0.1, 0), r"steps is a whole number of at least 1, such as"),
    ],
)
def test_settings_that_are_none_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_what_is_no_schedule_is_refused():
    with pytest.raises(TypeError, match=r"schedule: you gave the class cosine itself; write cosine\("):
        schedules.warm_up(schedules.cosine, 5)
