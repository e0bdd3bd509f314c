"""The API reference: whole, up to date, and every name in it with an example and, where it computes, a formula."""

import inspect
import re

import pytest

import sgdlab
from tools import api

FORMULA = re.compile(
    r"Formula|\w [-+*/=^|]|<=|/d|f'\(|\bX [wW]\b|\bexp\(|max\(|\bmean\("
)  # said, or the first line is one
RECORDS = {"Bill", "Run"}  # hold what others computed
TOOLS = {"compile", "draw_graph", "train_many", "budget"}  # trace, draw, repeat and count what others compute
DATA = {"digits", "penguins"}


def words_of(name):
    return inspect.getdoc(getattr(sgdlab, name)) or ""


def computes(name):
    pictures = {*sgdlab._HOME["figures"], *sgdlab._HOME["labs"]}
    return name not in pictures | RECORDS | TOOLS | DATA


@pytest.fixture(scope="module")
def pages():
    return api.pages()


@pytest.mark.parametrize("name", sgdlab.__all__)
def test_public_name_has_an_example(name):
    assert ">>> " in words_of(name), f"give sgdlab.{name} a runnable example in its docstring"


@pytest.mark.parametrize("name", [name for name in sgdlab.__all__ if computes(name)])
def test_what_computes_says_its_formula(name):
    words = words_of(name).partition(">>>")[0]
    assert "Formula" in words or FORMULA.search(words.partition("\n")[0]), f"write 'Formula: …' in sgdlab.{name}"


def test_the_committed_pages_are_those_of_today(pages):
    stored = {path.name: path.read_text(encoding="utf-8") for path in api.FOLDER.iterdir()}
    stale = [name for name in {**stored, **pages} if stored.get(name) != pages.get(name)]
    assert stale == [], "the docstrings have changed: make api"


def test_every_public_name_is_on_one_page_and_in_the_index(pages):
    index = pages["README.md"]
    headings = [name for text in pages.values() for name in re.findall(r"^## (\w+)$", text, re.MULTILINE)]
    assert {name: headings.count(name) for name in sgdlab.__all__} == dict.fromkeys(sgdlab.__all__, 1)
    assert sorted(re.findall(r"^\| \[`(\w+)`\]", index, re.MULTILINE)) == sgdlab.__all__


def test_every_link_leads_somewhere(pages):
    for name, text in pages.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _, anchor = target.partition("#")
            if path.startswith("../"):
                assert (api.FOLDER / path).resolve().is_file(), target
            else:
                titles = re.findall(r"^##? (.+)$", pages[path or name], re.MULTILINE)
                assert not anchor or anchor in {title.lower() for title in titles}, f"{name}: {target}"


@pytest.mark.parametrize("name", [name for name in sgdlab.__all__ if callable(getattr(sgdlab, name))])
def test_signature_names_the_arguments_that_python_sees(name):
    """The pages read the source; here Python's own inspection of the object is asked."""
    value = getattr(sgdlab, name)
    written = api.signature(name, value)
    for argument in inspect.signature(value).parameters:
        assert re.search(rf"\b{argument}\b", written), f"{argument} is not in {written}"


def test_a_docstring_becomes_markdown():
    words = (
        "Say a_b * c.\n\nFormula, with `a_b`:\n\n    x = y * z\n\nErrors: none.\n\n>>> 1 + 1  # doctest: +ELLIPSIS\n2"
    )
    prose, label, block, errors, example = api.markdown(words).split("\n\n")
    assert prose == r"Say a\_b \* c."
    assert label == "**Formula**, with `a_b`:"
    assert block == "```text\nx = y * z\n```"
    assert errors == "**Errors**: none."
    assert example == "```pycon\n>>> 1 + 1\n2\n```"
