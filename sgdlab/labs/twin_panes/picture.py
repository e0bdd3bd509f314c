"""The picture of the twin panes: a point on the loss surface, and its line on the data [scene_of]."""

from collections.abc import Sequence

import numpy as np

from sgdlab.figures.paths import map_of
from sgdlab.labs.twin_panes.compute import TwinPanesResult
from sgdlab.landscape.surface import Surface
from sgdlab.scene import Axis, Handle, Lines, Path, Plane, Points, Scene, Series, Table

ENDS = {"left_end": "left end", "right_end": "right end"}  # of the line: two handles

DATA = Series("data", "examples", "indigo")
MISS = Series("miss", "misses", "gray", faint=True)
DOWN = Series("down", "the way down", "blue")


def scene_of(landscape: Surface, axes: Sequence[str], result: TwinPanesResult) -> Scene:
    """Return the picture: both panes, the point in words, the way down in numbers."""
    here = Series("here", f"this {result.panes.shape}", "purple")
    ground = map_of(
        landscape,
        [Path(DOWN, result.run.params)],
        handles=[Handle("point", result.settings.point, "the parameters")],
        value="mean loss",
        title=f"The loss surface: a point is a {result.panes.shape}",
    )
    return Scene(
        f"Twin panes: {result.panes.model.title}",
        result.description,
        [ground, _data(axes, result, here)],
        [Lines(result.lines, [here, DOWN]), Table("In numbers", ["", *result.panes.names, "loss"], result.rows)],
    )


def _data(axes: Sequence[str], result: TwinPanesResult, here: Series) -> Plane:
    """The examples, how far the line misses each, and the line before and after the way down."""
    panes, point = result.panes, result.settings.point
    across, up = panes.frame
    examples = np.column_stack([panes.x, panes.y])
    misses = np.stack([examples, np.column_stack([panes.x, panes.heights(point)])], axis=1)
    ends = zip(panes.ends, np.clip(panes.heights(point, panes.ends), *up), strict=True)
    return Plane(
        Axis(axes[0], across),
        Axis(f"probability that {axes[1]} = 1" if panes.probability else axes[1], up),
        [Points(DATA, examples)],
        [Path(MISS, misses), Path(DOWN, panes.curve(result.run.final)), Path(here, panes.curve(point))],
        handles=[Handle(key, at, name) for (key, name), at in zip(ENDS.items(), ends, strict=True)],
        title=f"The data: a {panes.shape} is a point",
    )
