"""Draw the graph of a computation as a figure, for files and pages that can't show SVG [graph].

This is the one figure that is not a scene: `draw_graph` plans boxes of any size and arrows that bend around them, for
its SVG, and the same plan is drawn here.  A scene's Graph has straight arrows between boxes of the same size.
"""

from itertools import pairwise
from typing import Any

from sgdlab.autodiff.drawing import Drawing, draw_graph
from sgdlab.autodiff.drawing.layout import Point, arrange
from sgdlab.scene.colors import LIGHT
from sgdlab.scene.figure import Figure

SIZE = 9.0  # points, of the text
LETTER, ROW, MARGIN = 0.602 * SIZE, 1.45 * SIZE, 8.0  # points: of DejaVu Sans Mono, of a line, beside the text
LEAF, STEP = "#e8f1f8", "#f4f5f7"
INK, FAINT = LIGHT["ink"], LIGHT["muted"]


def graph(output: Any, **more: Any) -> Figure:
    """Draw what a Value or a Tensor was computed from: `sgdlab.draw_graph` in Matplotlib, with the same description.

    `output` is the result of a computation, or what draw_graph returned; `more` are draw_graph's `names` and `limit`.
    A leaf has round corners and a tint, the result a thick border.  Errors: as draw_graph.

    >>> import sgdlab as sl
    >>> x = sl.Value(3.0, label="x")
    >>> y = x * x
    >>> y.backward()
    >>> graph(y)
    A graph of 2 nodes, 1 of them leaves. x = 3 (gradient 6). Result: v1 = x × x = 9 (gradient 1).
    """
    drawing = output if isinstance(output, Drawing) else draw_graph(output, **more)
    nodes = drawing.nodes
    texts = [(f"{n.name} = {n.formula}" if n.formula else n.name, *n.lines) for n in nodes]
    sizes = [
        (LETTER * max(map(len, lines)) + 2 * MARGIN, max(ROW * len(lines) + 8, ROW * (len(node.parents) + 1)))
        for node, lines in zip(nodes, texts, strict=True)
    ]
    room = LETTER * max((len(slope) for n in nodes for slope in n.slopes), default=0) + 48
    plan = arrange([list(n.parents) for n in nodes], sizes, between=room)

    def draw(figure: Any) -> None:
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(-6, plan.width + 6), ylim=(plan.height + 6, -6))
        axes.set_axis_off()
        for node, routes in zip(nodes, plan.routes, strict=True):
            for route in routes:
                _arrow(axes, route)
            for route, slope in zip(routes, node.slopes, strict=False):
                (x, y), face = route[-1], {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
                style = {"fontsize": SIZE - 1, "ha": "right", "va": "bottom", "bbox": face, "zorder": 3}
                axes.text(x - 8, y - 2, slope, color=INK, family="DejaVu Sans Mono", **style)
        for k, (center, size, lines) in enumerate(zip(plan.centers, sizes, texts, strict=True)):
            _box(axes, center, size, lines, leaf=not nodes[k].parents, result=k == len(nodes) - 1)

    return Figure(draw, drawing.description, width=(plan.width + 12) / 72, height=(plan.height + 12) / 72)


def _arrow(axes: Any, route: list[Point]) -> None:
    """A smooth curve through the points, horizontal at each of them, with an arrowhead."""
    from matplotlib.patches import PathPatch, Polygon
    from matplotlib.path import Path

    x, y = route[-1]
    stops = [*route[:-1], (x - 5, y)]
    corners = [stops[0]]
    for (x0, y0), (x1, y1) in pairwise(stops):
        corners += [((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1), (x1, y1)]
    path = Path(corners, [Path.MOVETO, *[Path.CURVE4] * (len(corners) - 1)])
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=FAINT, linewidth=1, zorder=1))
    axes.add_patch(Polygon([(x, y), (x - 7, y - 3), (x - 7, y + 3)], facecolor=FAINT, edgecolor="none", zorder=2))


def _box(axes: Any, center: Point, size: Point, lines: tuple[str, ...], leaf: bool, result: bool) -> None:
    from matplotlib.patches import FancyBboxPatch

    (x, y), (w, h), r = center, size, 10.0 if leaf else 2.0
    shape = f"round,pad=0,rounding_size={r}"
    face: dict[str, Any] = {"facecolor": LEAF if leaf else STEP, "edgecolor": INK, "linewidth": 2.4 if result else 0.9}
    axes.add_patch(FancyBboxPatch((x - w / 2, y - h / 2), w, h, boxstyle=shape, zorder=4, **face))
    for k, line in enumerate(lines):
        style = {"fontsize": SIZE, "family": "DejaVu Sans Mono", "weight": "normal" if k else "bold"}
        axes.text(x, y + ROW * (k - (len(lines) - 1) / 2), line, ha="center", va="center", color=INK, zorder=5, **style)
