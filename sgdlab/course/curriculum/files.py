"""The notebooks as files: where they lie, and what their cells compute.

- their folder, in a repository or in an installed package [folder, notebooks]
- their cells, their titles and their code                 [cells_of, title, source, sections]
- their cells, run in this process without a kernel        [run]
- every claim, with the notebook that makes it             [claims_of]
"""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

from sgdlab.course.curriculum.claims import Claim, collected

PACKAGE = Path(__file__).resolve().parents[2]


def folder() -> Path:
    """Return the folder of the notebooks: `curriculum/` of an installed package, or `notebooks/` of the repository.

    Errors: FileNotFoundError where neither is there.

    >>> (folder() / "glossary.md").exists()
    True
    """
    for place in (PACKAGE / "curriculum", PACKAGE.parent / "notebooks"):
        if any(place.glob("[0-9][0-9]_*.ipynb")):
            return place
    raise FileNotFoundError(
        f"the notebooks are neither in {PACKAGE / 'curriculum'} nor in {PACKAGE.parent / 'notebooks'}; install sgdlab "
        "again: pip install --force-reinstall sgdlab"
    )


def notebooks(where: Path | None = None) -> list[Path]:
    """Return the notebooks of a folder in their order, those of `folder()` unless given.

    >>> notebooks()[0].name
    '00_three_jobs_one_sentence.ipynb'
    """
    return sorted((where or folder()).glob("[0-9][0-9]_*.ipynb"))


def cells_of(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook, with their outputs."""
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def title(path: Path) -> str:
    """Return the title of a notebook: its first heading.

    >>> title(notebooks()[0])
    'Three jobs, one sentence'
    """
    first = "".join(cells_of(path)[0]["source"])
    return first.splitlines()[0].removeprefix("# ").strip()


def source(path: Path) -> str:
    """Return the code of a notebook, cell after cell.

    >>> "sl.SentenceBuilder()" in source(notebooks()[0])
    True
    """
    return "\n".join(text for _, text in _code(path))


def sections(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the code of each cell of a notebook, after the heading under which it stands.

    >>> [heading for heading, code in sections(notebooks()[0]) if "sl.SentenceBuilder()" in code]
    ['The lab: build a sentence']
    """
    heading = title(path)
    for cell in cells_of(path):
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = next((line.lstrip("# ") for line in text.splitlines()[::-1] if line.startswith("#")), heading)
        elif cell["cell_type"] == "code":
            yield heading, text


def run(path: Path, until: Callable[[], bool] = lambda: False) -> dict[str, Any]:
    """Run the code cells of a notebook one after the other, and return the names that they define.

    It stops after the first cell after which `until()` is true. Nothing is shown, and no kernel is started.
    Errors: what a cell raises, with a note that gives the number of the cell.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    with chdir(path.parent), redirect_stdout(io.StringIO()):
        for number, text in _code(path):
            try:
                exec(compile(text, f"{path.name}, cell {number}", "exec"), names)
            except Exception as error:
                error.add_note(f"in cell {number} of {path.name}")
                raise
            if until():
                break
    return names


def claims_of(path: Path) -> tuple[Claim, ...]:
    """Run a notebook and return the claims that it makes, also those that do not hold.

    >>> len(claims_of(notebooks()[0])) > 10
    True
    """
    with collected() as made:
        run(path)
    return tuple(made)


def _code(path: Path) -> Iterator[tuple[int, str]]:
    for number, cell in enumerate(cells_of(path)):
        if cell["cell_type"] == "code" and "raises-exception" not in cell["metadata"].get("tags", []):
            yield number, "".join(cell["source"])
