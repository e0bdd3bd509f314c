"""Write: a number that remembers

Complete the class. `__add__` and `__mul__` (Python calls them for `+` and `*`) return a Value with two edges, `tanh`
one with a single edge; an edge is a pair (parent, local derivative). The local derivative of tanh is 1 − tanh².
`backward` sets its own `grad` to 1 and hands on what each node has, newest node first: a node with a larger `age` is
newer.
"""

import operator
from collections.abc import Callable, Sequence
from math import tanh

import numpy as np

from sgdlab.course.exercises import changed
from sgdlab.course.spine.part import Part, trying, variant_of


class Value:
    def __init__(self, data: float, edges: "Sequence[tuple[Value, float]]" = ()) -> None:
        self.data, self.grad, self.edges = data, 0.0, edges
        self.age: int = 1 + max([parent.age for parent, _ in edges], default=0)

    def __add__(self, other: "Value") -> "Value":
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other: "Value") -> "Value":
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self) -> "Value":
        y = (np.exp(2 * self.data) - 1) / (np.exp(2 * self.data) + 1)
        return Value(y, [(self, 1 - y * y)])

    def backward(self) -> None:
        nodes, waiting = {self}, [self]
        while waiting:
            for parent, _ in waiting.pop().edges:
                if parent not in nodes:
                    nodes.add(parent)
                    waiting.append(parent)
        self.grad = 1.0
        for node in sorted(nodes, key=lambda node: node.age, reverse=True):
            for parent, slope in node.edges:
                parent.grad += slope * node.grad


def _observe(answer: type[Value], x: float, y: float, z: float) -> dict[str, list[float]]:
    """Values and slopes of a few expressions, from one without a fork to one in which the order matters."""

    def late(a: Value, b: Value, c: Value) -> Value:
        first = a * b
        second = (first + c) * first
        return second * first + second.tanh()

    def chain(a: Value, b: Value, c: Value) -> Value:
        for _ in range(16):
            a = a * b + a * c
        return a

    expressions: dict[str, Callable[[Value, Value, Value], Value]] = {
        "`a + b`": lambda a, b, c: a + b,
        "`a * b`": lambda a, b, c: a * b,
        "`a.tanh()`": lambda a, b, c: a.tanh(),
        "`a * a`": lambda a, b, c: a * a,
        "`(a + b) * a`": lambda a, b, c: (a + b) * a,
        "a graph in which the order matters": late,
        "sixteen forks in a row": chain,
    }
    found = {}
    for name, expression in expressions.items():
        with trying(name):
            inputs = [answer(number) for number in (x, y, z)]
            result = expression(*inputs)
            result.backward()
            slopes = [float(one.grad) for one in inputs]
            found[f"{name} and its slopes by a, b and c"] = [float(result.data), *slopes]
    return found


_FOUND = {"{self}": "{self: None}", "nodes.add(parent)": "nodes[parent] = None"}  # in the same order every time


def _as_found(new: type[Value], self: Value) -> None:
    self.grad, waiting, done = 1.0, [self], set[Value]()
    while waiting:
        node = waiting.pop()
        if node not in done:
            done.add(node)
            for parent, slope in node.edges:
                parent.grad += slope * node.grad
                waiting.append(parent)


value = Part(
    "value",
    Value,
    lambda rng: tuple(rng.uniform(0.3, 0.9, size=3).tolist()),
    notebook="04",
    replaces="",
    observe=_observe,
    praise="That is all of backpropagation, on single numbers: it differentiates any expression of sums and products.",
    mistakes=[
        changed(Value, {**_FOUND, "+= slope": "= slope"}),
        "You overwrite the gradient where several paths arrive. Add to it: `+=`.",
        variant_of(Value, backward=_as_found),
        "Your backward hands on a gradient before all of it has arrived. Go from the newest node to the oldest.",
        changed(Value, {"waiting = {self}, [self]": "waiting = {self}, []"}),
        "Your backward stops at the parents, or it begins with the oldest node. What a node has goes on to its "
        "parents, the newest node first.",
        changed(Value, {"self.grad = 1.0": ""}),
        "All your slopes are 0. `backward` has to set its own `grad` to 1 before it hands anything on, and what an "
        "operation returns needs edges.",
        *(
            one
            for name, of in {"__add__": operator.add, "__mul__": operator.mul, "tanh": tanh}.items()
            for one in (
                variant_of(Value, **{name: lambda new, *nodes, of=of: new(of(*(node.data for node in nodes)))}),
                f"Without edges no gradient comes back through your `{name}`: give `Value` a list of pairs (parent, "
                "local derivative), too. Or are these derivatives 0, as `grad` still is on the way forward?",
            )
        ),
        changed(Value, {"(self, other.data), (other, self.data)": "(self, self.data), (other, other.data)"}),
        "The local derivative of a product by one factor is the *other* factor.",
        changed(Value, {"(self, other.data), (other, self.data)": "(self, 1.0), (other, 1.0)"}),
        "You gave a product the local derivatives of a sum. By each factor it is the other factor.",
        changed(Value, {"1 - y * y": "1 - self.data**2"}),
        "The slope of tanh is 1 − y², with y the *value* of tanh, not what went in.",
        changed(Value, {"1 - y * y": "np.cosh(self.data) ** 2"}),
        "You divided by the slope of tanh, or took it for cosh². It is 1 − y², with y the value of tanh.",
    ],
    hints=[
        "The table of local derivatives stands at the start of the notebook. With y = tanh, its own is 1 − y².",
        "For `backward`, first collect all nodes that can be reached, each once; then sort them by age, newest first.",
        "For each node in this order, and for each of its edges: parent.grad += slope * node.grad.",
    ],
)
