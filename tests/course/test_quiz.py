"""The quiz: scored by what it says of itself, the same questions twice, nothing kept."""

from html import escape

import pytest

from sgdlab.course.questions import QUESTIONS
from sgdlab.course.quiz import Quiz


@pytest.fixture(params=["before", "after"])
def quiz(request):
    return Quiz(request.param)


def press(quiz, given=None):
    """What the browser sends for the button."""
    quiz._handle_custom_msg({"kind": "score", "given": given or list(quiz.given)}, [])


def test_both_ask_the_same_in_another_order():
    before, after = Quiz("before").questions, Quiz("after").questions
    assert len(QUESTIONS) == 8
    assert set(before) == set(after) == set(QUESTIONS)
    assert before != after


def test_the_right_answer_is_not_always_in_one_place(quiz):
    places = {one["answers"].index(q.answers[0]) for q, one in zip(quiz.questions, quiz.asked, strict=True)}
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
        first, second = quiz.questions[:2]
        quiz.answer({1: first.answers[1], 2: second.answers[0]})
        quiz.score()
        assert "1 of 8 are right; 6 are still open." in quiz.told
        if tells:
            assert f"✗ Not right.</strong> It is “{first.answers[0]}”. {escape(first.because)}" in quiz.why[0]
            assert f"✓ Right.</strong> {escape(second.because)}" in quiz.why[1]
            assert set(quiz.why[2:]) == {""}
        else:
            assert quiz.why == []
            assert "end of notebook 12" in quiz.told


def test_an_answer_can_be_changed_and_scored_again(quiz):
    quiz.answer({1: quiz.questions[0].answers[1]})
    press(quiz)
    quiz.answer({1: quiz.questions[0].answers[0]})
    press(quiz)
    assert "1 of 8 are right" in quiz.told


def test_the_button_scores(quiz):
    press(quiz)
    assert "8 are still open" in quiz.told
    with pytest.raises(ValueError, match="messages of kind"):
        quiz._receive(quiz, {"kind": "send home"}, [])


def test_the_button_brings_answers_that_it_has_overtaken(quiz):
    press(quiz, [question.answers[0] for question in quiz.questions[:7]] + [None])
    assert "7 of 8 are right; 1 is still open." in quiz.told


def test_what_is_not_there_is_refused_by_name(quiz):
    with pytest.raises(ValueError, match="numbered 1 to 8"):
        quiz.answer({9: "nothing"})
    with pytest.raises(ValueError, match="question 1 has the answers"):
        quiz.answer({1: "maybe"})
    with pytest.raises(ValueError, match='"before" the curriculum'):
        Quiz("during")


def test_without_a_kernel_the_questions_are_read(quiz):
    data, _ = quiz._repr_mimebundle_()
    for question in QUESTIONS:
        assert escape(question.text) in data["text/html"]
        assert all(escape(answer) in data["text/html"] for answer in question.answers)
    assert data["text/plain"] == repr(quiz)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.text[:30])
def test_answers_differ_and_each_has_its_reason(question):
    assert len(set(question.answers)) == len(question.answers) >= 3
    assert question.because.endswith(".")
