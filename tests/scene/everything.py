"""A scene with all kinds of panels and parts, in a first and in a second state [everything]."""

import numpy as np

from sgdlab.scene import (
    Arrows,
    Axis,
    Bar,
    Bars,
    Cell,
    Cells,
    Clock,
    Curve,
    Curves,
    Edge,
    Graph,
    Handle,
    Lines,
    Map,
    Mark,
    Node,
    Path,
    Plane,
    Points,
    Rule,
    Scene,
    Series,
    Spot,
    Table,
)

GRID = np.add.outer(np.linspace(-1, 1, 9) ** 2, 4 * np.linspace(-1, 1, 11) ** 2)


def everything(t: float) -> Scene:
    """Return a scene whose every value that may change depends on t > 0, with as many rows as t has units."""
    rows = np.arange(2 + int(t)) + t
    full = Series("full", "full batch", spent=np.linspace(0, 1, len(rows)))
    sgd = Series("sgd", "SGD", "orange", (6, 3), "square", spent=np.linspace(0, 1, len(rows)))
    pale = Series("pale", "an earlier run", "gray", faint=True)
    low, high = Series("low", "class 0", "indigo"), Series("high", "class 1", "gold", marker="square")
    line = np.column_stack([np.linspace(-0.5, 0.5, len(rows)), np.linspace(0.5, 0.1, len(rows)) / t])
    w, b = Axis("w", (-1, 1)), Axis("b", (-1, 1))
    curves = [Curve(full, rows, {"steps": rows}), Curve(sgd, rows * 2, {"steps": rows}, rows, rows * 3)]
    plane = Plane(
        Axis("x", (-t, t)),
        Axis("y", (-1, t)),
        [Points(low, [[0, 0.1 * t]]), Points(high, [[0.2, 0.3]])],
        [Path(pale, line)],
        [Arrows(Series("arrow", "a step", "crimson"), [[0, 0, 0.1 * t, 0.2]])],
        [Spot("lowest", (0.1 * t, 0))],
        region=np.full((3, 4), 0.1 * t) - 0.15,
        sides=[low, high],
    )
    graph = Graph([Node(0, 0, "x", f"{t}", tone="now"), Node(1, 1, "y")], [Edge(0, 1, "·2", back=t > 1)])
    cells = [[Cell(f"{t}", 0.1 * t), Cell("none", tone="none", title="nothing")]]
    panels = [
        Map(
            w,
            b,
            GRID,
            None,
            (0, 0),
            [Path(full, line), Path(sgd, -line)],
            [Spot("there")],
            [Handle("start", (t / 9, 0))],
        ),
        Curves(
            [Axis("steps"), Axis("epochs", total=10 * t)], Axis("loss"), curves, [Mark("now", t)], [Rule("goal", t)]
        ),
        plane,
        Bars(Axis("updates"), ["here", "there"], [Bar(full, [t, 2 * t]), Bar(sgd, [1, t])], title="The bill"),
        graph,
        Cells(["row"], [f"{t}", "column"], cells, "pick", (0, 1), ["low", "high"]),
    ]
    words = [Lines([f"full batch: {t}"], [full]), Table("bill", ["", "full"], [["steps", f"{t}"]])]
    return Scene("everything", f"It shows {t}.", panels, words, Clock(100 * t, "steps"))
