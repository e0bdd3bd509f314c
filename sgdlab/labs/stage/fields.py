"""The fields of a lab without a slider: a named list [Choice], and a whole number to type [WholeNumber]."""

from collections.abc import Iterable, Sequence
from numbers import Integral, Real
from typing import Any, TypeVar

import ipywidgets as widgets
import numpy as np

from sgdlab.labs.stage.control import Control, NumberControl
from sgdlab.labs.stage.shared_looks import named, style
from sgdlab.scene import Json

T = TypeVar("T")


class Choice(Control[T]):
    """A named list to choose from; options are values, or pairs (label, value)."""

    trait = "index"
    widget: widgets.Dropdown
    at_random: Sequence[T] = ()  # those that can be drawn, if not all of them, since others take long

    def __init__(self, name: str, options: Iterable[T] | Iterable[tuple[str, T]], value: T, help_text: str) -> None:
        super().__init__(name)
        pairs = [v if isinstance(v, tuple) else (f"{v:g}" if isinstance(v, float) else str(v), v) for v in options]
        self.labels: list[str] = [label for label, _ in pairs]
        self.options = [option for _, option in pairs]
        room = 3.5 + 0.6 * max(map(len, self.labels))  # for the longest label and the arrow
        wide = named(name, room, max_width="100%")
        self.widget = self.model = widgets.Dropdown(
            options=pairs,
            index=self._index(value),
            description=name,
            tooltip=help_text,
            style=style(widgets.Dropdown),
            layout=wide,
        )
        self.widget.observe(lambda change: self.on_change(), names=["value"])

    @property
    def value(self) -> T:
        chosen: T = self.widget.value
        return chosen

    @value.setter
    def value(self, value: T) -> None:
        self.widget.index = self._index(value)

    def check(self, value: Any) -> None:
        """Raise an error for what is not in the list; a number between its numbers has a result, though."""
        numbers = [one for one in self.options if isinstance(one, Real)]
        kind = Integral if all(isinstance(one, Integral) for one in numbers) else Real
        if not (isinstance(value, kind) and numbers and min(numbers) <= value <= max(numbers)):
            self._index(value)

    def _index(self, value: T) -> int:
        if value not in self.options:
            raise ValueError(
                f"{self.name}: {value!r} is not in the list; there are {', '.join(map(repr, self.options))}"
            )
        return self.options.index(value)

    def random(self, rng: np.random.Generator) -> T:
        drawn = self.at_random or self.options
        return drawn[int(rng.integers(len(drawn)))]

    def described(self) -> Json:
        some = {"at_random": list(self.at_random)} if self.at_random else {}
        return {"kind": "choice", "help": self.widget.tooltip, "labels": self.labels, "values": self.options, **some}

    def text(self) -> str:
        return self.labels[self._index(self.value)]

    def parse(self, text: str) -> T:
        if text not in self.labels:
            raise ValueError(f"{text!r} is not in the list; there are {', '.join(map(repr, self.labels))}")
        return self.options[self.labels.index(text)]


class WholeNumber(NumberControl):
    """A named whole number to type, by default any seed."""

    whole = True

    def __init__(self, name: str, value: int, help_text: str, ends: tuple[int, int] = (0, 2**31 - 1)) -> None:
        super().__init__(name)
        self.ends = ends
        number = self._nearest_allowed(value)
        wide = named(name, 7)  # 2147483647
        self.number = self.widget = self.model = widgets.FloatText(
            number, step=1, description=name, tooltip=help_text, style=style(widgets.FloatText), layout=wide
        )
        self.widget.observe(self._typed, names=["value"])

    def described(self) -> Json:
        return {"kind": "whole", "help": self.number.tooltip, "ends": self.ends, "whole": True}
