"""Joins the modules of the front end into the one that a browser loads, without a build step [joined].

The files of `front_end/` are ES modules: each can be read, and checked, by itself.  An import is one line that starts
with `import {` and names a file beside it; an export is a declaration that starts with `export `.  To join them,

- a module stands after those that it imports, and only once;
- the import lines are dropped, because everything is then in one scope (so all files together use a name once);
- `export ` is dropped before declarations; the exports of the first file, `render.js`, stay.
"""

import re
from pathlib import Path

FRONT_END = Path(__file__).with_name("front_end")
_IMPORT = re.compile(r'^import \{[^}]*\} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |function |class )", re.MULTILINE)


def joined(entry: Path = FRONT_END / "render.js") -> str:
    """Return the source of one module that needs no other file.

    >>> joined().endswith("export default { render };\\n")
    True
    """
    return "\n".join(_module(entry.resolve(), set()))


def _module(path: Path, seen: set[Path]) -> list[str]:
    """The sources that a module needs and that are not seen yet, in order, then its own."""
    if path in seen:
        return []
    seen.add(path)
    source = path.read_text("utf-8")
    needed = [(path.parent / name).resolve() for name in _IMPORT.findall(source)]
    before = [text for other in needed for text in _module(other, seen)]
    return [*before, _EXPORT.sub("", _IMPORT.sub("", source))]
