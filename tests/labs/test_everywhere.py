"""Every lab at the corners of every control and at random settings, without a browser.

Nothing raises but what a lab refuses in words; every number of a result is finite, or the result says that something
diverged; the view takes the frame; the result is described; the state text makes the same settings again.  A lab that
was asked shows the same as before, and what a reader does to one result reaches no other.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

import sgdlab.labs
from sgdlab.labs import MatrixLab
from sgdlab.labs.race.tuning import Tuned
from sgdlab.labs.stage.arrays import pack_all
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.run import Run
from sgdlab.scene.scene import Table
from tests.labs.corners import corners

# It asks what holds of any settings; each lab's own tests reach its lines, in a third of the time.
pytestmark = pytest.mark.no_cover

EVERY = [getattr(sgdlab.labs, name) for name in sgdlab.labs.__all__]
LABS = [one for one in EVERY if isinstance(one, type) and issubclass(one, Lab)]
UNSET = ("learning_rates",)  # of a run whose optimizer has none


@pytest.fixture(scope="module", params=LABS, ids=lambda one: one.__name__)
def lab(request: pytest.FixtureRequest) -> Lab:
    made: Lab = request.param()
    made.compute = lru_cache(maxsize=4)(made.compute)  # each of the settings is tried, set and restored
    return made


def parts(value: Any) -> Iterator[Any]:
    """Everything in a result, however deep, but the settings it came from and the problem."""
    yield value
    inner: list[Any] = []
    if is_dataclass(value):
        inner = [getattr(value, field.name) for field in fields(value) if field.name not in (*UNSET, "settings")]
    elif isinstance(value, dict | list | tuple):
        inner = list(value.values() if isinstance(value, dict) else value)
    for item in inner:
        if not callable(item):
            yield from parts(item)


def arrays_of(result: Any) -> list[Any]:
    return [part for part in parts(result) if isinstance(part, np.ndarray)]


def diverged(result: Any) -> bool:
    """Whether a result says of itself that something diverged."""
    marks = [np.any(np.asarray(run.diverged_at, float) >= 0) for run in parts(result) if isinstance(run, Run)]
    tried = [np.isnan(one.losses).any() for one in parts(result) if isinstance(one, Tuned)]  # learning rates
    return any(marks + tried) or "diverge" in result.description


def is_bad(value: Any) -> bool:
    numbers = np.asarray(value) if isinstance(value, float | np.ndarray | np.generic) else np.zeros(0)
    return numbers.dtype.kind == "f" and not np.isfinite(numbers).all()


def check(lab: Lab, values: dict[str, Any]) -> bool:
    """Hold everything that is true of a lab at any settings; return whether it refused these."""
    try:
        lab.compute(lab.Settings(**{**vars(lab.settings()), **values}))
    except SettingsError:
        return True
    lab.apply(values)
    settings, result = lab.settings(), lab.result
    assert {name: getattr(settings, name) for name in values} == values
    assert "error" not in lab.view.frame
    assert lab.view.frame["said"] == []
    assert lab.view.frame["description"].strip(), settings
    assert diverged(result) or not [part for part in parts(result) if is_bad(part)], settings
    lab.restore(lab.state)
    assert lab.settings() == settings
    return False


def test_it_says_what_it_asks_and_what_there_is_to_reach(lab: Lab) -> None:
    assert [one for one in lab.scene(lab.result).words if isinstance(one, Table) and not one.caption] == []
    assert lab.name.strip()
    assert lab.question.endswith("?")
    assert 2 <= len(lab.goals) <= 3
    assert lab.view.frame["goals"] == [{"text": goal.text, "reached": False} for goal in lab.goals]
    sometimes = {"points", "adds", "across", "up"}  # on some surfaces of the race, with many parameters in the anatomy
    assert set(lab.controls) == {field.name for field in fields(lab.Settings)} - sometimes


@pytest.mark.parametrize("made", LABS)
def test_nothing_that_a_reader_does_to_a_result_or_asks_changes_what_a_lab_shows(made: type[Lab]) -> None:
    lab = made()
    told, code, frame = repr(lab), lab.code, pack_all(lab.framed(lab.result))
    before = [array.copy() for array in arrays_of(lab.result)]
    for other in lab.presets.values():
        lab.framed(lab.compute(replace(lab.settings(), **other)))
    assert (repr(lab), lab.code, pack_all(lab.framed(lab.result))) == (told, code, frame)
    for array in arrays_of(lab.result):
        if array.flags.writeable and array.dtype.kind in "fi":
            array += 1  # as in `losses = lab.result.cut.losses; losses -= losses.min()`
    for again in (lab.compute(lab.settings()), made().result):
        for array, old in zip(arrays_of(again), before, strict=True):
            np.testing.assert_array_equal(array, old)


def words_are_told_what_a_list_has(lab: Lab) -> None:
    words = [one for one in lab.controls.items() if isinstance(one[1], Choice) and isinstance(one[1].value, str)]
    for name, control in words:
        listed = ", ".join(map(repr, control.options))
        with pytest.raises(ValueError, match=re.escape(f"{name}: 'xx' is not in the list; there are {listed}")):
            lab.compute(replace(lab.settings(), **{name: "xx"}))


def test_every_corner_of_every_control_and_a_word_in_no_list(lab: Lab) -> None:
    words_are_told_what_a_list_has(lab)
    first = vars(lab.settings())
    for name, control in lab.controls.items():
        for corner in corners(control):
            check(lab, {**first, name: corner})


def sweep(lab: Lab, first: int, last: int) -> None:
    """Draw settings, and check those of these numbers."""
    rng = np.random.default_rng(20_26)
    draws = [{name: one.random(rng) for name, one in lab.controls.items()} for _ in range(last)][first:]
    refused = [check(lab, draw) for draw in draws]
    assert sum(refused) < len(draws) / 2


def test_eight_random_settings(lab: Lab) -> None:
    sweep(lab, 0, 8)


@pytest.mark.slow
def test_two_hundred_random_settings(lab: Lab) -> None:
    """The first eight are above; of the matrix, whose every picture shows more than sixty runs, there are fifty."""
    sweep(lab, 8, 50 if isinstance(lab, MatrixLab) else 200)
