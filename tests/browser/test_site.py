"""The static site in a browser, from its files and offline: nothing is asked for, nothing is inaccessible."""

import pytest

from tools.site.build import build

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
AXE = {  # in the dark only colors are another
    "light": "axe.run(document, {iframes: false, resultTypes: ['violations']})",
    "dark": "axe.run(document, {iframes: false, resultTypes: ['violations'], runOnly: ['color-contrast']})",
}
PARTS = 8  # of the pages, so that no test is so long that the others have to wait for it


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_asks_for_nothing(site, chromium, axe_source, theme, part):
    context = chromium.new_context(viewport={"width": 1000, "height": 900}, color_scheme=theme, offline=True)
    page = context.new_page()
    asked, errors, faults = [], [], {}
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in site[part::PARTS]:
        page.goto(path.as_uri())
        page.evaluate(axe_source)
        found = page.evaluate(AXE[theme])["violations"]
        serious = {
            one["id"]: one["nodes"][0]["html"][:120] for one in found if one["impact"] in ("serious", "critical")
        }
        if serious:
            faults[path.name] = serious
    context.close()
    assert faults == {}
    assert errors == []
    assert {address for address in asked if not address.startswith(("file:", "data:", "blob:"))} == set()


def test_a_lab_replays_on_its_notebooks_page(site, chromium):
    context = chromium.new_context(viewport={"width": 1000, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(next(path for path in site if path.name.startswith("08")).as_uri())
    page.locator("iframe").scroll_into_view_if_needed()
    lab = page.frame_locator("iframe")
    slider = lab.get_by_role("slider", name="learning rate", exact=True)
    before = lab.locator(".sg-words").inner_text()
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_timeout(300)
    assert lab.locator(".sg-words").inner_text() != before
    context.close()
