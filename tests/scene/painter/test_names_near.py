"""Names of near ends are apart and cover no line, that of a mark outside is left out; a dashed line has no dots."""

import numpy as np
import pytest

from sgdlab.scene import Axis, Curve, Curves, Map, Path, Scene, Series, Spot, figure_of
from sgdlab.scene.painter.dress import style

GRID = np.add.outer(np.linspace(0, 1, 9), np.linspace(0, 1, 9))


def boxes(*ends):
    """The boxes of the names of paths to these ends, in pixels."""
    paths = [Path(Series(f"p{k}", f"path {k}"), [[0.2, 0.2], end]) for k, end in enumerate(ends)]
    figure = figure_of(Scene("paths", "They end.", [Map(Axis("x", (0, 1)), Axis("y", (0, 1)), GRID, paths=paths)]))
    figure.figure.canvas.draw()
    return [text.get_window_extent() for text in figure.axes[0].texts]


@pytest.mark.parametrize(
    "ends", [[(0.4, 0.5), (0.4, 0.5)], [(0.4, 0.5), (0.41, 0.46)], [(0.4, 0.5), (0.4, 0.55), (0.41, 0.48)]]
)
def test_names_of_near_ends_do_not_overlap(ends):
    found = boxes(*ends)
    assert len(found) == len(ends)
    assert not any(one.overlaps(other) for k, one in enumerate(found) for other in found[:k])


def test_a_name_covers_no_line_and_stands_in_another_panel_or_in_the_legend_if_it_has_no_room():
    rows = np.linspace(0, 1, 100)
    paths = [Path(Series("comb", "comb"), np.column_stack([np.tile([0.0, 1.0], 50), rows]))]
    paths += [Path(Series(name, name), [[0.5, 0.5], [0.5, 0.51]]) for name in ("one", "two")]
    curve = Curve(paths[1].series, [2.0, 1.0], {"t": [0, 1]})
    panels = [Map(Axis("x", (0, 1)), Axis("y", (0, 1)), GRID, paths=paths), Curves([Axis("t")], Axis("y"), [curve])]
    figure = figure_of(Scene("paths", "They cover the map.", panels)).figure
    assert [text.get_text() for part in figure.subfigs for axes in part.axes for text in axes.texts] == ["one"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["comb", "two"]


def test_a_mark_outside_of_the_panel_has_no_name():
    marks = [Spot("inside", (0.5, 0.5)), Spot("outside", (0.5, 1.5))]
    panel = Map(Axis("x", (0, 1)), Axis("y", (0, 1)), GRID, marks=marks)
    (axes,) = figure_of(Scene("marks", "One is seen.", [panel])).axes
    assert [text.get_text() for text in axes.texts] == ["inside"]


def test_a_dashed_line_has_no_dots():
    spent = np.linspace(0, 1, 20)
    assert "marker" in style(Series("a", "a", spent=spent), 20)
    assert "marker" not in style(Series("a", "a", dash=(6, 4), spent=spent), 20)
