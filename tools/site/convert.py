"""Notebooks and Markdown files as HTML that needs nothing from a network [notebook_body, markdown_body].

nbconvert renders cells and outputs; formulas become MathML, which browsers draw by themselves.
"""

import re
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import pass_context
from latex2mathml.converter import convert as mathml
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

LINK = re.compile(r'href="((?:\.\./notebooks/)?[\w-]+)\.(ipynb|md)(#[^"]*)?"')


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """nbconvert's renderer, with formulas as MathML."""

    def block_math(self, body: str) -> str:
        return formula(body, "block")

    def multiline_math(self, text: str) -> str:
        return formula(text.strip("$"), "block")

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Give a heading the address that it has in JupyterLab."""
        return f'<h{level} id="{re.sub("<[^>]*>", "", text).replace(" ", "-")}">{text}</h{level}>\n'

    def inline_math(self, body: str) -> str:
        return formula(body, "inline")


class _Exporter(HTMLExporter):  # type: ignore[misc]
    """nbconvert's exporter, with our Markdown, and without the numbers of cells: nothing runs here."""

    exclude_input_prompt = exclude_output_prompt = True

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        return markdown_body(source)


def formula(latex: str, display: str) -> str:
    """Return a formula as MathML. Errors: ValueError for a LaTeX command that the converter does not know."""
    plain = re.sub(r"\\[Bb]ig{1,2}[lr]?\s*(?=\\)", "", latex)  # MathML stretches brackets by itself
    found = mathml(plain, display=display)
    unknown = re.findall(r">\s*\\(\w+)", found)
    if unknown:
        raise ValueError(f"the formula {latex!r} has {', '.join(unknown)}, which cannot be shown without a network")
    return found


def markdown_body(text: str) -> str:
    """Return Markdown as HTML whose links lead to the site's own pages."""
    renderer = _Renderer(escape=False, attachments={}, embed_images=False, exclude_anchor_links=True)
    return linked(MarkdownWithMath(renderer=renderer).render(text))


def notebook_body(path: Path, lab: str | None = None, lab_cell: int = -1) -> str:
    """Return the cells and stored outputs of a notebook as HTML; `lab` replaces the stored picture of its lab."""
    notebook = nbformat.read(path, as_version=4)
    if lab is not None:
        cell = notebook.cells[lab_cell]
        cell.outputs = [nbformat.v4.new_output("display_data", data={"text/html": lab})]
    body, _ = _Exporter(template_name="basic").from_notebook_node(notebook)
    return linked(body)


def linked(html: str) -> str:
    """Let links to notebooks and Markdown files lead to their pages, and let keys scroll wide code."""

    def page(found: re.Match[str]) -> str:
        stem = Path(found[1]).name
        return f'href="{stem}.html{found[3] or ""}"'

    return LINK.sub(page, html).replace("<pre>", '<pre tabindex="0">')
