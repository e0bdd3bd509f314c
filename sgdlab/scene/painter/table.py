"""Paint boxes joined by arrows [paint_graph], and a table of shaded cells [paint_cells]."""

import textwrap
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from sgdlab.scene.colors import LIGHT, mixed
from sgdlab.scene.painter.dress import INK, MUTED, PAGE, Look
from sgdlab.scene.table import Cell, Cells, Edge, Graph

TONES = {"now": INK, "done": INK, "": LIGHT["gray"]}
WIDTHS = {"now": 2.2, "done": 1.4, "": 1.4}
LETTERS, HEAD = 14, 22  # of a cell and of the head of a row, in one line
DARKEST = 0.55  # how much blue the shade 1 has; the front end mixes as much
NARROW = 100  # letters that fit above all columns together
MOST = 12  # heads of rows or columns that are written; of more, some
PAD = 0.04  # between cells
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def paint_graph(axes: Axes, panel: Graph) -> list[Artist]:
    """Paint boxes with value and gradient, and arrows with their labels; a signal going back has its head there."""
    axes.set(xlim=(-0.14, 1.14), ylim=(-0.22, 1.22))
    axes.set_axis_off()
    boxes = []
    for node in panel.nodes:
        named = (f"{name} {one}" for name, one in (("value", node.value), ("gradient", node.grad)) if one)
        text = "\n".join([node.label, *named])
        box: Look = {"boxstyle": "round,pad=0.5", "fc": PAGE, "ec": TONES[node.tone], "lw": WIDTHS[node.tone]}
        words = axes.text(node.x, node.y, text, ha="center", va="center", fontsize=9.5, bbox=box, zorder=3)
        boxes.append(words.get_bbox_patch())
    for edge in panel.edges:
        _edge(axes, panel, edge, boxes)
    return []


def _edge(axes: Axes, panel: Graph, edge: Edge, boxes: list[Any]) -> None:
    """Paint an arrow from the edge of one box to that of another, after the boxes, whose size is known by then."""
    start, end = panel.nodes[edge.start], panel.nodes[edge.end]
    ends = (start.x, start.y), (end.x, end.y)
    style: Look = {
        "arrowstyle": "<|-" if edge.back else "-|>",
        "color": LIGHT["green"] if edge.back else TONES[edge.tone],  # what goes back is a gradient
        "patchA": boxes[edge.start],
        "patchB": boxes[edge.end],
        "shrinkA": 3,
        "shrinkB": 3,
        "lw": WIDTHS[edge.tone],
    }
    axes.annotate("", xy=ends[1], xytext=ends[0], arrowprops=style, zorder=4)
    middle = ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2)
    pad: Look = {"boxstyle": "round,pad=0.15", "fc": PAGE, "ec": "none"}
    if edge.label:
        axes.text(*middle, edge.label, ha="center", va="center", fontsize=8.5, bbox=pad, zorder=5)


def paint_cells(axes: Axes, panel: Cells) -> list[Artist]:
    """Paint the texts on their shades; what has no value is hatched."""
    for tone in ("", "bad", "none"):
        _shades(axes, panel, tone)
    for i, row in enumerate(panel.cells):
        for j, cell in enumerate(row):
            if cell.text:
                _text(axes, i, j, cell)
    _heads(axes, panel)
    if panel.picked is not None:
        i, j = panel.picked
        look: Look = {"fill": False, "edgecolor": INK, "linewidth": 2, "zorder": 5}
        axes.add_patch(Rectangle((j - 0.48, i - 0.48), 0.96, 0.96, **look))
    if panel.scale:
        _scale(axes, panel)
    return []


def _shades(axes: Axes, panel: Cells, tone: str) -> None:
    """All cells of one tone, as one collection: a large table is painted as fast as a small one."""
    every = [(i, j, cell) for i, row in enumerate(panel.cells) for j, cell in enumerate(row) if cell.tone == tone]
    pad = PAD if len(panel.columns) <= MOST else 0.0
    squares = [CORNERS * (1 - 2 * pad) + (j - 0.5 + pad, i - 0.5 + pad) for i, j, _ in every]
    border = {"edgecolor": LIGHT["rule"], "linewidth": 0.8} if pad else {}
    looks: dict[str, Look] = {
        "": {"facecolor": [mixed(LIGHT["blue"], DARKEST * (cell.value or 0.0)) for _, _, cell in every], **border},
        "bad": {"facecolor": LIGHT["alarm"], "edgecolor": mixed(LIGHT["alert"], 0.6), "hatch": "///", "linewidth": 0.0},
        "none": {"facecolor": LIGHT["grid"], "edgecolor": "#c3cad1", "hatch": "///", "linewidth": 0.0},
    }
    if every:
        axes.add_collection(PolyCollection(squares, label=tone, zorder=2, **looks[tone]))


def _text(axes: Axes, i: int, j: int, cell: Cell) -> None:
    pale = cell.tone == "none"
    face = {"facecolor": LIGHT["grid"], "edgecolor": "none", "pad": 1.5} if cell.tone in ("none", "bad") else None
    look: Look = {"ha": "center", "va": "center", "fontsize": 9, "color": MUTED if pale else INK, "zorder": 4}
    axes.text(j, i, textwrap.fill(cell.text, LETTERS), bbox=face, **look)


def _heads(axes: Axes, panel: Cells) -> None:
    """The heads of columns and rows; of many, some."""
    columns, rows = (_some(len(heads)) for heads in (panel.columns, panel.rows))
    letters = min(LETTERS, NARROW // len(columns)) if len(columns) == len(panel.columns) else LETTERS
    heads = [textwrap.fill(panel.columns[k], letters, break_long_words=False) for k in columns]
    axes.set_xticks(columns, heads, fontsize=min(9, 80 / len(columns)) if letters < LETTERS else None)
    axes.set_yticks(rows, [textwrap.fill(panel.rows[k], HEAD) for k in rows])
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.set(xlim=(-0.5, len(panel.columns) - 0.5), ylim=(len(panel.rows) - 0.5, -0.5))
    axes.spines[:].set_visible(False)


def _some(count: int) -> list[int]:
    return list(range(0, count, 1 if count <= MOST else -(-2 * count // MOST)))


def _scale(axes: Axes, panel: Cells) -> None:
    """The scale of the shades, with what its ends stand for."""
    shades = LinearSegmentedColormap.from_list("cells", [mixed(LIGHT["blue"], share) for share in (0.0, DARKEST)])
    bar = axes.figure.colorbar(ScalarMappable(cmap=shades), ax=axes, shrink=0.5, aspect=14, pad=0.02, anchor=(0.0, 0.0))
    bar.set_ticks([0.0, 1.0], labels=list(panel.scale), fontsize=8)
    bar.ax.tick_params(length=0)
    bar.outline.set_visible(False)
