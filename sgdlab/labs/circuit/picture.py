"""The places of the boxes of a circuit, and their texts [picture]."""

from sgdlab.autodiff.drawing.layout import arrange
from sgdlab.labs.circuit.compute import CircuitResult
from sgdlab.labs.stage.arrays import Json

BOX = (120.0, 62.0)  # a usual size; only the proportions matter


def picture(result: CircuitResult) -> Json:
    """Return nodes and edges as the graph panel draws them; x and y from 0 to 1, the inputs on the left.

    >>> from sgdlab.labs.circuit.compute import CircuitSettings, compute
    >>> nodes = picture(compute(lambda x, y: x * y, ["x", "y"], CircuitSettings(3)))["nodes"]
    >>> [(node["label"], node["value"], node["grad"]) for node in nodes]
    [('x', '2', '−3'), ('y', '−3', '?'), ('f\xa0=\xa0x\xa0×\xa0y', '−6', '1')]
    """
    graph, places = result.graph, _places(result)
    nodes = []
    for k, name in enumerate(graph.names):
        label = f"{name} = {graph.formulas[k]}" if graph.formulas[k] else name
        label = label.replace("-", "−").replace(" ", "\N{NO-BREAK SPACE}")
        value = _short(graph.values[k]) if k < result.computed else "?"
        nodes.append({**places[k], "label": label, "value": value, "grad": _grad(result, k), "tone": _tone(result, k)})
    return {"nodes": nodes, "edges": [_edge(result, number) for number in range(len(graph.edges))]}


def _places(result: CircuitResult) -> list[dict[str, float]]:
    graph = result.graph
    parents = [[edge.start for edge in graph.arguments(k)] for k in range(graph.size)]
    centers = arrange(parents, [BOX] * graph.size, between=90.0).centers
    left, right = min(x for x, _ in centers), max(x for x, _ in centers)
    top, bottom = min(y for _, y in centers), max(y for _, y in centers)
    wide, high = max(right - left, 1.0), max(bottom - top, 1.0)
    middle = 0.0 if bottom > top else 0.5
    return [{"x": round((x - left) / wide, 4), "y": round(1 - (y - top) / high - middle, 4)} for x, y in centers]


def _grad(result: CircuitResult, node: int) -> str:
    grad = result.grads[node]
    if grad is None:
        return "?"
    return _short(grad) if result.complete(node) else f"{_short(grad)} so far"


def _tone(result: CircuitResult, node: int) -> str:
    """The node that was just computed, or that has just received a part, is the one at work."""
    if result.edge is not None:
        if node == result.graph.edges[result.edge].start:
            return "now"
    elif result.move and node == result.computed - 1:
        return "now"
    return "done" if result.complete(node) else ""


def _edge(result: CircuitResult, number: int) -> Json:
    start, end, slope = result.graph.edges[number]
    followed, passed = result.edge is not None and number <= result.edge, result.grads[end]
    label = f"∂ {_three_digits(slope)}" if end < result.computed else ""
    if followed and passed is not None:
        product = _three_digits(passed * slope)
        label = (
            f"{_three_digits(passed)}×{_three_digits(slope)} = {product}" if number == result.edge else f"← {product}"
        )
    tone = "now" if number == result.edge else "done" if followed else ""
    return {"from": start, "to": end, "label": label, "tone": tone}


def _three_digits(number: float) -> str:
    return f"{number:.3g}".replace("-", "−")


def _short(number: float) -> str:
    return f"{number:.4g}".replace("-", "−")
