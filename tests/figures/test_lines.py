"""Curves by name: what is drawn and said is what was given; what an axis can't show is said too."""

import numpy as np
import pytest

from sgdlab.figures import curves
from sgdlab.figures.sentences import rough
from tests.refusals import refused

H = 10.0 ** -np.arange(0, 17)
ERRORS = {
    "forward": (H, np.abs((np.exp(1 + H) - np.e) / H - np.e)),
    "complex step": (H, np.abs(np.exp(1 + 1j * H).imag / H - np.e)),
}


def labelled(picture, label):
    return next(line for line in picture.axes[0].lines if line.get_label() == label)


def test_curves_are_the_given_points():
    picture = curves({"a": ([0, 1, 2], [3.0, 1.0, 2.0]), "b": ([0, 5], [1.0, 1.5])}, "step", "sharpness")
    np.testing.assert_array_equal(labelled(picture, "a").get_xydata(), [[0, 3], [1, 1], [2, 2]])
    np.testing.assert_array_equal(labelled(picture, "b").get_xydata(), [[0, 1], [5, 1.5]])
    assert str(picture) == "Sharpness against step: a from 3 at 0 to 2 at 2, lowest 1 at 1; b from 1 at 0 to 1.5 at 5."


def test_a_mark_beside_the_curves_is_in_the_picture():
    """The mark 2/λmax had a label, and its line was outside of the frame."""
    beside = curves({"a": ([1, 2, 3], [3.0, 1.0, 2.0])}, marks={"limit": 3.5, "best": 2})
    assert beside.axes[0].get_xlim() == (1, 3.5)
    nowhere = curves({"a": ([1, 2, 3], [3.0, 1.0, 2.0])}, xscale="log", marks={"nowhere": -1})
    assert nowhere.axes[0].get_xlim() == (1, 3)


def test_a_curve_whose_x_does_not_rise_is_all_in_the_picture():
    t = np.linspace(0, 2 * np.pi, 60)
    (axes,) = curves({"a circle": (2 * np.cos(t), np.sin(t))}).axes
    assert axes.get_xlim() == pytest.approx((-2, 2), abs=0.01)


def test_tiny_numbers_are_not_called_0():
    assert "level: rounding at y = 2.2e-16" in str(curves({"a": ([1, 2], [1, 2])}, levels={"rounding": 2.2e-16}))
    assert [rough(value) for value in (0.0213, -4.4e-16, 0.0)] == ["0.0213", "about -1e-15", "0"]


def test_rounding_does_not_choose_the_place_of_the_lowest_point_on_a_level_stretch():
    for rounding in ([0, 0, -1, 1], [0, 1, -1, 0], [-1, 0, 1, 0]):
        level = 0.8 + 1e-16 * np.array(rounding)
        picture = curves({"dip": (range(6), [0.9, *level, 1.1]), "level": (range(4), level)})
        assert str(picture).endswith("dip from 0.9 at 0 to 1.1 at 5, lowest 0.8 at 1; level from 0.8 at 0 to 0.8 at 3.")


def test_logarithmic_axes_leave_out_zeros_and_say_so():
    picture = curves(ERRORS, "h", "error", xscale="log", yscale="log")
    axes = picture.axes[0]
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    zeros = int(np.sum(ERRORS["complex step"][1] == 0))
    assert zeros > 3
    assert len(labelled(picture, "complex step").get_xdata()) == len(H) - zeros
    assert f"({zeros} points not shown: zero)" in str(picture)
    assert str(picture).startswith("Error against h, on logarithmic axes: forward from 1.95 at 1 to ")
    assert picture._repr_mimebundle_()["image/png"]


def test_what_is_left_out_is_told_with_its_reason():
    for y, scale, says in (
        ([1, np.nan, 0], "linear", "(1 point not shown: not finite)"),
        ([1, -2, 0], "log", "(2 points not shown: zero or negative)"),
        ([1, np.inf, 0], "log", "(2 points not shown: zero or not finite)"),
    ):
        assert says in str(curves({"a": ([1, 2, 3], y)}, yscale=scale))
    picture = curves(
        {"a": ([1, 2], [1, 2])}, xscale="log", yscale="log", marks={"m": 0.0}, levels={"l": -1.0, "k": 2.0}
    )
    missing = ", which a logarithmic axis doesn't have"
    assert f"marked: m at x = 0{missing}; level: l at y = -1{missing}; level: k at y = 2." in str(picture)


def test_marks_and_levels_are_drawn_where_they_are_and_named():
    picture = curves({"sharpness": ([0, 10], [1, 8])}, marks={"edge": 5.0}, levels={"2 / learning rate": 8.0})
    level, upright = picture.axes[0].lines[-2:]
    assert list(upright.get_xdata()) == [5, 5]
    assert list(level.get_ydata()) == [8, 8]
    assert {text.get_text() for text in picture.axes[0].texts} == {"sharpness", "edge", "2 / learning rate"}
    assert "marked: edge at x = 5; level: 2 / learning rate at y = 8" in str(picture)


def test_few_decades_get_numbers_between_the_powers_of_ten_and_one_point_or_a_constant_draws():
    (axes,) = curves({"a": ([0, 1], [2.0, 30.0])}, yscale="log").axes
    assert {"2", "5", "10", "20"} <= {axes.yaxis.get_major_formatter()(v) for v in axes.get_yticks()}
    for x, y in (([1.0], [1e-13]), ([1, 2, 3], [5, 5, 5])):
        assert curves({"$x$ & <b>": (x, y)}, "$h$", xscale="log", yscale="log")._repr_mimebundle_()["image/png"]


def test_wrong_use_is_a_clear_error():
    refused(TypeError, {
        r"\{name: \(x, y\)\}, at least one": lambda: curves({}),
        r"got \[1, 2\]": lambda: curves([1, 2]),
    })  # fmt: skip
    refused(ValueError, {
        r"'a' are lists of the same length; got shapes \(2,\)": lambda: curves({"a": ([1, 2], [1])}),
        "'a' has no point that can be drawn": lambda: curves({"a": ([1], [-1])}, yscale="log"),
        "xscale is one of 'linear', 'log'; got 'cubic'": lambda: curves({"a": ([1], [1])}, xscale="cubic"),
        "11 curves can't be told apart": lambda: curves({str(k): ([0], [0]) for k in range(11)}),
    })  # fmt: skip
