"""The quiz as a learner answers it: by mouse, by keyboard, scored where it stands; readable, accessible."""

import os
from pathlib import Path

import pytest

from sgdlab.course.asking.quiz import Quiz
from tests.browser.look import opened
from tests.browser.test_keys import NOTEBOOK, OF_THE_NOTEBOOK

AFTER = """\
from sgdlab.course import Quiz

Quiz("after")"""
BEFORE = 'Quiz("before")'
AREA = ".jp-Cell-outputArea"


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "quiz.ipynb", AFTER, BEFORE) as lab:
        lab.page.locator(AREA).nth(1).get_by_role("button", name="Score it").wait_for()
        lab.command("application:toggle-left-area")  # which would leave a narrow window no room
        yield lab
        assert lab.page_errors == []


def area(page, cell=0):
    return page.page.locator(AREA).nth(cell)


def score(page, when, cell):
    """Answer all by mouse, however the test before left it, and score it."""
    quiz = Quiz(when)
    for question in quiz.questions:
        group = area(page, cell).get_by_role("group", name=question.text)
        group.get_by_role("radio", name=question.answers[0], exact=True).check()
    area(page, cell).get_by_role("button", name="Score it").click()
    page.wait_idle()
    told = area(page, cell).get_by_text(f"{len(quiz.questions)} of {len(quiz.questions)} are right.")
    told.wait_for()
    return told


def test_every_question_is_a_named_group_of_radio_buttons(page):
    quiz = Quiz("after")
    for question in quiz.questions:
        group = area(page).get_by_role("group", name=question.text)
        assert group.get_by_role("radio").count() == len(question.answers)
        for answer in question.answers:
            assert group.get_by_role("radio", name=answer, exact=True).count() == 1


def test_it_is_answered_and_scored_by_mouse(page):
    assert "8 of 8 are right." in score(page, "before", 1).inner_text()


def test_the_score_is_read_once(page):
    """What is live inside of what is live, some screen readers read twice."""
    score(page, "before", 1)
    live = "[role=status], [role=alert], [aria-live]"
    area(page, 1).locator(live).filter(has_text="8 of 8 are right.").wait_for()
    assert area(page, 1).locator(f":is({live}) :is({live})").count() == 0


def test_no_key_in_a_quiz_changes_the_notebook_but_ctrl_and_s_saves_it(page):
    score(page, "before", 1)
    for place in area(page, 1).get_by_role("radio", checked=True).first, area(page, 1).get_by_role("button"):
        before = page.page.evaluate(NOTEBOOK)
        for key in OF_THE_NOTEBOOK:
            place.press(key)
            page.page.wait_for_timeout(50)
            page.wait_idle()
            assert page.page.evaluate(NOTEBOOK) == before, key
        page.page.evaluate("() => { window.jupyterapp.shell.currentWidget.context.model.dirty = true; }")
        place.press("Control+s")
        page.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")


def test_the_score_is_not_read_again_when_another_answer_is_chosen(page):
    told = score(page, "before", 1)
    told.evaluate("(node) => { node.seen = true; }")
    area(page, 1).get_by_role("radio", checked=False).first.check()
    page.page.wait_for_timeout(300)
    assert told.evaluate("(node) => node.seen")  # what is put there anew, a screen reader reads


def test_it_is_answered_and_scored_by_keyboard_alone(page):
    page.run_all()  # nothing is chosen: else Tab goes to what is, and not to the first
    keys, quiz = page.page.keyboard, Quiz("after")
    first = quiz.questions[0]
    group = area(page).get_by_role("group", name=first.text)
    group.get_by_role("radio").first.focus()
    keys.press("Space")
    for number, (question, asked) in enumerate(zip(quiz.questions, quiz.asked, strict=True)):
        if number:
            keys.press("Tab")
            keys.press("Space")
        for _ in range(asked["answers"].index(question.answers[0])):
            keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Enter")
    area(page).get_by_text("16 of 16 are right.").wait_for()
    assert area(page).get_by_role("status").all_inner_texts()[0].startswith("Your score: 16 of 16 are right.")
    assert area(page).get_by_role("status").count() == 1, "a screen reader would read sixteen reasons in a row"


def test_nor_are_the_reasons_below_the_questions(page):
    score(page, "after", 0)
    reasons = area(page).get_by_text("✓ Right.", exact=True)
    assert reasons.count() == 16
    reasons.evaluate_all("(nodes) => nodes.forEach((node) => { node.seen = true; })")
    area(page).get_by_role("radio", checked=False).first.check()
    page.wait_idle()
    page.page.wait_for_timeout(300)
    assert reasons.evaluate_all("(nodes) => nodes.filter((node) => node.seen).length") == 16


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_no_text_is_cut_off(page, theme, width):
    page.theme(theme)
    page.viewport(width, 1700)
    page.page.wait_for_timeout(300)
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        area(page).screenshot(path=Path(folder) / f"quiz_{width}_{theme}.png")
    cut = area(page).evaluate(
        """(area) => [...area.querySelectorAll("p, label, button")]
            .filter((node) => node.clientWidth && node.scrollWidth > node.clientWidth + 1)
            .map((node) => node.textContent)"""
    )
    assert cut == []


def test_nothing_in_it_is_inaccessible(page, axe_source):
    assert page.violations(axe_source, f".jp-Cell:first-child {AREA}") == []
    assert page.violations(axe_source, f".jp-Cell:nth-child(2) {AREA}") == []
