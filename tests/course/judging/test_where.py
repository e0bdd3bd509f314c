"""sgdlab.course.judging.where: up to where a program is right."""

import numpy as np

from sgdlab.course.judging.where import right_until
from sgdlab.course.notebook_06 import leftover_slip
from tests.course.repair.test_repair import run


def test_a_run_is_right_until_it_forgets():
    points = leftover_slip._points()
    names = ["w", "gradient_of", "learning_rate", "steps"]

    def stops(w, gradient_of, learning_rate, steps):
        return leftover_slip.right(w, gradient_of, learning_rate, min(steps, 2))

    told = right_until(run, stops, leftover_slip.right, points, names)
    assert told.startswith("It is right as long as `steps` is at most 2. For `steps` = 3 it is")
    assert right_until(run, leftover_slip.right, leftover_slip.right, points, names) == ""


def test_arguments_that_belong_together_are_not_cut():
    points = [(np.ones(3), np.arange(3.0)), (np.ones(4), np.arange(4.0))]
    assert right_until(run, lambda a, b: np.sum(a + b), lambda a, b: a @ b, points, ["a", "b"]) == ""
