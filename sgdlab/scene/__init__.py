"""Pictures as data: what is drawn, with which look, between which limits, and the sentence that says it.

- a picture: panels, texts, time                    [Scene, Lines, Table, Clock]
- a loss over two parameters, and paths on it       [Map, Path; Wider]
- series against an axis that the reader chooses    [Curves, Curve, Mark, Rule]
- a coordinate plane                                [Plane, Points, Path, Arrows]
- bars, boxes joined by arrows, a table of cells    [Bars, Bar; Graph, Node, Edge; Cells, Cell]
- what they share                                   [Series, Axis, Spot, Handle]
- what the browser reads                            [split, Json]

A scene knows nothing of gradients.  Matplotlib paints it (`painter`), and the browser draws the same one (`wire`).
"""

from sgdlab.scene.figure import Figure
from sgdlab.scene.painter import figure_of
from sgdlab.scene.piece import Arrows, Axis, Bar, Handle, Path, Points, Series, Spot
from sgdlab.scene.plot import Bars, Curve, Curves, Map, Mark, Panel, Plane, Rule, Wider, even_levels
from sgdlab.scene.scene import Clock, Lines, Scene, Table
from sgdlab.scene.table import Cell, Cells, Edge, Graph, Node
from sgdlab.scene.wire import Json, split

__all__ = [
    "Arrows",
    "Axis",
    "Bar",
    "Bars",
    "Cell",
    "Cells",
    "Clock",
    "Curve",
    "Curves",
    "Edge",
    "Figure",
    "Graph",
    "Handle",
    "Json",
    "Lines",
    "Map",
    "Mark",
    "Node",
    "Panel",
    "Path",
    "Plane",
    "Points",
    "Rule",
    "Scene",
    "Series",
    "Spot",
    "Table",
    "Wider",
    "even_levels",
    "figure_of",
    "split",
]
