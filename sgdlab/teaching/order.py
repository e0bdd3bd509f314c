"""A notebook run out of order: the error says where the missing name is made.

- the names that a notebook makes, each with its heading    [made_in]
- add that to Python's own message, where a name is missing [explain_missing_names]
"""

from pathlib import Path
from symtable import symtable
from types import TracebackType
from typing import Any

from sgdlab.teaching.curriculum import sections


def made_in(path: Path) -> dict[str, str]:
    """Return the names that the cells of a notebook make, each with the heading under which it is made first.

    >>> from sgdlab.teaching.curriculum import notebooks
    >>> made_in(notebooks()[0])["problem"]
    'A loss to work with'
    """
    made: dict[str, str] = {}
    for heading, code in sections(path):
        for name in symtable(code, path.name, "exec").get_symbols():
            if name.is_assigned() or name.is_imported():
                made.setdefault(name.get_name(), heading)
    return made


def explain_missing_names(shell: Any, path: Path) -> None:
    """Let an IPython shell say of a missing name under which heading of the notebook it is made.

    The error stays as it is; a note is added, and only if the notebook makes that name. A shell that has a handler of
    its own keeps it, so that asking again changes nothing.
    """
    if shell.custom_exceptions:
        return

    def show(shell: Any, kind: type[NameError], error: NameError, trace: TracebackType, tb_offset: Any = None) -> None:
        heading = made_in(path).get(error.name or "") if _from_a_cell(kind, trace, shell) else None
        if heading is not None:
            error.add_note(
                f"{error.name!r} is made by a cell under “{heading}”, and is there only after that cell has run. "
                "Choose Run > Run All Above Selected Cell, then run this cell again."
            )
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((NameError,), show)


def _from_a_cell(kind: type[NameError], trace: TracebackType, shell: Any) -> bool:
    """Whether the name was looked for among those of the notebook, and not in a module or inside a function."""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return kind is NameError and trace.tb_frame.f_globals is shell.user_global_ns
