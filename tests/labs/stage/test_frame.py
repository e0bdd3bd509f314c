"""What a frame has to bring for a spec: every key in the right shape, with sentences that say which is not."""

from typing import Any

import numpy as np
import pytest
from sgdlab.labs.stage.frame import checked_frame, is_point
from sgdlab.labs.stage.spec import checked_spec

NODES = [{"x": 0, "y": 0.5, "label": "w", "tone": "now"}, {"x": 1, "y": 0.5, "label": "L"}]
SPEC: dict[str, Any] = {
    "series": [
        {"key": "run", "name": "a run", "spent": "spent"},
        {"key": "no", "name": "no"},
        {"key": "yes", "name": "yes"},
    ],
    "panels": [
        {
            "kind": "plane",
            "x": {"label": "x", "range": "across"},
            "y": {"label": "y", "range": [0, 1]},
            "region": "field",
            "sides": ["no", "yes"],
            "points": [{"series": "no", "data": "points", "names": "names"}],
            "lines": [{"series": "run", "data": "line"}, {"series": "run", "data": "lines", "now": True}],
            "arrows": [{"series": "no", "data": "arrows"}, {"series": "run", "data": "steps", "now": True}],
            "marks": [{"at": "mark", "name": "peak"}],
            "handles": [{"key": "end", "name": "an end"}],
        },
        {
            "kind": "curves",
            "x": [{"key": "h", "label": "h", "scale": "log", "range": "hs", "total": "budget"}],
            "y": {"label": "error"},
            "curves": [{"series": "no", "x": {"h": "h"}, "y": "errors", "low": "low", "high": "high"}],
            "marks": [{"x": "edge", "label": "edge"}],
            "rules": [{"y": "floor", "label": "floor"}],
        },
        {
            "kind": "bars",
            "y": {"label": "operations"},
            "groups": "groups",
            "bars": [{"series": "no", "data": "bars"}, {"series": "run", "data": "grow", "now": True}],
        },
        {"kind": "graph", "data": "circuit", "pick": "node"},
        {"kind": "graph", "data": "circuits", "spent": "moments"},
        {"kind": "cells", "rows": ["a", "b"], "columns": "columns", "data": "cells", "pick": "cell"},
    ],
}


def good(**changes: Any) -> dict[str, Any]:
    rows = 5
    frame = {
        "spent": np.linspace(0, 1, rows), "across": [0, 2], "field": np.zeros((4, 6)), "points": np.zeros((3, 2)),
        "names": ["i", "j", "k"], "line": np.zeros((rows, 2)), "lines": np.zeros((rows, 7, 2)),
        "arrows": np.zeros((9, 4)), "steps": np.zeros((rows, 1, 4)), "mark": None, "end": [0.5, 0.5],
        "h": np.ones(8), "hs": [1, 2], "budget": 40, "errors": np.ones(8), "low": None, "high": None, "edge": 0.5,
        "floor": None, "groups": ["one", "two"], "bars": np.ones(2), "grow": np.ones((rows, 2)),
        "circuit": {"nodes": NODES, "edges": [{"from": 0, "to": 1}]}, "circuits": [{"nodes": NODES, "edges": []}] * 2,
        "moments": np.array([0, 0.5]), "columns": ["p"], "cells": [[{"text": "1"}], [{"tone": "bad"}]],
    }  # fmt: skip
    return {**frame, **changes}


def check(**changes: Any) -> dict[str, Any]:
    """The frame with changes, as the front end gets it; ... takes a key away."""
    frame = {key: value for key, value in good(**changes).items() if value is not ...}
    return checked_frame(frame, checked_spec(SPEC), 3)


def test_a_good_frame_is_packed_and_numbered() -> None:
    frame = check()
    assert frame["request"] == 3
    assert frame["lines"]["shape"] == [5, 7, 2]
    assert frame["circuit"]["nodes"] == NODES


