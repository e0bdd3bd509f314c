"""What figures draw is told apart without seeing colors, and said where it is: by names at lines and short legends."""

from itertools import combinations

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures.runs import look_of
from tests.scene.test_colors import CLEAR, LACKS, PAGES, seen

BOWL = sl.quadratic([1.0, 4.0])
RUN = sl.train(BOWL, steps=20)
X, LABELS = sl.moons(40, seed=1)
LINE = sl.linear_regression(X[:, :1], X[:, 1])

FIGURES = {
    "ten curves": lambda: sl.curves({str(k): ([0, 1, 2], [k, k + 1, k]) for k in range(10)}),
    "eight runs": lambda: sl.loss_curves({str(k): RUN for k in range(8)}),
    "paths": lambda: sl.loss_surface(BOWL, {f"run {k}": RUN for k in range(4)}),
    "lines": lambda: sl.line_on_data(LINE, {"one": [0.5, 0.1], "two": [0.2, 0.3], "three": [0.1, 0.4]}),
    "classes": lambda: sl.decision_boundary(lambda q: (q[:, 0] > 0.5) + 2 * (q[:, 1] > 0), X, LABELS),
    "spectra": lambda: sl.spectrum({"start": [3.0, 1.0], "end": [2.0, -1.0]}),
}


@pytest.fixture(params=FIGURES, scope="module")
def figure(request):
    figure = FIGURES[request.param]()
    figure.figure.canvas.draw()
    return figure


def differ(one, other):
    """Whether two series differ in more than color."""
    return (tuple(one.dash), one.marker, one.faint) != (tuple(other.dash), other.marker, other.faint)


def test_series_whose_colors_are_close_for_somebody_differ_in_more_than_color(figure):
    for one, other in combinations(figure.scene.series, 2):
        apart = [seen(c[one.color], c[other.color], lack) for c in PAGES.values() for lack in LACKS]
        assert min(apart) > CLEAR or differ(one, other), (one.look, other.look)


def test_ten_looks_are_ten_with_color_and_marker_and_with_color_and_dashes():
    looks = [look_of(k, 10, "classes") for k in range(10)]
    assert len({(look.color, look.marker) for look in looks}) == 10  # points have no dashes
    assert len({(look.color, look.dash) for look in looks}) == 10  # lines of many points have no markers


def test_the_legend_of_ten_classes_is_in_the_picture():
    rows = np.column_stack([np.arange(10.0), np.arange(10.0) % 3])
    drawn = sl.decision_boundary(lambda q: np.clip(np.round(q[:, 0]), 0, 9).astype(int), rows, range(10)).figure
    drawn.canvas.draw()
    (legend,) = drawn.legends
    assert [text.get_text() for text in legend.get_texts()] == [str(k) for k in range(10)]
    assert all(text.get_window_extent().x1 <= drawn.bbox.x1 for text in legend.get_texts())


def test_a_legend_has_at_most_five_entries(figure):
    assert all(len(legend.get_texts()) <= 5 for legend in figure.figure.legends)


def test_no_name_is_on_another_and_none_is_cut_off(figure):
    page = figure.figure.bbox
    for axes in figure.axes:
        boxes = [text.get_window_extent() for text in axes.texts if text.get_visible()]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 for box in boxes)
