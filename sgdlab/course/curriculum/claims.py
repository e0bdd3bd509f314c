"""Sentences that are computed: a claim shows what was predicted and what was measured, or it raises.

- state it, measure it, show one line                       [claim]
- an inequality instead of a prediction                     [at_least, at_most]
- every claim made so far                                   [registered]
- the claims made inside a `with`, whether they hold or not [collected]
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from IPython.display import display
from numpy.typing import NDArray

from sgdlab.checks import as_array, number
from sgdlab.course.telling.outcomes import FAILS, HOLDS, card, html

_REGISTERED: dict[str, "Claim"] = {}
_COLLECTORS: list[list["Claim"]] = []


class ClaimFailed(AssertionError):  # noqa: N818 (what happened, as in a sentence)
    """A sentence that its own measurement contradicts."""


@dataclass(frozen=True)
class Bound:
    """An inequality: made by `at_least` and `at_most`."""

    word: str
    limit: float

    def __str__(self) -> str:
        return f"{self.word} {_number(self.limit)}"


def at_least(limit: float) -> Bound:
    """Predict that the measured number is not below the limit.

    >>> claim("A square is never negative.", "x^2", at_least(0), (-3.0) ** 2)
    ✓ holds: A square is never negative. Predicted: x^2 is at least 0. Measured: 9.
    """
    return Bound("at least", number(limit, "limit"))


def at_most(limit: float) -> Bound:
    """Predict that the measured number, or each number of an array, is not above the limit.

    >>> claim("A sine never exceeds 1.", "sin x", at_most(1), float(np.sin(1.5)))
    ✓ holds: A sine never exceeds 1. Predicted: sin x is at most 1. Measured: 0.9975.
    """
    return Bound("at most", number(limit, "limit"))


@dataclass(frozen=True, eq=False, repr=False)
class Claim:
    """A sentence with what its formula predicts, what was measured, and how far apart the two may be."""

    text: str
    formula: str
    predicted: object
    measured: object
    tolerance: float = 0.0

    @property
    def difference(self) -> float:
        """The largest difference between predicted and measured; infinite if they can't be compared or are empty."""
        predicted, measured = np.asarray(self.predicted), np.asarray(self.measured)
        if predicted.shape != measured.shape or not measured.size:
            return np.inf
        if not (_numeric(predicted) and _numeric(measured)):
            return 0.0 if np.array_equal(predicted, measured) else np.inf
        gap = np.abs(measured.astype(float) - predicted.astype(float))
        return float(np.max(np.where(np.isnan(gap), np.inf, gap)))

    @property
    def holds(self) -> bool:
        """Whether the measurement agrees."""
        if isinstance(self.predicted, Bound):
            measured, limit = np.asarray(self.measured), self.predicted.limit
            try:
                inside = measured >= limit if self.predicted.word == "at least" else measured <= limit
                inside = inside & (abs(measured) < np.inf)
            except TypeError:  # text, a dictionary
                return False
            return bool(np.all(inside)) and measured.size > 0 and measured.dtype.kind != "c"
        return self.difference <= self.tolerance

    @property
    def verdict(self) -> str:
        """The verdict as a sign and words."""
        return "✓ holds" if self.holds else "✗ does not hold"

    @property
    def evidence(self) -> str:
        """What was predicted and what was measured."""
        return f"Predicted: {self._prediction()}. Measured: {self._measurement()}."

    def __repr__(self) -> str:
        return f"{self.verdict}: {self.text} {self.evidence}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        body = f"{html(self.text)}<br><small>{html(self.evidence)}</small>"
        return {"text/plain": repr(self), "text/html": card(f"{self.verdict}:", body, HOLDS if self.holds else FAILS)}

    def _prediction(self) -> str:
        if isinstance(self.predicted, Bound):
            return f"{self.formula} is {self.predicted}"
        shown = _short(self.predicted)
        if self.formula == shown.strip("()"):  # such as "0.95": said once
            return shown
        return f"{self.formula} = {shown}" if self.formula and shown else self.formula or shown

    def _measurement(self) -> str:
        """The measured value, with only the digits that every machine agrees on; for the rest, how close it is."""
        shown, measured = _short(self.measured), np.asarray(self.measured)
        if isinstance(self.predicted, Bound):
            return shown or self._nearest(measured)
        if not self.holds:
            return ", ".join(filter(None, (shown, self._gap())))
        if self.tolerance == 0:
            numbers = "" if measured.dtype.kind == "b" else " numbers, to the last bit"
            return shown if measured.size <= 4 else f"the same, all {measured.size:,}{numbers}"
        if self.tolerance < 1e-6 or not shown:
            return f"the same to {_number(self.tolerance)}"
        return f"{shown} (tolerance {_number(self.tolerance)})"

    def _nearest(self, measured: NDArray[Any]) -> str:
        """Of many numbers, the one that decides about a bound."""
        lower = isinstance(self.predicted, Bound) and self.predicted.word == "at least"
        which, one = ("smallest", measured.min()) if lower else ("largest", measured.max())
        return f"{measured.size:,} numbers, the {which} {_number(one)}"

    def _gap(self) -> str:
        """How far a measurement is off; nothing where that is no number and the measurement itself is shown."""
        predicted, measured = np.asarray(self.predicted).shape, np.asarray(self.measured).shape
        if predicted != measured:
            return f"an array of shape {measured} where {predicted} was predicted"
        if np.isinf(self.difference):
            return "" if _short(self.measured) else "not only finite numbers"
        return f"a difference of {self.difference:.3g} where {self.tolerance:g} is allowed"


