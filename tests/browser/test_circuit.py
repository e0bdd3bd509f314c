"""The circuit stepper as a learner uses it: moves by keyboard, other inputs, a guess, an expression of one's own."""

import pytest

from sgdlab.labs.circuit.compute import CircuitSettings, compute
from sgdlab.labs.circuit.lab import CircuitLab, twice_used
from tests.browser.look import Picture, opened

pytestmark = pytest.mark.slow

OPENING = """\
import sgdlab as sl

sl.CircuitLab()"""
OWN = "sl.CircuitLab(lambda x1, x2: x1.log() + x1 * x2 - x2.sin(), x1=2, x2=5)"


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "circuit.ipynb", OPENING, OWN) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def circuit(page):
    picture = Picture(page)
    picture.enter_state(CircuitLab().state)
    return picture


def line(**settings):
    return compute(twice_used, ["x", "y"], CircuitSettings(**settings)).line


def test_moves_by_keyboard_say_what_was_sent(circuit):
    assert line(move=5) in circuit.seen()["lines"]
    circuit.changed(lambda: circuit.slider("move").press("ArrowRight"))
    assert line(move=6) in circuit.seen()["lines"]
    x = circuit.area.locator(".sg-node").first
    assert x.get_attribute("aria-label").startswith("x, value 2, gradient 1")
    circuit.changed(lambda: circuit.slider("move").press("Home"))
    assert line(move=0) in circuit.seen()["lines"]


def test_other_inputs_change_values_and_gradients(circuit):
    circuit.changed(lambda: circuit.type_in(circuit.field("y"), 4))
    assert line(move=5, inputs=(2.0, 4.0)) in circuit.seen()["lines"]
    circuit.changed(lambda: circuit.type_in(circuit.field("y"), 40))
    assert any("y: 40 is above 10, so 10 is taken" in one for one in circuit.seen()["lines"])


def test_a_right_guess_before_the_end_reaches_the_goal(circuit):
    guess = circuit.field("your guess: gradient of x")
    circuit.type_in(guess, -1)
    circuit.settled()
    assert "goal, open" in " ".join(circuit.seen()["lines"])
    circuit.changed(lambda: circuit.type_in(guess, 1))
    assert "reached" in " ".join(circuit.seen()["lines"])


def test_an_input_at_which_there_is_no_value_is_refused_in_words(page):
    own = Picture(page, 1)
    before = own.seen()["cells"]
    _, now = own.changed(lambda: own.type_in(own.field("x1"), -1))
    assert "a logarithm takes a number above 0" in now["alerts"][0]
    assert now["cells"] == before
    _, now = own.changed(lambda: own.type_in(own.field("x1"), 3))
    assert now["alerts"] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, circuit, theme, width):
    page.theme(theme)
    page.viewport(width, 1600)
    for number, name in enumerate(("opening", "own")):
        picture = Picture(page, number)
        picture.settled()
        picture.picture(f"circuit_{name}_{width}_{theme}")
        assert picture.faults() == []


def test_nothing_in_it_is_inaccessible(circuit, axe_source):
    assert circuit.lab.violations(axe_source, ".jp-Cell-outputArea") == []