@pytest.mark.parametrize("key", sorted(good()))
def test_a_key_that_the_spec_names_must_be_there(key: str) -> None:
    with pytest.raises(ValueError, match=f"the frame has no '{key}', which the .* names; it has"):
        check(**{key: ...})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": np.zeros((3, 3))}, r"'points'.*plane panel's 'no' needs an array \(N, 2\); got shape \(3, 3\)"),
        ({"line": np.zeros((4, 2))}, r"plane panel's 'run' differ in length: \{'spent': 5, 'line': 4\}"),
        ({"lines": np.zeros((4, 7, 2))}, "plane panel's 'run' differ in length"),
        ({"lines": np.zeros((7, 2))}, r"needs an array \(T\+1, M, 2\); got shape \(7, 2\)"),
        ({"arrows": np.zeros((3, 2))}, r"needs an array \(N, 4\)"),
        ({"steps": np.zeros((5, 4))}, r"needs an array \(T\+1, N, 4\)"),
        ({"field": [[1]]}, r"'field'.*the plane panel needs an array \(ny, nx\); got \[\[1\]\]"),
        ({"names": ["i"]}, "does not fit together: {\"points of 'no'\": 3, 'names': 1}"),
        (
            {"across": [2, 0]},
            r"'across'.*plane panel's 'x' range needs a list of two finite numbers, rising; got \[2, 0",
        ),
        ({"end": None}, "the handle 'an end' needs two numbers; got None"),
        ({"mark": [1]}, "the mark 'peak' needs two numbers, or None"),
        ({"edge": "x"}, "the mark 'edge' needs a number, or None"),
        ({"floor": [1]}, "the rule 'floor' needs a number, or None"),
        ({"h": np.ones(7)}, "curves panel's 'no' differ in length"),
        ({"low": np.ones(7), "high": np.ones(8)}, "curves panel's 'no' differ in length"),
        ({"groups": ["one", 2]}, "the bars panel's groups needs a list of texts"),
        ({"bars": np.ones(3)}, "bars panel '' does not fit together: {'groups': 2, \"bars of 'no'\": 3}"),
        ({"grow": np.ones((5, 1))}, "does not fit together"),
        ({"circuit": {"nodes": NODES}}, "the graph panel needs nodes with x, y and label, edges with from and to"),
        ({"circuit": {"nodes": NODES, "edges": [{"from": 0, "to": 2}]}}, "indices of nodes"),
        ({"circuit": {"nodes": [{"x": 0, "y": 0, "label": "", "tone": "hot"}], "edges": []}}, "tones: now, done"),
        ({"moments": np.ones(3)}, "graph panel '' does not fit together: {'moments': 3, 'states': 2}"),
        ({"cells": [[{}]]}, "cells panel '' does not fit together: {'rows': 2, 'rows of cells': 1}"),
        ({"columns": ["p", "q"]}, "{'columns': 2, 'cells in row 0': 1"),
        ({"cells": [["1"], ["2"]]}, "the cells panel needs as many rows .* cells \\(dictionaries\\)"),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check(**change)


def test_arrays_may_stand_in_the_spec() -> None:
    panel = {**SPEC["panels"][0], "points": [{"series": "no", "data": np.zeros((3, 2))}], "region": np.zeros((4, 4))}
    spec = checked_spec({**SPEC, "panels": [panel]})
    frame = {key: value for key, value in good().items() if key not in ("points", "field")}
    assert "points" not in checked_frame(frame, spec, 0)


def test_an_error_alone_needs_nothing_else() -> None:
    assert checked_frame({"error": "No."}, checked_spec(SPEC), 1) == {"error": "No.", "request": 1}


@pytest.mark.parametrize(
    ("value", "good"),
    [([1, 2.5], True), ({"shape": [2], "f32": b""}, True), ([1], False), ({"shape": [3]}, False), ("12", False)],
)
def test_a_point_is_two_numbers(value: Any, good: bool) -> None:
    assert is_point(value) == good
