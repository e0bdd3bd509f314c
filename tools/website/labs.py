"""The labs of the notebooks, saved as pages of their own that need no kernel [saved, answers, frame, Found]."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat

import sgdlab.labs
from sgdlab.course import curriculum
from sgdlab.labs.stage.lab import Lab

LAB = re.compile(rf"\bsl\.({'|'.join(sgdlab.labs.__all__)})\(")
KEPT = ";,/?:@&=+$!~*'()"  # by JavaScript's encodeURI, besides letters, digits and -_.


@dataclass(frozen=True)
class Found:
    """A notebook's first lab, and the number of the cell that shows it."""

    path: Path
    lab: Lab[Any, Any]
    cell: int


def frame(name: str, title: str) -> str:
    """Return the HTML that shows the saved page of a lab once it is nearly in sight, and its picture on paper."""
    file, words = f"lab_{name}.html", escape(title)
    lab = f'<iframe class="lab" name="{name}" src="{file}" title="{words}" loading="lazy"></iframe>'
    picture = f'<img class="paper" src="lab_{name}.png" alt="{words}" loading="lazy">'
    alone = f'<p><a href="{file}">The lab on a page of its own.</a></p>'
    return f"{lab}\n{picture}\n{alone}"


def saved(path: Path, folder: Path, endings: Iterable[str] = ("html", "png")) -> Found | None:
    """Save the first lab of a notebook as a page in a folder, and as a picture; None if the notebook has no lab."""
    cells = nbformat.read(path, as_version=4).cells
    shows = [k for k, one in enumerate(cells) if one.cell_type == "code" and LAB.search(one.source)]
    if not shows:
        return None
    with _shown() as labs:
        curriculum.run(path, until=lambda: bool(labs))
    lab = labs[0]
    for ending in endings:
        lab.save(folder / f"lab_{lab.name}.{ending}")  # as sgdlab/labs/stage/lab.py has it
    return Found(path, lab, shows[0])


def answers(lab: Lab[Any, Any], folder: Path) -> dict[str, str]:
    """Return the page that answers each question of a lab, and save those that need a page of their own."""
    pages = {question: _answer(lab, question, k, folder) for k, question in enumerate(lab.presets, start=1)}
    if pages:
        lab.reset()
    return pages


def _answer(lab: Lab[Any, Any], question: str, number: int, folder: Path) -> str:
    """Return the page that shows a preset: the same with other settings if it computes, else a file of its own."""
    lab.choose(question)
    if lab.view.live:  # what follows the ? makes it another address, so that the browser opens it anew
        return f"lab_{lab.name}.html?{number}#{quote(lab.state, safe=KEPT)}"
    file = f"lab_{lab.name}_{number}.html"
    lab.save(folder / file)
    return file


@contextmanager
def _shown() -> Iterator[list[Lab[Any, Any]]]:
    """The labs that are shown inside `with`, in order."""
    labs: list[Lab[Any, Any]] = []
    plain = Lab.show

    def noted(lab: Lab[Any, Any]) -> None:
        plain(lab)
        labs.append(lab)

    Lab.show = noted  # type: ignore[method-assign]
    try:
        yield labs
    finally:
        Lab.show = plain  # type: ignore[method-assign]
