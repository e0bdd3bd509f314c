"""Bars, bills and cells: lengths, numbers, words and hatching against what was given."""

import numpy as np
import pytest

from sgdlab.figures import bars, cells

COUNTS = {"loss evaluations": {"2-point": 2460, "backprop": 0}, "operations": {"backprop": 90, "2-point": None}}


def test_bars_are_as_long_as_their_numbers_with_the_numbers_beside_them():
    picture = bars(COUNTS)
    first, second = picture.axes
    assert [bar.get_height() for bar in first.patches] == [2460, 0]
    assert [bar.get_height() for bar in second.patches] == [90]
    assert [text.get_text() for text in first.texts] == ["2,460", "0"]
    assert [text.get_text() for text in second.texts] == ["90"]
    assert [text.get_text() for text in first.get_xticklabels()] == ["2-point", "backprop"]
    assert [text.get_text() for text in second.get_xticklabels()] == ["backprop", "2-point (not counted)"]
    assert str(picture) == (
        "Loss evaluations: 2-point 2,460, backprop 0; operations: backprop 90, 2-point not counted."
    )


def test_a_name_keeps_its_color_and_hatching_in_every_panel():
    first, second = bars({"steps": {"a": 1, "b": 2}, "operations": {"b": 3, "a": 4}}).axes
    looks = [
        {round(bar.get_x() + bar.get_width() / 2): (bar.get_edgecolor(), bar.get_hatch()) for bar in axes.patches}
        for axes in (first, second)
    ]
    assert looks[0] == {0: looks[1][1], 1: looks[1][0]}
    assert looks[0][0][0] != looks[0][1][0]
    assert looks[0][0][1] != looks[0][1][1]


def test_logarithmic_bars_end_at_their_numbers():
    (axes,) = bars({"a": 12, "b": 2460}, "evaluations", scale="log").axes
    assert axes.get_yscale() == "log"
    assert [bar.get_y() + bar.get_height() for bar in axes.patches] == pytest.approx([12, 2460])
    assert axes.get_title(loc="left") == "evaluations"


TABLE = np.array([[0.5, 0.1, 0.0], [0.2, np.nan, 30.0]])
TEXTS = [["a", "b", "c"], ["d", "no closed form", "f"]]


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_cells_hold_their_words_and_missing_ones_are_hatched(scale):
    picture = cells(TABLE, ["one", "two"], ["x", "y", "z"], TEXTS, what="loss", scale=scale)
    (axes,) = picture.axes
    shown = {text.get_position(): text.get_text() for text in axes.texts}
    assert shown == {(j, i): TEXTS[i][j] for i in range(2) for j in range(3)}
    (hatched,) = (part for part in axes.collections if part.get_hatch())
    (square,) = hatched.get_paths()
    np.testing.assert_allclose(square.vertices[:4].mean(axis=0), (1, 1))
    assert str(picture) == (
        "Loss in 2 x 3 cells: from 0 (one, z) to 30 (two, z); without a number: two, y (no closed form)."
    )


def test_a_larger_number_has_a_darker_cell():
    for scale in ("linear", "log"):
        (shades,) = cells([[1.0, 10.0, 100.0]], ["row"], ["a", "b", "c"], scale=scale).axes[0].collections
        light = shades.get_facecolor()[:, :3].sum(axis=-1)
        assert light[0] > light[1] > light[2]


def test_a_table_of_one_number_has_a_pale_cell():
    ((cell,),) = cells([[7.0]], ["a"], ["b"]).scene.panels[0].cells
    assert (cell.text, cell.value) == ("7", 0.0)


def test_cells_without_any_number_say_so():
    assert str(cells([[np.nan]], ["a"], ["b"])) == "Value in 1 x 1 cells: without a number: a, b (none)."


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: bars({}), TypeError, r"values is \{name: number\}, or .* got \{\}"),
        (lambda: bars({"a": 1, "b": {"c": 2}}), ValueError, "throughout; got {'a': 1, 'b'"),
        (lambda: bars({"a": {}}), ValueError, "values has at least one number"),
        (lambda: bars({"a": -1}), ValueError, "at least 0"),
        (lambda: bars({"a": np.inf}), ValueError, "a is a finite number of at least 0; got inf"),
        (lambda: bars({"a": None}), ValueError, "at least one"),
        (
            lambda: cells([[1.0]], ["a"], ["b", "c"]),
            ValueError,
            r"of shape \(1, 2\); got shape \(1, 1\): .* 1 rows and 2 columns",
        ),
        (lambda: cells([[1.0]], ["a"], ["b"], [["c", "d"]]), ValueError, "a row of texts has 1 words; got 2"),
    ],
)
def test_wrong_use_is_a_clear_error(make, error, words):
    with pytest.raises(error, match=words):
        make()
