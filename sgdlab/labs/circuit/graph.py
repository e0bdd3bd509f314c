"""The graph of an expression, in the order in which it is computed [Graph, graph_of]."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from sgdlab.autodiff import Value
from sgdlab.autodiff.drawing import draw_graph
from sgdlab.autodiff.tape import graph
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.quantities import count

Expression: TypeAlias = Callable[..., Any]  # of numbers or Values

MOST = 40  # operations that can be read in one picture


class Edge(NamedTuple):
    """An arrow from an argument to the node that uses it, with the local derivative."""

    start: int
    end: int
    slope: float


@dataclass(frozen=True)
class Graph:
    """An expression at some inputs: names, formulas ("" for an input) and values of its nodes, inputs first.

    The last node is the result.  `edges` are in the order in which backward follows them.
    """

    names: tuple[str, ...]
    formulas: tuple[str, ...]
    values: tuple[float, ...]
    edges: tuple[Edge, ...]
    inputs: int

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.names)

    @property
    def operations(self) -> int:
        """How many nodes are computed, that is, no inputs."""
        return self.size - self.inputs

    @property
    def moves(self) -> int:
        """How many moves there are: each operation, the start at the result, each edge."""
        return self.operations + 1 + len(self.edges)

    @property
    def target(self) -> int:
        """The input that is used most often: its gradient has the most parts."""
        return max(range(self.inputs), key=lambda node: len(self.uses(node)))

    def arguments(self, node: int) -> list[Edge]:
        """Return the edges that go into a node."""
        return [edge for edge in self.edges if edge.end == node]

    def uses(self, node: int) -> list[Edge]:
        """Return the edges that leave a node: along each of them comes a part of its gradient."""
        return [edge for edge in self.edges if edge.start == node]


def graph_of(function: Expression, names: Sequence[str], numbers: Sequence[float]) -> Graph:
    """Compute a function of Values once, and return its graph.

    Errors: more or fewer numbers than names, a function that returns no Value, one of more than 40 operations, inputs
    without a finite value.
    """
    if len(numbers) != len(names):
        raise ValueError(f"inputs takes {count(len(names), 'number')}, for {', '.join(names)}; got {numbers!r:.80}")
    inputs = [Value(number, label=name) for name, number in zip(names, numbers, strict=True)]
    found = graph(_called(function, inputs))
    made = [node for node in found if node.edges]
    if len(made) > MOST:
        raise ValueError(
            f"this expression has more than {MOST} operations, too many to read in one picture: draw a part of it, "
            "such as the loss of a single example"
        )
    nodes = [*inputs, *made]
    number_of = {id(node): k for k, node in enumerate(nodes)}
    for k, node in enumerate(made, start=1):
        node.label = ("result" if "f" in names else "f") if node is made[-1] else f"v{k}"
    constants = [node for node in found if not node.edges and not node.label]  # such as the 1 of 1 / x
    for node in constants:
        node.label = f"{node.data:.4g}"
    drawn = {node.name: node.formula for node in draw_graph(made[-1], limit=2 * MOST).nodes}
    for node in constants:
        node.label = ""
    edges = [
        Edge(number_of[id(parent)], number_of[id(node)], float(slope))
        for node in reversed(made)
        for parent, slope in zip(node.edges[::2], node.edges[1::2], strict=True)
        if id(parent) in number_of
    ]
    return Graph(
        names=tuple(node.label for node in nodes),
        formulas=("",) * len(inputs) + tuple(drawn[node.label] for node in made),
        values=tuple(float(node.data) for node in nodes),
        edges=tuple(edges),
        inputs=len(inputs),
    )


def value_at(function: Expression, numbers: Sequence[float]) -> float | None:
    """Return the value of a function of Values at some numbers; None if it has none there."""
    try:
        return _called(function, [Value(number) for number in numbers]).data
    except SettingsError:
        return None


def _called(function: Expression, inputs: Sequence[Value]) -> Value:
    try:
        result = function(*inputs)
    except (ValueError, ArithmeticError) as error:
        where = ", ".join(f"{one.label} = {one.data:g}" for one in inputs)
        raise SettingsError(f"at {where} the expression has no value: {error}") from None
    except TypeError as error:
        if "ufunc" in str(error):  # the words of NumPy
            raise SettingsError(
                "NumPy's functions take no Value: write x.exp(), not np.exp(x), and in this way also log, tanh, relu, "
                "sigmoid, sin and cos; a root is x ** 0.5"
            ) from error
        raise
    if not isinstance(result, Value) or not result.edges:
        raise TypeError(
            "the circuit draws a function that computes one number from its inputs, such as lambda x, y: x * y + x; "
            f"this one returned {result!r:.80}"
        )
    return result
