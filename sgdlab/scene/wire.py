"""A scene on its way to the browser: what stays, and what changes from frame to frame [split].

The front end (`front_end/src`) reads two dictionaries.  `spec` is the structure: names, titles, scales, and a *key* for
each value that can change; `frame` has the values under these keys.  While the structure stays the same, a new frame is
enough.  A key is made of the series and the field, such as "sgd_path"; a handle and a pick bring their own, because
under these the browser says what the reader moved or picked.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from sgdlab.scene.piece import Axis, Drawn, Handle, Series, Spot
from sgdlab.scene.plot import Bars, Curve, Curves, Map, Mark, Plane
from sgdlab.scene.scene import Lines, Scene, Table
from sgdlab.scene.table import Cells, Edge, Graph

Json: TypeAlias = dict[str, Any]  # a description, a frame, or a part of one


def split(scene: Scene) -> tuple[Json, Json]:
    """Return the structure of a scene and its values: (spec, frame)."""
    frame: Json = {"description": scene.description}
    spec: Json = {"name": scene.name}
    spec["series"] = [_series(one, frame) for one in scene.series]
    spec["panels"] = [
        {"kind": one.kind, "title": one.title, "wide": one.wide, **_PANELS[one.kind](one, frame, f"panel{k}")}
        for k, one in enumerate(scene.panels)
    ]
    spec["words"] = [_words(part, frame, f"words{k}") for k, part in enumerate(scene.words)]
    if (clock := scene.clock) is not None:
        spec["clock"] = {"total": _put(frame, "total", clock.total), "unit": clock.unit, "control": clock.control}
    return spec, frame


def _put(frame: Json, key: str, value: object) -> str:
    """Store a value, and return its key: the one asked for, or with a number if that is taken."""
    free, count = key, 1
    while free in frame:
        count += 1
        free = f"{key}_{count}"
    frame[free] = value
    return free


def _series(one: Series, frame: Json) -> Json:
    spent = {} if one.spent is None else {"spent": _put(frame, f"{one.key}_spent", one.spent)}
    look = {"key": one.key, "name": one.name, "color": one.color, "dash": list(one.dash), "marker": one.marker}
    return {**look, "faint": one.faint, **spent}


def _axis(axis: Axis, frame: Json, name: str) -> Json:
    ends = None if axis.range is None else _put(frame, f"{name}_{axis.key or axis.label}", list(axis.range))
    total = None if axis.total is None else _put(frame, f"{name}_{axis.key}_total", axis.total)
    return {"key": axis.key, "label": axis.label, "scale": axis.scale, "range": ends, "total": total}


def _map(panel: Map, frame: Json, name: str) -> Json:
    minimum = None if panel.minimum is None else list(panel.minimum)
    ground = {"losses": panel.losses, "levels": panel.levels, "minimum": minimum}
    if panel.changes:
        ground |= {key: _put(frame, f"{name}_{key}", value) for key, value in ground.items() if value is not None}
    x, y = ({"label": one.label, "range": list(one.range or ())} for one in (panel.x, panel.y))
    return {
        "x": x,
        "y": y,
        **ground,
        "value": panel.value,
        "equal": panel.equal,
        "relief": panel.relief,
        "tall": panel.tall,
        **_points(panel, frame, name),
        "paths": [_drawn(one, frame, "path") for one in panel.paths],
        **({"wider": _wider(panel, frame, name)} if panel.follows else {}),
    }


def _wider(panel: Map, frame: Json, name: str) -> Json:
    """The keys of a wider frame, whose values are missing as long as no path leaves the usual one."""
    wide = panel.wider
    parts: Json = {} if wide is None else {**vars(wide), "x": list(wide.x), "y": list(wide.y)}
    return {key: _put(frame, f"{name}_wider_{key}", parts.get(key)) for key in ("x", "y", "losses", "levels")}


def _points(panel: Map | Plane, frame: Json, name: str) -> Json:
    """What can be read and moved on a map and on a plane."""

    def spot(one: Spot) -> Json:
        at = _put(frame, f"{name}_{one.name}", None if one.at is None else list(one.at))
        return {"name": one.name, "at": at, **({"ring": True} if one.ring else {})}

    def handle(one: Handle) -> Json:
        frame[one.key] = None if one.at is None else list(one.at)
        return {"key": one.key, "name": one.name, "click": one.click}

    return {"marks": list(map(spot, panel.marks)), "handles": list(map(handle, panel.handles))}


def _drawn(one: Drawn, frame: Json, what: str) -> Json:
    key = one.series.key
    return {"series": key, "data": _put(frame, f"{key}_{what}", one.data)}


def _curves(panel: Curves, frame: Json, name: str) -> Json:
    def curve(one: Curve) -> Json:
        key = one.series.key
        x = {axis: _put(frame, f"{key}_{axis}", numbers) for axis, numbers in one.x.items()}
        y = {part: _put(frame, f"{key}_{part}", getattr(one, part)) for part in ("y", "low", "high")}
        marked = {} if one.marked is None else {"marked": _put(frame, f"{key}_marked", one.marked)}
        return {"series": key, "x": x, **y, **marked}

    def mark(one: Mark) -> Json:
        axis = {} if one.axis is None else {"axis": one.axis}
        return {"x": _put(frame, f"{name}_{one.label}", one.x), "label": one.label, "strong": one.strong, **axis}

    return {
        "x": [_axis(axis, frame, name) for axis in panel.x],
        "y": _axis(panel.y, frame, f"{name}_up"),
        "follows": panel.follows,
        **({"ahead": panel.ahead} if panel.ahead else {}),
        "curves": list(map(curve, panel.curves)),
        "marks": list(map(mark, panel.marks)),
        "rules": [{"y": _put(frame, f"{name}_{one.label}", one.y), "label": one.label} for one in panel.rules],
    }


def _plane(panel: Plane, frame: Json, name: str) -> Json:
    return {
        "x": _axis(panel.x, frame, f"{name}_across"),
        "y": _axis(panel.y, frame, f"{name}_up"),
        "equal": panel.equal,
        "region": _put(frame, f"{name}_region", panel.region),
        "counted": panel.region is not None and panel.region.dtype.kind != "f",
        "sides": [one.key for one in panel.sides],
        **_points(panel, frame, name),
        "points": [_drawn(one, frame, "points") for one in panel.points],
        "lines": [_drawn(one, frame, "line") for one in panel.lines],
        "arrows": [_drawn(one, frame, "arrows") for one in panel.arrows],
    }


def _bars(panel: Bars, frame: Json, name: str) -> Json:
    bars = [_drawn(one, frame, "bars") for one in panel.bars]
    groups = _put(frame, f"{name}_groups", list(panel.groups))
    return {"y": _axis(panel.y, frame, f"{name}_up"), "groups": groups, "bars": bars}


def _graph(panel: Graph, frame: Json, name: str) -> Json:
    def edge(one: Edge) -> Json:
        return {"from": one.start, "to": one.end, "label": one.label, "tone": one.tone, "back": one.back}

    data = {"nodes": [dict(vars(one)) for one in panel.nodes], "edges": list(map(edge, panel.edges))}
    return {"data": _put(frame, f"{name}_graph", data)}


def _cells(panel: Cells, frame: Json, name: str) -> Json:
    if panel.pick is not None:
        frame[panel.pick] = None if panel.picked is None else list(panel.picked)
    data = [[dict(vars(cell)) for cell in row] for row in panel.cells]
    named = {key: _put(frame, f"{name}_{key}", list(getattr(panel, key))) for key in ("rows", "columns")}
    scale = {"scale": _put(frame, f"{name}_scale", list(panel.scale))} if panel.scale else {}
    return {**named, "data": _put(frame, f"{name}_cells", data), "pick": panel.pick, **scale}


_PANELS: dict[str, Callable[[Any, Json, str], Json]] = {
    "surface": _map,
    "curves": _curves,
    "plane": _plane,
    "bars": _bars,
    "graph": _graph,
    "cells": _cells,
}


def _words(part: Lines | Table, frame: Json, name: str) -> Json:
    if isinstance(part, Table):
        data = {"columns": list(part.columns), "rows": [list(row) for row in part.rows]}
        return {"kind": "table", "data": _put(frame, name, data), "caption": part.caption}
    longest = {"longest": _put(frame, f"{name}_longest", list(part.longest))} if part.longest else {}
    lines = {"kind": "lines", "data": _put(frame, name, list(part.lines)), "series": [one.key for one in part.series]}
    return {**lines, **longest}
