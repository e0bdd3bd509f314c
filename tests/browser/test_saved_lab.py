"""A saved page of a lab that computes by itself, from its file: every control and combination, its address, its limits.

What it says is compared with what the lab in Python says at the same settings.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator

import sgdlab as sl
from sgdlab.labs.stage.lab import Lab
from tests.browser.look import FRAMES, until
from tests.browser.saved import Saved
from tests.browser.truth import Truth

LIVE = {
    "race": sl.RaceLab,
    "ravine": sl.RavineLab,
    "sentence": sl.SentenceBuilder,
    "twin panes": sl.TwinPanesLab,
    "anatomy": sl.AnatomyLab,
    "gradient cloud": sl.GradientCloudLab,
    "momentum map": sl.MomentumMapLab,
    "three buttons": sl.ThreeButtonsLab,
}
AT_RANDOM = 2  # settings of each lab
HOSTILE = (
    "<img src=x onerror='window.hacked = 1'>",
    "race seed=<script>window.hacked=1</script>",
    "race constructor=1 __proto__=2",
    "race seed=1 learning_rate=${window.hacked=1}",
    "race learning_rate='0.1",
    "race start=1,2,3",
    "race epochs=';window.hacked=1;'",
    "sentence optimizer=Adam",
    "seed=1",
    "%",
)


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 1400}, offline=True)
    yield context
    context.close()


class Page(Saved):
    """A saved page with the truth about it."""

    def __init__(self, context: BrowserContext, path: Any, lab: Lab[Any, Any], end: str = "") -> None:
        super().__init__(context.new_page(), path, end)
        self.root: Locator = self.page.locator("#lab")
        self.truth = Truth(lab, self.root)


@pytest.fixture(scope="module", params=LIVE)
def opened(request: pytest.FixtureRequest, context: BrowserContext, page_of: Any) -> Iterator[Page]:
    lab, path = LIVE[request.param](), page_of(LIVE[request.param])
    page = Page(context, path, lab)
    yield page
    assert {url.partition("#")[0] for url in page.asked} == {path.as_uri()}
    assert page.errors == []
    page.page.close()


def kept(page: Page) -> list[str]:
    """Return the words that restore what is shown, and the settings in the address."""
    return [page.page.locator("#restore").inner_text(), unquote(page.page.url.partition("#")[2])]


def test_settings_in_any_combination_are_true_and_the_address_has_them(opened: Page) -> None:
    rng = np.random.default_rng(1)
    lab = opened.truth.lab
    for _ in range(AT_RANDOM):
        lab.surprise(int(rng.integers(1000)))
        wanted = lab.state
        opened.truth.enter(wanted)
        assert opened.truth.reach(wanted) == wanted or opened.truth.alerts()
    wanted = opened.truth.state()
    opened.page.get_by_role("button", name="reset").click()
    assert opened.truth.reach(opened.truth.home) == opened.truth.home
    opened.truth.enter(wanted)
    opened.truth.reach(wanted)
    until(opened.page, lambda: kept(opened) == [f'"{wanted}"', wanted])  # at rest
    opened.page.reload()
    assert opened.truth.reach(wanted) == wanted
    until(opened.page, lambda: kept(opened)[1] == wanted)
    other = opened.page.context.new_page()
    other.goto(opened.page.url)
    again = Truth(lab, other.locator("#lab"))
    other.locator(".sgdlab").wait_for()
    assert again.reach(wanted) == wanted
    other.close()
    opened.page.get_by_role("button", name="reset").click()
    opened.truth.reach(opened.truth.home)


@pytest.fixture(scope="module")
def race(context: BrowserContext, page_of: Any) -> Page:
    return Page(context, page_of(sl.RaceLab), sl.RaceLab())


def test_another_link_that_is_opened_in_the_tab_is_followed(race: Page) -> None:
    race.truth.lab.surprise(7)
    wanted = race.truth.lab.state
    with race.page.expect_event("load"):
        race.page.evaluate("(text) => { location.hash = encodeURI(text); }", wanted)
    assert race.truth.reach(wanted) == wanted


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_address_or_text_is_a_sentence_and_runs_nothing(race: Page, text: str) -> None:
    home = sl.RaceLab().state
    race.truth.enter(home)
    race.truth.check()
    race.truth.enter(text)
    assert len(race.truth.alerts()) == 1
    said = race.root.locator(".sg-words").inner_text()
    assert race.truth.words(home)[0].split("loss ")[1] in said  # the last good picture
    race.page.goto("about:blank")
    race.page.goto(f"{race.path.as_uri()}#{text}")
    race.root.locator(".sg-words p").first.wait_for()
    if text != "%":
        race.truth.answer()
        assert len(race.truth.alerts()) == 1
    assert race.page.evaluate("() => window.hacked") is None
    assert race.root.locator(".sgdlab :is(img, script)").count() == 0
    race.truth.enter(home)
    assert race.truth.check() == home


def test_what_is_typed_beyond_a_range_is_said_until_the_next_move(race: Page) -> None:
    race.truth.enter(sl.RaceLab().state)
    rate = race.page.get_by_label("learning rate, as a number")
    rate.fill("7")
    rate.press("Enter")
    notice = race.root.locator(".sg-said p")
    assert notice.inner_text() == "learning rate: 7 is above 1.12, so 1.12 is taken"
    assert rate.input_value() == "1.12"
    assert "learning_rate=1.12 " in race.truth.check()
    race.page.get_by_role("slider", name="momentum", exact=True).press("ArrowRight")
    assert notice.count() == 0
    race.truth.enter("race seed=1.5 start=99,0")
    assert notice.count() == 2
    assert notice.first.inner_text() == "seed: 1.5 is not a whole number, so 1 is taken"
    assert re.match(r"start: \(99, 0\) lies outside the picture, so \(\S+, 0\) is taken", notice.last.inner_text())
    race.truth.check()


def test_two_sliders_at_once_are_drawn_together(race: Page) -> None:
    """An event of each between two frames of the screen: frames show both, unless a busy machine interrupts."""
    race.truth.enter(sl.RaceLab().state)
    pictures = race.page.evaluate(
        """async () => {
            const named = (name) => document.querySelector(`[aria-label="${name}"]`);
            const sliders = ["learning rate", "momentum"].map(named);
            const state = document.querySelector("[aria-label=state]"), seen = new Set();
            for (let k = 0; k < 40; k++) {
                for (const one of sliders) {
                    one.value = String(Number(one.value) + (k < 20 ? 1 : -1) + (one === sliders[1] ? 1 : 0));
                    one.dispatchEvent(new Event("input"));
                }
                await new Promise(requestAnimationFrame);
                seen.add(document.querySelector(".sg-words").textContent + state.value);
            }
            return seen.size;
        }"""
    )
    assert pictures >= 30
    race.truth.check()


def test_a_page_that_may_not_compute_says_so_and_shows_the_stored_picture(
    context: BrowserContext, page_of: Any, tmp_path: Any
) -> None:
    path = tmp_path / "race.html"
    path.write_text(page_of(sl.RaceLab).read_text("utf-8").replace(" 'unsafe-eval'", ""), "utf-8")
    page = Page(context, path, sl.RaceLab())
    assert "is not allowed to compute" in page.truth.alerts()[0]
    assert page.root.locator(".sg-words p").first.inner_text().startswith("the full batch")
    assert page.root.locator(".sg-controls").count() == 0
    assert [one for one in page.errors if "Content Security Policy" not in one] == []
    page.page.close()


@pytest.mark.parametrize("at_once", [False, True], ids=["typed", "pasted"])
def test_a_comma_is_a_decimal_point(race: Page, at_once: bool) -> None:
    race.truth.enter(sl.RaceLab().state)
    rate = race.page.get_by_label("learning rate, as a number")
    rate.select_text()
    race.page.keyboard.insert_text("0,05") if at_once else rate.press_sequentially("0,05")
    rate.press("Enter")
    assert rate.input_value() == "0.05"
    assert "learning_rate=0.05 " in race.truth.check()


def test_a_minus_as_the_words_of_a_lab_write_it_is_kept(race: Page) -> None:
    rate = race.page.get_by_label("learning rate, as a number")
    rate.select_text()
    race.page.keyboard.insert_text("−0.05")
    assert rate.input_value() == "-0.05"
    rate.press("Enter")
    assert "learning_rate=0.00112 " in race.truth.check()  # the lowest


def test_a_wheel_that_scrolls_the_page_leaves_the_number_that_was_typed(race: Page) -> None:
    race.truth.enter(sl.RaceLab().state)
    rate = race.page.get_by_label("learning rate, as a number")
    rate.fill("0.05")
    rate.hover()
    race.page.mouse.wheel(0, -100)
    race.page.evaluate(FRAMES)
    assert rate.input_value() == "0.05"
    assert "learning_rate=0.05 " in race.truth.check()


def test_a_number_beside_a_slider_of_stored_pictures_takes_its_nearest_place(
    context: BrowserContext, page_of: Any
) -> None:
    saved = Saved(context.new_page(), page_of(sl.HZoomLab))
    x, h = (saved.page.locator(".sg-controls").get_by_role("spinbutton", name=name) for name in ("x", "h"))
    stored = x.input_value()
    for number, typed in ((x, "0.9001"), (h, "1.05e-5")):
        number.fill(typed)
        number.press("Enter")
    assert (x.input_value(), float(h.input_value())) == (stored, 1e-5)  # and x went back to where it was stored
    slope = sl.HZoomLab.from_state("h-zoom h=1e-5").result.lines[0].split(":")[0].replace("-", "−")
    until(saved.page, lambda: slope in " ".join(saved.lines()))
    assert saved.errors == []
    saved.page.close()
