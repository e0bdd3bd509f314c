"""Checks a description and fills in its defaults [checked_spec].  view.py documents every name."""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.labs.stage.arrays import Json, pack_all, shown, unpack

MARKERS = ("circle", "square", "diamond", "triangle")


class Names(NamedTuple):
    """The names that a dictionary needs, and those that it can have."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()


PANELS = {
    "surface": Names(
        ("x", "y", "losses"), ("equal", "value", "levels", "minimum", "paths", "start", "marks", "handles")
    ),
    "curves": Names(("x", "y", "curves"), ("marks", "rules")),
    "plane": Names(("x", "y"), ("equal", "region", "sides", "points", "lines", "arrows", "marks", "handles")),
    "bars": Names(("y", "groups", "bars")),
    "graph": Names(("data",), ("pick", "spent")),
    "cells": Names(("rows", "columns", "data"), ("pick", "spent")),
}
PARTS = {  # what the lists of a panel hold
    "paths": Names(("series", "data")),
    "curves": Names(("series", "y"), ("x", "low", "high")),
    "points": Names(("series", "data"), ("now", "names")),
    "lines": Names(("series", "data"), ("now",)),
    "arrows": Names(("series", "data"), ("now",)),
    "bars": Names(("series", "data"), ("now",)),
    "marks": Names(("at", "name")),
    "rules": Names(("y", "label")),
    "handles": Names(("key", "name"), ("click",)),
}
MARKS_OF_CURVES = Names(("x", "label"), ("axis", "strong"))
SERIES = Names(("key", "name"), ("color", "dash", "marker", "faint", "spent"))
DRAWN = ("paths", "curves", "points", "lines", "arrows", "bars")  # the lists whose entries belong to a series


def checked_spec(spec: Json) -> Json:
    """Return the spec with arrays packed and defaults filled in.

    >>> checked_spec({"name": "Nothing"})
    {'name': 'Nothing', 'series': [], 'panels': [], 'words': []}
    """
    full = {"name": "lab", "series": [], "panels": [], "words": [], **pack_all(spec)}
    full["series"] = [_series(one) for one in full["series"]]
    keys = [one["key"] for one in full["series"]]
    full["panels"] = [_panel(panel, keys) for panel in full["panels"]]
    return full


def even_levels(losses: ArrayLike, count: int = 12) -> list[float]:
    """Return levels even in the logarithm of the height above the lowest loss, four to a power of ten.

    >>> [round(level, 3) for level in even_levels([[0.0, 1.0], [2.0, np.inf]], count=3)]
    [0.474, 0.843, 1.5]
    """
    finite = np.asarray(losses, float)
    finite = finite[np.isfinite(finite)]
    if not finite.size or finite.min() == finite.max():
        raise ValueError("a surface needs at least two different finite losses; these are all the same")
    low, high = float(finite.min()), float(finite.max())
    return [low + (high - low) * 10 ** ((k + 0.5 - count) / 4) for k in range(count)]


def _series(one: Json) -> Json:
    full = {"color": "blue", "dash": [], "marker": "circle", "faint": False, **one}
    _check_names(f"the series {one.get('key')!r}", full, SERIES)
    if full["marker"] not in MARKERS:
        raise ValueError(f"marker {full['marker']!r} of {full['key']!r}: there are {', '.join(MARKERS)}")
    return full


def _panel(panel: Json, series: list[str]) -> Json:
    kind = panel.get("kind")
    if kind not in PANELS:
        raise ValueError(f"a panel of kind {kind!r}: the front end draws {', '.join(PANELS)}")
    names = PANELS[kind]
    _check_names(f"the {kind} panel", panel, names._replace(optional=("kind", "title", "wide", *names.optional)))
    full: Json = {"title": "", "wide": False, **panel}
    for name in PARTS.keys() & {*names.needed, *names.optional}:
        full.setdefault(name, [])
        for part in full[name]:
            allowed = MARKS_OF_CURVES if (kind, name) == ("curves", "marks") else PARTS[name]
            _check_names(f"an entry of the {kind} panel's {name}", part, allowed)
    drawn = [part["series"] for name in DRAWN for part in full.get(name, [])] + full.get("sides", [])
    for key in drawn:
        if key not in series:
            raise ValueError(f"the {kind} panel draws {key!r}; spec['series'] has {series}")
    return _special(kind, full)


def _check_scales(panel: Json) -> None:
    for axis in [*(panel["x"] if panel["kind"] == "curves" else [panel.get("x", {})]), panel.get("y", {})]:
        scale, ends = axis.get("scale", "linear"), axis.get("range")
        if scale not in ("linear", "log"):
            raise ValueError(f"the scale of {axis.get('label')!r} is {scale!r}; it may be 'linear' or 'log'")
        if scale == "log" and isinstance(ends, list) and min(ends, default=1) <= 0:
            raise ValueError(f"the scale of {axis.get('label')!r} is log, so its range {ends} must lie above 0")
        if scale == "log" and panel.get("equal"):
            raise ValueError(f"the {panel['kind']} has equal scales, so {axis.get('label')!r} cannot be log")


def _special(kind: str, panel: Json) -> Json:
    """Check and complete what only some kinds of panel have."""
    _check_scales(panel)
    if kind == "surface":
        panel = {"value": "loss", "minimum": None, **panel}
        if (start := panel.pop("start", None)) is not None:
            panel["handles"] = [{"key": start, "name": "start"}, *panel["handles"]]
        _check_ranges(panel)
        _check_losses(panel)
        panel.setdefault("levels", None if isinstance(panel["losses"], str) else even_levels(unpack(panel["losses"])))
    if kind == "plane":
        _check_ranges(panel)
        if panel.get("region") is not None and len(panel.setdefault("sides", [])) != 2:
            raise ValueError("the plane's region needs sides: the keys of two series, for values below and above 0")
    if kind == "curves" and not panel["x"]:
        raise ValueError("the curves panel's x is empty; list at least one horizontal axis")
    return panel


def _check_names(owner: str, given: Json, names: Names) -> None:
    missing = [name for name in names.needed if name not in given]
    if missing:
        raise ValueError(f"{owner} lacks {', '.join(missing)}; it needs {', '.join(names.needed)}")
    _check_known(owner, given, (*names.needed, *names.optional))


def _check_known(owner: str, given: Iterable[str], allowed: tuple[str, ...]) -> None:
    unknown = [name for name in given if name not in allowed]
    if unknown:
        raise ValueError(f"{owner} has no {', '.join(map(repr, unknown))}; it may have {', '.join(allowed)}")


def _check_ranges(panel: Json) -> None:
    for axis in ("x", "y"):
        ends = panel[axis].get("range", ())
        if isinstance(ends, str) and panel["kind"] == "plane":
            continue  # comes with the frame
        if not rising_pair(ends):
            raise ValueError(f"the {panel['kind']}'s {axis} range is {ends}; give two finite numbers, rising")


def rising_pair(ends: object) -> bool:
    """Return whether something is a list of two finite numbers, rising."""
    if not isinstance(ends, list) or len(ends) != 2 or not all(isinstance(end, int | float) for end in ends):
        return False
    return bool(-math.inf < ends[0] < ends[1] < math.inf)


def _check_losses(panel: Json) -> None:
    losses, levels = panel["losses"], panel.get("levels")
    if isinstance(losses, str):
        if levels is None:
            raise ValueError("losses that come with the frame need levels: a list in the spec, or a key of the frame")
    elif not isinstance(losses, dict) or len(losses["shape"]) != 2 or min(losses["shape"]) < 3:
        raise ValueError(f"losses must be an array (ny, nx), at least 3 by 3; got {shown(losses)}")
    if isinstance(levels, list) and (len(levels) < 2 or any(a >= b for a, b in pairwise(levels))):
        raise ValueError(f"levels {levels}; give at least two numbers, rising")
