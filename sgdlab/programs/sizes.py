"""Programs of several batch sizes [at_sizes], and lines that were written for them, as one text [merged]."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np

from sgdlab.compiler.recording import UntraceableError
from sgdlab.compiler.size_formulas import fitted, same
from sgdlab.compiler.sizes import sizes_besides
from sgdlab.quantities import Array, Batch

MadeT = TypeVar("MadeT")  # a program
TOKEN = re.compile(r"[A-Za-z_]\w*|\d+\.?\d*(?:e[+-]?\d+)?|\s+|.", re.DOTALL)
SMALL = 1000  # the largest denominator of a number that is written as a quotient


def at_sizes(make: Callable[[Batch], MadeT], data: Batch, params: Array) -> tuple[list[MadeT], Sequence[int]]:
    """Return what `make` makes of batches of three sizes, and these sizes; of no data at all, once."""
    if not data:
        return [make(())], ()
    other = {n for array in (*data, params[None]) for n in array.shape[1:]}
    at = sizes_besides(sorted(other | {n + 1 for n in other}))
    return [make(tuple(np.resize(array, (size, *array.shape[1:])) for array in data)) for size in at], at


def merged(texts: Sequence[str], at: Sequence[int]) -> str:
    """Return the text for every size n, given the texts for some sizes: only numbers in it may depend on the size.

    Errors: UntraceableError, if the texts differ in another way.

    >>> merged(["0.4 * r @ X", "0.2857142857142857 * r @ X", "0.18181818181818182 * r @ X"], at=[5, 7, 11])
    '2 / n * r @ X'
    """
    words = [TOKEN.findall(text) for text in texts]
    if len(set(map(len, words))) != 1:
        raise UntraceableError("it computes something else for batches of another size")
    return "".join(_tokens(list(zip(*words, strict=True)), at))


def _tokens(columns: Sequence[tuple[str, ...]], at: Sequence[int]) -> Iterator[str]:
    before = ""
    for i, column in enumerate(columns):
        word = column[0]
        if len(set(column)) > 1:
            word = _formula(column, at)
            following = "".join(c[0] for c in columns[i + 1 : i + 4]).strip()
            if " " in word and (before in ("*", "/", "@", "**") or following.startswith("**")):
                word = f"({word})"
        yield word
        before = word if word.strip() else before


def _formula(column: Sequence[str], at: Sequence[int]) -> str:
    """Return a number for each size as a formula of n: n, c / n, c / (d * n), c * n, or c if it is the same."""
    try:
        numbers = [float(word) for word in column]
    except ValueError:
        raise UntraceableError("it computes something else for batches of another size") from None
    if same(numbers, numbers[0]):
        return column[0]
    found = fitted(numbers, at)
    if found is None or found.b or abs(found.power) != 1:
        raise UntraceableError("a number in it depends on the size of the batch, and not like 1/n or n")
    times, over = _ratio(found.factor * found.a**found.power)
    if found.power > 0:
        share = "n" if times == 1 else f"{times} * n"
        return share if over == 1 else f"{share} / {over}"
    return f"{times} / n" if over == 1 else f"{times} / ({over} * n)"


def _ratio(number: float) -> tuple[float, int]:
    """Return two numbers whose quotient is this one: a number of few digits and 1, or else small whole ones."""
    near = Fraction(number).limit_denominator(SMALL)
    if near.denominator == 1:
        return near.numerator, 1
    short = len(repr(number)) <= len("0.1234")
    exact = abs(float(near) - number) < 1e-14 * abs(number)
    return (near.numerator, near.denominator) if exact and not short else (number, 1)
