"""The list of surfaces, what each runner has learned, and points of one's own: in a notebook, and in a page alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sgdlab as sl
from tests.browser.look import CURVES, SURFACE, Picture, opened

CELL = "import sgdlab as sl\n\nlab = sl.RaceLab()\nlab"
NETWORK = "your classes: network 2-8-2"
LACKING = "can't race on this surface in a saved page, only in a notebook"
ROOM = 760  # pixels
NUMBERS = """(() => { // what is written on a canvas
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
        (this.canvas.numbers ??= []).push(text);
        fillText.call(this, text, ...place);
    };
})()"""
SEEN = """async () => { // the states of three seconds
    const seen = new Set();
    for (let k = 0; k < 60; k++) {
        seen.add(document.querySelector(".sg-state input").value);
        await new Promise((done) => setTimeout(done, 50));
    }
    return [...seen];
}"""


@pytest.fixture(scope="module")
def race(chromium: Any, lab_server: Any) -> Iterator[Picture]:
    with opened(chromium, lab_server, "surfaces.ipynb", CELL) as lab:
        yield Picture(lab)
        assert lab.page_errors == []


def take(race: Picture, name: str) -> None:
    """Choose a surface, and wait until the kernel has prepared it."""
    race.field("surface").select_option(label=name)
    race.page.wait_for_function(
        "(name) => document.querySelector('.sg-state input').value.includes(name)"
        " && !document.querySelector('.sg-alert p')",
        arg=f"surface={name}" if " " not in name else f"surface='{name}'",
    )


@pytest.mark.parametrize("name", ["spirals", NETWORK, "penguins"])
def test_a_surface_is_prepared_in_place_and_fits(race: Picture, name: str) -> None:
    take(race, name)
    race.settled()
    assert race.state() == sl.RaceLab(name).state
    assert race.area.evaluate("(area) => area.offsetHeight") <= ROOM
    assert race.faults() == []


def test_of_surfaces_that_are_chosen_quickly_the_last_one_stays(race: Picture) -> None:
    """The kernel prepares each; what it then says of the one before must not bring that back, and so on forever."""
    quick = ["bowl", "ravine", "penguins", "himmelblau"] * 3
    for name in quick[:-1]:
        race.field("surface").select_option(label=name)
    take(race, quick[-1])
    race.lab.wait_idle()
    seen = race.page.evaluate(SEEN)
    assert len(seen) == 1, seen
    assert " surface=himmelblau " in seen[0]


VIEW = """async () => { // a new view of the output, with the notebook in front again
    const { shell, commands } = window.jupyterapp, notebook = shell.currentWidget;
    await commands.execute("notebook:create-output-view");
    window.view = shell.currentWidget;
    shell.activateById(notebook.id);
}"""


def test_in_a_second_view_its_sliders_are_its_own_too(race: Picture) -> None:
    take(race, "bowl")
    race.page.evaluate(VIEW)
    second = race.page.locator(".jp-LinkedOutputView").get_by_role("slider", name="learning rate", exact=True)
    second.wait_for()
    take(race, "logistic regression")
    for slider, rate in ((second, "12.6"), (race.slider("learning rate"), "11.2")):
        assert [slider.get_attribute(f"aria-value{end}") for end in ("min", "max")] == ["-0.8", "2.2"]
        slider.press("ArrowLeft")
        race.page.wait_for_function(f"() => document.querySelector('.sg-state input').value.includes('_rate={rate} ')")
    race.page.evaluate("() => window.view.dispose()")


def test_the_map_widens_with_paths_that_leave_it_and_narrows_again(race: Picture) -> None:
    take(race, "bowl")
    race.settled()
    (left, right), _ = sl.RaceLab("bowl").landscape.limits
    usual, rate = race.back(SURFACE), race.number("learning rate")
    race.changed(lambda: race.type_in(rate, 3))
    ring = race.area.locator(".sg-ring").first
    ends = [float(ring.get_attribute(name) or "nan") for name in ("aria-valuemin", "aria-valuemax")]
    assert ends == pytest.approx([4 * left, 4 * right], abs=4e-3 * (right - left))
    assert race.back(SURFACE) != usual
    race.changed(lambda: race.drag(ring, 90))
    x, _ = map(float, race.state().split("start=")[1].split()[0].split(","))
    assert x == pytest.approx(right, rel=1e-2), "the ring stays in the usual frame"
    assert race.seen()["alerts"] == []
    race.changed(lambda: race.type_in(rate, 0.2))
    assert race.back(SURFACE) == usual


def test_who_races_stays_on_another_surface_until_a_reset(race: Picture) -> None:
    take(race, "logistic regression")
    race.slider("learning rate").press("ArrowLeft")  # another surface comes before the kernel has its number
    take(race, "penguins")
    race.settled()
    race.changed(lambda: race.enter_state("race runners='full batch; SGD; momentum; Adam learning_rate=0.3'"))
    for name in ("rosenbrock", "bowl"):
        take(race, name)
        race.settled()
        expected = sl.RaceLab(name).state.replace(
            "full batch; SGD", "full batch; SGD; momentum; Adam learning_rate=0.3"
        )
        assert race.state() == expected
        assert race.button("Adam").is_visible()
    race.changed(lambda: race.button("reset").click())
    assert race.state() == sl.RaceLab("bowl").state


@pytest.mark.parametrize("wide", [1280, 780])
def test_the_numbers_below_the_curves_go_up_to_the_budget(chromium: Any, page_of: Any, wide: int) -> None:
    page = chromium.new_page(viewport={"width": wide, "height": 900})
    page.add_init_script(NUMBERS)
    page.goto(page_of(sl.RaceLab).as_uri())
    page.locator(".sg-words p").first.wait_for()
    written = page.locator(".sg-plot").nth(CURVES).locator("canvas").first.evaluate("(canvas) => canvas.numbers")
    last = max(float(one.replace(",", "")) for one in written if one.replace(",", "").isdecimal())
    assert last == (1200 if wide == 1280 else 1000)  # of 1,230
    plot, end = (page.locator(one).bounding_box() for one in (".sg-plot >> nth=1", ".sg-budget"))
    assert abs(end["y"] + end["height"] / 2 - plot["y"]) < 12  # the handle of the budget is on top of its line
    assert plot["x"] + 0.7 * plot["width"] < end["x"] < plot["x"] + plot["width"]
    page.close()


def test_a_page_alone_has_the_other_surfaces_and_says_what_it_lacks(chromium: Any, page_of: Any) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_of(sl.RaceLab).as_uri())
    surfaces, state = page.locator(".sg-controls select").first, page.locator(".sg-state input")
    for name in ("rosenbrock", "moons", NETWORK):
        surfaces.select_option(label=name)
        page.wait_for_function("(name) => document.querySelector('.sg-state input')?.value.includes(name)", arg=name)
        assert state.input_value() == sl.RaceLab(name).state
        assert sl.restore(state.input_value()).settings().surface == name
    page.get_by_label("Add a runner").select_option("momentum")
    page.wait_for_function("() => document.querySelector('.sg-state input').value.includes('; momentum')")
    surfaces.select_option(label="two weights")
    page.wait_for_function("() => document.querySelector('.sg-state input')?.value.includes('two weights')")
    assert state.input_value() == sl.RaceLab("two weights").state.replace("; SGD", "; SGD; momentum")
    page.get_by_role("button", name="reset").click()
    page.wait_for_function("() => !document.querySelector('.sg-state input').value.includes('; momentum')")
    assert state.input_value() == sl.RaceLab("two weights").state
    gray = page.get_by_label("Add a runner").locator("option:disabled")
    assert gray.all_inner_texts() == ["Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW", "Newton", "random search"]
    assert gray.nth(3).get_attribute("title") == f"Adam {LACKING}"
    surfaces.select_option(label="penguins")
    page.wait_for_function("() => document.querySelector('.sg-state input')?.value.includes('penguins')")
    assert gray.all_inner_texts() == ["random search"]
    page.get_by_label("Add a runner").select_option("Adam")
    page.wait_for_function("() => document.querySelector('.sg-state input').value.includes('; Adam')")
    assert state.input_value() == sl.RaceLab().state.replace("; SGD", "; SGD; Adam")
    surfaces.select_option(label=NETWORK)
    page.get_by_text(f"Adam {LACKING}").wait_for()
    page.wait_for_function("(name) => document.querySelector('.sg-state input')?.value.includes(name)", arg=NETWORK)
    surfaces.select_option(label="digits")
    page.get_by_text("digits is not on this page: it needs a kernel").wait_for()
    assert f"surface='{NETWORK}'" in state.input_value()
    page.get_by_role("slider", name="learning rate", exact=True).press("ArrowLeft")
    page.get_by_text("digits is not on this page").wait_for(state="detached")  # the reader has gone on
    page.goto("about:blank")
    page.goto(f"{page_of(sl.RaceLab).as_uri()}#race surface=saddle start=1.5,0")
    page.wait_for_function("() => document.querySelector('.sg-state input')?.value.includes('start=1.5,0')")
    assert errors == []
    page.close()


def test_who_cannot_race_on_one_surface_races_on_the_next(chromium: Any, tmp_path: Path) -> None:
    lab, path = sl.RaceLab(), tmp_path / "race.html"
    lab.controls["runners"].value = "full batch; Newton; SGD"
    lab.save(path)
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    surfaces, shown = page.locator(".sg-controls select").first, page.locator(".sg-runners button")
    surfaces.select_option(label="spirals")
    page.get_by_text(f"Newton {LACKING}").wait_for()
    assert shown.all_inner_texts() == ["full batch", "SGD"]
    page.get_by_label("Add a runner").select_option("momentum")
    surfaces.select_option(label="beale")
    page.wait_for_function("() => document.querySelector('.sg-state input')?.value.includes('beale')")
    assert shown.all_inner_texts() == ["full batch", "Newton", "SGD", "momentum"]
    assert page.get_by_text(LACKING).count() == 0
    shown.nth(1).click()
    page.get_by_role("button", name="remove").click()
    for name in ("spirals", "beale"):
        surfaces.select_option(label=name)
        page.wait_for_function("(name) => document.querySelector('.sg-state input')?.value.includes(name)", arg=name)
        assert shown.all_inner_texts() == ["full batch", "SGD", "momentum"]
    page.close()


def test_a_link_opens_without_the_runners_that_the_page_lacks(chromium: Any, page_of: Any) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{page_of(sl.RaceLab).as_uri()}#race surface=moons runners='full batch; Adam' start=99,0")
    page.get_by_text(f"Adam {LACKING}").wait_for()
    page.get_by_text("start: (99, 0) lies outside the picture").wait_for()
    assert "runners='full batch'" in page.locator(".sg-state input").input_value()
    assert page.locator(".sg-runners button").all_inner_texts() == ["full batch"]
    assert page.locator(".sg-plot").first.bounding_box()["height"] > 100
    assert errors == []
    page.close()


def test_a_goal_that_is_reached_stays_so_when_another_surface_was_there(chromium: Any, page_of: Any) -> None:
    page = chromium.new_page()
    page.goto(f"{page_of(sl.RaceLab).as_uri()}#race batch_size=1 learning_rate=0.05")
    page.locator(".sg-goal[data-state=reached]").wait_for()
    for name in ("moons", "penguins"):
        page.locator(".sg-controls select").first.select_option(label=name)
        page.wait_for_function("(name) => document.querySelector('.sg-state input').value.includes(name)", arg=name)
    page.get_by_role("button", name="reset").click()
    page.wait_for_function("() => document.querySelector('.sg-state input').value.includes('batch_size=8')")
    assert page.locator(".sg-goal").get_attribute("data-state") == "reached"
    page.close()
