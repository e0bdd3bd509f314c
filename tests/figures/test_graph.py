"""The graph as a figure: one box a node with its lines, one arrow an edge with its local derivative."""

import numpy as np
import pytest
from matplotlib.patches import FancyBboxPatch, Polygon

import sgdlab as sl
from sgdlab.figures import graph


def neuron():
    x, w, b = (sl.Value(v, label=name) for v, name in ((2.0, "x"), (-3.0, "w"), (1.0, "b")))
    out = (x * w + b).tanh()
    out.backward()
    return out


def test_boxes_arrows_and_slopes_are_those_of_the_drawing():
    drawing = sl.draw_graph(neuron())
    picture = graph(neuron())
    (axes,) = picture.axes
    assert str(picture) == drawing.description
    boxes = [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    arrows = [patch for patch in axes.patches if isinstance(patch, Polygon)]
    assert len(boxes) == len(drawing.nodes) == 6
    assert len(arrows) == sum(len(node.parents) for node in drawing.nodes) == 5
    written = [text.get_text() for text in axes.texts]
    for node in drawing.nodes:
        assert all(line in written for line in node.lines)
        assert all(slope in written for slope in node.slopes)


def test_every_line_fits_into_its_box():
    picture = graph(neuron())
    (axes,) = picture.axes
    picture.figure.canvas.draw()
    boxes = [p.get_window_extent() for p in axes.patches if isinstance(p, FancyBboxPatch)]
    for text in axes.texts:
        if text.get_ha() == "center":
            extent = text.get_window_extent()
            assert any(b.x0 < extent.x0 and extent.x1 < b.x1 and b.y0 < extent.y0 and extent.y1 < b.y1 for b in boxes)


def test_leaves_are_round_and_the_result_has_a_thick_border():
    (axes,) = graph(neuron()).axes
    widths = [p.get_linewidth() for p in axes.patches if isinstance(p, FancyBboxPatch)]
    assert widths[-1] > 2 * max(widths[:-1])
    corners = [p.get_boxstyle().rounding_size for p in axes.patches if isinstance(p, FancyBboxPatch)]
    assert sorted(corners) == [2, 2, 2, 10, 10, 10]


def test_tensors_and_drawings_are_taken_too(tmp_path):
    t = sl.Tensor(np.array([1.0, 2.0]))
    out = np.sum(np.exp(t))
    out.backward()
    picture = graph(out, names={"t": t})
    assert "t = [1, 2]" in str(picture)
    assert str(graph(sl.draw_graph(out, names={"t": t}))) == str(picture)
    picture.save(tmp_path / "graph.svg")
    assert (tmp_path / "graph.svg").read_bytes().startswith(b"<?xml")


def test_what_is_no_computation_is_refused():
    with pytest.raises(TypeError, match="takes the result of a computation"):
        graph(3.0)
