"""Draw the graph of a computation, with a description in words [draw_graph].

The picture is inline SVG made in pure Python, without Graphviz.  Boxes show what was computed, arrows where it came
from. Text and paper have the page's own colors, so the picture is legible in a light and in a dark theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np

from sgdlab.checks import given, whole
from sgdlab.quantities import count

from ..scalar import Value
from ..tape import graph
from ..tensor import Tensor
from .layout import Point, arrange

_CHARACTER, _LINE, _MARGIN = 6.7, 15.0, 10.0  # of 11 px monospace
_PAPER = "color:var(--jp-content-font-color1,inherit);background:var(--jp-layout-color0)"  # a page has both, or none
_BOLD = ' font-weight="bold"'
_SIGNS = {"*": "×", "/": "/", "+": "+", "-": "-", "**": "**", "add": "+", "subtract": "-", "multiply": "×"}
_SIGNS |= {"divide": "/", "power": "**", "matmul": "@"}


@dataclass(frozen=True)
class Node:
    """One box: its name, its formula, its lines of text, and the indices of its parents with the slopes in between."""

    name: str
    formula: str
    lines: tuple[str, ...]
    parents: tuple[int, ...]
    slopes: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Drawing:
    """A graph as `svg` and as `description`: a notebook shows the picture, a screen reader reads the description."""

    nodes: tuple[Node, ...]
    svg: str
    description: str

    def __repr__(self) -> str:
        return self.description

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        words = escape(self.description)
        page = (
            f'<figure style="margin:0;overflow-x:auto">{self.svg}'
            f"<details><summary>This graph in words</summary><p>{words}</p></details></figure>"
        )
        paper = self.svg.replace(_PAPER, "color:#111;background:#fff")
        return {"text/html": page, "image/svg+xml": paper, "text/plain": self.description}


def draw_graph(output: object, *, names: Mapping[str, object] | None = None, limit: int = 200) -> Drawing:
    """Draw the graph that a Value or a Tensor was computed from, with the value and gradient of every node.

    The computation runs from left to right.  Between Values, each arrow shows its local derivative: backward multiplies
    along the arrows and adds where they meet.  names: {"w": w, ...} names nodes in the picture; the label of a Value
    does the same.  Errors: ValueError for more than `limit` nodes.

    >>> x, y = Value(2.0, label="x"), Value(5.0, label="y")
    >>> f = x * y + x
    >>> f.backward()
    >>> draw_graph(f)
    A graph of 4 nodes, 2 of them leaves. x = 2 (gradient 6). y = 5 (gradient 2). v1 = x × y = 10 (gradient 1).
    Result: v2 = v1 + x = 12 (gradient 1).
    """
    if not isinstance(output, Value | Tensor):
        raise TypeError(
            f"draw_graph takes the result of a computation, a Value or a Tensor, and was given {given(output)} of type "
            f"{type(output).__name__}; for example draw_graph(Value(2.0) * 3)"
        )
    found = graph(output)
    if len(found) > whole(limit, "limit"):
        raise ValueError(
            f"this graph has more than {limit} nodes, too many to read: draw a part of it, such as the loss of a "
            f"single example or the output of one neuron, or raise the limit: draw_graph(output, limit={10 * limit})"
        )
    if not isinstance(names, Mapping | None):
        raise TypeError(f'names is {{"w": w, …}}, nodes by their names, or None; got {given(names)}')
    number = {id(node): i for i, node in enumerate(found)}
    known = {id(node): str(name) for name, node in (names or {}).items()}
    labels, unnamed = [], 0
    for node in found:
        label = known.get(id(node)) or (node.label if isinstance(node, Value) else "")
        unnamed += not label
        labels.append(label or f"v{unnamed}")
    nodes = tuple(_node(node, labels, number) for node in found)
    description = describe(nodes)
    return Drawing(nodes, _svg(nodes, description), description)


def _node(node: Value | Tensor, labels: list[str], number: dict[int, int]) -> Node:
    parents = tuple(number[id(p)] for p in node.edges[::2])
    name, inputs = labels[number[id(node)]], [labels[p] for p in parents]
    if isinstance(node, Value):
        formula = _formula_of_value(node, inputs)
        slopes = tuple(_short(slope) for slope in node.edges[1::2])
        return Node(name, formula, (f"value {_short(node.data)}", f"gradient {_short(node.grad)}"), parents, slopes)
    gradient = "not computed" if node.grad is None else _short(node.grad)
    shape = f"shape {tuple(node.shape)}" if node.shape else "one number"
    lines = (shape, f"value {_short(node.data)}", f"gradient {gradient}")
    return Node(name, _formula(node.operation, _inputs_of_tensor(node, inputs)), lines, parents)


def _inputs_of_tensor(node: Tensor, names: list[str]) -> list[str]:
    """The inputs in order: the names of parents and constants in between; only the parents if the order is unclear."""
    waiting = list(zip(node.edges[::2], names, strict=True))
    words = []
    for entry in node.inputs:
        if waiting and entry is waiting[0][0].data:
            words.append(waiting.pop(0)[1])
        else:
            words.append(_short(entry) if isinstance(entry, int | float) else "constant")
    return names if waiting else words


def _formula(operation: str, inputs: list[str]) -> str:
    """How a node was made: "a + b", "tanh(a)", "" for a leaf."""
    if operation in _SIGNS and len(inputs) == 2:
        return f"{inputs[0]} {_SIGNS[operation]} {inputs[1]}"
    if operation == "negative":
        return f"-{inputs[0]}"
    if len(inputs) > 4:
        return f"{operation} of {len(inputs)}"
    return f"{operation}({', '.join(inputs)})" if inputs else ""


def _formula_of_value(node: Value, inputs: list[str]) -> str:
    """The formula of a Value, with a constant (which isn't a node) worked out from the numbers."""
    if len(inputs) != 1 or node.op not in ("+", "-", "*", "/", "**"):
        return _formula(node.op, inputs)
    x, slope, y, name = node.edges[0].data, node.edges[1], node.data, inputs[0]
    if node.op == "-":
        return f"{name} - {_short(x - y)}" if slope > 0 else f"-{name}"
    if node.op == "**":
        return f"{name} ** {_short(slope * x / y)}" if y else f"{name} ** constant"
    constant = {"+": y - x, "*": slope, "/": 1 / slope if slope else np.inf}[node.op]
    return f"{name} {_SIGNS[node.op]} {_short(constant)}"


def _short(number: object) -> str:
    """A number with four digits; the entries of a small array, or the range of a larger one."""
    array = np.asarray(number, dtype=float)
    if array.ndim == 0:
        return f"{float(array):.4g}"
    if array.size <= 3:
        return "[" + ", ".join(f"{x:.3g}" for x in array.ravel()) + "]"
    return f"{array.min():.3g} to {array.max():.3g}"


def describe(nodes: tuple[Node, ...]) -> str:
    """Describe the graph: every node with its numbers, or only leaves and result if there are more than 40 nodes."""
    leaves = sum(not node.parents for node in nodes)
    words = [f"A graph of {count(len(nodes), 'node')}, {leaves} of them {'a leaf' if leaves == 1 else 'leaves'}."]
    for node in nodes:
        if len(nodes) > 40 and node.parents and node is not nodes[-1]:
            continue
        *shape, value, gradient = node.lines
        made = f" = {node.formula}" if node.formula else ""
        result = "Result: " if node is nodes[-1] and node.parents else ""
        value = value.removeprefix("value ")
        words.append(f"{result}{node.name}{made} = {value} ({', '.join([*shape, gradient])}).")
    if len(nodes) > 40:
        words.insert(1, f"In between, not listed here, are {len(nodes) - leaves - 1} operations.")
    return " ".join(words)


def _svg(nodes: tuple[Node, ...], description: str) -> str:
    texts = [(f"{n.name} = {n.formula}" if n.formula else n.name, *n.lines) for n in nodes]
    sizes = []
    for node, lines in zip(nodes, texts, strict=True):
        width = _CHARACTER * max(map(len, lines)) + 2 * _MARGIN
        sizes.append((width, max(_LINE * len(lines) + 10, _LINE * (len(node.parents) + 1))))
    label_width = _CHARACTER * max((len(slope) for n in nodes for slope in n.slopes), default=0)
    plan = arrange([list(n.parents) for n in nodes], sizes, between=label_width + 60)
    parts = [_arrow(route) for routes in plan.routes for route in routes]
    for node, routes in zip(nodes, plan.routes, strict=True):
        parts += [_label(route[-1], slope) for route, slope in zip(routes, node.slopes, strict=False)]
    for i, (center, size, lines) in enumerate(zip(plan.centers, sizes, texts, strict=True)):
        kind = "leaf" if not nodes[i].parents else "result" if i == len(nodes) - 1 else "step"
        parts.append(_box(center, size, lines, kind))
    width, height = plan.width + 4, plan.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(description)}" '
        f'viewBox="-2 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'style="{_PAPER}" font-size="11" font-family="ui-monospace,Menlo,'
        f'Consolas,DejaVu Sans Mono,monospace" fill="currentColor" stroke="none">{"".join(parts)}</svg>'
    )


