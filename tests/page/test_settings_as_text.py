"""The page reads a state text as the kernel does: the same values, and the same words for what it can't read."""

from typing import Any

import pytest

import sgdlab as sl
from sgdlab.labs.stage import state
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import sent
from tests.in_node import in_the_page

READ = """
import { taken, textOf } from "{source}/live/controls.js";
import { read } from "{source}/live/state.js";
answer(asked.texts.map((text) => {
  try {
    const found = Object.entries(read(text, asked));
    const known = (name) => asked.controls.find((one) => one.name === name);
    return found.map(([name, value]) => [name, textOf(known(name), taken(known(name), value))]);
  } catch (error) {
    return error.message;
  }
}));
"""


def far() -> sl.RaceLab:
    """A race in a narrow frame far from zero, where three digits would move the point out of it."""
    return sl.RaceLab(sl.Problem(lambda w, *_: ((w[0] - 2012.34) ** 2 + 25 * (w[1] - 3) ** 2) / 2, start=[2013.37, 4]))


def own_ravine() -> sl.RavineLab:
    return sl.RavineLab(sl.quadratic([1.0, 4.0]))


TEXTS = {
    own_ravine: [
        f"{head} learning_rate=0.1" for head in ("ravine", "ravine(problem)", "ravine(", "race", "'ravine(problem)'")
    ],
    sl.RavineLab: [f"{head} learning_rate=0.1" for head in ("ravine", "ravine(problem)", "(ravine)")],
    sl.RaceLab: [
        *("", "   ", "race", "ravine seed=1", "race seed", "race color=red", "race seed=1 seed=2", "race 'seed=3'"),
        *(f"race seed={number}" for number in ("7", "1e3", "-inf", "nan", "0x10", "0b1", "0o7", "''", "1.", "-0", "x")),
        *(f"race start={point}" for point in ("1.125,0", "-1.125,0.125", "0.0005,2.5", "9,9", "1", "1,", "0x1,0")),
        *('race seed="', 'race =" seed foo="0,0|1,1"', 'race momentum=0.9 "seed=1', 'race "a" "b', 'race seed="1"'),
        *("race learning_rate=0.00123", "race learning_rate=9", "race epochs='3 epochs'", "race epochs=3"),
        *("race runners=SGD", "race runners=Bob", "race runners=", "race runners='sgd batch_size=0'"),
        *("race runners='SGD learning_rate=0x10'", "race runners='Adam learning_rate=1e15; SGD learning_rate=1e16'"),
    ],
    far: [
        *(f"race start={x},4.12345" for x in (2012.3456, 2013.375, 2012, 2013.445, -2012, 1e300, 0)),
        *(f"race start=2012.5,{y}" for y in (3.17738, 0.00123456, 0, 12345.678)),
    ],
    sl.ThreeButtonsLab: [
        f"three-buttons presses={word}" for word in ("fbu", "3f2b", "0f", "x", "10001f", "f" * 301, "''")
    ],
}


def by_the_kernel(lab: Lab[Any, Any], text: str) -> object:
    try:
        found = []
        for name, value in state.read(text, lab.name, lab.controls).items():
            lab.controls[name].value = value
            found.append([name, lab.controls[name].text()])
        return found
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("make", TEXTS)
def test_the_page_reads_state_texts_as_the_kernel_does(make: type[Lab[Any, Any]]) -> None:
    lab = make()
    described = sent(lab, lab.live())["controls"]  # type: ignore[arg-type]
    pages = in_the_page(READ, {"texts": TEXTS[make], "lab": lab.name, "controls": described})
    for text, page in zip(TEXTS[make], pages, strict=True):
        assert page == by_the_kernel(lab, text), text


def test_a_long_list_of_presses_is_refused_at_once() -> None:
    (page,) = in_the_page(READ, {"texts": [f"three-buttons presses={'f' * 200_000}"], "lab": "three-buttons",
                                 "controls": [{"name": "presses", "kind": "presses"}]})  # fmt: skip
    assert page.endswith("these are more than 300 presses or 10,000 times in all: press “start again”")
