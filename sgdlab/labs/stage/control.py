"""The base of all controls: a named setting with a checked value [Control]."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from numbers import Integral, Real
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar

import ipywidgets as widgets
import numpy as np
from traitlets import Bunch

from sgdlab.labs.stage.numbers import another_kind, plainly, read_number, same_kind, three_digits
from sgdlab.scene import Json

T = TypeVar("T")


class Control(Generic[T]):
    """One setting of a lab: its `value`, which a reader, a program or a state text can change.

    `widget` is what the page shows; it is None for a control that is moved in the picture itself.  When a control can't
    take a value as it is given, `notice` says which one it took instead; else it is empty.  The lab sets `on_change`,
    which is called after every change, whether it came from the reader or from code.
    """

    widget: widgets.Widget | None = None
    model: widgets.Widget | None = None  # the widget whose `trait` the browser moves
    trait = "value"
    ends: tuple[float, float]  # of its numbers
    whole = False  # whether they are whole numbers
    _settling = False  # whether the control itself is setting a field

    def __init__(self, name: str) -> None:
        self.name = name
        self.notice = ""
        self.resets: dict[str, object] = {}  # what a page makes of other controls when the reader moves this one
        self.on_change: Callable[[], None] = lambda: None

    @property
    def value(self) -> T:
        """The setting."""
        raise NotImplementedError

    @value.setter
    def value(self, value: T) -> None:
        raise NotImplementedError

    def check(self, value: Any) -> None:
        """Raise an error for a value that nothing can be computed from."""
        now: Any = self.value
        if not same_kind(value, now):
            raise TypeError(another_kind(self.name, value, now))

    @property
    def stops(self) -> Sequence[float] | None:
        """Where a slider can stand, in the numbers of its model; None: anywhere."""
        return None

    @property
    def places(self) -> Sequence[T]:
        """The same stops as values of the setting; none without stops."""
        return ()

    @property
    def position(self) -> float:
        """Where the model stands: the number of a slider's nearest stop, or the value of its trait."""
        now: float = getattr(self.model, self.trait)
        stops = self.stops
        return now if stops is None else min(range(len(stops)), key=lambda k: abs(stops[k] - now))

    def random(self, rng: np.random.Generator) -> T:
        """Return a value drawn from all that can be chosen; by default the present one, as it is the reader's own."""
        return self.value

    def described(self) -> Json:
        """Return what the page has to know to offer this control itself; `front_end/src/live/controls.js` reads it."""
        raise NotImplementedError

    def become(self, other: "Control[T]") -> bool:
        """Be another control, with the widget that a page shows by now; False if that one needs a widget of its own."""
        alike = self.widget is not None and self.described() == other.described()
        if alike:
            self.value = other.value
        return alike

    def text(self) -> str:
        """Return the value as text, which `parse` reads: numbers with commas between."""
        value: Any = self.value
        if isinstance(value, str):
            return value
        return ",".join(map(plainly, value if isinstance(value, tuple) else [value]))

    def parse(self, text: str) -> T:
        """Return the value in a text, or raise a ValueError."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"control {self.name!r}: .value is {self.value!r}"

    @contextmanager
    def _or_back(self, change: Bunch) -> Iterator[None]:
        """Put the last value back into a field whose new one is refused, so that all other controls still work."""
        try:
            yield
        except ValueError:
            with self._settled():
                change["owner"].value = change["old"]
            raise

    @contextmanager
    def _settled(self) -> Iterator[None]:
        """Set fields without calling `on_change`."""
        self._settling = True
        try:
            yield
        finally:
            self._settling = False

    def _nearest_allowed(self, given: float) -> float:
        """Return the nearest number that is allowed; if that is another one, the notice says so."""
        low, high = self.ends
        try:
            value = float(given)
        except (TypeError, ValueError):
            value = math.nan
        if math.isnan(value):
            span = f"from {plainly(low)} to {plainly(high)}"
            raise ValueError(f"{self.name}: {given!r:.80} is not a number; give one {span}")
        taken = min(max(value, low), high)
        self.notice = ""
        if taken != value:
            reason = "above" if value > taken else "below"
            self.notice = f"{self.name}: {value:.10g} is {reason} {plainly(taken)}, so {plainly(taken)} is taken"
        elif self.whole and not taken.is_integer():
            taken = float(math.floor(taken))
            self.notice = f"{self.name}: {value:.10g} is not a whole number, so {taken:.0f} is taken"
        return taken


class NumberControl(Control[float]):
    """A control whose value is a number from one end to the other, which a reader can type."""

    number: widgets.FloatText  # in which it is typed

    @property
    def value(self) -> float:
        return int(self.number.value) if self.whole else self.number.value

    @value.setter
    def value(self, value: float) -> None:
        self.number.value = value

    def random(self, rng: np.random.Generator) -> float:
        low, high = self.ends
        if self.whole:
            return int(rng.integers(int(low), int(high) + 1))
        return min(max(three_digits(rng.uniform(low, high)), low), high)

    def check(self, value: Any) -> None:
        """Raise an error for what is no such number; one beyond the ends has a result, though no slider gets there."""
        low, high = self.ends
        kind, wanted = (Integral, "whole") if self.whole else (Real, "positive" if low > 0 else "finite")
        if not isinstance(value, kind) or not math.isfinite(value) or low > 0 >= value or low == 0 > value:
            span = f"from {plainly(low)} to {plainly(high)}"
            raise ValueError(f"{self.name}: {value!r:.80} is not a {wanted} number; give one {span}")

    def _typed(self, change: Bunch) -> None:
        """Take a number from the field or from a program; beyond the ends the nearest end."""
        if self._settling:
            return
        with self._or_back(change):
            number = self._nearest_allowed(change["new"])
        self._settle(number)
        if number != change["old"] or self.notice:
            self.on_change()

    def _settle(self, number: float) -> None:
        """Show a number, without calling `on_change`."""
        with self._settled():
            self.number.value = number

    def parse(self, text: str) -> float:
        return read_number(text)


class Kept(Control[T]):
    """A control without a field that holds its value: it keeps the value itself, as `_checked` returns it."""

    _value: T

    @property
    def value(self) -> T:
        return self._value

    @value.setter
    def value(self, value: T) -> None:
        if isinstance(self._value, str):
            self.check(value)
        before, self._value = self._value, self._checked(value)
        if self._value != before or self.notice:
            self.on_change()

    def _checked(self, value: T) -> T:
        """Return the value as it is taken, which is an error if it can't be."""
        raise NotImplementedError


Controls: TypeAlias = dict[str, Control[Any]]  # by the name of their setting


class Listed(Controls):
    """The same controls; asked for one that there isn't, they say which there are."""

    def __missing__(self, name: str) -> NoReturn:
        raise KeyError(f"there is no control {name!r}; there are {', '.join(self) or 'none'}")

    def __setitem__(self, name: str, control: Control[Any]) -> None:
        if not isinstance(control, Control):
            raise TypeError(f"a control stays, and its value changes: write controls[{name!r}].value = {control!r:.40}")
        super().__setitem__(name, control)

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"controls are asked for by name: write controls[{name!r}]")
