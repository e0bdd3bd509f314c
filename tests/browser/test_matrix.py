"""The matrix as a learner uses it: a cell is picked, problem and batches are chosen, a part of one's own, its looks."""

import pytest

from sgdlab.labs.matrix.compute import MatrixSettings, compute, with_seeds
from sgdlab.labs.matrix.lab import MatrixLab
from tests.browser.look import TRAIL, Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl


def sign_descent(gradient, params):
    return -0.05 * (gradient > 0) + 0.05 * (gradient < 0)


sl.MatrixLab(yours=sign_descent)"""
SURFACE, CURVES = range(2)  # among the plots; the grid is none


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "matrix.ipynb", CELL) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def matrix(page):
    """The lab as it opens, however the test before left it."""
    picture = Picture(page)
    page.viewport(1280, 1000)
    picture.page.mouse.move(0, 0)
    picture.enter_state(MatrixLab().state)
    opening = compute(MatrixSettings()).lines
    for _ in range(100):
        picture.page.wait_for_timeout(100)
        if picture.seen()["lines"][-len(opening) :] == opening and not picture.seen()["alerts"]:
            return picture
    raise AssertionError(f"the lab did not go back to its opening: {picture.seen()['lines']}")


def assert_said(picture, **settings):
    """The words are those of a result computed here."""
    result, seen = compute(MatrixSettings(**settings)), picture.seen()
    lines = [line.replace("1e-6", "1e-06") for line in result.lines]  # as a page's 10⁻⁶ is read
    assert seen["lines"][-len(lines) :] == lines


def wait_for_bands(picture, **settings):
    """Wait for the words of a result with many seeds, computed here."""
    for line in with_seeds(compute(MatrixSettings(**settings, seeds=64))).luck:
        picture.area.locator(".sg-cell", has_text=line).wait_for()


def cell(picture, row, column):
    """The cell of the grid, by its numbers."""
    return picture.area.locator(".sg-cells tr").nth(row + 1).locator(".sg-cell-box").nth(column)


def test_it_opens_with_a_search_without_gradients_that_got_lower_for_more(matrix):
    matrix.lab.run_all()  # a goal that was reached stays so in the same lab
    matrix.settled()
    assert "goal, open" in matrix.seen()["lines"][0]
    assert_said(matrix)
    assert cell(matrix, 8, 6).get_attribute("aria-pressed") == "true"


def test_what_is_yours_has_a_column(matrix):
    assert "backprop, yours, 0.71" in cell(matrix, 0, 9).get_attribute("aria-label")


def test_what_there_is_to_say_of_a_cell_stands_beside_it(matrix):
    here = cell(matrix, 5, 3)
    here.hover()
    tip = matrix.area.locator(".sg-cells .sg-tip")
    tip.wait_for()
    box, told = here.bounding_box(), tip.bounding_box()
    assert told["y"] + told["height"] == pytest.approx(box["y"] - 10, abs=3)
    assert 0 < told["x"] - box["x"] - box["width"] / 2 < 30


def test_a_cell_is_picked_by_mouse_and_the_goal_is_reached(matrix):
    before = matrix.ink(SURFACE, TRAIL, "purple")["key"]
    _, now = matrix.changed(lambda: cell(matrix, 5, 0).click())
    assert "goal, reached" in now["lines"][0]
    assert_said(matrix, cell=(5, 0))
    assert matrix.ink(SURFACE, TRAIL, "purple")["key"] != before


def test_a_cell_is_picked_by_keyboard(matrix):
    cell(matrix, 0, 0).focus()
    matrix.page.keyboard.press("ArrowRight")
    matrix.changed(lambda: matrix.page.keyboard.press("Enter"))
    assert_said(matrix, cell=(0, 1))


def test_an_impossible_cell_says_why(matrix):
    matrix.changed(lambda: cell(matrix, 0, 6).click())
    assert "can't be: it compares losses, and has no use for a gradient" in matrix.seen()["lines"][-1]
    assert_said(matrix, cell=(0, 6))


def test_problem_and_batches_are_chosen(matrix):
    matrix.changed(lambda: matrix.field("batches").select_option("mini-batches of 8"))
    assert_said(matrix, batches="mini-batches of 8")
    matrix.changed(lambda: matrix.field("problem").select_option("a network, 13 parameters"))
    assert_said(matrix, problem="a network, 13 parameters", batches="mini-batches of 8")
    matrix.changed(lambda: matrix.field("problem").select_option("a closed program, 2 inputs"))
    assert "a closed program has no examples to choose from" in matrix.seen()["alerts"][0]
    matrix.changed(lambda: matrix.field("batches").select_option("full batch"))
    assert_said(matrix, problem="a closed program, 2 inputs")
    matrix.page.mouse.move(0, 0)  # so that no tip lies over the cells
    assert matrix.faults() == []


def test_the_bands_of_64_seeds_are_chosen_by_keyboard_and_come_whenever_the_hand_rests(matrix):
    matrix.changed(lambda: matrix.choose("batches", "mini-batches of 8"))
    without = matrix.back(CURVES)
    matrix.choose("show", "64 seeds")
    wait_for_bands(matrix, batches="mini-batches of 8")
    assert matrix.back(CURVES) != without
    rate = matrix.slider("all rates ×")
    rate.focus()
    rate.press("ArrowLeft")  # it moves by the star, and has no band until it rests
    matrix.page.wait_for_function("(field) => field.value < 1", arg=matrix.number("all rates ×").element_handle())
    factor = float(matrix.number("all rates ×").input_value())
    wait_for_bands(matrix, batches="mini-batches of 8", factor=factor)
    cell(matrix, 5, 4).click()
    wait_for_bands(matrix, batches="mini-batches of 8", factor=factor, cell=(5, 4))
    matrix.page.mouse.move(0, 0)
    assert matrix.faults() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, matrix, theme, width):
    page.theme(theme)
    page.viewport(width, 1900)
    matrix.settled()
    matrix.picture(f"matrix_{width}_{theme}")
    assert matrix.faults() == []


def test_a_window_of_800_pixels_has_room_for_the_numbers_once_the_file_list_is_closed(page, matrix):
    page.viewport(800, 1900)
    number = cell(matrix, 0, 0).locator("span").first
    number.wait_for(state="hidden")
    page.command("application:toggle-left-area")
    number.wait_for()
    matrix.settled()
    assert matrix.faults() == []
    page.command("application:toggle-left-area")


def test_nothing_in_it_is_inaccessible(page, matrix, axe_source):
    assert page.violations(axe_source, ".jp-Cell-outputArea") == []
