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


def test_every_public_name_has_an_example_and_what_computes_says_its_formula():
    described = {name: words_of(name).partition(">>> ") for name in sgdlab.__all__}
    assert [name for name, (_, example, _) in described.items() if not example] == [], "give each a runnable example"
    silent = [
        name
        for name, (words, _, _) in described.items()
        if computes(name) and "Formula" not in words and not FORMULA.search(words.partition("\n")[0])
    ]
    assert silent == [], "write 'Formula: …' in the docstring of each"


def test_every_public_name_stands_in_the_docstring_of_its_part():
    homes = set(sgdlab._HOME) - {"autodiff", "labs"}  # which name groups
    words = {home: import_module(f"sgdlab.{home}").__doc__ for home in homes}
    lost = [name for home in homes for name in sgdlab._HOME[home] if not re.search(rf"\b{name}\b", words[home])]
    assert lost == [], "name each in the docstring at the top of its part"


def test_an_editor_has_words_for_what_is_called_without_being_made():
    parts = {name: getattr(sgdlab, name) for name in sgdlab.__all__}
    assert [name for name, part in parts.items() if isinstance(part, Part) and not type(part).__call__.__doc__] == []


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


def test_a_signature_can_be_read():
    values = {name: getattr(sgdlab, name) for name in sgdlab.__all__}
    shown = {name: str(inspect.signature(value)) for name, value in values.items() if callable(value)}
    long = [name for name, words in shown.items() if re.search(r"numpy\._typing|numpy\.ndarray\[", words)]
    assert long == [], "write `from __future__ import annotations` where each is defined"
