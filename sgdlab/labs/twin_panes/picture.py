"""The picture of the twin panes: a point on the loss surface, and its line on the data [scene_of]."""

from collections.abc import Sequence

import numpy as np

from sgdlab.figures.paths import map_of
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.labs.twin_panes.result import STEPS, TwinPanesResult, rows
from sgdlab.landscape import Surface
from sgdlab.scene import Axis, Handle, Lines, Map, Path, Plane, Points, Scene, Series, Table

ENDS = {"left_end": "left end", "right_end": "right end"}  # of the line: two handles

DATA = Series("data", "examples", "indigo")
MISS = Series("miss", "misses", "gray", faint=True)
DOWN = Series("down", f"{STEPS} steps down", "blue")


def scene_of(panes: OneFeature, landscape: Surface, axes: Sequence[str], result: TwinPanesResult) -> Scene:
    """Return the picture: both panes, the point in words, the way down in numbers."""
    here = Series("here", f"this {result.shape}", "purple")
    columns = ["", *panes.names, "loss"]
    return Scene(
        f"Twin panes: {result.title}",
        result.description,
        [_surface(landscape, result), _data(panes, axes, result, here)],
        [Lines(result.lines, [here, DOWN]), Table("In numbers", columns, rows(result, panes.model.minimum))],
    )


def _surface(landscape: Surface, result: TwinPanesResult) -> Map:
    return map_of(
        landscape,
        [Path(DOWN, result.run.params)],
        handles=[Handle("point", result.settings.point, "the parameters")],
        value="mean loss",
        title=f"The loss surface: a point is a {result.shape}",
    )


def _data(panes: OneFeature, axes: Sequence[str], result: TwinPanesResult, here: Series) -> Plane:
    """The examples, how far the line misses each, and the line before and after the way down."""
    across, up = panes.frame
    heights = np.clip(result.ends, *up)
    return Plane(
        Axis(axes[0], across),
        Axis(f"probability that {axes[1]} = 1" if panes.probability else axes[1], up),
        [Points(DATA, np.column_stack([panes.x, panes.y]))],
        [Path(MISS, result.misses), Path(DOWN, result.after), Path(here, result.line)],
        handles=[
            Handle(key, at, name)
            for (key, name), at in zip(ENDS.items(), zip(panes.ends, heights, strict=True), strict=True)
        ],
        title=f"The data: a {result.shape} is a point",
    )
