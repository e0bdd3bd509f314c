"""Labels in painted panels: none on the next panel, on another label or on what it names."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.path import Path

from sgdlab.scene import (
    Arrows,
    Axis,
    Cell,
    Cells,
    Curve,
    Curves,
    Handle,
    Map,
    Plane,
    Points,
    Rule,
    Scene,
    Series,
    figure_of,
)

X = np.linspace(0.0, 1.0, 50)
UNIT = (-1.0, 1.0)
AXES = [("cost", "linear", 54_120 * X), ("h", "log", 10 ** (16 * X - 16))]


def painted(*panels):
    figure = figure_of(Scene("A picture", "It shows something.", panels))
    figure.figure.draw_without_rendering()
    return figure


def curves(drawn, rules=()):
    (axes,) = painted(Curves([Axis("h", (0, 1))], Axis("error", (0, 1)), drawn, rules=rules)).axes
    return axes, {text.get_text(): text for text in axes.texts}


def side_of(text):
    """On which side of the panel a label is."""
    box = text.get_window_extent()
    return "left" if (box.x0 + box.x1) / 2 < (text.axes.bbox.x0 + text.axes.bbox.x1) / 2 else "right"


def test_a_curve_that_ends_early_has_its_name_at_its_end_and_another_at_the_right():
    early = Curve(Series("early", "early"), [0.2, 0.4], {"h": [0.0, 0.5]})
    point = Curve(Series("point", "point", spent=[1.0]), [0.7], {"h": [0.25]})
    whole = Curve(Series("whole", "whole"), 1 - X, {"h": X})
    axes, texts = curves([early, point, whole])
    ends = {name: axes.transAxes.inverted().transform(text.get_window_extent().min) for name, text in texts.items()}
    assert ends["early"] == pytest.approx([0.5, 0.4], abs=0.1)
    assert ends["point"] == pytest.approx([0.25, 0.7], abs=0.1)
    assert ends["whole"][0] > 1


def test_names_at_the_same_end_are_moved_apart():
    ends = [Curve(Series(key, key, spent=[1.0]), [height], {"h": [0.5]}) for key, height in (("a", 0.5), ("b", 0.52))]
    _, texts = curves(ends)
    assert not texts["a"].get_window_extent().overlaps(texts["b"].get_window_extent())


@pytest.mark.parametrize(("heights", "side"), [(1 - X, "right"), (X, "left")])
def test_the_label_of_a_level_line_is_where_the_curve_is_not(heights, side):
    _, texts = curves([Curve(Series("run", "run"), heights, {"h": X})], [Rule("the goal", 0.95)])
    assert side_of(texts["the goal"]) == side


def test_the_label_of_a_level_line_is_away_from_a_curve_that_has_just_begun():
    _, texts = curves([Curve(Series("loss", "loss", spent=[1.0]), [0.9], {"h": [0.0]})], [Rule("at the start", 0.9)])
    assert side_of(texts["at the start"]) == "right"


def test_the_label_of_a_level_line_lies_on_no_curve_and_on_no_name():
    steep, early = ([1.0, 0.2, 0.5, 0.5], [0.0, 0.08, 0.5, 1.0]), ([0.7, 0.5], [0.3, 0.4])
    drawn = [Curve(Series(key, key), y, {"h": x}) for key, (y, x) in {"steep": steep, "early": early}.items()]
    axes, texts = curves(drawn, [Rule("the goal", 0.5)])
    box = texts["the goal"].get_window_extent()
    assert not Path(axes.transData.transform(np.transpose(steep)[:, ::-1])).intersects_bbox(box, filled=False)
    assert not box.overlaps(texts["early"].get_window_extent())


def test_large_numbers_below_a_narrow_panel_do_not_overlap():
    steps = Curve(Series("run", "run"), X, {"cost": 54_120 * X})
    panels = [Curves([Axis(key, scale=scale)], Axis("loss"), [replace(steps, x={key: x})]) for key, scale, x in AXES]
    for axes in painted(*panels).axes:
        boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
        assert len(boxes) >= 2
        assert all(one.x1 < other.x0 for one, other in pairwise(boxes))


def test_the_heads_of_columns_do_not_overlap():
    names = ["gradient descent", "momentum", "AdaGrad", "RMSProp", "Newton", "random search", "evolution strategy"]
    (axes,) = painted(Cells(["backprop"], [*names, *"abc"], [[Cell("0.1", 0.5) for _ in range(10)]], wide=True)).axes
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    assert len(boxes) == 10
    assert all(one.x1 < other.x0 for one, other in pairwise(boxes))


def test_the_name_of_the_shades_does_not_reach_the_next_panel():
    losses = np.add.outer(np.linspace(*UNIT, 21) ** 2, np.linspace(*UNIT, 21) ** 2)
    panel = Map(Axis("w", UNIT), Axis("b", UNIT), losses, value="mean loss")
    figure = painted(panel, Plane(Axis("x", UNIT), Axis("a long label of an axis", UNIT)))
    (bar,) = [axes for axes in figure.figure.axes if axes not in figure.axes]
    label = bar.yaxis.label
    assert label.get_text() == "mean loss"
    assert label.get_window_extent().x1 < figure.axes[1].yaxis.label.get_window_extent().x0


def test_faint_arrows_are_behind_points_and_what_is_moved_by_hand_is_not_in_the_legend():
    panel = Plane(
        Axis("x", UNIT),
        Axis("y", UNIT),
        [Points(Series("dot", "dot", faint=True), [[0.0, 0.5]])],
        arrows=[Arrows(Series("arrow", "arrow", faint=True), [[0.0, 0.0, 0.5, 0.5]])],
        handles=[Handle("point", (0.2, 0.2))],
    )
    figure = painted(panel)
    (axes,) = figure.axes
    assert axes.collections[0].zorder < axes.lines[0].zorder
    assert [text.get_text() for text in figure.figure.legends[0].get_texts()] == ["dot", "arrow"]
