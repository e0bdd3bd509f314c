"""What a screen reader hears of a lab, in saved pages: one message after a step, after a move and after a play."""

import pytest

import sgdlab as sl
from tests.browser.look import until
from tests.browser.saved import Saved

pytestmark = pytest.mark.slow

LABS = {"race": sl.RaceLab, "anatomy": sl.AnatomyLab, "circuit": sl.CircuitLab}
# What is put into a live region, whole where it is atomic; each list is what was heard at one moment.
_LISTEN = """() => {
    const heard = window.heard = [], first = (node, test) => {
        for (let one = node.parentElement ?? node; one; one = one.parentElement) if (test(one)) return one;
    };
    const live = (node) => {
        const region = first(node, (one) => one.hasAttribute("aria-live") || one.matches("output, [role=alert]"));
        return region && region.getAttribute("aria-live") !== "off" && region.checkVisibility();
    };
    new MutationObserver((changes) => {
        const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
        const nodes = added.filter((node) => node.isConnected && live(node));
        const wholes = nodes.map((node) => first(node, (one) => one.ariaAtomic === "true") ?? node);
        const texts = [...new Set(wholes)].map((node) => node.textContent).filter(Boolean);
        if (texts.length) heard.push(texts);
    }).observe(document.body, { subtree: true, childList: true });
}"""


@pytest.fixture(scope="module", params=LABS)
def page(request, chromium, page_of):
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, offline=True)
    saved = Saved(context.new_page(), page_of(LABS[request.param]))
    saved.name = request.param
    saved.page.evaluate(_LISTEN)
    yield saved
    assert saved.errors == []
    context.close()


# A lab speaks after a pause of less than a second, and the timers of a page ring in their order, on a busy machine too.
_RESTED = "() => new Promise((done) => setTimeout(done, 1000))"


def forget(saved):
    saved.page.evaluate(_RESTED)
    saved.page.evaluate("() => void window.heard.splice(0)")


def heard(saved):
    """What is heard once anything is, until the lab has nothing more to say."""
    until(saved.page, lambda: saved.page.evaluate("() => window.heard.length"))
    saved.page.evaluate(_RESTED)
    return saved.page.evaluate("() => window.heard.splice(0)")


def test_a_step_is_said_once(page):
    way = "back" if page.name == "race" else "forward"
    page.page.get_by_role("button", name=f"Step {way}").focus()
    forget(page)
    page.page.keyboard.press("Enter")
    (texts,) = heard(page)
    said = " ".join(texts)
    if page.name == "race":
        assert "of 1,230 example-gradients; at the playhead: full batch " in said
        assert said.endswith("SGD is ahead")  # as the line in the picture says
    else:
        assert page.lines()[0].replace("\n", "") in said


def test_a_play_is_said_once_where_it_ends(page):
    slider = page.page.get_by_role("slider", name="Playhead")
    slider.focus()
    slider.press("Home")
    forget(page)
    page.page.get_by_label("Speed").select_option("4")
    page.page.get_by_role("button", name="Play", exact=True).click()
    page.page.get_by_role("button", name="Play", exact=True).wait_for()
    (texts,) = heard(page)
    last = {"race": "1,230 of 1,230 example-gradients", "anatomy": "Step 60: ", "circuit": "Move 7 of 7, "}
    assert texts[0].startswith(last[page.name])


def test_a_line_and_a_row_are_said_as_a_whole(page):
    name = {"race": "momentum", "anatomy": "learning rate", "circuit": "move"}[page.name]
    page.slide(name, "Home")
    forget(page)
    page.slide(name, "ArrowRight")
    (texts,) = heard(page)
    rows = page.page.locator(".sg-words tr").all_text_contents()
    lines = page.page.locator(".sg-words p").all_text_contents()
    assert texts
    assert set(texts) <= {*lines, *rows}
