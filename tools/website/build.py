"""The site [build]: the pages as Markdown in a folder of their own, given to Zensical."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sgdlab.course import curriculum
from tools.project import ROOT, SITE, SOURCE
from tools.website import markdown
from tools.website.gallery import gallery
from tools.website.labs import frame, saved
from tools.website.reference import reference

HERE = Path(__file__).resolve().parent
RACE = "race"
PROMISE = "Afterwards you can "  # the first words of every notebook's promise


def build(folder: Path) -> list[Path]:
    """Write the site into a folder, replacing what was there, and return its pages."""
    with TemporaryDirectory() as scratch:
        docs = Path(scratch) / "docs"
        docs.mkdir()
        for name, text in _pages(docs).items():
            (docs / f"{name}.md").write_text(text, encoding="utf-8")
        shutil.copy(HERE / "style.css", docs)
        shutil.copy(HERE / "iframe-worker.js", docs)
        config = Path(scratch) / "mkdocs.yml"
        source = {"icon": "fontawesome/brands/github", "link": SOURCE, "name": "The source code"}
        settings = {"INHERIT": str(HERE / "mkdocs.yml"), "site_url": SITE, "extra": {"social": [source]}}
        config.write_text(json.dumps(settings))  # JSON is YAML
        program = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", config]
        subprocess.run(program, cwd=ROOT, check=True)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(Path(scratch) / "site", folder)
    (folder / ".nojekyll").write_text("")
    return sorted(folder.glob("*.html"))


def _pages(docs: Path) -> dict[str, str]:
    """Return the Markdown of every page by its name, and save the labs into the folder."""
    found, texts = [], {}
    for path, name in markdown.pages().items():
        if path.suffix == ".ipynb":
            one = saved(path, docs)
            found += [one] if one else []
            shown = (frame(one.lab.name, f"The lab of notebook {path.name[:2]}"), one.cell) if one else ()
            texts[name] = markdown.page_of_notebook(path, *shown)
        else:
            texts[name] = markdown.page_of_code(path) if path.suffix == ".py" else markdown.page_of_file(path)
    return texts | reference() | {"index": _index(), "gallery": gallery(found, docs)}


def _index() -> str:
    """Return the first page: the README's opening, a lab to try at once, and the notebooks with their promises."""
    path = ROOT / "README.md"
    readme = path.read_text(encoding="utf-8").split("\n## ")[0]
    opening = markdown.page_of_text(markdown.PICTURE.sub("", readme), path)
    items = [
        f"{path.name[:2]}. [{curriculum.title(path)}]({path.stem}.md)  \n"
        f"    … {markdown.page_of_text(markdown.promise(path).removeprefix(PROMISE), path)}"
        for path in curriculum.notebooks()
    ]
    wide = "---\nhide: [navigation, toc]\n---"
    return "\n\n".join([wide, opening, "## Try it", frame(RACE, "The race"), "## The course", f"{PROMISE}…", *items])
