"""The right answer of every exercise, by another way: closed forms, NumPy's own functions, the engine, a loop.

The solutions that a notebook shows are checked against themselves elsewhere; here is what they have to agree with.
"""

from importlib import import_module

import pytest

from sgdlab.course import Exercise
from sgdlab.course.curriculum.files import notebooks
from sgdlab.course.curriculum.passed import exercises_of

NUMBERS = [path.name[:2] for path in notebooks()]
EXERCISES = {
    f"{number} {one.name}": one
    for number in NUMBERS
    for one in exercises_of(number).values()
    if isinstance(one, Exercise)
}
ANSWERS = {
    f"{number} {name}": answer
    for number in NUMBERS
    for name, answer in import_module(f"tests.course.bank.notebook_{number}").RIGHT.items()
}


def test_every_exercise_has_a_second_answer():
    assert ANSWERS.keys() == EXERCISES.keys(), "write an answer found in another way into RIGHT, in bank/notebook_NN.py"


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_by_another_way_passes(name):
    for _ in range(2):
        outcome = EXERCISES[name].check(ANSWERS[name])
        assert outcome.passed, outcome
