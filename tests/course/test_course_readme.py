"""The page "How to write an exercise, and how to write a claim": its examples work as they stand."""

import re
import runpy

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(root):
    return (root / "sgdlab" / "course" / "README.md").read_text(encoding="utf-8")


def _code(page):
    return re.findall(r"```python\n(.*?)```", page, re.DOTALL)


def test_the_exercise_knows_its_answers_and_its_solution_can_be_pasted(page, tmp_path):
    file = tmp_path / "half_life.py"
    file.write_text(_code(page)[0], encoding="utf-8")
    exercise = runpy.run_path(str(file))["half_life"]
    assert exercise.name == file.stem
    assert len(exercise.hints) == 3
    cell = {"np": np}
    exec(exercise.solution().text, cell)
    assert exercise.check(cell["steps_to_half"]).passed
    assert exercise.check(lambda rate: -1 / np.log2(rate)).passed
    for mistake in exercise.mistakes:
        assert exercise.check(mistake.model).reason == mistake.reason


def test_the_prediction_is_a_question_whose_right_answer_can_come_out(page):
    cell = {}
    exec(_code(page)[1], cell)
    (question,) = cell["PREDICTIONS"]
    assert question.came_out(2.0, 2.0) == question.right == "it is the same"


def test_the_claim_shows_the_line_that_the_page_shows(page, capsys):
    exec(_code(page)[2], {})
    shown = capsys.readouterr().out
    assert shown.startswith("✓ holds")
    assert f"    {shown}" in page
