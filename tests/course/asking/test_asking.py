"""Questions: which answers are allowed, how near a number has to be, and what is read without a widget."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from sgdlab.course import predict
from sgdlab.course.asking import Number, Question
from sgdlab.course.asking.predictions import predictions_of
from sgdlab.course.curriculum import passed


@pytest.mark.parametrize(("said", "fine"), [(89.9, False), (90, True), (110, True), (110.1, False), (-100, False)])
def test_a_number_may_be_off_by_its_share(said, fine):
    assert Number("?", 100, "!").fits(said, 100.0) is fine
    assert Number("?", 100, "!", within=0).fits(100, 100.0)


@pytest.mark.parametrize("value", [True, "3", None, np.inf, [3], np.complex128(3)])
def test_a_number_is_a_finite_number(value):
    with pytest.raises(ValueError, match="the answer is a number"):
        Number("?", 3, "!").checked(value)


@pytest.mark.parametrize("value", [3, np.int64(3), np.float32(3), Fraction(3)])
def test_a_number_may_be_of_any_real_type(value):
    assert Number("?", 3, "!").checked(value) == 3.0


def test_numbers_are_shown_as_they_are_read():
    assert [Number("?", 1, "!").show(value) for value in (1230.0, 0.125, 1e12)] == ["1,230", "0.125", "1e+12"]


def test_nothing_is_read_off_a_question_of_the_quiz():
    with pytest.raises(TypeError, match="nothing was measured"):
        Question("?", ("a", "b"), "!").came_out(1)


def test_hardly_any_right_prediction_can_be_told_by_its_length():
    """It may be the longest by chance, but seldom by more than three characters."""
    every = [one for number in range(14) for one in predictions_of(f"{number:02}").values()]
    asked = [one for one in every if isinstance(one, Question)]
    longest = [one.answers for one in asked if len(one.right) > 3 + max(map(len, one.answers[1:]))]
    assert len(longest) <= len(asked) / 6, longest


def test_where_only_text_is_shown_an_answer_that_is_not_kept_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passed, "get_ipython", SimpleNamespace)
    asked = predict("07.2")
    (tmp_path / passed.FILE).mkdir()
    asked.answer({1: 16})
    assert f"\nYou said: 16.\nNot written down: {passed.FILE} cannot be read" in repr(asked)
    (tmp_path / passed.FILE).rmdir()
    asked.answer({1: 32})
    assert repr(asked).endswith("You said: 32.")
