"""One view with every kind of panel, over a logistic regression of two features that is trained as it is told."""

from typing import Any

import numpy as np

from sgdlab.labs.stage.view import View

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
AXES = {"x": {"label": "w1", "range": [-3, 3]}, "y": {"label": "w2", "range": [-3, 3]}}
SERIES = [
    {"key": "run", "name": "the run", "color": "blue", "spent": "spent"},
    {"key": "no", "name": "no", "color": "purple"},
    {"key": "yes", "name": "yes", "color": "orange", "marker": "triangle"},
    {"key": "edge", "name": "its line", "color": "green", "dash": [6, 4], "spent": "spent"},
    {"key": "pull", "name": "weights", "color": "blue", "spent": "spent"},
    {"key": "ring", "name": "one standard deviation", "color": "gray", "faint": True},
    {"key": "mine", "name": "this run", "color": "blue", "spent": "spent"},
    {"key": "usual", "name": "by hand", "color": "orange", "dash": [4, 3]},
]
PICTURES = [
    {
        "kind": "surface",
        "title": "The loss",
        **AXES,
        "losses": loss(np.stack([ACROSS, UP], -1)),
        "minimum": "low",
        "paths": [{"series": "run", "data": "path"}],
        "start": "start",
        "marks": [{"at": [2.0, -1.5], "name": "a far corner"}],
    },
    {
        "kind": "plane",
        "title": "The birds",
        "x": {"label": "length", "range": [-3, 3]},
        "y": {"label": "depth", "range": [-3, 3]},
        "equal": True,
        "region": "field",
        "sides": ["no", "yes"],
        "points": [{"series": "no", "data": "cons"}, {"series": "yes", "data": "pros", "names": "islands"}],
        "lines": [{"series": "edge", "data": "edges", "now": True}, {"series": "ring", "data": "rings"}],
        "arrows": [{"series": "pull", "data": "pulls", "now": True}],
        "handles": [{"key": "left", "name": "left end"}, {"key": "right", "name": "right end"}],
    },
    {
        "kind": "curves",
        "title": "Loss",
        "x": [{"key": "steps", "label": "steps"}, {"key": "log", "label": "steps + 1", "scale": "log"}],
        "y": {"label": "loss", "scale": "log"},
        "curves": [{"series": "run", "x": {"steps": "steps", "log": "later"}, "y": "losses"}],
        "marks": [
            {"x": "turn", "label": "a turn", "axis": "steps"},
            {"x": 14, "label": "your step", "axis": "steps", "strong": True},
            {"x": 33, "label": "late", "axis": "steps"},
        ],
        "rules": [{"y": "floor", "label": "lowest loss"}],
    },
    {
        "kind": "bars",
        "title": "The bill",
        "y": {"label": "operations", "scale": "log"},
        "groups": GROUPS,
        "bars": [{"series": "mine", "data": "counts", "now": True}, {"series": "usual", "data": "usual"}],
    },
    {
        "kind": "graph",
        "title": "The circuit",
        "data": "circuit",
        "pick": "node",
        "spent": "moments",
        "wide": True,
    },
    {
        "kind": "cells",
        "title": "Who gets there",
        "rows": METHODS,
        "columns": PLACES,
        "data": "cells",
        "pick": "cell",
    },
]


def spec() -> dict[str, Any]:
    return {
        "name": "Every kind of panel",
        "question": "What can a lab show?",
        "description": "A classifier is trained, seen in six ways.",
        "series": SERIES,
        "panels": PICTURES,
        "clock": {"total": "budget", "unit": "steps"},
        "words": [
            {"kind": "lines", "data": "said", "series": ["run"]},
            {"kind": "table", "data": "bill", "caption": "The bill"},
        ],
    }


def frame(
    start: list[float], left: list[float], right: list[float], node: Any = None, cell: Any = None
) -> dict[str, Any]:
    X, yes = birds()
    path = train(start)
    steps = np.arange(STEPS + 1)
    w = path[-1]
    turn = np.linspace(0, 2 * np.pi, 61)
    normal = path / np.linalg.norm(path, axis=1, keepdims=True)
    along = np.stack([-normal[:, 1], normal[:, 0]], 1)
    return {
        "start": start,
        "left": left,
        "right": right,
        "node": node,
        "cell": cell,
        "budget": STEPS,
        "path": path,
        "spent": steps / STEPS,
        "low": train([2.5, 2.5])[-1],
        "steps": steps,
        "later": steps + 1,
        "losses": loss(path),
        "turn": 12,
        "floor": float(loss(path).min()),
        "field": np.tanh(w[0] * ACROSS + w[1] * UP),
        "cons": X[~yes],
        "pros": X[yes],
        "islands": [f"bird {k}" for k in range(30)],
        "edges": np.stack([-4 * along, 4 * along], 1),
        "rings": 0.7 * np.stack([np.cos(turn), np.sin(turn)], 1) + np.array([[[-0.8, -0.8]], [[1.0, 1.0]]]),
        "pulls": np.concatenate([np.zeros_like(path), path], 1)[:, None],
        "counts": np.outer(steps + 1, [240, 480, 4]),
        "usual": np.array([9600.0, 24000, 80]),
        "circuit": [circuit(k) for k in range(6)],
        "moments": np.arange(6) / 6,
        "cells": cells(),
        "said": [f"from ({start[0]:.2f}, {start[1]:.2f})\nthe loss is {loss(w):.3f}"],
        "bill": {"columns": ["", "this run"], "rows": [["steps", str(STEPS)]]},
        "description": f"The loss falls to {loss(w):.3f}.",
    }


def circuit(k: int) -> dict[str, Any]:
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
        {
            "x": x,
            "y": y,
            "label": name,
            "value": value,
            "tone": tone.get(i, ""),
            "grad": f"∇ {grads[i]}" if i in tone else "",
        }
        for i, (name, x, y, value) in enumerate(places)
    ]
    return {
        "nodes": nodes,
        "edges": [{"from": a, "to": b, "label": label, "tone": tone.get(a, "")} for a, b, label in edges],
    }


def cells() -> list[list[dict[str, Any]]]:
    kinds = [("12", 0.2, ""), ("840", 0.9, ""), ("", None, "none"), ("stuck", None, "bad"), ("7", None, "good")]
    return [
        [
            dict(zip(("text", "value", "tone"), kinds[(3 * i + j) % 5], strict=True))
            | {"title": f"{method} on the {place}"}
            for j, place in enumerate(PLACES)
        ]
        for i, method in enumerate(METHODS)
    ]


def everything() -> View:
    """The view; what is moved and picked is kept, and answered by a frame."""
    state: dict[str, Any] = {"start": [-2.0, 2.0], "left": [-2.0, -1.0], "right": [2.0, 1.0]}

    def answer(key: str, value: Any) -> None:
        state[key] = list(value)
        view.frame = frame(**state)

    view = View(spec(), frame(**state), on_move=answer, on_pick=answer)
    return view
