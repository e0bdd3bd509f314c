"""What Matplotlib paints of a scene, against the scene: limits, end points, colors, dashes, labels."""

from itertools import combinations

import matplotlib.colors
import numpy as np
import pytest

from sgdlab.scene import Axis, Bar, Bars, Cell, Cells, Curve, Curves, Map, Path, Plane, Points, Scene, Series, figure_of
from sgdlab.scene.colors import LIGHT, LOSSES
from sgdlab.scene.digits import plain
from sgdlab.scene.limits import across, for_bars, up
from tests.scene.everything import GRID, everything

SCENE = everything(2.0)


@pytest.fixture(scope="module")
def figure():
    figure = figure_of(SCENE)
    figure.figure.canvas.draw()
    return figure


@pytest.fixture
def panels(figure):
    return dict(zip(("map", "curves", "plane", "bars", "graph", "cells"), figure.axes, strict=True))


def line(axes, label):
    return next(one for one in axes.lines if one.get_label() == label)


def same_color(one, name):
    return matplotlib.colors.same_color(one, LIGHT[name])


def test_limits_are_those_of_the_scene(panels):
    field, curves, plane, bars = SCENE.panels[:4]
    assert panels["map"].get_xlim() == field.x.range
    assert panels["map"].get_ylim() == field.y.range
    assert panels["curves"].get_xlim() == across(curves, curves.x[0])
    assert panels["curves"].get_ylim() == up(curves)
    assert panels["plane"].get_xlim() == plane.x.range
    assert panels["plane"].get_ylim() == plane.y.range
    assert panels["bars"].get_ylim() == for_bars(bars)


def test_lines_are_the_data_in_the_look_of_their_series(panels):
    for axes, drawn in ((panels["map"], SCENE.panels[0].paths), (panels["plane"], SCENE.panels[2].lines)):
        for path in drawn:
            found = line(axes, path.series.name)
            np.testing.assert_array_equal(found.get_xydata(), path.data)
            assert same_color(found.get_color(), path.series.color)
            assert found.is_dashed() == bool(path.series.dash)
            assert found.get_alpha() == (0.35 if path.series.faint else 1)
    for curve in SCENE.panels[1].curves:
        found = line(panels["curves"], curve.series.name)
        np.testing.assert_array_equal(found.get_xydata(), np.column_stack([curve.x["steps"], curve.y]))
        assert same_color(found.get_color(), curve.series.color)


def test_ends_have_the_markers_of_their_series(panels):
    for axes, ends in (
        (panels["map"], {"o": SCENE.panels[0].paths[0].data[-1], "s": SCENE.panels[0].paths[1].data[-1]}),
        (panels["curves"], {"o": (5, 5), "s": (5, 10)}),
    ):
        heads = {one.get_marker(): one.get_xydata()[0] for one in axes.lines if one.get_ms() == 8}
        assert set(heads) == set(ends)
        for marker, end in ends.items():
            np.testing.assert_allclose(heads[marker], end)


def test_labels_and_titles_are_those_of_the_scene(panels):
    assert (panels["curves"].get_xlabel(), panels["curves"].get_ylabel()) == ("steps", "loss")
    assert (panels["map"].get_xlabel(), panels["map"].get_ylabel()) == ("w", "b")
    assert panels["bars"].get_title(loc="left") == "The bill"
    written = {kind: {text.get_text(): text for text in axes.texts} for kind, axes in panels.items()}
    assert set(written["map"]) == {"full batch", "SGD"}
    assert set(written["curves"]) == {"full batch", "SGD", "now", "goal"}
    for kind in ("map", "curves"):  # names have the color of their lines
        assert same_color(written[kind]["full batch"].get_color(), "blue")
        assert same_color(written[kind]["SGD"].get_color(), "orange")
    assert set(written["plane"]) == {"lowest"}
    assert set(written["bars"]) == {"2", "4", "1"}
    assert set(written["cells"]) == {"2.0", "none"}
    assert [text.get_text() for text in panels["cells"].get_xticklabels()] == ["2.0", "column"]


def test_no_text_is_on_another_and_all_are_in_the_picture(figure):
    for axes in figure.axes:
        boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        assert all(figure.figure.bbox.x0 <= box.x0 and box.x1 <= figure.figure.bbox.x1 for box in boxes)


