"""The lab of a notebook, saved as a page of its own that replays what its sliders show [lab_of, Found]."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from sgdlab.course import curriculum
from sgdlab.labs.stage.lab import Lab


@dataclass(frozen=True)
class Found:
    """A notebook's first lab, and the number of the cell that shows it."""

    lab: Lab
    cell: int


def lab_of(path: Path) -> Found | None:
    """Run a notebook up to the first lab that it shows, and return that lab; None if there is none."""
    with _shown() as labs:
        curriculum.run(path, until=lambda: bool(labs))
    if not labs:
        return None
    name = type(labs[0]).__name__
    cells = nbformat.read(path, as_version=4).cells
    shows = [k for k, cell in enumerate(cells) if cell.cell_type == "code" and f"{name}(" in cell.source]
    return Found(labs[0], shows[0])


@contextmanager
def _shown() -> Iterator[list[Lab]]:
    """The labs that are shown inside `with`, in order."""
    labs: list[Lab] = []
    plain = Lab.show

    def noted(lab: Lab, *arguments: object) -> None:
        plain(lab, *arguments)  # type: ignore[arg-type]
        labs.append(lab)

    Lab.show = noted  # type: ignore[method-assign, assignment]
    try:
        yield labs
    finally:
        Lab.show = plain  # type: ignore[method-assign]
