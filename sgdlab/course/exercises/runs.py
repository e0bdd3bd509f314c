"""What a function does step by step, found by calling it, so that a wrong one can be seen beside the right one.

- once for each value of an argument, such as 0, 1, 2, … steps  [Over]
- again and again, on its own answer                            [Again]
- as the gradient of a descent                                  [Descend]

Each has `follow(function, arguments)`, which yields where the run is: (0, place), (1, place) and so on.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Arguments: TypeAlias = Mapping[str, Any]
Step: TypeAlias = tuple[float, Any]  # the number on the horizontal axis, and the place (P,)


def call(function: Callable[..., Any], arguments: Arguments) -> Any:
    """Return what a function gives for copies of its arguments."""
    with np.errstate(all="ignore"):
        return function(*copy.deepcopy(list(arguments.values())))


def place(answer: Any) -> Any:
    """Return the numbers of an answer as one vector; of several results, the first.

    >>> place(([1.0, 2.0], "most steps")).tolist(), place((0.5, 3)).tolist()
    ([1.0, 2.0], [0.5, 3.0])
    """
    try:
        if np.iscomplexobj(answer):  # NumPy would drop its imaginary part, with a warning
            raise TypeError("a complex number has no place")
        return np.asarray(answer, dtype=float).ravel()
    except (TypeError, ValueError):
        if not isinstance(answer, tuple):
            raise
        return place(answer[0])


def fits(answer: Any, right: Any) -> bool:
    """Return whether an answer has as many numbers as the right one, so that both can be drawn."""
    try:
        return bool(place(answer).shape == place(right).shape)
    except Exception:  # an answer may be any object, such as a tensor of PyTorch's that refuses to be an array
        return False


@dataclass(frozen=True)
class Over:
    """One call for each value of an argument: up to the number given, or `values`; of a list, its first entries.

    label: what the numbers count;  through: makes a plain function of the answer, where the answer is none.

    >>> list(Over("n").follow(lambda n, x: x**n, {"n": 2, "x": 3}))
    [(0, array([1.])), (1, array([3.])), (2, array([9.]))]
    """

    argument: str
    values: Sequence[float] = ()
    label: str = "step"
    through: Callable[[Any], Callable[..., Any]] = lambda answer: answer

    def follow(self, function: Any, arguments: Arguments) -> Iterator[Step]:
        """Yield the answers."""
        given, plain = arguments[self.argument], self.through(function)
        some = isinstance(given, list | np.ndarray)
        for value in self.values or range((len(given) if some else given) + 1):
            yield value, place(call(plain, {**arguments, self.argument: given[: int(value)] if some else value}))


@dataclass(frozen=True)
class Again:
    """The function as a step: its answer is the argument of the next call.

    >>> list(Again("w", 2).follow(lambda w: w / 2, {"w": 1.0}))
    [(0, array([1.])), (1, array([0.5])), (2, array([0.25]))]
    """

    argument: str
    times: int = 12
    label = "step"

    def follow(self, function: Any, arguments: Arguments) -> Iterator[Step]:
        """Yield where the steps lead."""
        here = arguments[self.argument]
        for k in range(self.times + 1):
            if k:
                here = call(function, {**arguments, self.argument: here})
            yield k, place(here)


@dataclass(frozen=True)
class Descend:
    """The function as the gradient of a descent: w - rate · answer is the argument of the next call.

    argument: one of its arguments, or several that are a number each.

    >>> list(Descend(("a", "b"), 0.5, 1).follow(lambda a, b: (a, 2 * b), {"a": 1.0, "b": 1.0}))
    [(0, array([1., 1.])), (1, array([0.5, 0. ]))]
    """

    argument: str | tuple[str, ...]
    rate: float
    times: int = 20
    label = "step"

    def follow(self, function: Any, arguments: Arguments) -> Iterator[Step]:
        """Yield where the descent leads."""
        names = (self.argument,) if isinstance(self.argument, str) else self.argument
        here = place([arguments[name] for name in names])
        for k in range(self.times + 1):
            if k:
                parts = (here,) if isinstance(self.argument, str) else map(float, here)
                slopes = place(call(function, {**arguments, **dict(zip(names, parts, strict=True))}))
                if slopes.shape != here.shape:
                    raise ValueError(f"{len(slopes)} slopes for {len(here)} parameters")
                here = here - self.rate * slopes
            yield k, here


Runs: TypeAlias = Over | Again | Descend