def test_the_band_is_between_its_edges(panels):
    (band,) = panels["curves"].collections
    corners = band.get_paths()[0].vertices[:, 1]
    assert (corners.min(), corners.max()) == (2, 15)
    assert same_color(band.get_facecolor()[0][:3], "orange")


def test_shades_of_losses_go_from_the_lowest_to_the_highest_and_have_a_scale(figure, panels):
    filled = panels["map"].collections[0]
    colors = [matplotlib.colors.to_hex(color) for color in filled.get_facecolor()]
    assert colors[0] == LOSSES[0]
    assert colors[-1] == LOSSES[-1]
    bar = next(axes for axes in figure.figure.axes if axes not in figure.axes)
    assert len(bar.get_yticklabels()) >= 3


def test_the_scale_of_a_flat_landscape_has_no_number_twice():
    panel = Map(Axis("a", (0, 1)), Axis("b", (0, 1)), np.full((3, 3), 5.0), [5.0, 5.001, 5.01, 5.1], flat=True)
    picture = figure_of(Scene("flat", "Flat.", [panel]))
    bar = next(axes for axes in picture.figure.axes if axes not in picture.axes)
    assert [text.get_text() for text in bar.get_yticklabels()] == ["5", "5.001", "5.01", "5.1"]


def test_what_has_no_name_at_a_line_is_in_the_legend(figure):
    (legend,) = figure.figure.legends
    labels = [text.get_text() for text in legend.get_texts()]
    assert labels[0] == "minimum"
    assert {"class 0", "class 1", "an earlier run", "a step"} <= set(labels)


def test_bars_share_a_group_and_their_numbers_are_at_their_ends():
    one, two = Series("a", "A"), Series("b", "B", "orange")
    (axes,) = figure_of(Scene("b", "B.", [Bars(Axis("n"), ["x", "y"], [Bar(one, [1, np.nan]), Bar(two, [2, 3])])])).axes
    places = sorted((bar.get_x() + bar.get_width() / 2, bar.get_height()) for bar in axes.patches)
    np.testing.assert_allclose(places, [(-0.2, 1), (0.2, 2), (1.2, 3)])
    bar = Bar(one, [-2.0, 1.0, np.inf])
    (axes,) = figure_of(Scene("b", "B.", [Bars(Axis("n"), ["x", "y", "z"], [bar])])).axes
    ends = [(text.get_text(), text.xy[1], text.get_va()) for text in axes.texts]
    assert ends == [("−2", -2, "top"), ("1", 1, "bottom"), ("inf", axes.get_ylim()[1], "bottom")]


def test_bars_of_a_single_group_have_their_names_below_them():
    names = ["finite differences", "complex step", "forward mode"]
    bars = [Bar(Series(str(k), name), [k + 1.0]) for k, name in enumerate(names)]
    (axes,) = figure_of(Scene("b", "B.", [Bars(Axis("n"), ["here"], bars)])).axes
    assert [label.get_text().replace("\n", " ") for label in axes.get_xticklabels()] == names
    middles = [bar.get_x() + bar.get_width() / 2 for bar in axes.patches]
    np.testing.assert_allclose(middles, [-1 / 3, 0, 1 / 3], atol=1e-12)
    np.testing.assert_allclose(axes.get_xticks(), middles, atol=1e-12)


def test_a_curve_that_leaves_the_panel_ends_at_its_border_with_a_triangle_that_points_the_way():
    run = Series("run", "lost", spent=[0, 0.5, 1])
    for last, border, pointing in ((15.0, 10.0, "^"), (-5.0, 0.0, "v")):
        panel = Curves([Axis("t")], Axis("y", (0, 10)), [Curve(run, [0.0, 5.0, last], {"t": [0, 1, 2]})])
        (axes,) = figure_of(Scene("r", "R.", [panel])).axes
        (head,) = (one for one in axes.lines if one.get_ms() == 8)
        np.testing.assert_allclose(head.get_xydata(), [[1.5, border]])
        assert head.get_marker() == pointing


