"""Numbers that count what is done with them [Counted, Tally]; the engine computes what is inside them.

An ordinary function, written with + - * / ** and NumPy's functions, is run on an array of these numbers.  So nothing is
estimated: an operation is counted when it is carried out, a number is held from when it is made until it is let go.

What a number is inside (a plain array, a Complex, a Dual, a Tensor) is the method's own.  It has an entry for each
pass, so that several passes go through a function side by side; each operation is counted once.
"""

import operator
from typing import Any

import numpy as np


class Tally:
    """What one pass takes: operations carried out, arguments among them that are counted, numbers held at most."""

    def __init__(self) -> None:
        self.operations = self.arguments = self.held = self.most = 0


def _called(ufunc: np.ufunc) -> Any:
    return lambda self, *others: self.do(ufunc, self, *others)


def _both(ufunc: np.ufunc) -> Any:
    """An operator, and the one that Python calls when the counted number stands on the right."""
    return _called(ufunc), lambda self, other: self.do(ufunc, other, self)


def _compared(compare: Any) -> Any:
    """A comparison, which the first pass decides."""
    return lambda self, other: bool(np.ravel(compare(self.inside, inside(other)))[0])


class Counted:
    """A number with what is inside it; operators, and the names by which NumPy calls functions, count.

    >>> tally = Tally()
    >>> x, y = Counted(2.0, tally), Counted(3.0, tally)
    >>> float((x * y + 1).inside), tally.operations, tally.arguments, tally.most
    (7.0, 2, 3, 4)
    """

    __slots__ = ("inside", "tally")

    def __init__(self, inside: Any, tally: Tally) -> None:
        self.inside, self.tally = inside, tally
        tally.held += 1
        tally.most = max(tally.most, tally.held)

    def __del__(self) -> None:
        self.tally.held -= 1

    def do(self, ufunc: np.ufunc, *args: Any) -> Any:
        """Carry out an operation, and count it."""
        if np.ndarray in map(type, args):
            return NotImplemented  # an array asks each of its elements
        self.tally.operations += 1
        self.tally.arguments += sum(isinstance(a, Counted) for a in args)
        return Counted(ufunc(*map(inside, args)), self.tally)

    def __float__(self) -> float:
        raise TypeError("a number left the computation, so its derivative would be lost: use no float() and no math.…")

    __add__, __radd__ = _both(np.add)
    __sub__, __rsub__ = _both(np.subtract)
    __mul__, __rmul__ = _both(np.multiply)
    __truediv__, __rtruediv__ = _both(np.divide)
    __pow__, __rpow__ = _both(np.power)
    __neg__, __abs__ = _called(np.negative), _called(np.absolute)
    exp, log, sqrt, sin, cos, tanh = map(_called, (np.exp, np.log, np.sqrt, np.sin, np.cos, np.tanh))
    __lt__, __le__, __gt__, __ge__ = map(_compared, (operator.lt, operator.le, operator.gt, operator.ge))


def inside(number: Any) -> Any:
    """What a number holds; a constant, itself."""
    return number.inside if isinstance(number, Counted) else number
