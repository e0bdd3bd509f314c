"""What the reference is made of: every public name has an example and, where it computes, a formula."""

import inspect
import re
from importlib import import_module

import pytest

import sgdlab
from sgdlab.part import Part
from tools.stub import HOMES

FORMULA = re.compile(
    r"Formula|\w [-+*/=^|]|<=|/d|f'\(|\bX [wW]\b|\bexp\(|max\(|\bmean\("
)  # said, or the first line is one
RECORDS = {"Bill", "Run"}  # hold what others computed
TOOLS = {"compile", "draw_graph", "train_many", "budget"}  # trace, draw, repeat and count what others compute
DATA = {"digits", "names", "penguins"}


def words_of(name):
    return inspect.getdoc(getattr(sgdlab, name)) or ""


def computes(name):
    pictures = {*sgdlab._HOME["figures"], *sgdlab._HOME["labs"]}
    return name not in pictures | RECORDS | TOOLS | DATA


def test_a_public_name_can_be_imported_from_its_part():
    """A module `optimizers/lion.py` would hide the class `lion`: `from sgdlab.optimizers import lion` must be that."""
    taken = {name: getattr(import_module(f"sgdlab.{home}"), name) for home in HOMES for name in sgdlab._HOME[home]}
    hidden = {name for name, value in taken.items() if inspect.ismodule(value)}
    assert hidden == {"schedules"}, "import it in the __init__.py of its folder"


@pytest.mark.parametrize("name", sgdlab.__all__)
def test_public_name_has_an_example(name):
    assert ">>> " in words_of(name), f"give sgdlab.{name} a runnable example in its docstring"


@pytest.mark.parametrize("home", sorted(set(sgdlab._HOME) - {"autodiff", "labs"}))  # which name groups
def test_public_name_stands_in_the_docstring_of_its_part(home):
    words = import_module(f"sgdlab.{home}").__doc__
    lost = [name for name in sgdlab._HOME[home] if not re.search(rf"\b{name}\b", words)]
    assert lost == [], f"name it in the docstring at the top of sgdlab.{home}"


def test_an_editor_has_words_for_what_is_called_without_being_made():
    parts = {name: getattr(sgdlab, name) for name in sgdlab.__all__}
    assert [name for name, part in parts.items() if isinstance(part, Part) and not type(part).__call__.__doc__] == []


@pytest.mark.parametrize("name", [name for name in sgdlab.__all__ if computes(name)])
def test_what_computes_says_its_formula(name):
    words = words_of(name).partition(">>>")[0]
    assert "Formula" in words or FORMULA.search(words.partition("\n")[0]), f"write 'Formula: …' in sgdlab.{name}"


def test_a_docstring_becomes_markdown():
    pytest.importorskip("griffe", reason="griffe is not installed")
    from tools.website.docstrings import markdown

    words = (
        "Say a_b * c.\n\nFormula, with `a_b`:\n\n    x = y * z\n\nErrors: none.\n\n>>> 1 + 1  # doctest: +ELLIPSIS\n2"
    )
    prose, label, block, errors, example = markdown(words).split("\n\n")
    assert prose == r"Say a\_b \* c."
    assert label == "**Formula**, with `a_b`:"
    assert block == "```text\nx = y * z\n```"
    assert errors == "**Errors**: none."
    assert example == "```pycon\n>>> 1 + 1\n2\n```"


@pytest.mark.parametrize("name", [name for name in sgdlab.__all__ if callable(getattr(sgdlab, name))])
def test_a_signature_can_be_read(name):
    shown = str(inspect.signature(getattr(sgdlab, name)))
    long = re.findall(r"numpy\._typing|numpy\.ndarray\[", shown)
    assert long == [], "write `from __future__ import annotations` where it is defined"
