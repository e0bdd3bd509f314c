"""The circuit stepper, live: an expression goes forward and back, an edge at a time [CircuitLab]."""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from sgdlab.figures import Figure
from sgdlab.labs.circuit.compute import CircuitResult, CircuitSettings, compute, moves_of, opening_move, target_of
from sgdlab.labs.circuit.figure import circuit
from sgdlab.labs.circuit.graph import Expression, graph_of
from sgdlab.labs.circuit.inputs import Inputs, Moves
from sgdlab.labs.circuit.picture import picture
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab


def twice_used(x: Any, y: Any) -> Any:
    """Return (x + y) x, the expression that the lab opens with; it uses x twice."""
    return (x + y) * x


class CircuitLab(Lab[CircuitSettings, CircuitResult]):
    """Step through an expression of your own: values forward, gradients backward, an edge at a time.

    `function` takes Values and returns one, such as `lambda x, y: x * y + x.log()`; the keywords are the first values
    of its inputs, which are 1 by default.

    Errors: a function without arguments, one that returns no Value, one of more than 40 operations; a keyword that
    isn't one of its arguments.

    >>> CircuitLab(lambda x, y: x * y, x=2, y=5)  # doctest: +ELLIPSIS
    CircuitLab: The graph of f = x × y. Move 2 of 4, backward begins. ...
    """

    name = "circuit"
    question = "How does every input learn its slope, and when is it finished?"
    Settings = CircuitSettings

    def __init__(
        self, function: Expression | None = None, settings: CircuitSettings | None = None, **values: float
    ) -> None:
        self.function = function or twice_used
        self.names = _names(self.function, values)
        given = {**dict.fromkeys(self.names, 1.0), **(values if function else {"x": 2.0, "y": -3.0, **values})}
        numbers = tuple(float(given[name]) for name in self.names)
        graph = graph_of(self.function, self.names, settings.inputs if settings else numbers)
        target, last = target_of(graph), moves_of(graph)
        chosen = settings or CircuitSettings(opening_move(graph), numbers)
        self.goal = Goal(
            f"Type the gradient of {self.names[target]} before all of it has arrived, to 1 %.",
            lambda result: result.guessed,
        )
        moved = "How many moves were made: operations forward, then edges backward"
        guess = f"What you think the gradient of {self.names[target]} will be in the end"
        self.controls = {
            "move": Moves("move", chosen.move, last, moved),
            "inputs": Inputs("inputs", self.names, chosen.inputs, "The value of an input, from -10 to 10"),
            "guess": Inputs("guess", [f"your guess: gradient of {self.names[target]}"], chosen.guess, guess, 1e4),
        }
        self.show(_spec(self.names))

    def compute(self, settings: CircuitSettings) -> CircuitResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.function, self.names, settings)

    def frame(self, result: CircuitResult) -> Json:
        """Return what the view draws of a result."""
        return {
            "circuit": picture(result),
            "lines": [result.line],
            "bill": [f"the bill\n{result.bill}"],
            "gradients": _table(result),
        }

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return circuit(self.result)


def _spec(names: Sequence[str]) -> Json:
    """The fixed part of the picture."""
    title = f"The computational graph of f({', '.join(names)})"
    return {
        "name": "The circuit",
        "description": "The graph of an expression, with the values and the gradients of its nodes.",
        "panels": [{"kind": "graph", "title": title, "data": "circuit", "wide": True}],
        "words": [
            {"kind": "lines", "data": "lines"},
            {"kind": "lines", "data": "bill"},
            {"kind": "table", "data": "gradients", "caption": "The inputs"},
        ],
    }


def _names(function: Expression, values: Mapping[str, float]) -> list[str]:
    """The names of the arguments of a function."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [name for name, one in inspect.signature(function).parameters.items() if one.kind in kinds]
    if not names:
        raise ValueError("the circuit needs a function with named inputs, such as lambda x, y: x * y + x")
    unknown = [name for name in values if name not in names]
    if unknown:
        raise TypeError(f"{unknown[0]!r} is not an input of this function; it has {', '.join(names)}")
    return names


def _table(result: CircuitResult) -> Json:
    """Each input: its value, the gradient so far, how much of it has arrived, and at the end the check by nudging."""
    rows = []
    for k in range(result.graph.inputs):
        grad, ways = result.grads[k], len(result.graph.uses(k))
        nudged, done = result.nudged[k], result.complete(k)
        check = "when it is complete" if not done else "not possible here" if nudged is None else f"{nudged:.4f}"
        rows.append(
            [
                result.graph.names[k],
                f"{result.graph.values[k]:.4g}",
                "none yet" if grad is None else f"{grad:.4f}",
                f"{result.arrived[k]} of {ways}",
                check,
            ]
        )
    return {"columns": ["", "value", "gradient", "arrows back", "by nudging"], "rows": rows}