def claim(text: str, formula: str, predicted: object, measured: object, tolerance: float = 0.0) -> None:
    """State a sentence with a number in it, and show in one line whether it holds.

    Formula: it holds if max |measured - predicted| <= tolerance, or if the measured number is finite and in the bound.

    text: the sentence; formula: how the prediction is computed, in words or symbols; predicted: a number, an array, a
    boolean, or a bound (`at_least`, `at_most`); measured: the same shape; tolerance: absolute, 0 for "exactly".
    Errors: ClaimFailed, which shows both, if it does not hold.

    >>> claim("Seven steps of 8 are 56 examples.", "7 x 8", 56, sum([8] * 7))
    ✓ holds: Seven steps of 8 are 56 examples. Predicted: 7 x 8 = 56. Measured: 56.
    """
    if not (isinstance(text, str) and text.strip()):
        raise ValueError(f"a claim is a sentence: give its text; got {text!r:.80}")
    as_array(predicted, "predicted")
    as_array(measured, "measured")
    made = Claim(text, formula, predicted, measured, number(tolerance, "tolerance", least=0))
    _REGISTERED[text] = made
    if _COLLECTORS:
        _COLLECTORS[-1].append(made)
        return
    if not made.holds:
        raise ClaimFailed(repr(made))
    display(made)  # type: ignore[no-untyped-call]


def registered() -> tuple[Claim, ...]:
    """Return every claim made in this session, in order; a claim made again replaces its older self.

    >>> claim("Two and two are four.", "2 + 2", 4, 2 + 2)
    ✓ holds: Two and two are four. Predicted: 2 + 2 = 4. Measured: 4.
    >>> "Two and two are four." in [one.text for one in registered()]
    True
    """
    return tuple(_REGISTERED.values())


@contextmanager
def collected() -> Iterator[list[Claim]]:
    """Collect the claims made inside `with`; none is shown, and none raises.

    >>> with collected() as made:
    ...     claim("Two and two are five.", "2 + 2", 5, 2 + 2)
    >>> made[0].holds
    False
    """
    made: list[Claim] = []
    _COLLECTORS.append(made)
    try:
        yield made
    finally:
        _COLLECTORS.pop()


def _numeric(array: NDArray[Any]) -> bool:
    return array.dtype.kind in "biuf"


def _short(value: object) -> str:
    """A value in a few words, nothing for an array of many numbers."""
    array = np.asarray(value)
    if not _numeric(array):
        return str(value)
    if array.ndim == 0:
        return _number(array.item())
    if array.size > 4:
        return ""
    if not array.size:
        return "no numbers"
    return f"({', '.join(_number(item) for item in array.ravel().tolist())})"


def _number(value: float) -> str:
    """A number with four digits, a whole one with all of its digits and commas; a boolean as true or false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value == int(value) if np.isfinite(value) else False:
        return f"{int(value):,}"
    return re.sub(r"e([+-])0*(?=\d)", lambda found: "e" + found[1].removeprefix("+"), f"{value:.4g}")
