"""Paths, points, arrows, bars and handles: their shapes, and what they refuse."""

import pytest

from sgdlab.scene import Arrows, Bar, Handle, Path, Points, Series, Spot

ONE = Series("one", "One")
GROWS = Series("grows", "Grows", spent=[0.0, 0.5, 1.0])


def test_a_path_is_one_line_or_many():
    assert Path(ONE, [[0, 1], [2, 3]]).data.shape == (2, 2)
    assert Path(GROWS, [[[0, 0], [1, 1], [2, 2]]] * 5).data.shape == (5, 3, 2)


def test_a_handle_is_named_after_its_key():
    assert Handle("start", (0, 0)).name == "start"
    assert Handle("start", (0, 0), "the start").name == "the start"


def test_a_spot_may_be_absent():
    assert Spot("minimum").at is None


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Path(ONE, [1, 2]), r"the data of 'one' is an array \(T, 2\) or \(S, T, 2\); got shape \(2,\)"),
        (lambda: Path(GROWS, [[0, 0]]), "the parts of the path of 'grows' differ in length: spent 3, points 1"),
        (lambda: Points(ONE, [[0, 0, 0]]), r"the data of 'one' is an array \(N, 2\); got shape \(1, 3\)"),
        (lambda: Arrows(ONE, [[0, 0]]), r"the data of 'one' is an array \(N, 4\); got shape \(1, 2\)"),
        (lambda: Bar(ONE, [[1]]), r"the data of 'one' is an array \(G,\); got shape \(1, 1\)"),
    ],
)
def test_wrong_use_is_a_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()
