"""The wrong answers that learners are known to give [Mistake, mistakes_in]."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

_FORM = "known mistakes are wrong functions, and below them what is wrong with them"


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners are known to give, as a function, and what to say about it."""

    model: Callable[..., Any]
    reason: str


def mistakes_in(listed: Iterable[Callable[..., Any] | str]) -> list[Mistake]:
    """Return the mistakes of a list in which each text says what is wrong with the functions just above it.

    Errors: ValueError for a text without a function above it, or a function without a text below it.

    >>> [one.reason for one in mistakes_in([lambda x: -x, "Its sign.", lambda x: x + 1, lambda x: x + 2, "Too much."])]
    ['Its sign.', 'Too much.', 'Too much.']
    """
    found, open_ones = list[Mistake](), list[Callable[..., Any]]()
    for one in listed:
        if callable(one):
            open_ones.append(one)
        elif isinstance(one, str) and open_ones:
            found += [Mistake(model, one) for model in open_ones]
            open_ones = []
        else:
            raise ValueError(f"{_FORM}; no function stands above {one!r}")
    if open_ones:
        raise ValueError(f"{_FORM}; no text stands below {open_ones[-1]!r}")
    return found
