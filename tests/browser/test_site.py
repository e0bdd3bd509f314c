"""The site, built once: its pages as text, and in a browser, from their files and offline.

Links lead somewhere, pictures have words, nothing comes from a network, all is accessible; labs, gallery, reference and
search are there.
"""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

import sgdlab
import sgdlab.labs
from sgdlab.course import curriculum

pytestmark = pytest.mark.slow
AXE = {  # in the dark only colors are another
    "light": "axe.run(document, {iframes: false, resultTypes: ['violations']})",
    "dark": "axe.run(document, {iframes: false, resultTypes: ['violations'], runOnly: ['color-contrast']})",
}
KINDS = ("index.html", "gallery.html", "02_downhill.html", "reference_optimizers.html")
FETCHES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "link": "href",
    "source": "src",
    "video": "src",
    "object": "data",
}
LABS = [getattr(sgdlab.labs, name) for name in sgdlab.labs.__all__ if name != "restore"]


class Page(HTMLParser):
    """The ids, links and fetched addresses of a page, its pictures without words, and its text."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched, self.wordless, self.language = set(), [], [], [], None
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids |= {given[key] for key in ("id", "name") if given.get(key)}
        if tag == "html":
            self.language = given.get("lang")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"].removeprefix("./"))
        if tag in FETCHES and given.get(FETCHES[tag]) and given.get("rel") != "canonical":  # which is only said
            self.fetched.append(given[FETCHES[tag]])
        if (tag == "img" and not given.get("alt")) or (tag == "iframe" and not given.get("title")):
            self.wordless.append(given.get("src", tag)[:60])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    for package in ("zensical", "mkdocstrings_handlers"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    from tools.website.build import build

    folder = tmp_path_factory.mktemp("built") / "site"
    build(folder)
    return folder


@pytest.fixture(scope="module")
def site(built):
    return sorted(path for path in built.glob("*.html") if path.name != "404.html")  # its links are for a server


@pytest.fixture(scope="module")
def pages(site):
    return {path.name: Page(path.read_text(encoding="utf-8")) for path in site}


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1000, "height": 900}, offline=True)
    yield context.new_page()
    context.close()


def test_every_notebook_has_its_page_and_its_lab(pages):
    for path in curriculum.notebooks():
        labs = [one for one in pages[f"{path.stem}.html"].fetched if re.fullmatch(r"lab_.*\.html", one)]
        assert len(labs) == (0 if path.name.startswith("13") else 1)
        assert set(labs) <= set(pages)
        assert '<meta name="description" content="Afterwards you can ' in pages[f"{path.stem}.html"].text
    assert "lab_race.html" in pages["index.html"].fetched  # who opens the site moves a slider at once


def test_the_gallery_has_every_lab_with_three_questions_and_the_code_of_its_runs(pages):
    gallery = pages["gallery.html"]
    for kind in LABS:
        page = f"lab_{kind.name}.html"
        assert page in gallery.fetched
        questions = re.findall(rf'<a href="(lab_[^"]*)" target="{kind.name}"', gallery.text)
        assert len(questions) == 3, kind
        assert {re.split(r"[?#]", one)[0] for one in questions} <= set(pages)
    assert gallery.text.count('loading="lazy"') == 2 * len(LABS)  # a frame, and a picture for paper
    assert gallery.text.count("<details") == sum(bool(kind().code) for kind in LABS)


def test_every_public_name_is_in_the_reference_with_its_example(pages):
    text = "".join(page.text for name, page in pages.items() if name.startswith("reference_"))
    for name in sgdlab.__all__:
        heading = rf'<h2 id="[\w.]+" class="doc doc-heading">\s*{name}\s'
        entry = re.search(f"{heading}.*?(?=<h2)", f"{text}<h2", re.DOTALL)
        assert entry, name
        assert "&gt;&gt;&gt;" in entry[0], name
    index = pages["reference.html"].text
    assert [name for name in sgdlab.__all__ if f"<code>{name}</code></a>" not in index] == []


def test_no_sign_of_markdown_is_left_in_the_reference(pages):
    """Docstrings have no backslash outside of code, and stress words with *stars*."""
    for name, page in pages.items():
        if name.startswith("reference"):
            words = re.sub(r"<(pre|code|script|style)\b.*?</\1>|<[^>]+>", "", page.text, flags=re.DOTALL)
            assert re.findall(r".{20}\\.{9}|\*\w+\*", words) == [], name


def test_every_page_can_be_found(pages, built):
    """In the menu and by searching; and each page leads to the source code."""
    found = json.loads((built / "search.json").read_text(encoding="utf-8"))["items"]
    searched = {item["location"].partition("#")[0] for item in found}
    for name in pages:
        if not name.startswith("lab_") and name != "index.html":
            assert name in pages["index.html"].links, f"{name} is not in the menu: tools/website/mkdocs.yml"
            assert name in searched
            assert "https://github.com/sgdlab/sgdlab" in pages[name].links


def test_every_link_leads_to_a_page_and_a_place_on_it(pages):
    broken = []
    for name, page in pages.items():
        for link in page.links:
            if re.match(r"https?:|mailto:", link):
                continue
            target, _, place = unquote(link).partition("#")
            found = pages.get(target.partition("?")[0] or name)
            is_state = target.startswith("lab_")  # what follows the # are settings
            if found is None or (place and not is_state and place not in found.ids):
                broken.append(f"{name}: {link}")
    assert broken == []


def test_nothing_is_fetched_from_a_network(pages):
    outside = [address for page in pages.values() for address in page.fetched if re.match(r"(?:https?:)?//", address)]
    assert outside == []


def test_every_picture_has_words_and_every_page_a_language(pages):
    assert [(name, page.wordless) for name, page in pages.items() if page.wordless] == []
    assert {page.language for page in pages.values()} == {"en"}


@pytest.mark.parametrize("name", KINDS)
def test_a_page_is_accessible_and_asks_for_nothing(built, chromium, axe_source, name):
    asked, errors = [], []
    for theme, look in AXE.items():
        context = chromium.new_context(viewport={"width": 1000, "height": 900}, color_scheme=theme, offline=True)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((built / name).as_uri())
        page.evaluate(axe_source)
        found = page.evaluate(look)["violations"]
        context.close()
        faults = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [(theme, one["id"], one["nodes"][0]["html"][:120]) for one in faults] == []
    assert errors == []
    assert [address for address in asked if not address.startswith(("file:", "data:", "blob:"))] == []


def test_a_lab_is_alive_on_its_notebooks_page(site, page):
    page.goto(next(path for path in site if path.name.startswith("08")).as_uri())
    page.locator("iframe.lab").scroll_into_view_if_needed()
    lab = page.frame_locator("iframe.lab")
    slider = lab.get_by_role("slider", name="learning rate", exact=True)
    before = lab.locator(".sg-words").inner_text()
    slider.focus()
    slider.press("ArrowLeft")
    expect(lab.locator(".sg-words")).not_to_have_text(before)


@pytest.mark.parametrize("name", ["race", "h-zoom"])  # one that the page computes, one with a file for each question
def test_a_question_of_the_gallery_shows_its_answer(site, page, name):
    page.goto(next(path for path in site if path.name == "gallery.html").as_uri())
    page.locator(f"iframe[name={name}]").scroll_into_view_if_needed()
    words = page.frame_locator(f"iframe[name={name}]").locator(".sg-words")
    before = words.inner_text()
    page.locator(f"a[target={name}]").nth(1).click()
    expect(words).not_to_have_text(before, timeout=30_000)


def test_on_paper_every_lab_has_its_picture_and_dark_code_is_light(site, chromium):
    context = chromium.new_context(viewport={"width": 1000, "height": 900}, color_scheme="dark", offline=True)
    page = context.new_page()
    page.goto(next(path for path in site if path.name == "gallery.html").as_uri())
    pictures = page.locator("img.paper")
    assert pictures.count() == len(LABS)
    assert not pictures.first.is_visible()  # on a screen the lab itself is there
    page.emulate_media(media="print")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("(image) => image.naturalWidth") > 300
    code = page.locator("article code").first
    ink, paper = (code.evaluate(f"(code) => getComputedStyle(code).{name}") for name in ("color", "backgroundColor"))
    ink, paper = (sum(map(float, re.findall(r"[\d.]+", color)[:3])) for color in (ink, paper))
    assert paper - ink > 400, (ink, paper)
    context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_summary_is_one_printed_page(site, chromium, paper):
    page = chromium.new_page(offline=True)
    page.goto(next(path for path in site if path.name == "summary.html").as_uri())
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "0.4in")  # as Chromium has it for a printer
    printed = page.pdf(format=paper, margin=margin)
    page.context.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_the_search_finds_a_term_without_a_server(site, page):
    page.goto(next(path for path in site if path.name == "index.html").as_uri())
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search").fill("expectation")
    page.locator('a[href*="glossary.html"][href$="#expectation"]').wait_for()
