"""What the tests of the documents read: the notebooks by their numbers, their prose, and the glossary."""

import re
from pathlib import Path
from typing import Any

import nbformat

from sgdlab.course import Choice, curriculum

NOTEBOOKS = {path.name[:2]: path for path in curriculum.notebooks()}
GLOSSARY = (curriculum.folder() / "glossary.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### (.+)\n\n((?:(?!###).*\n)+)", GLOSSARY, re.MULTILINE))
QUOTE = re.compile(r"“([^“”]+)”")


def cells(path: Path) -> list[nbformat.NotebookNode]:
    """Return the cells of a notebook."""
    return list(nbformat.read(path, as_version=4).cells)


def prose(path: Path) -> list[str]:
    """Return the Markdown cells of a notebook."""
    return [cell.source for cell in cells(path) if cell.cell_type == "markdown"]


def flat(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def reasons(exercise: Any) -> list[str]:
    """Return what an exercise replies to the mistakes that it knows."""
    return [one[1] if isinstance(exercise, Choice) else one.reason for one in exercise.mistakes]
