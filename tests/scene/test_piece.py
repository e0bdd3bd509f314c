"""Series, axes, checked arrays, and what is drawn: shapes, names, and what they refuse, in which words."""

import numpy as np

from sgdlab.scene import Arrows, Axis, Bar, Handle, Path, Points, Series, Spot
from sgdlab.scene.piece import same_length, shaped
from tests.refusals import refused

ONE = Series("one", "One")
GROWS = Series("grows", "Grows", spent=[0.0, 0.5, 1.0])


def test_pieces_have_what_they_were_given_and_what_is_usual():
    assert Axis("w", (0, 2)).range == (0.0, 2.0)
    assert Axis("w").range is None
    one, other = Series("sgd", "SGD", "orange", [4, 2], "square"), Series("sgd", "SGD", "orange", (4, 2), "square")
    assert one.look == other.look == ("SGD", "orange", (4, 2), "square", False)
    assert one.look != Series("sgd", "SGD", "orange", (4, 2), "square", faint=True).look
    assert Path(ONE, [[0, 1], [2, 3]]).data.shape == (2, 2)  # one line, or many
    assert Path(GROWS, [[[0, 0], [1, 1], [2, 2]]] * 5).data.shape == (5, 3, 2)
    assert [Handle("start", (0, 0)).name, Handle("start", (0, 0), "the start").name] == ["start", "the start"]
    assert Spot("minimum").at is None
    same_length("a curve", x=[1, 2], y=None)  # what is not there has no length


def test_wrong_use_is_a_sentence():
    refused(ValueError, {
        "the marker of 'a' is one of 'circle', 'square'": lambda: Series("a", "A", marker="star"),
        "the color of 'a' is one of 'blue', 'orange'": lambda: Series("a", "A", "red"),
        r"spent of 'a' is an array \(T,\); got shape \(1, 1\)": lambda: Series("a", "A", spent=[[0.0]]),
        "the scale of 'h' is one of 'linear', 'log'; got 'cubic'": lambda: Axis("h", scale="cubic"),
        r"the range of 'h' is two finite numbers, rising; got \(1, 1\)": lambda: Axis("h", (1, 1)),
        "two finite numbers, rising; got .0, inf": lambda: Axis("h", (0, np.inf)),
        "two finite numbers, rising; got .0, nan": lambda: Axis("h", (0, np.nan)),
        r"'h' is log, so its range \(0, 1\) must lie above 0": lambda: Axis("h", (0, 1), "log"),
        r"'one' is an array \(T, 2\) or \(S, T, 2\); got shape \(2,\)": lambda: Path(ONE, [1, 2]),
        "the path of 'grows' differ in length: spent 3, points 1": lambda: Path(GROWS, [[0, 0]]),
        r"the data of 'one' is an array \(N, 2\); got shape \(1, 3\)": lambda: Points(ONE, [[0, 0, 0]]),
        r"the data of 'one' is an array \(N, 4\); got shape \(1, 2\)": lambda: Arrows(ONE, [[0, 0]]),
        r"the data of 'one' is an array \(G,\); got shape \(1, 1\)": lambda: Bar(ONE, [[1]]),
        "a path has real numbers; got an array of <U1": lambda: shaped(["a"], "a path", "T"),
        "a path has real numbers; got an array of complex128": lambda: shaped([1j], "a path", "T"),
        r"\(T, 2\) or \(S, T, 2\); got shape \(\)": lambda: shaped(1.0, "a path", "T 2", "S T 2"),
        "the parts of a curve differ in length: x 1, y 2": lambda: same_length("a curve", x=[1], y=[1, 2]),
    })  # fmt: skip
