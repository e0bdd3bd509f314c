"""sgdlab.course.slips, expressions, where: the slip of a wrong program is found, and none is invented."""

import numpy as np
import pytest

from sgdlab.course.notebook_01 import central
from sgdlab.course.notebook_06 import leftover_slip
from sgdlab.course.slips import numbers, one_slip, slips
from sgdlab.course.where import right_until

RNG = np.random.default_rng(5)


def spread_of(values, scale):
    total = 0.0
    for value in values:
        away = value - scale
        total += away**2
    return np.sqrt(total / len(values))


POINTS = [(RNG.normal(size=n), RNG.uniform(0.5, 2)) for n in (3, 4, 6, 5, 4)]


def run(program, point):
    return program(*point)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda v, s: np.sqrt(np.sum((v + s) ** 2) / len(v)), "it has `value + scale` where `value - scale` belongs"),
        (lambda v, s: np.sqrt(np.sum((v - s) ** 2) * len(v)), "it has `np.sqrt(total * len(values))` where"),
        (lambda v, s: np.sum((v - s) ** 2) / len(v), "belongs"),
        (
            lambda v, s: np.sqrt((v[-1] - s) ** 2 / len(v)),
            "`total += away ** 2` comes after the loop, not in it",
        ),
        (lambda v, s: np.sqrt((v[0] - s) ** 2 / len(v)), "the loop"),
        (lambda v, s: np.sqrt(np.sum((v[1:] - s) ** 2) / len(v)), "`values[1:]`"),
        (lambda v, s: np.sqrt(np.sum(np.abs(v - s)) / len(v)), "it has `np.sqrt(away ** 2)` where `away ** 2` belongs"),
        (lambda v, s: np.sqrt(np.sum((v - s) ** 2) / s), "it has `total / scale` where `total / len(values)` belongs"),
        (lambda v, s: np.sqrt((1 + np.sum((v - s) ** 2)) / len(v)), "it has `1.0` where `0.0` belongs"),
    ],
)
def test_a_slip_is_found(wrong, words):
    found = one_slip([wrong(*point) for point in POINTS], spread_of, run, POINTS)
    assert found is not None
    assert words in found


def test_random_answers_show_no_slip():
    for seed in range(20):
        got = np.random.default_rng(seed).uniform(0.1, 3, size=len(POINTS)).tolist()
        assert one_slip(got, spread_of, run, POINTS) is None


def test_what_fits_four_of_five_inputs_is_no_slip():
    got = [np.sqrt(np.sum((v + s) ** 2) / len(v)) for v, s in POINTS]
    assert one_slip([*got[:4], got[4] + 1], spread_of, run, POINTS) is None


def test_a_program_that_may_never_end_and_one_without_source_are_left_alone():
    def halves(x):
        while x > 1:
            x = x / 2
        return x

    assert list(slips(halves)) == []
    assert list(slips(len)) == []
    assert list(slips(central.right))


def test_only_numbers_are_explained_by_a_slip():
    assert numbers((np.ones(2), "most steps", {"a": 1.0}))
    assert not numbers({"in order": True})
    assert not numbers(lambda: 0)


def test_a_run_is_right_until_it_forgets():
    points = leftover_slip._points()
    names = ["w", "gradient_of", "learning_rate", "steps"]

    def stops(w, gradient_of, learning_rate, steps):
        return leftover_slip.right(w, gradient_of, learning_rate, min(steps, 2))

    told = right_until(run, stops, leftover_slip.right, points, names)
    assert told.startswith("It is right as long as `steps` is at most 2. For `steps` = 3 it is")
    assert right_until(run, leftover_slip.right, leftover_slip.right, points, names) == ""
