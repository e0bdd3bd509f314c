"""The sentence builder as a learner uses it: each list by keyboard, the sentence that makes no sense, its looks."""

import pytest

from sgdlab.figures.sentences import spread
from sgdlab.labs.sentence.compute import Sentence, compute, with_seeds
from sgdlab.labs.sentence.lab import SentenceBuilder
from tests.browser.look import FRONT, Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.SentenceBuilder()"""
CURVES = 1  # among the plots: the losses


@pytest.fixture(scope="module")
def builder(chromium, lab_server):
    with opened(chromium, lab_server, "sentence.ipynb", CELL) as lab:
        yield Picture(lab)
        assert lab.page_errors == []


def verdict(**parts):
    built = compute(Sentence(**parts))
    return [f"You built{built.name}.", built.comparison]


def test_every_list_is_chosen_by_keyboard_and_judged(builder):
    builder.enter_state(SentenceBuilder().state)
    assert builder.seen()["lines"][-2:] == verdict()
    parts = {}
    for job, name, option in (
        ("gradient", "gradient by", "by hand"),
        ("batches", "which examples", "one example at a time"),
        ("optimizer", "update by", "with Nesterov momentum 0.8"),
        ("problem", "minimize", "the species of 274 penguins"),
    ):
        parts[job] = option
        builder.changed(lambda name=name, option=option: builder.choose(name, option))
        assert builder.seen()["lines"][-2:] == verdict(**parts)
    _, now = builder.changed(lambda: builder.type_in(builder.field("seed"), 3))
    assert now["lines"][-2:] == verdict(**parts, seed=3)


def test_mini_batches_of_no_data_is_refused_in_words_and_the_full_batch_recovers(builder):
    last = Sentence(batches="one example at a time", problem="the species of 274 penguins")  # before it in the list
    builder.enter_state(SentenceBuilder(last).state)
    before = builder.seen()["lines"]
    _, now = builder.changed(lambda: builder.choose("minimize", "a bowl without data"))
    assert now["lines"] == before
    assert len(now["alerts"]) == 1
    assert "full batch" in now["alerts"][0]
    assert builder.faults() == []
    _, now = builder.changed(lambda: builder.choose("which examples", "the full batch"))
    assert now["alerts"] == []
    assert now["lines"] != before
    builder.changed(lambda: builder.choose("minimize", "a line through 123 penguins"))


def test_the_band_of_64_seeds_is_chosen_by_keyboard_and_comes_whenever_the_hand_rests(builder):
    def wait_for_band(optimizer):
        said = Sentence(batches="one example at a time", gradient="by hand", optimizer=optimizer, seeds=64)
        builder.area.locator(".sg-cell", has_text=spread(with_seeds(compute(said)).many)).wait_for()

    builder.enter_state(SentenceBuilder(Sentence(batches="one example at a time")).state)
    builder.changed(lambda: builder.choose("gradient by", "by hand"))
    without = builder.back(CURVES)
    builder.choose("show", "64 seeds")
    wait_for_band("gradient descent")
    assert builder.back(CURVES) != without
    builder.choose("update by", "with momentum 0.8")
    wait_for_band("with momentum 0.8")
    assert builder.faults() == []
    _, now = builder.changed(lambda: builder.choose("show", "one run"))
    assert not any("64 seeds" in line for line in now["lines"])
    builder.changed(lambda: builder.choose("update by", "gradient descent"))
    assert builder.back(CURVES) == without


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(builder, theme, width):
    builder.lab.theme(theme)
    builder.lab.viewport(width, 1500)
    builder.enter_state(SentenceBuilder().state)
    builder.choose("update by", "with Nesterov momentum 0.8")  # the longest
    builder.settled()
    assert builder.faults() == []
    assert builder.ink(CURVES, FRONT, "purple")["count"] > 20
    builder.picture(f"sentence_{width}_{theme}")


def test_nothing_in_it_is_inaccessible(builder, axe_source):
    assert builder.lab.violations(axe_source, ".jp-Cell-outputArea") == []
