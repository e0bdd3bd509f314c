"""The circuit stepper, live: an expression goes forward and back, an edge at a time [CircuitLab]."""

import inspect
from collections.abc import Mapping

from sgdlab.autodiff import Value
from sgdlab.checks import number, one_of
from sgdlab.labs.circuit.compute import CircuitResult, CircuitSettings, compute, opening_move
from sgdlab.labs.circuit.graph import Expression, graph_of
from sgdlab.labs.circuit.inputs import Inputs
from sgdlab.labs.circuit.picture import scene_of
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.sliders import StepSlider
from sgdlab.scene import Json


def twice_used(x: Value, y: Value) -> Value:
    """Return (x + y) x, the expression that the lab opens with; it uses x twice."""
    return (x + y) * x


EXPRESSIONS: dict[str, Expression] = {  # each of 7 moves, and with x used twice
    "(x + y) × x": twice_used,
    "x × y + x": lambda x, y: x * y + x,
    "(x − y) ÷ x": lambda x, y: (x - y) / x,
}


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
    presets: Mapping[str, Mapping[str, object]] = {
        "What happens when the second arrow reaches x?": {"move": 6},
        "Can an input that is used twice have the slope 0?": {"move": 7, "inputs": (1.5, -3.0)},
        "Which part of x's gradient doesn't depend on y?": {"move": 5, "expression": "x × y + x"},
    }
    Settings = CircuitSettings
    scene = staticmethod(scene_of)

    def __init__(
        self, function: Expression | None = None, settings: CircuitSettings | None = None, **values: float
    ) -> None:
        self.own = function
        first = self._function(settings or CircuitSettings())
        self.names = _names(first, values)
        given = {**dict.fromkeys(self.names, 1.0), **(values if function else {"x": 2.0, "y": -3.0, **values})}
        numbers = tuple(number(given[name], name) for name in self.names)
        graph = graph_of(first, self.names, settings.inputs if settings else numbers)
        chosen = settings or CircuitSettings(opening_move(graph), numbers)
        name = self.names[graph.target]
        text = f"Type the gradient of {name} before all of it has arrived, to 1 %."
        self.goals = [Goal(text, equal={"guessed": True})]
        if function is None:
            text = f"Find inputs other than 0 for which {name} ends with gradient 0."
            self.goals.append(Goal(text, {"gradient": (-1e-9, 1e-9), "smallest": (0.01, None)}, {"complete": True}))
        moved = "How many moves were made: operations forward, then edges backward"
        guess = f"What you think the gradient of {name} will be in the end"
        most = 1e6 if function else 10.0  # as large as real data
        about = f"The value of an input, from {-most:,.0f} to {most:,.0f}"
        self.controls = {
            "move": StepSlider("move", chosen.move, (0, graph.moves), moved),
            "inputs": Inputs("inputs", self.names, chosen.inputs, about, most),
            "guess": Inputs("guess", [f"your guess: gradient of {name}"], chosen.guess, guess, 1e4, draws=0),
        }
        if function is None:
            help_text = "The function whose gradient is computed; CircuitLab(lambda x, y: ...) takes your own"
            self.controls["expression"] = Choice("expression", EXPRESSIONS, chosen.expression, help_text)
        self.show()

    def compute(self, settings: CircuitSettings) -> CircuitResult:
        return compute(self._function(settings), self.names, settings)

    def _function(self, settings: CircuitSettings) -> Expression:
        return self.own or EXPRESSIONS[one_of(settings.expression, "expression", EXPRESSIONS)]

    def measured(self, result: CircuitResult) -> Json:
        target, inputs = result.graph.target, result.settings.inputs
        known = {"guessed": result.guessed, "complete": result.complete(target)}
        return {**known, "gradient": result.total[target], "smallest": min(map(abs, inputs))}


def _names(function: Expression, values: Mapping[str, float]) -> list[str]:
    if not callable(function):
        raise TypeError(f"the circuit draws a function of numbers, such as lambda x, y: x * y; got {function!r:.40}")
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [name for name, one in inspect.signature(function).parameters.items() if one.kind in kinds]
    if not names:
        raise ValueError("the circuit needs a function with named inputs, such as lambda x, y: x * y + x")
    unknown = [name for name in values if name not in names]
    if unknown:
        raise TypeError(f"{unknown[0]!r} is not an input of this function; it has {', '.join(names)}")
    return names
