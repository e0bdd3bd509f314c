"""The number fields of the circuit, which are one setting [Inputs]."""

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
from traitlets import Bunch

from sgdlab.labs.stage.control import Control
from sgdlab.labs.stage.handles import numbers_in
from sgdlab.labs.stage.numbers import read_number, three_digits
from sgdlab.labs.stage.shared_looks import layout, style
from sgdlab.quantities import count
from sgdlab.scene import Json


class Inputs(Control[tuple[float, ...]]):
    """Several number fields, such as one for each input of a function; the value is the tuple of their numbers.

    most: how large the numbers can be;  draws: up to which they are drawn at random, or 0 if they stay as they are.
    """

    def __init__(
        self,
        name: str,
        labels: Sequence[str],
        value: Sequence[float],
        help_text: str,
        most: float = 10.0,
        draws: float = 10.0,
    ) -> None:
        super().__init__(name)
        self.ends, self.draws = (-most, most), draws
        self.labels = list(labels)
        self.fields = [
            widgets.FloatText(
                step=0.5,
                description=label,
                tooltip=help_text,
                style=style(widgets.FloatText, "initial"),
                layout=layout(width=f"{6 + 0.6 * len(label):.0f}em"),
            )
            for label in labels
        ]
        self.value = tuple(value)
        for field in self.fields:
            field.observe(self._typed, names=["value"])
        self.widget = widgets.HBox(self.fields, layout=layout(flex_flow="row wrap", grid_gap="2px 8px"))

    @property
    def value(self) -> tuple[float, ...]:
        return tuple(field.value for field in self.fields)

    @value.setter
    def value(self, value: Sequence[float]) -> None:
        if len(value) != len(self.fields):
            raise ValueError(f"{self.name} takes {count(len(self.fields), 'number')}; got {len(value)}")
        before = self.value
        self._take(value)
        if self.value != before or self.notice:
            self.on_change()

    def _typed(self, change: Bunch) -> None:
        """Take a number that a field shows already."""
        if not self._settling:
            with self._or_back(change):
                self._take(self.value)
            self.on_change()

    def _take(self, numbers: Sequence[float]) -> None:
        """Put numbers into the fields, beyond the ends the nearest end; the notice says for which fields."""
        taken, notices = [], []
        for label, number in zip(self.labels, numbers, strict=True):
            taken.append(self._nearest_allowed(number))
            notices.append(self.notice.replace(self.name, label, 1))
        with self._settled():
            for field, number in zip(self.fields, taken, strict=True):
                field.value = number
        self.notice = "; ".join(filter(None, notices))

    def random(self, rng: np.random.Generator) -> tuple[float, ...]:
        if not self.draws:
            return self.value
        return tuple(three_digits(v) for v in rng.uniform(-self.draws, self.draws, size=len(self.fields)))

    def described(self) -> Json:
        return {"kind": "numbers", "help": self.fields[0].tooltip, "labels": self.labels, "ends": self.ends}

    def parse(self, text: str) -> tuple[float, ...]:
        return numbers_in(text, len(self.fields), read_number)