def _arrow(route: list[Point]) -> str:
    """A smooth curve through the points, horizontal at each of them, with an arrowhead."""
    x, y = route[-1]
    stops = [*route[:-1], (x - 6, y)]
    path = f"M{stops[0][0]:.1f} {stops[0][1]:.1f}"
    for (x0, y0), (x1, y1) in pairwise(stops):
        middle = (x0 + x1) / 2
        path += f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity=".65"/>'
        f'<path d="M{x:.1f} {y:.1f}l-8 -3.5v7z"/>'
    )


def _label(end: Point, slope: str) -> str:
    """The local derivative above the end of an arrow, with an outline in the page's color to keep lines off it."""
    return (
        f'<text x="{end[0] - 9:.1f}" y="{end[1] - 3:.1f}" text-anchor="end" font-size="10" paint-order="stroke" '
        f'stroke-width="3" style="stroke:var(--jp-layout-color0,transparent)">{slope}</text>'
    )


def _box(center: Point, size: Point, lines: tuple[str, ...], kind: str) -> str:
    """A box with text: a leaf has round corners, the result a thick border."""
    (x, y), (w, h) = center, size
    first = y - _LINE * (len(lines) - 1) / 2 + 4
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{first + _LINE * i:.1f}"{_BOLD if i == 0 else ""}>{escape(line)}</tspan>'
        for i, line in enumerate(lines)
    )
    return (
        f'<rect x="{x - w / 2:.1f}" y="{y - h / 2:.1f}" width="{w:.1f}" height="{h:.1f}" '
        f'rx="{14 if kind == "leaf" else 3}" fill="currentColor" fill-opacity=".06" stroke="currentColor" '
        f'stroke-width="{2.5 if kind == "result" else 1}"/><text text-anchor="middle">{spans}</text>'
    )
