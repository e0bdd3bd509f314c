"""Matplotlib's painter of scenes: the same description that the browser draws, as a figure [figure_of, paint].

A file for each kind of panel, and `table.py` for both without axes; `dress.py` and `names.py` have what they share.
These files load Matplotlib, which takes long, so they are loaded here when the first picture is painted.
"""

import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

from sgdlab.scene.figure import WIDTH, Figure
from sgdlab.scene.limits import span
from sgdlab.scene.plot import Map, Panel, Plane
from sgdlab.scene.scene import Scene
from sgdlab.scene.table import Cells, Graph

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

HEIGHTS = {"surface": 3.7, "curves": 3.7, "bars": 3.2, "plane": 3.7}  # inches
ALONE = {"surface": 4.8, "curves": 3.6, "bars": 2.6, "plane": 4.6}  # where a panel has the whole width
SQUARE = 5.8  # a single plane with one scale for both axes
NARROW = 6.6  # a single map or plane whose axes have scales of their own
TALLEST = 7.0  # a table with many rows


def rows_of(panels: list[Panel]) -> list[list[Panel]]:
    """Return the panels row by row: two in a row, and a wide one, or one without a neighbor, alone.

    >>> from sgdlab.scene import Axis, Bars
    >>> a, b, c = Bars(Axis("a")), Bars(Axis("b")), Bars(Axis("c"), wide=True)
    >>> [len(row) for row in rows_of([a, b, c])], [len(row) for row in rows_of([a, c, b])]
    ([2, 1], [1, 1, 1])
    """
    rows: list[list[Panel]] = []
    for panel in panels:
        if rows and len(rows[-1]) == 1 and not rows[-1][0].wide and not panel.wide:
            rows[-1].append(panel)
        else:
            rows.append([panel])
    return rows


def _height(panel: Panel, alone: bool) -> float:
    if isinstance(panel, Cells):
        return min(TALLEST, 0.9 + 0.42 * len(panel.rows))
    if isinstance(panel, Graph):
        columns = [node.x for node in panel.nodes]
        return 1.2 + 1.2 * max(columns.count(x) for x in columns)
    return (ALONE if alone else HEIGHTS)[panel.kind]


def _heights(scene: Scene) -> list[float]:
    """How high each row is, in inches."""
    return [max(_height(panel, alone=len(row) == 1) for panel in row) for row in rows_of(list(scene.panels))]


def _width(scene: Scene) -> float:
    """How wide the figure is, in inches: a single panel only as wide as it needs."""
    if len(scene.panels) != 1 or not isinstance(panel := scene.panels[0], Map | Plane | Cells):
        return WIDTH
    if isinstance(panel, Cells):
        return min(WIDTH, 2.2 + 1.15 * len(panel.columns))
    if isinstance(panel, Plane) or not panel.equal:
        return SQUARE if panel.equal else NARROW
    (left, right), (low, high) = span(panel.x), span(panel.y)
    return min(WIDTH, max(4.8, 1.6 + (ALONE[panel.kind] - 0.8) * (right - left) / (high - low)))


def figure_of(scene: Scene) -> Figure:
    """Return the described figure of a scene."""
    return Figure(scene, paint, (_width(scene), 0.4 + sum(_heights(scene))))


@cache
def _painters() -> dict[str, Any]:
    """What paints each kind of panel."""
    from sgdlab.scene.painter.bars import paint_bars
    from sgdlab.scene.painter.curves import paint_curves
    from sgdlab.scene.painter.map import paint_map
    from sgdlab.scene.painter.plane import paint_plane
    from sgdlab.scene.painter.table import paint_cells, paint_graph

    axed = {"surface": paint_map, "curves": paint_curves, "bars": paint_bars, "plane": paint_plane}
    return {**axed, "graph": paint_graph, "cells": paint_cells}


def paint(figure: "Canvas", scene: Scene) -> None:
    """Paint a scene: its panels row by row, and above them what the names at the lines don't say."""
    from sgdlab.scene.painter.dress import LETTERS, legend

    rows = rows_of(list(scene.panels))
    parts = figure.subfigures(len(rows), 1, height_ratios=_heights(scene), squeeze=False)[:, 0]
    unnamed = []
    for part, row in zip(parts, rows, strict=True):
        for axes, panel in zip(part.subplots(1, len(row), squeeze=False)[0], row, strict=True):
            room = 0.9 * LETTERS * figure.bbox.width / figure.dpi / len(row)  # titles are bold
            axes.set_title(textwrap.fill(panel.title, int(room)))
            unnamed += _painters()[panel.kind](axes, panel)
    written = [text.get_text() for part in parts for axes in part.axes for text in axes.texts]
    named = {" ".join(text.split()) for text in written}
    legend(figure, [one for one in unnamed if one.get_label() not in named])
