"""The picture of the circuit: boxes, arrows that turn around, the questions."""

from sgdlab.labs.circuit.compute import CircuitSettings, compute
from sgdlab.labs.circuit.lab import CircuitLab, twice_used
from sgdlab.labs.circuit.picture import graph_of as boxes_of
from tests.labs.circuit.test_compute import PUBLISHED, table


def panel(lab):
    return lab.scene(lab.result).panels[0]


def test_the_picture_follows_the_moves():
    lab = CircuitLab()
    nodes = {one.label.split("\N{NO-BREAK SPACE}")[0]: one for one in panel(lab).nodes}
    assert nodes["x"].grad == "−1 so far"
    assert (nodes["x"].tone, nodes["v1"].tone, nodes["y"].tone) == ("now", "done", "")
    edges = [(one.label, one.tone) for one in panel(lab).edges]
    assert edges == [("← 2", "done"), ("1 × −1 = −1", "now"), ("∂ 1", ""), ("∂ 1", "")]
    first = compute(twice_used, ["x", "y"], CircuitSettings(0))
    assert first.line == "Move 0 of 7. Nothing is computed yet: only the inputs have values"
    before = boxes_of(first)
    assert [one.value for one in before.nodes] == ["2", "−3", "?", "?"]
    assert {one.label for one in before.edges} == {""}
    forward = [boxes_of(compute(twice_used, ["x", "y"], CircuitSettings(move))) for move in (0, 1, 2, 3)]
    assert [[one.tone for one in boxes.nodes].index("now") for boxes in forward[1:]] == [2, 3, 3]
    assert {one.tone for one in forward[0].nodes} == {""}


def test_a_gradient_travels_against_its_arrow_and_a_value_along_it():
    for move in range(8):
        boxes = boxes_of(compute(twice_used, ["x", "y"], CircuitSettings(move)))
        assert [edge.back for edge in boxes.edges] == [k < move - 3 for k in range(4)]


def test_each_question_is_answered_in_the_picture():
    lab, answers = CircuitLab(), []
    for question, settings in lab.presets.items():
        assert question.endswith("?")
        lab.apply({**vars(CircuitSettings()), **settings})
        assert "error" not in lab.view.frame
        answers.append((lab.result.grads[:2], table(lab)[0][3]))
    assert answers == [((1.0, None), "2 of 2"), ((0.0, 1.5), "2 of 2"), ((1.0, None), "1 of 2")]
    assert CircuitLab(lambda a: a * a).presets == {}


def test_arrows_go_to_the_right_and_all_is_in_the_frame():
    for function, inputs, *_ in PUBLISHED:
        names = [f"x{k}" for k in range(len(inputs))]
        drawn = boxes_of(compute(function, names, CircuitSettings(0, tuple(map(float, inputs)))))
        assert all(0 <= place <= 1 for node in drawn.nodes for place in (node.x, node.y))
        assert all(drawn.nodes[e.start].x < drawn.nodes[e.end].x for e in drawn.edges)


def test_the_stored_arrows_are_seen_whole_between_their_boxes():
    figure = CircuitLab().figure().figure  # x is in a wide box
    figure.canvas.draw()
    texts = figure.axes[0].texts
    boxes = [text.get_bbox_patch().get_window_extent() for text in texts if "value" in text.get_text()]
    arrows = [text.arrow_patch for text in texts if getattr(text, "arrow_patch", None)]
    assert (len(boxes), len(arrows)) == (4, 4)
    for arrow in arrows:
        points = arrow.get_transform().transform(arrow.get_path().vertices)
        assert not any(box.contains(*point) for box in boxes for point in points)
