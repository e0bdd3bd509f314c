"""Paint boxes joined by arrows [paint_graph], and a table of shaded cells [paint_cells]."""

import textwrap
from typing import TYPE_CHECKING, Any

from sgdlab.scene.colors import LIGHT
from sgdlab.scene.painter.dress import INK, MUTED, PAGE
from sgdlab.scene.table import Cell, Cells, Edge, Graph

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TONES = {"now": LIGHT["blue"], "done": INK, "": LIGHT["gray"]}
LETTERS = 14  # of a cell, in one line
LINE = 90  # letters across all columns


def paint_graph(axes: "Axes", panel: Graph) -> list[Any]:
    """Paint boxes with value and gradient, and arrows with their labels; a signal going back has its head there."""
    axes.set(xlim=(-0.14, 1.14), ylim=(-0.22, 1.22))
    axes.set_axis_off()
    boxes = []
    for node in panel.nodes:
        named = (f"{name} {one}" for name, one in (("value", node.value), ("gradient", node.grad)) if one)
        text = "\n".join([node.label, *named])
        box = {
            "boxstyle": "round,pad=0.5",
            "fc": PAGE,
            "ec": TONES[node.tone],
            "lw": 2.2 if node.tone == "now" else 1.4,
        }
        words = axes.text(node.x, node.y, text, ha="center", va="center", fontsize=9.5, bbox=box, zorder=3)
        boxes.append(words.get_bbox_patch())
    for edge in panel.edges:
        _edge(axes, panel, edge, boxes)
    return []


def _edge(axes: "Axes", panel: Graph, edge: Edge, boxes: list[Any]) -> None:
    """Paint an arrow from the edge of one box to that of another, after the boxes, whose size is known by then."""
    start, end = panel.nodes[edge.start], panel.nodes[edge.end]
    ends = (start.x, start.y), (end.x, end.y)
    style = {
        "arrowstyle": "<|-" if edge.back else "-|>",
        "color": LIGHT["green"] if edge.back else TONES[edge.tone],  # what goes back is a gradient
        "patchA": boxes[edge.start],
        "patchB": boxes[edge.end],
        "shrinkA": 3,
        "shrinkB": 3,
        "lw": 2.2 if edge.tone == "now" else 1.4,
    }
    axes.annotate("", xy=ends[1], xytext=ends[0], arrowprops=style, zorder=4)
    middle = ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2)
    pad = {"boxstyle": "round,pad=0.15", "fc": PAGE, "ec": "none"}
    if edge.label:
        axes.text(*middle, edge.label, ha="center", va="center", fontsize=8.5, bbox=pad, zorder=5)


def paint_cells(axes: "Axes", panel: Cells) -> list[Any]:
    """Paint the texts on their shades; what has no value is hatched."""
    for i, row in enumerate(panel.cells):
        for j, cell in enumerate(row):
            axes.add_patch(_box(i, j, cell))
            words = textwrap.fill(cell.text, LETTERS)
            axes.text(
                j, i, words, ha="center", va="center", fontsize=9, color=INK if cell.tone != "none" else MUTED, zorder=4
            )
    heads = [textwrap.fill(name, max(6, LINE // len(panel.columns)), break_long_words=False) for name in panel.columns]
    axes.set(xticks=range(len(panel.columns)), xticklabels=heads)
    axes.set(yticks=range(len(panel.rows)), yticklabels=[textwrap.fill(name, 22) for name in panel.rows])
    axes.tick_params(length=0, labeltop=True, labelbottom=False, labelsize=9)
    axes.set(xlim=(-0.5, len(panel.columns) - 0.5), ylim=(len(panel.rows) - 0.5, -0.5))
    axes.spines[:].set_visible(False)
    if panel.picked is not None:
        from matplotlib.patches import Rectangle

        i, j = panel.picked
        axes.add_patch(Rectangle((j - 0.48, i - 0.48), 0.96, 0.96, fill=False, edgecolor=INK, linewidth=2, zorder=5))
    return []


def _box(i: int, j: int, cell: Cell) -> Any:
    from matplotlib.patches import Rectangle

    place = {"xy": (j - 0.48, i - 0.46), "width": 0.96, "height": 0.92, "linewidth": 0.0, "zorder": 2}
    if cell.tone == "none":
        return Rectangle(facecolor=LIGHT["grid"], edgecolor=PAGE, hatch="///", **place)
    if cell.tone == "bad":
        return Rectangle(facecolor=LIGHT["alarm"], edgecolor=LIGHT["alert"], hatch="///", **place)
    if cell.tone == "good":
        return Rectangle(facecolor=f"{LIGHT['green']}38", edgecolor=LIGHT["green"], **place)
    share = 0.6 * (cell.value or 0.0)
    return Rectangle(facecolor=(*_mixed(LIGHT["blue"], share),), **place)


def _mixed(color: str, share: float) -> tuple[float, ...]:
    """A color mixed with white."""
    return tuple(1 - share * (1 - int(color[k : k + 2], 16) / 255) for k in (1, 3, 5))
