"""Every link of the notebooks and pages leads somewhere, and their words are spelled as in America.

(`make style` runs codespell on all files but the notebooks, whose pictures it would read.)
"""

import re
import subprocess
import sys
from urllib.parse import unquote, urlsplit

from tools.documents.reading import NOTEBOOKS, cells, prose
from tools.project import ROOT

PAGES = [
    *NOTEBOOKS.values(),
    ROOT / "notebooks" / "glossary.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "sgdlab").rglob("README.md")),
]
TARGET = re.compile(r"\]\(\s*([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\s*\)|(?:href|src)=\"([^\"]+)\"")
SPELLING = ["--builtin", "clear,rare,en-GB_to_en-US"]


def _text(path):
    """The prose of a page: a file, or the Markdown of a notebook; without its code."""
    text = "\n\n".join(prose(path)) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def _anchors(path):
    """What a `#` behind a page's name can name: GitHub's form of its headings, and JupyterLab's."""
    headings = [line.lstrip("# ").strip() for line in _text(path).splitlines() if re.match(r"#+ ", line)]
    github = [re.sub(r"[^\w -]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in [*headings, *github]}


def broken(path):
    """The links of a page that lead nowhere. (What lies outside of the repository is not fetched.)"""
    wrong = []
    for link in (a or b for a, b in TARGET.findall(_text(path))):
        parts = urlsplit(link)
        if parts.scheme:
            if parts.scheme not in ("http", "https", "mailto") or not (parts.netloc or parts.path):
                wrong.append(link)
            continue
        target = path.parent / unquote(parts.path) if parts.path else path
        if not target.exists() or (parts.fragment and unquote(parts.fragment) not in _anchors(target)):
            wrong.append(link)
    return wrong


def test_every_link_leads_somewhere():
    found = {path.name: broken(path) for path in PAGES}
    assert {name: links for name, links in found.items() if links} == {}


def test_a_broken_link_is_found(tmp_path):
    (tmp_path / "there.md").write_text("# A heading, here\n", encoding="utf-8")
    links = "there.md there.md#a-heading-here there.md#A-heading,-here #Up https://example.org/a_(b)"
    wrong = "gone.md there.md#nowhere #down ftp://example.org"
    page = tmp_path / "page.md"
    page.write_text("# Up\n" + " ".join(f"[x]({link})" for link in f"{links} {wrong}".split()), encoding="utf-8")
    assert broken(page) == wrong.split()


def _misspelled(folder):
    """What codespell finds in the files of a folder, under the project's own settings."""
    command = [sys.executable, "-m", "codespell_lib", *SPELLING, str(folder)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    ).stdout.splitlines()


def test_the_notebooks_are_spelled_well(tmp_path):
    """Their Markdown and their code, in which the claims and all printed words stand."""
    for path in NOTEBOOKS.values():
        (tmp_path / f"{path.stem}.txt").write_text("\n\n".join(cell.source for cell in cells(path)), encoding="utf-8")
    assert _misspelled(tmp_path) == []


def test_the_pages_are_spelled_well(tmp_path):
    for path in PAGES:
        (tmp_path / f"{path.parent.name}_{path.stem}.txt").write_text(_text(path), encoding="utf-8")
    assert _misspelled(tmp_path) == []


def test_a_slip_is_found(tmp_path):
    (tmp_path / "page.txt").write_text("The colour of t" + "eh line", encoding="utf-8")
    assert len(_misspelled(tmp_path)) == 2
