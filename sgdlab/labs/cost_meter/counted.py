"""Numbers that count what is done with them, one type for each way to a derivative [Real, Imaginary, Dual, Node].

An ordinary function, written with + - * / ** and NumPy's functions, is run on an array of these numbers.  So nothing is
estimated: an operation is counted when it is carried out, a number is held from when it is made until it is let go.

- an operation on plain numbers is 1
- the chain rule costs a product and a sum, 2 in all, for each argument that depends on the inputs
- an operation on complex numbers does the same work on its imaginary part, and is counted in the same way

Several passes go through a function side by side: a value is then an array with an entry for each pass, and an
operation on it counts once for each.
"""

import operator
from collections.abc import Callable
from itertools import count
from typing import Any, TypeAlias

import numpy as np

Edges: TypeAlias = list[tuple[Any, Any]]  # (argument, local derivative) for each argument that is counted

_births = count()


class Meter:
    """Operations carried out; numbers held at present, and at most."""

    def __init__(self) -> None:
        self.operations = self.held = self.most = 0

    def hold(self, numbers: int) -> None:
        """Note that so many more numbers are kept, or fewer."""
        self.held += numbers
        self.most = max(self.most, self.held)


# name: (the function, then the local derivative for each argument: from the result and all arguments)
RULES: dict[str, tuple[Callable[..., Any], ...]] = {
    "add": (np.add, lambda y, a, b: 1.0, lambda y, a, b: 1.0),
    "subtract": (np.subtract, lambda y, a, b: 1.0, lambda y, a, b: -1.0),
    "multiply": (np.multiply, lambda y, a, b: b, lambda y, a, b: a),
    "divide": (np.divide, lambda y, a, b: 1 / b, lambda y, a, b: -y / b),
    "power": (np.power, lambda y, a, b: b * a ** (b - 1), lambda y, a, b: y * np.log(a)),
    "negative": (np.negative, lambda y, a: -1.0),
    "absolute": (lambda a: np.sign(np.real(a)) * a, lambda y, a: np.sign(np.real(a))),
    "exp": (np.exp, lambda y, a: y),
    "log": (np.log, lambda y, a: 1 / a),
    "sqrt": (np.sqrt, lambda y, a: 0.5 / y),
    "sin": (np.sin, lambda y, a: np.cos(a)),
    "cos": (np.cos, lambda y, a: -np.sin(a)),
    "tanh": (np.tanh, lambda y, a: 1 - y * y),
}


def _called(name: str) -> Any:
    return lambda self, *others: self.do(name, self, *others)


def _both(name: str) -> Any:
    """An operator, and the one that Python calls when the counted number stands on the right."""
    return _called(name), lambda self, other: self.do(name, other, self)


def _compared(name: str) -> Any:
    return lambda self, other: bool(getattr(operator, name)(_first(self), _first(other)))


def _first(number: Any) -> Any:
    """The plain number that decides a comparison: of the first pass."""
    return np.real(np.ravel(number.value if isinstance(number, Counted) else number)[0])


class Counted:
    """What these numbers share: operators, the names by which NumPy calls functions, comparisons."""

    __slots__ = ("held", "meter", "value")
    meter: Meter
    value: Any

    def do(self, name: str, *args: Any) -> Any:
        """Carry out an operation of the table, and count it."""
        if np.ndarray in map(type, args):
            return NotImplemented  # an array asks each of its elements
        function, *slopes = RULES[name]
        values = [a.value if isinstance(a, Counted) else a for a in args]
        y = function(*values)
        return self.made(y, [(a, d(y, *values)) for a, d in zip(args, slopes, strict=True) if isinstance(a, Counted)])

    def made(self, y: Any, edges: Edges) -> "Counted":
        """Return the result of an operation."""
        raise NotImplementedError

    def fill(self, meter: Meter, value: Any, held: int) -> "Counted":
        """Set the value, and note how many plain numbers are kept in here."""
        self.meter, self.value, self.held = meter, value, held
        meter.hold(held)
        return self

    def __del__(self) -> None:
        self.meter.hold(-self.held)

    def __float__(self) -> float:
        raise TypeError("a number left the computation, so its derivative would be lost: use no float() and no math.…")

    __add__, __radd__ = _both("add")
    __sub__, __rsub__ = _both("subtract")
    __mul__, __rmul__ = _both("multiply")
    __truediv__, __rtruediv__ = _both("divide")
    __pow__, __rpow__ = _both("power")
    __neg__, __abs__ = _called("negative"), _called("absolute")
    exp, log, sqrt, sin, cos, tanh = map(_called, ("exp", "log", "sqrt", "sin", "cos", "tanh"))
    __lt__, __le__, __gt__, __ge__ = map(_compared, ("lt", "le", "gt", "ge"))


class Real(Counted):
    """A plain number in each pass; an operation counts 1."""

    __slots__ = ()
    along = 0  # operations of the chain rule for each argument

    def made(self, y: Any, edges: Edges) -> Counted:
        """Return y; all that there is to do is done."""
        self.meter.operations += np.size(y) * (1 + self.along * len(edges))
        return type(self)().fill(self.meter, y, self.held)


class Imaginary(Real):
    """A complex number x + ih in each pass: two plain numbers."""

    __slots__ = ()
    along = 2


class Dual(Counted):
    """A number and its tangent in each pass."""

    __slots__ = ("tangent",)
    tangent: Any

    def made(self, y: Any, edges: Edges) -> Counted:
        """Return y with the sum of (local derivative) x (tangent of the argument)."""
        new = Dual()
        new.tangent = sum(derivative * argument.tangent for argument, derivative in edges)
        self.meter.operations += np.size(y) * (1 + 2 * len(edges))
        return new.fill(self.meter, y, 2)


class Node(Counted):
    """A number that remembers its arguments, each with the local derivative; `backward` goes through them."""

    __slots__ = ("birth", "edges", "grad", "reached")
    birth: int
    edges: Edges
    grad: Any  # (outputs,): the derivative of each output
    reached: int  # a bit for each output: whether the way back from it comes by here

    def made(self, y: Any, edges: Edges) -> Counted:
        """Return y, and keep the edges: this is the tape."""
        self.meter.operations += 1
        return node(self.meter, y, edges)


def node(meter: Meter, value: Any, edges: Edges) -> Node:
    """A number on the tape: its value, and a local derivative for each edge."""
    new = Node()
    new.birth, new.edges, new.grad, new.reached = next(_births), edges, 0.0, 0
    new.fill(meter, value, 1 + len(edges))
    return new


def backward(outputs: list[Any], meter: Meter) -> None:
    """Go back from each output to the inputs, one sweep an output; all sweeps side by side."""
    for k, output in enumerate(outputs):
        if isinstance(output, Node):  # a constant has no way back
            output.grad, output.reached = output.grad + np.eye(len(outputs))[k], output.reached | 1 << k
    nodes = sorted(_ancestors(outputs), key=lambda one: -one.birth)
    meter.hold(len(nodes))  # one sweep at a time keeps one gradient for each
    for one in nodes:
        for argument, derivative in one.edges:
            argument.grad = argument.grad + derivative * one.grad
            argument.reached |= one.reached
        meter.operations += 2 * one.reached.bit_count() * len(one.edges)
    meter.hold(-len(nodes))


def _ancestors(outputs: list[Any]) -> list[Node]:
    found = [one for one in outputs if isinstance(one, Node)]
    found = list({id(one): one for one in found}.values())
    seen = {id(one) for one in found}
    for one in found:  # grows while we walk
        for argument, _ in one.edges:
            if id(argument) not in seen:
                seen.add(id(argument))
                found.append(argument)
    return found
