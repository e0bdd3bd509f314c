"""Drawings of graphs: valid SVG that says what was computed, without overlaps, and the same in words."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from sgdlab.autodiff import Tensor, Value
from sgdlab.autodiff.drawing.draw import draw_graph
from tests.looping import looped

SVG = "{http://www.w3.org/2000/svg}"


def circuit():
    """CS231n's (x + y) z at (-2, 5, -4)."""
    x, y, z = Value(-2, label="x"), Value(5, label="y"), Value(-4, label="z")
    f = (x + y) * z
    f.backward()
    return f


def texts(drawing):
    root = ElementTree.fromstring(drawing.svg)
    return [node.text for node in root.iter() if node.tag in (SVG + "tspan", SVG + "text") and node.text]


def test_every_node_shows_operation_value_and_gradient_and_every_edge_its_derivative():
    seen = texts(draw_graph(circuit()))
    for name, value, gradient in [
        ("x", -2, -4),
        ("y", 5, -4),
        ("z", -4, 3),
        ("v1 = x + y", 3, -4),
        ("v2 = v1 × z", -12, 1),
    ]:
        at = seen.index(name)
        assert seen[at + 1 : at + 3] == [f"value {value}", f"gradient {gradient}"]
    slopes = [text for text in seen if text.lstrip("-").isdigit()]
    assert sorted(slopes) == ["-4", "1", "1", "3"]


def test_the_description_says_the_same_in_words():
    assert repr(draw_graph(circuit())) == (
        "A graph of 5 nodes, 3 of them leaves. x = -2 (gradient -4). y = 5 (gradient -4). "
        "z = -4 (gradient 3). v1 = x + y = 3 (gradient -4). Result: v2 = v1 × z = -12 (gradient 1)."
    )


def test_the_mimebundle_is_accessible_and_follows_the_theme():
    drawing = draw_graph(circuit())
    bundle = drawing._repr_mimebundle_()
    assert bundle["text/plain"] == drawing.description
    figure = ElementTree.fromstring(bundle["text/html"])
    svg = figure.find(SVG + "svg")
    assert svg is not None
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-label"] == drawing.description
    assert figure.findtext("details/p") == drawing.description
    assert "currentColor" in drawing.svg
    assert "#" not in drawing.svg  # no color of its own
    assert "background:#fff" in ElementTree.fromstring(bundle["image/svg+xml"]).attrib["style"]


@looped(
    ("build", "formula"),
    [
        (lambda v: v + 2.5, "x + 2.5"),
        (lambda v: v - 2.5, "x - 2.5"),
        (lambda v: v * 2.5, "x × 2.5"),
        (lambda v: v / 2.5, "x / 2.5"),
        (lambda v: v**3, "x ** 3"),
        (lambda v: v**-0.5, "x ** -0.5"),
        (lambda v: -v, "-x"),
        (lambda v: v.tanh(), "tanh(x)"),
        (lambda v: v * v, "x × x"),
        (lambda v: 1 - v, "v1 - x"),
        (lambda v: Value.weighted_sum([v, v], [1, 2], v), "weighted sum(x, x, x)"),
        (lambda v: Value.weighted_sum([v] * 5, [1] * 5), "weighted sum of 5"),
        (lambda v: Value(0.0) ** 2, "v1 ** constant"),
        (lambda v: Value(0.0) ** 0, "v1 ** 0"),
    ],
)
def test_formulas_name_inputs_and_constants(build, formula):
    last = draw_graph(build(Value(1.7, label="x"))).nodes[-1]
    assert last.formula == formula


def test_tensors_show_their_shape():
    w, b = Tensor([0.5, -0.25]), Tensor(0.5)
    X = np.arange(10.0).reshape(5, 2)
    loss = np.mean((X @ w + b - 1) ** 2)
    before = draw_graph(loss, names={"w": w, "b": b})
    assert "gradient not computed" in texts(before)
    loss.backward()
    drawing = draw_graph(loss, names={"w": w, "b": b})
    seen = texts(drawing)
    at = seen.index("w")
    grad = ", ".join(f"{g:.3g}" for g in w.grad)
    assert seen[at + 1 : at + 4] == ["shape (2,)", "value [0.5, -0.25]", f"gradient [{grad}]"]
    assert "shape (5,)" in seen
    assert "one number" in seen
    assert "constant @ w" in drawing.description
    assert " - 1 = " in drawing.description
    assert drawing.svg.count('rx="14"') == 2  # the corners of the leaves
    assert drawing.svg.count('stroke-width="2.5"') == 1  # around the result
    assert drawing.description.startswith(f"A graph of {len(drawing.nodes)} nodes, 2 of them leaves.")


def test_names_are_escaped():
    v = Value(1.0, label='<b> & "c"')
    drawing = draw_graph(v * 2)
    assert '<b> & "c"' in texts(drawing)


def test_a_graph_too_large_to_read_is_refused():
    v = Value(1.0)
    for _ in range(100_000):
        v = v + 1
    with pytest.raises(ValueError, match=r"more than 200 nodes.*limit=2000"):
        draw_graph(v)
    with pytest.raises(ValueError, match=r"more than 2000 nodes.*limit=20000"):
        draw_graph(v, limit=2000)


def test_what_has_no_graph_is_refused():
    with pytest.raises(TypeError, match=r"a Value or a Tensor.*2\.0 of type float"):
        draw_graph(2.0)
