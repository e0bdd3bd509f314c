"""The pages of the site [build]: an index, the notebooks with their labs, the glossary and the pages for teachers."""

import re
from html import escape
from pathlib import Path
from string import Template

from pygments.formatters import HtmlFormatter

from sgdlab import __version__
from sgdlab.course import curriculum
from tools.site.convert import markdown_body, notebook_body
from tools.site.labs import lab_of

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
MORE = {  # Markdown pages beside the notebooks: name of the page, its file, the words of its link
    "glossary": (ROOT / "notebooks" / "glossary.md", "Glossary"),
    "concepts": (ROOT / "docs" / "concepts.md", "Index of concepts"),
    "instructors": (ROOT / "docs" / "instructors.md", "For those who teach"),
    "summary": (ROOT / "docs" / "summary.md", "One page"),
    "pictures": (ROOT / "docs" / "pictures.md", "What the colors in the pictures mean"),
}
SMALL = "sgdlab/small.py"  # the page of code that the README opens with
RACE = "lab_08.html"
FRAME = (
    '<iframe src="{file}" title="{title}" loading="lazy"></iframe>'
    '<p>The lab replays what was computed for each slider. <a href="{file}">Open it by itself.</a> '
    "With a kernel it computes, too.</p>"
)


def build(folder: Path) -> list[Path]:
    """Write the site into a folder, and return its pages."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = curriculum.notebooks()
    bodies = {path: _notebook(path, folder) for path in paths}
    pages = {"index": ("sgdlab", _index(bodies))}
    pages |= {path.stem: (curriculum.title(path), body) for path, body in bodies.items()}
    for name, (file, words) in MORE.items():
        pages[name] = (words, markdown_body(file.read_text(encoding="utf-8")))
    code = (ROOT / SMALL).read_text(encoding="utf-8")
    pages["small"] = ("All of training on one page", markdown_body(f"# small.py\n\n```python\n{code}```\n"))
    order = [path.stem for path in paths]
    for name, (title, body) in pages.items():
        (folder / f"{name}.html").write_text(_page(title, body, _neighbors(name, order, pages)), encoding="utf-8")
    (folder / "style.css").write_text(_style(), encoding="utf-8")
    (folder / ".nojekyll").write_text("")
    return sorted(folder.glob("*.html"))


def _page(title: str, body: str, neighbors: str) -> str:
    links = " ".join(f'<a href="{name}.html">{words}</a>' for name, (_, words) in MORE.items() if name != "glossary")
    template = Template((HERE / "page.html").read_text(encoding="utf-8"))
    return template.substitute(title=escape(title), body=body, links=links, neighbors=neighbors, version=__version__)


def _notebook(path: Path, folder: Path) -> str:
    found = lab_of(path)
    if found is None:
        return notebook_body(path)
    file = f"lab_{path.name[:2]}.html"
    found.lab.save(folder / file)
    frame = FRAME.format(file=file, title=f"The lab of notebook {path.name[:2]}")
    return notebook_body(path, frame, found.cell)


def _index(bodies: dict[Path, str]) -> str:
    """The README's opening, a lab to try at once, and a list of the notebooks with their promises."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    opening = re.sub(r"!\[[^]]*\]\([^)]*\)", "", readme.split("\n## ")[0]).replace(f"({SMALL})", "(small.html)")
    items = []
    for path, body in bodies.items():
        promise = re.search(r"<blockquote>\s*<p>(.*?)</p>", body, re.DOTALL)
        words = promise[1] if promise else ""
        link = f'<a href="{path.stem}.html">{path.name[:2]} {escape(curriculum.title(path))}</a>'
        items.append(f"<li>{link}<p>{words}</p></li>")
    course = f'<h2>The course</h2><ol class="course">{"".join(items)}</ol>'
    return f"{markdown_body(opening)}<h2>Try it</h2>{FRAME.format(file=RACE, title='The race')}{course}"


def _neighbors(name: str, order: list[str], pages: dict[str, tuple[str, str]]) -> str:
    if name not in order:
        return ""
    at, links = order.index(name), []
    for step, sign in ((-1, "← {}"), (1, "{} →")):
        if 0 <= at + step < len(order):
            other = order[at + step]
            links.append(f'<a href="{other}.html">{sign.format(escape(pages[other][0]))}</a>')
    return " ".join(links)


def _style() -> str:
    """Our style, with colors of code that have enough contrast on a light and on a dark page."""
    light, dark = (HtmlFormatter(style=name).get_style_defs(".highlight") for name in ("xcode", "lightbulb"))
    own = (HERE / "style.css").read_text(encoding="utf-8")
    night = f"@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
    return f"{own}\n{light}\n{night}\n.highlight {{ background: none !important; }}\n"
