"""The picture of a circuit: boxes with values and gradients, the arrows between them, a table [scene_of]."""

from sgdlab.autodiff.drawing.layout import arrange
from sgdlab.labs.circuit.compute import CircuitResult, short
from sgdlab.scene import Clock, Edge, Graph, Lines, Node, Scene, Table
from sgdlab.scene.digits import typeset

BOX = (120.0, 62.0)  # a usual size; only the proportions matter


def scene_of(result: CircuitResult) -> Scene:
    """Return the picture after some moves; the clock makes them one by one."""
    inputs = ", ".join(result.graph.names[: result.graph.inputs])
    return Scene(
        "The circuit",
        result.description,
        [graph_of(result, f"The computational graph of f({inputs})")],
        [Lines([result.line, f"the bill\n{result.bill}"], longest=longest(result)), _table(result)],
        Clock(result.graph.moves, "moves", control="move"),
    )


def longest(result: CircuitResult) -> list[str]:
    """Return the longest that each line becomes on the way."""
    moves = [result.after(move) for move in range(result.graph.moves + 1)]
    return [max((one.line for one in moves), key=len), f"the bill: {moves[-1].bill}"]


def graph_of(result: CircuitResult, title: str = "") -> Graph:
    """Return the boxes, x and y from 0 to 1 with the inputs on the left, and the arrows."""
    graph, nodes = result.graph, []
    for k, (name, (x, y)) in enumerate(zip(graph.names, _places(result), strict=True)):
        label = f"{name} = {graph.formulas[k]}" if graph.formulas[k] else name
        value = _written(graph.values[k]) if k < result.computed else "?"
        words = label.replace("-", "−").replace(" ", "\N{NO-BREAK SPACE}")
        nodes.append(Node(x, y, words, value, _grad(result, k), _tone(result, k)))
    return Graph(nodes, [_edge(result, number) for number in range(len(graph.edges))], title=title, wide=True)


def _places(result: CircuitResult) -> list[tuple[float, float]]:
    graph = result.graph
    parents = [[edge.start for edge in graph.arguments(k)] for k in range(graph.size)]
    centers = arrange(parents, [BOX] * graph.size, between=90.0).centers
    (left, right), (top, bottom) = ((min(ones), max(ones)) for ones in zip(*centers, strict=True))
    wide, high = max(right - left, 1.0), max(bottom - top, 1.0)
    middle = 0.0 if bottom > top else 0.5
    return [(round((x - left) / wide, 4), round(1 - (y - top) / high - middle, 4)) for x, y in centers]


def _grad(result: CircuitResult, node: int) -> str:
    grad = result.grads[node]
    if grad is None:
        return "?"
    return _written(grad) if result.complete(node) else f"{_written(grad)} so far"


def _tone(result: CircuitResult, node: int) -> str:
    """The node that was just computed, or that has just received a part, is the one at work."""
    if result.edge is not None:
        if node == result.graph.edges[result.edge].start:
            return "now"
    elif result.move and node == result.computed - 1:
        return "now"
    return "done" if result.complete(node) else ""


def _edge(result: CircuitResult, number: int) -> Edge:
    """An arrow with its local derivative, turned around once backward has followed it."""
    start, end, slope = result.graph.edges[number]
    passed = result.grads[end]
    if result.edge is None or number > result.edge or passed is None:
        return Edge(start, end, f"∂ {_written(slope, 3)}" if end < result.computed else "")
    product = _written(passed * slope, 3)
    if number < result.edge:
        return Edge(start, end, f"← {product}", "done", back=True)
    return Edge(start, end, f"{_written(passed, 3)} × {_written(slope, 3)} = {product}", "now", back=True)


def _table(result: CircuitResult) -> Table:
    """Each input: its value, the gradient so far, how much of it has arrived, and at the end the check by nudging."""
    rows = []
    for k in range(result.graph.inputs):
        grad, nudged = result.grads[k], result.nudged[k]
        check = "not yet"
        if result.complete(k):
            check = "not possible here" if nudged is None else _decimals(nudged)
        row = [result.graph.names[k], _written(result.graph.values[k]), "none yet" if grad is None else _decimals(grad)]
        rows.append([*row, f"{result.arrived[k]} of {len(result.graph.uses(k))}", check])
    return Table("The inputs", ["", "value", "gradient", "arrows back", "by nudging"], rows)


def _written(number: float, digits: int = 4) -> str:
    return typeset(short(number, digits))


def _decimals(number: float) -> str:
    return f"{round(number, 4) + 0.0:,.4f}".replace("-", "−")
