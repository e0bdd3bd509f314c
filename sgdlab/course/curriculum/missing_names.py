"""When cells are run out of order, or changed, an error says where the notebook makes what is missing.

- the names that a cell makes                               [bound]
- the names that a notebook makes, each with its heading    [made_in]
- add that to Python's own message about a missing name, and what to do about a missing number [explain_missing_names]
"""

import ast
from collections.abc import Iterator
from numbers import Real
from pathlib import Path
from types import TracebackType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from sgdlab.course.curriculum.files import sections

OWN_SPACE = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound(code: str) -> set[str]:
    """Return the names that a cell makes, but not those inside functions and comprehensions.

    >>> sorted(bound("import numpy as np; x, *y = [k for k in z]\\ndef f(a): b = a"))
    ['f', 'np', 'x', 'y']
    """
    return set(_bound(ast.parse(code)))


def _bound(node: ast.AST) -> Iterator[str]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            yield one.name
        elif isinstance(one, ast.alias):
            yield (one.asname or one.name).partition(".")[0]
        elif isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one.id
        if not isinstance(one, OWN_SPACE):
            yield from _bound(one)


def made_in(path: Path) -> dict[str, str]:
    """Return the names that the cells of a notebook make, each with the heading under which it is made first.

    >>> from sgdlab.course.curriculum.files import notebooks
    >>> made_in(notebooks()[0])["problem"]
    'A line, and how badly it fits'
    """
    made: dict[str, str] = {}
    for heading, code in sections(path):
        for name in sorted(bound(code)):
            made.setdefault(name, heading)
    return made


def explain_missing_names(shell: Any, path: Path) -> None:
    """Let an IPython shell say of a missing name under which heading of the notebook it is made.

    The error stays as it is; a note is added, and only if the notebook makes that name, or if a dictionary lacks a
    number. A shell that already has a handler keeps it, so a second call changes nothing.
    """
    if shell.custom_exceptions:
        return

    def show(
        shell: InteractiveShell,
        kind: type[NameError | KeyError],
        error: NameError | KeyError,
        trace: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        note = _note(error, path) if _from_a_cell(kind, trace, shell) else ""
        if note:
            error.add_note(note)
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((NameError, KeyError), show)


def _note(error: NameError | KeyError, path: Path) -> str:
    """Return where a notebook makes a name, or what to do about a number that a changed cell no longer has."""
    if isinstance(error, NameError):
        heading = made_in(path).get(error.name or "", "")
        there = f"{error.name!r} is made by a cell under “{heading}”, and is there only after that cell has run. "
        how = "Run the cells above this one (in JupyterLab: Run > Run All Above Selected Cell), then run it again."
        return heading and there + how
    number = next(iter(error.args), None)
    if not isinstance(number, Real):
        return ""
    changed = f"If you changed the numbers in a cell above, write {number} there again and run both cells, or "
    return f"There is nothing for {number}. {changed}write one of the new numbers here."


def _from_a_cell(kind: type[NameError | KeyError], trace: TracebackType, shell: InteractiveShell) -> bool:
    """Whether the name was looked for among those of the notebook, and not in a module or inside a function."""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return kind in (NameError, KeyError) and trace.tb_frame.f_globals is shell.user_global_ns
