"""The quiz: scored by what it says of itself, the same questions twice, both answers side by side."""

import json
import re
from html import escape
from types import SimpleNamespace

import nbformat
import pytest

from sgdlab.course import curriculum
from sgdlab.course.asking.questions import APPLIED, QUESTIONS
from sgdlab.course.asking.quiz import Quiz
from sgdlab.course.curriculum import passed
from sgdlab.course.curriculum.passed import FILE, passed_in, quiz_before


@pytest.fixture(params=["before", "after"])
def quiz(request):
    return Quiz(request.param)


def press(quiz, given=None):
    """What the browser sends for the button."""
    quiz._handle_custom_msg({"kind": "score", "given": given or list(quiz.given)}, [])


def test_both_ask_the_same_in_another_order():
    before, after = Quiz("before").questions, Quiz("after").questions
    assert len(QUESTIONS) == len(APPLIED) == 8
    assert set(before) == set(after[:8]) == set(QUESTIONS)
    assert before != after[:8]
    assert after[8:] == list(APPLIED)


def test_nothing_answers_a_question_before_it_is_asked():
    """In notebook 00 only a line is fitted by hand before it, which takes a minute and a half to read."""
    cells = nbformat.read(curriculum.notebooks()[0], as_version=4).cells
    (asked,) = (k for k, cell in enumerate(cells) if 'Quiz("before")' in cell.source)
    text = "\n".join(cell.source for cell in cells[:asked] if cell.cell_type == "markdown")
    code = "\n".join(cell.source for cell in cells[:asked] if cell.cell_type == "code")
    assert set(re.findall(r"glossary\.md#([\w-]+)", text)) == {"model", "example", "parameters", "error", "loss"}
    assert not re.search(r"sl\.(SentenceBuilder|backprop|train|sgd|minibatch)|predict\(", code)
    assert len(text.split()) <= 270


def test_the_right_answer_is_not_always_in_one_place(quiz):
    places = {one["answers"].index(q.answers[0]) for q, one in zip(quiz.questions, quiz.asked, strict=True)}
    assert len(places) > 1


def test_all_right_and_all_wrong(quiz):
    many = len(quiz.questions)
    quiz.answer({k: q.answers[0] for k, q in enumerate(quiz.questions, 1)})
    assert quiz.score().startswith(f"{many} of {many} are right.")
    quiz.answer({k: q.answers[1] for k, q in enumerate(quiz.questions, 1)})
    assert quiz.score().startswith(f"0 of {many} are right.")
    assert f"{many} of them" in repr(quiz)


def test_only_the_second_tells_why():
    for when, tells in (("before", False), ("after", True)):
        quiz = Quiz(when)
        first, second = quiz.questions[:2]
        quiz.answer({1: first.answers[1], 2: second.answers[0]})
        quiz.score()
        many = len(quiz.questions)
        assert f"1 of {many} are right; {many - 2} are still open." in quiz.told
        if tells:
            assert f"✗ Not right.</strong> It is “{first.answers[0]}”. {escape(first.because)}" in quiz.why[0]
            assert f"✓ Right.</strong> {escape(second.because)}" in quiz.why[1]
            assert set(quiz.why[2:]) == {""}
        else:
            assert quiz.why == []
            assert "end of notebook 12" in quiz.told


def test_the_button_scores(quiz):
    press(quiz)
    assert f"{len(quiz.questions)} are still open" in quiz.told
    with pytest.raises(ValueError, match="messages of kind"):
        quiz._receive(quiz, {"kind": "send home"}, [])


def test_the_button_brings_answers_that_it_has_overtaken(quiz):
    many = len(quiz.questions)
    press(quiz, [question.answers[0] for question in quiz.questions[:-1]] + [None])
    assert f"{many - 1} of {many} are right; 1 is still open." in quiz.told


