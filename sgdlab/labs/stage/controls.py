"""Controls with an editable number beside them [LogSlider, LinearSlider, SizeSlider]; every one is named and explained.

A control has one `value`, checked and kept in range, and tells `on_change` when a hand or a program moves it.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

GRID = 0.05  # of a power of ten: the step of a logarithmic slider
_LABEL = {"description_width": "8.5em"}


def three_digits(value: float) -> float:
    """Round to three significant digits: what the number field shows is what is run.

    >>> three_digits(0.12589254)
    0.126
    """
    return float(f"{value:.3g}")


def on_grid(value: float) -> float:
    """Return the nearest place on a logarithmic slider, 20 for every factor of ten.

    >>> round(on_grid(0.117), 6)
    0.112202
    """
    return float(10 ** (round(math.log10(value) / GRID) * GRID))


class Pair:
    """A slider and a number field that always agree."""

    def __init__(self, slider: Any, number: Any, on_change: Callable[[], None]) -> None:
        self.slider, self.number, self.on_change = slider, number, on_change
        self.box = widgets.HBox([slider, number], layout=widgets.Layout(align_items="center"))
        self._settling = False
        slider.observe(self._slid, names=["value"])
        number.observe(self._typed, names=["value"])

    @property
    def value(self) -> Any:
        """The setting as the number field shows it."""
        return self.number.value

    @value.setter
    def value(self, value: Any) -> None:
        self.number.value = value

    def _from_slider(self, value: Any) -> Any:
        return value

    def _place(self, value: Any) -> None:
        """Move the slider to a value."""
        self.slider.value = value

    def _slid(self, change: Any) -> None:
        """The slider moved; a browser that only rounds its last digits is no hand."""
        if self._settling or math.isclose(change["new"], change["old"], rel_tol=1e-9):
            return
        before = self.number.value
        self._settling = True
        try:
            self.number.value = self._from_slider(change["new"])
        finally:
            self._settling = False
        if self.number.value != before:
            self.on_change()

    def _typed(self, change: Any) -> None:
        if self._settling:
            return
        self._settling = True
        try:
            self._place(change["new"])
        finally:
            self._settling = False
        self.on_change()


class LogSlider(Pair):
    """A positive number over several powers of ten, such as a learning rate."""

    def __init__(
        self, name: str, value: float, powers: tuple[float, float], help_text: str, on_change: Callable[[], None]
    ) -> None:
        low, high = three_digits(10 ** powers[0]), three_digits(10 ** powers[1])
        slider = widgets.FloatLogSlider(
            on_grid(value), min=powers[0], max=powers[1], step=GRID, description=name, readout=False, style=_LABEL
        )
        number = widgets.BoundedFloatText(three_digits(value), min=low, max=high, step=None)
        _explain(slider, number, name, help_text)
        super().__init__(slider, number, on_change)

    def _from_slider(self, value: Any) -> Any:
        return three_digits(value)

    def _place(self, value: Any) -> None:
        """Move the slider to its nearest place; the browser would do so anyway, and send that back."""
        self.slider.value = on_grid(value)


class LinearSlider(Pair):
    """A number in an interval, such as a momentum."""

    def __init__(
        self, name: str, value: float, ends: tuple[float, float, float], help_text: str, on_change: Callable[[], None]
    ) -> None:
        low, high, self._step = ends
        slider = widgets.FloatSlider(
            value, min=low, max=high, step=self._step, description=name, readout=False, style=_LABEL
        )
        number = widgets.BoundedFloatText(value, min=low, max=high, step=self._step)
        _explain(slider, number, name, help_text)
        super().__init__(slider, number, on_change)

    def _from_slider(self, value: Any) -> Any:
        return three_digits(value)

    def _place(self, value: Any) -> None:
        """Move the slider to its nearest place."""
        self.slider.value = round(round(value / self._step) * self._step, 9)


class SizeSlider(Pair):
    """A whole number from 1 to n: powers of two on the slider, any of them typed."""

    def __init__(self, name: str, value: int, n: int, help_text: str, on_change: Callable[[], None]) -> None:
        powers = [2**k for k in range(n.bit_length()) if 2**k < n]
        self._sizes: Sequence[int] = sorted({*powers, n, value})
        slider = widgets.SelectionSlider(
            options=self._sizes, value=value, description=name, readout=False, style=_LABEL
        )
        number = widgets.BoundedIntText(value, min=1, max=n)
        _explain(slider, number, name, help_text)
        super().__init__(slider, number, on_change)

    def _place(self, value: Any) -> None:
        """Move the slider to a size; one that was typed becomes a place on it."""
        if value not in self._sizes:
            self._sizes = sorted({*self._sizes, value})
            self.slider.options = self._sizes
        self.slider.value = value


def _explain(slider: Any, number: Any, name: str, help_text: str) -> None:
    slider.tooltip = number.tooltip = help_text
    slider.layout = widgets.Layout(width="24em", min_width="12em")
    number.layout = widgets.Layout(width="6em", flex="none")  # where it is narrow, sliders shrink alike
    number.description = f"{name}, as a number"
    number.style = {"description_width": "0"}


def choice(name: str, options: Sequence[Any], value: Any, help_text: str, on_change: Callable[[], None]) -> Any:
    """A named list to choose from."""
    box = widgets.Dropdown(options=options, value=value, description=name, tooltip=help_text, style=_LABEL)
    box.layout = widgets.Layout(width="26em", max_width="100%")
    box.observe(lambda change: on_change(), names=["value"])
    return box


def whole_number(name: str, value: int, ends: tuple[int, int], help_text: str, on_change: Callable[[], None]) -> Any:
    """A named whole number to type."""
    box = widgets.BoundedIntText(value, min=ends[0], max=ends[1], description=name, tooltip=help_text, style=_LABEL)
    box.layout = widgets.Layout(width="14em")
    box.observe(lambda change: on_change(), names=["value"])
    return box
