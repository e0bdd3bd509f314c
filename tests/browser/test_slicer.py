"""The landscape slicer as a learner uses it: planes, rescaling, the goal, a network of one's own, its looks."""

import pytest

from sgdlab.labs.slicer.compute import FILTER, PCA, SlicerSettings, compute
from sgdlab.labs.slicer.lab import SlicerLab
from sgdlab.labs.slicer.trained import on_penguins
from tests.browser.look import SURFACE, TRAIL, Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.SlicerLab()"""
OWN = """\
X, sides = sl.moons(60, noise=0.1, seed=0)
network = sl.mlp(X, sides, hidden=(6,), loss="cross_entropy")
sl.SlicerLab(network, sl.train(network, optimizer=sl.gradient_descent(0.2), steps=60))"""


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "slicer.ipynb", CELL, OWN) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def slicer(page):
    """The lab as it opens, however the test before left it."""
    picture = Picture(page)
    picture.enter_state(SlicerLab().state)
    return picture


def has(picture, **settings):
    """Whether the words are those of the settings."""
    lines = compute(on_penguins(settings.get("learning_rate", 0.5)), SlicerSettings(**settings)).lines
    said = picture.seen()["lines"]
    return all(any(line.split(": ", 1)[1] in one for one in said) for line in lines)


def test_a_random_plane_shows_a_stub_and_the_plane_along_the_path_shows_the_path(slicer):
    assert has(slicer)
    stub = slicer.ink(SURFACE, TRAIL, "blue")["count"]
    slicer.changed(lambda: slicer.field("plane").select_option(PCA))
    assert has(slicer, plane=PCA)
    assert slicer.ink(SURFACE, TRAIL, "blue")["count"] > 2 * stub


def test_rescaling_by_keyboard_reaches_the_goal(slicer):
    slicer.changed(lambda: slicer.field("plane").select_option(FILTER))
    slider = slicer.slider("scale layer 1 by")
    slicer.changed(lambda: slider.press("End"))
    assert has(slicer, plane=FILTER, factor=10.0)
    assert "goal, reached" in " ".join(slicer.seen()["lines"])


def test_another_learning_rate_ends_at_another_edge(slicer):
    slicer.changed(lambda: slicer.field("learning rate").select_option("0.3"))
    assert has(slicer, learning_rate=0.3)


def test_a_network_of_ones_own(page):
    own = Picture(page, 1)
    assert own.field("learning rate").count() == 0
    own.changed(lambda: own.type_in(own.field("seed"), 4))
    assert any("of 32 directions" in line for line in own.seen()["lines"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(slicer, theme, width):
    slicer.lab.theme(theme)
    slicer.lab.viewport(width, 1900)
    slicer.settled()
    slicer.picture(f"slicer_{width}_{theme}")
    assert slicer.faults() == []


def test_nothing_in_it_is_inaccessible(slicer, axe_source):
    assert slicer.lab.violations(axe_source, ".jp-Cell:first-child .jp-Cell-outputArea") == []
