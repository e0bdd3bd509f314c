"""What every control is: a named setting with a checked value [Control], and numbers as a reader types them."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np


def three_digits(value: float) -> float:
    """Round to three significant digits: what the number field shows is what is run.

    >>> three_digits(0.12589254)
    0.126
    """
    return float(f"{value:.3g}")


def plainly(value: float) -> str:
    """Write a number so that reading it gives the same number, without a needless decimal point.

    >>> plainly(8.0), plainly(0.112), plainly(1e-7), plainly(2147483647)
    ('8', '0.112', '1e-07', '2147483647')
    """
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def read_number(text: str) -> float:
    """Return the number that a text says.

    Errors: a text that is no number, or not a finite one.
    """
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text!r} is no number") from None
    if math.isnan(value):
        raise ValueError(f"{text!r} is no number")
    return value


class Control:
    """One setting of a lab: its `value`, and what a hand, a program or a text may make of it.

    `widget` is what stands on the page, None for what is moved in the picture itself.  `notice` says, after a value
    that could not be taken as it was given, which one was taken; else it is empty.  The lab sets `on_change`, which is
    called after every change, by whom ever.
    """

    widget: Any = None
    model: Any = None  # the widget whose `trait` the browser moves
    trait = "value"
    stops: Sequence[float] | None = None  # where a slider can stand, in its model's numbers; None: anywhere
    places: Sequence[Any] = ()  # the same as values of the setting
    _settling = False  # whether a field is being set by the control itself

    def __init__(self, name: str) -> None:
        self.name = name
        self.notice = ""
        self.on_change: Callable[[], None] = lambda: None

    @property
    def value(self) -> Any:
        """The setting."""
        raise NotImplementedError

    @value.setter
    def value(self, value: Any) -> None:
        raise NotImplementedError

    @property
    def position(self) -> Any:
        """Where the model stands: the number of the nearest stop of a slider, else what its trait says."""
        at, stops = getattr(self.model, self.trait), self.stops
        return at if stops is None else min(range(len(stops)), key=lambda k: abs(stops[k] - at))

    def corners(self) -> list[Any]:
        """Return the values at the ends of what may be chosen: both ends of a slider, every entry of a list."""
        raise NotImplementedError

    def random(self, rng: np.random.Generator) -> Any:
        """Return a value drawn from all that may be chosen."""
        raise NotImplementedError

    def text(self) -> str:
        """Return the value in words, as `parse` reads them."""
        return plainly(self.value)

    def parse(self, text: str) -> Any:
        """Return the value that a text says.

        Errors: a text that says none.
        """
        return read_number(text)

    @contextmanager
    def _or_back(self, change: Any) -> Iterator[None]:
        """Put the last value back into a field whose new one is refused, so that all other controls still work."""
        try:
            yield
        except ValueError:
            with self._settled():
                change["owner"].value = change["old"]
            raise

    @contextmanager
    def _settled(self) -> Iterator[None]:
        """Set fields with no word to anybody."""
        self._settling = True
        try:
            yield
        finally:
            self._settling = False

    def _held(self, given: Any, low: float, high: float, whole: bool = False) -> float:
        """Return the nearest number that is allowed; the notice says so where it is another one."""
        value = float(given)
        if math.isnan(value):
            raise ValueError(f"{self.name}: {given!r} is no number; give one from {plainly(low)} to {plainly(high)}")
        held = min(max(value, low), high)
        reason = "above" if value > held else "below" if value < held else ""
        self.notice = ""
        if reason:
            end = plainly(held)
            self.notice = f"{self.name}: {value:.10g} is {reason} {end}, so {end} is taken"
        elif whole and not held.is_integer():
            held = float(math.floor(held))
            self.notice = f"{self.name}: {value:.10g} is no whole number, so {held:.0f} is taken"
        return held
