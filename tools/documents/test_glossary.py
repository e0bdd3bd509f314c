"""The glossary: every link of a notebook finds its entry, every entry says what it is often confused with."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
GLOSSARY = (NOTEBOOKS / "glossary.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### (.+)\n\n((?:(?!###).*\n)+)", GLOSSARY, re.MULTILINE))
ANCHORS = {name.replace(" ", "-") for name in ENTRIES}


def _links(path):
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    return re.findall(r"glossary\.md#([\w-]+)", "\n".join(cells))


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_each_link_of_a_notebook_finds_its_entry(path):
    links = _links(path)
    assert links, "a notebook links its terms"
    assert set(links) <= ANCHORS, set(links) - ANCHORS


@pytest.mark.parametrize("name", ENTRIES)
def test_each_entry_says_what_it_is_confused_with(name):
    definition, found, confusion = ENTRIES[name].partition("*Often confused with:*")
    assert found
    assert len(definition.split()) > 5
    assert len(confusion.split()) > 2


def test_headings_are_lower_case():
    """GitHub makes anchors lower case, JupyterLab keeps the case: so both find the entry."""
    assert all(name == name.lower() for name in ENTRIES)


def test_entries_are_sorted_and_linked_among_one_another():
    assert list(ENTRIES) == sorted(ENTRIES, key=str.lower)
    inner = set(re.findall(r"\]\(#([\w-]+)\)", GLOSSARY))
    assert inner <= ANCHORS, inner - ANCHORS


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_each_link_to_another_notebook_finds_it(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((\d\d_\w+\.ipynb)\)", text):
        assert (NOTEBOOKS / target).exists(), target
