"""State texts: written and read back, whatever the words in them; what is broken is answered by a sentence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdlab.labs.stage.control import Control
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.handles import Handle
from sgdlab.labs.stage.sliders import LogSlider
from sgdlab.labs.stage.state import pieces_of, read, write


def controls(*more: str) -> dict[str, Control]:
    return {
        "rate": LogSlider("learning rate", 0.117, (-3.0, 0.0), "how far"),
        "seed": WholeNumber("seed", 7, "which", (0, 9)),
        "start": Handle("start", (0.5, -1), ((-1, 1), (-2, 2))),
        "by": Choice("by", ["hand", *more], "hand", "how"),
    }


def test_the_text_names_every_setting_in_order() -> None:
    assert write("demo", controls()) == "demo rate=0.117 seed=7 start=0.5,-1 by=hand"
    assert write("demo", controls(), without="seed") == "demo rate=0.117 start=0.5,-1 by=hand"


@pytest.mark.no_cover  # a hundred examples, through lines that the other tests reach
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_words_in_a_list_are_read_back(option: str) -> None:
    fields = controls(*({option} - {"hand"}))
    fields["by"].value = option
    found = read(write("demo", fields), "demo", fields)
    assert found == {name: control.value for name, control in fields.items()}


def test_what_a_text_leaves_out_is_not_touched() -> None:
    assert read("demo seed=3", "demo", controls()) == {"seed": 3}
    assert read("  demo  ", "demo", controls()) == {}


def test_a_broken_text_is_refused_in_words() -> None:
    for text, says in [
        ("", "the text is empty; the state of a lab begins with its name"),
        ("race seed=1", "this is the state of the lab 'race'; it is 'demo' that is open here"),
        ("demo depth=1", "'depth=1' is not a setting of this lab; it has rate=…, seed=…, start=…, by=…"),
        ("demo seed", "'seed' is not a setting of this lab"),
        ("demo seed=1 by=hand seed=1", "seed is there twice: write it once"),
        ("demo seed=one", "seed=one: 'one' is not a number"),
        ("demo start=1", "start=1: '1' is not 2 numbers"),
        ("demo by=foot", "by=foot: 'foot' is not in the list; there are 'hand'"),
        ("demo by='hand", "a quotation mark is missing in"),
    ]:
        with pytest.raises(ValueError, match=f"^{re.escape(says)}"):
            read(text, "demo", controls())


def test_the_first_word_is_the_lab() -> None:
    assert pieces_of("demo by='two words'") == ["demo", "by=two words"]
