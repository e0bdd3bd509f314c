"""A saved page, opened from its file with no server and no network: it asks for nothing, and its sliders answer."""

import itertools
from urllib.parse import quote

import pytest

import sgdlab as sl
from tests.browser.look import FRAMES, until
from tests.browser.saved import Saved


@pytest.fixture
def saved(chromium, page_of, request):
    path = page_of(sl.RaceLab)
    context = chromium.new_context(
        viewport={"width": 1280, "height": 1000}, color_scheme=getattr(request, "param", "light"), offline=True
    )
    page = Saved(context.new_page(), path)
    yield page
    assert {url for url in page.asked if url != "about:blank"} == {path.as_uri()}
    assert page.errors == []
    context.close()


def test_its_sliders_show_together_what_the_kernel_would(saved):
    saved.until_shown()
    assert saved.slide("learning rate", "ArrowRight", 2) == "0.141"
    saved.until_shown(learning_rate=0.141)
    assert saved.slide("learning rate", "End") == "1.12"
    saved.until_shown(learning_rate=1.12)
    assert any("diverged" in text for text in saved.lines())
    assert saved.slide("batch size", "Home") == "1"
    saved.until_shown(learning_rate=1.12, batch_size=1)  # all sliders together
    assert saved.slide("learning rate", "Home") == "0.00112"
    assert saved.slide("momentum", "ArrowRight", 25) == "0.5"
    saved.until_shown(learning_rate=0.00112, batch_size=1, momentum=0.5)


_WRITTEN = """() => { // where each text is written on a canvas
    const pen = CanvasRenderingContext2D.prototype, { fillText } = pen;
    window.written = {};
    pen.fillText = function (text, x, y) {
        const map = document.querySelector(".sg-plot");
        if (map.contains(this.canvas)) written[text] = [x, y, this.measureText(text).width];
        fillText.call(this, text, x, y);
    };
}"""


def test_the_names_of_six_runners_whose_ends_lie_together_stand_apart(saved):
    saved.page.add_init_script(f"({_WRITTEN})()")
    six = "full batch; SGD; momentum; Nesterov; Adam; AdaGrad"
    address = saved.page.url.partition("#")[0]
    saved.page.goto("about:blank")  # otherwise only the end of the address would change
    saved.page.goto(f"{address}#race runners='{six}' batch_size=1 epochs='100 epochs'")
    saved.page.locator(".sg-budget").press("End")
    found = saved.page.evaluate("() => written")
    named = {text: place for text, place in found.items() if text.removesuffix(", off the map") in six.split("; ")}
    assert len(named) == 6
    places = sorted(named.values(), key=lambda place: place[1])
    for (x, y, wide), (left, below, across) in itertools.pairwise(places):
        assert below - y > 14 or x + wide < left or left + across < x


def test_where_no_scripts_run_its_stored_picture_is_seen(chromium, page_of):
    """As in the preview of a mail, or of a file on a phone."""
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(page_of(sl.RaceLab).as_uri())
    assert page.locator("noscript img").get_attribute("alt") == sl.RaceLab().result.description
    assert page.locator("noscript img").bounding_box()["height"] > 300
    assert "open the file in a browser that runs JavaScript" in page.locator("noscript p").inner_text()
    context.close()


def test_on_paper_it_is_as_wide_as_on_the_screen(saved):
    """Nothing is drawn again for paper, so what lies on a canvas would stand elsewhere."""
    wide = "() => document.querySelector('.sgdlab').offsetWidth"
    before = saved.page.evaluate(wide)
    saved.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    saved.page.set_viewport_size({"width": 700, "height": 1000})
    assert saved.page.evaluate(wide) == before
    saved.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    until(saved.page, lambda: saved.page.evaluate(wide) < 700)


@pytest.mark.parametrize("saved", ["dark"], indirect=True)
def test_a_dark_page_stays_dark_while_it_is_printed(saved):
    """While Chromium prints, the system is light, and what is drawn on a canvas meanwhile is missing on paper."""
    theme = "() => document.querySelector('.sgdlab').dataset.theme"
    for media, system, shown in (("print", "light", "dark"), ("screen", "dark", "dark"), ("screen", "light", "light")):
        saved.page.emulate_media(media=media, color_scheme=system)
        saved.page.evaluate(FRAMES)
        assert saved.page.evaluate(theme) == shown, (media, system)


SHARP = """() => [...document.querySelectorAll(".sg-plot canvas")].filter((one) => one.checkVisibility())
    .map((one) => one.width / one.clientWidth / devicePixelRatio)"""


