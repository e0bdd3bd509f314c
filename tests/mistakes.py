"""Helps to try wrong answers: for each exercise a list of them, in the order of the mistakes that it knows."""

import pytest

from sgdlab.course import Exercise
from sgdlab.course.passed import exercises_of


def checked_three_times(answers):
    """Parameters (exercise, number of the mistake, answer), each three times: every check draws other points."""
    return [
        pytest.param(exercise, number, answer, id=f"{exercise.name}-{number}-{k}")
        for exercise, those in answers.items()
        for number, answer in enumerate(those)
        for k in range(3)
    ]


def complete(answers, *notebooks, but=""):
    """Tell whether there is an answer for each mistake that the exercises of these notebooks know, but one."""
    every = [one for number in notebooks for one in exercises_of(number).values() if isinstance(one, Exercise)]
    known = {one.name: len(one.mistakes) for one in every if one.name != but}
    return known == {one.name: len(those) for one, those in answers.items()}
