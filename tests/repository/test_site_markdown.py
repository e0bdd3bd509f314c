"""Markdown of the repository as Markdown of the site: formulas without a script, links that lead somewhere."""

from html import unescape

import pytest

from tools.project import ROOT, SOURCE
from tools.website.formulas import formula, with_formulas
from tools.website.markdown import page_of_text


def test_formulas_become_mathml_and_code_does_not():
    assert "<mfrac>" in with_formulas("so\n\n$$\\frac{a}{b}$$\n")
    assert "<mi>α</mi>" in unescape(with_formulas("the rate $\\alpha$ here"))
    assert "⟨" in unescape(formula(r"\Big\langle x \Big\rangle", "block"))
    assert with_formulas("`$x$` and\n\n```\n$y$\n```\n") == "`$x$` and\n\n```\n$y$\n```\n"


def test_a_formula_that_cannot_be_shown_is_an_error():
    with pytest.raises(ValueError, match="nonsense"):
        formula(r"\nonsense{x}", "inline")


def test_a_link_leads_to_the_page_of_its_target_or_to_the_repository():
    wanted = {
        "08_the_race.ipynb": "08_the_race.md",
        "glossary.md#loss": "glossary.md#loss",
        "../docs/design.md": "design.md",
        "../README.md": "index.md",
        "../sgdlab/run.py": f"{SOURCE}/blob/main/sgdlab/run.py",
        "../sgdlab/labs": f"{SOURCE}/tree/main/sgdlab/labs",
        "https://x.org/a.md": "https://x.org/a.md",
    }
    pages = {link: page_of_text(f"[a]({link})", ROOT / "notebooks" / "00.ipynb") for link in wanted}
    assert pages == {link: f"[a]({page})" for link, page in wanted.items()}
