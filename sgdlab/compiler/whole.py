"""Whole numbers that are known only when a program runs: sizes such as 2 B + 1, places such as 3 i + j [Whole]."""

from collections.abc import Mapping
from math import prod
from typing import Self, TypeAlias

Terms = Mapping[tuple[str, ...], int]  # factors -> how often: {("B", "i"): 3, (): 1} is 3 B i + 1
Size: TypeAlias = "int | Whole"


class Whole:
    """A sum of products of names, with whole factors; `str` writes it as JavaScript (and Python).

    Arithmetic with another one, or with an int, gives an int again where no name is left.

    >>> B = Whole.named("B")
    >>> str(3 * B + 1), 2 * B - 2 * B
    ('3 * B + 1', 0)
    """

    __slots__ = ("terms",)

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    @classmethod
    def named(cls, name: str) -> Self:
        return cls({(name,): 1})

    def __add__(self, other: Size) -> Size:
        terms = dict(self.terms)
        for names, times in _terms(other).items():
            terms[names] = terms.get(names, 0) + times
        return _simplest(terms)

    def __mul__(self, other: Size) -> Size:
        terms: dict[tuple[str, ...], int] = {}
        for names, times in self.terms.items():
            for more, factor in _terms(other).items():
                both = tuple(sorted(names + more))
                terms[both] = terms.get(both, 0) + times * factor
        return _simplest(terms)

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, other: Size) -> Size:
        return self + other * -1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Whole) and self.terms == other.terms

    def __str__(self) -> str:
        text = ""
        for names, times in sorted(self.terms.items(), key=lambda term: not term[0]):  # the plain number comes last
            factors = " * ".join([*([] if abs(times) == 1 and names else [str(abs(times))]), *names])
            sign = "-" if times < 0 else "+"
            text += f" {sign} {factors}" if text else f"{'-' if times < 0 else ''}{factors}"
        return text

    __repr__ = __str__

    def __call__(self, **values: int) -> int:
        """Return the number for these values of all names.

        >>> (2 * Whole.named("B") + 1)(B=5)
        11
        """
        return sum(times * prod(values[name] for name in names) for names, times in self.terms.items())


def _terms(number: Size) -> Terms:
    return number.terms if isinstance(number, Whole) else {(): int(number)}


def _simplest(terms: Terms) -> Size:
    terms = {names: times for names, times in terms.items() if times}
    return Whole(terms) if any(terms) else terms.get((), 0)
