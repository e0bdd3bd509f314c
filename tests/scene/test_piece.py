"""Series, axes, checked arrays, and what is drawn: shapes, names, and what they refuse, in which words."""

import numpy as np
import pytest

from sgdlab.scene import Arrows, Axis, Bar, Handle, Path, Points, Series, Spot
from sgdlab.scene.piece import same_length, shaped

ONE = Series("one", "One")
GROWS = Series("grows", "Grows", spent=[0.0, 0.5, 1.0])


def test_an_axis_has_floats_as_ends():
    assert Axis("w", (0, 2)).range == (0.0, 2.0)
    assert Axis("w").range is None


def test_the_look_is_all_that_two_series_of_one_key_share():
    one, other = Series("sgd", "SGD", "orange", [4, 2], "square"), Series("sgd", "SGD", "orange", (4, 2), "square")
    assert one.look == other.look == ("SGD", "orange", (4, 2), "square", False)
    assert one.look != Series("sgd", "SGD", "orange", (4, 2), "square", faint=True).look


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
        (lambda: Series("a", "A", marker="star"), "the marker of 'a' is one of 'circle', 'square'"),
        (lambda: Series("a", "A", "red"), "the color of 'a' is one of 'blue', 'orange'"),
        (lambda: Series("a", "A", spent=[[0.0]]), r"spent of 'a' is an array \(T,\); got shape \(1, 1\)"),
        (lambda: Axis("h", scale="cubic"), "the scale of 'h' is one of 'linear', 'log'; got 'cubic'"),
        (lambda: Axis("h", (1, 1)), r"the range of 'h' is two finite numbers, rising; got \(1, 1\)"),
        (lambda: Axis("h", (0, np.inf)), "two finite numbers, rising"),
        (lambda: Axis("h", (0, np.nan)), "two finite numbers, rising"),
        (lambda: Axis("h", (0, 1), "log"), r"the scale of 'h' is log, so its range \(0, 1\) must lie above 0"),
        (lambda: Path(ONE, [1, 2]), r"the data of 'one' is an array \(T, 2\) or \(S, T, 2\); got shape \(2,\)"),
        (lambda: Path(GROWS, [[0, 0]]), "the parts of the path of 'grows' differ in length: spent 3, points 1"),
        (lambda: Points(ONE, [[0, 0, 0]]), r"the data of 'one' is an array \(N, 2\); got shape \(1, 3\)"),
        (lambda: Arrows(ONE, [[0, 0]]), r"the data of 'one' is an array \(N, 4\); got shape \(1, 2\)"),
        (lambda: Bar(ONE, [[1]]), r"the data of 'one' is an array \(G,\); got shape \(1, 1\)"),
        (lambda: shaped(["a"], "a path", "T"), "a path has real numbers; got an array of <U1"),
        (lambda: shaped([1j], "a path", "T"), "a path has real numbers; got an array of complex128"),
        (lambda: shaped(1.0, "a path", "T 2", "S T 2"), r"\(T, 2\) or \(S, T, 2\); got shape \(\)"),
        (lambda: same_length("a curve", x=[1], y=[1, 2]), "the parts of a curve differ in length: x 1, y 2"),
    ],
)
def test_wrong_use_is_a_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_what_is_not_there_has_no_length():
    same_length("a curve", x=[1, 2], y=None)