def test_a_point_of_a_curve_that_is_marked_has_its_marker():
    one, two, three = (Series(key, key, marker="square") for key in "abc")
    curves = [
        Curve(one, [3.0, np.nan, 2.0, 1.0], {"t": np.arange(4)}, marked=2),
        Curve(two, [np.nan, np.nan], {"t": [0, 1]}, marked=0),
        Curve(three, [3.0, 2.0], {"t": [0, 1]}),
    ]
    (axes,) = figure_of(Scene("l", "L.", [Curves([Axis("t")], Axis("y"), curves)])).axes
    (marker,) = (line for line in axes.lines if line.get_ms() == 8)
    np.testing.assert_array_equal(marker.get_xydata(), [[2.0, 2.0]])
    assert marker.get_marker() == "s"
    for low in (0.0, -1e-17):  # below a logarithmic axis: at the border
        curve = Curve(one, [3.0, low, 1.0], {"t": np.arange(3)}, marked=1)
        (axes,) = figure_of(Scene("l", "L.", [Curves([Axis("t")], Axis("y", scale="log"), [curve])])).axes
        (marker,) = (line for line in axes.lines if line.get_ms() == 8)
        np.testing.assert_array_equal(marker.get_xydata(), [[1.0, axes.get_ylim()[0]]])


def test_a_region_of_numbers_has_a_color_for_each_side_and_borders_between():
    sides = [Series(str(k), str(k), color) for k, color in enumerate(("indigo", "gold", "crimson"))]
    region = np.repeat([[0, 1, 2]], 3, axis=0)
    plane = Plane(Axis("x", (0, 1)), Axis("y", (0, 1)), [Points(sides[0], [[0.1, 0.1]])], region=region, sides=sides)
    (axes,) = figure_of(Scene("p", "P.", [plane])).axes
    (image,) = axes.images
    shades = image.to_rgba(np.array([[0, 1, 2]]))[0, :, :3]
    for shade, side in zip(shades, sides, strict=True):
        np.testing.assert_allclose(
            shade, 0.75 + 0.25 * np.array(matplotlib.colors.to_rgb(LIGHT[side.color])), atol=5e-3
        )
    assert len(axes.collections) == 2


def test_a_name_without_a_place_is_in_the_legend():
    paths = [Path(Series(str(k), f"a name of many letters {k}"), [[0, 0], [1, 1]]) for k in range(30)]
    figure = figure_of(Scene("m", "M.", [Map(Axis("w", (0, 1)), Axis("b", (0, 1)), GRID, paths=paths)]))
    written = {" ".join(text.get_text().split()) for text in figure.axes[0].texts}
    (legend,) = figure.figure.legends
    assert written | {text.get_text() for text in legend.get_texts()} == {path.series.name for path in paths}
    assert written.isdisjoint(text.get_text() for text in legend.get_texts())


def test_each_cell_of_a_table_is_a_square_around_its_place_that_touches_no_other_and_a_large_one_has_some_heads():
    panel = Cells(["a", "b"], ["c", "d", "e"], [[Cell("", 0.5)] * 3] * 2)
    (axes,) = figure_of(Scene("c", "C.", [panel])).axes
    boxes = [path.get_extents().get_points() for path in axes.collections[0].get_paths()]
    np.testing.assert_allclose(np.mean(boxes, axis=1), [(j, i) for i in range(2) for j in range(3)], atol=1e-9)
    sides = np.diff(boxes, axis=1)
    assert 0.8 < sides.min() <= sides.max() < 1
    panel = Cells([f"r{k}" for k in range(40)], [f"c{k}" for k in range(60)], [[Cell("", 0.5)] * 60] * 40)
    (axes,) = figure_of(Scene("c", "C.", [panel])).axes
    (collection,) = axes.collections
    assert len(collection.get_paths()) == 2400
    assert len(axes.get_xticks()) == len(axes.get_yticks()) == 6


def test_numbers_are_written_as_in_a_page():
    for value, largest, text in (
        (-2, 4, "−2"), (-0.25, 1, "−0.25"), (1234, 1234, "1,234"), (1e-4, 1e-4, "10⁻⁴"), (0.001, 0.001, "0.001"),
        (-5e-7, 5e-7, "−5×10⁻⁷"), (2e12, 2e12, "2×10¹²"), (0, 1e-9, "0"),
    ):  # fmt: skip
        assert plain(value, largest) == text


def test_no_tick_has_a_hyphen():
    loss = Curve(Series("loss", "loss"), [1e-8, 1.0], {"x": [-3.0, 3.0]})
    panel = Curves([Axis("x")], Axis("loss", scale="log"), [loss])
    (axes,) = figure_of(Scene("loss", "It grows.", [panel])).axes
    axes.figure.canvas.draw()
    ticks = [label.get_text() for side in (axes.xaxis, axes.yaxis) for label in side.get_ticklabels()]
    assert {"−2", "10⁻⁸"} <= set(ticks)
    assert not any("-" in text for text in ticks)
