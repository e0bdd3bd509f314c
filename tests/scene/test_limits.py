"""Limits by numbers that are computed by hand."""

import numpy as np
import pytest

from sgdlab.scene import Axis, Bar, Bars, Curve, Curves, Series
from sgdlab.scene.limits import for_bars, up, x_of

T = [0.0, 1.0, 2.0]


def curves(*ys, scale="linear", spent=None, x=None, y_range=None):
    drawn = [Curve(Series(str(k), str(k), spent=spent), y, {"t": T if x is None else x}) for k, y in enumerate(ys)]
    return Curves([Axis("t")], Axis("y", y_range, scale), drawn)


def test_the_vertical_axis():
    """Other panels, and horizontal axes, are compared with the page's limits in test_limits_both.py."""
    half = [0, 0.5, 1]
    for panel, ends in (
        (curves([1.0, 3.0, 2.0]), (0.92, 3.08)),  # 4 % of the height on both sides
        (curves([5.0, 5.0, 5.0]), (3.92, 6.08)),  # one up and one down, and the 4 %
        (curves([2.0, 30.0, 5.0], scale="log"), (10 ** (0 / 3), 10 ** (5 / 3))),  # thirds of powers of ten
        (curves([2.0, 3.0, 500.0], spent=half), (2 - 0.04 * 18, 20 + 0.04 * 18)),  # ten times the start
        (curves([1.0, 1e-20, 1e-3], spent=half, scale="log"), (1e-12, 1.0)),  # below it is rounding
        (curves([1.0, 1e-40, 1e-3], scale="log"), (1e-30, 1.0)),
        (curves(np.float32([1e-9, 10.0, 10.0]), scale="log"), (1e-9, 10.0)),  # which float32 puts beyond
        (curves([1.0, 9.0, 2.0], y_range=(0, 5)), (0.0, 5.0)),
        (curves([], x=[], spent=[]), (0.064, 1.036)),  # before the first row of a run
    ):
        assert up(panel) == pytest.approx(ends)


def test_places_are_given_or_a_share_of_the_total():
    series = Series("a", "A", spent=[0.0, 0.25, 1.0])
    curve = Curve(series, T, {"steps": [0, 7, 9]})
    assert x_of(curve, Axis("steps", key="steps")).tolist() == [0, 7, 9]
    assert x_of(curve, Axis("epochs", total=8.0, key="epochs")).tolist() == [0, 2, 8]
    assert x_of(curve, Axis("other", key="other")) is None
    assert x_of(Curve(Series("b", "B"), T), Axis("epochs", total=8.0, key="epochs")) is None


def test_the_axis_of_bars():
    for values, ends in (
        ([2.0, 10.0], (0.0, 11.0)),
        ([-2.0, 8.0], (-3.0, 9.0)),
        ([-4.0, -1.0], (-4.4, 0.0)),
        ([0.0, 0.0], (0.0, 1.0)),
        ([np.nan, np.inf], (0.0, 1.0)),
    ):
        panel = Bars(Axis("n"), ["a", "b"], [Bar(Series("a", "A"), values)])
        assert for_bars(panel) == pytest.approx(ends)
