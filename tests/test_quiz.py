"""The quiz: scored by what it says of itself, the same questions twice, nothing kept."""

import re

import pytest

from sgdlab.teaching.questions import QUESTIONS
from sgdlab.teaching.quiz import Quiz


@pytest.fixture(params=["before", "after"])
def quiz(request):
    return Quiz(request.param)


def test_both_ask_the_same_in_another_order():
    before, after = Quiz("before").questions, Quiz("after").questions
    assert len(QUESTIONS) == 8
    assert set(before) == set(after) == set(QUESTIONS)
    assert before != after


def test_the_right_answer_is_not_always_in_one_place(quiz):
    places = {box.options.index(q.answers[0]) for q, box in zip(quiz.questions, quiz.choices, strict=True)}
    assert len(places) > 1


def test_all_right_and_all_wrong(quiz):
    quiz.answer({k: q.answers[0] for k, q in enumerate(quiz.questions, 1)})
    assert quiz.score() == "8 of 8 are right."
    quiz.answer({k: q.answers[1] for k, q in enumerate(quiz.questions, 1)})
    assert quiz.score() == "0 of 8 are right."
    assert "8 of them" in repr(quiz)


def test_only_the_second_tells_why():
    for when, tells in (("before", False), ("after", True)):
        quiz = Quiz(when)
        quiz.answer({1: quiz.questions[0].answers[1]})
        quiz.score()
        assert ("Not &#x27;" in quiz.result.value) == tells
        assert "1 of 8" not in quiz.result.value
        assert "0 of 8" in quiz.result.value


def test_the_button_scores(quiz):
    quiz.children[-2].click()
    assert "8 are still open" in quiz.result.value


def test_what_is_not_there_is_refused_by_name(quiz):
    with pytest.raises(ValueError, match="numbered 1 to 8"):
        quiz.answer({9: "nothing"})
    with pytest.raises(ValueError, match="question 1 has the answers"):
        quiz.answer({1: "maybe"})
    with pytest.raises(ValueError, match='"before" the curriculum'):
        Quiz("during")


def test_without_a_kernel_the_questions_are_read(quiz):
    html = quiz._repr_mimebundle_()["text/html"]
    for question in QUESTIONS:
        assert re.sub(r"'", "&#x27;", question.text) in html


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.text[:30])
def test_answers_differ_and_each_has_its_reason(question):
    assert len(set(question.answers)) == len(question.answers) >= 3
    assert question.because.endswith(".")
