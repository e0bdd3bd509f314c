"""The static site: every link leads somewhere, every picture has its words, and nothing comes from a network."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from sgdlab.course import curriculum
from tools.site.build import build
from tools.site.convert import formula, linked, markdown_body

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert")
FETCHES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "link": "href",
    "source": "src",
    "video": "src",
    "object": "data",
}


class Page(HTMLParser):
    """The ids, links and fetched addresses of a page, and its pictures without words."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched, self.wordless, self.language = set(), [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids |= {given[key] for key in ("id", "name") if given.get(key)}
        if tag == "html":
            self.language = given.get("lang")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in FETCHES and given.get(FETCHES[tag]):
            self.fetched.append(given[FETCHES[tag]])
        if (tag == "img" and not given.get("alt")) or (tag == "iframe" and not given.get("title")):
            self.wordless.append(given.get("src", tag)[:60])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    return {path.name: Page(path.read_text(encoding="utf-8")) for path in build(folder)}


@pytest.mark.slow
def test_every_notebook_has_its_page_and_its_lab(site):
    for path in curriculum.notebooks():
        assert f"{path.stem}.html" in site
        assert f"lab_{path.name[:2]}.html" in site[f"{path.stem}.html"].fetched
    assert "lab_08.html" in site["index.html"].fetched  # who opens the site moves a slider at once


@pytest.mark.slow
def test_every_link_leads_to_a_page_and_a_place_on_it(site):
    broken = []
    for name, page in site.items():
        for link in page.links:
            if re.match(r"https?:|mailto:", link):
                continue
            target, _, place = unquote(link).partition("#")
            found = site.get(target or name)
            if found is None or (place and place not in found.ids):
                broken.append(f"{name}: {link}")
    assert broken == []


@pytest.mark.slow
def test_nothing_is_fetched_from_a_network(site):
    outside = [address for page in site.values() for address in page.fetched if re.match(r"(?:https?:)?//", address)]
    assert outside == []


@pytest.mark.slow
def test_every_picture_has_words_and_every_page_a_language(site):
    assert [(name, page.wordless) for name, page in site.items() if page.wordless] == []
    assert {page.language for page in site.values()} == {"en"}


def test_formulas_become_mathml():
    assert "<mfrac>" in markdown_body("so\n\n$$\\frac{a}{b}$$\n")
    assert "<mi>α</mi>" in unescape(markdown_body("the rate $\\alpha$ here"))
    assert "⟨" in unescape(formula(r"\Big\langle x \Big\rangle", "block"))


def test_a_formula_that_cannot_be_shown_is_an_error():
    with pytest.raises(ValueError, match="nonsense"):
        formula(r"\nonsense{x}", "inline")


def test_links_between_notebooks_lead_to_their_pages():
    text = '<a href="08_the_race.ipynb">a</a> <a href="glossary.md#loss">b</a> <a href="https://x.org/a.md">c</a>'
    wanted = '<a href="08_the_race.html">a</a> <a href="glossary.html#loss">b</a> <a href="https://x.org/a.md">c</a>'
    assert linked(text) == wanted


def test_headings_have_the_address_that_jupyterlab_gives_them():
    assert '<h2 id="A-slope-is-a-rise">' in markdown_body("## A slope is a rise")
