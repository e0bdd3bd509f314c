"""Checks that a frame has every key that its spec names, in the right shape [checked_frame]."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sgdlab.labs.stage.arrays import Json, pack_all, shown
from sgdlab.labs.stage.spec import DRAWN, rising_pair

SHAPES = {  # of an entry's data; the same letter is the same length within an entry
    "paths": ["T+1, 2", "S, T+1, 2"],
    "lines": ["T+1, 2", "S, T+1, 2"],
    "points": ["N, 2"],
    "arrows": ["N, 4"],
    "bars": ["G,"],
}
GRID = ["ny, nx"]
TONES = {"graph": ("", "now", "done"), "cells": ("", "good", "bad", "none")}
Check: TypeAlias = Callable[[Any], bool]
Requirement: TypeAlias = tuple[str, object, Check, str]  # owner, value or key, what it must be, and that in words
Lengths: TypeAlias = tuple[str, dict[str, int]]  # owner, and what must be equally many


def checked_frame(frame: Json, spec: Json, request: int) -> Json:
    """Return the frame with arrays packed, as the answer to a request.

    >>> checked_frame({}, {"panels": [], "series": [], "words": []}, 4)
    {'request': 4}
    """
    state: Json = {**pack_all(frame), "request": request}
    error = state.get("error")
    if error is not None and not isinstance(error, str):
        raise ValueError(f"frame['error'] is {error!r}; give a sentence")
    if error is None or set(state) != {"error", "request"}:
        for owner, key, check, wanted in _requirements(spec):
            value = _found(state, key, f"spec's {owner}" if owner else "spec")
            if isinstance(key, str) and not check(value):
                raise ValueError(f"frame[{key!r}]: {owner} needs {wanted}; got {shown(value)}")
        for owner, arrays in _arrays(spec, state):
            _check_shapes(owner, arrays, state)
        for owner, lengths in _counts(spec, state):
            if len(set(lengths.values())) > 1:
                raise ValueError(f"the {owner} does not fit together: {lengths}")
    return state


def _found(state: Json, key: object, owner: str) -> Any:
    """The value: in the spec itself, or under its key in the frame."""
    if isinstance(key, str) and key not in state:
        raise ValueError(f"the frame has no {key!r}, which the {owner} names; it has {sorted(state)}")
    return state[key] if isinstance(key, str) else key


# --- single values


def is_point(value: object) -> bool:
    """Return whether something is two numbers: a list, or a packed array."""
    if isinstance(value, dict):
        return bool(value.get("shape") == [2])
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, int | float) for one in value)


def _anything(value: object) -> bool:
    return True


def _none_or(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _number(value: object) -> bool:
    return isinstance(value, int | float)


def _is_packed(value: object) -> bool:
    return isinstance(value, dict) and len(value.get("shape", ())) == 1


def _labels(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _requirements(spec: Json) -> Iterator[Requirement]:
    for panel in spec["panels"]:
        kind = panel["kind"]
        for name in ("losses", "levels", "region"):
            yield f"the {kind}'s {name}", panel.get(name), _anything, "an array"
        yield f"the {kind}'s minimum", panel.get("minimum"), _none_or(is_point), "two numbers, or None"
        for name in ("groups", "rows", "columns"):
            yield f"the {kind} panel's {name}", panel.get(name), _labels, "a list of texts"
        yield from _axes(panel)
        for part in panel.get("handles", []):
            yield f"the handle {part['name']!r}", part["key"], is_point, "two numbers"
        for part in panel.get("rules", []):
            yield f"the rule {part['label']!r}", part["y"], _none_or(_number), "a number, or None"
        for part in panel.get("marks", []):
            if kind == "curves":
                yield f"the mark {part['label']!r}", part["x"], _none_or(_number), "a number, or None"
            else:
                yield f"the mark {part['name']!r}", part["at"], _none_or(is_point), "two numbers, or None"
        if kind in TONES:
            yield f"the {kind} panel", panel["data"], _data_check(panel), _wanted_data(kind)
            yield f"the {kind} panel's spent", panel.get("spent"), _is_packed, "an array (T,)"
    for part in spec["words"]:
        yield "", part.get("data"), _anything, ""
    yield "", spec.get("clock", {}).get("total"), _anything, ""
    yield "", spec.get("goal"), _anything, ""


def _axes(panel: Json) -> Iterator[Requirement]:
    axes = [*(panel.get("x", []) if panel["kind"] == "curves" else [panel.get("x", {})]), panel.get("y", {})]
    for axis in axes:
        owner = f"the {panel['kind']} panel's {axis.get('label')!r}"
        yield f"{owner} range", axis.get("range"), rising_pair, "a list of two finite numbers, rising"
        yield f"{owner} total", axis.get("total"), _none_or(_number), "a number, or None"


def _wanted_data(kind: str) -> str:
    if kind == "graph":
        return "nodes with x, y and label, edges with from and to (indices of nodes); tones: now, done"
    return "as many rows as it has, each with as many cells (dictionaries) as columns; tones: good, bad, none"


def _data_check(panel: Json) -> Check:
    one = _is_graph if panel["kind"] == "graph" else _is_table
    return (lambda value: isinstance(value, list) and all(map(one, value))) if panel.get("spent") else one


def _is_graph(value: object) -> bool:
    if not isinstance(value, dict) or not {"nodes", "edges"} <= set(value):
        return False
    nodes, edges = value["nodes"], value["edges"]
    ends = range(len(nodes))
    placed = all(_number(node.get("x")) and _number(node.get("y")) and "label" in node for node in nodes)
    joined = all(edge.get("from") in ends and edge.get("to") in ends for edge in edges)
    return placed and joined and all(one.get("tone", "") in TONES["graph"] for one in [*nodes, *edges])


def _is_table(value: object) -> bool:
    if not isinstance(value, list) or len({len(row) for row in value if isinstance(row, list)}) > 1:
        return False
    cells = [cell for row in value if isinstance(row, list) for cell in row]
    return all(isinstance(cell, dict) and cell.get("tone", "") in TONES["cells"] for cell in cells)


# --- arrays


def _arrays(spec: Json, state: Json) -> Iterator[tuple[str, Json]]:
    """For each entry of each panel: its arrays (or their keys), with the shapes that they can have."""
    spent = {one["key"]: one.get("spent") for one in spec["series"]}
    for panel in spec["panels"]:
        yield f"{panel['kind']} panel", {name: (panel[name], GRID) for name in ("losses", "region") if panel.get(name)}
        for name in DRAWN:
            for part in panel.get(name, []):
                moments = {"spent": (spent[part["series"]], ["T+1,"])}
                yield f"{panel['kind']} panel's {part['series']!r}", {**moments, **_entry(name, part, state)}


def _entry(name: str, part: Json, state: Json) -> Json:
    if name == "curves":
        band = [side for side in ("low", "high") if state.get(str(part.get(side)), "") is not None]  # None: no band now
        columns = {"y": part["y"], **{side: part.get(side) for side in band}, **part.get("x", {})}
        return {column: (value, ["T+1,"]) for column, value in columns.items()}
    shapes = SHAPES[name]
    if part.get("now"):
        shapes = [f"T+1, {shapes[0].replace('T+1', 'M')}"]
    return {"data": (part["data"], shapes)}


def _counts(spec: Json, state: Json) -> Iterator[Lengths]:
    """For each panel: the counts that must be equal."""
    for panel in spec["panels"]:
        owner = f"{panel['kind']} panel {panel['title']!r}"
        if panel["kind"] == "bars":
            groups = len(_found(state, panel["groups"], owner))
            for part in panel["bars"]:
                data = _found(state, part["data"], owner)
                yield owner, {"groups": groups, f"bars of {part['series']!r}": data["shape"][-1]}
        for part in panel.get("points", []):
            if part.get("names") is not None:
                data, names = _found(state, part["data"], owner), _found(state, part["names"], owner)
                yield owner, {f"points of {part['series']!r}": data["shape"][-2], "names": len(names)}
        if panel["kind"] in TONES:
            yield from _count_states(owner, panel, state)


def _count_states(owner: str, panel: Json, state: Json) -> Iterator[Lengths]:
    data = _found(state, panel["data"], owner)
    if panel.get("spent"):
        yield owner, {"moments": _found(state, panel["spent"], owner)["shape"][0], "states": len(data)}
    if panel["kind"] == "cells":
        rows, columns = (_found(state, panel[name], owner) for name in ("rows", "columns"))
        for table in data if panel.get("spent") else [data]:
            yield owner, {"rows": len(rows), "rows of cells": len(table)}
            yield owner, {"columns": len(columns), **{f"cells in row {k}": len(row) for k, row in enumerate(table)}}


def _check_shapes(owner: str, arrays: Json, state: Json) -> None:
    lengths: dict[str, dict[str, int]] = {}
    for name, (key, shapes) in arrays.items():
        if key is None:
            continue
        value = _found(state, key, owner)
        letters = next((letters for text in shapes if (letters := _fit(text, value)) is not None), None)
        label = key if isinstance(key, str) else name
        if letters is None:
            allowed = " or ".join(f"({text})" for text in shapes)
            raise ValueError(f"frame[{label!r}]: the {owner} needs an array {allowed}; got {shown(value)}")
        for letter, length in letters.items():
            lengths.setdefault(letter, {})[label] = length
    for found in lengths.values():
        if len(set(found.values())) > 1:
            raise ValueError(f"the arrays of the {owner} differ in length: {found}")


def _fit(text: str, value: object) -> dict[str, int] | None:
    """Return the length of each letter of a shape such as "S, T+1, 2"; None if an array has another shape.

    >>> _fit("N, 2", {"shape": [5, 2]})
    {'N': 5}
    """
    shape = value.get("shape") if isinstance(value, dict) else None
    wanted = [part.strip() for part in text.split(",") if part.strip()]
    if shape is None or len(shape) != len(wanted):
        return None
    pairs = list(zip(wanted, shape, strict=True))
    if any(part.isdigit() and int(part) != length for part, length in pairs):
        return None
    return {part: length for part, length in pairs if not part.isdigit()}
