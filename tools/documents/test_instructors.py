"""The pages for teachers: the minutes add up, the labs show what is said, the quotes are the notebooks'."""

import re

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import curriculum
from sgdlab.course.asking.predictions import predictions_of
from sgdlab.course.curriculum.passed import exercises_of
from tools.documents.reading import ENTRIES, NOTEBOOKS, QUOTE, cells, flat, reasons
from tools.project import ROOT

GUIDE, SUMMARY = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("instructors.md", "summary.md"))
WAYS, _, REST = GUIDE.partition("## Before the class")
BEFORE, _, BY_NOTEBOOK = REST.partition("## Notebook by notebook")
SECTIONS = dict(re.findall(r"^### (\d\d) .*\n((?:(?!### ).*\n)*)", BY_NOTEBOOK, re.MULTILINE))
BONUS = "13"  # it has no lab, and its minutes are not the course's
STATE = re.compile(r"^    (\S.*)\n\nIt says: (.*)$", re.MULTILINE)
STATES = [(digits, *found) for digits, text in SECTIONS.items() for found in STATE.findall(text)]


def _shown(digits):
    """All that a notebook says: its cells, and the text of their outputs."""
    texts = []
    for cell in cells(NOTEBOOKS[digits]):
        texts.append(cell.source)
        for output in cell.get("outputs", []):
            texts.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
    return flat("\n".join(texts))


def _minutes(digits):
    """What a notebook says of itself."""
    return int(re.search(r"About (\d+) minutes", cells(NOTEBOOKS[digits])[0].source)[1])


def _said(lab):
    """What stands there once all is computed, such as the band."""
    lab.settle()
    return flat(lab.result.description)


def _way(name):
    """The rows of one of the three ways: [(what, minutes)]."""
    table = WAYS.partition(f"**{name}")[2].partition("\n**")[0]
    return [(what, int(minutes)) for what, minutes in re.findall(r"^\| ([^|*]+) \| (\d+) \|", table, re.MULTILINE)]


@pytest.mark.parametrize(("name", "total"), [("90 minutes", 90), ("Half a day", 4 * 60)])
def test_the_minutes_of_a_way_add_up(name, total):
    rows = _way(name)
    assert sum(minutes for _, minutes in rows) == total
    for what, minutes in rows:
        if what[:2] in NOTEBOOKS:
            assert what[3:] in curriculum.title(NOTEBOOKS[what[:2]])
            assert minutes <= _minutes(what[:2])


def test_self_study_is_the_sum_of_what_the_notebooks_state():
    rows = _way("Self-study")
    course = {digits: path for digits, path in NOTEBOOKS.items() if digits != BONUS}
    assert rows == [(f"{digits} {curriculum.title(path)}", _minutes(digits)) for digits, path in course.items()], (
        "the table *Self-study* in docs/instructors.md has a row for each notebook, with the minutes that it states"
    )
    (total,) = re.findall(r"\*\*in all\*\* \| \*\*(\d+)\*\*", WAYS)
    assert int(total) == sum(minutes for _, minutes in rows)


def test_every_notebook_has_its_section():
    assert list(SECTIONS) == list(NOTEBOOKS), "write a section for it in docs/instructors.md"


@pytest.mark.parametrize(("digits", "state", "said"), STATES, ids=[state[:40] for _, state, _ in STATES])
def test_a_lab_state_opens_and_shows_what_is_said(digits, state, said):
    lab = sl.restore(state)
    assert f"{type(lab).__name__}(" in curriculum.source(NOTEBOOKS[digits]), "the notebook's own lab"
    quotes = QUOTE.findall(said)
    assert quotes
    for quote in quotes:
        assert quote in _said(lab)
    assert set(sl.restore(lab.state).state.split()) == set(lab.state.split())


