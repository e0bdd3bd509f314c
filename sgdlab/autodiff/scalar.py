"""All of backpropagation, on single numbers: a `Value` remembers where it came from [Value, Value.backward].

Every operation makes a new Value and notes, for each parent, the local derivative: how fast the result moves
when that parent alone moves.  Backward is one line, repeated from the newest Value to the oldest:

    parent.grad += derivative * node.grad

The spelling is micrograd's (A. Karpathy, 2020).  Edges point only to parents, so there are no reference cycles: a
graph is freed with its result, and Python's collector, which looks for cycles, finds none.  In a graph of 50,000 nodes
that takes about as long as all the rest, so `gc.disable()` before you build one, and `gc.enable()` after its backward.
"""

import math
from itertools import count
from operator import attrgetter

from .scalar_graph import Node, number_of
from .scalar_math import divide, exp, log, number, power

_births = count()


class Value(Node):
    """One number of a computation; after `result.backward()`, `v.grad` is d result / d v.

    Start over with `v.grad = 0`, and take a step with `v.data -= 0.1 * v.grad`.  At the kinks relu'(0) = abs'(0) = 0.
    `float(v)`, and so `math.exp(v)`, leaves the graph, as does `round(v)`; comparisons use only the number, too.
    NumPy refuses a Value: `v.exp()` is its `np.exp(v)`.
    Functions of your own: `Value(math.atan(v.data), (v, 1 / (1 + v.data**2)), "atan")`.

    >>> x, y = Value(2.0), Value(5.0)
    >>> f = x.log() + x * y - y.sin()
    >>> f.backward()
    >>> print(f"f = {f.data:.3f}, df/dx = {x.grad:.3f}, df/dy = {y.grad:.3f}")
    f = 11.652, df/dx = 5.500, df/dy = 1.716
    """

    __slots__ = ("visit",)  # and what every Node has: birth, data, edges, grad, label, op
    __array_ufunc__ = None  # so that `array * value` raises our error instead of making an array of objects

    def __init__(self, data: float, edges: tuple[object, ...] = (), op: str = "", label: str = "") -> None:
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

    __radd__, __rmul__ = __add__, __mul__  # number + value, number * value; the others are in Node

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

    def __repr__(self) -> str:
        return f"Value(data={self.data}, grad={self.grad})"
