"""The circuit stepper without a widget: an expression, its inputs and a move in; all gradients so far out [compute]."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sgdlab.figures.sentences import in_full
from sgdlab.labs.circuit.graph import Edge, Expression, Graph, graph_of, value_at
from sgdlab.quantities import count

CLOSE = 0.01  # of the gradient, within which a guess is right
NUDGE = 1e-5


@dataclass(frozen=True)
class CircuitSettings:
    """What the controls say: how many moves were made, the values of the inputs, a guess.

    `expression` is a name of the lab's own list, and without meaning for a function of the reader's.
    """

    move: int = 5
    inputs: tuple[float, ...] = (2.0, -3.0)
    guess: tuple[float, ...] = (0.0,)  # one number
    expression: str = "(x + y) × x"


@dataclass(frozen=True)
class CircuitResult:
    """The graph after some moves.

    grads: by node, the gradient so far, None before the first part arrives;  arrived: by node, how many of its uses
    have sent their part;  total: by input, the gradient at the end;  nudged: by input, the central difference, None if
    the expression has no value there.
    """

    settings: CircuitSettings
    graph: Graph
    move: int
    grads: tuple[float | None, ...]
    arrived: tuple[int, ...]
    total: tuple[float, ...]
    nudged: tuple[float | None, ...]

    @property
    def computed(self) -> int:
        """How many nodes have their value, including the inputs."""
        return min(self.graph.inputs + self.move, self.graph.size)

    @property
    def edge(self) -> int | None:
        """The number of the edge that backward has just followed; None before that."""
        number = self.move - self.graph.operations - 2
        return number if number >= 0 else None

    def after(self, move: int) -> "CircuitResult":
        """Return the same graph after another number of moves."""
        grads, arrived = _sent_back(self.graph, move - self.graph.operations - 1)
        return replace(self, move=move, grads=tuple(grads), arrived=tuple(arrived))

    def complete(self, node: int) -> bool:
        """Return whether all parts of the gradient of a node have arrived."""
        if node == self.graph.size - 1:
            return self.grads[node] is not None
        return self.move == self.graph.moves or 0 < self.arrived[node] == len(self.graph.uses(node))

    @property
    def guessed(self) -> bool:
        """Whether the guess is right, and was made before the gradient was complete."""
        total = self.total[self.graph.target]
        close = abs(self.settings.guess[0] - total) <= CLOSE * max(abs(total), CLOSE)
        return close and not self.complete(self.graph.target)

    @property
    def line(self) -> str:
        """What the last move did."""
        head = f"Move {self.move} of {self.graph.moves}"
        if self.move == 0:
            return f"{head}. Nothing is computed yet: only the inputs have values"
        if self.move <= self.graph.operations:
            return f"{head}, forward. {self._forward(self.computed - 1)}"
        if self.edge is None:
            return f"{head}, backward begins. The slope of the result by itself is 1"
        return f"{head}, backward. {self._backward(self.graph.edges[self.edge])}"

    @property
    def bill(self) -> str:
        """The operations so far: one a node forward, a product and a sum for each arrow backward."""
        forward = min(self.move, self.graph.operations)
        backward = 0 if self.edge is None else 2 * (self.edge + 1)
        return f"{count(forward, 'operation')} forward, {backward:,} backward: a product and a sum for each arrow"

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        names, values = self.graph.names, self.graph.values
        known = [f"{name} = {short(values[k])}{self._grad_as_text(k)}" for k, name in enumerate(names)]
        made = [f"{names[k]} = {self.graph.formulas[k]}" for k in range(self.graph.inputs, self.graph.size)]
        return f"The graph of {'; '.join(made)}. {self.line}. {'; '.join(known[: self.computed])}."

    def _forward(self, node: int) -> str:
        slopes = [f"{short(edge.slope)} by {self.graph.names[edge.start]}" for edge in self.graph.arguments(node)]
        made = f"{self.graph.names[node]} = {self.graph.formulas[node]} = {short(self.graph.values[node])}"
        return f"{made}; its local derivative{'s are' if len(slopes) > 1 else ' is'} {' and '.join(slopes)}"

    def _backward(self, edge: Edge) -> str:
        names, passed = self.graph.names, self.grads[edge.end]
        assert passed is not None
        part, node = passed * edge.slope, edge.start
        sent = f"{names[edge.end]} sends {short(passed)} × {short(edge.slope)} = {short(part)} to {names[node]}"
        now, waiting = self.grads[node], len(self.graph.uses(node)) - self.arrived[node]
        assert now is not None
        added = f"which had {short(now - part)} and now has {short(now)}" if self.arrived[node] > 1 else ""
        more = f"{waiting} more arrow{'s' * (waiting > 1)} to come" if waiting else "now complete"
        return ", ".join(filter(None, [sent, added, more]))

    def _grad_as_text(self, node: int) -> str:
        grad = self.grads[node]
        return "" if grad is None else f" (gradient {short(grad)}{'' if self.complete(node) else ' so far'})"


def compute(function: Expression, names: Sequence[str], settings: CircuitSettings) -> CircuitResult:
    """Make the moves: forward through the operations, then back along the edges, the newest operation first.

    Formula: forward value = operation(arguments); backward: argument.grad += local derivative × node.grad.

    Errors: those of `graph_of`.
    """
    graph = graph_of(function, names, settings.inputs)
    total, _ = _sent_back(graph, len(graph.edges))
    begun = CircuitResult(
        settings,
        graph,
        move=0,
        grads=(),
        arrived=(),
        total=tuple(total[k] or 0.0 for k in range(graph.inputs)),
        nudged=tuple(_by_nudging(function, settings.inputs, k) for k in range(graph.inputs)),
    )
    return begun.after(min(settings.move, graph.moves))


def opening_move(graph: Graph) -> int:
    """Return the move after which the target has the first part of its gradient, and waits for the others."""
    parts = graph.uses(graph.target)
    first = graph.edges.index(parts[0]) + 1 if len(parts) > 1 else 0
    return graph.operations + 1 + first


def _sent_back(graph: Graph, edges: int) -> tuple[list[float | None], list[int]]:
    """The gradients after backward has followed this many edges, and how many parts each has; -1: not begun."""
    grads: list[float | None] = [None] * graph.size
    arrived = [0] * graph.size
    if edges >= 0:
        grads[-1] = 1.0
    for start, end, slope in graph.edges[: max(0, edges)]:
        grads[start] = (grads[start] or 0.0) + slope * (grads[end] or 0.0)
        arrived[start] += 1
    return grads, arrived


def _by_nudging(function: Expression, inputs: Sequence[float], which: int) -> float | None:
    """The central difference of the result by one input."""
    sides = [[number + side * (k == which) for k, number in enumerate(inputs)] for side in (NUDGE, -NUDGE)]
    above, below = (value_at(function, numbers) for numbers in sides)
    return None if above is None or below is None else (above - below) / (2 * NUDGE)


def short(number: float, digits: int = 4) -> str:
    """Write a number with some digits, and no -0."""
    return in_full(number + 0.0, digits)
