"""Files and notebooks of the repository as Markdown of the site [page_of_file, page_of_notebook, page_of_code].

A link leads to the page of its target, or to the repository where the site has no page for it.
"""

import json
import re
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat

from tools.opening import ID
from tools.project import ROOT, SOURCE
from tools.website.formulas import CODE, with_formulas

LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)\s#]+)(#[^)\s]*)?(?=\))")
COLORS = re.compile(r"\x1b\[[\d;]*m")
PICTURE = re.compile(r"!\[[^]]*\]\([^)]*\)")
OTHERS = {"README.md": "index", "CONTRIBUTING.md": "contributing", "CHANGELOG.md": "changelog"}


def pages() -> dict[Path, str]:
    """Return the name of the page for each file of the repository that has one."""
    found = {ROOT / file: name for file, name in OTHERS.items()}
    for pattern in ("notebooks/*.ipynb", "notebooks/*.md", "docs/*.md"):
        found |= {path: path.stem for path in sorted(ROOT.glob(pattern))}
    return found | {ROOT / "sgdlab" / "small.py": "small"}


def page_of_file(path: Path) -> str:
    """Return a Markdown file as a page."""
    return page_of_text(path.read_text(encoding="utf-8"), path)


def page_of_text(text: str, path: Path) -> str:
    """Return Markdown as a page; its links are those of the file at `path`."""
    parts = CODE.split(text)
    parts[::2] = [LINK.sub(lambda found: _target(found, path.parent), part) for part in parts[::2]]
    return with_formulas("".join(parts))


def page_of_code(path: Path) -> str:
    """Return a Python file as a page."""
    return f"# {path.name}\n\n{_fenced(path.read_text(encoding='utf-8'), 'python')}"


def page_of_notebook(path: Path, lab: str = "", lab_cell: int = -1) -> str:
    """Return the cells and stored outputs of a notebook as a page; `lab` is what its lab's cell shows instead."""
    pieces = [f"---\ndescription: {json.dumps(promise(path))}\n---"]  # what a search engine shows below the title
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
        if cell.cell_type == "markdown":
            title = f"# {path.name[:2]} " if number == 0 else "# "  # the course speaks of notebooks by their numbers
            pieces.append(page_of_text(cell.source.replace("# ", title, 1), path))
        elif cell.cell_type == "code" and cell.id != ID:  # there is nothing to install on a page
            outputs = [lab] if number == lab_cell else map(_shown, cell.outputs)
            pieces += [_fenced(cell.source, "python"), *outputs]
    return "\n\n".join(pieces)


def promise(path: Path) -> str:
    """Return what a notebook promises in its first quotation."""
    quoted = re.search(r"(?:^>.*\n?)+", nbformat.read(path, as_version=4).cells[0].source, re.MULTILINE)
    return " ".join(line.lstrip("> ") for line in quoted[0].splitlines()) if quoted else ""


def _target(found: re.Match[str], folder: Path) -> str:
    """Return the address of what a link leads to."""
    path = (folder / unquote(found[1])).resolve()
    name = pages().get(path)
    if name:
        heading = re.sub(r"[^\w -]", "", unquote(found[2] or "").lower())  # notebooks have JupyterLab's form of it
        return f"{name}.md#{heading}" if heading else f"{name}.md"
    kind = "tree" if path.is_dir() else "blob"
    return f"{SOURCE}/{kind}/main/{path.relative_to(ROOT).as_posix()}{found[2] or ''}"


def _shown(output: Any) -> str:
    """Return an output as HTML or as a block of text."""
    if output.output_type == "stream":
        return _fenced(output.text, "text")
    if output.output_type == "error":
        return _fenced(COLORS.sub("", "\n".join(output.traceback)), "text")
    data = output.data
    if "text/html" in data:
        return f'<div class="output">{data["text/html"]}</div>'
    if "image/png" in data:
        return f'<img alt="{escape(data["text/plain"])}" src="data:image/png;base64,{data["image/png"]}">'
    return _fenced(data["text/plain"], "text")


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall("`+", text)), 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
