"""A scene knows its series, each once, and a figure knows its scene."""

import pytest

from sgdlab.scene import Axis, Curve, Curves, Lines, Scene, Series, Table, figure_of


def panel(*series):
    return Curves([Axis("t")], Axis("y"), [Curve(one, [1.0, 2.0], {"t": [0, 1]}) for one in series])


def test_every_series_is_listed_once_where_it_is_met_first():
    a, b, c = (Series(key, key.upper()) for key in "abc")
    words = [Table("bill", ["x"], [["1"]]), Lines(["a line"], [c])]
    scene = Scene("name", "It shows.", [panel(b), panel(a, b)], words)
    assert [one.key for one in scene.series] == ["b", "a", "c"]


def test_a_key_has_one_look():
    scene = Scene("name", "It shows.", [panel(Series("a", "A")), panel(Series("a", "A", "orange"))])
    with pytest.raises(ValueError, match=r"two different series have the key 'a': .*'blue'.* and .*'orange'"):
        _ = scene.series


def test_the_figure_of_a_scene_has_its_description_and_the_scene():
    scene = Scene("name", "It shows.", [panel(Series("a", "A"))])
    figure = figure_of(scene)
    assert str(figure) == "It shows."
    assert figure.scene is scene
