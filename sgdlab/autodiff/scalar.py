"""All of backpropagation, on single numbers: a `Value` remembers where it came from [Value, Value.backward].

Every operation makes a new Value and notes, for each parent, the local derivative: how fast the result moves
when that parent alone moves.  Backward is one line, repeated from the newest Value to the oldest:

    parent.grad += derivative * node.grad

    >>> x, y = Value(2.0), Value(5.0)
    >>> f = x.log() + x * y - y.sin()
    >>> f.backward()
    >>> print(f"f = {f.data:.3f}, df/dx = {x.grad:.3f}, df/dy = {y.grad:.3f}")
    f = 11.652, df/dx = 5.500, df/dy = 1.716

The spelling is micrograd's (A. Karpathy, 2020).  Edges point only to parents, so there are no reference cycles: a
graph is freed with its result, and Python's collector, which looks for cycles, finds none.  In a graph of 50,000 nodes
that takes about as long as all the rest, so `gc.disable()` before you build one, and `gc.enable()` after its backward.
"""

import math
from collections.abc import Iterable
from itertools import count
from operator import attrgetter
from typing import Any

from .scalar_math import Number, divide, exp, log, number, number_of, power

_births = count()


class Value(Number):
    """One number of a computation; after `result.backward()`, `v.grad` is d result / d v.

    Formula, from the newest node to the oldest: parent.grad += derivative * node.grad.

    Start over with `v.grad = 0`, and take a step with `v.data -= 0.1 * v.grad`.  At the kinks relu'(0) = abs'(0) = 0.
    `float(v)`, and so `math.exp(v)`, leaves the graph; comparisons use only the number, too.
    Functions of your own: `Value(math.atan(v.data), (v, 1 / (1 + v.data**2)), "atan")`.

    >>> v = Value(3.0)
    >>> (v * v).backward()
    >>> v.grad
    6.0
    """

    __slots__ = ("birth", "data", "edges", "grad", "label", "op", "visit")
    __array_ufunc__ = None  # so that `array * value` raises our error instead of making an array of objects

    def __init__(self, data: float, edges: tuple[Any, ...] = (), op: str = "", label: str = "") -> None:
        self.data: float = data if type(data) is float else number(data, "Value(...)")
        self.grad = 0.0
        self.edges = edges  # (parent, local derivative, parent, local derivative, ...): flat, to save memory
        self.op, self.label = op, label
        self.visit: object = None  # the last backward pass that reached this node
        self.birth = next(_births)  # parents are born before their children

    def backward(self) -> None:
        """Add d self / d leaf to the grad of every leaf; the grads of Values in between are computed afresh."""
        waiting, nodes, visit = [self], [], object()
        while waiting:  # a list instead of a recursion, so that no graph is too deep
            nodes.append(node := waiting.pop())
            edges = iter(node.edges)
            for parent in edges:
                next(edges)
                if parent.edges and parent.visit is not visit:
                    parent.visit, parent.grad = visit, 0.0
                    waiting.append(parent)
        self.grad = 1.0 if self.edges else self.grad + 1.0
        nodes.sort(key=attrgetter("birth"), reverse=True)  # newest first, so each grad is complete when passed on
        for node in nodes:
            grad, edges = node.grad, iter(node.edges)
            for parent in edges:
                parent.grad += next(edges) * grad

    @staticmethod
    def weighted_sum(
        weights: Iterable["Value | float"], inputs: Iterable["Value | float"], bias: "Value | float" = 0.0
    ) -> "Value":
        """Compute bias + w1 x1 + w2 x2 + ... as a single node, as in a neuron; each may be a Value or a number."""
        weights, inputs = list(weights), list(inputs)
        if len(weights) != len(inputs):
            raise ValueError(f"{len(weights)} weights for {len(inputs)} inputs: each input needs one weight")
        total = number_of(bias, "weighted_sum")
        edges: list[Value | float] = [bias, 1.0] if isinstance(bias, Value) else []
        for weight, x in zip(weights, inputs, strict=True):
            w_data, x_data = number_of(weight, "weighted_sum"), number_of(x, "weighted_sum")
            total += w_data * x_data
            if isinstance(weight, Value):
                edges += (weight, x_data)
            if isinstance(x, Value):
                edges += (x, w_data)
        return Value(total, tuple(edges), "weighted sum")

    def __add__(self, other: "Value | float") -> "Value":
        if isinstance(other, Value):
            return Value(self.data + other.data, (self, 1.0, other, 1.0), "+")
        return Value(self.data + number(other, "+"), (self, 1.0), "+")

    def __sub__(self, other: "Value | float") -> "Value":
        if isinstance(other, Value):
            return Value(self.data - other.data, (self, 1.0, other, -1.0), "-")
        return Value(self.data - number(other, "-"), (self, 1.0), "-")

    def __mul__(self, other: "Value | float") -> "Value":
        if isinstance(other, Value):
            return Value(self.data * other.data, (self, other.data, other, self.data), "*")
        factor = number(other, "*")
        return Value(self.data * factor, (self, factor), "*")

    def __truediv__(self, other: "Value | float") -> "Value":
        divisor = number_of(other, "/")
        quotient, slope = divide(self.data, divisor), divide(1.0, divisor)
        edges = (self, slope, other, -quotient * slope) if isinstance(other, Value) else (self, slope)
        return Value(quotient, edges, "/")

    def __pow__(self, other: "Value | float") -> "Value":
        x, p = self.data, number_of(other, "**")
        y = power(x, p)
        slope = math.inf if x == 0.0 < p < 1.0 else p * power(x, p - 1.0) if p else 0.0
        edges = (self, slope, other, y * log(x) if y else 0.0) if isinstance(other, Value) else (self, slope)
        return Value(y, edges, "**")

    __radd__, __rmul__ = __add__, __mul__  # number + value, number * value; the others are in Number

    def __neg__(self) -> "Value":
        return Value(-self.data, (self, -1.0), "-")

    def __abs__(self) -> "Value":
        return Value(abs(self.data), (self, math.copysign(1.0, self.data) if self.data else 0.0), "abs")

    def relu(self) -> "Value":
        return Value(0.0 if self.data < 0.0 else self.data, (self, 1.0 if self.data > 0.0 else 0.0), "relu")

    def exp(self) -> "Value":
        y = exp(self.data)
        return Value(y, (self, y), "exp")

    def log(self) -> "Value":
        return Value(log(self.data), (self, 1.0 / self.data), "log")

    def tanh(self) -> "Value":
        t = math.tanh(self.data)
        return Value(t, (self, 1.0 - t * t), "tanh")

    def sigmoid(self) -> "Value":
        e = math.exp(-abs(self.data))  # at most 1, so it cannot overflow
        return Value((1.0 if self.data >= 0.0 else e) / (1.0 + e), (self, e / (1.0 + e) ** 2), "sigmoid")

    def sin(self) -> "Value":
        return Value(math.sin(self.data), (self, math.cos(self.data)), "sin")

    def cos(self) -> "Value":
        return Value(math.cos(self.data), (self, -math.sin(self.data)), "cos")

    def __deepcopy__(self, memo: "dict[int, Value]") -> "Value":
        graph = {id(self): self}
        for node in (nodes := [self]):  # grows while we walk, as in backward
            new = {id(parent): parent for parent in node.edges[::2] if id(parent) not in graph}
            graph |= new
            nodes += new.values()
        for node in sorted(nodes, key=attrgetter("birth")):  # each copy is made after the copies of its parents
            if id(node) not in memo:
                edges = tuple(memo[id(part)] if isinstance(part, Value) else part for part in node.edges)
                memo[id(node)] = twin = Value(node.data, edges, node.op, node.label)
                twin.grad = node.grad
        return memo[id(self)]

    def __reduce__(self) -> tuple[object, ...]:
        if self.edges:
            raise TypeError(
                "a Value that was computed can't be pickled, because pickle goes through a graph by recursion, and "
                "graphs are deep: pickle its number, v.data, and your own Values. copy.deepcopy copies the whole graph"
            )
        return Value, (self.data, (), self.op, self.label), (None, {"grad": self.grad})

    def __repr__(self) -> str:
        return f"Value(data={self.data}, grad={self.grad})"
