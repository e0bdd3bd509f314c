"""One view with every kind of panel, over a logistic regression of two features that is trained as it is told."""

from typing import Any

import numpy as np

from sgdlab.labs.stage.view import View
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
    split,
)

STEPS = 40
SIDE = np.linspace(-3, 3, 61)
GROUPS = ["forward pass", "backward pass", "update"]
METHODS = ["gradient descent", "momentum", "Adam"]
PLACES = ["bowl", "ravine", "saddle", "noise"]


def birds() -> tuple[Any, Any]:
    """Two clouds of 30 points, and which is which."""
    rng = np.random.default_rng(3)
    yes = np.arange(60) % 2 == 1
    return rng.normal(0, 0.7, (60, 2)) + np.where(yes, 1.0, -0.8)[:, None], yes


def train(start: list[float]) -> Any:
    """The weights after every step of gradient descent on the log loss, without an intercept."""
    X, yes = birds()
    path = [np.array(start, float)]
    for _ in range(STEPS):
        path.append(path[-1] - 0.6 * X.T @ (1 / (1 + np.exp(-X @ path[-1])) - yes) / 60)
    return np.array(path)


def loss(weights: Any) -> Any:
    """The log loss for weights (..., 2), with a little l2."""
    X, yes = birds()
    return np.logaddexp(0, np.where(yes, -1, 1) * (weights @ X.T)).mean(-1) + 0.02 * (weights**2).sum(-1)


ACROSS, UP = np.meshgrid(SIDE, SIDE)
SPENT = np.arange(STEPS + 1) / STEPS
RUN = Series("run", "the run", "blue", spent=SPENT)
NO, YES = Series("no", "no", "purple"), Series("yes", "yes", "orange", marker="triangle")
EDGE = Series("edge", "its line", "green", dash=[6, 4])
PULL = Series("pull", "weights", "blue")
RING = Series("ring", "one standard deviation", "gray", faint=True)
MINE, USUAL = Series("mine", "this run", "blue"), Series("usual", "by hand", "orange", dash=[4, 3])


def scene(start: list[float], left: list[float], right: list[float], cell: Any = None) -> Scene:
    """Six panels, one of each kind, with all that they can have."""
    path = train(start)
    said = Lines([f"from ({start[0]:.2f}, {start[1]:.2f})\nthe loss is {loss(path[-1]):.3f}"], [RUN])
    return Scene(
        "Every kind of panel",
        f"The loss falls to {loss(path[-1]):.3f}.",
        [surface(start, path), birds_panel(path[-1], left, right), losses(path), bill(), circuit(), table(cell)],
        [said, Table("The bill", ["", "this run"], [["steps", str(STEPS)]])],
        Clock(STEPS, "steps"),
    )


def surface(start: list[float], path: Any) -> Map:
    return Map(
        Axis("w1", (-3, 3)),
        Axis("w2", (-3, 3)),
        loss(np.stack([ACROSS, UP], -1)),
        minimum=train([2.5, 2.5])[-1],
        paths=[Path(RUN, path)],
        marks=[Spot("a far corner", [2.0, -1.5])],
        handles=[Handle("start", start)],
        title="The loss",
    )


def birds_panel(w: Any, left: list[float], right: list[float]) -> Plane:
    X, yes = birds()
    turn = np.linspace(0, 2 * np.pi, 61)
    along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
    rings = 0.7 * np.stack([np.cos(turn), np.sin(turn)], 1) + np.array([[[-0.8, -0.8]], [[1.0, 1.0]]])
    return Plane(
        Axis("length", (-3, 3)),
        Axis("depth", (-3, 3)),
        [Points(NO, X[~yes]), Points(YES, X[yes])],
        [Path(EDGE, np.stack([-4 * along, 4 * along])), Path(RING, rings)],
        [Arrows(PULL, [[0.0, 0.0, *w]])],
        handles=[Handle("left", left, "left end"), Handle("right", right, "right end")],
        region=np.tanh(w[0] * ACROSS + w[1] * UP),
        sides=[NO, YES],
        equal=True,
        title="The birds",
    )


def losses(path: Any) -> Curves:
    steps = np.arange(STEPS + 1)
    return Curves(
        [Axis("steps"), Axis("steps + 1", scale="log", key="log")],
        Axis("loss", scale="log"),
        [Curve(RUN, loss(path), {"steps": steps, "log": steps + 1})],
        [Mark("a turn", 12, axis="steps"), Mark("your step", 14, True, "steps"), Mark("late", 33, axis="steps")],
        [Rule("lowest loss", float(loss(path).min()))],
        title="Loss",
    )


def bill() -> Bars:
    counts = 41 * np.array([240.0, 480, 4])
    bars = [Bar(MINE, counts), Bar(USUAL, [9600.0, 24000, 80])]
    return Bars(Axis("operations"), GROUPS, bars, title="The bill")


def circuit(k: int = 2) -> Graph:
    """A neuron in the k-th moment of its two passes."""
    places = [
        ("x", 0, 0.85, "2"),
        ("w", 0, 0.15, "0.5"),
        ("×", 0.33, 0.5, "1"),
        ("y", 0.4, 0.0, "3"),
        ("−", 0.66, 0.4, "−2"),
        ("²", 1, 0.4, "4"),
    ]
    grads = ["−2", "−8", "−4", "4", "−4", "1"]
    edges = [(0, 2, "w = 0.5"), (1, 2, "x = 2"), (2, 4, "1"), (3, 4, "−1"), (4, 5, "2·(−2)")]
    order = [5, 4, 2, 3, 0, 1]
    tone = {order[i]: "done" if i < k else "now" for i in range(k + 1)}
    nodes = [
        Node(x, y, name, value, f"∇ {grads[i]}" if i in tone else "", tone.get(i, ""))
        for i, (name, x, y, value) in enumerate(places)
    ]
    return Graph(nodes, [Edge(a, b, label, tone.get(a, "")) for a, b, label in edges], title="The circuit", wide=True)


def table(cell: Any) -> Cells:
    kinds = [("12", 0.2, ""), ("840", 0.9, ""), ("", None, "none"), ("stuck", None, "bad"), ("7", 0.1, "")]
    cells = [
        [Cell(*kinds[(3 * i + j) % 5], title=f"{method} on the {place}") for j, place in enumerate(PLACES)]
        for i, method in enumerate(METHODS)
    ]
    return Cells(METHODS, PLACES, cells, "cell", cell, title="Who gets there")


def everything() -> View:
    """The view; what is moved and picked is kept, and answered by a frame."""
    state: dict[str, Any] = {"start": [-2.0, 2.0], "left": [-2.0, -1.0], "right": [2.0, 1.0]}

    def answer(message: dict[str, Any]) -> None:
        state[message["key"]] = message.get("point") or message["index"]
        view.draw(*described(state))

    view = View(*described(state), {"move": answer, "pick": answer})
    return view


def described(state: dict[str, Any]) -> Any:
    spec, frame = split(scene(**state))
    return {"question": "What can a lab show?", **spec}, frame
