"""The sentence builder as a learner uses it: each list by keyboard, the sentence that makes no sense, its looks."""

import pytest
from look import FRONT, Picture, opened

from sgdlab.labs.sentence.compute import Sentence, compute

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.SentenceBuilder()"""


@pytest.fixture(scope="module")
def builder(chromium, lab_server):
    with opened(chromium, lab_server, "sentence.ipynb", CELL) as lab:
        yield Picture(lab)
        assert lab.page_errors == []


def choose(picture, name, option):
    """Choose by the arrow keys."""
    field = picture.field(name)
    field.focus()
    options = [text.replace("\N{NO-BREAK SPACE}", " ") for text in field.locator("option").all_inner_texts()]
    here, there = field.evaluate("(list) => list.selectedIndex"), options.index(option)
    for _ in range(abs(there - here)):
        field.press("ArrowDown" if there > here else "ArrowUp")


def verdict(**parts):
    built = compute(Sentence(**parts))
    return [f"You built{built.name}.", built.comparison]


def test_every_list_is_chosen_by_keyboard_and_judged(builder):
    assert builder.seen()["lines"][-2:] == verdict()
    parts = {}
    for job, name, option in (
        ("gradient", "gradient by", "by hand"),
        ("batches", "which examples", "one example at a time"),
        ("optimizer", "update by", "with Nesterov momentum 0.8"),
        ("problem", "minimize", "the species of 274 penguins"),
    ):
        parts[job] = option
        builder.changed(lambda name=name, option=option: choose(builder, name, option))
        assert builder.seen()["lines"][-2:] == verdict(**parts)
    _, now = builder.changed(lambda: builder.type_in(builder.field("seed"), 3))
    assert now["lines"][-2:] == verdict(**parts, seed=3)


def test_mini_batches_of_no_data_is_refused_in_words_and_the_full_batch_recovers(builder):
    before = builder.seen()["lines"]
    _, now = builder.changed(lambda: choose(builder, "minimize", "a bowl without data"))
    assert now["lines"] == before
    assert len(now["alerts"]) == 1
    assert "full batch" in now["alerts"][0]
    assert builder.faults() == []
    _, now = builder.changed(lambda: choose(builder, "which examples", "the full batch"))
    assert now["alerts"] == []
    assert now["lines"] != before
    builder.changed(lambda: choose(builder, "minimize", "a line through 123 penguins"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(builder, theme, width):
    builder.lab.theme(theme)
    builder.lab.viewport(width, 1500)
    choose(builder, "update by", "with Nesterov momentum 0.8")  # the longest
    builder.page.wait_for_timeout(200)
    assert builder.faults() == []
    assert builder.ink(0, FRONT, "orange")["count"] > 20
    assert builder.plot(0).bounding_box()["height"] <= 320
    builder.picture(f"sentence_{width}_{theme}")


def test_nothing_in_it_is_inaccessible(builder, axe_source):
    assert builder.lab.violations(axe_source, ".jp-Cell-outputArea") == []
