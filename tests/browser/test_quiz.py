"""The quiz as a learner answers it: by mouse, by keyboard, scored where it stands; readable, accessible."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from sgdlab.course.asking.quiz import Quiz
from tests.browser.bare import Bare
from tests.browser.drive import violations
from tests.browser.look import until

CUT = """(area) => [...area.querySelectorAll("p, label, legend, button, svg")]
    .filter((node) => node.clientWidth && node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent)"""
LIVE = "[role=status], [role=alert], [aria-live]"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # what was answered is kept there


def shown(bare: Bare, quiz: Quiz) -> Locator:
    area = bare.show(quiz)
    area.get_by_role("button", name="Score it").wait_for()
    return area


def answer(area: Locator, quiz: Quiz) -> Locator:
    """Answer all by mouse, score it, and return the score."""
    for question in quiz.questions:
        group = area.get_by_role("group", name=question.text)
        assert group.get_by_role("radio").count() == len(question.answers)
        group.get_by_role("radio", name=question.answers[0], exact=True).check()
    area.get_by_role("button", name="Score it").click()
    told = area.get_by_text(f"{len(quiz.questions)} of {len(quiz.questions)} are right.")
    told.wait_for()
    return told


def test_it_is_answered_by_mouse_and_nothing_is_read_twice(bare: Bare) -> None:
    """What is live inside of what is live, and what is put there anew, some screen readers read twice."""
    quiz = Quiz("before")
    area = shown(bare, quiz)
    told = answer(area, quiz)
    area.locator(LIVE).filter(has_text="8 of 8 are right.").wait_for()
    assert area.locator(f":is({LIVE}) :is({LIVE})").count() == 0
    told.evaluate("(node) => { node.seen = true; }")
    before = list(quiz.given)
    area.get_by_role("radio", checked=False).first.check()
    expect(area.get_by_role("radio", checked=True)).to_have_count(8)
    until(bare.page, lambda: quiz.given != before, "that the kernel knows")
    assert told.evaluate("(node) => node.seen")


def test_it_is_answered_by_keyboard_alone_and_the_reasons_are_not_read_again(bare: Bare) -> None:
    quiz = Quiz("after")
    area, keys = shown(bare, quiz), bare.page.keyboard
    area.get_by_role("group", name=quiz.questions[0].text).get_by_role("radio").first.focus()
    keys.press("Space")
    for number, (question, asked) in enumerate(zip(quiz.questions, quiz.asked, strict=True)):
        if number:
            keys.press("Tab")
            keys.press("Space")
        for _ in range(asked["answers"].index(question.answers[0])):
            keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Enter")
    expect(area.get_by_role("status")).to_contain_text(["Your score: 16 of 16 are right."])  # and no reasons in a row
    reasons = area.get_by_text("✓ Right.", exact=True)
    expect(reasons).to_have_count(16)
    reasons.evaluate_all("(nodes) => nodes.forEach((node) => { node.seen = true; })")
    area.get_by_role("radio", checked=False).first.check()
    assert reasons.evaluate_all("(nodes) => nodes.filter((node) => node.seen).length") == 16


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_text_is_cut_off_and_nothing_is_inaccessible(bare: Bare, axe_source: str, theme: str) -> None:
    bare.page.evaluate("(theme) => document.documentElement.style.setProperty('color-scheme', theme)", theme)
    area = shown(bare, Quiz("after"))
    for width in (1280, 500):
        bare.page.set_viewport_size({"width": width, "height": 1400})
        assert area.evaluate(CUT) == []
    bare.page.set_viewport_size({"width": 1280, "height": 1400})
    assert violations(bare.page, axe_source, "main") == []