@pytest.mark.parametrize("digits", dict.fromkeys(digits for digits, _, _ in STATES))
def test_states_that_are_pasted_one_after_the_other_say_what_they_say_in_a_new_lab(digits):
    """As somebody does who forgets the button *reset* in front of a class."""
    first, *others = [state for number, state, _ in STATES if number == digits]
    lab = sl.restore(first)
    for state in others:
        lab.restore(state)
        assert _said(lab) == _said(sl.restore(state))


@pytest.mark.parametrize("digits", SECTIONS)
def test_every_section_has_what_a_teacher_needs(digits):
    section, exercises = SECTIONS[digits], exercises_of(digits)
    assert sum(number == digits for number, _, _ in STATES) >= (0 if digits == BONUS else 2)
    assert len(re.findall(r"^    \S", section, re.MULTILINE)) == sum(number == digits for number, _, _ in STATES)
    (in_class,) = re.findall(r"\*In class:\*\s`(\w+)`", section)
    assert in_class in exercises
    wrong = re.findall(r"^- `(\w+)`: (.*(?:\n  .*)*)", section, re.MULTILINE)
    assert len(wrong) >= 4
    for name, told in wrong:
        (quote,) = QUOTE.findall(flat(told))
        assert any(quote in reason for reason in reasons(exercises[name])), f"{name}: {quote}"
    asked, _, answered = section.partition("Ask next:")[2].partition("*Answers:*")
    assert asked.count("?") >= 2
    assert answered.strip().endswith(".")


@pytest.mark.parametrize("digits", SECTIONS)
def test_the_predictions_are_the_notebooks(digits):
    rows = re.findall(r"^\| (.+) \| (.+) \| “(.+)” \|$", SECTIONS[digits], re.MULTILINE)
    (asked,) = [cell.source for cell in cells(NOTEBOOKS[digits]) if cell.source.startswith("## Predict")]
    many = len(re.findall(r"^\d\. ", asked, re.MULTILINE)) + len(predictions_of(digits))
    assert len(rows) == many, f"docs/instructors.md has a table under {digits}, with a row for each prediction"
    for _, _, right in rows:
        assert right in _shown(digits)


@pytest.mark.parametrize("digits", SECTIONS)
def test_every_other_number_of_a_section_is_the_notebooks(digits):
    text = re.sub(r"“[^”]*”|`[^`]*`|^    .*$", "", SECTIONS[digits], flags=re.MULTILINE)
    known = set(re.findall(r"\d[\d,.]*\d|\d", _shown(digits)))
    assert set(re.findall(r"\d[\d,.]*\d|\d", text)) <= known | set(NOTEBOOKS)


def test_the_general_part_has_no_numbers_but_minutes_and_notebooks():
    text = re.sub(r"`[^`]*`|^\|.*$|\*\*90 minutes|\(https:\S+\)", "", WAYS + BEFORE, flags=re.MULTILINE)
    assert set(re.findall(r"\d+", text)) <= set(NOTEBOOKS)


def test_the_link_to_binder_is_the_readmes():
    (link,) = re.findall(r"\((https://mybinder\.org\S+)\)", GUIDE)
    assert f"({link})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_commands_that_it_names_are_there():
    from sgdlab.command.main import main

    for command in set(re.findall(r"`sgdlab (\w+)", GUIDE)):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0


def test_the_summary_fits_on_a_page_and_explains_words_of_the_glossary():
    explained = re.findall(r"^\*\*([\w-]+)[.*]", SUMMARY, re.MULTILINE)
    entries = {word.lower() for word in explained} & ENTRIES.keys()
    assert len(SUMMARY.splitlines()) <= 60
    assert len(SUMMARY.split()) <= 450
    assert len(entries) >= 6


def test_the_code_of_the_summary_runs():
    code = "\n".join(line[4:] for line in SUMMARY.splitlines() if line.startswith("    "))
    names = {"problem": sl.linear_regression(np.arange(20.0)[:, None] / 20, np.arange(20.0))}
    exec(code, names)
    assert names["run"].steps[-1] == 160
