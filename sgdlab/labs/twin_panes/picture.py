"""The picture of the twin panes: a point on the loss surface, and its line on the data [scene_of]."""

from collections.abc import Iterable, Sequence

import numpy as np

from sgdlab.labs.twin_panes.compute import STEPS, TwinPanesResult
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.landscape import Surface
from sgdlab.scene import Axis, Handle, Lines, Map, Path, Plane, Points, Scene, Series, Table

ENDS = {"left_end": "left end", "right_end": "right end"}  # of the line: two handles
ROUNDING = 1e-11  # a slope or a step below it is zero

DATA = Series("data", "examples", "indigo")
MISS = Series("miss", "misses", "gray", faint=True)
DOWN = Series("down", f"{STEPS} steps down", "blue")


def scene_of(panes: OneFeature, landscape: Surface, axes: Sequence[str], result: TwinPanesResult) -> Scene:
    """Return the picture: both panes, the point in words, the way down in numbers."""
    here = Series("here", f"this {result.shape}", "purple")
    return Scene(
        f"Twin panes: {result.title}",
        result.description,
        [_surface(panes, landscape, result), _data(panes, axes, result, here)],
        [Lines(result.lines, [here, DOWN]), _table(panes, landscape, result)],
    )


def _surface(panes: OneFeature, landscape: Surface, result: TwinPanesResult) -> Map:
    w, b = (Axis(*pair) for pair in zip(panes.names, landscape.limits, strict=True))
    return Map(
        w,
        b,
        landscape.z,
        landscape.levels(),
        panes.model.minimum,
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


def _table(panes: OneFeature, landscape: Surface, result: TwinPanesResult) -> Table:
    """Parameters, slopes and steps in rows."""
    low = panes.model.minimum
    rows = [
        ["this point", *_three_digits(result.settings.point), f"{result.loss:.4g}"],
        ["slopes of the loss there", *_three_digits(result.slopes), ""],
        ["first step: −learning rate × slopes", *_three_digits(result.first_step, "+"), ""],
        ["minimum", *(("—", "—") if low is None else _three_digits(low)), f"{result.lowest:.4g}"],
    ]
    return Table("In numbers", ["", *panes.names, "loss"], rows)


def _three_digits(pair: Iterable[float], sign: str = "") -> list[str]:
    """Two numbers with three digits; rounding errors of a slope that is zero are written as 0."""
    written = [f"{number:{sign}.3g}" if abs(number) > ROUNDING else "0" for number in map(float, pair)]
    return [text.replace("-", "−") for text in written]
