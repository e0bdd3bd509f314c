"""The code and the link of a lab, on a saved page and in JupyterLab: right for the present settings, harmless."""

import pytest

import sgdlab as sl
from tests.browser.look import Picture, opened
from tests.browser.test_hands_on import CLIPBOARD
from tests.browser.test_saved_lab import Page

pytestmark = pytest.mark.slow
MOVED = "race learning_rate=0.0562 momentum=0.5 seeds='64 seeds' epochs='3 epochs' start=1.5,2"


@pytest.fixture
def saved(chromium, page_of):
    context = chromium.new_context(viewport={"width": 780, "height": 900}, offline=True)
    page = Page(context, page_of(sl.RaceLab), sl.RaceLab())
    page.page.evaluate(CLIPBOARD)
    yield page
    assert page.errors == []
    context.close()


def shown(root):
    root.locator(".sg-code pre", has_text="import").wait_for()
    return root.locator(".sg-code pre").inner_text()


def test_a_page_without_a_kernel_writes_the_code_that_python_writes(saved):
    lab, page = sl.RaceLab.from_state(MOVED), saved.page
    page.get_by_text("as code", exact=True).click()
    assert shown(page).strip() == sl.RaceLab().code.strip()
    saved.truth.enter(lab.state)
    saved.truth.reach(lab.state)
    assert shown(page).strip() == lab.code.strip()
    page.locator(".sg-code").get_by_role("button", name="copy").click()
    assert page.evaluate("() => window.copied") == lab.code
    page.get_by_role("button", name="plain NumPy").click()
    texts = {name: control.text() for name, control in lab.controls.items()}
    (program,) = lab.programs().values()
    for own in lab.view.frame["each"]:
        assert program.filled({**texts, **own}).strip() in shown(page)
    box = page.locator(".sg-code pre").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 780


def test_a_page_without_a_kernel_writes_the_programs_of_another_surface_and_of_other_runners(saved):
    page = saved.page
    runners = "full batch; momentum schedule=cosine; SGD batch_size=1 replace=yes"
    lab = sl.restore(f"race surface=rastrigin runners='{runners}'")
    saved.truth.enter(lab.state)
    saved.truth.reach(lab.state)
    page.get_by_text("as code", exact=True).click()
    page.get_by_role("button", name="plain NumPy").click()
    (program,) = lab.programs().values()
    texts = {name: control.text() for name, control in lab.controls.items()}
    for own in lab.view.frame["each"]:
        assert program.filled({**texts, **own}).strip() in shown(page)


@pytest.mark.parametrize(("button", "inside"), [("as code", "button:text('plain NumPy')"), ("state", "input")])
def test_escape_closes_a_box_and_the_focus_is_on_its_button_again(saved, button, inside):
    page, before = saved.page, saved.truth.state()
    box = page.locator("details", has=page.get_by_text(button, exact=True))
    box.locator("summary").focus()
    page.keyboard.press("Enter")
    box.locator(inside).focus()
    page.keyboard.press("End")
    page.keyboard.type("f")  # which is no shortcut here
    page.keyboard.press("Escape")
    assert box.get_attribute("open") is None
    assert box.locator("summary").evaluate("(node) => node === document.activeElement")
    assert saved.truth.state() == before  # what was typed is not entered
    assert page.locator(".sg-alert p").count() == 0
    page.keyboard.press("Escape")  # now it would leave the stage
    assert box.get_attribute("open") is None


def test_a_copied_link_opens_the_same_picture(saved):
    wanted = sl.RaceLab.from_state(MOVED).state
    saved.truth.enter(wanted)
    saved.truth.reach(wanted)
    saved.page.locator("details.sg-state").evaluate("(box) => { box.open = true; }")
    saved.page.get_by_role("button", name="copy link").click()
    address = saved.page.evaluate("() => window.copied")
    saved.page.goto("about:blank")
    saved.page.goto(address)
    saved.page.locator(".sgdlab").wait_for()
    assert saved.truth.reach(wanted) == wanted


def test_without_a_clipboard_no_link_is_offered_that_nobody_could_copy(chromium, page_of):
    """Over plain http a browser has none, and the text in the field is the state, not the link."""
    context = chromium.new_context(offline=True)
    context.add_init_script("delete Navigator.prototype.clipboard")
    page = Page(context, page_of(sl.RaceLab), sl.RaceLab()).page
    page.locator("details.sg-state summary").click()
    assert page.get_by_role("button", name="copy", exact=True).is_visible()
    assert page.get_by_role("button", name="copy link").count() == 0
    context.close()


def test_in_jupyterlab_the_kernel_writes_the_programs_once_somebody_asks(chromium, lab_server):
    cells = "import sgdlab as sl\n\nlab = sl.RavineLab()\nlab", "matrix = sl.MatrixLab()\nmatrix"
    with opened(chromium, lab_server, "code.ipynb", *cells) as lab:
        ravine, matrix = Picture(lab), Picture(lab, 1)
        ravine.area.get_by_text("as code", exact=True).click()
        assert shown(ravine.area).strip() == sl.RavineLab().code.strip()
        ravine.area.get_by_role("button", name="plain NumPy").click()
        ravine.area.locator(".sg-code pre", has_text="def train(").wait_for()
        assert ravine.area.get_by_role("button", name="copy link").count() == 0  # no site is configured
        matrix.area.get_by_text("as code", exact=True).click()
        assert shown(matrix.area).strip() == sl.MatrixLab().code.strip()
        assert lab.page_errors == []
