"""The exercises of the notebooks: each known wrong answer is told what it is, each solution passes, on fresh points."""

import ast
import inspect
import linecache
import re
from importlib import import_module
from pathlib import Path

import nbformat
import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import Choice, Exercise

STEMS = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NOTEBOOKS = {stem: import_module(f"sgdlab.course.notebook_{stem[:2]}") for stem in STEMS}


def _in(module, kind=Exercise | Choice):
    """The exercises that a module holds, by their names there."""
    return {name: one for name, one in vars(module).items() if isinstance(one, kind)}


def _all(kind):
    return [one for module in NOTEBOOKS.values() for one in _in(module, kind).values()]


EXERCISES, CHOICES = _all(Exercise), _all(Choice)
DRAWN = ("draw_slip", "sampler", "genetic")  # a check draws thousands of times; test_bank.py makes their mistakes, too
QUICK = [pytest.param(one, marks=pytest.mark.slow) if one.name in DRAWN else one for one in EXERCISES]


def _solved(exercise):
    """What the learner gets who pastes the solution into the notebook."""
    cell = {"np": np, "sl": sl}
    exec(exercise.solution().text, cell)
    return cell[exercise.right.__name__]


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_an_exercise_stands_alone_in_a_file_of_its_name(stem):
    listed, found = _in(NOTEBOOKS[stem]), {}
    for path in Path(NOTEBOOKS[stem].__file__).parent.glob("[!_]*.py"):
        here = _in(import_module(f"{NOTEBOOKS[stem].__name__}.{path.stem}"))
        assert here.keys() <= {path.stem}, f"{path.name} holds {list(here)}"
        found |= here
    assert listed == found
    assert [one.name for one in listed.values()] == list(listed)


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_the_question_in_the_file_is_that_of_the_notebook(stem, root):
    cells = nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4).cells
    asked = _flat("\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))
    for name in _in(NOTEBOOKS[stem]):
        for part in inspect.getdoc(import_module(f"{NOTEBOOKS[stem].__name__}.{name}")).split("\n\n"):
            assert _flat(part) in asked, f"the docstring of {name}.py and the cell of the notebook ask different things"


def _flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_no_hint_says_only_what_the_question_has_said(stem):
    for name, choice in _in(NOTEBOOKS[stem], Choice).items():
        asked = inspect.getdoc(import_module(f"{NOTEBOOKS[stem].__name__}.{name}"))
        known = _words(f"{asked} the five of six are")  # the answers can be counted
        assert [hint for hint in choice.hints if _words(hint) <= known] == [], name


def _words(text):
    return set(re.findall("[a-z]{2,}", text.lower()))


@pytest.mark.parametrize("exercise", [*EXERCISES, *CHOICES], ids=lambda one: one.name)
def test_each_knows_two_mistakes_and_has_three_hints(exercise):
    reasons = [mistake.reason for mistake in exercise.mistakes] if isinstance(exercise, Exercise) else exercise.mistakes
    assert len(reasons) >= 2, "write the wrong answers that learners really give, at least two"
    assert len(exercise.hints) >= 3, "write three hints: a question, the idea, nearly the line itself"
    assert exercise.check(...).status == "not attempted"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_the_pasted_solution_passes(exercise):
    solution = _solved(exercise)
    for _ in range(2):  # on fresh points each time
        outcome = exercise.check(solution)
        assert outcome.passed, outcome


@pytest.mark.parametrize("exercise", QUICK, ids=lambda one: one.name)
def test_a_known_wrong_answer_is_told_what_it_is(exercise):
    for mistake in exercise.mistakes:
        outcome = exercise.check(mistake.model)
        assert (outcome.status, outcome.reason) == ("not yet", mistake.reason)


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_the_notebook_ships_unsolved_with_every_exercise(stem, root):
    cells = nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4).cells
    stored = {}
    for cell in cells:
        found = re.search(r"^exercises\.(\w+)\.check\(", cell.source, re.MULTILINE)
        if found:
            stored[found[1]] = cell.outputs[0].data["text/plain"]
        assert not re.search(r"^exercises\.\w+\.(hint|solution)\(", cell.source, re.MULTILINE)
    assert stored.keys() == _in(NOTEBOOKS[stem]).keys(), "each exercise has three cells: question, check, hint"
    assert all(text.startswith("… Not attempted.") for text in stored.values()), stored


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_the_code_with_a_slip_is_that_of_the_notebook(stem, root):
    cells = [cell.source for cell in nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4).cells]
    for exercise in _in(NOTEBOOKS[stem], Exercise).values():
        if exercise.given is not None:
            (shown,) = (one for one in cells if re.search(rf"^exercises\.{exercise.name}\.check\(", one, re.MULTILINE))
            assert _body(shown) == _body(inspect.getsource(exercise.given))
            assert exercise.check(_defined_by(shown)).status == "not attempted"


def _defined_by(cell):
    """The function that a cell defines, as in a kernel: its source is known, and NumPy comes from another cell."""
    (function,) = (node for node in ast.parse(cell).body if isinstance(node, ast.FunctionDef))
    linecache.cache["<cell>"] = len(cell), None, cell.splitlines(keepends=True), "<cell>"
    exec(compile(ast.Module([function], []), "<cell>", "exec"), names := {"np": np})
    return names[function.name]


def _body(source):
    """What the function of a source does, in one layout and without comments."""
    (function,) = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    return [argument.arg for argument in function.args.args], [ast.unparse(line) for line in function.body]


GIVEN = [exercise for exercise in EXERCISES if exercise.given is not None]


@pytest.mark.parametrize("exercise", GIVEN, ids=lambda one: one.name)
def test_code_with_its_slip_still_in_is_not_attempted(exercise):
    assert {exercise.check(exercise.given).status for _ in range(2)} == {"not attempted"}


@pytest.mark.parametrize("choice", CHOICES, ids=lambda one: one.name)
def test_choices_know_their_answer_and_their_mistakes(choice):
    assert choice.check(dict(choice.right)).passed
    for wrong, reason in choice.mistakes:
        outcome = choice.check({**choice.right, **wrong})
        assert (outcome.status, outcome.reason) == ("not yet", reason)
    assert choice.because.keys() == choice.right.keys()
