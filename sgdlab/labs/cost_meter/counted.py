"""Numbers that count the operations on them [Counted, Tally].

An ordinary function, written with + - * / ** and NumPy's functions, runs on an array of these numbers.  So nothing is
estimated: an operation is counted when it is carried out, and a number is counted as kept from when it is made until
Python frees it.

Inside, each method uses its own kind of number (a plain array, a Complex, a Dual, a Tensor), and the engine computes
with it.  It has an entry for each pass, so that several passes go through a function side by side; each operation is
counted once.
"""

import operator
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

Operator: TypeAlias = Callable[..., Any]


class Tally:
    """The counts of one pass: operations, arguments that are counted numbers, and the most numbers at one time."""

    def __init__(self) -> None:
        self.operations = self.arguments = self.alive = self.most = 0


def _called(ufunc: np.ufunc) -> Operator:
    return lambda self, *others: self.do(ufunc, self, *others)


def _both(ufunc: np.ufunc) -> tuple[Operator, Operator]:
    """An operator, and the one that Python calls when the counted number stands on the right."""
    return _called(ufunc), lambda self, other: self.do(ufunc, other, self)


def _compared(compare: Callable[[Any, Any], ArrayLike]) -> Callable[["Counted", object], bool]:
    """A comparison; the first pass decides it."""
    return lambda self, other: bool(np.ravel(compare(self.number, uncounted(other)))[0])


class Counted:
    """A number that counts: Python's operators, and the methods that NumPy calls for its functions, add to the tally.

    >>> tally = Tally()
    >>> x, y = Counted(2.0, tally), Counted(3.0, tally)
    >>> float((x * y + 1).number), tally.operations, tally.arguments, tally.most
    (7.0, 2, 3, 4)
    """

    __slots__ = ("number", "tally")

    def __init__(self, number: object, tally: Tally) -> None:
        self.number, self.tally = number, tally
        tally.alive += 1
        tally.most = max(tally.most, tally.alive)

    def __repr__(self) -> str:
        return f"Counted({self.number})"

    def __del__(self) -> None:
        self.tally.alive -= 1

    def do(self, ufunc: np.ufunc, *args: object) -> object:
        """Carry out an operation, and count it."""
        numbers, counted = [], 0
        for a in args:  # in one loop, because every operation of a function comes here
            if isinstance(a, Counted):
                counted += 1
                numbers.append(a.number)
            elif type(a) is np.ndarray:
                return NotImplemented  # an array calls this for each element
            else:
                numbers.append(a)
        tally = self.tally
        tally.operations += 1
        tally.arguments += counted
        return Counted(ufunc(*numbers), tally)

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


def uncounted(number: object) -> Any:
    """Return the number inside a counted one; a constant is returned as it is."""
    return number.number if isinstance(number, Counted) else number
