"""A scene on its way to the browser: a structure that stays, values that change, every key once."""

import json

import numpy as np

from sgdlab.scene import Axis, Cell, Cells, Curve, Curves, Mark, Plane, Scene, Series, Spot, split
from sgdlab.scene.plot import Map
from tests.scene.everything import GRID, everything


def keys(part, frame):
    """Return the words in a structure that are keys of the frame."""
    if isinstance(part, dict):
        return [key for value in part.values() for key in keys(value, frame)]
    if isinstance(part, list):
        return [key for value in part for key in keys(value, frame)]
    return [part] if isinstance(part, str) and part in frame else []


def test_two_states_of_a_scene_have_one_structure():
    (first, one), (second, other) = split(everything(1.0)), split(everything(2.0))
    plain = json.dumps(first, default=np.ndarray.tolist)
    assert json.loads(plain) == json.loads(json.dumps(second, default=np.ndarray.tolist))
    assert set(one) == set(other)


def test_every_value_of_the_frame_has_its_place_in_the_structure():
    spec, frame = split(everything(1.0))
    found = keys(spec, frame)
    found += [panel["pick"] for panel in spec["panels"] if "pick" in panel]
    assert set(frame) - {"description"} == set(found)
    of_fields = [key for key in found if "_" in key]  # others are series and settings too
    assert len(of_fields) == len(set(of_fields)) > 20


def test_every_number_of_the_scene_is_in_the_frame():
    scene = everything(2.0)
    spec, frame = split(scene)
    field, losses, plane, bars, graph, table = spec["panels"]
    loss_map, curves, coordinates, counts, boxes, cells = scene.panels

    for drawn, sent in zip(loss_map.paths, field["paths"], strict=True):
        np.testing.assert_array_equal(frame[sent["data"]], drawn.data)
    assert frame["start"] == [2 / 9, 0]
    for drawn, sent in zip(curves.curves, losses["curves"], strict=True):
        np.testing.assert_array_equal(frame[sent["y"]], drawn.y)
        np.testing.assert_array_equal(frame[sent["x"]["steps"]], drawn.x["steps"])
        assert (frame[sent["low"]] is None) == (drawn.low is None)
    assert frame[losses["x"][1]["total"]] == 20
    assert frame[losses["marks"][0]["x"]] == frame[losses["rules"][0]["y"]] == 2
    np.testing.assert_array_equal(frame[plane["region"]], coordinates.region)
    assert frame[plane["x"]["range"]] == [-2, 2]
    np.testing.assert_array_equal(frame[plane["arrows"][0]["data"]], coordinates.arrows[0].data)
    assert frame[bars["groups"]] == counts.groups
    assert [list(frame[bar["data"]]) for bar in bars["bars"]] == [[2, 4], [1, 2]]
    assert frame[graph["data"]]["edges"] == [{"from": 0, "to": 1, "label": "·2", "tone": "", "back": True}]
    assert frame[graph["data"]]["nodes"][0] == vars(boxes.nodes[0])
    assert frame[table["data"]][0][1] == vars(cells.cells[0][1])
    assert frame["pick"] == [0, 1]
    assert frame[table["scale"]] == ["low", "high"]
    assert [frame[part["data"]] for part in spec["words"]] == [
        ["full batch: 2.0"],
        {"columns": ["", "full"], "rows": [["steps", "2.0"]]},
    ]
    assert frame[spec["clock"]["total"]] == 200
    assert next(list(frame[one["spent"]]) for one in spec["series"] if "spent" in one) == [0, 1 / 3, 2 / 3, 1]


def test_two_panels_with_the_same_names_have_keys_of_their_own():
    run = Series("run", "a run")
    panel = [
        Curves([Axis("t")], Axis("y"), [Curve(run, [float(k)], {"t": [0.0]})], [Mark("now", float(k))]) for k in (1, 2)
    ]
    spec, frame = split(Scene("two", "Two.", panel))
    first, second = (one["curves"][0]["y"] for one in spec["panels"])
    assert (frame[first].tolist(), frame[second].tolist()) == ([1.0], [2.0])
    assert [frame[one["marks"][0]["x"]] for one in spec["panels"]] == [1.0, 2.0]


def test_the_ground_of_a_map_is_sent_once_or_with_every_frame():
    w, b = Axis("w", (0, 1)), Axis("b", (0, 1))
    for changes in (False, True):
        panels = [Map(w, b, GRID, minimum=at, changes=changes) for at in ((0.5, 1.0), None)]
        spec, frame = split(Scene("map", "It.", panels))
        losses, minimum = (spec["panels"][0][key] for key in ("losses", "minimum"))
        np.testing.assert_array_equal(frame[losses] if changes else losses, GRID)
        assert (frame[minimum] if changes else minimum) == [0.5, 1.0]
        assert spec["panels"][1]["minimum"] is None


def test_a_region_says_whether_it_counts_its_sides():
    for region, counted in (([[0, 1], [2, 1]], True), ([[0.5, -1.0], [0, 1]], False), (None, False)):
        sides = [Series(name, name) for name in ("a", "b", "c")[: 3 if counted else 2]]
        plane = Plane(Axis("x", (0, 1)), Axis("y", (0, 1)), region=region, sides=sides)
        assert split(Scene("plane", "It.", [plane]))[0]["panels"][0]["counted"] is counted


def test_what_is_not_asked_for_is_not_sent():
    panel = Map(Axis("w", (0, 1)), Axis("b", (0, 1)), GRID, marks=[Spot("a"), Spot("b", ring=True)])
    spec, _ = split(Scene("map", "It.", [panel, Cells(["a"], ["b"], [[Cell("c")]])]))
    assert "scale" not in spec["panels"][1]
    assert ["ring" in one for one in spec["panels"][0]["marks"]] == [False, True]
