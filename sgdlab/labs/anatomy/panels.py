"""The live picture of an anatomy: the panels [spec_of], and what changes with every move [frame_of]."""

import numpy as np

from sgdlab.figures.sentences import BAND
from sgdlab.labs.anatomy.arrows import incoming, outgoing
from sgdlab.labs.anatomy.compute import AnatomyResult
from sgdlab.labs.anatomy.pair import Pair
from sgdlab.labs.stage.arrays import Json
from sgdlab.landscape import Surface
from sgdlab.quantities import Array

SERIES: list[Json] = [
    {"key": "path", "name": "the optimizer", "color": "orange", "marker": "square"},
    {"key": "plain", "name": "gradient descent", "color": "blue", "dash": [6, 4]},
    {"key": "gradient", "name": "minus the gradient", "color": "blue"},
    {"key": "mean", "name": "minus the average", "color": "green"},
    {"key": "root", "name": "± root of the squares", "color": "purple", "dash": [8, 3, 2, 3]},
    {"key": "step", "name": "the step", "color": "orange"},
    {"key": "straight", "name": "downhill, as long", "color": "blue"},
    {"key": "box", "name": "± learning rate", "color": "gray", "dash": [4, 4]},
]


def spec_of(plane: Pair, landscape: Surface) -> Json:
    """Return the fixed part of the picture: the axes, the surface, the panels of the arrows and of the curves."""
    (one, two), low = plane.names, plane.loss.minimum
    x, y = ({"label": name, "range": list(limits)} for name, limits in zip((one, two), landscape.limits, strict=True))
    return {
        "name": "The anatomy of an update",
        "description": "A path on a loss surface, and one of its steps taken apart.",
        "series": [*SERIES, *_lines(one, two)],
        "panels": [
            {
                "kind": "surface",
                "title": "The loss surface" + ("" if plane.whole else f", 2 of {plane.problem.size:,} parameters"),
                "x": x,
                "y": y,
                "losses": landscape.z,
                "levels": landscape.levels().tolist(),
                "minimum": None if low is None else low.tolist(),
                "paths": [{"series": "plain", "data": "plain_path"}, {"series": "path", "data": "path"}],
                "marks": [{"at": "here", "name": "this step"}],
                "start": "start",
            },
            _plane("In: what the step is made of", "in_range", (one, two), ["gradient", "mean"], "root"),
            _plane("Out: the step", "out_range", (one, two), ["straight", "step"], "box"),
            _lengths(one, two),
        ],
        "words": [
            {"kind": "lines", "data": "lines"},
            {"kind": "table", "data": "table", "caption": "This step, entry by entry"},
        ],
    }


def _lengths(one: str, two: str) -> Json:
    """How long every step of the run is."""
    return {
        "kind": "curves",
        "title": f"Length of each step along {one} and {two}",
        "x": [{"key": "steps", "label": "step"}],
        "y": {"label": "learning rates", "scale": "log", "range": "length_range"},
        "curves": [
            {"series": key, "x": {"steps": "steps"}, "y": key, "low": f"{key}_low", "high": f"{key}_high"}
            for key in ("first", "second")
        ],
        "marks": [{"x": "number", "label": "this step", "strong": True}],
        "rules": [{"y": 1.0, "label": "one learning rate"}],
    }


def _lines(one: str, two: str) -> list[Json]:
    return [
        {"key": "first", "name": f"along {one}", "color": "green", "marker": "diamond"},
        {"key": "second", "name": f"along {two}", "color": "purple", "dash": [6, 4], "marker": "triangle"},
    ]


def _plane(title: str, ends: str, names: tuple[str, str], arrows: list[str], box: str) -> Json:
    return {
        "kind": "plane",
        "title": title,
        "x": {"label": names[0], "range": ends},
        "y": {"label": names[1], "range": ends},
        "equal": True,
        "arrows": [{"series": key, "data": key} for key in arrows],
        "lines": [{"series": box, "data": box}],
    }


def frame_of(result: AnatomyResult) -> Json:
    """Return what changes with every move."""
    plane = result.plane
    into, out, path = incoming(result), outgoing(result), plane.of(result.run.params)
    return {
        "path": path,
        "plain_path": plane.of(result.plain.params),
        "start": list(result.settings.start),
        "here": path[result.step - 1].tolist(),
        **{name: into[name] for name in ("gradient", "mean", "root")},
        **{name: out[name] for name in ("step", "straight", "box")},
        "in_range": into["range"],
        "out_range": out["range"],
        "steps": np.arange(1, len(result.lengths) + 1),
        "first": result.lengths[:, 0],
        "second": result.lengths[:, 1],
        **_edges(result.many),
        "number": result.step,
        "length_range": _length_range(result.lengths),
        "lines": result.lines,
        "table": result.table,
    }


def _edges(many: Array | None) -> Json:
    """The 10th and the 90th percentile of the lengths of every step, of each parameter."""
    keys = [(key, edge) for key in ("first", "second") for edge in ("low", "high")]
    edges = [None] * 4 if many is None else [np.percentile(many[..., k], q, axis=1) for k in (0, 1) for q in BAND]
    return {f"{key}_{edge}": lengths for (key, edge), lengths in zip(keys, edges, strict=True)}


def _length_range(lengths: Array) -> list[float]:
    """The limits of the curves: four powers of ten at most, with one learning rate inside."""
    positive = lengths[lengths > 0]
    high = 2 * max(float(positive.max(initial=0.0)), 1.0)
    return [0.6 * min(max(float(positive.min(initial=1.0)), 1e-4 * high), 1.0), high]
