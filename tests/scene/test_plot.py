"""Panels with axes: what they refuse, their levels, and the order of what they draw."""

import numpy as np
import pytest

from sgdlab.scene import Axis, Bar, Bars, Curve, Curves, Map, Path, Plane, Points, Series, even_levels
from tests.refusals import refused

X, Y = Axis("x", (0, 1)), Axis("y", (0, 1))
Z = np.add.outer(np.arange(3.0), np.arange(4.0))
ONE, TWO = Series("one", "One"), Series("two", "Two", "orange")


def test_even_levels_are_a_quarter_of_a_power_of_ten_apart_above_the_lowest_loss():
    levels = even_levels([[1.0, 11.0], [np.nan, np.inf]])
    np.testing.assert_allclose(np.diff(np.log10(levels - 1.0)), 0.25)
    assert levels[-1] == pytest.approx(1 + 10 * 10 ** (-1 / 8))
    assert len(levels) == 12


def test_series_go_from_the_back_to_the_front():
    plane = Plane(X, Y, [Points(TWO, [[0, 0]])], [Path(ONE, [[0, 0], [1, 1]])], sides=[])
    assert [one.key for one in plane.series] == ["two", "one"]
    assert Map(X, Y, Z, paths=[Path(ONE, [[0, 0], [1, 1]])]).series == [ONE]
    curves = Curves([Axis("t"), Axis("gradients", key="examples")], Axis("y"), [Curve(TWO, [1.0], {"t": [0]})])
    assert curves.series == [TWO]
    assert [axis.key for axis in curves.x] == ["t", "examples"]  # without a key, the label
    assert Bars(Axis("n"), ["a"], [Bar(ONE, [1]), Bar(TWO, [2])]).series == [ONE, TWO]
    assert Map(X, Y, np.ones((3, 3)), [1.0, 2.0], flat=True).levels.tolist() == [1, 2]


def test_a_region_is_two_sides_by_sign_or_many_by_number():
    three = [Series(str(k), str(k)) for k in range(3)]
    assert Plane(X, Y, region=[[-1.0, 0.5]], sides=[ONE, TWO]).region.dtype.kind == "f"
    assert Plane(X, Y, region=[[0, 2]], sides=three).region.tolist() == [[0, 2]]
    assert Plane(X, Y, region=[[False, True]], sides=[ONE, TWO]).region.dtype.kind == "b"


def test_wrong_use_is_a_sentence():
    refused(ValueError, {
        r"the losses of a map are at least 3 by 3; got shape \(2, 2\)": lambda: Map(X, Y, [[1, 2], [3, 4]]),
        r"the levels of a map are at least two numbers, rising; got \[1.\]": lambda: Map(X, Y, Z, [1.0]),
        r"at least two numbers, rising; got \[2.": lambda: Map(X, Y, Z, [2.0, 1.0]),
        r"at least two numbers, rising; got \[nan": lambda: Map(X, Y, Z, [np.nan, 1.0]),
        "these are all the same": lambda: Map(X, Y, np.ones((3, 3)), [1.0, 2.0]),
        "at least two numbers, rising; got None": lambda: Map(X, Y, np.ones((3, 3)), flat=True),
        "a map needs the range of 'x' and of 'y'": lambda: Map(Axis("x"), Y, Z),
        "at least two different finite losses; these are all the same": lambda: even_levels(np.ones((3, 3))),
        "the curve of 'one' differ in length: y 2, t 1": lambda: Curve(ONE, [1, 2], {"t": [0]}),
        "differ in length: y 2, low 1": lambda: Curve(ONE, [1, 2], low=[1]),
        "a panel of curves needs at least one horizontal axis": lambda: Curves([], Axis("loss")),
        "a plane needs the range of 'x' and of 'y'": lambda: Plane(X, Axis("y")),
        "a series for below 0 and one for above": lambda: Plane(X, Y, region=[[0.5]], sides=[ONE]),
        "counts its 2 sides from 0 to 1; got 2 to 2": lambda: Plane(X, Y, region=[[2]], sides=[ONE, TWO]),
        "got -1 to 0": lambda: Plane(X, Y, region=[[-1, 0]], sides=[ONE, TWO]),
        "the bars of 'one' differ in length: groups 1, bars 2": lambda: Bars(Axis("n"), ["a"], [Bar(ONE, [1, 2])]),
    })  # fmt: skip
