"""Names of near ends are apart and in order, that of a mark outside is left out; a dashed line has no dots."""

import numpy as np

from sgdlab.scene import Axis, Map, Path, Scene, Series, Spot, figure_of
from sgdlab.scene.painter.dress import style

GRID = np.add.outer(np.linspace(0, 1, 9), np.linspace(0, 1, 9))


def boxes(*ends):
    """The boxes of the names of paths to these ends, in pixels, in the order in which they are written."""
    paths = [Path(Series(f"p{k}", f"path {k}"), [[0.2, 0.2], end]) for k, end in enumerate(ends)]
    figure = figure_of(Scene("paths", "They end.", [Map(Axis("x", (0, 1)), Axis("y", (0, 1)), GRID, paths=paths)]))
    figure.figure.canvas.draw()
    return [text.get_window_extent() for text in figure.axes[0].texts]


def test_names_of_near_ends_do_not_overlap_and_are_in_the_order_of_the_ends():
    rng = np.random.default_rng(0)
    near = [[(0.4, 0.5)] * 6, [(0.4, 0.5), (0.41, 0.46)], [(0.4, 0.5), (0.4, 0.55), (0.41, 0.48)], [(1.0, 1.0)] * 3]
    for ends in [*near, *(rng.uniform(0, 1, (6, 2)) for _ in range(3)), *(0.5 + rng.uniform(0, 0.02, (2, 6, 2)))]:
        found = boxes(*ends)
        assert len(found) == len(ends)
        assert not any(one.overlaps(other) for k, one in enumerate(found) for other in found[:k]), ends
        heights = [box.y0 for box in found]  # as they are written: from the lowest end on
        assert heights == sorted(heights), ends


def test_a_mark_outside_of_the_panel_has_no_name():
    marks = [Spot("inside", (0.5, 0.5)), Spot("outside", (0.5, 1.5))]
    panel = Map(Axis("x", (0, 1)), Axis("y", (0, 1)), GRID, marks=marks)
    (axes,) = figure_of(Scene("marks", "One is seen.", [panel])).axes
    assert [text.get_text() for text in axes.texts] == ["inside"]


def test_a_dashed_line_has_no_dots():
    spent = np.linspace(0, 1, 20)
    assert "marker" in style(Series("a", "a", spent=spent), 20)
    assert "marker" not in style(Series("a", "a", dash=(6, 4), spent=spent), 20)
