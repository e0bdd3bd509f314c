"""The circuit as a described picture, for pages without a kernel [circuit]."""

from typing import TYPE_CHECKING

from sgdlab.figures import Figure
from sgdlab.figures.series import FULL, STOCHASTIC
from sgdlab.labs.circuit.compute import CircuitResult
from sgdlab.labs.circuit.picture import picture
from sgdlab.labs.stage.arrays import Json

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

COLORS = {"now": STOCHASTIC.color, "done": FULL.color, "": "#59636e"}


def circuit(result: CircuitResult) -> Figure:
    """Draw the graph with its values and gradients; the description is that of the result."""
    drawn = picture(result)
    nodes, edges = drawn["nodes"], drawn["edges"]
    rows = max(len([1 for one in nodes if one["x"] == node["x"]]) for node in nodes)

    def draw(figure: "Canvas") -> None:
        axes = figure.subplots()
        axes.set(xlim=(-0.16, 1.16), ylim=(-0.25, 1.25))
        axes.set_axis_off()
        axes.set_title(result.line, fontsize=10, fontweight="normal")
        for edge in edges:
            _arrow(axes, nodes[edge["from"]], nodes[edge["to"]], edge)
        for node in nodes:
            text = f"{node['label']}\nvalue {node['value']}\ngradient {node['grad']}"
            box = {"boxstyle": "round,pad=0.5", "fc": "white", "ec": COLORS[node["tone"]], "lw": 1.6}
            axes.text(node["x"], node["y"], text, ha="center", va="center", fontsize=9.5, bbox=box, zorder=3)

    return Figure(draw, result.description, height=max(2.6, 1.3 * rows + 1.0))


def _arrow(axes: "Axes", start: Json, end: Json, edge: Json) -> None:
    """Draw an edge with its label: solid once backward has followed it, dashed before."""
    ends = (start["x"], start["y"]), (end["x"], end["y"])
    style = {"arrowstyle": "-|>", "color": COLORS[edge["tone"]], "shrinkA": 32, "shrinkB": 46, "lw": 1.4}
    line = "-" if edge["tone"] else "--"
    axes.annotate("", xy=ends[1], xytext=ends[0], arrowprops={**style, "linestyle": line}, zorder=1)
    middle = ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2)
    pad = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"}
    if edge["label"]:
        axes.text(*middle, edge["label"], ha="center", va="center", fontsize=8.5, bbox=pad, zorder=2)
