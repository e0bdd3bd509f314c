"""sgdlab.course.telling.answers: equal answers, placeholders, and sources that can be pasted."""

import inspect
from fractions import Fraction

import numpy as np
import pytest

from sgdlab.course.judging.functions import Watched, plain, untouched
from sgdlab.course.telling.answers import apart, same, show


def _empty(x, y): ...


def _documented(x, y):
    """Say what it does."""
    pass  # noqa: PIE790 (a placeholder as learners leave it)


def _returns_dots(x, y):
    return ...


@pytest.mark.parametrize("answer", [..., _empty, _documented, _returns_dots], ids=["dots", "body", "pass", "return"])
def test_a_placeholder_is_untouched(answer):
    assert untouched(answer)


def _partly(x, y):
    total = x + y  # noqa: F841 (begun, and not ended)
    return ...


@pytest.mark.parametrize("answer", [_partly, lambda x: x, lambda x: 0, np.sin, len, 3, None])
def test_anything_else_is_an_attempt(answer):
    assert not untouched(answer)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1.0, True),
        ([1, 2], np.array([1.0, 2.0]), True),
        ([np.arange(3), np.arange(2)], [[0, 1, 2], [0, 1]], True),
        ([np.arange(3), np.arange(2)], [[0, 1, 2], [0, 2]], False),
        ([1, 2], [1, 2, 3], False),
        (1.0, 1.0 + 1e-6, False),
        (1.0, 1.0 + 1e-13, True),
        (np.float32(1 / 3), 1 / 3, True),
        ([np.float32(0.1), np.float32(0.7)], np.array([0.1, 0.7]), True),
        (np.float32(0.3333), 1 / 3, False),
        (np.float32(0.0), 1e-7, False),
        (Fraction(1, 3), 1 / 3, True),
        ([Fraction(1, 3), 2**70], [1 / 3, 2.0**70], True),
        (Fraction(1, 3), 0.3333, False),
        ([np.array(0.5, dtype=object)] * 2, [0.5, 0.5], True),
        ([None, 0.5], [0.5, 0.5], False),
        (float("nan"), 1.0, False),
        (None, 0, False),
        ("a", "a", True),
        ("1", 1, False),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, 1, False),
    ],
)
def test_same(one, other, expected):
    assert same(one, other) is expected


def test_show_is_short():
    assert len(show("x" * 500)) == 80
    assert show(np.array(0.123456)) == "0.1235"
    assert show(np.random.default_rng(0)) == "a generator"


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (1.0, 2.0, ("1", "2")),
        (np.float32(0.1), 0.1, ("0.10000000149", "0.1")),
        ([1.0, 2.0], [1.0, 2.0000001], ("[1, 2] with 2 at [1]", "[1, 2] with 2.0000001 at [1]")),
        (np.eye(7), np.eye(7) * [1, 1, 1, 1, 2, 1, 1], ("with 1 at [4, 4]", "with 2 at [4, 4]")),
        ("a" * 100, "a" * 101, ("a…", "a…")),
    ],
)
def test_two_answers_that_differ_never_look_alike_if_they_are_numbers(one, other, texts):
    assert all(shown.endswith(text) for shown, text in zip(apart(one, other), texts, strict=True))


def test_a_matrix_is_shown_like_an_array():
    assert show(np.array([[1.0, 2.0]]).view(np.matrix)) == "[[1, 2]]"  # its rows are matrices, too, without an end


def test_watched_remembers_its_last_call_and_a_missing_result():
    watched = Watched(lambda x: x or None)
    assert watched(3) == 3
    assert not watched.gave_none
    watched(0)
    assert watched.last == (0,)
    assert watched.gave_none


def annotated(x: float, rows: "list[int]", rng: np.random.Generator) -> dict[str, int]:
    y: int = len(rows)  # how many
    return {"y": y}


def test_a_definition_to_paste_has_no_annotations():
    head, first, _ = plain(inspect.getsource(annotated)).split("\n")
    assert head == "def annotated(x, rows, rng):"
    assert first == "    y = len(rows)  # how many"


def test_a_list_that_holds_itself_is_compared_and_shown():
    path = [1.0]
    path += [path, path]
    assert not same(path, path)
    assert not same({"path": path}, {"path": 1.0})
    assert show(path).startswith("[1, [1, [1, [1, [1, […], […]]")
    assert len(show(path)) < 500