def test_zoomed_in_a_window_wider_than_the_page_its_pictures_are_sharp(saved):
    saved.resize(1800, 1000)
    saved.page.get_by_role("button", name="relief").click()
    devtools = saved.page.context.new_cdp_session(saved.page)
    zoomed = {"width": 1440, "height": 800, "deviceScaleFactor": 1.25, "mobile": False}
    before = saved.page.locator(".sgdlab").bounding_box()["width"]
    devtools.send("Emulation.setDeviceMetricsOverride", zoomed)
    saved.page.evaluate(FRAMES)
    assert saved.page.locator(".sgdlab").bounding_box()["width"] == before
    assert saved.page.evaluate(SHARP) == pytest.approx([1] * 10, rel=0.01)


SPACED = "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }"
EDGE = """() => { // how many pixels of names there are in the last two columns of the losses
    const [, , front] = document.querySelectorAll(".sg-plot")[1].querySelectorAll("canvas");
    const { data } = front.getContext("2d").getImageData(front.width - 2, 0, 2, front.height);
    return data.filter((v, k) => k % 4 === 3 && v > 0).length;
}"""


def test_the_names_of_the_curves_have_room_when_letters_stand_further_apart(saved):
    until(saved.page, lambda: saved.page.evaluate(EDGE) == 0)
    saved.page.add_style_tag(content=f"{SPACED} p {{ margin-bottom: 2em !important; }}")  # WCAG 1.4.12
    until(saved.page, lambda: saved.page.evaluate(EDGE) == 0)


def test_the_words_of_lists_are_not_cut_in_larger_letters(saved):
    saved.page.add_style_tag(content="select { font-size: 20px !important; }")
    cut = "(all) => all.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)"
    assert max(saved.page.locator("select:visible").evaluate_all(cut)) <= 2


@pytest.mark.parametrize("width", [820, 900])
def test_the_words_about_many_runners_are_seen_whole_beside_their_bill(saved, width):
    runners = "full batch; SGD; momentum; Adam; RMSProp; Newton"
    saved.page.set_viewport_size({"width": width + 40, "height": 900})  # 40 are the margins of the page
    for six in (runners, runners[: runners.rindex("; RMSProp")]):
        state = quote(f"race runners='{six}' tuned=tuned seeds='64 seeds'")
        saved.page.goto(f"{saved.page.url.partition('#')[0]}#{state}")
        saved.page.locator(".sg-words p", has_text="the median at").wait_for()
        words = saved.page.locator(".sg-words > div")
        assert words.evaluate_all("(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length") == 0
        assert saved.page.locator(".sgdlab").bounding_box()["width"] == width


def test_a_link_that_comes_while_the_address_is_written_is_opened(saved):
    assert saved.slide("batch size", "Home") == "1"
    saved.until_state("batch_size=1")
    other = f"{saved.page.url.partition('#')[0]}#{quote('race seed=7')}"  # the page has put its own state over it
    with saved.page.expect_navigation():
        saved.page.evaluate("newURL => dispatchEvent(new HashChangeEvent('hashchange', { newURL }))", other)
    saved.until_state("seed=7")


def test_on_a_page_that_runs_from_right_to_left_the_lab_stands_as_on_any_other(saved):
    boxes = "(nodes) => JSON.stringify(nodes.map((node) => node.getBoundingClientRect()))"
    parts = saved.page.locator(".sgdlab *")
    before = parts.evaluate_all(boxes)
    saved.page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    assert parts.evaluate_all(boxes) == before


def test_the_key_of_the_stage_works_before_anything_has_the_focus_and_once_though_it_is_held_down(saved):
    saved.page.keyboard.down("f")
    saved.page.wait_for_function("() => document.fullscreenElement")
    saved.page.keyboard.down("f")  # the keyboard repeats it
    saved.page.evaluate(FRAMES)
    assert saved.page.evaluate("() => document.fullscreenElement !== null")


def test_a_page_without_a_kernel_says_that_it_can_not_show_the_settings_in_its_address(chromium, page_of):
    context = chromium.new_context(offline=True)
    for end, said in {"": 0, "#move=3": 0, "#circuit%20move=3%20inputs=1,1": 1}.items():
        page = Saved(context.new_page(), page_of(sl.CircuitLab), end).page
        assert page.get_by_text("This page can't compute the state in its address").count() == said
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_clock_stands_where_the_stored_picture_is(chromium, page_of, width):
    context = chromium.new_context(viewport={"width": width, "height": 844}, offline=True)
    page = Saved(context.new_page(), page_of(sl.CircuitLab)).page
    move = page.get_by_role("slider", name="move", exact=True).input_value()
    assert page.locator(".sg-clock output").inner_text() == f"{move} of 7 moves"
    context.close()