def test_what_is_not_there_is_refused_by_name(quiz):
    with pytest.raises(ValueError, match=f"numbered 1 to {len(quiz.questions)}"):
        quiz.answer({17: "nothing"})
    with pytest.raises(ValueError, match="question 1: the answers are"):
        quiz.answer({1: "maybe"})
    with pytest.raises(ValueError, match='"before" the curriculum'):
        Quiz("during")


def test_without_buttons_the_text_has_the_questions_and_says_how_to_answer(quiz):
    """In a terminal the text alone is shown, and what it says is run."""
    *text, how = repr(quiz).splitlines()[1:]
    asked = []
    for k, one in enumerate(quiz.asked, start=1):
        asked += [f"{k}. {one['text']}", *map("  {}: {}".format, "abcd", one["answers"])]
    assert text == asked
    names = {"Quiz": Quiz}
    exec(how.removeprefix("Without buttons: "), names)
    assert len(names["quiz"].questions) == len(quiz.questions)
    assert names["quiz"].given[:3] == [quiz.asked[0]["answers"][0], quiz.asked[1]["answers"][1], None]


def test_a_letter_stands_for_the_answer_behind_it(quiz):
    quiz.answer({1: "a", 2: "B"})
    assert quiz.given[:2] == [quiz.asked[0]["answers"][0], quiz.asked[1]["answers"][1]]
    for wrong in ("a", ["a"], None):
        with pytest.raises(TypeError, match=r'numbers of their questions, such as \{1: "a"\}'):
            quiz.answer(wrong)
    with pytest.raises(ValueError, match="got '1'"):
        quiz.answer({"1": "a"})


def test_without_a_kernel_the_questions_are_read(quiz):
    data, _ = quiz._repr_mimebundle_()
    for question in quiz.questions:
        assert escape(question.text) in data["text/html"]
        assert all(escape(answer) in data["text/html"] for answer in question.answers)
    assert data["text/plain"] == repr(quiz)


def test_answers_differ_and_each_has_its_reason():
    for question in QUESTIONS + APPLIED:
        assert len(set(question.answers)) == len(question.answers) >= 3, question
        assert question.because.endswith("."), question


def test_each_applied_question_names_the_notebook_that_answers_it():
    named = [one.because.partition("(notebook ")[2][:2] for one in APPLIED]
    assert sorted(set(named)) == ["07", "08", "09", "10", "11", "12"]


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A folder in which somebody works in a notebook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passed, "get_ipython", lambda: SimpleNamespace(kernel=object()))
    return tmp_path


def test_before_and_after_stand_side_by_side(learner):
    (learner / FILE).write_text('{"passed": ["00/whose_job"]}')
    first = Quiz("before")
    first.answer({1: first.questions[0].answers[1], 2: first.questions[1].answers[0]})
    first.score()
    assert passed_in(".") == ("00/whose_job",)
    assert quiz_before(".") == {first.questions[k].text: first.questions[k].answers[1 - k] for k in (0, 1)}

    second = Quiz("after")
    second.answer({k: q.answers[0] for k, q in enumerate(second.questions, 1)})
    assert second.score().endswith("before 1, now 8.")  # also where no widget is shown
    assert "before 1, now 8." in second.told
    place = second.questions.index(first.questions[0])
    wrong, right = first.questions[0].answers[1], first.questions[0].answers[0]
    assert escape(f"Before: ✗ “{wrong}”. Now: ✓ “{right}”.") in second.why[place]
    assert "Before" not in second.why[-1]
    assert json.loads((learner / FILE).read_text())["quiz"] == quiz_before(".")


def test_without_the_first_quiz_the_second_says_so(learner):
    quiz = Quiz("after")
    quiz.score()
    assert "not in this folder" in quiz.told
    (learner / FILE).write_text('{"passed": [], "quiz": 3}')
    quiz.score()
    assert "delete it to start again" in quiz.told
    assert "delete it to start again" in Quiz("before").score()
    assert (learner / FILE).read_text() == '{"passed": [], "quiz": 3}'
