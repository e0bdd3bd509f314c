"""Names of paths that end near each other are apart, and a dashed line has no dots that would hide its gaps."""

import numpy as np

from sgdlab.scene import Axis, Map, Path, Scene, Series, figure_of
from sgdlab.scene.painter.dress import style

GRID = np.add.outer(np.linspace(0, 1, 9), np.linspace(0, 1, 9))


def heights(*ends):
    """How high the names of paths to these ends are, in typographic points."""
    paths = [Path(Series(f"p{k}", f"path {k}"), [[0.2, 0.2], end]) for k, end in enumerate(ends)]
    figure = figure_of(Scene("paths", "They end.", [Map(Axis("x", (0, 1)), Axis("y", (0, 1)), GRID, paths=paths)]))
    axes = figure.axes[0]
    unit = axes.figure.dpi / 72
    return [axes.transData.transform(text.xy)[1] / unit + text.xyann[1] for text in axes.texts]


def test_names_of_near_ends_are_a_line_apart():
    for ends in ([(0.4, 0.5), (0.4, 0.5)], [(0.4, 0.5), (0.41, 0.46)], [(0.4, 0.5), (0.4, 0.55), (0.41, 0.48)]):
        assert np.diff(sorted(heights(*ends))).min() > 11


def test_a_name_alone_is_just_above_its_end():
    near, far = heights((0.4, 0.5), (0.4, 0.9))
    assert far - near > 40


def test_a_dashed_line_has_no_dots():
    spent = np.linspace(0, 1, 20)
    assert "marker" in style(Series("a", "a", spent=spent), 20)
    assert "marker" not in style(Series("a", "a", dash=(6, 4), spent=spent), 20)
