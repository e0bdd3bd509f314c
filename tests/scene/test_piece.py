"""Series, axes and checked arrays: what they refuse, and in which words."""

import numpy as np
import pytest

from sgdlab.scene import Axis, Series
from sgdlab.scene.piece import one_of, same_length, shaped


def test_an_axis_has_floats_as_ends():
    assert Axis("w", (0, 2)).range == (0.0, 2.0)
    assert Axis("w").range is None


def test_the_look_is_all_that_two_series_of_one_key_share():
    one, other = Series("sgd", "SGD", "orange", [4, 2], "square"), Series("sgd", "SGD", "orange", (4, 2), "square")
    assert one.look == other.look == ("SGD", "orange", (4, 2), "square", False)
    assert one.look != Series("sgd", "SGD", "orange", (4, 2), "square", faint=True).look


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Series("a", "A", marker="star"), "the marker of 'a' is 'star'; it may be 'circle', 'square'"),
        (lambda: Series("a", "A", "red"), "the color of 'a' is 'red'; it may be 'blue', 'orange'"),
        (lambda: Series("a", "A", spent=[[0.0]]), r"spent of 'a' is an array \(T,\); got shape \(1, 1\)"),
        (lambda: Axis("h", scale="cubic"), "the scale of 'h' is 'cubic'; it may be 'linear' or 'log'"),
        (lambda: Axis("h", (1, 1)), r"the range of 'h' is two finite numbers, rising; got \(1, 1\)"),
        (lambda: Axis("h", (0, np.inf)), "two finite numbers, rising"),
        (lambda: Axis("h", (0, np.nan)), "two finite numbers, rising"),
        (lambda: Axis("h", (0, 1), "log"), r"the scale of 'h' is log, so its range \(0, 1\) must lie above 0"),
        (lambda: one_of(3, (1, 2), "the number"), "the number is 3; it may be 1 or 2"),
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
